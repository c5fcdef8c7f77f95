/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "check/onb-draft.h"
#include "check/onb-matrix.h"
#include "check/onb-verdict.h"
#include "wire/onb-text.h"

#include "check/onb-diagnosis.h"

/* From the matrix to findings, in this order: what keeps the token from being had, what the documents
 * and versions say, what each scope's cell says, and what is true of all. */
typedef struct
{
  const OnbMatrix *matrix;
  const OnbCheckRecord *record;
  GPtrArray *drafts;
} Diagnosis;

static void
add_scopes (OnbDraft *draft, OnbValue name, const char *scopes, const char *resource)
{
  g_autofree char *list = scopes != NULL ? onb_scope_list (scopes, resource) : NULL;
  g_auto (GStrv) split = list != NULL ? onb_scope_split (list) : NULL;

  for (guint i = 0; split != NULL && split[i] != NULL; i++)
    onb_draft_add (draft, name, split[i]);
}

/* Several tokens may grant the same. */
static char **
split_once (const char *scopes)
{
  g_auto (GStrv) split = onb_scope_split (scopes);
  g_autoptr (GStrvBuilder) once = g_strv_builder_new ();
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; split[i] != NULL; i++)
    if (g_hash_table_add (there, split[i]))
      g_strv_builder_add (once, split[i]);

  return g_strv_builder_end (once);
}

/* Beside a scope that is not granted: what is, and what else was asked for in vain. */
static void
add_what_was_granted (Diagnosis *self, OnbDraft *draft, const OnbPlanScope *scope)
{
  const OnbGrants *grants = self->matrix->grants;

  add_scopes (draft, ONB_VALUE_GRANTED, grants->scopes, scope->resource);
  if (draft->row->id == ONB_DIAGNOSIS_SCOPE_NONE_GRANTED)
    {
      g_auto (GStrv) split = split_once (grants->scopes);
      g_autofree char *joined = g_strjoinv (" ", split);
      g_autofree char *all = onb_text_excerpt (NULL, joined);

      onb_draft_add (draft, ONB_VALUE_GRANTED, all);
    }

  if (grants->again != NULL && !grants->smart_v2 &&
      (onb_observation_went_well (grants->again) ||
       onb_diagnosis_match (grants->again)->state == ONB_CELL_NOT_GRANTED))
    {
      g_auto (GStrv) asked =
          onb_token_new_v2_scopes (self->record->plan, self->matrix->observations);

      for (guint i = 0; asked != NULL && asked[i] != NULL; i++)
        onb_draft_add (draft, ONB_VALUE_ASKED, asked[i]);
    }
}

static OnbDraft *
raise_at (Diagnosis *self,
          OnbDiagnosisId id,
          OnbSeverity severity,
          const OnbObservation *observation)
{
  return onb_drafts_raise (self->drafts, self->record->plan, id, severity, observation);
}

/* What stands in its way is in the way of everything. */
static OnbDraft *
raise_finding (Diagnosis *self, OnbDiagnosisId id, const OnbObservation *observation)
{
  return raise_at (self, id, onb_diagnosis_get (id)->severity, observation);
}

/* What stands in one version alone is at most a warning while another one fulfils everything. */
static OnbDraft *
raise_in_version (Diagnosis *self,
                  OnbDiagnosisId id,
                  OnbFhirVersion version,
                  const OnbObservation *observation)
{
  OnbSeverity severity = onb_diagnosis_get (id)->severity;

  if (onb_matrix_can_do_without (self->matrix, 1u << version))
    severity = MIN (severity, ONB_SEVERITY_WARNING);

  return raise_at (self, id, severity, observation);
}

/* The same, of one scope in a version; and what only an optional scope needs is no error either. */
static void
raise_in_cell (Diagnosis *self, OnbDiagnosisId id, guint scope, OnbFhirVersion version)
{
  const OnbMatrixCell *cell = &self->matrix->cells[scope][version];
  OnbSeverity severity = onb_diagnosis_get (id)->severity;
  OnbDraft *draft;

  if (!onb_matrix_get_scope (self->matrix, scope)->required ||
      onb_matrix_can_do_without (self->matrix, 1u << version))
    severity = MIN (severity, ONB_SEVERITY_WARNING);

  draft = raise_at (self, id, severity, cell->observation);
  onb_draft_add_cell (draft, scope, version);
  if (cell->state == ONB_CELL_NOT_GRANTED)
    add_what_was_granted (self, draft, onb_matrix_get_scope (self->matrix, scope));
}

