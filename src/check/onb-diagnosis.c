/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "check/onb-draft.h"

#include "check/onb-diagnosis.h"

#define CLOCK_TOLERANCE_SECONDS (5 * 60)

typedef struct
{
  const OnbCheckRecord *record;
  OnbCheckResult *result;
  GPtrArray *drafts;
  gboolean gone[ONB_N_FHIR_VERSIONS];
  gboolean token;
} Diagnosis;

static const OnbPlanScope *
scope_of (const Diagnosis *self, int index)
{
  return g_ptr_array_index (self->record->plan->scopes, (guint) index);
}

static void
add_evidence (OnbDraft *self, const OnbObservation *observation)
{
  const OnbExchange *exchange = observation->exchange;
  OnbEvidence *evidence = g_new0 (OnbEvidence, 1);

  evidence->method = g_strdup (exchange->method);
  evidence->url = g_strdup (exchange->url);
  evidence->status = exchange->status;
  evidence->request_id =
      g_strdup (exchange->request_id != NULL ? exchange->request_id : exchange->correlation_id);
  evidence->fault =
      exchange->fault != ONB_FAULT_NONE ? g_strdup (onb_fault_get_id (exchange->fault)) : NULL;
  evidence->says = g_strdup (observation->answer->text);
  evidence->ms = exchange->duration / 1000;
  g_ptr_array_add (self->finding->evidence, evidence);
}

static void
add_observation (const Diagnosis *self, OnbDraft *draft, const OnbObservation *observation)
{
  const OnbAnswer *answer = observation->answer;

  onb_draft_add_exchange (draft, observation->exchange);
  onb_draft_add (draft, "says", answer->text);
  onb_draft_add (draft, "error", answer->error);
  onb_draft_add (draft, "urn", answer->urn);
  onb_draft_add (draft, "error-uri", answer->error_uri);
  onb_draft_add (draft, "correlation", answer->correlation_id);
  if (observation->stage != ONB_STAGE_TOKEN)
    onb_draft_add (draft, "versions", onb_fhir_version_get_title (observation->version));
  if (observation->stage == ONB_STAGE_PROBE)
    onb_draft_add (draft, "scopes", scope_of (self, observation->scope)->name);
  add_evidence (draft, observation);
}

/* Findings of the same id are one: what they rest on adds up. */
static OnbDraft *
find_draft (Diagnosis *self, const OnbDiagnosis *row)
{
  OnbDraft *draft;

  for (guint i = 0; i < self->drafts->len; i++)
    {
      draft = g_ptr_array_index (self->drafts, i);
      if (draft->row == row)
        return draft;
    }

  draft = onb_draft_new (row);
  g_ptr_array_add (self->drafts, draft);
  return draft;
}

static OnbDraft *
find (Diagnosis *self, const char *id, const OnbObservation *observation)
{
  OnbDraft *draft = find_draft (self, onb_diagnosis_find (id));

  if (observation != NULL)
    add_observation (self, draft, observation);

  return draft;
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

static gint
by_severity (gconstpointer a, gconstpointer b)
{
  const OnbDraft *first = *(const OnbDraft *const *) a;
  const OnbDraft *second = *(const OnbDraft *const *) b;

  return (gint) second->finding->severity - (gint) first->finding->severity;
}

static void
write_findings (Diagnosis *self)
{
  const OnbCheckRecord *record = self->record;
  g_autofree char *authority = onb_address_get_authority (record->address);

  g_ptr_array_sort (self->drafts, by_severity);
  for (guint i = 0; i < self->drafts->len; i++)
    {
      OnbDraft *draft = g_ptr_array_index (self->drafts, i);
      OnbFinding *finding = draft->finding;

      if (!g_hash_table_contains (draft->values, "host"))
        onb_draft_add (draft, "host", authority);
      onb_draft_add (draft, "tenant", record->address->tenant);

      finding->title = onb_draft_fill_in (draft, draft->row->title);
      finding->cause = onb_draft_fill_in (draft, draft->row->cause);
      finding->fix = onb_draft_fill_in (draft, draft->row->fix);
      finding->step = step_number (record->plan, draft->row->step);

      if (draft->row->step == ONB_DIAGNOSIS_STEP_CREDENTIALS && record->ambiguous_credentials)
        {
          g_autofree char *cause = g_steal_pointer (&finding->cause);

          finding->cause = g_strconcat (
              cause, " ",
              _ ("These credentials hold characters that servers read in two ways (RFC 6749, "
                 "section 2.3.1): a new secret of letters and digits would rule that out."),
              NULL);
        }

      g_ptr_array_add (self->result->findings, g_steal_pointer (&draft->finding));
    }
}

static const OnbObservation *
observation_of (const Diagnosis *self, OnbStage stage, OnbFhirVersion version, int scope)
{
  GPtrArray *observations = self->record->observations;

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (observations, i);

      if (observation->stage == stage && observation->scope == scope &&
          (stage == ONB_STAGE_TOKEN || observation->version == version))
        return observation;
    }

  return NULL;
}

