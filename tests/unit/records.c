/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "records.h"

const Outcome outcomes[] = {
  { .status = 200, .body = ONB_BODY_JSON },
  { .status = 200, .body = ONB_BODY_HTML },
  { .status = 200, .body = ONB_BODY_BROKEN_JSON },
  { .status = 200, .body = ONB_BODY_NONE },
  { .status = 204, .body = ONB_BODY_NONE },
  { .status = 200, .body = ONB_BODY_FOREIGN_JSON },
  { .status = 200, .body = ONB_BODY_JSON, .error = "invalid_client" },
  { .status = 200, .body = ONB_BODY_JSON, .reason = "unknown-tenant" },
  { .status = 301, .body = ONB_BODY_NONE },
  { .status = 302, .body = ONB_BODY_HTML },
  { .status = 303, .body = ONB_BODY_HTML, .location = "https://login.oracle.com/" },
  { .status = 307, .body = ONB_BODY_NONE, .location = "http://portal.example/login" },
  { .status = 400, .body = ONB_BODY_NONE },
  { .status = 400, .body = ONB_BODY_JSON, .resource_type = "OperationOutcome" },
  { .status = 400,
    .body = ONB_BODY_JSON,
    .resource_type = "OperationOutcome",
    .issues = ONB_ISSUE_NOT_SUPPORTED },
  { .status = 400,
    .body = ONB_BODY_JSON,
    .resource_type = "OperationOutcome",
    .issues = ONB_ISSUE_SECURITY },
  { .status = 400, .body = ONB_BODY_JSON, .error = "invalid_scope", .reason = "empty-scopes" },
  { .status = 400, .body = ONB_BODY_JSON, .error = "invalid_scope", .reason = "other" },
  { .status = 400, .body = ONB_BODY_JSON, .error = "invalid_scope", .reason = "scopes-too-many" },
  { .status = 400, .body = ONB_BODY_JSON, .error = "unauthorized_client" },
  { .status = 400, .body = ONB_BODY_JSON, .error = "invalid_grant", .reason = "unknown-tenant" },
  { .status = 400, .body = ONB_BODY_JSON, .error = "invalid_request", .reason = "unheard-of" },
  { .status = 401, .body = ONB_BODY_NONE },
  { .status = 401,
    .body = ONB_BODY_JSON,
    .error = "invalid_client",
    .reason = "invalid-client-credentials" },
  { .status = 401, .body = ONB_BODY_JSON, .reason = "tenant-mismatch" },
  { .status = 403, .body = ONB_BODY_NONE },
  { .status = 403, .body = ONB_BODY_HTML },
  { .status = 403, .body = ONB_BODY_FOREIGN_JSON },
  { .status = 403, .body = ONB_BODY_TEXT, .text = "Tenant not valid or accessible" },
  { .status = 403, .body = ONB_BODY_JSON, .error = "insufficient_scope", .reason = "no-scope" },
  { .status = 404, .body = ONB_BODY_NONE },
  { .status = 404, .body = ONB_BODY_HTML },
  { .status = 404, .body = ONB_BODY_JSON, .resource_type = "OperationOutcome" },
  { .status = 405, .body = ONB_BODY_TEXT },
  { .status = 406, .body = ONB_BODY_NONE },
  { .status = 407, .body = ONB_BODY_HTML },
  { .status = 408, .body = ONB_BODY_NONE },
  { .status = 410, .body = ONB_BODY_NONE },
  { .status = 413, .body = ONB_BODY_HTML },
  { .status = 418, .body = ONB_BODY_TEXT, .text = "words" },
  { .status = 422, .body = ONB_BODY_JSON, .resource_type = "OperationOutcome" },
  { .status = 422, .body = ONB_BODY_NONE },
  { .status = 429, .body = ONB_BODY_NONE },
  { .status = 431, .body = ONB_BODY_HTML },
  { .status = 500, .body = ONB_BODY_JSON, .resource_type = "OperationOutcome" },
  { .status = 501, .body = ONB_BODY_NONE },
  { .status = 502, .body = ONB_BODY_HTML },
  { .status = 503, .body = ONB_BODY_TEXT },
  { .status = 503, .body = ONB_BODY_FOREIGN_JSON },
  { .status = 504, .body = ONB_BODY_NONE },
  { .status = 511, .body = ONB_BODY_HTML },
  { .fault = ONB_FAULT_NOT_SENT },
  { .fault = ONB_FAULT_OFFLINE },
  { .fault = ONB_FAULT_UNREACHABLE },
  { .fault = ONB_FAULT_NAME_NOT_FOUND },
  { .fault = ONB_FAULT_REFUSED },
  { .fault = ONB_FAULT_CONNECT_TIMED_OUT },
  { .fault = ONB_FAULT_TIMED_OUT },
  { .fault = ONB_FAULT_DROPPED },
  { .fault = ONB_FAULT_PROXY },
  { .fault = ONB_FAULT_PROXY_LOGIN_MISSING },
  { .fault = ONB_FAULT_TLS_UNTRUSTED },
  { .fault = ONB_FAULT_TLS_HANDSHAKE },
  { .fault = ONB_FAULT_TOO_LARGE, .status = 200 },
  { .fault = ONB_FAULT_NOT_HTTP },
  { .fault = ONB_FAULT_OTHER },
  { .fault = ONB_FAULT_CANCELLED },
};

