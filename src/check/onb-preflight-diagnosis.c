/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "check/onb-draft.h"
#include "check/onb-offers.h"
#include "check/onb-version-facts.h"

#include "check/onb-preflight-diagnosis.h"

typedef struct
{
  const OnbPreflightRecord *record;
  OnbPreflightResult *result;
  GPtrArray *drafts;
  /* Of the documents; NULL without an address. */
  GPtrArray *observations;
  OnbVersionFacts versions[ONB_N_FHIR_VERSIONS];
} Diagnosis;

OnbPreflightRecord *
onb_preflight_record_new (const char *clinic, OnbCheckPlan *plan, const OnbAddress *address)
{
  OnbPreflightRecord *self;

  g_return_val_if_fail (plan != NULL, NULL);

  self = g_new0 (OnbPreflightRecord, 1);
  self->clinic = g_strdup (clinic);
  self->plan = onb_check_plan_ref (plan);
  if (address != NULL)
    self->documents = onb_check_record_new (clinic, plan, address);
  self->started = g_date_time_new_now_utc ();
  self->visits = g_ptr_array_new ();
  return self;
}

static void
visit_free (OnbVisit *self)
{
  onb_needed_host_free (self->needed);
  g_clear_pointer (&self->observation, onb_observation_free);
  g_free (self);
}

void
onb_preflight_record_free (OnbPreflightRecord *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->clinic);
  onb_check_plan_unref (self->plan);
  g_clear_pointer (&self->documents, onb_check_record_free);
  g_clear_pointer (&self->fhir, onb_needed_host_free);
  for (guint i = 0; i < self->visits->len; i++)
    visit_free (g_ptr_array_index (self->visits, i));
  g_ptr_array_unref (self->visits);
  g_date_time_unref (self->started);
  g_free (self);
}

OnbVisit *
onb_preflight_record_add_visit (OnbPreflightRecord *self, const OnbNeededHost *needed)
{
  OnbVisit *visit;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (needed != NULL, NULL);

  visit = g_new0 (OnbVisit, 1);
  visit->needed = onb_needed_host_copy (needed);
  g_ptr_array_add (self->visits, visit);
  return visit;
}

static OnbDraft *
raise_at (Diagnosis *self,
          OnbDiagnosisId id,
          OnbSeverity severity,
          const OnbObservation *observation)
{
  return onb_drafts_raise (self->drafts, self->record->plan, id, severity, observation);
}

static gboolean
was_given_up (const Diagnosis *self, const OnbObservation *observation)
{
  return onb_observation_was_given_up (observation, self->record->end);
}

/* Of what a host answers that is not asked for anything of the clinic's, only what says that somebody
 * else answers, or that it is out of order. */
static gboolean
is_of_network (OnbDiagnosisId id)
{
  const char *name = onb_diagnosis_get (id)->name;

  return g_str_has_prefix (name, "network.") || g_str_has_prefix (name, "tls.") ||
         id == ONB_DIAGNOSIS_DISCOVERY_SERVER_ERROR || id == ONB_DIAGNOSIS_TOKEN_SERVER_ERROR ||
         id == ONB_DIAGNOSIS_TOKEN_REDIRECT || id == ONB_DIAGNOSIS_ADDRESS_REDIRECT;
}

static gboolean
is_plain_http (const char *location)
{
  return location != NULL && g_ascii_strncasecmp (location, "http:", 5) == 0;
}

/* A website answers with pages and redirects of its own; that it sends people to an address without
 * encryption, it does not. */
static OnbDiagnosisId
judge_website (const OnbExchange *exchange)
{
  gboolean redirects = exchange->status >= 300 && exchange->status <= 399;

  return exchange->status == 511 || (redirects && is_plain_http (exchange->location))
             ? ONB_DIAGNOSIS_NETWORK_CAPTIVE_PORTAL
             : ONB_DIAGNOSIS_NONE;
}

/* Neither a FHIR server nor an authorization server has anything else to say with success. */
static OnbDiagnosisId
judge_success (const OnbObservation *observation)
{
  return observation->answer->body == ONB_BODY_HTML ? ONB_DIAGNOSIS_NETWORK_CAPTIVE_PORTAL
                                                    : ONB_DIAGNOSIS_NETWORK_BLOCKED;
}

