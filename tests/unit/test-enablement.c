/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "check/onb-check-json.h"
#include "clinic/onb-clinic-file.h"
#include "clinic/onb-enablement.h"
#include "wire/onb-json.h"

#include "clinics.h"

#define TENANT "ec2458f2-1e24-41c8-b71b-0e701af7583d"
#define APPLICATION_ID "a11ce000-1e7a-4c11-9000-9ac71ce00077"

static OnbGuide *
load_guide (void)
{
  return onb_guide_load ("cerner-millennium", NULL);
}

static void
give_finding (
    OnbClinic *clinic, OnbGuide *guide, OnbVerdict verdict, const char *slot, const char *finding)
{
  g_autofree char *findings =
      finding != NULL ? g_strdup_printf ("{\"id\":\"%s\",\"severity\":\"error\",\"title\":\"t\","
                                         "\"cause\":\"c\",\"fix\":\"f\",\"evidence\":[]}",
                                         finding)
                      : g_strdup ("");
  g_autofree char *text = g_strdup_printf (
      "{\"schema\":\"" ONB_CHECK_SCHEMA
      "\",\"started\":\"2026-11-25T08:00:00Z\",\"verdict\":\"%s\","
      "\"clinic\":{\"name\":\"K\",\"fhir_host\":\"h\",\"tenant\":\"t\"},\"versions\":[],\"scopes\":"
      "["
      "{\"scope\":\"system/"
      "Slot.read\",\"results\":{\"R4\":{\"state\":\"%s\"}}}],\"findings\":[%s]}",
      onb_verdict_get_id (verdict), slot, findings);
  g_autoptr (JsonNode) node = onb_json_parse (text, strlen (text), 1000, NULL);
  g_autoptr (OnbCheckResult) result = onb_check_result_from_json (node);
  g_autoptr (OnbAbout) about = onb_clinic_get_about (clinic, guide, NULL);

  g_assert_nonnull (result);
  onb_clinic_set_result (clinic, result, about);
}

static void
give_result (OnbClinic *clinic, OnbGuide *guide, OnbVerdict verdict, const char *slot)
{
  give_finding (clinic, guide, verdict, slot, NULL);
}

/* From the credentials to the wait, to the clinic that is enabled, and to the scopes that are added. */
static void
test_states (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinic) again = NULL;
  g_autoptr (GDateTime) sent = g_date_time_new_utc (2026, 11, 3, 9, 0, 0);
  g_autofree char *text = NULL;

  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, FALSE);
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_OPEN);
  give_result (clinic, guide, ONB_VERDICT_NOT_READY, "untested");
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_OPEN);

  onb_clinic_set_hosting (clinic, "oracle");
  onb_clinic_set_application_id (clinic, APPLICATION_ID);
  onb_enablement_mark_sent (clinic, guide, sent);
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_WAITING);

  /* All of it is in the clinic's file. */
  text = onb_clinic_to_text (clinic);
  again = onb_clinic_from_text (text, strlen (text), NULL);
  assert_same (clinic, again);
  g_assert_cmpstr (onb_clinic_get_hosting (again), ==, "oracle");
  g_assert_cmpstr (onb_clinic_get_application_id (again), ==, APPLICATION_ID);
  g_assert_true (g_date_time_equal (onb_clinic_get_request_sent (again), sent));
  g_assert_cmpint (onb_enablement_get_state (again, guide), ==, ONB_ENABLEMENT_WAITING);

  /* It was not sent after all. */
  onb_enablement_mark_sent (again, guide, NULL);
  g_assert_null (onb_clinic_get_request_sent (again));
  g_assert_cmpint (onb_enablement_get_state (again, guide), ==, ONB_ENABLEMENT_OPEN);

  /* A test that is let in shows that it is there, also where a scope is missing. */
  give_result (clinic, guide, ONB_VERDICT_NOT_READY, "works");
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_DONE);
  give_result (clinic, guide, ONB_VERDICT_READY, "works");
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_DONE);

  /* Scopes that are added need it again; those that are left out do not. */
  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, TRUE);
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_AGAIN);
  onb_enablement_mark_sent (clinic, guide, sent);
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_WAITING);
  give_result (clinic, guide, ONB_VERDICT_READY, "works");
  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, FALSE);
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_DONE);
}

/* What was let in stays so, whatever is tested then without an answer; another tenant was never asked. */
static void
test_what_stays (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (GDateTime) sent = g_date_time_new_utc (2026, 11, 3, 9, 0, 0);

  onb_enablement_mark_sent (clinic, guide, sent);
  give_result (clinic, guide, ONB_VERDICT_READY, "works");
  give_result (clinic, guide, ONB_VERDICT_UNTESTED, "untested");
  give_result (clinic, guide, ONB_VERDICT_UNTESTED, "untested");
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_DONE);
  /* One that says no is believed. */
  give_finding (clinic, guide, ONB_VERDICT_NOT_READY, "untested", "token.invalid-tenant");
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_WAITING);
  give_result (clinic, guide, ONB_VERDICT_UNTESTED, "untested");
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_WAITING);

  onb_clinic_set_location (clinic,
                           "https://fhir-ehr.cerner.com/r4/ec2458f2-1e24-41c8-b71b-0e701af75830/");
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_OPEN);
}

