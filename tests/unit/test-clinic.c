/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "check/onb-check-json.h"
#include "clinic/onb-clinic-file.h"
#include "clinic/onb-clinic.h"
#include "clinic/onb-support-report.h"
#include "wire/onb-json.h"

#include "clinics.h"

static OnbGuide *
load_guide (void)
{
  g_autoptr (GError) error = NULL;
  OnbGuide *guide = onb_guide_load ("cerner-millennium", &error);

  g_assert_no_error (error);
  return guide;
}

static void
set_cell (OnbCheckResult *result, guint scope, OnbFhirVersion version, OnbCellState state)
{
  OnbScopeResult *row = g_ptr_array_index (result->scopes, scope);

  row->cells[version].tested = TRUE;
  row->cells[version].state = state;
}

/* A result as a test of the clinic would end, all of it granted. */
static OnbCheckResult *
result_new (OnbVerdict verdict)
{
  static const char text[] =
      "{\"schema\":\"" ONB_CHECK_SCHEMA "\",\"started\":\"2026-11-25T08:00:00Z\","
      "\"verdict\":\"ready\",\"clinic\":{\"name\":\"Klinik am Park\",\"fhir_host\":\"h\","
      "\"tenant\":\"t\"},\"versions\":[],\"scopes\":["
      "{\"scope\":\"system/Patient.read\",\"results\":{\"R4\":{\"state\":\"works\"},"
      "\"DSTU2\":{\"state\":\"works\"}}},"
      "{\"scope\":\"system/Slot.read\",\"results\":{\"R4\":{\"state\":\"works\"}}}],"
      "\"findings\":[{\"id\":\"x\",\"severity\":\"error\",\"title\":\"t\",\"host\":"
      "\"evil.example\"}]}";
  g_autoptr (JsonNode) node = onb_json_parse (text, strlen (text), 1000, NULL);
  OnbCheckResult *result = onb_check_result_from_json (node);

  g_assert_nonnull (result);
  result->verdict = verdict;
  return result;
}

static void
give_result (OnbClinic *clinic, OnbGuide *guide, OnbCheckResult *result)
{
  g_autoptr (OnbAbout) about = onb_clinic_get_about (clinic, guide, NULL);

  onb_clinic_set_result (clinic, result, about);
}

static void
count (GObject *object, gpointer pspec, guint *n)
{
  (*n)++;
}

/* Changes one thing about a clinic that has been tested. */
static void
change_address (OnbClinic *clinic)
{
  onb_clinic_set_location (clinic, "https://fhir-ehr.cerner.com/r4/"
                                   "ec2458f2-1e24-41c8-b71b-0e701af7583d/");
}

static void
change_spelling (OnbClinic *clinic)
{
  onb_clinic_set_location (clinic, "https://FHIR-EHR.cerner.com/dstu2/"
                                   "0b5e55ed-1e7a-4c11-9000-9ac71ce00009/metadata");
}

static void
change_secret (OnbClinic *clinic)
{
  g_autoptr (OnbCredentials) other = onb_credentials_new (CLIENT_ID, "a-secret-of-some-length");

  onb_clinic_keep_credentials (clinic, other);
}

static void
replace_elsewhere (OnbClinic *clinic)
{
  onb_clinic_find_credentials (clinic, "ffffffff-1e7a-4c11-9000-9ac71ce00001");
}

static void
find_again (OnbClinic *clinic)
{
  onb_clinic_find_credentials (clinic, CLIENT_ID);
}

static void
change_option (OnbClinic *clinic)
{
  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, FALSE);
}

static void
change_name (OnbClinic *clinic)
{
  onb_clinic_set_name (clinic, "Anders");
  onb_clinic_set_page (clinic, "clinic");
  onb_clinic_set_tick (clinic, 7, TRUE);
}

static void
change_all (OnbClinic *clinic)
{
  change_address (clinic);
  change_secret (clinic);
  change_option (clinic);
}

static const struct
{
  void (*change) (OnbClinic *clinic);
  OnbDifference difference;
} changes[] = {
  { change_name, ONB_DIFFERENCE_NONE },
  { change_spelling, ONB_DIFFERENCE_NONE },
  { find_again, ONB_DIFFERENCE_NONE },
  { change_address, ONB_DIFFERENCE_ADDRESS },
  { change_secret, ONB_DIFFERENCE_CREDENTIALS },
  { replace_elsewhere, ONB_DIFFERENCE_CREDENTIALS },
  { onb_clinic_forget_credentials, ONB_DIFFERENCE_CREDENTIALS },
  { change_option, ONB_DIFFERENCE_SCOPES },
  { change_all, ONB_DIFFERENCE_ADDRESS | ONB_DIFFERENCE_CREDENTIALS | ONB_DIFFERENCE_SCOPES },
};

