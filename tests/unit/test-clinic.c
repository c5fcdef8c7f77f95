/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "clinic/onb-clinic-store.h"
#include "millennium/onb-json.h"

#define WRITER_OPTION "--write-forever"
#define N_KILLS 500

static const char *program;

static char *
folder_of (gboolean practice)
{
  return g_build_filename (g_get_user_data_dir (), "leyr-onboarding",
                           practice ? "practice" : "clinics", NULL);
}

/* G_TEST_OPTION_ISOLATE_DIRS gives every test folders of its own. */
static void
write_file (const char *name, const char *text)
{
  g_autofree char *folder = folder_of (FALSE);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static gboolean
has_file (const char *prefix)
{
  g_autofree char *folder = folder_of (FALSE);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      return TRUE;

  return FALSE;
}

static OnbClinic *
clinic_new (void)
{
  OnbClinic *clinic = onb_clinic_new ("cerner-millennium");

  onb_clinic_set_name (clinic, "Klinik am Park");
  onb_clinic_set_location (clinic, "https://fhir-ehr.cerner.com/r4/t/");
  onb_clinic_set_account (clinic, ONB_ACCOUNT_YES);
  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, TRUE);
  onb_clinic_set_tick (clinic, 3, TRUE);
  onb_clinic_set_tick (clinic, 14, TRUE);
  onb_clinic_set_page (clinic, "scopes");
  onb_clinic_set_stored (clinic, TRUE);
  onb_clinic_approve_host (clinic, "token.example.org");
  return clinic;
}

static void
assert_same (OnbClinic *a, OnbClinic *b)
{
  g_autoptr (JsonNode) first = onb_clinic_to_json (a);
  g_autoptr (JsonNode) second = onb_clinic_to_json (b);
  g_autofree char *first_text = json_to_string (first, FALSE);
  g_autofree char *second_text = json_to_string (second, FALSE);

  g_assert_cmpstr (first_text, ==, second_text);
}

static void
test_round_trip (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) written = onb_clinic_store_new (FALSE);
  g_autoptr (OnbClinicStore) read = onb_clinic_store_new (FALSE);
  g_autoptr (OnbClinicStore) other = onb_clinic_store_new (TRUE);
  OnbClinic *found;

  onb_clinic_store_add (written, clinic);
  onb_clinic_store_flush (written);

  onb_clinic_store_load (read, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (read)), ==, 1);
  g_assert_null (onb_clinic_store_get_problems (read)[0]);
  found = onb_clinic_store_find (read, "Klinik am Park", NULL);
  g_assert_nonnull (found);
  assert_same (clinic, found);
  g_assert_true (onb_clinic_get_tick (found, 3));
  g_assert_false (onb_clinic_get_tick (found, 4));
  g_assert_true (onb_clinic_get_option (found, ONB_OPTION_MEDICAL_NOTES));
  g_assert_true (found == onb_clinic_store_find (read, onb_clinic_get_id (clinic), NULL));

  /* Practice is kept apart. */
  onb_clinic_store_load (other, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (other)), ==, 0);

  onb_clinic_store_remove (read, found);
  g_assert_false (has_file (onb_clinic_get_id (clinic)));
}

static void
test_find (void)
{
  g_autoptr (OnbClinic) first = clinic_new ();
  g_autoptr (OnbClinic) second = clinic_new ();
  g_autoptr (OnbClinic) third = clinic_new ();
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) several = NULL;

  onb_clinic_set_name (first, "Zwei");
  onb_clinic_set_name (second, "Zwei");
  /* Called as another one's id. */
  onb_clinic_set_name (third, onb_clinic_get_id (first));
  onb_clinic_store_add (store, third);
  onb_clinic_store_add (store, first);
  onb_clinic_store_add (store, second);

  g_assert_true (onb_clinic_store_find (store, onb_clinic_get_id (first), NULL) == first);
  g_assert_true (onb_clinic_store_get (store, onb_clinic_get_id (third)) == third);
  g_assert_null (onb_clinic_store_get (store, "Zwei"));

  g_assert_null (onb_clinic_store_find (store, "Zwei", &several));
  g_assert_error (several, ONB_CLINIC_STORE_ERROR, ONB_CLINIC_STORE_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (several->message, onb_clinic_get_id (first)));
  g_assert_nonnull (strstr (several->message, onb_clinic_get_id (second)));

  g_assert_null (onb_clinic_store_find (store, "Drei", &none));
  g_assert_error (none, ONB_CLINIC_STORE_ERROR, ONB_CLINIC_STORE_ERROR_NOT_FOUND);

  /* Composed or not: what looks the same is the same. */
  onb_clinic_set_name (second, "M\xc3\xbcller");
  g_assert_true (onb_clinic_store_find (store, "Mu\xcc\x88ller", NULL) == second);
  onb_clinic_store_flush (store);
}

