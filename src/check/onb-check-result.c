/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "check/onb-check-result.h"

G_DEFINE_BOXED_TYPE (OnbCheckResult, onb_check_result, onb_check_result_ref, onb_check_result_unref)

typedef struct
{
  const char *id;
  const char *title;
} Name;

static const struct
{
  const char *id;
  const char *title;
  const char *explanation;
} verdicts[ONB_N_VERDICTS] = {
  [ONB_VERDICT_READY] = { "ready", N_ ("Ready"),
                          N_ ("Everything Leyr needs is set up. You can now add the clinic to "
                              "Leyr.") },
  [ONB_VERDICT_READY_WITH_WARNINGS] = { "ready-with-warnings", N_ ("Ready, with warnings"),
                                        N_ ("You can add the clinic to Leyr. Read the warnings "
                                            "below first.") },
  [ONB_VERDICT_NOT_READY] = { "not-ready", N_ ("Not ready"),
                              N_ ("Something Leyr needs does not work yet. See below what to "
                                  "do.") },
  [ONB_VERDICT_UNTESTED] = { "untested", N_ ("Test not completed"),
                             N_ ("The test could not be completed, so it says nothing certain "
                                 "about the credentials.") },
};

static const Name cell_states[ONB_N_CELL_STATES] = {
  [ONB_CELL_UNTESTED] = { "untested", N_ ("Not tested") },
  [ONB_CELL_WORKS] = { "works", N_ ("Works") },
  [ONB_CELL_GRANTED] = { "granted", N_ ("Granted (not tested)") },
  [ONB_CELL_NOT_GRANTED] = { "not-granted", N_ ("Not granted") },
  [ONB_CELL_REFUSED] = { "refused", N_ ("Denied") },
  [ONB_CELL_NOT_OFFERED] = { "not-offered", N_ ("Not available") },
  [ONB_CELL_FAILED] = { "failed", N_ ("Failed") },
};

static const Name version_states[ONB_N_VERSION_STATES] = {
  [ONB_VERSION_UNTESTED] = { "untested", N_ ("Not tested") },
  [ONB_VERSION_WORKS] = { "works", N_ ("Works") },
  [ONB_VERSION_PARTIAL] = { "partial", N_ ("Partly works") },
  [ONB_VERSION_REFUSED] = { "refused", N_ ("Denied") },
  [ONB_VERSION_RETIRED] = { "retired", N_ ("Retired") },
  [ONB_VERSION_UNREACHABLE] = { "unreachable", N_ ("Not available") },
};

static const Name severities[ONB_N_SEVERITIES] = {
  [ONB_SEVERITY_INFO] = { "info", N_ ("Note") },
  [ONB_SEVERITY_WARNING] = { "warning", N_ ("Warning") },
  [ONB_SEVERITY_ERROR] = { "error", N_ ("Error") },
};

/* Whether one of @names has that id; @index is not touched where none has. */
static gboolean
find_name (const Name *names, guint n_names, const char *id, guint *index)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i].id, id) == 0)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

const char *
onb_verdict_get_id (OnbVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < ONB_N_VERDICTS, NULL);

  return verdicts[verdict].id;
}

gboolean
onb_verdict_from_id (const char *id, OnbVerdict *verdict)
{
  for (guint i = 0; i < ONB_N_VERDICTS; i++)
    if (g_strcmp0 (verdicts[i].id, id) == 0)
      {
        *verdict = (OnbVerdict) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
onb_verdict_is_ready (OnbVerdict verdict)
{
  return verdict == ONB_VERDICT_READY || verdict == ONB_VERDICT_READY_WITH_WARNINGS;
}

const char *
onb_verdict_get_title (OnbVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < ONB_N_VERDICTS, NULL);

  return _ (verdicts[verdict].title);
}

const char *
onb_verdict_get_explanation (OnbVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < ONB_N_VERDICTS, NULL);

  return _ (verdicts[verdict].explanation);
}

/* Whether anything came of the credentials. */
static gboolean
knows_something (OnbCheckResult *self)
{
  for (guint i = 0; i < self->scopes->len; i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      {
        OnbCellState state =
            ((OnbScopeResult *) g_ptr_array_index (self->scopes, i))->cells[v].state;

        if (state == ONB_CELL_WORKS || state == ONB_CELL_GRANTED)
          return TRUE;
      }

  return FALSE;
}

const char *
onb_check_result_get_explanation (OnbCheckResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->verdict == ONB_VERDICT_UNTESTED && knows_something (self))
    return _ ("The test ended before it was complete. The credentials were accepted. Nothing is "
              "known about anything marked “Not tested”.");

  return onb_verdict_get_explanation (self->verdict);
}