/* After every verdict, each thing that can be changed: also across a restart, and taken back. */
static void
test_standing (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) blank = onb_clinic_new ("cerner-millennium");

  g_assert_cmpint (onb_clinic_get_standing (blank, guide).kind, ==, ONB_STANDING_UNTESTED);
  g_assert_false (onb_standing_is_ready (onb_clinic_get_standing (blank, guide)));

  for (guint v = 0; v < ONB_N_VERDICTS; v++)
    for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
      {
        g_autoptr (OnbClinic) clinic = clinic_new ();
        g_autoptr (OnbClinic) again = NULL;
        g_autoptr (OnbCheckResult) result = result_new ((OnbVerdict) v);
        g_autofree char *text = NULL;
        OnbStanding standing;

        onb_clinic_set_location (clinic, "https://fhir-ehr.cerner.com/r4/"
                                         "0b5e55ed-1e7a-4c11-9000-9ac71ce00009/");
        give_result (clinic, guide, result);
        standing = onb_clinic_get_standing (clinic, guide);
        g_assert_cmpint (standing.kind, ==, ONB_STANDING_TESTED);
        g_assert_cmpint (standing.verdict, ==, v);
        g_assert_cmpint (onb_standing_is_ready (standing), ==,
                         onb_verdict_is_ready ((OnbVerdict) v));
        g_assert_cmpstr (onb_standing_get_id (standing), ==, onb_verdict_get_id ((OnbVerdict) v));

        changes[i].change (clinic);
        text = onb_clinic_to_text (clinic);
        again = onb_clinic_from_text (text, strlen (text), NULL);
        for (guint read = 0; read < 2; read++)
          {
            standing = onb_clinic_get_standing (read ? again : clinic, guide);
            g_assert_cmpint (standing.difference, ==, changes[i].difference);
            g_assert_cmpint (standing.kind, ==,
                             changes[i].difference == 0 ? ONB_STANDING_TESTED
                                                        : ONB_STANDING_OUTDATED);
            g_assert_cmpstr (onb_standing_get_explanation (standing), !=, "");
            if (changes[i].difference != 0)
              g_assert_false (onb_standing_is_ready (standing));
          }
      }
}

/* What is changed while a test runs is not what was tested. */
static void
test_changed_during_a_test (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbCheckResult) result = result_new (ONB_VERDICT_READY);
  g_autoptr (OnbCredentials) typed = onb_credentials_new (CLIENT_ID, "another-secret-of-length");
  g_autoptr (OnbAbout) about = onb_clinic_get_about (clinic, guide, NULL);
  g_autoptr (OnbAbout) trial = NULL;

  change_address (clinic);
  onb_clinic_set_result (clinic, result, about);
  g_assert_cmpint (onb_clinic_get_standing (clinic, guide).difference, ==, ONB_DIFFERENCE_ADDRESS);

  /* Credentials that were typed and tested count once they are kept. */
  trial = onb_clinic_get_about (clinic, guide, typed);
  onb_clinic_set_result (clinic, result, trial);
  g_assert_cmpint (onb_clinic_get_standing (clinic, guide).difference, ==,
                   ONB_DIFFERENCE_CREDENTIALS);
  onb_clinic_set_handed_over (clinic, TRUE);
  onb_clinic_keep_credentials (clinic, typed);
  g_assert_true (onb_standing_is_ready (onb_clinic_get_standing (clinic, guide)));
  g_assert_false (onb_clinic_get_handed_over (clinic));
  /* The same ones once more are not others. */
  onb_clinic_set_handed_over (clinic, TRUE);
  onb_clinic_keep_credentials (clinic, typed);
  g_assert_true (onb_clinic_get_handed_over (clinic));
}

