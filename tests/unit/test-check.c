/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "check/onb-check-json.h"
#include "check/onb-check-report.h"
#include "check/onb-check.h"
#include "check/onb-diagnosis.h"

static OnbCheckRecord *
record_new (const char *const *options)
{
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbCheckPlan) plan = onb_check_plan_new (guide, options);
  g_autoptr (OnbAddress) address = onb_address_parse ("https://fhir.example/r4/t/", NULL);
  OnbCheckRecord *record = onb_check_record_new ("Clinic", plan, address);

  record->end = ONB_END_COMPLETE;
  return record;
}

static OnbObservation *
observe (OnbCheckRecord *record, OnbStage stage, OnbFhirVersion version, int scope, guint status)
{
  OnbExchange *exchange = onb_exchange_new ("GET", "https://fhir.example/x");
  OnbObservation *observation =
      onb_observation_new (stage, version, scope, exchange, onb_answer_new ());

  exchange->status = status;
  exchange->duration = 42000;
  exchange->request_id = g_strdup ("r-1");
  g_ptr_array_add (record->observations, observation);
  return observation;
}

static void
observe_discovery (OnbCheckRecord *record, OnbFhirVersion version)
{
  OnbObservation *smart =
      observe (record, ONB_STAGE_SMART_CONFIGURATION, version, ONB_ALL_SCOPES, 200);
  OnbObservation *metadata = observe (record, ONB_STAGE_METADATA, version, ONB_ALL_SCOPES, 200);

  smart->answer->token_endpoint = g_strdup ("https://authorization.cerner.com/token");
  g_free (record->token_endpoint);
  record->token_endpoint = g_strdup (smart->answer->token_endpoint);
  record->token_host = ONB_TOKEN_HOST_APPROVED;

  metadata->answer->fhir_version = g_strdup (version == ONB_FHIR_R4 ? "4.0.1" : "1.0.2");
  metadata->answer->interactions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < record->plan->scopes->len; i++)
    {
      const OnbPlanScope *scope = g_ptr_array_index (record->plan->scopes, i);

      if (version == ONB_FHIR_DSTU2 && strcmp (scope->resource, "Location") == 0)
        continue;
      g_hash_table_insert (metadata->answer->interactions, g_strdup (scope->resource),
                           GUINT_TO_POINTER (ONB_INTERACTION_READ | ONB_INTERACTION_SEARCH |
                                             ONB_INTERACTION_PATCH));
    }
}

static OnbObservation *
observe_token (OnbCheckRecord *record, const char *scope)
{
  OnbObservation *token = observe (record, ONB_STAGE_TOKEN, ONB_FHIR_R4, ONB_ALL_SCOPES, 200);

  token->answer->body = ONB_BODY_JSON;
  token->answer->has_token = TRUE;
  token->answer->token_type = g_strdup ("Bearer");
  token->answer->scope = g_strdup (scope);
  return token;
}

static void
observe_probes (OnbCheckRecord *record, OnbFhirVersion version)
{
  for (guint i = 0; i < record->plan->scopes->len; i++)
    {
      const OnbPlanScope *scope = g_ptr_array_index (record->plan->scopes, i);
      gboolean offered = version == ONB_FHIR_R4 || strcmp (scope->resource, "Location") != 0;
      OnbObservation *probe;

      if (scope->access != ONB_ACCESS_READ)
        continue;

      probe = observe (record, ONB_STAGE_PROBE, version, (int) i, offered ? 200 : 404);
      if (offered)
        {
          probe->answer->body = ONB_BODY_JSON;
          probe->answer->resource_type = g_strdup ("Bundle");
          probe->answer->bundle_type = g_strdup ("searchset");
        }
    }
}

static OnbCheckRecord *
good_record_new (void)
{
  OnbCheckRecord *record = record_new (NULL);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    observe_discovery (record, (OnbFhirVersion) v);
  observe_token (record, NULL);
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    observe_probes (record, (OnbFhirVersion) v);
  return record;
}