static void
test_writes_by_itself (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);

  onb_clinic_store_add (store, clinic);
  while (!has_file (onb_clinic_get_id (clinic)))
    g_main_context_iteration (NULL, TRUE);
  onb_clinic_store_flush (store);
}

static const struct
{
  const char *name;
  const char *text;
  gboolean put_aside;
} damaged[] = {
  { "empty.json", "", TRUE },
  { "broken.json", "{\"schema\": \"io.leyr.Onb", TRUE },
  { "other.json", "{\"hello\": 1}", TRUE },
  { "list.json", "[]", TRUE },
  { "no-id.json", "{\"schema\":\"io.leyr.Onboarding.clinic/1\",\"guide\":\"g\"}", TRUE },
  { "newer.json", "{\"schema\":\"io.leyr.Onboarding.clinic/99\"}", FALSE },
};

static void
test_damaged_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
      g_autofree char *aside = g_strconcat (damaged[i].name, ".unreadable-", NULL);
      g_autofree char *folder = folder_of (FALSE);
      g_autofree char *path = g_build_filename (folder, damaged[i].name, NULL);
      const char *const *problems;

      write_file (damaged[i].name, damaged[i].text);
      onb_clinic_store_load (store, FALSE);
      problems = onb_clinic_store_get_problems (store);

      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
      g_assert_nonnull (problems[0]);
      g_assert_null (problems[1]);
      g_assert_nonnull (strstr (problems[0], damaged[i].name));
      g_assert_cmpint (has_file (aside), ==, damaged[i].put_aside);
      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, !damaged[i].put_aside);
      g_unlink (path);
    }
}

static void
test_read_only_leaves_files_alone (void)
{
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);

  write_file ("empty.json", "");
  onb_clinic_store_load (store, TRUE);
  g_assert_nonnull (onb_clinic_store_get_problems (store)[0]);
  g_assert_true (has_file ("empty.json"));
  g_assert_false (has_file ("empty.json.unreadable"));
}

static void
on_trouble (OnbClinicStore *store, GParamSpec *pspec, guint *n_changes)
{
  (*n_changes)++;
}

static void
test_write_fails (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
  g_autofree char *folder = folder_of (FALSE);
  g_autofree char *parent = g_path_get_dirname (folder);
  guint n_changes = 0;

  /* A file stands where the folder should be: nothing can be written, whoever runs the test. */
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", -1, NULL));

  g_signal_connect (store, "notify::trouble", G_CALLBACK (on_trouble), &n_changes);
  onb_clinic_store_add (store, clinic);
  onb_clinic_store_flush (store);
  g_assert_nonnull (onb_clinic_store_get_trouble (store));
  g_assert_nonnull (onb_clinic_store_find (store, "Klinik am Park", NULL));

  /* The same trouble is told once, however much is changed. */
  onb_clinic_set_tick (clinic, 5, TRUE);
  onb_clinic_store_flush (store);
  g_assert_cmpuint (n_changes, ==, 1);

  /* It is over when what was left has been written. */
  g_assert_cmpint (g_unlink (folder), ==, 0);
  onb_clinic_store_write_again (store);
  onb_clinic_store_flush (store);
  g_assert_null (onb_clinic_store_get_trouble (store));
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_true (has_file (onb_clinic_get_id (clinic)));
}