static OnbDiagnosisId
judge_visit (const Diagnosis *self, const OnbVisit *visit)
{
  const OnbObservation *observation = visit->observation;
  const OnbExchange *exchange;
  OnbDiagnosisId id;

  if (observation == NULL || was_given_up (self, observation))
    return ONB_DIAGNOSIS_NONE;

  exchange = observation->exchange;
  id = onb_diagnosis_match (observation)->id;
  if (exchange->fault == ONB_FAULT_TOO_LARGE && visit->needed->speaks == ONB_GUIDE_SPEAKS_WEB)
    return ONB_DIAGNOSIS_NONE;
  if (exchange->fault != ONB_FAULT_NONE || exchange->status == 407)
    return id;
  if (visit->needed->speaks == ONB_GUIDE_SPEAKS_WEB)
    return judge_website (exchange);
  if (onb_observation_went_well (observation))
    return ONB_DIAGNOSIS_NONE;
  if (exchange->status >= 200 && exchange->status <= 299)
    return judge_success (observation);

  return is_of_network (id) ? id : ONB_DIAGNOSIS_NONE;
}

/* What is for the browser may find another way, and what is optional is in nobody's way. */
static OnbSeverity
severity_of (OnbDiagnosisId id, const OnbNeededHost *needed)
{
  OnbSeverity severity = onb_diagnosis_get (id)->severity;

  if (needed->optional)
    return ONB_SEVERITY_INFO;

  return needed->speaks == ONB_GUIDE_SPEAKS_WEB ? MIN (severity, ONB_SEVERITY_WARNING) : severity;
}

static char *
title_of (OnbDiagnosisId id, const Diagnosis *self, const OnbObservation *observation)
{
  OnbDraft *draft = onb_draft_new (id, self->record->plan);
  char *title;

  onb_draft_add_observation (draft, observation);
  title = onb_draft_fill_in (draft, draft->row->title);
  onb_draft_free (draft);
  return title;
}

/* Which of the rows of a host a finding stands in. */
static OnbPreflightSubject
subject_of (const OnbExchange *exchange, OnbDiagnosisId id)
{
  if (exchange->fault == ONB_FAULT_NONE)
    return exchange->status == 407 ? ONB_PREFLIGHT_PROXY : ONB_PREFLIGHT_RESPONSE;

  if (g_str_has_prefix (onb_diagnosis_get (id)->name, "network.proxy"))
    return ONB_PREFLIGHT_PROXY;

  switch ((int) exchange->fault)
    {
    case ONB_FAULT_OFFLINE:
    case ONB_FAULT_NAME_NOT_FOUND:
      return ONB_PREFLIGHT_NAME;
    case ONB_FAULT_UNREACHABLE:
    case ONB_FAULT_REFUSED:
      return ONB_PREFLIGHT_CONNECTION;
    case ONB_FAULT_TLS_UNTRUSTED:
    case ONB_FAULT_TLS_SELF_SIGNED:
    case ONB_FAULT_TLS_EXPIRED:
    case ONB_FAULT_TLS_NOT_YET_VALID:
    case ONB_FAULT_TLS_WRONG_HOST:
    case ONB_FAULT_TLS_BAD_CERTIFICATE:
    case ONB_FAULT_TLS_HANDSHAKE:
      return ONB_PREFLIGHT_TLS;
    default:
      return exchange->reach == ONB_REACH_TLS          ? ONB_PREFLIGHT_RESPONSE
             : exchange->reach == ONB_REACH_CONNECTION ? ONB_PREFLIGHT_TLS
             : exchange->reach == ONB_REACH_NAME       ? ONB_PREFLIGHT_CONNECTION
                                                       : ONB_PREFLIGHT_NAME;
    }
}

