/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "clinic/onb-directory-index.h"
#include "clinic/onb-directory.h"
#include "practice/onb-practice.h"

#define ENDPOINT(id, tenant)                                                                       \
  "{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"" id "\",\"status\":\"active\","          \
  "\"name\":\"Endpoint " id "\",\"address\":\"https://fhir-ehr.cerner.com/r4/" tenant "/\"}}"
#define ORGANISATION(id, name, city, endpoint)                                                     \
  "{\"resource\":{\"resourceType\":\"Organization\",\"id\":\"" id "\",\"name\":\"" name "\","      \
  "\"address\":[{\"city\":\"" city "\",\"state\":\"TX\"}],"                                        \
  "\"endpoint\":[{\"reference\":\"Endpoint/" endpoint "\"}]}}"
#define BUNDLE(...) "{\"resourceType\":\"Bundle\",\"entry\":[" __VA_ARGS__ "]}"

#define FIRST_TENANT "5afe9ace-7e57-4000-8000-000000000001"
#define SECOND_TENANT "Base64_url-tenant-0123456789abcd"

#define GOOD                                                                                        \
  BUNDLE (ENDPOINT ("e1", FIRST_TENANT) "," ENDPOINT ("e2", SECOND_TENANT) "," ENDPOINT (           \
      "e3",                                                                                         \
      "5afe9ace-7e57-4000-8000-000000000003") "," ORGANISATION ("o1", "St. Mary’s Clinic",          \
                                                                "El Paso",                          \
                                                                "e1") "," ORGANISATION ("o2",       \
                                                                                        "St. "      \
                                                                                        "Mary’s " \
                                                                                        "Clinic",   \
                                                                                        "Austin",   \
                                                                                        "e2"))

static OnbDirectoryEntry *
entry_at (GPtrArray *entries, guint index)
{
  return g_ptr_array_index (entries, index);
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = onb_directory_read (GOOD, strlen (GOOD), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 3);
  /* An endpoint that belongs to nobody goes by its own name. */
  g_assert_cmpstr (onb_directory_entry_get_name (entry_at (entries, 0)), ==, "Endpoint e3");
  g_assert_cmpstr (onb_directory_entry_get_place (entry_at (entries, 0)), ==, "");
  /* What has the same name is told apart by place and tenant. */
  g_assert_cmpstr (onb_directory_entry_get_name (entry_at (entries, 1)), ==, "St. Mary’s Clinic");
  g_assert_cmpstr (onb_directory_entry_get_place (entry_at (entries, 1)), ==, "Austin, TX");
  g_assert_cmpstr (onb_directory_entry_get_tenant (entry_at (entries, 1)), ==, SECOND_TENANT);
  g_assert_cmpstr (onb_directory_entry_get_place (entry_at (entries, 2)), ==, "El Paso, TX");
  g_assert_cmpstr (onb_directory_entry_get_address (entry_at (entries, 2)), ==,
                   "https://fhir-ehr.cerner.com/r4/" FIRST_TENANT "/");
}