static void
test_properties (void)
{
  static const char *const names[] = { "name",           "location",       "account",
                                       "options",        "ticks",          "page",
                                       "stored",         "client-id",      "credentials",
                                       "approved-hosts", "result",         "handed-over",
                                       "hosting",        "application-id", "request-sent" };
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbCheckResult) result = result_new (ONB_VERDICT_READY);
  g_autoptr (OnbClinic) clinic = onb_clinic_new ("cerner-millennium");
  g_autoptr (OnbCredentials) credentials = onb_credentials_new (CLIENT_ID, "a-secret-of-length");
  g_autoptr (OnbCheckResult) held = NULL;
  g_autoptr (GDateTime) sent = g_date_time_new_now_utc ();
  guint n_notified[G_N_ELEMENTS (names)] = { 0 };
  guint n_changed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", names[i], NULL);

      g_signal_connect (clinic, signal, G_CALLBACK (count), &n_notified[i]);
    }
  g_signal_connect_swapped (clinic, "changed", G_CALLBACK (g_atomic_int_inc), &n_changed);

  /* Each twice: what stays the same is not told. */
  for (guint i = 0; i < 2; i++)
    {
      onb_clinic_set_name (clinic, "Klinik");
      onb_clinic_set_location (clinic, "https://h.example/r4/t/");
      onb_clinic_set_account (clinic, ONB_ACCOUNT_YES);
      onb_clinic_set_hosting (clinic, "oracle");
      onb_clinic_set_application_id (clinic, CLIENT_ID);
      onb_clinic_set_request (clinic, sent, NULL, NULL);
      onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, TRUE);
      onb_clinic_set_tick (clinic, 3, TRUE);
      onb_clinic_set_page (clinic, "scopes");
      onb_clinic_keep_credentials (clinic, credentials);
      onb_clinic_approve_host (clinic, "token.example");
      onb_clinic_set_handed_over (clinic, TRUE);
    }
  give_result (clinic, guide, result);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpuint (n_notified[i], ==, 1);
  /* Stored, Client ID and mark are one change. */
  g_assert_cmpuint (n_changed, ==, G_N_ELEMENTS (names) - 2);

  g_object_get (clinic, "result", &held, NULL);
  g_assert_true (held == result);
}

static void
test_history (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinic) again = NULL;
  g_autofree char *text = NULL;
  GPtrArray *history = onb_clinic_get_history (clinic);
  const OnbHistoryEntry *entry;
  const OnbCellChange *change;
  g_autofree char *described = NULL;

  for (guint i = 0; i < ONB_HISTORY_MAX + 5; i++)
    {
      g_autoptr (OnbCheckResult) result = result_new (ONB_VERDICT_READY);

      give_result (clinic, guide, result);
    }
  g_assert_cmpuint (history->len, ==, ONB_HISTORY_MAX);
  entry = g_ptr_array_index (history, ONB_HISTORY_MAX - 1);
  g_assert_cmpuint (entry->changes->len, ==, 0);
  g_assert_cmpint (entry->difference, ==, ONB_DIFFERENCE_NONE);

  /* What was not got at is no change; what was refused is. */
  {
    g_autoptr (OnbCheckResult) result = result_new (ONB_VERDICT_NOT_READY);

    set_cell (result, 0, ONB_FHIR_R4, ONB_CELL_UNTESTED);
    set_cell (result, 1, ONB_FHIR_R4, ONB_CELL_REFUSED);
    give_result (clinic, guide, result);
  }
  text = onb_clinic_to_text (clinic);
  again = onb_clinic_from_text (text, strlen (text), NULL);
  assert_same (clinic, again);
  history = onb_clinic_get_history (again);
  g_assert_cmpuint (history->len, ==, ONB_HISTORY_MAX);
  entry = g_ptr_array_index (history, ONB_HISTORY_MAX - 1);
  g_assert_cmpint (entry->verdict, ==, ONB_VERDICT_NOT_READY);
  g_assert_cmpuint (entry->changes->len, ==, 1);
  change = g_ptr_array_index (entry->changes, 0);
  described = onb_cell_change_describe (change);
  g_assert_cmpstr (described, ==, "system/Slot.read in R4: Denied, before: Works");

  /* Two addresses have nothing to do with one another. */
  change_address (clinic);
  {
    g_autoptr (OnbCheckResult) result = result_new (ONB_VERDICT_READY);

    give_result (clinic, guide, result);
  }
  history = onb_clinic_get_history (clinic);
  entry = g_ptr_array_index (history, history->len - 1);
  g_assert_cmpint (entry->difference, ==, ONB_DIFFERENCE_ADDRESS);
  g_assert_cmpuint (entry->changes->len, ==, 0);
}

