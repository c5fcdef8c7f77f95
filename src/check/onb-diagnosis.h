/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-check-result.h"
#include "check/onb-observation.h"

G_BEGIN_DECLS

/**
 * onb_diagnose:
 * @record: what a live test has seen, up to now or up to its end
 *
 * What it all means. A pure function: the same record gives the same result.
 *
 * Returns: (transfer full): the result. While the test is running, it has no findings.
 */
OnbCheckResult *onb_diagnose (const OnbCheckRecord *record);

/**
 * onb_diagnose_fault:
 * @exchange: a request to which no answer came
 *
 * The same words as in a result, for a request that is no part of a live test.
 *
 * Returns: (transfer full): what happened and what it means, sentences for the user
 */
char *onb_diagnose_fault (const OnbExchange *exchange);

G_END_DECLS
