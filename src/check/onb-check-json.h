/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "check/onb-check-result.h"

G_BEGIN_DECLS

#define ONB_CHECK_SCHEMA "io.leyr.Onboarding.check/1"

/**
 * onb_version_results_to_json:
 * @versions: (array fixed-size=2): what is known of the versions
 *
 * Adds them to the object that @builder is in, as its member "versions".
 */
void onb_version_results_to_json (const OnbVersionResult *versions, JsonBuilder *builder);

/**
 * onb_findings_to_json:
 * @findings: (element-type OnbFinding): findings
 *
 * Adds them to the object that @builder is in, as its member "findings".
 */
void onb_findings_to_json (GPtrArray *findings, JsonBuilder *builder);

/** onb_check_result_to_json: Returns: (transfer full): the result in its documented form */
JsonNode *onb_check_result_to_json (OnbCheckResult *self);

/**
 * onb_check_result_from_json:
 * @node: what onb_check_result_to_json() made
 *
 * A host that may be approved is never read: no file asks where a secret may go.
 *
 * Returns: (transfer full) (nullable): the result, %NULL where @node is none
 */
OnbCheckResult *onb_check_result_from_json (JsonNode *node);

G_END_DECLS
