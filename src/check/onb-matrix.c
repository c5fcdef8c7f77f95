/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-matrix.h"

const OnbPlanScope *
onb_matrix_get_scope (const OnbMatrix *self, guint index)
{
  return g_ptr_array_index (self->record->plan->scopes, index);
}

static guint
n_scopes (const OnbMatrix *self)
{
  return self->record->plan->scopes->len;
}

static OnbDiagnosisId
why_incomplete (const OnbMatrix *self)
{
  switch (self->record->end)
    {
    case ONB_END_CANCELLED:
      return ONB_DIAGNOSIS_CHECK_CANCELLED;
    case ONB_END_TIMED_OUT:
      return ONB_DIAGNOSIS_CHECK_TIMED_OUT;
    case ONB_END_RUNNING:
      return ONB_DIAGNOSIS_NONE;
    case ONB_END_COMPLETE:
    default:
      return ONB_DIAGNOSIS_CHECK_INCOMPLETE;
    }
}

/* What an answer means, where the address tells more than the answer: the sandbox's tenant is not on
 * Oracle's other hosts, and what they answer then blames others. */
static OnbDiagnosisId
explain (const OnbMatrix *self, const OnbObservation *observation)
{
  OnbDiagnosisId id = onb_diagnosis_match (observation)->id;

  switch ((int) id)
    {
    case ONB_DIAGNOSIS_CHECK_INCOMPLETE:
      return why_incomplete (self);
    case ONB_DIAGNOSIS_ADDRESS_UNKNOWN_TENANT:
    case ONB_DIAGNOSIS_TOKEN_INVALID_TENANT:
    case ONB_DIAGNOSIS_PROBE_TENANT_NOT_ACCESSIBLE:
    case ONB_DIAGNOSIS_PROBE_TENANT_MISMATCH:
    case ONB_DIAGNOSIS_PROBE_FORBIDDEN:
      return onb_address_is_sandbox_elsewhere (self->record->address)
                 ? ONB_DIAGNOSIS_ADDRESS_SANDBOX_ELSEWHERE
                 : id;
    default:
      return id;
    }
}

static void
settle (OnbMatrixCell *cell,
        OnbCellState state,
        OnbDiagnosisId why,
        const OnbObservation *observation)
{
  cell->state = state;
  cell->why = why;
  cell->observation = observation;
}

/* Why there is no token. */
static void
find_what_blocks (OnbMatrix *self)
{
  const OnbCheckRecord *record = self->record;
  const OnbGrants *grants = self->grants;

  if (record->token_endpoint == NULL)
    {
      self->obstacles = onb_version_facts_find_obstacles (record, self->versions);
      for (guint i = 0; i < self->obstacles->len; i++)
        {
          OnbObstacle *obstacle = &g_array_index (self->obstacles, OnbObstacle, i);

          if (obstacle->id == ONB_DIAGNOSIS_ADDRESS_UNKNOWN_TENANT)
            obstacle->id = explain (self, obstacle->observation);
        }
      if (!grants->any)
        self->blocked = g_array_index (self->obstacles, OnbObstacle, 0).id;
    }
  else if (grants->any)
    self->blocked = ONB_DIAGNOSIS_NONE;
  else if (record->token_host == ONB_TOKEN_HOST_NOT_APPROVED)
    self->blocked = ONB_DIAGNOSIS_DISCOVERY_HOST_NOT_APPROVED;
  else if (record->token_host == ONB_TOKEN_HOST_INSECURE)
    self->blocked = ONB_DIAGNOSIS_DISCOVERY_ENDPOINT_INSECURE;
  else if (grants->all != NULL && !onb_observation_went_well (grants->all))
    self->blocked = explain (self, grants->all);
  else
    self->blocked = ONB_DIAGNOSIS_CHECK_INCOMPLETE;

  /* Before its end, or where it was ended, a test is not incomplete for a reason of its own. */
  if (record->end == ONB_END_CANCELLED)
    self->blocked = ONB_DIAGNOSIS_CHECK_CANCELLED;
  else if (record->end == ONB_END_TIMED_OUT)
    self->blocked = ONB_DIAGNOSIS_CHECK_TIMED_OUT;
  else if (record->end == ONB_END_RUNNING)
    self->blocked = ONB_DIAGNOSIS_NONE;
}

/* Which of the letters a version's capability statement wants for writing. Oracle's API deletes
 * nothing, and has no letter for it. */
static guint
letters_to_write (OnbInteractions interactions)
{
  guint letters = 0;

  if ((interactions & ONB_INTERACTION_CREATE) != 0)
    letters |= ONB_LETTER_CREATE;
  if ((interactions & (ONB_INTERACTION_UPDATE | ONB_INTERACTION_PATCH)) != 0)
    letters |= ONB_LETTER_UPDATE;

  return letters;
}

