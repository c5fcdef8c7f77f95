/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "clinic/onb-support-facts.h"
#include "guide/onb-guide.h"

G_BEGIN_DECLS

#define ONB_TYPE_REPORT_DIALOG (onb_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbReportDialog, onb_report_dialog, ONB, REPORT_DIALOG, AdwDialog)

/**
 * onb_report_dialog_new:
 * @facts: what somebody else's report says
 *
 * Returns: (transfer floating): the report as its clinic sees it, with nothing to press, to be presented
 */
AdwDialog *onb_report_dialog_new (OnbGuide *guide, const OnbSupportFacts *facts);

G_END_DECLS
