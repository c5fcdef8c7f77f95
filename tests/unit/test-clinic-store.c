/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "clinic/onb-clinic-file.h"
#include "clinic/onb-clinic-store.h"
#include "clinic/onb-user-file.h"

#include "clinic-files.h"
#include "clinics.h"

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

/* Names that a user, an editor or a backup gives, and names that are nearly ours. */
static const char *const of_the_user[] = {
  "x.json.backup",
  "x.json.before",
  "x.json.251124",
  "x.json.AbC123",
  "x.json~",
  ".x.json.swp",
  "notes.txt",
  ".leyr-onboarding-abcdef",
  ".leyr-onboarding-abcde.tmp",
  ".leyr-onboarding-abcdefg.tmp",
  ".leyr-onboarding-abc-ef.tmp",
  ".leyr-onboarding-abcdef.tmp.old",
  "leyr-onboarding-abcdef.tmp",
};

static void
test_left_behind (void)
{
  g_autoptr (OnbClinicStore) first = onb_clinic_store_new (FALSE);
  g_autoptr (OnbClinicStore) second = onb_clinic_store_new (FALSE);
  g_autofree char *folder = folder_of (FALSE);
  g_autofree char *held = g_build_filename (folder, ".leyr-onboarding-heLd00.tmp", NULL);
  g_autofree char *link = g_build_filename (folder, ".leyr-onboarding-Link00.tmp", NULL);
  int fd;

  for (guint i = 0; i < G_N_ELEMENTS (of_the_user); i++)
    write_file (of_the_user[i], "mine");
  write_file (".leyr-onboarding-aB3dEf.tmp", "{");
  write_file (".leyr-onboarding-heLd00.tmp", "{");
  g_assert_cmpint (symlink ("notes.txt", link), ==, 0);
  fd = open (held, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);

  /* Who may not write deletes nothing either. */
  onb_clinic_store_load (first, TRUE);
  g_assert_true (has_file (".leyr-onboarding-aB3dEf.tmp"));

  onb_clinic_store_load (first, FALSE);
  g_assert_null (onb_clinic_store_get_problems (first)[0]);
  for (guint i = 0; i < G_N_ELEMENTS (of_the_user); i++)
    {
      g_autofree char *path = g_build_filename (folder, of_the_user[i], NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "mine");
    }
  g_assert_false (has_file (".leyr-onboarding-aB3dEf.tmp"));
  g_assert_true (has_file (".leyr-onboarding-heLd00.tmp"));
  g_assert_true (has_file (".leyr-onboarding-Link00.tmp"));

  /* Whoever was writing it is gone. */
  close (fd);
  onb_clinic_store_load (second, FALSE);
  g_assert_false (has_file (".leyr-onboarding-heLd00.tmp"));
}

/* Loads what is in the folder: nothing, and one file that is named and stays as it is. */
static void
assert_stays (const char *name)
{
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
  g_autofree char *folder = folder_of (FALSE);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *changed = g_strconcat (name, ".", NULL);
  const char *const *problems;
  struct stat before, after;

  g_assert_cmpint (lstat (path, &before), ==, 0);
  onb_clinic_store_load (store, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
  problems = onb_clinic_store_get_problems (store);
  g_assert_nonnull (problems[0]);
  g_assert_null (problems[1]);
  g_assert_nonnull (strstr (problems[0], name));
  g_assert_false (has_file (changed));
  g_assert_cmpint (lstat (path, &after), ==, 0);
  g_assert_true (before.st_ino == after.st_ino);
}

/* Of what cannot be read nobody knows what it is. */
static void
test_what_cannot_be_read_stays (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autofree char *text = onb_clinic_to_text (clinic);
  g_autofree char *name = g_strconcat (onb_clinic_get_id (clinic), ".json", NULL);
  g_autofree char *folder = folder_of (FALSE);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);

  /* Links that lead nowhere, as to a share that is not mounted, and in a circle. */
  g_assert_cmpint (symlink ("/nowhere/clinic.json", path), ==, 0);
  assert_stays (name);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (symlink (name, path), ==, 0);
  assert_stays (name);
  g_assert_cmpint (g_unlink (path), ==, 0);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_stays (name);
  g_assert_cmpint (g_rmdir (path), ==, 0);

  /* Nobody writes into it, so that reading it would never end. */
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_stays (name);
  g_assert_cmpint (g_unlink (path), ==, 0);

  /* Larger than the memory. */
  write_file (name, text);
  g_assert_cmpint (truncate (path, (off_t) 1 << 40), ==, 0);
  assert_stays (name);
  g_assert_cmpint (g_unlink (path), ==, 0);

  write_file (name, text);
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (geteuid () != 0)
    {
      g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);

      assert_stays (name);
      g_assert_cmpint (g_chmod (path, 0600), ==, 0);
      onb_clinic_store_load (store, FALSE);
      g_assert_nonnull (onb_clinic_store_get (store, onb_clinic_get_id (clinic)));
    }
}