static gboolean
was_given_up (const Diagnosis *self, const OnbObservation *observation)
{
  return onb_observation_was_given_up (observation, self->record->end);
}

static void
judge_obstacles (Diagnosis *self)
{
  GArray *obstacles = self->matrix->obstacles;

  for (guint i = 0; obstacles != NULL && i < obstacles->len; i++)
    {
      const OnbObstacle *obstacle = &g_array_index (obstacles, OnbObstacle, i);

      if (obstacle->observation != NULL && was_given_up (self, obstacle->observation))
        continue;
      if (obstacle->observation != NULL)
        raise_in_version (self, obstacle->id, obstacle->observation->version,
                          obstacle->observation);
      else if (obstacle->id != ONB_DIAGNOSIS_CHECK_INCOMPLETE ||
               self->record->end == ONB_END_COMPLETE)
        raise_finding (self, obstacle->id, NULL);
    }
}

static void
judge_token_host (Diagnosis *self)
{
  const OnbCheckRecord *record = self->record;
  g_autoptr (OnbExchange) endpoint = NULL;
  g_autofree char *host = NULL;
  OnbDraft *draft;

  if (record->token_endpoint == NULL)
    return;

  endpoint = onb_exchange_new ("POST", record->token_endpoint);
  host = onb_exchange_get_host (endpoint);

  switch (record->token_host)
    {
    case ONB_TOKEN_HOST_NOT_APPROVED:
      draft = raise_finding (self, ONB_DIAGNOSIS_DISCOVERY_HOST_NOT_APPROVED, NULL);
      g_free (draft->finding->host);
      draft->finding->host = g_strdup (host);
      break;
    case ONB_TOKEN_HOST_INSECURE:
      draft = raise_finding (self, ONB_DIAGNOSIS_DISCOVERY_ENDPOINT_INSECURE, NULL);
      break;
    case ONB_TOKEN_HOST_UNKNOWN:
    case ONB_TOKEN_HOST_APPROVED:
    default:
      return;
    }

  onb_draft_add (draft, ONB_VALUE_ENDPOINT_HOST, host);
}

/* The token endpoint is known, so that a document that is missing matters little. One that was not had
 * is told by its own fault. */
static void
judge_document (Diagnosis *self, const OnbObservation *document, OnbDiagnosisId missing)
{
  if (document == NULL || was_given_up (self, document) || onb_observation_went_well (document))
    return;

  if (document->exchange->fault != ONB_FAULT_NONE || document->exchange->status >= 500 ||
      document->exchange->status == 429 || onb_diagnosis_is_in_between (document))
    raise_at (self, onb_diagnosis_match (document)->id, ONB_SEVERITY_WARNING, document);
  else if (missing != ONB_DIAGNOSIS_NONE)
    raise_finding (self, missing, document);
}

static void
judge_versions (Diagnosis *self)
{
  gboolean smart = FALSE;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      const OnbVersionFacts *facts = &self->matrix->versions[v];

      smart = smart || (facts->smart != NULL && onb_observation_went_well (facts->smart));
    }

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      const OnbVersionFacts *facts = &self->matrix->versions[v];

      if (!facts->planned)
        continue;

      if (facts->gone != ONB_DIAGNOSIS_NONE)
        {
          for (guint i = 0; i < self->matrix->observations->len; i++)
            {
              const OnbObservation *observation = g_ptr_array_index (self->matrix->observations, i);

              if (observation->stage != ONB_STAGE_TOKEN && observation->version == v &&
                  !was_given_up (self, observation) && !onb_observation_went_well (observation))
                raise_in_version (self, facts->gone, (OnbFhirVersion) v, observation);
            }
          continue;
        }

      if (facts->mismatch)
        onb_draft_add (raise_in_version (self, ONB_DIAGNOSIS_VERSION_MISMATCH, (OnbFhirVersion) v,
                                         facts->metadata),
                       ONB_VALUE_SAYS, facts->metadata->answer->fhir_version);

      if (self->record->token_endpoint == NULL)
        continue;

      judge_document (self, facts->smart,
                      smart ? ONB_DIAGNOSIS_NONE
                            : ONB_DIAGNOSIS_DISCOVERY_SMART_CONFIGURATION_MISSING);
      judge_document (self, facts->metadata, ONB_DIAGNOSIS_DISCOVERY_METADATA_MISSING);
    }
}