const guint n_outcomes = G_N_ELEMENTS (outcomes);

#define EVERYTHING_V2                                                                              \
  "system/Appointment.crus system/Location.rs system/Patient.crus system/Practitioner.crs "        \
  "system/Procedure.crs system/Schedule.rs system/Slot.rus"

#define EVERYTHING_V2_IN_PART                                                                      \
  "system/Appointment.cu?status=booked system/Appointment.rs system/Location.rs "                  \
  "system/Patient.crus system/Practitioner.crs system/Procedure.crs system/Schedule.rs "           \
  "system/Slot.rus?status=free"

const Setting settings[] = {
  { 0 },
  { .no_dstu2 = TRUE },
  { .no_r4 = TRUE },
  { .notes = TRUE },
  { .empty_statements = TRUE },
  { .no_statement_of_r4 = TRUE },
  { .nothing_declared = TRUE },
  { .no_writes_declared = TRUE },
  { .no_location = TRUE },
  { .patient_alone = TRUE },
  { .mixed_up = TRUE },
  { .granted = "" },
  { .granted = "launch openid" },
  { .granted = "system/Patient.read" },
  { .granted = "system/Appointment.crs system/Patient.r system/Slot.s" },
  { .granted = EVERYTHING_V2 },
  { .granted = EVERYTHING_V2_IN_PART },
  { .granted = "", .granted_again = EVERYTHING_V2_IN_PART },
  { .unreadable = TRUE },
  { .singly = TRUE },
  { .granted = "", .granted_again = EVERYTHING_V2 },
  { .granted = "", .granted_again = "system/Patient.rs" },
  { .granted = "", .granted_again = "" },
  { .notes = TRUE, .granted = "", .granted_again = EVERYTHING_V2 },
};

const guint n_settings = G_N_ELEMENTS (settings);

void
set_outcome (OnbObservation *observation, const Outcome *outcome)
{
  OnbExchange *exchange =
      onb_exchange_new (observation->exchange->method, observation->exchange->url);
  OnbAnswer *answer = onb_answer_new ();

  exchange->request_id = g_strdup (observation->exchange->request_id);
  exchange->fault = outcome->fault;
  exchange->status = outcome->status;
  exchange->location = g_strdup (outcome->location);
  answer->body = outcome->body;
  answer->resource_type = g_strdup (outcome->resource_type);
  answer->error = g_strdup (outcome->error);
  answer->reason = g_strdup (outcome->reason);
  answer->text = g_strdup (outcome->text);
  answer->issues = outcome->issues;

  onb_exchange_free (observation->exchange);
  onb_answer_free (observation->answer);
  observation->exchange = exchange;
  observation->answer = answer;
}

OnbObservation *
observe (OnbCheckRecord *record,
         OnbStage stage,
         OnbFhirVersion version,
         OnbSmartVersion smart,
         int scope)
{
  g_autofree char *url =
      stage == ONB_STAGE_TOKEN
          ? g_strdup ("https://authorization.cerner.com/token")
          : g_strdup_printf ("https://fhir-ehr.cerner.com/%s/t/%u/%d",
                             onb_address_get_version_part (version), (guint) stage, scope);
  OnbObservation *observation =
      onb_observation_new (stage, version, scope, onb_exchange_new ("GET", url), onb_answer_new ());

  observation->smart = smart;
  observation->exchange->status = 200;
  observation->exchange->request_id = g_strdup_printf ("r-%u", record->observations->len);
  observation->answer->body = ONB_BODY_JSON;
  g_ptr_array_add (record->observations, observation);
  return observation;
}

static gboolean
offers (OnbFhirVersion version, const char *resource)
{
  return version == ONB_FHIR_R4 || strcmp (resource, "Location") != 0;
}

