/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-support-facts.h"
#include "guide/onb-guide.h"

G_BEGIN_DECLS

typedef struct _OnbSupportReport OnbSupportReport;

/**
 * onb_support_report_new:
 * @facts: what is so, here or where the report comes from
 *
 * Returns: (transfer full): @facts in words, for people
 */
OnbSupportReport *onb_support_report_new (OnbGuide *guide, const OnbSupportFacts *facts);
void onb_support_report_free (OnbSupportReport *self);

/** onb_support_report_get_title: Returns: "Support report: " and the clinic, translated */
const char *onb_support_report_get_title (const OnbSupportReport *self);

/** onb_support_report_get_clinic: Returns: what the clinic is called in it */
const char *onb_support_report_get_clinic (const OnbSupportReport *self);

/** onb_support_report_to_text: Returns: (transfer full): the report to read here */
char *onb_support_report_to_text (const OnbSupportReport *self);

/** onb_support_report_to_html: Returns: (transfer full): the same in one file that needs no other,
 * and that onb_support_facts_read() reads */
char *onb_support_report_to_html (const OnbSupportReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbSupportReport, onb_support_report_free)

G_END_DECLS