/* Who comes with a secret that was replaced gets no answer about the tenant: what a test has shown before still
 * counts, and nobody is told to wait for it. */
static void
test_a_replaced_secret (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (GDateTime) sent = g_date_time_new_utc (2026, 11, 3, 9, 0, 0);

  onb_enablement_mark_sent (clinic, guide, sent);
  give_finding (clinic, guide, ONB_VERDICT_NOT_READY, "untested",
                "token.invalid-client-credentials");
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_WAITING);

  give_result (clinic, guide, ONB_VERDICT_READY, "works");
  for (guint i = 0; i < 2; i++)
    {
      give_finding (clinic, guide, ONB_VERDICT_NOT_READY, "untested",
                    "token.invalid-client-credentials");
      g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_DONE);
    }

  /* The last one that was told something about the tenant is believed, whatever both came to. */
  give_finding (clinic, guide, ONB_VERDICT_NOT_READY, "untested", "token.invalid-tenant");
  give_finding (clinic, guide, ONB_VERDICT_NOT_READY, "untested",
                "token.invalid-client-credentials");
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_WAITING);
  /* Also one that was let in and has not all of its scopes. */
  give_finding (clinic, guide, ONB_VERDICT_NOT_READY, "works", "probe.scope-refused");
  give_finding (clinic, guide, ONB_VERDICT_NOT_READY, "untested",
                "token.invalid-client-credentials");
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_DONE);
}

/* What tests found out of it is kept with them, and comes back as it was: what is read and written again differs
 * in nothing, or it would be taken for another test. A former version did not keep it. */
static void
test_what_is_kept (void)
{
  static const char *const former =
      "[{\"when\":\"2026-11-01T08:00:00Z\",\"verdict\":\"ready\"},"
      "{\"when\":\"2026-11-02T08:00:00Z\",\"verdict\":\"not-ready\"}]";
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (GPtrArray) history = onb_history_new ();
  g_autoptr (JsonNode) old = onb_json_parse (former, strlen (former), 100, NULL);
  g_autoptr (JsonNode) kept = NULL;
  g_autoptr (JsonNode) again = NULL;
  const OnbEnabled wanted[] = { ONB_ENABLED_UNKNOWN, ONB_ENABLED_UNKNOWN, ONB_ENABLED_YES,
                                ONB_ENABLED_NO,      ONB_ENABLED_UNKNOWN, ONB_ENABLED_UNKNOWN };

  give_finding (clinic, guide, ONB_VERDICT_NOT_READY, "works", "probe.scope-refused");
  give_finding (clinic, guide, ONB_VERDICT_NOT_READY, "untested", "token.invalid-tenant");
  give_result (clinic, guide, ONB_VERDICT_UNTESTED, "untested");
  give_result (clinic, guide, ONB_VERDICT_READY, "untested");
  kept = onb_history_to_json (onb_clinic_get_history (clinic));
  onb_history_read (history, json_node_get_array (old));
  onb_history_read (history, json_node_get_array (kept));
  again = onb_history_to_json (history);

  g_assert_cmpuint (history->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < history->len; i++)
    g_assert_cmpint (((OnbHistoryEntry *) g_ptr_array_index (history, i))->enabled, ==, wanted[i]);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (again)); i++)
    {
      JsonArray *before = json_node_get_array (i < 2 ? old : kept);

      g_assert_true (json_node_equal (json_array_get_element (before, i < 2 ? i : i - 2),
                                      json_array_get_element (json_node_get_array (again), i)));
    }
}

/* A request that was sent before the clinic's address was known was filled in by hand; one for another tenant is
 * none for this one. */
static void
test_whom_a_request_is_for (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (GDateTime) sent = g_date_time_new_utc (2026, 11, 3, 9, 0, 0);
  g_autofree char *location = g_strdup (onb_clinic_get_location (clinic));
  g_autofree char *request = NULL;

  onb_clinic_set_location (clinic, "");
  request = onb_enablement_write_request (clinic, guide, NULL);
  g_assert_nonnull (strstr (request, "\nTenant ID: (to be filled in)\n"));
  g_assert_nonnull (strstr (request, "\nFHIR URL: (to be filled in)\n"));
  onb_enablement_mark_sent (clinic, guide, sent);
  onb_clinic_set_location (clinic, location);
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_WAITING);
  g_assert_true (onb_enablement_is_sent (clinic, guide));

  onb_enablement_mark_sent (clinic, guide, sent);
  onb_clinic_set_location (clinic,
                           "https://fhir-ehr.cerner.com/r4/ec2458f2-1e24-41c8-b71b-0e701af75830/");
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_OPEN);
  g_assert_false (onb_enablement_is_sent (clinic, guide));
  onb_clinic_set_location (clinic, location);
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_WAITING);
}