/* Whether a token request failed for another reason than the scopes that it asked for. */
static gboolean
went_wrong_otherwise (const Diagnosis *self, const OnbObservation *token)
{
  return !onb_observation_went_well (token) && !was_given_up (self, token) &&
         !onb_diagnosis_asks_singly (token) &&
         onb_diagnosis_match (token)->state != ONB_CELL_NOT_GRANTED;
}

/* What the token requests say beside what each cell does. */
static void
judge_tokens (Diagnosis *self)
{
  const OnbGrants *grants = self->matrix->grants;
  OnbDraft *draft;

  if (grants->one_by_one)
    raise_at (self, ONB_DIAGNOSIS_TOKEN_TOO_MANY_SCOPES, ONB_SEVERITY_WARNING, grants->all);
  else if (grants->any && grants->all != NULL && went_wrong_otherwise (self, grants->all))
    raise_finding (self, onb_diagnosis_match (grants->all)->id, grants->all);

  if (grants->again != NULL && went_wrong_otherwise (self, grants->again))
    raise_finding (self, onb_diagnosis_match (grants->again)->id, grants->again);

  if (grants->smart_v2)
    {
      draft = raise_finding (self, ONB_DIAGNOSIS_SCOPE_SMART_V2, grants->all);
      onb_draft_add_observation (draft, grants->again);
      for (guint i = 0; i < self->record->plan->scopes->len; i++)
        {
          const OnbPlanScope *scope = onb_matrix_get_scope (self->matrix, i);

          onb_draft_add (draft, ONB_VALUE_V1, scope->name);
          add_scopes (draft, ONB_VALUE_GRANTED, grants->again->answer->scope, scope->resource);
        }
    }
}

