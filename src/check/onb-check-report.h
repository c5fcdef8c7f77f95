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

G_END_DECLS