/* Somebody had it enabled before this was kept book of. */
static void
test_scopes_without_a_request (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();

  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, FALSE);
  give_result (clinic, guide, ONB_VERDICT_READY, "works");
  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, TRUE);
  g_assert_cmpint (onb_enablement_get_state (clinic, guide), ==, ONB_ENABLEMENT_AGAIN);
}

static void
test_words (void)
{
  g_autoptr (GDateTime) sent = g_date_time_new_utc (2026, 11, 3, 9, 0, 0);
  g_autoptr (GDateTime) same_day = g_date_time_add_hours (sent, 5);
  g_autoptr (GDateTime) next_day = g_date_time_add_hours (sent, 25);
  g_autoptr (GDateTime) later = g_date_time_add_days (sent, 12);
  const struct
  {
    GDateTime *now;
    const char *end;
  } waits[] = {
    { same_day, "03/26" },
    { next_day, ", 1 day" },
    { later, ", 12 days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autofree char *words = onb_enablement_describe_waiting (sent, waits[i].now);

      g_assert_true (g_str_has_prefix (words, "Waiting to be enabled since "));
      g_assert_true (g_str_has_suffix (words, waits[i].end));
    }
}

/* Everything that Oracle asks for, and nothing secret. */
static void
test_request (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autofree char *subject = onb_enablement_write_subject (clinic, guide);
  g_autofree char *open = onb_enablement_write_request (clinic, guide, NULL);
  g_autofree char *request = NULL;
  static const char *const lines[] = {
    "Request: FHIR Application Provisioning\n",
    "Product: Cerner Ignite APIs for Millennium\n",
    "Organization: Klinik am Park\n",
    "Application ID: " APPLICATION_ID "\n",
    "Client ID: " CLIENT_ID "\n",
    "Tenant ID: " TENANT "\n",
    "FHIR URL, R4: https://fhir-ehr.cerner.com/r4/" TENANT "/\n",
    "  system/Slot.read\n",
    "  system/DocumentReference.write\n",
  };

  g_assert_cmpstr (subject, ==, "FHIR Application Provisioning: Klinik am Park");
  g_assert_nonnull (strstr (open, "Application ID: (to be filled in)\n"));
  g_assert_nonnull (strstr (open, "Client ID: (to be filled in)\n"));

  onb_clinic_set_location (clinic, "https://fhir-ehr.cerner.com/r4/" TENANT "/");
  onb_clinic_set_application_id (clinic, APPLICATION_ID);
  request = onb_enablement_write_request (clinic, guide, CLIENT_ID);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (strstr (request, lines[i]) == NULL)
      g_error ("“%s” is not in:\n%s", lines[i], request);
  g_assert_null (strstr (request, "a-secret-of-some-length"));

  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, FALSE);
  g_free (request);
  request = onb_enablement_write_request (clinic, guide, CLIENT_ID);
  g_assert_null (strstr (request, "DocumentReference"));
}

static void
test_client_id_is_noticed (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();

  g_assert_true (onb_enablement_is_client_id (clinic, CLIENT_ID));
  g_assert_false (onb_enablement_is_client_id (clinic, APPLICATION_ID));
  g_assert_false (onb_enablement_is_client_id (clinic, ""));
  onb_clinic_forget_credentials (clinic);
  g_assert_false (onb_enablement_is_client_id (clinic, CLIENT_ID));
}

static void
test_findings_that_lead_there (void)
{
  g_assert_true (onb_enablement_is_wanted_by ("token.invalid-tenant"));
  g_assert_true (onb_enablement_is_wanted_by ("probe.tenant-not-accessible"));
  g_assert_false (onb_enablement_is_wanted_by ("token.invalid-client"));
}

/* A copy is another tenant of, most likely, the same organization. */
static void
test_copy (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinic) copy = NULL;
  g_autoptr (GDateTime) sent = g_date_time_new_now_utc ();

  onb_clinic_set_hosting (clinic, "organization");
  onb_clinic_set_application_id (clinic, APPLICATION_ID);
  onb_enablement_mark_sent (clinic, guide, sent);
  copy = onb_clinic_duplicate (clinic);
  g_assert_cmpstr (onb_clinic_get_hosting (copy), ==, "organization");
  g_assert_cmpstr (onb_clinic_get_application_id (copy), ==, "");
  g_assert_null (onb_clinic_get_request_sent (copy));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/enablement/states", test_states);
  g_test_add_func ("/enablement/what-stays", test_what_stays);
  g_test_add_func ("/enablement/replaced-secret", test_a_replaced_secret);
  g_test_add_func ("/enablement/what-is-kept", test_what_is_kept);
  g_test_add_func ("/enablement/whom-for", test_whom_a_request_is_for);
  g_test_add_func ("/enablement/scopes-without-a-request", test_scopes_without_a_request);
  g_test_add_func ("/enablement/words", test_words);
  g_test_add_func ("/enablement/request", test_request);
  g_test_add_func ("/enablement/client-id", test_client_id_is_noticed);
  g_test_add_func ("/enablement/findings", test_findings_that_lead_there);
  g_test_add_func ("/enablement/copy", test_copy);
  return g_test_run ();
}