static const OnbObservation *
metadata_of (const Diagnosis *self, OnbFhirVersion version)
{
  return observation_of (self, ONB_STAGE_METADATA, version, ONB_ALL_SCOPES);
}

static gboolean
has_capabilities (const OnbObservation *observation)
{
  return observation != NULL && observation->answer->interactions != NULL;
}

static gboolean
probe_works (const OnbObservation *observation)
{
  return observation->exchange->fault == ONB_FAULT_NONE && observation->exchange->status == 200 &&
         g_strcmp0 (observation->answer->resource_type, "Bundle") == 0 &&
         g_strcmp0 (observation->answer->bundle_type, "searchset") == 0;
}

static gboolean
is_gone (const OnbObservation *observation)
{
  switch (observation->exchange->fault)
    {
    case ONB_FAULT_NONE:
      return observation->exchange->status == 404 || observation->exchange->status == 410;
    case ONB_FAULT_NAME_NOT_FOUND:
    case ONB_FAULT_REFUSED:
    case ONB_FAULT_CONNECT_TIMED_OUT:
    case ONB_FAULT_OFFLINE:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
version_lives (const Diagnosis *self, OnbFhirVersion version)
{
  GPtrArray *observations = self->record->observations;

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (observations, i);

      if (observation->stage == ONB_STAGE_TOKEN || observation->version != version)
        continue;

      if (observation->stage == ONB_STAGE_PROBE
              ? probe_works (observation)
              : has_capabilities (observation) || observation->answer->token_endpoint != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Whether a version is not there at all: everything that was asked of it is gone. Only says
 * something where the other version lives; else the address is wrong, or the network is. */
static gboolean
version_is_gone (const Diagnosis *self, OnbFhirVersion version)
{
  GPtrArray *observations = self->record->observations;
  guint n_gone = 0, n_probes = 0, n_probes_gone = 0;

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (observations, i);

      if (observation->stage == ONB_STAGE_TOKEN || observation->version != version)
        continue;

      n_gone += is_gone (observation);
      if (observation->stage == ONB_STAGE_PROBE)
        {
          n_probes++;
          n_probes_gone += is_gone (observation);
        }
      else if (!is_gone (observation) && !has_capabilities (observation) &&
               observation->answer->token_endpoint == NULL)
        {
          return FALSE;
        }
    }

  /* Capability statements may outlive the interfaces that they describe. */
  if (n_probes > 0)
    return n_probes_gone == n_probes;

  return n_gone > 0 && !version_lives (self, version);
}

static void
find_gone_versions (Diagnosis *self)
{
  static const struct
  {
    OnbFhirVersion gone;
    OnbFhirVersion alive;
    const char *finding;
  } pairs[] = {
    { ONB_FHIR_DSTU2, ONB_FHIR_R4, "version.dstu2-retired" },
    { ONB_FHIR_R4, ONB_FHIR_DSTU2, "version.r4-missing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      OnbFhirVersion gone = pairs[i].gone;
      const gboolean *planned = self->record->plan->versions;

      if (!planned[gone] || !planned[pairs[i].alive] || !version_is_gone (self, gone) ||
          version_is_gone (self, pairs[i].alive) || !version_lives (self, pairs[i].alive))
        continue;

      self->gone[gone] = TRUE;
      for (guint j = 0; j < self->record->observations->len; j++)
        {
          const OnbObservation *observation = g_ptr_array_index (self->record->observations, j);

          if (observation->stage != ONB_STAGE_TOKEN && observation->version == gone)
            find (self, pairs[i].finding, observation);
        }
    }
}

static gboolean
went_well (const OnbObservation *observation)
{
  switch (observation->stage)
    {
    case ONB_STAGE_SMART_CONFIGURATION:
      return observation->answer->token_endpoint != NULL;
    case ONB_STAGE_METADATA:
      return has_capabilities (observation);
    case ONB_STAGE_TOKEN:
      return observation->answer->has_token &&
             g_ascii_strcasecmp (observation->answer->token_type != NULL
                                     ? observation->answer->token_type
                                     : "",
                                 "bearer") == 0;
    case ONB_STAGE_PROBE:
      return probe_works (observation);
    default:
      return FALSE;
    }
}

static void
judge_address (Diagnosis *self)
{
  OnbAddressKind kind = onb_address_get_kind (self->record->address);

  if (self->record->insecure_address)
    find (self, "address.insecure", NULL);
  if (kind == ONB_ADDRESS_OPEN_SANDBOX)
    find (self, "address.open-sandbox", NULL);
  if (kind == ONB_ADDRESS_PATIENT)
    find (self, "address.patient-access", NULL);
}

/* Without a token endpoint, everything that went wrong on the way to it counts. */
static void
judge_failed_discovery (Diagnosis *self)
{
  GPtrArray *observations = self->record->observations;
  gboolean is_fhir = FALSE;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    is_fhir = is_fhir || has_capabilities (metadata_of (self, (OnbFhirVersion) v));

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (observations, i);

      if ((observation->stage & ONB_STAGE_DISCOVERY) == 0 || went_well (observation) ||
          observation->exchange->fault == ONB_FAULT_CANCELLED || self->gone[observation->version])
        continue;

      if (is_fhir)
        find (self, "discovery.no-token-endpoint", observation);
      else
        find (self, onb_diagnosis_match (observation)->id, observation);
    }

  if (is_fhir)
    find (self, "discovery.no-token-endpoint", NULL);
}

static void
judge_discovery (Diagnosis *self)
{
  GPtrArray *observations = self->record->observations;
  gboolean smart = FALSE;

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (observations, i);

      smart =
          smart || (observation->stage == ONB_STAGE_SMART_CONFIGURATION && went_well (observation));
    }

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (observations, i);

      if ((observation->stage & ONB_STAGE_DISCOVERY) == 0 || self->gone[observation->version] ||
          observation->exchange->fault == ONB_FAULT_CANCELLED)
        continue;

      if (went_well (observation))
        {
          if (observation->stage == ONB_STAGE_METADATA &&
              !onb_fhir_version_matches (observation->version, observation->answer->fhir_version))
            onb_draft_add (find (self, "version.mismatch", observation), "says",
                           observation->answer->fhir_version);
        }
      else if (observation->stage == ONB_STAGE_METADATA)
        {
          find (self, "discovery.metadata-missing", observation);
        }
      else if (!smart)
        {
          find (self, "discovery.smart-configuration-missing", observation);
        }
    }
}

static void
judge_token_host (Diagnosis *self)
{
  const OnbCheckRecord *record = self->record;
  g_autoptr (OnbExchange) endpoint = onb_exchange_new ("POST", record->token_endpoint);
  g_autofree char *host = onb_exchange_get_host (endpoint);
  OnbDraft *draft;

  switch (record->token_host)
    {
    case ONB_TOKEN_HOST_NOT_APPROVED:
      draft = find (self, "discovery.host-not-approved", NULL);
      draft->finding->host = g_strdup (host);
      break;
    case ONB_TOKEN_HOST_INSECURE:
      draft = find (self, "discovery.endpoint-insecure", NULL);
      break;
    case ONB_TOKEN_HOST_UNKNOWN:
    case ONB_TOKEN_HOST_APPROVED:
    default:
      return;
    }

  onb_draft_add (draft, "endpoint-host", host);
}

/* What was granted: of all tokens together. NULL while there is none. RFC 6749 §5.1: an answer
 * without a scope grants what was asked for. */
static char *
granted_scopes (Diagnosis *self)
{
  GString *granted = g_string_new (NULL);
  GPtrArray *scopes = self->record->plan->scopes;
  gboolean any = FALSE;

  for (int s = ONB_ALL_SCOPES; s < (int) scopes->len; s++)
    {
      const OnbObservation *observation = observation_of (self, ONB_STAGE_TOKEN, 0, s);

      if (observation == NULL || !went_well (observation))
        continue;

      any = TRUE;
      if (observation->answer->scope != NULL)
        g_string_append_printf (granted, "%s ", observation->answer->scope);
      else if (s != ONB_ALL_SCOPES)
        g_string_append_printf (granted, "%s ", scope_of (self, s)->name);
      else
        for (guint i = 0; i < scopes->len; i++)
          g_string_append_printf (granted, "%s ", scope_of (self, (int) i)->name);
    }

  return g_string_free (granted, !any);
}

static void
judge_token (Diagnosis *self)
{
  const OnbObservation *all = observation_of (self, ONB_STAGE_TOKEN, 0, ONB_ALL_SCOPES);
  gboolean any_single = FALSE, every_single = TRUE;

  if (all == NULL || all->exchange->fault == ONB_FAULT_CANCELLED || went_well (all))
    return;

  for (guint i = 0; i < self->record->plan->scopes->len; i++)
    {
      const OnbObservation *single = observation_of (self, ONB_STAGE_TOKEN, 0, (int) i);
      gboolean well = single != NULL && went_well (single);

      any_single = any_single || well;
      every_single = every_single && well;
    }

  if (every_single)
    find (self, "token.too-many-scopes", all);
  else if (!any_single)
    find (self, onb_diagnosis_match (all)->id, all);
  /* Else the scopes that are not granted explain it. */
}

static void
fill_cell (OnbCell *cell, const OnbObservation *observation)
{
  cell->http_status = observation->exchange->status;
  cell->request_id = g_strdup (observation->exchange->request_id);
  cell->ms = observation->exchange->duration / 1000;
}

static void
settle (OnbCell *cell, OnbCellState state, const char *finding)
{
  cell->state = state;
  g_free (cell->finding);
  cell->finding = g_strdup (finding);
}

/* The finding for a scope that the token lacks, and the evidence for it. */
static void
settle_not_granted (Diagnosis *self, OnbCell *cell, int index)
{
  const OnbPlanScope *scope = scope_of (self, index);
  const char *id = scope->required ? "scope.not-granted" : "scope.not-granted-optional";
  const OnbObservation *single = observation_of (self, ONB_STAGE_TOKEN, 0, index);
  OnbDraft *draft = find (self, id, NULL);

  if (single == NULL)
    single = observation_of (self, ONB_STAGE_TOKEN, 0, ONB_ALL_SCOPES);
  if (draft->finding->evidence->len == 0 && single != NULL)
    add_evidence (draft, single);

  onb_draft_add (draft, "scopes", scope->name);
  settle (cell, ONB_CELL_NOT_GRANTED, id);
}

static gboolean
is_undeclared (const Diagnosis *self, OnbFhirVersion version, const char *resource)
{
  const OnbObservation *metadata = metadata_of (self, version);
  OnbInteractions interactions;

  return has_capabilities (metadata) &&
         !onb_answer_get_interactions (metadata->answer, resource, &interactions);
}

static void
settle_not_offered (Diagnosis *self,
                    OnbCell *cell,
                    OnbFhirVersion version,
                    const OnbPlanScope *scope,
                    const OnbObservation *observation)
{
  OnbDraft *draft = find (self, "scope.not-offered", observation);

  onb_draft_add (draft, "versions", onb_fhir_version_get_title (version));
  onb_draft_add (draft, "scopes", scope->name);
  settle (cell, ONB_CELL_NOT_OFFERED, "scope.not-offered");
}

static void
judge_read (Diagnosis *self, OnbCell *cell, OnbFhirVersion version, int index, gboolean granted)
{
  const OnbPlanScope *scope = scope_of (self, index);
  const OnbObservation *probe = observation_of (self, ONB_STAGE_PROBE, version, index);
  gboolean undeclared = is_undeclared (self, version, scope->resource);
  const OnbDiagnosis *row;

  if (probe != NULL)
    fill_cell (cell, probe);

  if (probe != NULL && probe_works (probe))
    {
      settle (cell, ONB_CELL_WORKS, NULL);
      if (!granted)
        {
          find (self, "scope.not-listed", probe);
          settle (cell, ONB_CELL_WORKS, "scope.not-listed");
        }
      if (probe->answer->entries > 0)
        {
          find (self, "probe.unexpected-entries", probe);
          settle (cell, ONB_CELL_WORKS, "probe.unexpected-entries");
        }
      return;
    }

  if (probe == NULL || probe->exchange->fault == ONB_FAULT_CANCELLED)
    {
      if (!granted)
        settle_not_granted (self, cell, index);
      return;
    }

  /* A resource that does not exist there is no fault, whatever was granted. Without a capability
   * statement, a plain 404 says the same. */
  if (probe->exchange->fault == ONB_FAULT_NONE &&
      ((undeclared && probe->exchange->status >= 400 && probe->exchange->status < 500 &&
        probe->exchange->status != 401 && probe->exchange->status != 429) ||
       (probe->exchange->status == 404 && !has_capabilities (metadata_of (self, version)))))
    {
      settle_not_offered (self, cell, version, scope, probe);
      return;
    }

  if (!granted)
    {
      settle_not_granted (self, cell, index);
      return;
    }

  row = onb_diagnosis_match (probe);
  find (self, row->id, probe);
  settle (cell, row->state, row->id);
}

static void
judge_write (Diagnosis *self, OnbCell *cell, OnbFhirVersion version, int index, gboolean granted)
{
  const OnbPlanScope *scope = scope_of (self, index);
  const OnbObservation *metadata = metadata_of (self, version);
  OnbInteractions interactions = 0;

  if (has_capabilities (metadata) &&
      (!onb_answer_get_interactions (metadata->answer, scope->resource, &interactions) ||
       (interactions & ONB_INTERACTIONS_WRITE) == 0))
    settle_not_offered (self, cell, version, scope, NULL);
  else if (!granted)
    settle_not_granted (self, cell, index);
  else
    settle (cell, ONB_CELL_GRANTED, NULL);
}

static void
judge_scopes (Diagnosis *self)
{
  GPtrArray *scopes = self->record->plan->scopes;
  g_autofree char *granted = granted_scopes (self);
  const OnbObservation *all = observation_of (self, ONB_STAGE_TOKEN, 0, ONB_ALL_SCOPES);
  gboolean none_registered = all != NULL && !went_well (all) && granted == NULL &&
                             onb_diagnosis_match (all)->state == ONB_CELL_NOT_GRANTED;

  self->token = granted != NULL;

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbPlanScope *scope = g_ptr_array_index (scopes, i);
      OnbScopeResult *result = g_new0 (OnbScopeResult, 1);
      gboolean is_granted =
          granted != NULL && onb_scope_is_granted (granted, scope->resource, scope->access);

      result->scope = g_strdup (scope->name);
      result->required = scope->required;
      g_ptr_array_add (self->result->scopes, result);

      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        {
          OnbCell *cell = &result->cells[v];

          cell->tested = self->record->plan->versions[v];
          if (!cell->tested)
            continue;

          if (self->gone[v])
            settle (cell, ONB_CELL_NOT_OFFERED,
                    v == ONB_FHIR_DSTU2 ? "version.dstu2-retired" : "version.r4-missing");
          else if (none_registered)
            settle (cell, ONB_CELL_NOT_GRANTED, onb_diagnosis_match (all)->id);
          else if (granted == NULL)
            continue;
          else if (scope->access == ONB_ACCESS_READ)
            judge_read (self, cell, (OnbFhirVersion) v, (int) i, is_granted);
          else
            judge_write (self, cell, (OnbFhirVersion) v, (int) i, is_granted);
        }
    }
}