static char *
words_of (OnbPreflightSubject subject, const OnbExchange *exchange)
{
  switch ((int) subject)
    {
    case ONB_PREFLIGHT_NAME:
      return g_strdup (exchange->proxy != NULL ? _ ("The proxy looks it up.")
                                               : _ ("The name is known."));
    case ONB_PREFLIGHT_PROXY:
      /* Translators: a proxy, host and port. */
      return g_strdup_printf (_ ("%s lets the connection through."), exchange->proxy);
    case ONB_PREFLIGHT_CONNECTION:
      return g_strdup (_ ("The port accepts connections."));
    case ONB_PREFLIGHT_TLS:
      if (exchange->issuer == NULL)
        return g_strdup (_ ("The connection is encrypted."));
      /* Translators: the name of whoever signed a certificate. */
      return g_strdup_printf (_ ("The certificate is trusted. It was issued by “%s”."),
                              exchange->issuer);
    case ONB_PREFLIGHT_RESPONSE:
    default:
      /* Translators: a number, as 200. */
      return g_strdup_printf (_ ("The host responds (HTTP status %u)."), exchange->status);
    }
}

/* @observation: NULL where it was not asked, or not answered yet. */
static void
add_host_rows (Diagnosis *self,
               const OnbNeededHost *needed,
               const OnbObservation *observation,
               OnbDiagnosisId id)
{
  gboolean known = observation != NULL && !was_given_up (self, observation);
  gboolean behind_proxy = known && observation->exchange->proxy != NULL;
  gboolean plain = g_str_has_prefix (needed->url, "http:");
  OnbPreflightSubject bad =
      id != ONB_DIAGNOSIS_NONE ? subject_of (observation->exchange, id) : ONB_PREFLIGHT_CLOCK;
  OnbPreflightState state = id == ONB_DIAGNOSIS_NONE                        ? ONB_PREFLIGHT_GOOD
                            : severity_of (id, needed) == ONB_SEVERITY_INFO ? ONB_PREFLIGHT_NOTE
                                                                            : ONB_PREFLIGHT_BAD;

  for (guint i = ONB_PREFLIGHT_NAME; i <= ONB_PREFLIGHT_RESPONSE; i++)
    {
      OnbPreflightSubject subject = (OnbPreflightSubject) i;
      g_autofree char *words = NULL;

      if ((subject == ONB_PREFLIGHT_PROXY && !behind_proxy && bad != ONB_PREFLIGHT_PROXY) ||
          (subject == ONB_PREFLIGHT_TLS && plain))
        continue;

      if (!known || subject > bad)
        {
          onb_preflight_result_add_row (self->result, needed->host, needed->purpose, subject,
                                        ONB_PREFLIGHT_UNKNOWN, _ ("Not looked at."), NULL);
        }
      else if (subject == bad)
        {
          words = title_of (id, self, observation);
          onb_preflight_result_add_row (self->result, needed->host, needed->purpose, subject, state,
                                        words, onb_diagnosis_get (id)->name);
        }
      else
        {
          words = words_of (subject, observation->exchange);
          onb_preflight_result_add_row (self->result, needed->host, needed->purpose, subject,
                                        ONB_PREFLIGHT_GOOD, words, NULL);
        }
    }
}

static void
judge_visits (Diagnosis *self)
{
  for (guint i = 0; i < self->record->visits->len; i++)
    {
      const OnbVisit *visit = g_ptr_array_index (self->record->visits, i);
      OnbDiagnosisId id = judge_visit (self, visit);

      add_host_rows (self, visit->needed, visit->observation, id);
      if (id != ONB_DIAGNOSIS_NONE)
        raise_at (self, id, severity_of (id, visit->needed), visit->observation);
    }
}

/* The document that came the farthest tells how the host itself does. */
static const OnbObservation *
find_farthest (const Diagnosis *self)
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
severity_in_version (const Diagnosis *self, OnbDiagnosisId id, OnbFhirVersion version)
{
  OnbSeverity severity = onb_diagnosis_get (id)->severity;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (v != version && onb_offers_are_complete (&self->versions[v], self->record->plan))
      return MIN (severity, ONB_SEVERITY_WARNING);

  return severity;
}

static void
judge_document (Diagnosis *self, const OnbObservation *document)
{
  if (document == NULL || was_given_up (self, document) || onb_observation_went_well (document) ||
      !is_of_network (onb_diagnosis_match (document)->id))
    return;

  raise_at (self, onb_diagnosis_match (document)->id, ONB_SEVERITY_WARNING, document);
}

