/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "check/onb-offers.h"

#include "check/onb-preflight-judge.h"

/* The document that came the farthest tells how the host itself does. */
static const OnbObservation *
find_farthest (const OnbPreflightJudge *self)
{
  const OnbObservation *farthest = NULL;

  for (guint i = 0; i < self->observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (self->observations, i);

      if (observation->exchange->fault == ONB_FAULT_NONE &&
          (farthest == NULL || farthest->exchange->fault != ONB_FAULT_NONE ||
           onb_observation_went_well (observation)))
        farthest = observation;
      else if (farthest == NULL || observation->exchange->reach > farthest->exchange->reach)
        farthest = observation;
      if (onb_observation_went_well (farthest))
        break;
    }

  return farthest;
}

/* What is wrong in a version alone matters little while another one has everything. */
static OnbSeverity
severity_in_version (const OnbPreflightJudge *self, OnbDiagnosisId id, OnbFhirVersion version)
{
  OnbSeverity severity = onb_diagnosis_get (id)->severity;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (v != version && onb_offers_are_complete (&self->versions[v], self->record->plan))
      return MIN (severity, ONB_SEVERITY_WARNING);

  return severity;
}

static void
judge_document (OnbPreflightJudge *self, const OnbObservation *document)
{
  if (document == NULL || onb_preflight_judge_was_given_up (self, document) ||
      onb_observation_went_well (document) ||
      !onb_preflight_is_of_network (onb_diagnosis_match (document)->id))
    return;

  onb_preflight_judge_raise (self, onb_diagnosis_match (document)->id, ONB_SEVERITY_WARNING,
                             document);
}

static void
judge_obstacles (OnbPreflightJudge *self)
{
  const OnbCheckRecord *documents = self->record->documents;
  g_autoptr (GArray) obstacles = onb_version_facts_find_obstacles (documents, self->versions);

  for (guint i = 0; i < obstacles->len; i++)
    {
      const OnbObstacle *obstacle = &g_array_index (obstacles, OnbObstacle, i);
      OnbDiagnosisId id = obstacle->id;

      if (obstacle->observation == NULL)
        {
          if (id != ONB_DIAGNOSIS_CHECK_INCOMPLETE || self->record->end == ONB_END_COMPLETE)
            onb_preflight_judge_raise (self, id, onb_diagnosis_get (id)->severity, NULL);
          continue;
        }

      if (onb_preflight_judge_was_given_up (self, obstacle->observation))
        continue;

      if (id == ONB_DIAGNOSIS_ADDRESS_UNKNOWN_TENANT &&
          onb_address_is_sandbox_elsewhere (documents->address))
        id = ONB_DIAGNOSIS_ADDRESS_SANDBOX_ELSEWHERE;
      onb_preflight_judge_raise (self, id,
                                 severity_in_version (self, id, obstacle->observation->version),
                                 obstacle->observation);
    }
}

static void
judge_token_host (OnbPreflightJudge *self)
{
  const OnbCheckRecord *documents = self->record->documents;
  g_autoptr (OnbHost) parsed = onb_host_parse_url (documents->token_endpoint);
  g_autofree char *host = parsed != NULL ? onb_host_to_string (parsed) : NULL;
  OnbDraft *draft = NULL;

  if (documents->token_host == ONB_TOKEN_HOST_NOT_APPROVED)
    {
      draft = onb_preflight_judge_raise (self, ONB_DIAGNOSIS_DISCOVERY_HOST_NOT_APPROVED,
                                         ONB_SEVERITY_ERROR, NULL);
      g_free (draft->finding->host);
      draft->finding->host = g_strdup (host);
    }
  else if (documents->token_host == ONB_TOKEN_HOST_INSECURE)
    {
      draft = onb_preflight_judge_raise (self, ONB_DIAGNOSIS_DISCOVERY_ENDPOINT_INSECURE,
                                         ONB_SEVERITY_ERROR, NULL);
    }

  if (draft != NULL)
    onb_draft_add (draft, ONB_VALUE_ENDPOINT_HOST, host);
}

static void
judge_version (OnbPreflightJudge *self, OnbFhirVersion version)
{
  const OnbVersionFacts *facts = &self->versions[version];

  if (facts->gone != ONB_DIAGNOSIS_NONE)
    {
      onb_preflight_judge_raise (self, facts->gone,
                                 severity_in_version (self, facts->gone, version),
                                 facts->metadata != NULL ? facts->metadata : facts->smart);
      return;
    }

  if (facts->mismatch)
    onb_draft_add (onb_preflight_judge_raise (
                       self, ONB_DIAGNOSIS_VERSION_MISMATCH,
                       severity_in_version (self, ONB_DIAGNOSIS_VERSION_MISMATCH, version),
                       facts->metadata),
                   ONB_VALUE_SAYS, facts->metadata->answer->fhir_version);

  if (self->record->documents->token_endpoint != NULL)
    {
      judge_document (self, facts->smart);
      judge_document (self, facts->metadata);
    }
}

