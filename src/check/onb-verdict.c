/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-draft.h"

#include "check/onb-verdict.h"

static gboolean
is_everything_there (const OnbMatrix *matrix)
{
  for (guint i = 0; i < matrix->record->plan->scopes->len; i++)
    if (onb_matrix_get_scope (matrix, i)->required && !onb_matrix_is_fulfilled (matrix, i))
      return FALSE;

  return TRUE;
}

OnbVerdict
onb_verdict_of_all (const OnbMatrix *matrix, GPtrArray *drafts)
{
  gboolean errors = FALSE, warnings = FALSE;
  gboolean reached_credentials;

  g_return_val_if_fail (matrix != NULL, ONB_VERDICT_UNTESTED);
  g_return_val_if_fail (drafts != NULL, ONB_VERDICT_UNTESTED);

  reached_credentials = matrix->grants->any;
  for (guint i = 0; i < drafts->len; i++)
    {
      const OnbDraft *draft = g_ptr_array_index (drafts, i);

      errors = errors || draft->finding->severity == ONB_SEVERITY_ERROR;
      warnings = warnings || draft->finding->severity == ONB_SEVERITY_WARNING;
      reached_credentials = reached_credentials || (draft->row->reached_credentials &&
                                                    draft->finding->severity == ONB_SEVERITY_ERROR);
    }

  if (matrix->record->end != ONB_END_COMPLETE || !reached_credentials)
    return ONB_VERDICT_UNTESTED;
  if (errors || !is_everything_there (matrix))
    return ONB_VERDICT_NOT_READY;

  return warnings ? ONB_VERDICT_READY_WITH_WARNINGS : ONB_VERDICT_READY;
}

/* Whether any answer came, and whether all that was asked was a network's fault. */
static gboolean
is_out_of_reach (const OnbMatrix *matrix, OnbFhirVersion version)
{
  guint n_asked = 0, n_faults = 0;

  for (guint i = 0; i < matrix->observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (matrix->observations, i);

      if (observation->stage == ONB_STAGE_TOKEN || observation->version != version ||
          observation->exchange->fault == ONB_FAULT_CANCELLED)
        continue;

      n_asked++;
      n_faults += observation->exchange->fault != ONB_FAULT_NONE;
    }

  return n_asked > 0 && n_asked == n_faults;
}

OnbVersionState
onb_verdict_of_version (const OnbMatrix *matrix, OnbFhirVersion version)
{
  guint counts[ONB_N_CELL_STATES] = { 0 };
  guint n_bad;

  g_return_val_if_fail (matrix != NULL, ONB_VERSION_UNTESTED);

  if (matrix->versions[version].gone != ONB_DIAGNOSIS_NONE)
    return matrix->versions[version].gone == ONB_DIAGNOSIS_VERSION_RETIRED
               ? ONB_VERSION_RETIRED
               : ONB_VERSION_UNREACHABLE;

  if (is_out_of_reach (matrix, version))
    return ONB_VERSION_UNREACHABLE;

  for (guint i = 0; i < matrix->record->plan->scopes->len; i++)
    counts[matrix->cells[i][version].state]++;

  n_bad = counts[ONB_CELL_REFUSED] + counts[ONB_CELL_FAILED] + counts[ONB_CELL_NOT_GRANTED];

  if (counts[ONB_CELL_WORKS] > 0)
    return n_bad == 0 && counts[ONB_CELL_UNTESTED] == 0 && !matrix->versions[version].mismatch
               ? ONB_VERSION_WORKS
               : ONB_VERSION_PARTIAL;
  if (counts[ONB_CELL_REFUSED] > 0 || counts[ONB_CELL_NOT_GRANTED] > 0)
    return ONB_VERSION_REFUSED;
  /* It was asked, and nothing was had from it. */
  if (counts[ONB_CELL_FAILED] > 0 || counts[ONB_CELL_NOT_OFFERED] > 0)
    return ONB_VERSION_UNREACHABLE;

  return ONB_VERSION_UNTESTED;
}