static void
judge_obstacles (Diagnosis *self)
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
            raise_at (self, id, onb_diagnosis_get (id)->severity, NULL);
          continue;
        }

      if (was_given_up (self, obstacle->observation))
        continue;

      if (id == ONB_DIAGNOSIS_ADDRESS_UNKNOWN_TENANT &&
          onb_address_is_sandbox_elsewhere (documents->address))
        id = ONB_DIAGNOSIS_ADDRESS_SANDBOX_ELSEWHERE;
      raise_at (self, id, severity_in_version (self, id, obstacle->observation->version),
                obstacle->observation);
    }
}

static void
judge_token_host (Diagnosis *self)
{
  const OnbCheckRecord *documents = self->record->documents;
  g_autoptr (OnbHost) parsed = onb_host_parse_url (documents->token_endpoint);
  g_autofree char *host = parsed != NULL ? onb_host_to_string (parsed) : NULL;
  OnbDraft *draft = NULL;

  if (documents->token_host == ONB_TOKEN_HOST_NOT_APPROVED)
    {
      draft = raise_at (self, ONB_DIAGNOSIS_DISCOVERY_HOST_NOT_APPROVED, ONB_SEVERITY_ERROR, NULL);
      g_free (draft->finding->host);
      draft->finding->host = g_strdup (host);
    }
  else if (documents->token_host == ONB_TOKEN_HOST_INSECURE)
    {
      draft = raise_at (self, ONB_DIAGNOSIS_DISCOVERY_ENDPOINT_INSECURE, ONB_SEVERITY_ERROR, NULL);
    }

  if (draft != NULL)
    onb_draft_add (draft, ONB_VALUE_ENDPOINT_HOST, host);
}

static void
judge_version (Diagnosis *self, OnbFhirVersion version)
{
  const OnbVersionFacts *facts = &self->versions[version];

  if (facts->gone != ONB_DIAGNOSIS_NONE)
    {
      raise_at (self, facts->gone, severity_in_version (self, facts->gone, version),
                facts->metadata != NULL ? facts->metadata : facts->smart);
      return;
    }

  if (facts->mismatch)
    onb_draft_add (raise_at (self, ONB_DIAGNOSIS_VERSION_MISMATCH,
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
add_version_row (Diagnosis *self, OnbFhirVersion version)
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
      words = g_strdup_printf (_ ("%s is retired. That does not matter."), title);
    }
  else if (facts->mismatch)
    {
      id = ONB_DIAGNOSIS_VERSION_MISMATCH;
      words = g_strdup_printf (_ ("%s is not what responds there."), title);
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
  else if (facts->metadata == NULL || was_given_up (self, facts->metadata))
    {
      state = ONB_PREFLIGHT_UNKNOWN;
      words = g_strdup (_ ("Not looked at."));
    }
  else
    {
      to->state = ONB_VERSION_UNREACHABLE;
      if (id == ONB_DIAGNOSIS_NONE)
        id = onb_diagnosis_match (facts->metadata)->id;
      words = g_strdup_printf (_ ("%s did not respond as it should."), title);
    }

  onb_preflight_result_add_row (self->result, self->record->fhir->host, self->record->fhir->purpose,
                                ONB_PREFLIGHT_FHIR_VERSION, state, words,
                                id != ONB_DIAGNOSIS_NONE ? onb_diagnosis_get (id)->name : NULL);
}

static void
raise_scopes (Diagnosis *self, OnbDiagnosisId id, OnbSeverity severity, guint scope, guint versions)
{
  OnbDraft *draft = raise_at (self, id, severity, NULL);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if ((versions & (1u << v)) != 0)
      onb_draft_add_cell (draft, scope, (OnbFhirVersion) v);
}

/* What every version lacks is in the way; what one lacks that another one has is not. */
static void
judge_offer (Diagnosis *self, guint index, const OnbPreflightScope *scope, gboolean nothing)
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
judge_scopes (Diagnosis *self)
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
    raise_at (self, ONB_DIAGNOSIS_SCOPE_SERVER_SMART_V2, ONB_SEVERITY_WARNING, NULL);

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbPreflightScope *scope = g_ptr_array_index (scopes, i);

      if (scope->lists_scopes && scope->published == 0)
        raise_scopes (self, ONB_DIAGNOSIS_SCOPE_NOT_PUBLISHED,
                      scope->required ? ONB_SEVERITY_WARNING : ONB_SEVERITY_INFO, i, 1u);
    }
}