static guint
count (OnbCheckResult *result, OnbCellState state)
{
  guint n_cells = 0;

  for (guint i = 0; i < result->scopes->len; i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      n_cells +=
          ((const OnbScopeResult *) g_ptr_array_index (result->scopes, i))->cells[v].state == state;

  return n_cells;
}

static void
test_all_works (void)
{
  g_autoptr (OnbCheckRecord) record = good_record_new ();
  g_autoptr (OnbCheckResult) result = onb_diagnose (record);

  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_READY);
  g_assert_cmpuint (result->scopes->len, ==, 9);
  g_assert_cmpuint (count (result, ONB_CELL_WORKS), ==, 13);
  g_assert_cmpuint (count (result, ONB_CELL_NOT_OFFERED), ==, 1);
  g_assert_cmpuint (count (result, ONB_CELL_GRANTED), ==, 4);
  g_assert_cmpint (result->versions[ONB_FHIR_R4].state, ==, ONB_VERSION_WORKS);
  g_assert_cmpint (result->versions[ONB_FHIR_DSTU2].state, ==, ONB_VERSION_WORKS);
  g_assert_cmpuint (result->findings->len, ==, 1);
  g_assert_nonnull (onb_findings_find (result->findings, "scope.not-offered"));
}

static void
test_while_running_there_are_no_findings (void)
{
  g_autoptr (OnbCheckRecord) record = record_new (NULL);
  g_autoptr (OnbCheckResult) result = NULL;

  record->end = ONB_END_RUNNING;
  observe (record, ONB_STAGE_METADATA, ONB_FHIR_R4, ONB_ALL_SCOPES, 404);
  result = onb_diagnose (record);
  g_assert_cmpuint (result->findings->len, ==, 0);
  g_assert_cmpuint (count (result, ONB_CELL_UNTESTED), ==, 18);
}

static void
test_missing_scopes_are_named (void)
{
  const char *const notes[] = { "medical-notes", NULL };
  g_autoptr (OnbCheckRecord) record = record_new (notes);
  g_autoptr (OnbCheckResult) result = NULL;
  OnbFinding *required, *optional;

  observe_discovery (record, ONB_FHIR_R4);
  record->plan->versions[ONB_FHIR_DSTU2] = FALSE;
  observe_token (record, "system/Appointment.rs system/Appointment.cud system/Patient.read "
                         "system/Patient.write system/Location.read system/Practitioner.read "
                         "system/Procedure.read system/Schedule.read");
  result = onb_diagnose (record);

  required = onb_findings_find (result->findings, "scope.not-granted");
  optional = onb_findings_find (result->findings, "scope.not-granted-optional");
  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_NOT_READY);
  g_assert_nonnull (required);
  g_assert_cmpint (required->step, ==, 8);
  g_assert_nonnull (strstr (required->title, "system/Slot.read"));
  g_assert_null (strstr (required->title, "Patient"));
  g_assert_nonnull (strstr (optional->title, "system/DocumentReference.write"));
  g_assert_cmpint (optional->severity, ==, ONB_SEVERITY_WARNING);
}

static void
test_ambiguous_credentials_are_said (void)
{
  g_autoptr (OnbCheckRecord) record = record_new (NULL);
  g_autoptr (OnbCheckResult) result = NULL;
  OnbObservation *token;

  observe_discovery (record, ONB_FHIR_R4);
  token = observe (record, ONB_STAGE_TOKEN, ONB_FHIR_R4, ONB_ALL_SCOPES, 401);
  token->answer->body = ONB_BODY_JSON;
  token->answer->error = g_strdup ("invalid_client");
  token->answer->reason = g_strdup ("invalid-client-credentials");
  record->ambiguous_credentials = TRUE;
  result = onb_diagnose (record);

  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_NOT_READY);
  g_assert_nonnull (
      strstr (onb_findings_find (result->findings, "token.invalid-client-credentials")->cause,
              "RFC 6749"));
}

