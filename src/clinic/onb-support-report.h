/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-clinic.h"
#include "guide/onb-guide.h"

G_BEGIN_DECLS

typedef struct _OnbSupportReport OnbSupportReport;

/**
 * onb_support_report_new:
 * @client_id: (nullable): the Client ID, of which only the ends are taken over
 * @versions: (array zero-terminated=1): names and versions, in turns, of what the program runs with
 *   beside its core
 *
 * All that support needs to know about a clinic: no secret, no token, no whole Client ID.
 *
 * Returns: (transfer full): the report
 */
OnbSupportReport *onb_support_report_new (OnbGuide *guide,
                                          OnbClinic *clinic,
                                          const char *client_id,
                                          const char *const *versions);
void onb_support_report_free (OnbSupportReport *self);

/** onb_support_report_to_text: Returns: (transfer full): the report to read here */
char *onb_support_report_to_text (const OnbSupportReport *self);

/** onb_support_report_to_html: Returns: (transfer full): the same in one file that needs no other */
char *onb_support_report_to_html (const OnbSupportReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbSupportReport, onb_support_report_free)

G_END_DECLS