static void
judge_cells (Diagnosis *self)
{
  for (guint i = 0; i < self->record->plan->scopes->len; i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      {
        const OnbMatrixCell *cell = &self->matrix->cells[i][v];

        if (!self->matrix->versions[v].planned)
          continue;
        /* Why nothing could be tested is told once, and not of each scope. */
        if (cell->state == ONB_CELL_UNTESTED && cell->observation == NULL &&
            cell->why != ONB_DIAGNOSIS_NONE &&
            (cell->why == self->matrix->blocked || self->record->end != ONB_END_COMPLETE))
          raise_finding (self, cell->why, NULL);
        else if (cell->why != ONB_DIAGNOSIS_NONE && cell->why != self->matrix->versions[v].gone)
          raise_in_cell (self, cell->why, i, (OnbFhirVersion) v);
        if (cell->also != ONB_DIAGNOSIS_NONE)
          raise_in_cell (self, cell->also, i, (OnbFhirVersion) v);
      }
}

static void
judge_this_computer (Diagnosis *self)
{
  const OnbObservation *skewed = onb_observations_find_clock_skew (self->matrix->observations);
  g_autoptr (GPtrArray) added = NULL;

  if (skewed != NULL)
    {
      g_autofree char *minutes =
          g_strdup_printf ("%" G_GINT64_FORMAT,
                           (gint64) llabs (skewed->exchange->clock_offset) / 60);

      onb_draft_add (raise_finding (self, ONB_DIAGNOSIS_NETWORK_CLOCK_SKEW, skewed),
                     ONB_VALUE_MINUTES, minutes);
    }

  for (guint i = 0; i < self->matrix->observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (self->matrix->observations, i);

      if (observation->exchange->few_connections)
        raise_finding (self, ONB_DIAGNOSIS_NETWORK_FEW_CONNECTIONS, observation);
    }

  added = onb_observations_list_added_authorities (self->matrix->observations);
  for (guint i = 0; i < added->len; i++)
    raise_finding (self, ONB_DIAGNOSIS_TLS_ADDED_AUTHORITY, g_ptr_array_index (added, i));
}

static void
judge_end (Diagnosis *self)
{
  if (self->record->end == ONB_END_CANCELLED)
    raise_finding (self, ONB_DIAGNOSIS_CHECK_CANCELLED, NULL);
  else if (self->record->end == ONB_END_TIMED_OUT)
    raise_finding (self, ONB_DIAGNOSIS_CHECK_TIMED_OUT, NULL);
}

static int
step_number (const OnbCheckPlan *plan, OnbDiagnosisStep step)
{
  switch (step)
    {
    case ONB_DIAGNOSIS_STEP_PRODUCTS:
      return plan->products_step;
    case ONB_DIAGNOSIS_STEP_SCOPES:
      return plan->scopes_step;
    case ONB_DIAGNOSIS_STEP_CREDENTIALS:
      return plan->credentials_step;
    case ONB_DIAGNOSIS_STEP_NONE:
    default:
      return 0;
    }
}

static gboolean
is_retired_alone (const Diagnosis *self, guint versions)
{
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if ((versions & (1u << v)) != 0 && !self->record->plan->retired[v])
      return FALSE;

  return versions != 0;
}

static void
add_common_values (const Diagnosis *self, OnbDraft *draft)
{
  const OnbCheckRecord *record = self->record;
  g_autofree char *authority = onb_address_get_authority (record->address);
  g_autoptr (OnbHost) token_host =
      record->token_endpoint != NULL ? onb_host_parse_url (record->token_endpoint) : NULL;
  g_autofree char *token_authority = token_host != NULL ? onb_host_to_string (token_host) : NULL;

  if (draft->values[ONB_VALUE_HOST] == NULL)
    onb_draft_add (draft, ONB_VALUE_HOST, authority);
  onb_draft_add (draft, ONB_VALUE_TENANT, record->address->tenant);
  onb_draft_add (draft, ONB_VALUE_ENDPOINT, record->token_endpoint);
  onb_draft_add (draft, ONB_VALUE_HOSTS, authority);
  /* As documented, while the server's own word is not had. */
  onb_draft_add (draft, ONB_VALUE_HOSTS,
                 token_authority != NULL ? token_authority : record->plan->token_host);
}

static void
write_finding (Diagnosis *self, OnbDraft *draft)
{
  OnbFinding *finding = draft->finding;

  add_common_values (self, draft);
  onb_draft_write (draft);
  finding->step = step_number (self->record->plan, draft->row->step);

  /* Where nothing is lost, nobody is sent to mend it. */
  if (finding->severity < draft->row->severity && is_retired_alone (self, draft->versions) &&
      onb_matrix_can_do_without (self->matrix, draft->versions))
    {
      g_free (finding->fix);
      finding->fix =
          onb_draft_fill_in (draft, N_ ("No action needed: {maker} no longer supports {versions}, "
                                        "and everything Leyr needs works without it."));
      finding->step = 0;
    }

  if (draft->row->step == ONB_DIAGNOSIS_STEP_CREDENTIALS && self->record->ambiguous_credentials)
    {
      g_autofree char *cause = g_steal_pointer (&finding->cause);
      g_autofree char *doubt = onb_draft_fill_in (
          draft, N_ ("The credentials contain characters that servers can interpret in two ways "
                     "(RFC 6749, section 2.3.1). A newly generated {client-secret} may avoid "
                     "this."));

      finding->cause = g_strconcat (cause, " ", doubt, NULL);
    }
}

static void
write_cells (const OnbMatrix *matrix, OnbCheckResult *result)
{
  for (guint i = 0; i < matrix->record->plan->scopes->len; i++)
    {
      const OnbPlanScope *scope = onb_matrix_get_scope (matrix, i);
      OnbScopeResult *row = g_new0 (OnbScopeResult, 1);

      row->scope = g_strdup (scope->name);
      row->required = scope->required;
      g_ptr_array_add (result->scopes, row);

      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        {
          const OnbMatrixCell *from = &matrix->cells[i][v];
          OnbCell *to = &row->cells[v];
          OnbDiagnosisId why = from->also != ONB_DIAGNOSIS_NONE ? from->also : from->why;

          to->tested = matrix->versions[v].planned;
          to->state = from->state;
          if (why != ONB_DIAGNOSIS_NONE)
            to->finding = g_strdup (onb_diagnosis_get (why)->name);
          if (from->probe != NULL)
            {
              to->http_status = from->probe->exchange->status;
              to->request_id = g_strdup (from->probe->exchange->request_id);
              to->ms = from->probe->exchange->duration / 1000;
            }
        }
    }
}

static void
write_versions (const OnbMatrix *matrix, OnbCheckResult *result)
{
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      const OnbVersionFacts *facts = &matrix->versions[v];
      OnbVersionResult *version = &result->versions[v];

      version->tested = facts->planned;
      if (!version->tested)
        continue;

      version->base_url = onb_address_get_base (matrix->record->address, (OnbFhirVersion) v);
      version->fhir_version =
          facts->metadata != NULL ? g_strdup (facts->metadata->answer->fhir_version) : NULL;
      version->state = onb_verdict_of_version (matrix, (OnbFhirVersion) v);
    }
}

