/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-about.h"

G_BEGIN_DECLS

/**
 * OnbStandingKind: what the last live test says of a clinic as it is now.
 * @ONB_STANDING_UNTESTED: there was no test
 * @ONB_STANDING_OUTDATED: its result is about something else
 * @ONB_STANDING_TESTED: the verdict holds
 */
typedef enum
{
  ONB_STANDING_UNTESTED,
  ONB_STANDING_OUTDATED,
  ONB_STANDING_TESTED,
} OnbStandingKind;

/**
 * OnbStanding: where a clinic stands; whoever shows a result asks for it and keeps no copy.
 * @verdict: of the last test; only a verdict on the clinic where @kind is %ONB_STANDING_TESTED
 * @difference: what has changed since, where @kind is %ONB_STANDING_OUTDATED
 */
typedef struct
{
  OnbStandingKind kind;
  OnbVerdict verdict;
  OnbDifference difference;
} OnbStanding;

/** onb_standing_is_ready: Returns: whether the clinic as it is now has passed the test */
gboolean onb_standing_is_ready (OnbStanding self);

/** onb_standing_get_id: Returns: for machines: "not-tested", "outdated", or the verdict's id */
const char *onb_standing_get_id (OnbStanding self);

/** onb_standing_get_title: Returns: for people, translated: a few words or the verdict's title */
const char *onb_standing_get_title (OnbStanding self);

/**
 * onb_standing_get_explanation:
 *
 * Returns: for people, translated: what the standing means, what has changed where it is outdated
 */
const char *onb_standing_get_explanation (OnbStanding self);

G_END_DECLS