static void
assert_changes (GPtrArray *history, guint index, const char *expected)
{
  g_auto (GStrv) lines = onb_history_describe_changes (history, index);
  g_autofree char *joined = g_strjoinv ("\n", lines);

  g_assert_cmpstr (joined, ==, expected);
}

static void
assert_news (GPtrArray *history, const char *expected)
{
  g_autofree char *news = onb_history_describe_news (history);

  g_assert_cmpstr (news, ==, expected);
}

/* A test that repeats itself and finds the same leaves the first time and the last. */
static void
test_history_repeated (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  GPtrArray *history = onb_clinic_get_history (clinic);

  for (guint i = 0; i < ONB_HISTORY_MAX + 5; i++)
    {
      g_autoptr (OnbCheckResult) result = result_new (ONB_VERDICT_NOT_READY);
      g_autoptr (OnbAbout) about = onb_clinic_get_about (clinic, guide, NULL);

      onb_clinic_set_repeated_result (clinic, result, about);
    }
  g_assert_cmpuint (history->len, ==, 2);

  {
    g_autoptr (OnbCheckResult) result = result_new (ONB_VERDICT_READY);
    g_autoptr (OnbAbout) about = onb_clinic_get_about (clinic, guide, NULL);

    onb_clinic_set_repeated_result (clinic, result, about);
  }
  g_assert_cmpuint (history->len, ==, 3);
  assert_news (history, "Changed: Ready, before: Not ready");
}

/* What a user is told of the last test, and of each. */
static void
test_history_in_words (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  GPtrArray *history = onb_clinic_get_history (clinic);
  static const OnbVerdict verdicts[] = { ONB_VERDICT_READY, ONB_VERDICT_NOT_READY,
                                         ONB_VERDICT_NOT_READY };

  assert_news (history, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autoptr (OnbCheckResult) result = result_new (verdicts[i]);

      if (verdicts[i] == ONB_VERDICT_NOT_READY)
        set_cell (result, 1, ONB_FHIR_R4, ONB_CELL_REFUSED);
      give_result (clinic, guide, result);
      if (i == 0)
        assert_news (history, NULL);
      if (i == 1)
        assert_news (history, "Changed: Not ready, before: Ready, and 1 more");
    }

  /* Nothing is new where the last two are alike. */
  assert_news (history, NULL);
  assert_changes (history, 0, "");
  assert_changes (history, 1,
                  "Not ready, before: Ready\n"
                  "system/Slot.read in R4: Denied, before: Works");
  assert_changes (history, 2, "");

  /* What it was about is said, and is no news. */
  change_address (clinic);
  {
    g_autoptr (OnbCheckResult) result = result_new (ONB_VERDICT_NOT_READY);

    give_result (clinic, guide, result);
  }
  assert_news (history, NULL);
  assert_changes (history, 3, "Different FHIR URL from the previous test");
}

/* The verdict is the same, and no scope can be compared: where what is wrong is another thing, that is news. */
static void
test_history_of_issues (void)
{
  static const struct
  {
    OnbVerdict verdict;
    const char *finding;
    const char *news;
  } tests[] = {
    { ONB_VERDICT_NOT_READY, "scope.not-granted", NULL },
    { ONB_VERDICT_NOT_READY, "scope.not-granted", NULL },
    { ONB_VERDICT_NOT_READY, "token.invalid-client-credentials",
      "Changed: Different issue from the previous test" },
    { ONB_VERDICT_NOT_READY, "token.invalid-client-credentials", NULL },
    { ONB_VERDICT_UNTESTED, "network.offline", "Changed: Test not completed, before: Not ready" },
    { ONB_VERDICT_UNTESTED, "network.refused", NULL },
  };
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinic) again = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (OnbCheckResult) result = result_new (tests[i].verdict);

      g_ptr_array_insert (result->findings, 0,
                          onb_finding_new (tests[i].finding, ONB_SEVERITY_ERROR));
      give_result (clinic, guide, result);
      assert_news (onb_clinic_get_history (clinic), tests[i].news);
    }

  text = onb_clinic_to_text (clinic);
  again = onb_clinic_from_text (text, strlen (text), NULL);
  assert_changes (onb_clinic_get_history (again), 2, "Different issue from the previous test");
  assert_changes (onb_clinic_get_history (again), 3, "");
}

