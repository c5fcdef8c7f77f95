/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "clinic/onb-clinic-store.h"

#include "clinic-files.h"
#include "clinics.h"

#define WRITER_OPTION "--write-forever"
#define N_KILLS 500

static const char *program;

/* A disk that keeps a write waiting, or fails. */
static struct
{
  GMutex lock;
  GCond changed;
  gboolean holds;
  gboolean is_reached;
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

  program = argv[0];
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/clinic-writer/writes-by-itself", test_writes_by_itself);
  g_test_add_func ("/clinic-writer/write-fails", test_write_fails);
  g_test_add_func ("/clinic-writer/fault-passes", test_fault_passes);
  g_test_add_func ("/clinic-writer/changed-elsewhere", test_changed_elsewhere);
  g_test_add_func ("/clinic-writer/remove-during-a-write", test_remove_during_a_write);
  g_test_add_func ("/clinic-writer/removals-do-not-mix", test_removals_do_not_mix);
  g_test_add_func ("/clinic-writer/flush-dispatches-nothing", test_flush_dispatches_nothing);
  g_test_add_func ("/clinic-writer/kill", test_kill);
  return g_test_run ();
}
