/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "check/onb-check-json.h"
#include "clinic/onb-clinic-file.h"
#include "clinic/onb-clinic-store.h"
#include "wire/onb-json.h"

#include "clinic-files.h"
#include "clinics.h"

#define WRITER_OPTION "--write-forever"
#define TESTER_OPTION "--test-again-and-again"
#define N_TESTS 40
#define N_KILLS 500

static const char *program;

/* A disk that keeps a write waiting, or fails. */
static struct
{
  GMutex lock;
  GCond changed;
  gboolean holds;
  gboolean is_reached;
  guint n_asked;
  /* How many times it does well before it fails, and how often it fails then. */
  guint n_good;
  guint n_faults;
} disk;

/* In place of the C library's. */
int
fsync (int fd)
{
  gboolean fails;

  g_mutex_lock (&disk.lock);
  disk.is_reached = TRUE;
  disk.n_asked++;
  g_cond_broadcast (&disk.changed);
  while (disk.holds)
    g_cond_wait (&disk.changed, &disk.lock);
  fails = disk.n_good == 0 && disk.n_faults > 0;
  if (fails)
    disk.n_faults--;
  else if (disk.n_good > 0)
    disk.n_good--;
  g_mutex_unlock (&disk.lock);

  if (fails)
    {
      errno = EIO;
      return -1;
    }
  return (int) syscall (SYS_fsync, fd);
}

static void
hold_disk (gboolean holds)
{
  g_mutex_lock (&disk.lock);
  disk.holds = holds;
  disk.is_reached = FALSE;
  g_cond_broadcast (&disk.changed);
  g_mutex_unlock (&disk.lock);
}