static gboolean
get_interactions (const OnbMatrix *self,
                  const OnbPlanScope *scope,
                  OnbFhirVersion version,
                  OnbInteractions *interactions)
{
  const OnbVersionFacts *facts = &self->versions[version];

  *interactions = 0;
  return facts->statement == ONB_STATEMENT_READ &&
         onb_answer_get_interactions (facts->metadata->answer, scope->resource, interactions);
}

static gboolean
suffices (const OnbMatrix *self, const OnbPlanScope *scope, OnbFhirVersion version, guint letters)
{
  guint wanted = ONB_LETTER_READ | ONB_LETTER_SEARCH;
  OnbInteractions interactions;

  if (scope->access == ONB_ACCESS_READ)
    return (letters & wanted) == wanted;

  get_interactions (self, scope, version, &interactions);
  wanted = letters_to_write (interactions);
  return wanted != 0 ? (letters & wanted) == wanted
                     : (letters & (ONB_LETTER_CREATE | ONB_LETTER_UPDATE)) != 0;
}

static gboolean
is_granted (const OnbMatrix *self, const OnbPlanScope *scope, OnbFhirVersion version)
{
  return suffices (self, scope, version, onb_grants_get_letters (self->grants, scope->resource));
}

/* Whether it would be granted, were there no queries that narrow it to some of the entries. */
static gboolean
is_granted_in_part (const OnbMatrix *self, const OnbPlanScope *scope, OnbFhirVersion version)
{
  guint letters = onb_grants_get_letters (self->grants, scope->resource) |
                  onb_grants_get_narrowed_letters (self->grants, scope->resource);

  return !is_granted (self, scope, version) && suffices (self, scope, version, letters);
}

/* A scope that no token has: not granted only where the server said so, and else not known. */
static void
settle_without_grant (const OnbMatrix *self,
                      OnbMatrixCell *cell,
                      guint index,
                      OnbFhirVersion version)
{
  const OnbPlanScope *scope = onb_matrix_get_scope (self, index);
  const OnbGrants *grants = self->grants;
  const OnbObservation *single =
      onb_observations_find (self->observations, ONB_STAGE_TOKEN, 0, ONB_SMART_V1, (int) index);
  const OnbObservation *asked = single != NULL ? single : grants->all;
  gboolean refused = asked != NULL && !onb_observation_went_well (asked);
  guint letters = onb_grants_get_letters (grants, scope->resource);
  OnbDiagnosisId id;

  if (grants->smart_v2 && !grants->again->answer->scope_is_unreadable)
    {
      asked = grants->again;
      refused = FALSE;
    }

  if (refused && onb_diagnosis_match (asked)->state != ONB_CELL_NOT_GRANTED)
    {
      settle (cell, ONB_CELL_UNTESTED, explain (self, asked), asked);
      return;
    }

  if (grants->unreadable)
    {
      settle (cell, ONB_CELL_UNTESTED, ONB_DIAGNOSIS_TOKEN_SCOPE_UNREADABLE, asked);
      return;
    }

  if (!grants->any && refused)
    id = onb_diagnosis_match (asked)->id;
  else if (is_granted_in_part (self, scope, version))
    id = ONB_DIAGNOSIS_SCOPE_GRANTED_IN_PART;
  else if (!scope->required)
    id = ONB_DIAGNOSIS_SCOPE_NOT_GRANTED_OPTIONAL;
  else if (!grants->useful)
    id = ONB_DIAGNOSIS_SCOPE_NONE_GRANTED;
  else if (scope->access == ONB_ACCESS_READ && (letters & ONB_LETTER_READ) != 0)
    id = ONB_DIAGNOSIS_SCOPE_READ_WITHOUT_SEARCH;
  else
    id = ONB_DIAGNOSIS_SCOPE_NOT_GRANTED;

  settle (cell, ONB_CELL_NOT_GRANTED, id, asked);
}

/* Whether the server itself says that it does not have this. That it forbids it never means that. */
static gboolean
is_not_offered (const OnbMatrix *self,
                const OnbPlanScope *scope,
                OnbFhirVersion version,
                const OnbObservation *probe)
{
  guint status = probe->exchange->status;
  OnbStatement statement = self->versions[version].statement;
  OnbInteractions interactions;

  if (probe->exchange->fault != ONB_FAULT_NONE || probe->answer->body == ONB_BODY_HTML ||
      probe->answer->body == ONB_BODY_FOREIGN_JSON)
    return FALSE;

  if (statement == ONB_STATEMENT_UNKNOWN || get_interactions (self, scope, version, &interactions))
    return FALSE;

  return status == 404 || status == 410 || status == 501 ||
         (status >= 400 && status < 500 && status != 401 && status != 403 && status != 429 &&
          (probe->answer->issues & ONB_ISSUE_NOT_SUPPORTED) != 0);
}