static void
test_read_leaves_out (void)
{
  static const char text[] = BUNDLE (ENDPOINT (
      "e1", FIRST_TENANT) ",null,7,{\"resource\":null},"
                          "{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"off\",\"status\":"
                          "\"off\",\"name\":\"Off\","
                          "\"address\":\"https://fhir-ehr.cerner.com/r4/" SECOND_TENANT "/\"}},"
                          "{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"plain\",\"name\":"
                          "\"Plain\","
                          "\"address\":\"http://fhir-ehr.cerner.com/r4/" SECOND_TENANT "/\"}},"
                          "{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"odd\",\"name\":"
                          "\"Odd\",\"address\":7}}," ORGANISATION (
                              "o1", "Twice", "Austin",
                              "e1") "," ORGANISATION ("o2", "Twice", "Austin",
                                                      "e1") "," ORGANISATION ("o3", "No endpoint",
                                                                              "Austin", "e9"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = onb_directory_read (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpstr (onb_directory_entry_get_name (entry_at (entries, 0)), ==, "Twice");
}

static void
test_read_refuses (void)
{
  static const struct
  {
    const char *text;
    const char *says;
  } bad[] = {
    { "", "incomplete" },
    { "<html>", "incomplete" },
    { "{\"resourceType\":\"Bundle\",\"entry\":[{\"resou", "incomplete" },
    { "[]", "Bundle" },
    { "{\"resourceType\":\"CapabilityStatement\",\"entry\":[]}", "Bundle" },
    { "{\"resourceType\":\"Bundle\"}", "Bundle" },
    { BUNDLE (""), "no usable FHIR URL" },
    { BUNDLE (ENDPOINT ("e1", "")), "no usable FHIR URL" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (onb_directory_read (bad[i].text, strlen (bad[i].text), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, bad[i].says));
    }
}

static void
test_search (void)
{
  static const struct
  {
    const char *query;
    OnbDirectoryMatch match;
  } searches[] = {
    { "", ONB_DIRECTORY_MATCH_BEGINNING },
    { "  ", ONB_DIRECTORY_MATCH_BEGINNING },
    { "señora", ONB_DIRECTORY_MATCH_BEGINNING },
    { "SENORA", ONB_DIRECTORY_MATCH_BEGINNING },
    { "mar senora", ONB_DIRECTORY_MATCH_BEGINNING },
    { "tx austin sen", ONB_DIRECTORY_MATCH_BEGINNING },
    { "austin, TX", ONB_DIRECTORY_MATCH_BEGINNING },
    { "marys", ONB_DIRECTORY_MATCH_BEGINNING },
    { "mary's", ONB_DIRECTORY_MATCH_BEGINNING },
    { "mary’s", ONB_DIRECTORY_MATCH_BEGINNING },
    { "5AFE9ACE-7e57", ONB_DIRECTORY_MATCH_BEGINNING },
    { FIRST_TENANT, ONB_DIRECTORY_MATCH_BEGINNING },
    { "nora", ONB_DIRECTORY_MATCH_INSIDE },
    { "senora ustin", ONB_DIRECTORY_MATCH_INSIDE },
    { "senora dallas", ONB_DIRECTORY_MATCH_NONE },
    { "x", ONB_DIRECTORY_MATCH_INSIDE },
  };
  static const char text[] = BUNDLE (
      ENDPOINT ("e1", FIRST_TENANT) "," ORGANISATION ("o1", "Se\\u00f1ora del Mar & St. Mary’s",
                                                      "Austin", "e1"));
  g_autoptr (GPtrArray) entries = onb_directory_read (text, strlen (text), NULL);
  const char *key;

  g_assert_nonnull (entries);
  key = onb_directory_entry_get_key (entry_at (entries, 0));
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (OnbDirectoryQuery) query = onb_directory_query_new (searches[i].query);

      g_assert_cmpint (onb_directory_query_match (query, key), ==, searches[i].match);
    }
}

/* Whatever way the index takes, it finds what looking at each entry finds, in the same order. */
static void
test_search_as_one_by_one (void)
{
  static const char *const names[] = { "Mercy", "Saint Mary’s", "Señora", "Memorial", "Lakeside" };
  static const char *const kinds[] = { "Hospital", "Clinic", "Medical Center", "Health 4U",
                                       "House" };
  static const char *const queries[] = {
    "",
    "m",
    "mercy",
    "mercy hosp",
    "e a o",
    "al in",
    "77",
    "0",
    "a0",
    "lake 4u",
    "4u",
    "5afe9ace",
    "st marys",
    "mercy 1999 x",
    "tx",
    "texas ho",
    "5afe9ace-7e57-4000-8000-000000000777",
    "8000 000000002",
    "usti m",
    "ñora 12",
  };
  g_autoptr (GString) text = g_string_new ("{\"resourceType\":\"Bundle\",\"entry\":[");
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (OnbDirectoryIndex) index = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %s %u", names[i % G_N_ELEMENTS (names)],
                                               kinds[i / 7 % G_N_ELEMENTS (kinds)], i);

      g_string_append_printf (
          text,
          "%s{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"e%u\",\"address\":"
          "\"https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-%012u/\"}},"
          "{\"resource\":{\"resourceType\":\"Organization\",\"id\":\"o%u\",\"name\":\"%s\","
          "\"address\":[{\"city\":\"Austin\",\"state\":\"TX\"}],\"endpoint\":[{\"reference\":"
          "\"Endpoint/e%u\"}]}}",
          i > 0 ? "," : "", i, i, i, name, i);
    }
  g_string_append (text, "]}");
  entries = onb_directory_read (text->str, text->len, NULL);
  g_assert_cmpuint (entries->len, ==, 3000);
  index = onb_directory_index_new (entries);

  for (guint q = 0; q < G_N_ELEMENTS (queries); q++)
    {
      g_autoptr (OnbDirectoryQuery) query = onb_directory_query_new (queries[q]);
      g_autoptr (GPtrArray) expected = g_ptr_array_new ();
      g_autoptr (GPtrArray) found = g_ptr_array_new ();

      for (int match = ONB_DIRECTORY_MATCH_BEGINNING; match > ONB_DIRECTORY_MATCH_NONE; match--)
        for (guint i = 0; i < entries->len; i++)
          if ((int) onb_directory_query_match (query, onb_directory_entry_get_key (
                                                          entry_at (entries, i))) == match)
            g_ptr_array_add (expected, entries->pdata[i]);

      onb_directory_index_search (index, queries[q], found);
      g_test_message ("%s: %u", queries[q], expected->len);
      /* Where nothing has all words, what is like them is found. */
      if (expected->len == 0)
        continue;
      g_assert_cmpuint (found->len, ==, expected->len);
      for (guint i = 0; i < found->len; i++)
        g_assert_true (found->pdata[i] == expected->pdata[i]);
    }
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Waits for what has just been begun. */
static gboolean
finish (OnbDirectory *directory, GAsyncResult **result, GError **error)
{
  gboolean good;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  good = onb_directory_finish (directory, *result, error);
  g_clear_object (result);
  return good;
}

static void
import_text (OnbDirectory *directory, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "import.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GAsyncResult *result = NULL;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  onb_directory_import_async (directory, file, NULL, on_done, &result);
  finish (directory, &result, error);
}

/* Organisations that do not exist: name, city, state. */
static const char *const invented[][3] = {
  { "St. Luke's Hosp", "Ashford", "MO" },
  { "Saint Luke Medical Ctr", "Barton", "Kansas" },
  { "Mount Hope Regional Hospital", "Carver", "TX" },
  { "Ft. Dunmore Cnty Med Centre", "Dunmore", "NY" },
  { "Missouri Valley Clinic", "Elgin", "IA" },
  { "Adventurers Health", "Fairmont", "WV" },
  { "Day & Night Clinic", "Gilford", "NH" },
};

static OnbDirectory *
invented_directory (void)
{
  g_autoptr (OnbDirectory) directory = onb_directory_new (FALSE);
  g_autoptr (GString) text = g_string_new ("{\"resourceType\":\"Bundle\",\"entry\":[");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (invented); i++)
    g_string_append_printf (
        text,
        "%s{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"e%u\",\"address\":"
        "\"https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-%012u/\"}},"
        "{\"resource\":{\"resourceType\":\"Organization\",\"id\":\"o%u\",\"name\":\"%s\","
        "\"address\":[{\"city\":\"%s\",\"state\":\"%s\"}],\"endpoint\":[{\"reference\":"
        "\"Endpoint/e%u\"}]}}",
        i > 0 ? "," : "", i, i, i, invented[i][0], invented[i][1], invented[i][2], i);
  g_string_append (text, "]}");
  import_text (directory, text->str, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&directory);
}

/* What people type, and the names of what they are to find, in order. */
static void
test_search_as_written (void)
{
  static const struct
  {
    const char *query;
    const char *found;
  } cases[] = {
    { "saint luke", "Saint Luke Medical Ctr|St. Luke's Hosp" },
    { "st luke", "Saint Luke Medical Ctr|St. Luke's Hosp" },
    { "st. lukes", "St. Luke's Hosp" },
    { "saint luke hospital", "St. Luke's Hosp" },
    { "saint luke center", "Saint Luke Medical Ctr" },
    { "st luke medical centre", "Saint Luke Medical Ctr" },
    { "mt hope reg hosp", "Mount Hope Regional Hospital" },
    { "fort dunmore county medical center", "Ft. Dunmore Cnty Med Centre" },
    { "co dunmore", "Ft. Dunmore Cnty Med Centre" },
    { "day and night", "Day & Night Clinic" },
    { "day & night", "Day & Night Clinic" },
    { "missouri", "Missouri Valley Clinic|St. Luke's Hosp" },
    { "luke mo", "St. Luke's Hosp" },
    { "luke ks", "Saint Luke Medical Ctr" },
    { "new york", "Ft. Dunmore Cnty Med Centre" },
    { "west virginia", "Adventurers Health" },
    /* One letter missing, too many, wrong, and two that changed places; while it is typed as well. */
    { "adventrers helth", "Adventurers Health" },
    { "advventurers", "Adventurers Health" },
    { "advemturers", "Adventurers Health" },
    { "advnetur", "Adventurers Health" },
    { "dunmoer", "Ft. Dunmore Cnty Med Centre" },
    { "xdunmore", "Ft. Dunmore Cnty Med Centre" },
    /* What is exactly there comes alone; two letters wrong are something else, and so is a short word. */
    { "hope", "Mount Hope Regional Hospital" },
    { "advemtvrers", "" },
    { "dey", "" },
    { "5afe9ace-7e57-4000-8000-000000000009", "" },
  };
  g_autoptr (OnbDirectory) directory = invented_directory ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) found = g_string_new (NULL);

      onb_directory_set_query (directory, cases[i].query);
      for (guint n = 0; n < g_list_model_get_n_items (G_LIST_MODEL (directory)); n++)
        {
          g_autoptr (OnbDirectoryEntry) entry = g_list_model_get_item (G_LIST_MODEL (directory), n);

          g_string_append_printf (found, "%s%s", n > 0 ? "|" : "",
                                  onb_directory_entry_get_name (entry));
        }
      g_test_message ("%s", cases[i].query);
      g_assert_cmpstr (found->str, ==, cases[i].found);
    }
}