/* Lets the store begin to write, and comes back while it does. */
static void
wait_for_disk (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_mutex_lock (&disk.lock);
  while (!disk.is_reached)
    g_cond_wait (&disk.changed, &disk.lock);
  g_mutex_unlock (&disk.lock);
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

/* A slow disk is asked for what stands at the end, and not for each letter on the way there. */
static void
test_letters_are_no_writes (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
  g_autoptr (GString) name = g_string_new (NULL);
  guint n_for_one;

  onb_clinic_store_add (store, clinic);
  disk.n_asked = 0;
  onb_clinic_store_flush (store);
  n_for_one = disk.n_asked;
  g_assert_cmpuint (n_for_one, >, 0);

  hold_disk (TRUE);
  disk.n_asked = 0;
  for (char letter = 'a'; letter <= 'z'; letter++)
    {
      g_string_append_c (name, letter);
      onb_clinic_set_name (clinic, name->str);
      if (letter == 'a')
        wait_for_disk ();
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  hold_disk (FALSE);
  onb_clinic_store_flush (store);
  g_assert_cmpuint (disk.n_asked, ==, 2 * n_for_one);
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

/* A fault that is over by the end leaves nothing unwritten, and no clinic waits for another's. */
static void
test_fault_passes (void)
{
  g_autoptr (OnbClinic) first = clinic_new ();
  g_autoptr (OnbClinic) second = clinic_new ();
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);

  disk.n_faults = 1;
  onb_clinic_store_add (store, first);
  onb_clinic_store_add (store, second);
  while (onb_clinic_store_get_trouble (store) == NULL ||
         (!has_file (onb_clinic_get_id (first)) && !has_file (onb_clinic_get_id (second))))
    g_main_context_iteration (NULL, FALSE);

  onb_clinic_store_flush (store);
  g_assert_null (onb_clinic_store_get_trouble (store));
  g_assert_true (has_file (onb_clinic_get_id (first)));
  g_assert_true (has_file (onb_clinic_get_id (second)));
  g_assert_false (has_file (".leyr-onboarding-"));

  /* A fault at the very end, when the file has its name, is no change by somebody else. */
  disk.n_good = 1;
  disk.n_faults = 1;
  onb_clinic_set_name (first, "Written, and failed");
  onb_clinic_store_flush (store);
  g_assert_nonnull (onb_clinic_store_get_trouble (store));
  onb_clinic_set_name (first, "Newer");
  onb_clinic_store_flush (store);
  g_assert_null (onb_clinic_store_get_trouble (store));
}

/* Two windows that know nothing of one another, or an editor: neither writes over the other. */
static void
test_changed_elsewhere (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) first = onb_clinic_store_new (FALSE);
  g_autoptr (OnbClinicStore) second = onb_clinic_store_new (FALSE);
  g_autoptr (OnbClinicStore) read = onb_clinic_store_new (FALSE);
  g_autofree char *name = g_strconcat (onb_clinic_get_id (clinic), ".json", NULL);
  g_autofree char *conflict = g_strconcat (name, ".conflict-", NULL);
  g_autofree char *folder = folder_of (FALSE);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  onb_clinic_store_add (first, clinic);
  onb_clinic_store_flush (first);
  onb_clinic_set_name (clinic, "First");
  onb_clinic_store_flush (first);
  g_assert_null (onb_clinic_store_get_trouble (first));

  onb_clinic_store_load (second, FALSE);
  onb_clinic_set_name (onb_clinic_store_get (second, onb_clinic_get_id (clinic)), "Second");
  onb_clinic_store_flush (second);
  g_assert_null (onb_clinic_store_get_trouble (second));

  onb_clinic_set_name (clinic, "First again");
  onb_clinic_store_flush (first);
  g_assert_nonnull (strstr (onb_clinic_store_get_trouble (first), conflict));
  g_assert_true (has_file (conflict));
  onb_clinic_store_load (read, FALSE);
  g_assert_nonnull (onb_clinic_store_find (read, "Second", NULL));
  g_assert_null (onb_clinic_store_get_problems (read)[0]);

  /* Where the other one has gone there is nothing that would be lost. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  onb_clinic_store_write_again (first);
  onb_clinic_store_flush (first);
  g_assert_null (onb_clinic_store_get_trouble (first));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  /* What stands there and cannot be read is not written over either. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  onb_clinic_set_name (clinic, "Third");
  onb_clinic_store_flush (first);
  g_assert_nonnull (onb_clinic_store_get_trouble (first));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* As a test would end that began in the @number'th millisecond. */
static void
give_result_of (OnbClinic *clinic, const char *year, guint number)
{
  static const char *const scopes[] = { "system/Slot.read", NULL };
  g_autofree char *text =
      g_strdup_printf ("{\"schema\":\"" ONB_CHECK_SCHEMA
                       "\",\"started\":\"%s-11-25T08:00:00.%03uZ\",\"verdict\":\"%s\","
                       "\"clinic\":{},\"versions\":[],\"scopes\":[],\"findings\":[]}",
                       year, number, number % 2 == 0 ? "ready" : "not-ready");
  g_autoptr (JsonNode) node = onb_json_parse (text, strlen (text), 1000, NULL);
  g_autoptr (OnbCheckResult) result = onb_check_result_from_json (node);
  g_autoptr (OnbAbout) about = onb_about_new ("https://host/r4/t/", NULL, "mark", scopes);

  onb_clinic_set_result (clinic, result, about);
}

static void
give_result (OnbClinic *clinic, guint number)
{
  give_result_of (clinic, "2025", number);
}

static guint
get_millisecond (OnbClinic *clinic)
{
  return (guint) g_date_time_get_microsecond (onb_clinic_get_result (clinic)->started) / 1000;
}

/* A store of what is in the folder now. */
static OnbClinicStore *
store_read (void)
{
  OnbClinicStore *store = onb_clinic_store_new (FALSE);

  onb_clinic_store_load (store, FALSE);
  g_assert_null (onb_clinic_store_get_problems (store)[0]);
  return store;
}

static void
set_name (OnbClinic *clinic)
{
  onb_clinic_set_name (clinic, "Another name");
}

static void
set_location (OnbClinic *clinic)
{
  onb_clinic_set_location (clinic, "elsewhere");
}

static void
set_account (OnbClinic *clinic)
{
  onb_clinic_set_account (clinic, ONB_ACCOUNT_NOT_SURE);
}

static void
set_option (OnbClinic *clinic)
{
  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, FALSE);
}

static void
set_ticks (OnbClinic *clinic)
{
  onb_clinic_set_tick (clinic, 3, FALSE);
  onb_clinic_set_tick (clinic, 9, TRUE);
}

static void
set_page (OnbClinic *clinic)
{
  onb_clinic_set_page (clinic, NULL);
}

static void
set_credentials (OnbClinic *clinic)
{
  onb_clinic_restore_credentials (clinic, "0b5e…0002", "another mark");
}

static void
set_hosts (OnbClinic *clinic)
{
  onb_clinic_withdraw_host (clinic, "token.example.org");
  onb_clinic_approve_host (clinic, "other.example.org");
}

static void
set_daily (OnbClinic *clinic)
{
  onb_clinic_set_daily (clinic, TRUE);
}

static void
set_handed_over (OnbClinic *clinic)
{
  onb_clinic_set_handed_over (clinic, TRUE);
}

static void
set_enablement (OnbClinic *clinic)
{
  static const char *const scopes[] = { "system/Slot.read", NULL };
  g_autoptr (GDateTime) sent = g_date_time_new_utc (2026, 11, 25, 8, 0, 0);

  onb_clinic_set_hosting (clinic, "own");
  onb_clinic_set_application_id (clinic, "0b5e55ed-1e7a-4c11-9000-9ac71ce00003");
  onb_clinic_set_request (clinic, sent, "https://host/r4/t/", scopes);
}

static void
set_first_result (OnbClinic *clinic)
{
  give_result (clinic, 1);
}

static void (*const changes[]) (OnbClinic *clinic) = {
  set_name,        set_location, set_account, set_option,      set_ticks,      set_page,
  set_credentials, set_hosts,    set_daily,   set_handed_over, set_enablement, set_first_result,
};

/* Whatever two processes change in a clinic, both have both in the end, and so has the file. */
static void
test_brought_together (void)
{
  for (guint a = 0; a < G_N_ELEMENTS (changes); a++)
    for (guint b = 0; b < G_N_ELEMENTS (changes); b++)
      {
        g_autoptr (OnbClinic) clinic = clinic_new ();
        g_autoptr (OnbClinic) expected = NULL;
        g_autoptr (OnbClinicStore) window = onb_clinic_store_new (FALSE);
        g_autoptr (OnbClinicStore) command = NULL;
        g_autoptr (OnbClinicStore) read = NULL;
        OnbClinic *other;

        onb_clinic_store_add (window, clinic);
        onb_clinic_store_flush (window);
        command = store_read ();
        onb_clinic_store_give_way (command);
        other = onb_clinic_store_get (command, onb_clinic_get_id (clinic));
        g_assert_true (other != NULL && other != clinic);

        changes[a](other);
        onb_clinic_store_flush (command);
        changes[b](clinic);
        onb_clinic_store_flush (window);
        g_assert_null (onb_clinic_store_get_trouble (window));
        g_assert_true (onb_clinic_store_refresh (command, other));

        read = store_read ();
        expected = g_object_ref (onb_clinic_store_get (read, onb_clinic_get_id (clinic)));
        assert_same (clinic, expected);
        assert_same (other, expected);
        changes[a](other);
        if (changes[a] != set_first_result)
          assert_same (other, expected);
        g_assert_false (has_file (".leyr-onboarding-"));
        onb_clinic_store_remove (window, clinic);
        g_assert_false (has_file (onb_clinic_get_id (clinic)));
      }
}

/* The process beside the window's does not insist, whichever writes last. */
static void
test_gives_way (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) window = onb_clinic_store_new (FALSE);
  g_autoptr (OnbClinicStore) command = NULL;
  g_autofree char *name = g_strconcat (onb_clinic_get_id (clinic), ".json.", NULL);
  OnbClinic *other;

  onb_clinic_store_add (window, clinic);
  onb_clinic_store_flush (window);
  command = store_read ();
  onb_clinic_store_give_way (command);
  other = onb_clinic_store_get (command, onb_clinic_get_id (clinic));

  onb_clinic_set_name (clinic, "The window's");
  onb_clinic_restore_credentials (clinic, "0b5e…0002", "the window's");
  onb_clinic_store_flush (window);
  onb_clinic_set_name (other, "The command's");
  onb_clinic_restore_credentials (other, "0b5e…0003", "the command's");
  give_result (other, 5);
  onb_clinic_store_flush (command);
  g_assert_null (onb_clinic_store_get_trouble (command));
  g_assert_cmpstr (onb_clinic_get_name (other), ==, "The window's");
  g_assert_cmpstr (onb_clinic_get_credentials (other), ==, "the window's");

  /* Of credentials it says nothing that would be lost. */
  onb_clinic_restore_credentials (other, "0b5e…0003", "the command's");
  onb_clinic_store_flush (command);
  onb_clinic_restore_credentials (clinic, "0b5e…0004", "the window's again");
  onb_clinic_store_flush (window);
  g_assert_null (onb_clinic_store_get_trouble (window));
  g_assert_cmpstr (onb_clinic_get_credentials (clinic), ==, "the window's again");
  g_assert_cmpuint (get_millisecond (clinic), ==, 5);

  /* Nor does it bring back what is gone. An older result is no news either. */
  give_result (clinic, 3);
  onb_clinic_store_flush (window);
  give_result (other, 7);
  onb_clinic_store_flush (command);
  onb_clinic_set_name (clinic, "Again");
  onb_clinic_store_flush (window);
  g_assert_cmpuint (get_millisecond (clinic), ==, 7);
  g_assert_cmpuint (onb_clinic_get_history (clinic)->len, ==, 3);
  onb_clinic_store_remove (window, clinic);
  give_result (other, 9);
  onb_clinic_store_flush (command);
  g_assert_null (onb_clinic_store_get_trouble (command));
  g_assert_false (has_file (onb_clinic_get_id (clinic)));
  g_assert_false (onb_clinic_store_refresh (command, other));
  g_assert_false (has_file (name));
}