static OnbVersionState
version_state (const Diagnosis *self, OnbFhirVersion version)
{
  guint counts[ONB_N_CELL_STATES] = { 0 };
  guint n_good, n_bad, n_faults = 0, n_asked = 0;

  if (self->gone[version])
    return version == ONB_FHIR_DSTU2 ? ONB_VERSION_RETIRED : ONB_VERSION_UNREACHABLE;

  for (guint i = 0; i < self->record->observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (self->record->observations, i);

      if (observation->stage == ONB_STAGE_TOKEN || observation->version != version ||
          observation->exchange->fault == ONB_FAULT_CANCELLED)
        continue;

      n_asked++;
      n_faults += observation->exchange->fault != ONB_FAULT_NONE;
    }

  if (n_asked > 0 && n_faults == n_asked)
    return ONB_VERSION_UNREACHABLE;

  for (guint i = 0; i < self->result->scopes->len; i++)
    {
      const OnbScopeResult *scope = g_ptr_array_index (self->result->scopes, i);

      counts[scope->cells[version].state]++;
    }

  n_good = counts[ONB_CELL_WORKS] + counts[ONB_CELL_GRANTED];
  n_bad = counts[ONB_CELL_REFUSED] + counts[ONB_CELL_FAILED] + counts[ONB_CELL_NOT_GRANTED];

  if (n_bad == 0 && counts[ONB_CELL_UNTESTED] == 0 && counts[ONB_CELL_WORKS] > 0)
    return ONB_VERSION_WORKS;
  if (counts[ONB_CELL_WORKS] > 0)
    return ONB_VERSION_PARTIAL;
  if (counts[ONB_CELL_REFUSED] > 0 || (counts[ONB_CELL_NOT_GRANTED] > 0 && n_good == 0))
    return ONB_VERSION_REFUSED;
  if (n_bad > 0)
    return ONB_VERSION_PARTIAL;

  return ONB_VERSION_UNTESTED;
}