static void
add_scopes_row (Diagnosis *self)
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
    words = g_strdup (_ ("What the server offers is not known."));
  else if (forms == (1u << ONB_SMART_V1 | 1u << ONB_SMART_V2))
    words = g_strdup (_ ("Everything that Leyr needs is offered, as SMART v1 and v2."));
  else if (forms == 1u << ONB_SMART_V1)
    words = g_strdup (_ ("Everything that Leyr needs is offered, as SMART v1."));
  else
    words = g_strdup (_ ("Everything that Leyr needs is offered."));

  onb_preflight_result_add_row (self->result, self->record->fhir->host, self->record->fhir->purpose,
                                ONB_PREFLIGHT_SCOPES,
                                bad != NULL && bad->finding->severity == ONB_SEVERITY_INFO
                                    ? ONB_PREFLIGHT_NOTE
                                : bad != NULL           ? ONB_PREFLIGHT_BAD
                                : n_known < scopes->len ? ONB_PREFLIGHT_UNKNOWN
                                                        : ONB_PREFLIGHT_GOOD,
                                words, bad != NULL ? bad->row->name : NULL);
}

static void
judge_documents (Diagnosis *self)
{
  const OnbCheckRecord *documents = self->record->documents;
  const OnbObservation *farthest = find_farthest (self);
  OnbDiagnosisId id = ONB_DIAGNOSIS_NONE;

  if (farthest != NULL && !was_given_up (self, farthest) && !onb_observation_went_well (farthest))
    id = onb_diagnosis_match (farthest)->id;
  add_host_rows (self, self->record->fhir, farthest,
                 id != ONB_DIAGNOSIS_NONE && is_of_network (id) ? id
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

static void
judge_this_computer (Diagnosis *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  const OnbObservation *skewed;
  OnbDraft *draft;
  gboolean any_clock = FALSE;
  g_autofree char *minutes = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; self->observations != NULL && i < self->observations->len; i++)
    g_ptr_array_add (all, g_ptr_array_index (self->observations, i));
  for (guint i = 0; i < self->record->visits->len; i++)
    {
      const OnbVisit *visit = g_ptr_array_index (self->record->visits, i);

      if (visit->observation != NULL)
        g_ptr_array_add (all, visit->observation);
    }

  for (guint i = 0; i < all->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (all, i);

      any_clock = any_clock || observation->exchange->has_clock;
      if (observation->exchange->few_connections)
        raise_at (self, ONB_DIAGNOSIS_NETWORK_FEW_CONNECTIONS, ONB_SEVERITY_INFO, observation);
    }

  skewed = onb_observations_find_clock_skew (all);
  if (skewed == NULL)
    {
      onb_preflight_result_add_row (self->result, NULL, NULL, ONB_PREFLIGHT_CLOCK,
                                    any_clock ? ONB_PREFLIGHT_GOOD : ONB_PREFLIGHT_UNKNOWN,
                                    any_clock ? _ ("The clock agrees with the servers’.")
                                              : _ ("No server told the time."),
                                    NULL);
      return;
    }

  minutes =
      g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) llabs (skewed->exchange->clock_offset) / 60);
  draft = raise_at (self, ONB_DIAGNOSIS_NETWORK_CLOCK_SKEW, ONB_SEVERITY_WARNING, skewed);
  onb_draft_add (draft, ONB_VALUE_MINUTES, minutes);
  words = onb_draft_fill_in (draft, draft->row->title);
  onb_preflight_result_add_row (self->result, NULL, NULL, ONB_PREFLIGHT_CLOCK, ONB_PREFLIGHT_BAD,
                                words, draft->row->name);
}

static const char *
get_token_url (const Diagnosis *self)
{
  const OnbCheckRecord *documents = self->record->documents;

  if (documents != NULL && documents->token_endpoint != NULL)
    return documents->token_endpoint;

  for (guint i = 0; i < self->record->visits->len; i++)
    {
      const OnbVisit *visit = g_ptr_array_index (self->record->visits, i);

      if (visit->needed->speaks == ONB_GUIDE_SPEAKS_OAUTH)
        return visit->needed->url;
    }

  return NULL;
}