/* A clock that was wrong once keeps no later result away, whether one or both have a new one. */
static void
test_from_the_future (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) window = onb_clinic_store_new (FALSE);
  g_autoptr (OnbClinicStore) command = NULL;
  OnbClinic *other;

  give_result_of (clinic, "2999", 1);
  onb_clinic_store_add (window, clinic);
  onb_clinic_store_flush (window);
  command = store_read ();
  onb_clinic_store_give_way (command);
  other = onb_clinic_store_get (command, onb_clinic_get_id (clinic));

  give_result (other, 2);
  onb_clinic_store_flush (command);
  g_assert_true (onb_clinic_store_refresh (window, clinic));
  g_assert_cmpuint (get_millisecond (clinic), ==, 2);

  give_result_of (other, "2999", 3);
  onb_clinic_store_flush (command);
  give_result (clinic, 4);
  onb_clinic_store_flush (window);
  g_assert_cmpuint (get_millisecond (clinic), ==, 4);
  g_assert_cmpuint (onb_clinic_get_history (clinic)->len, ==, 4);
}

/* Also one that changes nothing itself, and one whose first clinic comes later. */
static void
test_follows (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) window = onb_clinic_store_new (FALSE);
  g_autoptr (OnbClinicStore) command = NULL;
  g_autofree char *folder = folder_of (FALSE);
  g_autofree char *path = g_strdup_printf ("%s/%s.json", folder, onb_clinic_get_id (clinic));
  struct stat before, after;

  onb_clinic_store_follow (window);
  onb_clinic_store_add (window, clinic);
  onb_clinic_store_flush (window);
  command = store_read ();
  give_result (onb_clinic_store_get (command, onb_clinic_get_id (clinic)), 5);
  onb_clinic_store_flush (command);
  g_assert_cmpint (stat (path, &before), ==, 0);

  while (onb_clinic_get_result (clinic) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (get_millisecond (clinic), ==, 5);
  /* What was only read is not written. */
  onb_clinic_store_flush (window);
  g_assert_cmpint (stat (path, &after), ==, 0);
  g_assert_true (before.st_ino == after.st_ino);
}