static void
test_dstu2_gone (void)
{
  static const guint ways[] = { 301, 400, 401, 403, 404, 406, 410, 500, 501, 503 };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (OnbCheckRecord) record = record_new (NULL);
      g_autoptr (OnbCheckResult) result = NULL;

      observe_discovery (record, ONB_FHIR_R4);
      observe (record, ONB_STAGE_SMART_CONFIGURATION, ONB_FHIR_DSTU2, ONB_ALL_SCOPES, ways[i]);
      observe (record, ONB_STAGE_METADATA, ONB_FHIR_DSTU2, ONB_ALL_SCOPES, ways[i]);
      observe_token (record, NULL);
      observe_probes (record, ONB_FHIR_R4);
      for (int s = 0; s < (int) record->plan->scopes->len; s++)
        if (((OnbPlanScope *) g_ptr_array_index (record->plan->scopes, s))->access ==
            ONB_ACCESS_READ)
          observe (record, ONB_STAGE_PROBE, ONB_FHIR_DSTU2, s, ways[i]);
      result = onb_diagnose (record);

      g_assert_cmpint (result->verdict, ==, ONB_VERDICT_READY);
      g_assert_cmpint (result->versions[ONB_FHIR_DSTU2].state, ==, ONB_VERSION_RETIRED);
      g_assert_cmpuint (result->findings->len, ==, 1);
      g_assert_nonnull (onb_findings_find (result->findings, "version.dstu2-retired"));
    }
}

/* Both versions are on one host: what the network does to one of them retires nothing. */
static void
test_dstu2_out_of_reach_is_not_retired (void)
{
  g_autoptr (OnbCheckRecord) record = record_new (NULL);
  g_autoptr (OnbCheckResult) result = NULL;
  OnbFinding *finding;

  observe_discovery (record, ONB_FHIR_R4);
  observe (record, ONB_STAGE_SMART_CONFIGURATION, ONB_FHIR_DSTU2, ONB_ALL_SCOPES, 0)
      ->exchange->fault = ONB_FAULT_CONNECT_TIMED_OUT;
  observe (record, ONB_STAGE_METADATA, ONB_FHIR_DSTU2, ONB_ALL_SCOPES, 0)->exchange->fault =
      ONB_FAULT_CONNECT_TIMED_OUT;
  observe_token (record, NULL);
  observe_probes (record, ONB_FHIR_R4);
  result = onb_diagnose (record);

  finding = onb_findings_find (result->findings, "network.connect-timed-out");
  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_READY_WITH_WARNINGS);
  g_assert_cmpint (result->versions[ONB_FHIR_DSTU2].state, ==, ONB_VERSION_UNREACHABLE);
  g_assert_null (onb_findings_find (result->findings, "version.dstu2-retired"));
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity, ==, ONB_SEVERITY_WARNING);
}

static void
test_both_gone_is_a_wrong_address (void)
{
  g_autoptr (OnbCheckRecord) record = record_new (NULL);
  g_autoptr (OnbCheckResult) result = NULL;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      observe (record, ONB_STAGE_SMART_CONFIGURATION, (OnbFhirVersion) v, ONB_ALL_SCOPES, 404);
      observe (record, ONB_STAGE_METADATA, (OnbFhirVersion) v, ONB_ALL_SCOPES, 404);
    }
  result = onb_diagnose (record);

  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_UNTESTED);
  g_assert_cmpuint (result->findings->len, ==, 1);
  g_assert_nonnull (onb_findings_find (result->findings, "address.not-fhir"));
}

static void
test_cancelled_is_untested (void)
{
  g_autoptr (OnbCheckRecord) record = good_record_new ();
  g_autoptr (OnbCheckResult) result = NULL;

  record->end = ONB_END_CANCELLED;
  result = onb_diagnose (record);
  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_UNTESTED);
  g_assert_nonnull (onb_findings_find (result->findings, "check.cancelled"));
}