static gboolean
any_search_works (const OnbMatrix *self, OnbFhirVersion version)
{
  for (guint i = 0; i < n_scopes (self); i++)
    {
      const OnbObservation *probe = onb_observations_find (self->observations, ONB_STAGE_PROBE,
                                                           version, ONB_SMART_V1, (int) i);

      if (probe != NULL && onb_observation_went_well (probe))
        return TRUE;
    }

  return FALSE;
}

/* A server that complains about the id has let the search through. It counts where the resource is
 * declared, and where another search in the same version proves that there is a server behind it. */
static gboolean
is_id_refused (const OnbMatrix *self,
               const OnbPlanScope *scope,
               OnbFhirVersion version,
               const OnbObservation *probe)
{
  guint status = probe->exchange->status;
  OnbInteractions interactions;

  return probe->exchange->fault == ONB_FAULT_NONE &&
         (status == 400 || status == 404 || status == 422) &&
         g_strcmp0 (probe->answer->resource_type, "OperationOutcome") == 0 &&
         (probe->answer->issues & (ONB_ISSUE_NOT_SUPPORTED | ONB_ISSUE_SECURITY)) == 0 &&
         get_interactions (self, scope, version, &interactions) && any_search_works (self, version);
}

static void
judge_read (const OnbMatrix *self, OnbMatrixCell *cell, guint index, OnbFhirVersion version)
{
  const OnbPlanScope *scope = onb_matrix_get_scope (self, index);
  const OnbObservation *probe = cell->probe;
  gboolean granted = is_granted (self, scope, version);

  if (is_granted_in_part (self, scope, version))
    settle_without_grant (self, cell, index, version);
  else if (probe != NULL && onb_observation_went_well (probe))
    {
      settle (cell, ONB_CELL_WORKS,
              granted || self->grants->unreadable ? ONB_DIAGNOSIS_NONE
                                                  : ONB_DIAGNOSIS_SCOPE_NOT_LISTED,
              probe);
      if (probe->answer->entries > 0)
        cell->also = ONB_DIAGNOSIS_PROBE_UNEXPECTED_ENTRIES;
    }
  else if (!granted && !(self->grants->unreadable && probe != NULL))
    settle_without_grant (self, cell, index, version);
  else if (probe == NULL || probe->exchange->fault == ONB_FAULT_CANCELLED)
    settle (cell, ONB_CELL_UNTESTED, why_incomplete (self), probe);
  else if (is_not_offered (self, scope, version, probe))
    settle (cell, ONB_CELL_NOT_OFFERED, ONB_DIAGNOSIS_SCOPE_NOT_OFFERED, probe);
  else if (is_id_refused (self, scope, version, probe))
    settle (cell, ONB_CELL_WORKS, ONB_DIAGNOSIS_PROBE_ID_REFUSED, probe);
  else
    settle (cell, onb_diagnosis_match (probe)->state, explain (self, probe), probe);
}

/* Writes are never tried: what the token allows and what the server declares is all that there is. Where
 * a statement exists that could not be read, it might declare nothing. */
static void
judge_write (const OnbMatrix *self, OnbMatrixCell *cell, guint index, OnbFhirVersion version)
{
  const OnbPlanScope *scope = onb_matrix_get_scope (self, index);
  const OnbVersionFacts *facts = &self->versions[version];
  OnbInteractions interactions;

  get_interactions (self, scope, version, &interactions);
  if (!is_granted (self, scope, version))
    settle_without_grant (self, cell, index, version);
  else if (facts->statement == ONB_STATEMENT_READ && letters_to_write (interactions) == 0)
    settle (cell, ONB_CELL_NOT_OFFERED, ONB_DIAGNOSIS_SCOPE_NOT_OFFERED, NULL);
  else if (facts->statement == ONB_STATEMENT_UNKNOWN)
    settle (cell, ONB_CELL_UNTESTED, explain (self, facts->metadata), facts->metadata);
  else
    settle (cell, ONB_CELL_GRANTED, ONB_DIAGNOSIS_NONE, NULL);
}

/* What was given up when the test was ended was not asked. */
static gboolean
was_asked_for_token (const OnbMatrix *self)
{
  const OnbObservation *all = self->grants->all;

  return all != NULL &&
         (all->exchange->fault != ONB_FAULT_CANCELLED || self->record->end == ONB_END_COMPLETE);
}

/* That a server forbids something never means that it does not have it, not even where it forbids all. */
static gboolean
forbids (const OnbObservation *probe)
{
  return probe != NULL && (probe->exchange->status == 401 || probe->exchange->status == 403);
}