/* A copy beside the original has the original's id: neither is ever written over the other. */
static void
test_name_is_id (void)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
  g_autofree char *folder = folder_of (FALSE);
  g_autofree char *path = g_build_filename (folder, "copy.json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *left = NULL;

  onb_clinic_set_name (clinic, "Copy");
  text = onb_clinic_to_text (clinic);
  write_file ("copy.json", text);
  assert_stays ("copy.json");

  {
    g_autoptr (OnbClinicStore) written = onb_clinic_store_new (FALSE);

    onb_clinic_set_name (clinic, "Original");
    onb_clinic_store_add (written, clinic);
    onb_clinic_store_flush (written);
  }
  onb_clinic_store_load (store, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);
  g_assert_nonnull (onb_clinic_store_find (store, "Original", NULL));
  g_assert_nonnull (strstr (onb_clinic_store_get_problems (store)[0], "copy.json"));
  g_assert_null (onb_clinic_store_get_problems (store)[1]);
  g_assert_true (g_file_get_contents (path, &left, NULL, NULL));
  g_assert_cmpstr (left, ==, text);
}

/* What is put aside takes nobody's place. */
static void
test_put_aside (void)
{
  g_autofree char *folder = folder_of (FALSE);
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autofree char *taken = g_build_filename (folder, "b", NULL);
  g_autofree char *free_name = g_build_filename (folder, "c", NULL);
  g_autofree char *text = NULL;

  write_file ("a", "a");
  write_file ("b", "b");
  g_assert_false (onb_user_file_put_aside (path, taken));
  g_assert_true (g_file_get_contents (taken, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "b");
  g_assert_true (onb_user_file_put_aside (path, free_name));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (free_name, G_FILE_TEST_EXISTS));
}

/* Puts clinics on the disk, called "Klinik 00" and so on. */
static void
write_clinics (guint n_clinics)
{
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);

  for (guint i = n_clinics; i > 0; i--)
    {
      g_autoptr (OnbClinic) clinic = clinic_new ();
      g_autofree char *name = g_strdup_printf ("Klinik %02u", i - 1);

      onb_clinic_set_name (clinic, name);
      onb_clinic_store_add (store, clinic);
    }
  onb_clinic_store_flush (store);
}

static void
on_items_changed (
    GListModel *store, guint position, guint n_removed, guint n_added, GPtrArray *told)
{
  g_assert_cmpuint (position, ==, 0);
  g_assert_cmpuint (n_removed, ==, 0);
  g_ptr_array_add (told, GUINT_TO_POINTER (n_added));
}