/* What is known by then is not denied. */
static void
test_stopped_after_a_good_token (void)
{
  g_autoptr (OnbCheckRecord) record = good_record_new ();
  g_autoptr (OnbCheckRecord) early = record_new (NULL);
  g_autoptr (OnbCheckResult) result = NULL;
  g_autoptr (OnbCheckResult) nothing = NULL;

  record->end = early->end = ONB_END_TIMED_OUT;
  result = onb_diagnose (record);
  nothing = onb_diagnose (early);
  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_UNTESTED);
  g_assert_nonnull (strstr (onb_check_result_get_explanation (result), "were accepted"));
  g_assert_null (strstr (onb_check_result_get_explanation (nothing), "were accepted"));
}

static void
on_ended (GObject *source, GAsyncResult *answer, gpointer data)
{
  *(OnbCheckResult **) data = onb_check_run_finish (ONB_CHECK (source), answer);
}

/* Whoever asserts that this is practice: it is not where the address is a clinic's. */
static void
test_practice_is_on_this_computer (void)
{
  static const char *const options[] = { NULL };
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbCheckPlan) plan = onb_check_plan_new (guide, options);
  g_autoptr (OnbAddress) address =
      onb_address_parse ("https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-9ac71ce00002/",
                         NULL);
  g_autoptr (OnbCredentials) credentials = onb_credentials_new ("id", "secret-of-a-clinic");
  g_autoptr (OnbCheck) check = onb_check_new ("Clinic", plan, address);
  g_autoptr (OnbCheckResult) result = NULL;

  onb_run_set_practice (ONB_RUN (check));
  onb_check_run_async (check, credentials, NULL, on_ended, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_UNTESTED);
  g_assert_false (result->practice);
  g_assert_nonnull (onb_findings_find (result->findings, "address.not-practice"));
  g_assert_cmpuint (result->findings->len, ==, 1);
}

static void
test_json_round_trip (void)
{
  g_autoptr (OnbCheckRecord) record = good_record_new ();
  g_autoptr (OnbCheckResult) result = onb_diagnose (record);
  g_autoptr (JsonNode) node = onb_check_result_to_json (result);
  g_autoptr (OnbCheckResult) again = onb_check_result_from_json (node);
  g_autoptr (JsonNode) second = NULL;
  g_autofree char *first_text = json_to_string (node, TRUE);
  g_autofree char *second_text = NULL;
  g_autoptr (JsonNode) nothing = json_from_string ("{\"schema\":\"other\"}", NULL);

  g_assert_nonnull (again);
  second = onb_check_result_to_json (again);
  second_text = json_to_string (second, TRUE);
  g_assert_cmpstr (first_text, ==, second_text);
  g_assert_null (onb_check_result_from_json (nothing));
}

static void
test_report_says_practice (void)
{
  g_autoptr (OnbCheckRecord) record = good_record_new ();
  g_autoptr (OnbCheckResult) real = onb_diagnose (record);
  g_autoptr (OnbCheckResult) practice = NULL;
  g_autofree char *real_text = onb_check_report_to_text (real);
  g_autofree char *practice_text = NULL;

  record->practice = TRUE;
  practice = onb_diagnose (record);
  practice_text = onb_check_report_to_text (practice);
  g_assert_null (strstr (real_text, "DEMO MODE"));
  g_assert_nonnull (strstr (practice_text, "DEMO MODE"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/all-works", test_all_works);
  g_test_add_func ("/check/running", test_while_running_there_are_no_findings);
  g_test_add_func ("/check/missing-scopes", test_missing_scopes_are_named);
  g_test_add_func ("/check/ambiguous", test_ambiguous_credentials_are_said);
  g_test_add_func ("/check/dstu2-gone", test_dstu2_gone);
  g_test_add_func ("/check/dstu2-out-of-reach", test_dstu2_out_of_reach_is_not_retired);
  g_test_add_func ("/check/wrong-address", test_both_gone_is_a_wrong_address);
  g_test_add_func ("/check/cancelled", test_cancelled_is_untested);
  g_test_add_func ("/check/stopped", test_stopped_after_a_good_token);
  g_test_add_func ("/check/practice-here", test_practice_is_on_this_computer);
  g_test_add_func ("/check/json", test_json_round_trip);
  g_test_add_func ("/check/practice", test_report_says_practice);
  return g_test_run ();
}