static void
observe_version (OnbCheckRecord *record, const Setting *setting, OnbFhirVersion version)
{
  OnbObservation *smart =
      observe (record, ONB_STAGE_SMART_CONFIGURATION, version, ONB_SMART_V1, ONB_ALL_SCOPES);
  OnbObservation *metadata =
      observe (record, ONB_STAGE_METADATA, version, ONB_SMART_V1, ONB_ALL_SCOPES);
  gboolean r4 = (version == ONB_FHIR_R4) != setting->mixed_up;

  smart->answer->token_endpoint = g_strdup (record->token_endpoint);
  smart->answer->scopes_supported = g_strdup (EVERYTHING_V2);
  metadata->answer->fhir_version = g_strdup (r4 ? "4.0.1" : "1.0.2");
  metadata->answer->interactions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (version == ONB_FHIR_R4 && setting->no_statement_of_r4)
    set_outcome (metadata, &(Outcome){ .status = 404 });

  for (guint i = 0; i < record->plan->scopes->len; i++)
    {
      const OnbPlanScope *scope = g_ptr_array_index (record->plan->scopes, i);
      gboolean declared = offers (version, scope->resource) &&
                          !(setting->no_location && strcmp (scope->resource, "Location") == 0) &&
                          !(setting->patient_alone && strcmp (scope->resource, "Patient") != 0);
      guint interactions = ONB_INTERACTION_READ | ONB_INTERACTION_SEARCH;

      if (!setting->no_writes_declared)
        interactions |= ONB_INTERACTION_CREATE | ONB_INTERACTION_PATCH;
      if (declared && metadata->answer->interactions != NULL && !setting->empty_statements &&
          !setting->nothing_declared)
        g_hash_table_insert (metadata->answer->interactions, g_strdup (scope->resource),
                             GUINT_TO_POINTER (interactions));

      if (scope->access == ONB_ACCESS_READ)
        {
          OnbObservation *probe = observe (record, ONB_STAGE_PROBE, version, ONB_SMART_V1, (int) i);

          if (declared && !setting->nothing_declared)
            {
              probe->answer->resource_type = g_strdup ("Bundle");
              probe->answer->bundle_type = g_strdup ("searchset");
            }
          else
            set_outcome (probe, &(Outcome){ .status = 404 });
        }
    }

  if (setting->nothing_declared && metadata->answer->interactions != NULL)
    g_hash_table_insert (metadata->answer->interactions, g_strdup ("CapabilityStatement"),
                         GUINT_TO_POINTER (ONB_INTERACTION_READ));
}

static void
observe_token (
    OnbCheckRecord *record, OnbSmartVersion smart, int scope, const char *granted, gboolean odd)
{
  OnbObservation *token = observe (record, ONB_STAGE_TOKEN, ONB_FHIR_R4, smart, scope);

  token->answer->has_token = TRUE;
  token->answer->token_type = g_strdup ("Bearer");
  token->answer->scope = g_strdup (granted);
  token->answer->scope_is_unreadable = odd;
}

OnbCheckRecord *
record_new (OnbGuide *guide, const Setting *setting)
{
  static const char *const notes[] = { "medical-notes", NULL };
  g_autoptr (OnbCheckPlan) plan = onb_check_plan_new (guide, setting->notes ? notes : NULL);
  g_autoptr (OnbAddress) address =
      onb_address_parse ("https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-9ac71ce00002/",
                         NULL);
  OnbCheckRecord *record;

  plan->versions[ONB_FHIR_R4] = !setting->no_r4;
  plan->versions[ONB_FHIR_DSTU2] = !setting->no_dstu2;
  record = onb_check_record_new ("Clinic", plan, address);
  record->end = ONB_END_COMPLETE;
  record->token_endpoint = g_strdup ("https://authorization.cerner.com/token");
  record->token_host = ONB_TOKEN_HOST_APPROVED;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (plan->versions[v])
      observe_version (record, setting, (OnbFhirVersion) v);

  if (setting->singly)
    {
      observe (record, ONB_STAGE_TOKEN, ONB_FHIR_R4, ONB_SMART_V1, ONB_ALL_SCOPES);
      set_outcome (g_ptr_array_index (record->observations, record->observations->len - 1),
                   &(Outcome){ .status = 400,
                               .body = ONB_BODY_JSON,
                               .error = "invalid_scope",
                               .reason = "scopes-too-many" });
      for (guint i = 0; i < plan->scopes->len; i++)
        observe_token (record, ONB_SMART_V1, (int) i, NULL, FALSE);
    }
  else
    {
      observe_token (record, ONB_SMART_V1, ONB_ALL_SCOPES, setting->granted, setting->unreadable);
    }
  if (setting->granted_again != NULL)
    observe_token (record, ONB_SMART_V2, ONB_ALL_SCOPES, setting->granted_again, FALSE);

  return record;
}