static void
judge_cell (OnbMatrix *self, guint index, OnbFhirVersion version)
{
  OnbMatrixCell *cell = &self->cells[index][version];

  if (!self->versions[version].planned)
    return;

  cell->probe = onb_observations_find (self->observations, ONB_STAGE_PROBE, version, ONB_SMART_V1,
                                       (int) index);

  if (self->versions[version].gone != ONB_DIAGNOSIS_NONE)
    settle (cell, forbids (cell->probe) ? ONB_CELL_REFUSED : ONB_CELL_NOT_OFFERED,
            self->versions[version].gone, NULL);
  else if (!self->grants->any && was_asked_for_token (self))
    settle_without_grant (self, cell, index, version);
  else if (!self->grants->any)
    settle (cell, ONB_CELL_UNTESTED, self->blocked, NULL);
  else if (onb_matrix_get_scope (self, index)->access == ONB_ACCESS_READ)
    judge_read (self, cell, index, version);
  else
    judge_write (self, cell, index, version);
}

/* A scope that one version lacks is no fault where another one has it. One that every version lacks is,
 * and one finding tells where the whole tenant lacks everything. */
static void
judge_what_is_not_offered (OnbMatrix *self)
{
  gboolean any_statement = FALSE, nothing = TRUE;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      const OnbVersionFacts *facts = &self->versions[v];

      if (!facts->planned || facts->gone != ONB_DIAGNOSIS_NONE)
        continue;

      any_statement = any_statement || facts->offers_nothing;
      nothing = nothing && facts->offers_nothing;
    }
  nothing = nothing && any_statement;

  for (guint i = 0; i < n_scopes (self); i++)
    {
      OnbMatrixCell *cells = self->cells[i];
      gboolean anywhere = FALSE;

      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        anywhere = anywhere ||
                   (self->versions[v].planned && (cells[v].state != ONB_CELL_NOT_OFFERED ||
                                                  cells[v].why == ONB_DIAGNOSIS_VERSION_MISSING));

      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        {
          if (nothing && (cells[v].why == ONB_DIAGNOSIS_SCOPE_NOT_OFFERED ||
                          cells[v].why == ONB_DIAGNOSIS_PROBE_FORBIDDEN))
            cells[v].why = ONB_DIAGNOSIS_TENANT_NOTHING_OFFERED;
          else if (!anywhere && cells[v].why == ONB_DIAGNOSIS_SCOPE_NOT_OFFERED &&
                   onb_matrix_get_scope (self, i)->required)
            cells[v].why = ONB_DIAGNOSIS_SCOPE_NOT_OFFERED_ANYWHERE;
        }
    }
}

OnbMatrix *
onb_matrix_new (const OnbCheckRecord *record)
{
  OnbMatrix *self;

  g_return_val_if_fail (record != NULL, NULL);

  self = g_new0 (OnbMatrix, 1);
  self->record = record;
  self->observations = onb_check_record_sort (record);
  onb_version_facts_find (record, self->observations, self->versions);
  self->grants = onb_grants_new (record->plan, self->observations);
  find_what_blocks (self);

  self->cells = g_malloc0_n (MAX (n_scopes (self), 1), sizeof *self->cells);
  for (guint i = 0; i < n_scopes (self); i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      judge_cell (self, i, (OnbFhirVersion) v);
  judge_what_is_not_offered (self);

  return self;
}

void
onb_matrix_free (OnbMatrix *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->observations);
  onb_grants_free (self->grants);
  g_clear_pointer (&self->obstacles, g_array_unref);
  g_free (self->cells);
  g_free (self);
}

gboolean
onb_matrix_works (const OnbMatrix *self, guint scope, OnbFhirVersion version)
{
  OnbCellState state = self->cells[scope][version].state;

  return state == ONB_CELL_WORKS || state == ONB_CELL_GRANTED;
}

gboolean
onb_matrix_is_fulfilled (const OnbMatrix *self, guint scope)
{
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (onb_matrix_works (self, scope, (OnbFhirVersion) v))
      return TRUE;

  return FALSE;
}

gboolean
onb_matrix_fulfils (const OnbMatrix *self, OnbFhirVersion version)
{
  const OnbVersionFacts *facts = &self->versions[version];

  if (!facts->planned || facts->gone != ONB_DIAGNOSIS_NONE || facts->mismatch)
    return FALSE;

  for (guint i = 0; i < n_scopes (self); i++)
    if (onb_matrix_get_scope (self, i)->required && !onb_matrix_works (self, i, version))
      return FALSE;

  return TRUE;
}

gboolean
onb_matrix_can_do_without (const OnbMatrix *self, guint versions)
{
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if ((versions & (1u << v)) == 0 && onb_matrix_fulfils (self, (OnbFhirVersion) v))
      return versions != 0;

  return FALSE;
}
