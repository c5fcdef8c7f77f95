/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "check/onb-check-json.h"
#include "check/onb-draft.h"
#include "clinic/onb-enablement.h"
#include "clinic/onb-received-file.h"
#include "clinic/onb-steps-sheet.h"
#include "clinic/onb-support-report.h"
#include "clinic/onb-user-file.h"
#include "wire/onb-json.h"

#include "clinics.h"

#define TENANT "ec2458f2-1e24-41c8-b71b-0e701af7583d"
#define APPLICATION_ID "a11ce000-1e7a-4c11-9000-9ac71ce00077"
#define APPLICATION_SHOWN "a11c…0077"
#define PARTS                                                                                      \
  "{\"schema\":\"io.leyr.Onboarding.check/1\",\"started\":\"2026-01-02T03:04:05Z\","               \
  "\"duration_ms\":1200,\"practice\":false,\"clinic\":{\"name\":\"%s\",\"fhir_host\":\"%s\","      \
  "\"tenant\":\"%s\"},\"verdict\":\"not-ready\",\"versions\":[{\"version\":\"R4\",\"base_url\":"   \
  "\"%s\",\"state\":\"partial\",\"fhir_version\":\"4.0.1\"}],\"scopes\":[{\"scope\":\"%s\","       \
  "\"required\":true,\"results\":{\"R4\":{\"state\":\"not-granted\",\"http_status\":403,"          \
  "\"request_id\":\"%s\",\"ms\":12,\"finding\":\"scope.not-granted\"}}}],\"findings\":[{\"id\":"   \
  "\"%s\",\"severity\":\"error\",\"title\":\"%s\",\"cause\":\"%s\",\"fix\":\"%s\",\"step\":9,"     \
  "\"evidence\":[{\"method\":\"GET\",\"url\":\"%s\",\"http_status\":403,\"request_id\":\"%s\","    \
  "\"fault\":null,\"says\":\"%s\",\"ms\":12}]}]}"

static OnbCheckResult *
result_new (const char *host)
{
  g_autofree char *base = g_strdup_printf ("https://%s/r4/" TENANT "/", host);
  g_autofree char *url = g_strconcat (base, "Slot?_id=0", NULL);
  g_autofree char *text =
      g_strdup_printf (PARTS, "Klinik am Park", host, TENANT, base, "system/Slot.read", "request-7",
                       "scope.not-granted", "Not granted: system/Slot.read at Klinik am Park",
                       "cause", "fix", url, "request-7", "Klinik am Park is unknown");
  g_autoptr (JsonNode) node = onb_json_parse (text, strlen (text), ONB_JSON_MAX_VALUES, NULL);

  g_assert_nonnull (node);
  return onb_check_result_from_json (node);
}

static OnbClinic *
tested_clinic_new (OnbGuide *guide, const char *host)
{
  OnbClinic *clinic = clinic_new ();
  g_autofree char *location = g_strdup_printf ("https://%s/r4/" TENANT "/", host);
  g_autoptr (OnbCheckResult) result = result_new (host);
  g_autoptr (OnbAbout) about = NULL;

  onb_clinic_set_location (clinic, location);
  about = onb_clinic_get_about (clinic, guide, NULL);
  onb_clinic_set_result (clinic, result, about);
  return clinic;
}

static OnbSupportFacts *
facts_new (OnbGuide *guide, OnbClinic *clinic)
{
  const char *const versions[] = { "GTK", "4.18.0", NULL };

  return onb_support_facts_new (guide, clinic, CLIENT_ID, versions);
}

static char *
write_html (OnbGuide *guide, const OnbSupportFacts *facts)
{
  g_autoptr (OnbSupportReport) report = onb_support_report_new (guide, facts);

  return onb_support_report_to_html (report);
}

static char *
write_text (OnbGuide *guide, const OnbSupportFacts *facts)
{
  g_autoptr (OnbSupportReport) report = onb_support_report_new (guide, facts);

  return onb_support_report_to_text (report);
}