static gboolean
has_error (const Diagnosis *self)
{
  for (guint i = 0; i < self->drafts->len; i++)
    {
      const OnbDraft *draft = g_ptr_array_index (self->drafts, i);

      if (draft->finding->severity == ONB_SEVERITY_ERROR)
        return TRUE;
    }

  return FALSE;
}

static OnbVerdict
find_findings (Diagnosis *self)
{
  OnbVerdict verdict;

  judge_obstacles (self);
  judge_token_host (self);
  judge_versions (self);
  judge_tokens (self);
  judge_cells (self);
  judge_this_computer (self);
  judge_end (self);

  /* Nobody is left without a word on what to do. */
  verdict = onb_verdict_of_all (self->matrix, self->drafts);
  if (!onb_verdict_is_ready (verdict) && !has_error (self))
    raise_finding (self, ONB_DIAGNOSIS_CHECK_INCOMPLETE, NULL);

  for (guint i = 0; i < self->drafts->len; i++)
    write_finding (self, g_ptr_array_index (self->drafts, i));
  onb_drafts_sort (self->drafts);
  return verdict;
}

OnbCheckResult *
onb_diagnose (const OnbCheckRecord *record)
{
  g_autoptr (OnbMatrix) matrix = NULL;
  Diagnosis self = { .record = record };
  OnbCheckResult *result;

  g_return_val_if_fail (record != NULL, NULL);

  matrix = onb_matrix_new (record);
  self.matrix = matrix;
  self.drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_draft_free);

  result = onb_check_result_new ();
  result->started = g_date_time_ref (record->started);
  result->duration_ms = record->duration / 1000;
  result->clinic = g_strdup (record->clinic);
  result->fhir_host = onb_address_get_authority (record->address);
  result->tenant = g_strdup (record->address->tenant);
  result->practice = record->practice;
  write_cells (matrix, result);
  write_versions (matrix, result);

  if (record->end != ONB_END_RUNNING)
    {
      result->verdict = find_findings (&self);
      onb_drafts_take_findings (self.drafts, result->findings);
    }

  g_ptr_array_unref (self.drafts);
  return result;
}

char *
onb_diagnose_fault (const OnbExchange *exchange)
{
  OnbAnswer nothing = { 0 };
  OnbObservation observation = {
    .stage = ONB_STAGE_METADATA,
    .exchange = (OnbExchange *) exchange,
    .answer = &nothing,
  };
  OnbDraft *draft;
  g_autofree char *title = NULL;
  g_autofree char *cause = NULL;

  g_return_val_if_fail (exchange != NULL, NULL);

  draft = onb_draft_new (onb_diagnosis_match (&observation)->id, NULL);
  onb_draft_add_exchange (draft, exchange);
  title = onb_draft_fill_in (draft, draft->row->title);
  cause = onb_draft_fill_in (draft, draft->row->cause);
  onb_draft_free (draft);
  /* Translators: a heading, then the sentences that explain it. */
  return g_strdup_printf (_ ("%s: %s"), title, cause);
}