/* The other side of test_at_the_same_time(). */
static int
test_again_and_again (const char *id)
{
  g_autoptr (OnbClinicStore) store = store_read ();
  OnbClinic *clinic = onb_clinic_store_get (store, id);

  onb_clinic_store_give_way (store);
  for (guint i = 0; i < N_TESTS; i++)
    {
      g_assert_true (onb_clinic_store_refresh (store, clinic));
      give_result (clinic, i);
      onb_clinic_store_flush (store);
      g_assert_null (onb_clinic_store_get_trouble (store));
    }

  return 0;
}

/* As fast as both can: of neither is anything lost, and nothing is put aside. */
static void
test_at_the_same_time (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
  g_autoptr (OnbClinicStore) read = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) tester = NULL;
  g_autofree char *aside = g_strconcat (onb_clinic_get_id (clinic), ".json.", NULL);
  g_autofree char *name = NULL;
  OnbClinic *found;

  onb_clinic_store_follow (store);
  onb_clinic_store_add (store, clinic);
  onb_clinic_store_flush (store);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", g_get_user_data_dir (), TRUE);
  tester = g_subprocess_launcher_spawn (launcher, NULL, program, TESTER_OPTION,
                                        onb_clinic_get_id (clinic), NULL);
  for (guint i = 0; g_subprocess_get_identifier (tester) != NULL; i++)
    {
      g_free (name);
      name = g_strdup_printf ("Name %u", i);
      onb_clinic_set_name (clinic, name);
      if (i % 3 == 0)
        onb_clinic_store_flush (store);
      g_main_context_iteration (NULL, FALSE);
      g_assert_null (onb_clinic_store_get_trouble (store));
    }
  g_assert_true (g_subprocess_wait_check (tester, NULL, NULL));
  onb_clinic_store_flush (store);

  read = store_read ();
  found = onb_clinic_store_get (read, onb_clinic_get_id (clinic));
  g_assert_cmpstr (onb_clinic_get_name (found), ==, name);
  g_assert_cmpuint (get_millisecond (found), ==, N_TESTS - 1);
  g_assert_cmpuint (onb_clinic_get_history (found)->len, ==, N_TESTS);
  g_assert_false (has_file (aside));
}