/* What the clinic sees is what support sees, but for the words of the finding, which are support's. */
static void
test_there_and_back (void)
{
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbClinic) clinic = tested_clinic_new (guide, "fhir-ehr.cerner.com");
  g_autoptr (OnbSupportFacts) facts = NULL;
  g_autoptr (OnbSupportFacts) read = NULL;
  g_autofree char *html = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  const OnbFinding *finding;

  onb_clinic_set_name (clinic, "A </script><b>&amp; \"quoted\" clinic");
  facts = facts_new (guide, clinic);
  html = write_html (guide, facts);
  g_assert_null (strstr (html, CLIENT_ID));
  g_assert_null (strstr (html, onb_clinic_get_credentials (clinic)));

  read = onb_support_facts_read (html, strlen (html), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->name, ==, facts->name);
  g_assert_cmpint (read->standing.kind, ==, ONB_STANDING_TESTED);
  g_assert_cmpint (read->standing.verdict, ==, ONB_VERDICT_NOT_READY);
  g_assert_cmpint (read->account, ==, ONB_ACCOUNT_YES);
  g_assert_cmpuint (read->ticks->len, ==, 2);
  g_assert_cmpstr (read->guide, ==, "cerner-millennium");
  g_assert_true (g_strv_contains ((const char *const *) read->options, ONB_OPTION_MEDICAL_NOTES));
  g_assert_cmpstr (read->approved_hosts[0], ==, "token.example.org");
  g_assert_true (
      g_strv_equal ((const char *const *) read->versions, (const char *const *) facts->versions));

  finding = g_ptr_array_index (read->result->findings, 0);
  g_assert_cmpstr (finding->id, ==, "scope.not-granted");
  g_assert_nonnull (strstr (finding->title, "system/Slot.read"));
  g_assert_null (strstr (finding->title, "Park"));
  g_assert_cmpuint (finding->evidence->len, ==, 1);

  /* Read once more, nothing is different. */
  again = write_html (guide, read);
  g_clear_pointer (&facts, onb_support_facts_free);
  facts = onb_support_facts_read (again, strlen (again), &error);
  g_assert_no_error (error);
  g_free (html);
  html = write_html (guide, facts);
  g_assert_cmpstr (html, ==, again);
}

static void
test_outdated (void)
{
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbClinic) clinic = tested_clinic_new (guide, "fhir-ehr.cerner.com");
  g_autoptr (OnbSupportFacts) facts = NULL;
  g_autoptr (OnbSupportFacts) read = NULL;
  g_autofree char *html = NULL;
  g_autofree char *text = NULL;

  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, FALSE);
  facts = facts_new (guide, clinic);
  g_assert_cmpint (facts->standing.kind, ==, ONB_STANDING_OUTDATED);
  html = write_html (guide, facts);
  read = onb_support_facts_read (html, strlen (html), NULL);
  text = write_text (guide, read);
  g_assert_cmpint (read->standing.kind, ==, ONB_STANDING_OUTDATED);
  g_assert_cmpint (read->standing.difference, ==, ONB_DIFFERENCE_SCOPES);
  g_assert_nonnull (strstr (text, onb_standing_get_explanation (facts->standing)));
}

/* Whatever it says of the clinic and of its history is a value, or is not there, and no more of it than can
 * be looked at. */