/* The other side of test_kill(): writes the clinic again and again, and says what is written. */
static int
write_forever (const char *id)
{
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
  OnbClinic *clinic;
  guint64 number;

  onb_clinic_store_load (store, FALSE);
  clinic = onb_clinic_store_get (store, id);
  g_assert_nonnull (clinic);
  g_assert_true (g_ascii_string_to_unsigned (onb_clinic_get_location (clinic), 10, 0, G_MAXINT,
                                             &number, NULL));

  for (;;)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, ++number);

      onb_clinic_set_location (clinic, text);
      onb_clinic_store_flush (store);
      /* At once, and whole: what has been said has been written. */
      if (write (STDOUT_FILENO, &number, sizeof number) != sizeof number)
        return 1;
    }
}

static guint64
read_location (const char *id)
{
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
  OnbClinic *clinic;

  onb_clinic_store_load (store, TRUE);
  g_assert_null (onb_clinic_store_get_problems (store)[0]);
  clinic = onb_clinic_store_get (store, id);
  g_assert_nonnull (clinic);
  return g_ascii_strtoull (onb_clinic_get_location (clinic), NULL, 10);
}

static void
test_kill (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autofree char *folder = folder_of (FALSE);
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  guint64 last = 0;

  {
    g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);

    onb_clinic_set_location (clinic, "0");
    onb_clinic_store_add (store, clinic);
    onb_clinic_store_flush (store);
  }
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", g_get_user_data_dir (), TRUE);

  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autoptr (GSubprocess) writer =
          g_subprocess_launcher_spawn (launcher, NULL, program, WRITER_OPTION,
                                       onb_clinic_get_id (clinic), NULL);
      GInputStream *said = g_subprocess_get_stdout_pipe (writer);
      guint64 number, written = last;

      /* From the first write on, at a moment that nobody chooses. */
      while (g_input_stream_read_all (said, &number, sizeof number, NULL, NULL, NULL) &&
             number > written)
        {
          written = number;
          if (g_random_int_range (0, 3) == 0)
            {
              g_usleep ((gulong) g_random_int_range (0, 2000));
              break;
            }
        }
      g_subprocess_force_exit (writer);
      while (g_input_stream_read_all (said, &number, sizeof number, NULL, NULL, NULL) &&
             number > written)
        written = number;
      g_subprocess_wait (writer, NULL, NULL);

      last = read_location (onb_clinic_get_id (clinic));
      g_assert_cmpuint (last, >=, written);
      g_assert_cmpuint (last, <=, written + 1);
    }

  /* What was being written when it was killed does not pile up. */
  {
    g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
    g_autoptr (GDir) dir = NULL;
    guint n_files = 0;

    onb_clinic_store_load (store, FALSE);
    dir = g_dir_open (folder, 0, NULL);
    while (g_dir_read_name (dir) != NULL)
      n_files++;
    g_assert_cmpuint (n_files, ==, 1);
  }
}

static void
test_duplicate (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinic) copy = NULL;

  onb_clinic_set_stored (clinic, TRUE);
  onb_clinic_set_handed_over (clinic, TRUE);
  onb_clinic_approve_host (clinic, "token.example");
  copy = onb_clinic_duplicate (clinic);
  g_assert_cmpstr (onb_clinic_get_id (copy), !=, onb_clinic_get_id (clinic));
  g_assert_cmpstr (onb_clinic_get_name (copy), ==, onb_clinic_get_name (clinic));
  g_assert_cmpuint (onb_clinic_count_ticks (copy), ==, onb_clinic_count_ticks (clinic));
  g_assert_false (onb_clinic_get_stored (copy));
  g_assert_false (onb_clinic_get_handed_over (copy));
  g_assert_null (onb_clinic_get_approved_hosts (copy)[0]);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], WRITER_OPTION))
    return write_forever (argv[2]);

  program = argv[0];
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/clinic/round-trip", test_round_trip);
  g_test_add_func ("/clinic/find", test_find);
  g_test_add_func ("/clinic/writes-by-itself", test_writes_by_itself);
  g_test_add_func ("/clinic/damaged-files", test_damaged_files);
  g_test_add_func ("/clinic/read-only", test_read_only_leaves_files_alone);
  g_test_add_func ("/clinic/write-fails", test_write_fails);
  g_test_add_func ("/clinic/kill", test_kill);
  g_test_add_func ("/clinic/duplicate", test_duplicate);
  return g_test_run ();
}