static void
judge_versions (Diagnosis *self)
{
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      OnbVersionResult *version = &self->result->versions[v];
      const OnbObservation *metadata = metadata_of (self, (OnbFhirVersion) v);

      version->tested = self->record->plan->versions[v];
      if (!version->tested)
        continue;

      version->base_url = onb_address_get_base (self->record->address, (OnbFhirVersion) v);
      version->fhir_version = metadata != NULL ? g_strdup (metadata->answer->fhir_version) : NULL;
      version->state = version_state (self, (OnbFhirVersion) v);
    }
}

static void
judge_clock (Diagnosis *self)
{
  for (guint i = 0; i < self->record->observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (self->record->observations, i);
      gint64 offset = ABS (observation->exchange->clock_offset);
      g_autofree char *minutes = NULL;

      if (offset <= CLOCK_TOLERANCE_SECONDS)
        continue;

      minutes = g_strdup_printf ("%" G_GINT64_FORMAT, offset / 60);
      onb_draft_add (find (self, "network.clock-skew", observation), "minutes", minutes);
      return;
    }
}

static void
judge_connections (Diagnosis *self)
{
  for (guint i = 0; i < self->record->observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (self->record->observations, i);

      if (observation->exchange->few_connections)
        find (self, "network.few-connections", observation);
    }
}