static void
add_version_row (OnbPreflightJudge *self, OnbFhirVersion version)
{
  const OnbVersionFacts *facts = &self->versions[version];
  OnbVersionResult *to = &self->result->versions[version];
  const char *title = onb_fhir_version_get_title (version);
  OnbPreflightState state = ONB_PREFLIGHT_BAD;
  OnbDiagnosisId id = facts->gone;
  g_autofree char *words = NULL;

  to->tested = TRUE;
  to->base_url = onb_address_get_base (self->record->documents->address, version);
  to->state = ONB_VERSION_UNTESTED;
  if (facts->metadata != NULL)
    to->fhir_version = g_strdup (facts->metadata->answer->fhir_version);

  if (facts->gone == ONB_DIAGNOSIS_VERSION_RETIRED)
    {
      to->state = ONB_VERSION_RETIRED;
      state = ONB_PREFLIGHT_NOTE;
      /* Translators: a FHIR version, as is R4. */
      words = g_strdup_printf (_ ("%s is retired. No action needed."), title);
    }
  else if (facts->mismatch)
    {
      id = ONB_DIAGNOSIS_VERSION_MISMATCH;
      words = g_strdup_printf (_ ("The response there is not %s."), title);
    }
  else if (facts->metadata != NULL && onb_observation_went_well (facts->metadata))
    {
      to->state = ONB_VERSION_WORKS;
      state = ONB_PREFLIGHT_GOOD;
      words = to->fhir_version != NULL
                  /* Translators: a FHIR version, as is R4, and its number, as is 4.0.1. */
                  ? g_strdup_printf (_ ("%s is offered (FHIR %s)."), title, to->fhir_version)
                  : g_strdup_printf (_ ("%s is offered."), title);
    }
  else if (facts->metadata == NULL || onb_preflight_judge_was_given_up (self, facts->metadata))
    {
      state = ONB_PREFLIGHT_UNKNOWN;
      words = g_strdup (_ ("Not checked."));
    }
  else
    {
      to->state = ONB_VERSION_UNREACHABLE;
      if (id == ONB_DIAGNOSIS_NONE)
        id = onb_diagnosis_match (facts->metadata)->id;
      words = g_strdup_printf (_ ("%s did not respond as expected."), title);
    }

  onb_preflight_result_add_row (self->result, self->record->fhir->host, self->record->fhir->purpose,
                                ONB_PREFLIGHT_FHIR_VERSION, state, words,
                                id != ONB_DIAGNOSIS_NONE ? onb_diagnosis_get (id)->name : NULL);
}

static void
raise_scopes (
    OnbPreflightJudge *self, OnbDiagnosisId id, OnbSeverity severity, guint scope, guint versions)
{
  OnbDraft *draft = onb_preflight_judge_raise (self, id, severity, NULL);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if ((versions & (1u << v)) != 0)
      onb_draft_add_cell (draft, scope, (OnbFhirVersion) v);
}

/* What every version lacks is in the way; what one lacks that another one has is not. */
static void
judge_offer (OnbPreflightJudge *self, guint index, const OnbPreflightScope *scope, gboolean nothing)
{
  guint lacking = 0, planned = 0, known = 0;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      if (!self->versions[v].planned || self->versions[v].gone == ONB_DIAGNOSIS_VERSION_RETIRED)
        continue;

      planned |= 1u << v;
      known |= scope->offered[v] != ONB_CELL_UNTESTED ? 1u << v : 0;
      lacking |= scope->offered[v] == ONB_CELL_NOT_OFFERED ? 1u << v : 0;
    }

  if (lacking == 0)
    return;

  if (nothing)
    raise_scopes (self, ONB_DIAGNOSIS_TENANT_NOTHING_OFFERED, ONB_SEVERITY_ERROR, index, lacking);
  else if (lacking == planned && known == planned && scope->required)
    raise_scopes (self, ONB_DIAGNOSIS_SCOPE_NOT_OFFERED_ANYWHERE, ONB_SEVERITY_ERROR, index,
                  lacking);
  else
    raise_scopes (self, ONB_DIAGNOSIS_SCOPE_NOT_OFFERED, ONB_SEVERITY_INFO, index, lacking);
}