static void
test_hostile_clinic (void)
{
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (GString) report = g_string_new (
      "{\"schema\":\"io.leyr.Onboarding.report/1\",\"made\":\"2026-01-02T03:04:05Z\",\"clinic\":"
      "{\"name\":\"A\",\"host\":\"CALL-ME now\",\"tenant\":\"CALL-ME now\",\"client_id\":"
      "\"CALL-ME now\",\"approved_hosts\":[\"CALL-ME now\",7,[\"x\"]");
  g_autoptr (OnbSupportFacts) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const OnbHistoryEntry *entry;

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (report, ",\"host%u.example.org\"", i);
  g_string_append (report,
                   "]},\"history\":[{\"when\":\"2026-01-02T03:04:05Z\",\"verdict\":\"ready\"},{"
                   "\"when\":\"2026-01-03T03:04:05Z\",\"verdict\":\"ready\",\"changes\":["
                   "{\"scope\":\"CALL-ME now\",\"version\":\"R4\",\"was\":\"works\",\"is\":"
                   "\"failed\"}");
  for (guint i = 0; i < 500; i++)
    g_string_append (report,
                     ",{\"scope\":\"system/Slot.read\",\"version\":\"R4\",\"was\":\"works\","
                     "\"is\":\"failed\"}");
  g_string_append (report, "]}]}");

  read = onb_support_facts_read (report->str, report->len, &error);
  g_assert_no_error (error);
  text = write_text (guide, read);
  g_assert_null (strstr (text, "CALL-ME"));
  g_assert_null (read->host);
  g_assert_null (read->tenant);
  g_assert_null (read->client_id);
  g_assert_cmpstr (read->approved_hosts[0], ==, "host0.example.org");
  g_assert_cmpuint (g_strv_length (read->approved_hosts), <=, 64);
  g_assert_cmpuint (read->history->len, ==, 2);
  entry = g_ptr_array_index (read->history, 1);
  g_assert_cmpuint (entry->changes->len, >, 0);
  g_assert_cmpuint (entry->changes->len, <=, 200);
}

/* Of one zone, whichever the clinic and the reader are in. */
static void
test_times (void)
{
  static const char report[] =
      "{\"schema\":\"io.leyr.Onboarding.report/1\",\"made\":\"2026-01-02T05:04:05.123456+02\","
      "\"clinic\":{\"name\":\"A\"},\"history\":[{\"when\":\"2025-12-31T23:59:59-01\","
      "\"verdict\":\"ready\"},{\"when\":\"2026-01-01T10:00:00Z\",\"verdict\":\"ready\"}]}";
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbSupportFacts) read = onb_support_facts_read (report, strlen (report), &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = write_text (guide, read);
  g_assert_nonnull (strstr (text, ": 2026-01-02 03:04:05 UTC\n"));
  g_assert_nonnull (strstr (text, "  2026-01-01 00:59:59 UTC: "));
  g_assert_nonnull (strstr (text, "  2026-01-01 10:00:00 UTC: "));
}

static OnbSupportFacts *
read_again (OnbGuide *guide, const OnbSupportFacts *facts)
{
  g_autofree char *html = write_html (guide, facts);

  return onb_support_facts_read (html, strlen (html), NULL);
}

/* Since when one waits is what support asks first; the application's own number is shortened as the Client ID
 * is, and told apart from it. */
static void
test_enablement (void)
{
  g_autofree char *folder = g_dir_make_tmp ("onb-aliases-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "aliases.json", NULL);
  g_autoptr (OnbAliases) aliases = onb_aliases_new (path);
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbClinic) clinic = tested_clinic_new (guide, "fhir-ehr.cerner.com");
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) sent = g_date_time_add_days (now, -9);
  g_autofree char *waiting = onb_enablement_describe_waiting (sent, now);
  g_autofree char *day = g_date_time_format (sent, "%Y-%m-%d");
  g_autoptr (OnbSupportFacts) facts = NULL;
  g_autoptr (OnbSupportFacts) read = NULL;
  g_autofree char *text = NULL;
  g_autofree char *html = NULL;

  onb_clinic_set_hosting (clinic, "oracle");
  onb_clinic_set_application_id (clinic, APPLICATION_ID);
  onb_enablement_mark_sent (clinic, guide, sent);
  facts = facts_new (guide, clinic);
  read = read_again (guide, facts);
  text = write_text (guide, read);
  g_assert_nonnull (strstr (waiting, "9 days"));
  g_assert_nonnull (strstr (text, waiting));
  g_assert_nonnull (strstr (text, "Oracle hosts it"));
  g_assert_nonnull (strstr (text, "Application ID: " APPLICATION_SHOWN "\n"));
  g_assert_nonnull (strstr (text, day));
  g_assert_null (strstr (text, APPLICATION_ID));
  html = write_html (guide, facts);
  g_assert_null (strstr (html, APPLICATION_ID));

  onb_support_facts_disguise (facts, aliases, clinic);
  g_free (html);
  html = write_html (guide, facts);
  g_assert_null (strstr (html, APPLICATION_SHOWN));
  g_assert_nonnull (strstr (html, "application-1"));
  g_assert_nonnull (strstr (html, "client-1"));
  g_rmdir (folder);
}