static void
test_history_in_the_report (void)
{
  static const char *const versions[] = { NULL };
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (OnbCheckResult) result =
          result_new (i == 0 ? ONB_VERDICT_READY : ONB_VERDICT_NOT_READY);
      g_autoptr (OnbSupportFacts) facts = NULL;
      g_autoptr (OnbSupportReport) report = NULL;
      g_autofree char *text = NULL;

      if (i == 1)
        set_cell (result, 1, ONB_FHIR_R4, ONB_CELL_REFUSED);
      give_result (clinic, guide, result);
      facts = onb_support_facts_new (guide, clinic, NULL, versions);
      report = onb_support_report_new (guide, facts);
      text = onb_support_report_to_text (report);
      g_assert_true ((strstr (text, "Earlier tests") != NULL) == (i == 1));
      g_assert_true ((strstr (text, "system/Slot.read in R4: Denied, before: Works") != NULL) ==
                     (i == 1));
    }
}

static void
assert_nothing_of_the_credentials (OnbClinic *clinic, OnbClinic *copy)
{
  g_autoptr (OnbGuide) guide = load_guide ();

  g_assert_cmpstr (onb_clinic_get_id (copy), !=, onb_clinic_get_id (clinic));
  g_assert_cmpuint (onb_clinic_count_ticks (copy, guide), ==,
                    onb_clinic_count_ticks (clinic, guide));
  g_assert_cmpstr (onb_clinic_get_location (copy), ==, onb_clinic_get_location (clinic));
  g_assert_true (onb_clinic_get_option (copy, ONB_OPTION_MEDICAL_NOTES));
  g_assert_cmpint (onb_clinic_get_account (copy), ==, ONB_ACCOUNT_YES);
  g_assert_false (onb_clinic_get_stored (copy));
  g_assert_null (onb_clinic_get_credentials (copy));
  g_assert_null (onb_clinic_get_client_id (copy));
  g_assert_false (onb_clinic_get_handed_over (copy));
  g_assert_null (onb_clinic_get_approved_hosts (copy)[0]);
  g_assert_null (onb_clinic_get_result (copy));
  g_assert_cmpuint (onb_clinic_get_history (copy)->len, ==, 0);
}

static void
test_duplicate (void)
{
  g_autoptr (OnbGuide) guide = load_guide ();
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbCheckResult) result = result_new (ONB_VERDICT_READY);
  g_autoptr (OnbClinic) copy = NULL;
  g_autoptr (OnbClinic) imported = NULL;
  g_autofree char *text = NULL;

  onb_clinic_set_handed_over (clinic, TRUE);
  give_result (clinic, guide, result);
  copy = onb_clinic_duplicate (clinic);
  g_assert_cmpstr (onb_clinic_get_name (copy), ==, onb_clinic_get_name (clinic));
  assert_nothing_of_the_credentials (clinic, copy);

  onb_clinic_set_name (clinic, "A\x1b]0;owned\x07\xe2\x80\xae\nB");
  text = onb_clinic_to_text (clinic);
  imported = onb_clinic_import (text, strlen (text), NULL);
  assert_nothing_of_the_credentials (clinic, imported);
  g_assert_cmpstr (onb_clinic_get_name (imported), ==, "A ]0;owned B");
}

/* No file asks where a secret may go. */
static void
test_no_host_from_a_file (void)
{
  g_autoptr (OnbCheckResult) result = result_new (ONB_VERDICT_NOT_READY);
  const OnbFinding *finding = g_ptr_array_index (result->findings, 0);

  g_assert_null (finding->host);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/clinic/standing", test_standing);
  g_test_add_func ("/clinic/changed-during-a-test", test_changed_during_a_test);
  g_test_add_func ("/clinic/properties", test_properties);
  g_test_add_func ("/clinic/history", test_history);
  g_test_add_func ("/clinic/history/words", test_history_in_words);
  g_test_add_func ("/clinic/history/issues", test_history_of_issues);
  g_test_add_func ("/clinic/history-repeated", test_history_repeated);
  g_test_add_func ("/clinic/history/report", test_history_in_the_report);
  g_test_add_func ("/clinic/duplicate", test_duplicate);
  g_test_add_func ("/clinic/no-host-from-a-file", test_no_host_from_a_file);
  return g_test_run ();
}
