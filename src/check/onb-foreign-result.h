/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "check/onb-check-plan.h"
#include "check/onb-check-result.h"

G_BEGIN_DECLS

/**
 * onb_foreign_result_read:
 * @node: a live test's result as JSON, from somebody whom we do not trust
 * @plan: (nullable): what things are called where it was found; %NULL where that is not known yet
 *
 * What was found is said in this program's words, which each finding's id stands for, as far as they can
 * be filled in from what it rests on. What is no id, no scope, no host and no address of the web is left
 * out, and of everything there is only so much as a live test can find.
 *
 * Returns: (transfer full) (nullable): the result, or %NULL where @node is none
 */
OnbCheckResult *onb_foreign_result_read (JsonNode *node, const OnbCheckPlan *plan);

/** onb_foreign_result_name: says what was found once more, as things are called in @plan */
void onb_foreign_result_name (OnbCheckResult *self, const OnbCheckPlan *plan);

G_END_DECLS