static int
step_of (const OnbCheckPlan *plan, OnbDiagnosisStep step)
{
  return step == ONB_DIAGNOSIS_STEP_PRODUCTS ? plan->products_step
         : step == ONB_DIAGNOSIS_STEP_SCOPES ? plan->scopes_step
                                             : 0;
}

static void
write_finding (const Diagnosis *self, OnbDraft *draft)
{
  const OnbCheckRecord *documents = self->record->documents;
  const char *token_url = get_token_url (self);
  g_autoptr (OnbHost) host = token_url != NULL ? onb_host_parse_url (token_url) : NULL;
  g_autofree char *token_host = host != NULL ? onb_host_to_string (host) : NULL;
  g_autofree char *authority =
      documents != NULL ? onb_address_get_authority (documents->address) : NULL;

  if (draft->values[ONB_VALUE_HOST] == NULL)
    onb_draft_add (draft, ONB_VALUE_HOST, authority);
  onb_draft_add (draft, ONB_VALUE_TENANT, documents != NULL ? documents->address->tenant : NULL);
  onb_draft_add (draft, ONB_VALUE_ENDPOINT, token_url);
  onb_draft_add (draft, ONB_VALUE_TOKEN_HOST, token_host);
  onb_draft_write (draft);
  draft->finding->step = step_of (self->record->plan, draft->row->step);
}

static void
judge_end (Diagnosis *self)
{
  if (self->record->end == ONB_END_CANCELLED)
    raise_at (self, ONB_DIAGNOSIS_CHECK_CANCELLED, ONB_SEVERITY_ERROR, NULL);
  else if (self->record->end == ONB_END_TIMED_OUT)
    raise_at (self, ONB_DIAGNOSIS_CHECK_TIMED_OUT, ONB_SEVERITY_ERROR, NULL);
}

static void
write_findings (Diagnosis *self)
{
  OnbPreflightResult *result = self->result;

  judge_end (self);
  onb_drafts_sort (self->drafts);
  result->verdict =
      self->record->end != ONB_END_COMPLETE ? ONB_PREFLIGHT_UNTESTED : ONB_PREFLIGHT_CLEAR;
  for (guint i = 0; i < self->drafts->len; i++)
    {
      OnbDraft *draft = g_ptr_array_index (self->drafts, i);

      write_finding (self, draft);
      if (draft->finding->severity > ONB_SEVERITY_INFO && self->record->end == ONB_END_COMPLETE)
        result->verdict = ONB_PREFLIGHT_OBSTRUCTED;
    }
  onb_drafts_take_findings (self->drafts, result->findings);
}

OnbPreflightResult *
onb_preflight_diagnose (const OnbPreflightRecord *record)
{
  Diagnosis self = { .record = record };
  const OnbCheckRecord *documents;

  g_return_val_if_fail (record != NULL, NULL);

  documents = record->documents;
  self.result = onb_preflight_result_new ();
  self.result->started = g_date_time_ref (record->started);
  self.result->duration_ms = record->duration / 1000;
  self.result->clinic = g_strdup (record->clinic);
  self.result->practice = record->practice;
  self.drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_draft_free);

  if (documents != NULL)
    {
      g_autoptr (OnbHost) host =
          documents->token_endpoint != NULL ? onb_host_parse_url (documents->token_endpoint) : NULL;

      self.result->fhir_host = onb_address_get_authority (documents->address);
      self.result->tenant = g_strdup (documents->address->tenant);
      self.result->token_host = host != NULL ? onb_host_to_string (host) : NULL;
      self.observations = onb_check_record_sort (documents);
      onb_version_facts_find (documents, self.observations, self.versions);
      judge_documents (&self);
    }
  judge_visits (&self);
  judge_this_computer (&self);

  if (record->end != ONB_END_RUNNING)
    write_findings (&self);

  g_clear_pointer (&self.observations, g_ptr_array_unref);
  g_ptr_array_unref (self.drafts);
  return self.result;
}
