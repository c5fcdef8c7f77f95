/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "check/onb-check-result.h"

G_BEGIN_DECLS

#define ONB_TYPE_RESULTS_TABLE (onb_results_table_get_type ())
G_DECLARE_FINAL_TYPE (OnbResultsTable, onb_results_table, ONB, RESULTS_TABLE, AdwBin)

/**
 * onb_results_table_set_result:
 * @result: what is known
 * @running: whether the test is still going on, so that what is not tested yet is on its way
 *
 * Shows scopes by FHIR versions, a row a scope.
 */
void onb_results_table_set_result (OnbResultsTable *self, OnbCheckResult *result, gboolean running);

G_END_DECLS
