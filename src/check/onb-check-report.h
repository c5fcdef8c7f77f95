/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-check-result.h"

G_BEGIN_DECLS

/**
 * onb_check_report_to_text:
 * @result: a live test's result
 *
 * Returns: (transfer full): the result for a person who reads a terminal or a mail
 */
char *onb_check_report_to_text (OnbCheckResult *result);

/** onb_check_report_get_practice_note: Returns: what stands above whatever a practice found, translated */
const char *onb_check_report_get_practice_note (void);

/** onb_finding_append_text: appends a finding, with what to do and what it rests on, to @text */
void onb_finding_append_text (const OnbFinding *finding, GString *text);

G_END_DECLS