static void
judge_scopes (OnbPreflightJudge *self)
{
  GPtrArray *scopes = self->result->scopes;
  gboolean nothing = TRUE, any_offer = FALSE, v1 = FALSE, v2 = FALSE;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (self->versions[v].planned && self->versions[v].gone == ONB_DIAGNOSIS_NONE)
      nothing = nothing && self->versions[v].offers_nothing;

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbPreflightScope *scope = g_ptr_array_index (scopes, i);

      judge_offer (self, i, scope, nothing);
      any_offer = any_offer || scope->lists_scopes;
      v1 = v1 || (scope->published & (1u << ONB_SMART_V1)) != 0;
      v2 = v2 || (scope->published & (1u << ONB_SMART_V2)) != 0;
    }

  if (any_offer && v2 && !v1)
    onb_preflight_judge_raise (self, ONB_DIAGNOSIS_SCOPE_SERVER_SMART_V2, ONB_SEVERITY_WARNING,
                               NULL);

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbPreflightScope *scope = g_ptr_array_index (scopes, i);

      if (scope->lists_scopes && scope->published == 0)
        raise_scopes (self, ONB_DIAGNOSIS_SCOPE_NOT_PUBLISHED,
                      scope->required ? ONB_SEVERITY_WARNING : ONB_SEVERITY_INFO, i, 1u);
    }
}

static void
add_scopes_row (OnbPreflightJudge *self)
{
  GPtrArray *scopes = self->result->scopes;
  static const OnbDiagnosisId bad_ones[] = {
    ONB_DIAGNOSIS_TENANT_NOTHING_OFFERED,
    ONB_DIAGNOSIS_SCOPE_NOT_OFFERED_ANYWHERE,
    ONB_DIAGNOSIS_SCOPE_NOT_PUBLISHED,
    ONB_DIAGNOSIS_SCOPE_SERVER_SMART_V2,
  };
  guint forms = 0, n_known = 0;
  const OnbDraft *bad = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbPreflightScope *scope = g_ptr_array_index (scopes, i);
      gboolean known = FALSE;

      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        known = known || scope->offered[v] != ONB_CELL_UNTESTED;
      n_known += known || scope->lists_scopes;
      forms |= scope->published;
    }

  for (guint b = 0; b < G_N_ELEMENTS (bad_ones) && bad == NULL; b++)
    for (guint i = 0; i < self->drafts->len && bad == NULL; i++)
      {
        const OnbDraft *draft = g_ptr_array_index (self->drafts, i);

        bad = draft->row->id == bad_ones[b] ? draft : NULL;
      }

  if (bad != NULL)
    words = onb_draft_fill_in (bad, bad->row->title);
  else if (n_known < scopes->len)
    words = g_strdup (_ ("The server’s responses do not say what it offers."));
  else if (forms == (1u << ONB_SMART_V1 | 1u << ONB_SMART_V2))
    words = g_strdup (_ ("Everything Leyr needs is offered, as SMART v1 and v2."));
  else if (forms == 1u << ONB_SMART_V1)
    words = g_strdup (_ ("Everything Leyr needs is offered, as SMART v1."));
  else
    words = g_strdup (_ ("Everything Leyr needs is offered."));

  onb_preflight_result_add_row (self->result, self->record->fhir->host, self->record->fhir->purpose,
                                ONB_PREFLIGHT_SCOPES,
                                bad != NULL && bad->finding->severity == ONB_SEVERITY_INFO
                                    ? ONB_PREFLIGHT_NOTE
                                : bad != NULL           ? ONB_PREFLIGHT_BAD
                                : n_known < scopes->len ? ONB_PREFLIGHT_UNKNOWN
                                                        : ONB_PREFLIGHT_GOOD,
                                words, bad != NULL ? bad->row->name : NULL);
}

void
onb_preflight_judge_documents (OnbPreflightJudge *self)
{
  const OnbCheckRecord *documents = self->record->documents;
  const OnbObservation *farthest = find_farthest (self);
  OnbDiagnosisId id = ONB_DIAGNOSIS_NONE;

  if (farthest != NULL && !onb_preflight_judge_was_given_up (self, farthest) &&
      !onb_observation_went_well (farthest))
    id = onb_diagnosis_match (farthest)->id;
  onb_preflight_judge_host (self, self->record->fhir, farthest,
                            id != ONB_DIAGNOSIS_NONE && onb_preflight_is_of_network (id) ? id
                            : farthest != NULL && farthest->exchange->fault != ONB_FAULT_NONE
                                ? id
                                : ONB_DIAGNOSIS_NONE);

  if (documents->token_endpoint == NULL)
    judge_obstacles (self);
  else
    judge_token_host (self);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (self->versions[v].planned)
      {
        judge_version (self, (OnbFhirVersion) v);
        add_version_row (self, (OnbFhirVersion) v);
      }

  onb_offers_find (self->record->plan, self->versions, self->result->scopes);
  judge_scopes (self);
  add_scopes_row (self);
}