static void
judge_end (Diagnosis *self)
{
  if (self->record->end == ONB_END_CANCELLED)
    find (self, "check.cancelled", NULL);
  else if (self->record->end == ONB_END_TIMED_OUT)
    find (self, "check.timed-out", NULL);
}

/* A scope that every clinic needs and of which nothing is known: then it is not known to work. */
static gboolean
has_gaps (const Diagnosis *self)
{
  for (guint i = 0; i < self->result->scopes->len; i++)
    {
      const OnbScopeResult *scope = g_ptr_array_index (self->result->scopes, i);

      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        if (scope->required && scope->cells[v].tested && scope->cells[v].state == ONB_CELL_UNTESTED)
          return TRUE;
    }

  return FALSE;
}

static OnbVerdict
verdict (const Diagnosis *self)
{
  gboolean errors = FALSE, warnings = FALSE, judged = self->token;

  for (guint i = 0; i < self->drafts->len; i++)
    {
      const OnbDraft *draft = g_ptr_array_index (self->drafts, i);

      errors = errors || draft->row->severity == ONB_SEVERITY_ERROR;
      warnings = warnings || draft->row->severity == ONB_SEVERITY_WARNING;
      judged = judged || (draft->row->judges && draft->row->severity == ONB_SEVERITY_ERROR);
    }

  if (self->record->end != ONB_END_COMPLETE)
    return ONB_VERDICT_UNTESTED;
  if (!judged)
    return ONB_VERDICT_UNTESTED;
  if (errors || has_gaps (self))
    return ONB_VERDICT_NOT_READY;

  return warnings ? ONB_VERDICT_READY_WITH_WARNINGS : ONB_VERDICT_READY;
}