static void
assert_says (OnbGuide *guide, OnbClinic *clinic, const char *words)
{
  g_autoptr (OnbSupportFacts) facts = facts_new (guide, clinic);
  g_autoptr (OnbSupportFacts) read = read_again (guide, facts);
  g_autofree char *text = write_text (guide, read);

  g_assert_nonnull (strstr (text, words));
}

static void
test_enablement_of_every_state (void)
{
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbClinic) clinic = tested_clinic_new (guide, "fhir-ehr.cerner.com");
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, FALSE);
  assert_says (guide, clinic, "has not been sent yet");
  assert_says (guide, clinic, "Hosting: –");
  onb_clinic_set_hosting (clinic, ONB_HOSTING_UNKNOWN);
  assert_says (guide, clinic, "Hosting: Not known");
  onb_enablement_mark_sent (clinic, guide, now);
  assert_says (guide, clinic, "Waiting to be enabled since ");
  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, TRUE);
  assert_says (guide, clinic, "Scopes were added.");
}

/* Whoever writes a report by hand says nothing in it. */
static void
test_hostile (void)
{
  static const char *const hostile[] = { "CALL-ME", "javascript:", "evil.example", "\033",
                                         "\u202e" };
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autofree char *result =
      g_strdup_printf (PARTS, "x", "javascript:evil.example", "CALL-ME now",
                       "javascript:evil.example", "system/Slot.read CALL-ME", "CALL-ME now",
                       "scope.not-granted", "CALL-ME", "CALL-ME", "CALL-ME https://evil.example",
                       "javascript:evil.example", "CALL-ME now", "CALL-ME");
  g_autofree char *report = g_strdup_printf (
      "{\"schema\":\"io.leyr.Onboarding.report/1\",\"made\":\"2026-01-02T03:04:05Z\",\"clinic\":"
      "{\"name\":\"A\\u001b[31m\\u202e\\nB\",\"account\":\"CALL-ME\",\"ticks\":[1,\"CALL-ME\",-3,"
      "99999999999]},\"enablement\":{\"state\":\"CALL-ME\",\"hosting\":\"CALL-ME "
      "now\",\"application_"
      "id\":"
      "\"CALL-ME "
      "now\",\"sent\":\"CALL-ME\"},\"standing\":\"not-ready\",\"difference\":-1,\"result\":%s,"
      "\"authorities\":"
      "[{\"name\":7}],\"versions\":[[\"CALL-ME\"],\"CALL-ME\"]}",
      result);
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbSupportFacts) read = onb_support_facts_read (report, strlen (report), &error);
  g_autofree char *text = NULL;
  g_autofree char *html = NULL;

  g_assert_no_error (error);
  text = write_text (guide, read);
  html = write_html (guide, read);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_assert_null (strstr (text, hostile[i]));
      g_assert_null (strstr (html, hostile[i]));
    }
  g_assert_cmpuint (read->result->scopes->len, ==, 0);
  g_assert_null (read->result->tenant);
  g_assert_nonnull (strstr (text, "scope.not-granted"));
}

