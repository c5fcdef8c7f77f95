/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/window/onb-session.h"

G_BEGIN_DECLS

#define ONB_TYPE_SUPPORT_DIALOG (onb_support_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbSupportDialog, onb_support_dialog, ONB, SUPPORT_DIALOG, AdwDialog)

/**
 * onb_support_dialog_new:
 * @session: the clinic that it is about
 *
 * Returns: (transfer floating): the support report, shown before it is saved, to be presented
 */
AdwDialog *onb_support_dialog_new (OnbSession *session);

G_END_DECLS