OnbCheckResult *
onb_diagnose (const OnbCheckRecord *record)
{
  Diagnosis self = { .record = record };

  g_return_val_if_fail (record != NULL, NULL);

  self.result = onb_check_result_new ();
  self.drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_draft_free);

  self.result->started = g_date_time_ref (record->started);
  self.result->duration_ms = record->duration / 1000;
  self.result->clinic = g_strdup (record->clinic);
  self.result->fhir_host = onb_address_get_authority (record->address);
  self.result->tenant = g_strdup (record->address->tenant);
  self.result->practice = record->practice;

  find_gone_versions (&self);
  judge_address (&self);
  if (record->token_endpoint != NULL)
    judge_discovery (&self);
  else if (self.drafts->len == 0 || record->observations->len > 0)
    judge_failed_discovery (&self);
  if (record->token_endpoint != NULL)
    judge_token_host (&self);
  judge_token (&self);
  judge_scopes (&self);
  judge_versions (&self);
  judge_clock (&self);
  judge_connections (&self);
  judge_end (&self);

  if (record->end != ONB_END_RUNNING)
    {
      self.result->verdict = verdict (&self);
      write_findings (&self);
    }

  g_ptr_array_unref (self.drafts);
  return self.result;
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

  draft = onb_draft_new (onb_diagnosis_match (&observation));
  onb_draft_add_exchange (draft, exchange);
  title = onb_draft_fill_in (draft, draft->row->title);
  cause = onb_draft_fill_in (draft, draft->row->cause);
  onb_draft_free (draft);
  /* Translators: a heading, then the sentences that explain it. */
  return g_strdup_printf (_ ("%s: %s"), title, cause);
}