static void
test_remove_during_a_write (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);

  hold_disk (TRUE);
  onb_clinic_store_add (store, clinic);
  wait_for_disk ();

  onb_clinic_store_remove (store, clinic);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
  hold_disk (FALSE);

  /* It is written, and then it goes. */
  while (has_file (".leyr-onboarding-") || has_file (onb_clinic_get_id (clinic)))
    g_main_context_iteration (NULL, FALSE);

  /* So it does when the program ends meanwhile. */
  hold_disk (TRUE);
  onb_clinic_store_add (store, clinic);
  wait_for_disk ();
  onb_clinic_store_remove (store, clinic);
  hold_disk (FALSE);
  onb_clinic_store_flush (store);
  g_assert_false (has_file (onb_clinic_get_id (clinic)));

  /* One that comes back stays. */
  hold_disk (TRUE);
  onb_clinic_store_add (store, clinic);
  wait_for_disk ();
  onb_clinic_store_remove (store, clinic);
  onb_clinic_store_add (store, clinic);
  hold_disk (FALSE);
  onb_clinic_store_flush (store);
  g_assert_true (has_file (onb_clinic_get_id (clinic)));
  g_assert_null (onb_clinic_store_get_trouble (store));
}

typedef struct
{
  OnbClinicStore *store;
  OnbClinic *clinic;
} Removal;

static gboolean
on_remove (gpointer data)
{
  Removal *removal = data;

  hold_disk (FALSE);
  onb_clinic_store_remove (removal->store, g_steal_pointer (&removal->clinic));
  return G_SOURCE_REMOVE;
}

