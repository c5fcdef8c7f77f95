/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "check/onb-check-result.h"

G_BEGIN_DECLS

/**
 * onb_foreign_result_read:
 * @node: a live test's result as JSON, from somebody whom we do not trust
 *
 * What was found is said in this program's words, which each finding's id stands for, as far as they can
 * be filled in from what it rests on. What is no id, no scope, no host and no address of the web is left
 * out, and of everything there is only so much as a live test can find.
 *
 * Returns: (transfer full) (nullable): the result, or %NULL where @node is none
 */
OnbCheckResult *onb_foreign_result_read (JsonNode *node);

G_END_DECLS