static void
test_patients_are_refused (void)
{
  static const char text[] =
      "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Endpoint\","
      "\"id\":\"e\",\"name\":\"Invented\",\"address\":\"https://fhir-myrecord.cerner.com/r4/"
      "5afe9ace-7e57-4000-8000-000000000001/\"}}]}";
  g_autoptr (GError) error = NULL;

  g_assert_null (onb_directory_read (text, strlen (text), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "for patient access"));
}

static void
test_kept (void)
{
  g_autoptr (OnbDirectory) directory = onb_directory_new (FALSE);
  g_autoptr (OnbDirectory) second = onb_directory_new (FALSE);
  g_autoptr (OnbDirectoryEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  onb_directory_load_async (directory, NULL, on_done, &result);
  g_assert_false (finish (directory, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  import_text (directory, GOOD, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (onb_directory_get_n_entries (directory), ==, 3);
  g_assert_cmpstr (onb_directory_get_source (directory), ==, "import.json");

  /* What is bad is refused, and what is there stays: here and on the disk. */
  import_text (directory, "{\"resourceType\":\"Bundle\",\"entry\":[", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_cmpuint (onb_directory_get_n_entries (directory), ==, 3);

  /* A browser behind a sign-in page saves that page. */
  import_text (directory, "\n<!doctype html><title>Sign in</title>", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "web page"));
  g_clear_error (&error);
  g_assert_cmpuint (onb_directory_get_n_entries (directory), ==, 3);

  onb_directory_load_async (second, NULL, on_done, &result);
  g_assert_true (finish (second, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (onb_directory_get_n_entries (second), ==, 3);
  g_assert_cmpstr (onb_directory_get_source (second), ==, "import.json");
  g_assert_nonnull (onb_directory_get_fetched (second));

  onb_directory_set_query (second, "mary austin");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (second)), ==, 1);
  entry = g_list_model_get_item (G_LIST_MODEL (second), 0);
  g_assert_cmpstr (onb_directory_entry_get_tenant (entry), ==, SECOND_TENANT);
}

static void
test_kept_damaged (void)
{
  static const char *const texts[] = {
    "",
    "\n",
    "{}\n" GOOD,
    GOOD,
    "{\"schema\":\"io.leyr.Onboarding.directory/1\",\"fetched\":\"yesterday\"}\n" GOOD,
    "{\"schema\":\"io.leyr.Onboarding.directory/1\",\"fetched\":\"2026-01-01T00:00:00Z\"}\n{",
  };
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "leyr-onboarding", NULL);
  g_autofree char *path = g_build_filename (folder, "directory.json", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (OnbDirectory) directory = onb_directory_new (FALSE);
      g_autoptr (GError) error = NULL;
      GAsyncResult *result = NULL;

      g_file_set_contents (path, texts[i], -1, &error);
      g_assert_no_error (error);
      onb_directory_load_async (directory, NULL, on_done, &result);
      g_assert_false (finish (directory, &result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_cmpuint (onb_directory_get_n_entries (directory), ==, 0);
    }
}

static void
test_download (void)
{
  g_autoptr (OnbPractice) practice = onb_practice_new (onb_scenario_find (ONB_SCENARIO_WORKS));
  g_autoptr (OnbDirectory) directory = onb_directory_new (TRUE);
  g_autofree char *address = NULL;
  g_autofree char *nowhere = NULL;
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "leyr-onboarding", "practice-directory.json", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  guint n_entries;

  g_assert_true (onb_practice_start (practice, 0, NULL, NULL));
  address = onb_practice_get_directory (practice);
  onb_directory_download_async (directory, address, NULL, on_done, &result);
  g_assert_true (finish (directory, &result, &error));
  g_assert_no_error (error);
  n_entries = onb_directory_get_n_entries (directory);
  g_assert_cmpuint (n_entries, ==, 9);
  first = g_date_time_ref (onb_directory_get_fetched (directory));
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_nonnull (strstr (kept, "practice-1"));

  /* The second time, the server only says that nothing has changed: the copy stays as it is. */
  onb_directory_download_async (directory, address, NULL, on_done, &result);
  g_assert_true (finish (directory, &result, &error));
  g_assert_cmpuint (onb_directory_get_n_entries (directory), ==, n_entries);
  g_assert_cmpint (g_date_time_compare (first, onb_directory_get_fetched (directory)), <, 0);

  nowhere = g_strconcat (address, ".missing", NULL);
  onb_directory_download_async (directory, nowhere, NULL, on_done, &result);
  g_assert_false (finish (directory, &result, &error));
  g_assert_nonnull (strstr (error->message, "404"));
  g_clear_error (&error);
  g_assert_cmpuint (onb_directory_get_n_entries (directory), ==, n_entries);

  g_clear_object (&practice);
  onb_directory_download_async (directory, address, NULL, on_done, &result);
  g_assert_false (finish (directory, &result, &error));
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
  g_assert_cmpuint (onb_directory_get_n_entries (directory), ==, n_entries);
}

/* What stands between the clinic and the directory, and what it returns in its place. */
typedef struct
{
  guint status;
  const char *type;
  const char *body;
  const char *says;
} Portal;

static void
on_portal_request (SoupServer *server,
                   SoupServerMessage *message,
                   const char *path,
                   GHashTable *query,
                   gpointer data)
{
  const Portal *portal = *(const Portal **) data;

  soup_server_message_set_status (message, portal->status, NULL);
  soup_server_message_set_response (message, portal->type, SOUP_MEMORY_STATIC, portal->body,
                                    strlen (portal->body));
}

static void
test_download_portal (void)
{
  static const Portal portals[] = {
    { 200, "text/html", "<!DOCTYPE html><title>Sign in</title>", "web page" },
    { 200, "text/html; charset=utf-8", "Please sign in.", "web page" },
    { 200, "text/html", "", "web page" },
    { 203, "text/html", "<html>", "web page" },
    { 200, "application/xhtml+xml", "<?xml version=\"1.0\"?><html/>", "web page" },
    { 200, "application/json", "<script>location = '/login'</script>", "web page" },
    { 200, "application/octet-stream", "\xef\xbb\xbf\r\n  <!-- welcome --><html>", "web page" },
    { 511, "text/plain", "Sign in first.", "web page" },
    /* None of these is a page in the directory's place. */
    { 404, "text/html", "<html>Not found</html>", "404" },
    { 200, "application/fhir+xml", "<Bundle xmlns=\"http://hl7.org/fhir\"/>", "incomplete" },
    { 200, "application/json", "{\"resourceType\":\"Bundle\",", "incomplete" },
    { 200, "application/json", "", "incomplete" },
  };
  const Portal *portal = NULL;
  g_autoptr (OnbPractice) practice = onb_practice_new (onb_scenario_find (ONB_SCENARIO_WORKS));
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GSocketAddress) loopback = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (OnbDirectory) directory = onb_directory_new (TRUE);
  g_autofree char *address = NULL;
  g_autofree char *blocked = NULL;
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "leyr-onboarding", "practice-directory.json", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_assert_true (onb_practice_start (practice, 0, NULL, NULL));
  address = onb_practice_get_directory (practice);
  onb_directory_download_async (directory, address, NULL, on_done, &result);
  g_assert_true (finish (directory, &result, &error));
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));

  soup_server_add_handler (server, NULL, on_portal_request, &portal, NULL);
  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (socket, loopback, TRUE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  g_assert_true (soup_server_listen_socket (server, socket, 0, NULL));
  blocked = g_strdup_printf ("http://127.0.0.1:%u/",
                             g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));

  for (guint i = 0; i < G_N_ELEMENTS (portals); i++)
    {
      g_autofree char *still = NULL;

      portal = &portals[i];
      onb_directory_download_async (directory, blocked, NULL, on_done, &result);
      g_assert_false (finish (directory, &result, &error));
      g_test_message ("%u: %s", i, error->message);
      g_assert_nonnull (strstr (error->message, portal->says));
      g_assert_cmpint (strstr (error->message, "sign-in") != NULL, ==,
                       strstr (error->message, "127.0.0.1") != NULL);
      g_clear_error (&error);

      /* What was there stays, here and on the disk. */
      g_assert_cmpuint (onb_directory_get_n_entries (directory), ==, 9);
      g_assert_true (g_file_get_contents (path, &still, NULL, NULL));
      g_assert_cmpstr (still, ==, kept);
    }
}

static void
test_download_cancelled (void)
{
  g_autoptr (OnbPractice) practice = onb_practice_new (onb_scenario_find (ONB_SCENARIO_WORKS));
  g_autoptr (OnbDirectory) directory = onb_directory_new (TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_assert_true (onb_practice_start (practice, 0, NULL, NULL));
  address = onb_practice_get_directory (practice);
  onb_directory_download_async (directory, address, cancellable, on_done, &result);
  g_cancellable_cancel (cancellable);
  g_assert_false (finish (directory, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (onb_directory_get_n_entries (directory), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/directory/read", test_read);
  g_test_add_func ("/directory/read/leaves-out", test_read_leaves_out);
  g_test_add_func ("/directory/read/refuses", test_read_refuses);
  g_test_add_func ("/directory/search", test_search);
  g_test_add_func ("/directory/search/as-written", test_search_as_written);
  g_test_add_func ("/directory/search/one-by-one", test_search_as_one_by_one);
  g_test_add_func ("/directory/patients", test_patients_are_refused);
  g_test_add_func ("/directory/kept", test_kept);
  g_test_add_func ("/directory/kept/damaged", test_kept_damaged);
  g_test_add_func ("/directory/download", test_download);
  g_test_add_func ("/directory/download/portal", test_download_portal);
  g_test_add_func ("/directory/download/cancelled", test_download_cancelled);
  return g_test_run ();
}