/* All at once and in their order, and not before the main loop comes to it. */
static void
test_begin_load (void)
{
  const guint n_clinics = 60;
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);
  g_autoptr (GPtrArray) told = g_ptr_array_new ();

  write_clinics (n_clinics);
  write_file ("broken.json", "{");
  g_signal_connect (store, "items-changed", G_CALLBACK (on_items_changed), told);
  onb_clinic_store_begin_load (store, FALSE);
  g_assert_true (onb_clinic_store_is_loading (store));
  onb_clinic_store_wait_for_few (store);
  g_assert_true (onb_clinic_store_is_loading (store));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);

  while (onb_clinic_store_is_loading (store))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (told->len, ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (told->pdata[0]), ==, n_clinics);
  for (guint i = 0; i < n_clinics; i++)
    {
      g_autoptr (OnbClinic) clinic = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_autofree char *name = g_strdup_printf ("Klinik %02u", i);

      g_assert_cmpstr (onb_clinic_get_name (clinic), ==, name);
    }
  g_assert_nonnull (strstr (onb_clinic_store_get_problems (store)[0], "broken.json"));
  g_assert_null (onb_clinic_store_get_problems (store)[1]);
  g_assert_true (has_file ("broken.json.unreadable-"));
}

/* A few are there before the window is; none are as well. */
static void
test_few (void)
{
  for (guint n_clinics = 0; n_clinics < 3; n_clinics += 2)
    {
      g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);

      write_clinics (n_clinics);
      onb_clinic_store_begin_load (store, FALSE);
      onb_clinic_store_wait_for_few (store);
      g_assert_false (onb_clinic_store_is_loading (store));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, n_clinics);
    }
}

static void
find_one (OnbClinicStore *store)
{
  g_assert_nonnull (onb_clinic_store_find (store, "Klinik 59", NULL));
}

static void
get_one (OnbClinicStore *store)
{
  g_assert_null (onb_clinic_store_get (store, "f4b1ad92-0000-4000-8000-000000000000"));
}

static void
get_problems (OnbClinicStore *store)
{
  g_assert_null (onb_clinic_store_get_problems (store)[0]);
}

static void
add_one (OnbClinicStore *store)
{
  g_autoptr (OnbClinic) clinic = clinic_new ();
  g_autoptr (OnbClinic) last = NULL;

  onb_clinic_store_add (store, clinic);
  last = g_list_model_get_item (G_LIST_MODEL (store), 60);
  g_assert_true (last == clinic);
  onb_clinic_store_remove (store, clinic);
}

/* Who asks for a clinic, waits for the clinics. */
static void
test_asked_while_loading (void)
{
  static void (*const questions[]) (OnbClinicStore *) = { find_one, get_one, get_problems,
                                                          add_one };

  write_clinics (60);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (OnbClinicStore) store = onb_clinic_store_new (FALSE);

      onb_clinic_store_begin_load (store, FALSE);
      g_assert_true (onb_clinic_store_is_loading (store));
      questions[i](store);
      g_assert_false (onb_clinic_store_is_loading (store));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 60);
      onb_clinic_store_flush (store);
    }
}

/* Nobody is told of clinics that nobody waits for any more. */
static void
test_given_up_while_loading (void)
{
  OnbClinicStore *store = onb_clinic_store_new (FALSE);

  write_clinics (60);
  onb_clinic_store_begin_load (store, FALSE);
  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  g_object_unref (store);
  g_assert_null (store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/clinic-store/round-trip", test_round_trip);
  g_test_add_func ("/clinic-store/find", test_find);
  g_test_add_func ("/clinic-store/damaged-files", test_damaged_files);
  g_test_add_func ("/clinic-store/read-only", test_read_only_leaves_files_alone);
  g_test_add_func ("/clinic-store/left-behind", test_left_behind);
  g_test_add_func ("/clinic-store/what-cannot-be-read-stays", test_what_cannot_be_read_stays);
  g_test_add_func ("/clinic-store/name-is-id", test_name_is_id);
  g_test_add_func ("/clinic-store/put-aside", test_put_aside);
  g_test_add_func ("/clinic-store/begin-load", test_begin_load);
  g_test_add_func ("/clinic-store/few", test_few);
  g_test_add_func ("/clinic-store/asked-while-loading", test_asked_while_loading);
  g_test_add_func ("/clinic-store/given-up-while-loading", test_given_up_while_loading);
  return g_test_run ();
}