/* Of three clinics two go while one of them is written: the third stays, and no other. */
static void
test_removals_do_not_mix (void)
{
  for (guint written = 0; written < 3; written++)
    {
      g_autoptr (OnbClinic) b = clinic_new ();
      g_autoptr (OnbClinic) c = clinic_new ();
      g_autoptr (OnbClinic) d = clinic_new ();
      OnbClinic *all[] = { b, c, d };
      g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
      g_autoptr (OnbClinic) left = NULL;
      Removal removal = { store, b };

      for (guint i = 0; i < 3; i++)
        onb_clinic_store_add (store, all[i]);
      onb_clinic_store_flush (store);

      hold_disk (TRUE);
      onb_clinic_set_tick (all[written], 7, TRUE);
      wait_for_disk ();
      g_idle_add (on_remove, &removal);
      onb_clinic_store_remove (store, c);
      while (removal.clinic != NULL)
        g_main_context_iteration (NULL, TRUE);
      onb_clinic_store_flush (store);

      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);
      left = g_list_model_get_item (G_LIST_MODEL (store), 0);
      g_assert_true (left == d);
      g_assert_false (has_file (onb_clinic_get_id (b)));
      g_assert_false (has_file (onb_clinic_get_id (c)));
      g_assert_true (has_file (onb_clinic_get_id (d)));
    }
}

static gboolean
on_idle (gpointer dispatched)
{
  *(gboolean *) dispatched = TRUE;
  return G_SOURCE_REMOVE;
}

static gpointer
release_disk (gpointer data)
{
  hold_disk (FALSE);
  return NULL;
}

/* What is dispatched at the end would find half of the program gone. */
static void
test_flush_dispatches_nothing (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
  g_autoptr (OnbClinicStore) read = onb_clinic_store_new (FALSE);
  gboolean dispatched = FALSE;
  GThread *thread;

  hold_disk (TRUE);
  onb_clinic_store_add (store, clinic);
  wait_for_disk ();
  onb_clinic_set_name (clinic, "Newer");
  g_idle_add_full (G_PRIORITY_HIGH, on_idle, &dispatched, NULL);

  thread = g_thread_new ("disk", release_disk, NULL);
  onb_clinic_store_flush (store);
  g_thread_join (thread);
  g_assert_false (dispatched);
  onb_clinic_store_load (read, FALSE);
  g_assert_nonnull (onb_clinic_store_find (read, "Newer", NULL));
  while (!dispatched)
    g_main_context_iteration (NULL, TRUE);
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

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], WRITER_OPTION))
    return write_forever (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], TESTER_OPTION))
    return test_again_and_again (argv[2]);

  program = argv[0];
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/clinic-writer/writes-by-itself", test_writes_by_itself);
  g_test_add_func ("/clinic-writer/letters-are-no-writes", test_letters_are_no_writes);
  g_test_add_func ("/clinic-writer/write-fails", test_write_fails);
  g_test_add_func ("/clinic-writer/fault-passes", test_fault_passes);
  g_test_add_func ("/clinic-writer/changed-elsewhere", test_changed_elsewhere);
  g_test_add_func ("/clinic-writer/brought-together", test_brought_together);
  g_test_add_func ("/clinic-writer/gives-way", test_gives_way);
  g_test_add_func ("/clinic-writer/from-the-future", test_from_the_future);
  g_test_add_func ("/clinic-writer/follows", test_follows);
  g_test_add_func ("/clinic-writer/at-the-same-time", test_at_the_same_time);
  g_test_add_func ("/clinic-writer/remove-during-a-write", test_remove_during_a_write);
  g_test_add_func ("/clinic-writer/removals-do-not-mix", test_removals_do_not_mix);
  g_test_add_func ("/clinic-writer/flush-dispatches-nothing", test_flush_dispatches_nothing);
  g_test_add_func ("/clinic-writer/kill", test_kill);
  return g_test_run ();
}