static void
test_no_report (void)
{
  static const char *const texts[] = {
    "",
    "{}",
    "[]",
    "<html></html>",
    "{\"schema\":\"io.leyr.Onboarding.report/1\"}",
    "<script type=\"application/json\" id=\"io.leyr.Onboarding.report/1\">",
    "<script type=\"application/json\" id=\"io.leyr.Onboarding.report/1\">{</script>",
  };
  g_autofree char *large = g_malloc0 (ONB_SUPPORT_FACTS_MAX + 1);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (onb_support_facts_read (texts[i], strlen (texts[i]), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
  g_assert_null (onb_support_facts_read (large, ONB_SUPPORT_FACTS_MAX + 1, NULL));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer saved)
{
  g_assert_true (onb_aliases_save_finish (result, NULL));
  *(gboolean *) saved = TRUE;
}

/* Neither name nor tenant nor host nor Client ID is in a report with aliases, and what they stand for can
 * be looked up here, also after a restart. */
static void
test_aliases (void)
{
  static const char *const names[] = { "Klinik", TENANT, "clinic.example.net",
                                       "token.example.org" };
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbClinic) clinic = tested_clinic_new (guide, "fhir.clinic.example.net");
  g_autoptr (OnbClinic) other = onb_clinic_new ("cerner-millennium");
  g_autofree char *folder = g_dir_make_tmp ("onb-aliases-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "aliases.json", NULL);
  g_autoptr (OnbAliases) aliases = onb_aliases_new (path);
  g_autoptr (OnbAliases) again = NULL;
  g_autoptr (OnbSupportFacts) facts = facts_new (guide, clinic);
  g_autofree char *html = NULL;
  g_autofree char *list = NULL;
  g_autofree char *word = NULL;
  gboolean saved = FALSE;

  onb_clinic_set_name (other, "Other");
  onb_aliases_add_clinic (aliases, other);
  onb_support_facts_disguise (facts, aliases, clinic);
  html = write_html (guide, facts);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_null (strstr (html, names[i]));
  g_assert_nonnull (strstr (html, "clinic-2"));
  g_assert_nonnull (strstr (html, "tenant-1"));
  g_assert_nonnull (strstr (html, "client-1"));
  g_assert_nonnull (strstr (html, "https://host-"));
  g_assert_nonnull (strstr (html, "request-7"));
  list = onb_aliases_describe (aliases);
  g_assert_nonnull (strstr (list, "clinic-2: Klinik am Park"));
  g_assert_nonnull (strstr (list, "tenant-1: " TENANT));

  /* A name within a word is another word. */
  word = onb_aliases_disguise (aliases, "Klinik am Parkplatz, KLINIK AM PARK");
  g_assert_cmpstr (word, ==, "Klinik am Parkplatz, clinic-2");

  onb_aliases_save_async (aliases, on_saved, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);
  again = onb_aliases_new (path);
  onb_aliases_add (again, ONB_ALIAS_CLINIC, "Klinik am Park");
  g_free (list);
  list = onb_aliases_describe (again);
  g_assert_cmpstr (list, ==, "clinic-2: Klinik am Park");

  g_remove (path);
  g_rmdir (folder);
}

static void
assert_disguised (OnbAliases *aliases, const char *text, const char *expected)
{
  g_autofree char *once = onb_aliases_disguise (aliases, text);
  g_autofree char *twice = onb_aliases_disguise (aliases, once);

  g_assert_cmpstr (once, ==, expected);
  g_assert_cmpstr (twice, ==, expected);
}

/* An alias is not a name, whatever clinics are called; a short name is one as it is written. */
static void
test_disguised_once (void)
{
  g_autofree char *folder = g_dir_make_tmp ("onb-aliases-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "aliases.json", NULL);
  g_autoptr (OnbAliases) aliases = onb_aliases_new (path);
  g_autoptr (OnbAliases) many = onb_aliases_new (path);

  assert_disguised (aliases, "Nobody", "Nobody");
  onb_aliases_add (aliases, ONB_ALIAS_CLINIC, "Clinic");
  onb_aliases_add (aliases, ONB_ALIAS_CLINIC, "UKE");
  onb_aliases_add (aliases, ONB_ALIAS_CLINIC, "Clinic in Hamburg");
  onb_aliases_add (aliases, ONB_ALIAS_HOST, "host");
  onb_aliases_add (aliases, ONB_ALIAS_HOST, "host-1.example.org");
  assert_disguised (aliases, "Clinic", "clinic-1");
  assert_disguised (aliases, "the clinic’s Clinic-7", "the clinic-1’s clinic-1-7");
  assert_disguised (aliases, "UKE – Leyr Onboarding", "clinic-2 – Leyr Onboarding");
  assert_disguised (aliases, "uke, Luke, UKE", "uke, Luke, clinic-2");
  assert_disguised (aliases, "CLINIC IN HAMBURG", "clinic-3");
  assert_disguised (aliases, "https://host-1.example.org/ at host", "https://host-2/ at host-1");

  /* More than one regular expression has room for. */
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *name = g_strdup_printf ("The clinic of the town of number %u", i);

      onb_aliases_add (many, ONB_ALIAS_CLINIC, name);
    }
  assert_disguised (many,
                    "The clinic of the town of number 7, The clinic of the town of number 1999",
                    "clinic-8, clinic-2000");

  g_rmdir (folder);
}

/* What the words of findings name is no secret, but tells whose clinic it is: it is neither in a report nor
 * in a picture with aliases. */
static void
test_aliases_of_findings (void)
{
  static const char *const texts[] = {
    "The proxy proxy.lakeside.example:3128 cannot be reached",
    "http://gate.lakeside.example/login wants a login",
    "issued by CN=Lakeside CA,O=Lakeside",
  };
  g_autofree char *folder = g_dir_make_tmp ("onb-aliases-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "aliases.json", NULL);
  g_autoptr (OnbAliases) aliases = onb_aliases_new (path);
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbClinic) clinic = tested_clinic_new (guide, "fhir-ehr.cerner.com");
  OnbFinding *finding = g_ptr_array_index (onb_clinic_get_result (clinic)->findings, 0);
  OnbDraft *draft = onb_draft_new (ONB_DIAGNOSIS_NETWORK_PROXY_UNREACHABLE, NULL);
  g_autoptr (OnbSupportFacts) facts = NULL;
  g_autoptr (OnbSupportFacts) read = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *html = NULL;

  onb_draft_add (draft, ONB_VALUE_HOST, "fhir-ehr.cerner.com");
  onb_draft_add (draft, ONB_VALUE_PROXY, "proxy.lakeside.example:3128");
  onb_draft_add (draft, ONB_VALUE_LOCATION, "http://gate.lakeside.example/login");
  onb_draft_add (draft, ONB_VALUE_ISSUER, "CN=Lakeside CA,O=Lakeside");
  onb_draft_write (draft);
  g_free (finding->id);
  g_free (finding->title);
  g_free (finding->cause);
  finding->id = g_strdup (draft->finding->id);
  finding->title = g_strdup (texts[0]);
  finding->cause = g_strdup (draft->finding->cause);
  finding->names = g_steal_pointer (&draft->finding->names);
  onb_draft_free (draft);

  /* It is what the clinic itself and its own report say. */
  facts = facts_new (guide, clinic);
  plain = write_html (guide, facts);
  g_assert_nonnull (strstr (plain, "proxy.lakeside.example"));
  read = onb_support_facts_read (plain, strlen (plain), NULL);
  g_assert_null (((OnbFinding *) g_ptr_array_index (read->result->findings, 0))->names);

  onb_support_facts_disguise (facts, aliases, clinic);
  html = write_html (guide, facts);
  g_assert_nonnull (strstr (html, "network.proxy-unreachable"));
  g_assert_null (strstr (html, "akeside"));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *disguised = onb_aliases_disguise (aliases, texts[i]);

      g_assert_null (strstr (disguised, "akeside"));
    }

  g_rmdir (folder);
}

/* Of an address that is none, too. */
static void
test_aliases_of_no_address (void)
{
  g_autofree char *folder = g_dir_make_tmp ("onb-aliases-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "aliases.json", NULL);
  g_autoptr (OnbAliases) aliases = onb_aliases_new (path);
  g_autoptr (OnbClinic) clinic = onb_clinic_new ("cerner-millennium");

  onb_clinic_set_location (clinic, "https://fhir.lakeside.example");
  g_assert_null (onb_clinic_get_address (clinic, NULL));
  onb_aliases_add_clinic (aliases, clinic);
  assert_disguised (aliases, "https://fhir.lakeside.example", "https://host-1");

  g_rmdir (folder);
}

static void
on_not_saved (GObject *source, GAsyncResult *result, gpointer done)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (onb_aliases_save_finish (result, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  *(gboolean *) done = TRUE;
}

static const struct
{
  const char *name;
  const char *text;
  gboolean is_guide;
} received[] = {
  { "a.xml", "anything", TRUE },
  { "a.html", "<html></html>", FALSE },
  { "a.json", "{}", FALSE },
  { "a", "<guide>", TRUE },
  { "a", "\xef\xbb\xbf<?xml version='1.0'?>\n<!-- words -->\n<guide id='x'>", TRUE },
  { "a", "<!-- <guide> -->", FALSE },
  { "a", "<guidelines>", FALSE },
  { "a", "<?xml", FALSE },
  { "a", "", FALSE },
};

typedef struct
{
  gboolean done;
  char *contents;
  gsize length;
  GError *error;
} Loaded;

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  Loaded *loaded = data;

  loaded->contents = onb_user_file_load_finish (result, &loaded->length, &loaded->error);
  loaded->done = TRUE;
}

static Loaded
load (GFile *file, gsize max)
{
  Loaded loaded = { 0 };

  onb_user_file_load_async (file, max, on_loaded, &loaded);
  while (!loaded.done)
    g_main_context_iteration (NULL, TRUE);
  return loaded;
}

static void
assert_not_loaded (GFile *file, gsize max, GQuark domain, int code)
{
  Loaded loaded = load (file, max);

  g_assert_error (loaded.error, domain, code);
  g_assert_null (loaded.contents);
  g_error_free (loaded.error);
}

/* Whatever a user chooses: nothing is waited for, and no more is read than a file of its kind can hold. */
static void
test_chosen_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("onb-chosen-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autoptr (GFile) place = g_file_new_for_path (folder);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) waiting = g_file_new_for_path (pipe);
  g_autoptr (GFile) elsewhere = g_file_new_for_uri ("nowhere://host/file");
  Loaded loaded;

  assert_not_loaded (file, 4, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  assert_not_loaded (place, 4, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  assert_not_loaded (elsewhere, 4, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_not_loaded (waiting, 4, G_FILE_ERROR, G_FILE_ERROR_INVAL);

  g_assert_true (g_file_set_contents (path, "1234", -1, NULL));
  assert_not_loaded (file, 3, G_FILE_ERROR, G_FILE_ERROR_FAILED);
  loaded = load (file, 4);
  g_assert_no_error (loaded.error);
  g_assert_cmpmem (loaded.contents, loaded.length, "1234", 4);
  g_free (loaded.contents);

  g_unlink (pipe);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A guide says which line of it is wrong; a report that is none says that. */
static void
test_received_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("onb-received-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (received); i++)
    {
      g_autofree char *path = g_build_filename (folder, received[i].name, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, received[i].text, -1, NULL));
      g_assert_null (onb_received_file_read (path, &error));
      if (received[i].is_guide)
        g_assert_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_INVALID);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_unlink (path);
    }

  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Otherwise its aliases would be given again, to others. */
static void
test_unreadable_aliases (void)
{
  static const char *const broken[] = { "", "{\"clinic\":[\"Lakeside\"", "[\"Lakeside\"]", "\xff" };
  g_autofree char *folder = g_dir_make_tmp ("onb-aliases-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "aliases.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (OnbAliases) aliases = NULL;
      g_autofree char *contents = NULL;
      gboolean done = FALSE;

      g_assert_true (g_file_set_contents (path, broken[i], -1, NULL));
      aliases = onb_aliases_new (path);
      onb_aliases_add (aliases, ONB_ALIAS_CLINIC, "Hillside");
      onb_aliases_save_async (aliases, on_not_saved, &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_cmpstr (contents, ==, broken[i]);
    }

  g_remove (path);
  g_rmdir (folder);
}

/* Whoever has only the sheet can do all of it: each step, each thing to enter, the scopes that this clinic
 * needs. */
static void
test_steps_sheet (void)
{
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbStepsSheet) sheet = onb_steps_sheet_new (guide, clinic);
  g_autoptr (OnbStepsSheet) without = NULL;
  g_autofree char *text = onb_steps_sheet_to_text (sheet);
  g_autofree char *html = onb_steps_sheet_to_html (sheet);
  g_autofree char *shorter = NULL;
  GPtrArray *screens = onb_guide_get_screens (guide);

  g_assert_true (g_str_has_prefix (text, onb_steps_sheet_get_title (sheet)));
  g_assert_nonnull (strstr (text, "Klinik am Park"));
  for (int number = 1; number <= onb_guide_get_n_steps (guide); number++)
    {
      g_autofree char *step = g_strdup_printf ("\n%d. ", number);

      g_assert_nonnull (strstr (text, step));
    }
  for (guint i = 0; i < screens->len; i++)
    {
      const OnbGuideScreen *screen = g_ptr_array_index (screens, i);

      for (guint s = 0; s < screen->steps->len; s++)
        {
          const OnbGuideStep *step = g_ptr_array_index (screen->steps, s);

          g_assert_nonnull (strstr (text, step->instruction));
          for (guint n = 0; n < step->items->len; n++)
            {
              const OnbGuideItem *item = g_ptr_array_index (step->items, n);

              if (item->kind == ONB_GUIDE_SCOPES)
                continue;
              g_assert_nonnull (strstr (text, item->label != NULL ? item->label : item->value));
              if (item->kind == ONB_GUIDE_FIELD && item->choice == ONB_GUIDE_CHOICE_EXACT)
                g_assert_nonnull (strstr (text, item->value));
            }
        }
    }
  g_assert_nonnull (strstr (text, "Appointment: select “Select All”."));
  g_assert_nonnull (strstr (text, "DocumentReference: "));
  g_assert_true (g_str_has_prefix (html, "<!DOCTYPE html>"));
  g_assert_null (strstr (text, "a-secret-of-some-length"));
  g_assert_null (strstr (text, CLIENT_ID));

  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, FALSE);
  without = onb_steps_sheet_new (guide, clinic);
  shorter = onb_steps_sheet_to_text (without);
  g_assert_null (strstr (shorter, "DocumentReference"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/support/there-and-back", test_there_and_back);
  g_test_add_func ("/support/outdated", test_outdated);
  g_test_add_func ("/support/hostile", test_hostile);
  g_test_add_func ("/support/enablement", test_enablement);
  g_test_add_func ("/support/enablement-of-every-state", test_enablement_of_every_state);
  g_test_add_func ("/support/hostile-clinic", test_hostile_clinic);
  g_test_add_func ("/support/times", test_times);
  g_test_add_func ("/support/no-report", test_no_report);
  g_test_add_func ("/support/aliases", test_aliases);
  g_test_add_func ("/support/disguised-once", test_disguised_once);
  g_test_add_func ("/support/aliases-of-findings", test_aliases_of_findings);
  g_test_add_func ("/support/aliases-of-no-address", test_aliases_of_no_address);
  g_test_add_func ("/support/received-files", test_received_files);
  g_test_add_func ("/support/chosen-files", test_chosen_files);
  g_test_add_func ("/support/unreadable-aliases", test_unreadable_aliases);
  g_test_add_func ("/support/steps-sheet", test_steps_sheet);

  return g_test_run ();
}