const char *
onb_cell_state_get_id (OnbCellState state)
{
  g_return_val_if_fail ((guint) state < ONB_N_CELL_STATES, NULL);

  return cell_states[state].id;
}

gboolean
onb_cell_state_from_id (const char *id, OnbCellState *state)
{
  guint index;

  if (!find_name (cell_states, ONB_N_CELL_STATES, id, &index))
    return FALSE;

  *state = (OnbCellState) index;
  return TRUE;
}

const char *
onb_cell_state_get_title (OnbCellState state)
{
  g_return_val_if_fail ((guint) state < ONB_N_CELL_STATES, NULL);

  return _ (cell_states[state].title);
}

const char *
onb_version_state_get_id (OnbVersionState state)
{
  g_return_val_if_fail ((guint) state < ONB_N_VERSION_STATES, NULL);

  return version_states[state].id;
}

gboolean
onb_version_state_from_id (const char *id, OnbVersionState *state)
{
  guint index;

  if (!find_name (version_states, ONB_N_VERSION_STATES, id, &index))
    return FALSE;

  *state = (OnbVersionState) index;
  return TRUE;
}

const char *
onb_version_state_get_title (OnbVersionState state)
{
  g_return_val_if_fail ((guint) state < ONB_N_VERSION_STATES, NULL);

  return _ (version_states[state].title);
}

const char *
onb_severity_get_id (OnbSeverity severity)
{
  g_return_val_if_fail ((guint) severity < ONB_N_SEVERITIES, NULL);

  return severities[severity].id;
}

gboolean
onb_severity_from_id (const char *id, OnbSeverity *severity)
{
  guint index;

  if (!find_name (severities, ONB_N_SEVERITIES, id, &index))
    return FALSE;

  *severity = (OnbSeverity) index;
  return TRUE;
}

const char *
onb_severity_get_title (OnbSeverity severity)
{
  g_return_val_if_fail ((guint) severity < ONB_N_SEVERITIES, NULL);

  return _ (severities[severity].title);
}

void
onb_evidence_free (OnbEvidence *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->method);
  g_free (self->url);
  g_free (self->request_id);
  g_free (self->fault);
  g_free (self->says);
  g_free (self);
}

OnbFinding *
onb_finding_new (const char *id, OnbSeverity severity)
{
  OnbFinding *self = g_new0 (OnbFinding, 1);

  self->id = g_strdup (id);
  self->severity = severity;
  self->evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_evidence_free);
  return self;
}

void
onb_finding_free (OnbFinding *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->title);
  g_free (self->cause);
  g_free (self->fix);
  g_free (self->host);
  g_strfreev (self->names);
  g_ptr_array_unref (self->evidence);
  g_free (self);
}

static void
scope_result_free (OnbScopeResult *self)
{
  g_free (self->scope);
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      g_free (self->cells[v].request_id);
      g_free (self->cells[v].finding);
    }
  g_free (self);
}

OnbCheckResult *
onb_check_result_new (void)
{
  OnbCheckResult *self = g_atomic_rc_box_new0 (OnbCheckResult);

  self->verdict = ONB_VERDICT_UNTESTED;
  self->scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) scope_result_free);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_finding_free);
  return self;
}

OnbCheckResult *
onb_check_result_ref (OnbCheckResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
onb_version_results_clear (OnbVersionResult *versions)
{
  g_return_if_fail (versions != NULL);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      g_clear_pointer (&versions[v].base_url, g_free);
      g_clear_pointer (&versions[v].fhir_version, g_free);
    }
}

static void
check_result_clear (OnbCheckResult *self)
{
  g_clear_pointer (&self->started, g_date_time_unref);
  g_free (self->clinic);
  g_free (self->fhir_host);
  g_free (self->tenant);
  onb_version_results_clear (self->versions);
  g_ptr_array_unref (self->scopes);
  g_ptr_array_unref (self->findings);
}

void
onb_check_result_unref (OnbCheckResult *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) check_result_clear);
}

OnbFinding *
onb_findings_find (GPtrArray *findings, const char *id)
{
  g_return_val_if_fail (findings != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      OnbFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->id, id))
        return finding;
    }

  return NULL;
}
