/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "clinic/onb-user-file.h"

/* Beside a folder, so that nothing in it is anything but the user's. */
#define LOCK_SUFFIX ".lock"
#define LOCK_TRIES 200
#define LOCK_MICROSECONDS 10000

/* What is being written, beside the file that it becomes. */
#define UNFINISHED_PREFIX ".leyr-onboarding-"
#define UNFINISHED_RANDOM "XXXXXX"
#define UNFINISHED_SUFFIX ".tmp"

static gboolean
fail (const char *path, GError **error)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

static gboolean
lock (int fd, int operation)
{
  int result;

  do
    result = flock (fd, operation);
  while (result != 0 && errno == EINTR);

  return result == 0;
}

/* Makes the file that is written, and holds it. One that another process has swept up before it was
 * held is gone: another is made. */
static int
open_unfinished (const char *folder, char **path)
{
  for (;;)
    {
      g_autofree char *made =
          g_build_filename (folder, UNFINISHED_PREFIX UNFINISHED_RANDOM UNFINISHED_SUFFIX, NULL);
      int fd = g_mkstemp_full (made, O_RDWR | O_CLOEXEC, 0600);
      struct stat found;

      if (fd < 0)
        return -1;

      /* Where files cannot be held, nobody sweeps. */
      if (!lock (fd, LOCK_EX) || fstat (fd, &found) != 0 || found.st_nlink > 0)
        {
          *path = g_steal_pointer (&made);
          return fd;
        }

      close (fd);
    }
}

static gboolean
write_all (int fd, const char *contents, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, contents, length);

      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        {
          contents += n;
          length -= (gsize) n;
        }
    }

  return TRUE;
}

/* A name is on the disk when its folder is. There are file systems where that cannot be asked for. */
static gboolean
sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean synced;
  int code;

  if (fd < 0)
    return FALSE;

  synced = fsync (fd) == 0 || errno == EINVAL;
  code = errno;
  close (fd);
  errno = code;
  return synced;
}

gboolean
onb_user_file_write (const char *path, const char *contents, gsize length, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *unfinished = NULL;
  gboolean written;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (contents != NULL, FALSE);

  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (folder, error);

  fd = open_unfinished (folder, &unfinished);
  if (fd < 0)
    return fail (folder, error);

  written = write_all (fd, contents, length) && fsync (fd) == 0 && g_rename (unfinished, path) == 0;
  if (!written)
    {
      fail (path, error);
      g_unlink (unfinished);
    }
  close (fd);

  if (written && !sync_folder (folder))
    return fail (folder, error);

  return written;
}

static char *
read_all (int fd, gsize max, gsize *length)
{
  g_autoptr (GByteArray) contents = g_byte_array_new ();
  guint8 buffer[16 * 1024];

  for (;;)
    {
      gssize n = read (fd, buffer, sizeof buffer);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return NULL;
      if (n == 0)
        break;

      g_byte_array_append (contents, buffer, (guint) n);
      /* It has grown meanwhile. */
      if (contents->len > max)
        {
          errno = EFBIG;
          return NULL;
        }
    }

  *length = contents->len;
  g_byte_array_append (contents, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (g_steal_pointer (&contents), FALSE);
}

char *
onb_user_file_read (const char *path, gsize max, gsize *length, GError **error)
{
  g_autofree char *contents = NULL;
  struct stat found;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  fd = g_open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      fail (path, error);
      return NULL;
    }

  if (fstat (fd, &found) != 0)
    fail (path, error);
  else if (!S_ISREG (found.st_mode))
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _ ("It is not a regular file."));
  else if (found.st_size > (goffset) max)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _ ("It is too large."));
  else
    {
      contents = read_all (fd, max, length);
      if (contents == NULL)
        fail (path, error);
    }

  close (fd);
  return g_steal_pointer (&contents);
}

char *
onb_user_file_get_path (GFile *file, GError **error)
{
  char *path;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  path = g_file_get_path (file);
  if (path == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _ ("The file is not on this computer. Save it here first."));
  return path;
}

typedef struct
{
  char *path;
  gsize max;
  /* How much was read. */
  gsize length;
} Load;

static void
load_free (Load *self)
{
  g_free (self->path);
  g_free (self);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Load *self = data;
  GError *error = NULL;
  char *contents = onb_user_file_read (self->path, self->max, &self->length, &error);

  if (contents != NULL)
    g_task_return_pointer (task, contents, g_free);
  else
    g_task_return_error (task, error);
}

void
onb_user_file_load_async (GFile *file, gsize max, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Load *self;

  g_return_if_fail (G_IS_FILE (file));

  self = g_new0 (Load, 1);
  self->path = onb_user_file_get_path (file, &error);
  self->max = max;
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, onb_user_file_load_async);
  g_task_set_task_data (task, self, (GDestroyNotify) load_free);
  if (self->path != NULL)
    g_task_run_in_thread (task, load_in_thread);
  else
    g_task_return_error (task, error);
}

char *
onb_user_file_load_finish (GAsyncResult *result, gsize *length, GError **error)
{
  const Load *self;

  g_return_val_if_fail (G_IS_TASK (result), NULL);
  g_return_val_if_fail (length != NULL, NULL);

  self = g_task_get_task_data (G_TASK (result));
  *length = self->length;
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
onb_user_file_checksum (const char *contents, gsize length)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) contents, length);
}

/* Whether @path has what @checksum is of; with the errors of onb_user_file_read(). */
static gboolean
has_checksum (const char *path, gsize max, const char *checksum, GError **error)
{
  g_autofree char *found = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  contents = onb_user_file_read (path, max, &length, error);
  if (contents == NULL)
    return FALSE;

  found = onb_user_file_checksum (contents, length);
  return g_strcmp0 (found, checksum) == 0;
}

gboolean
onb_user_file_update (const char *path,
                      const char *contents,
                      gsize length,
                      gsize max,
                      char **known,
                      const char *aside,
                      GError **error)
{
  g_autofree char *wanted = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean written;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (contents != NULL, FALSE);
  g_return_val_if_fail (known != NULL, FALSE);
  g_return_val_if_fail (aside != NULL, FALSE);

  if (has_checksum (path, max, *known, &reason) ||
      g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
      g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    {
      wanted = onb_user_file_checksum (contents, length);
      written = onb_user_file_write (path, contents, length, error);
      /* It can also fail after the file has got its name. */
      if (written || has_checksum (path, max, wanted, NULL))
        {
          g_free (*known);
          *known = g_steal_pointer (&wanted);
        }
      return written;
    }

  if (!onb_user_file_write (aside, contents, length, error))
    return FALSE;

  shown = g_filename_display_name (aside);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
               /* Translators: the name of another file. */
               _ ("Another program changed its file in the meantime. That file was left unchanged, "
                  "and your changes were written to “%s”."),
               shown);
  return FALSE;
}

int
onb_user_file_lock (const char *folder)
{
  g_autofree char *path = NULL;
  g_autofree char *parent = NULL;
  int fd;

  g_return_val_if_fail (folder != NULL, -1);

  path = g_strconcat (folder, LOCK_SUFFIX, NULL);
  parent = g_path_get_dirname (path);
  if (g_mkdir_with_parents (parent, 0700) != 0)
    return -1;

  fd = g_open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600);
  if (fd < 0)
    return -1;

  for (guint i = 0; i < LOCK_TRIES; i++)
    {
      if (lock (fd, LOCK_EX | LOCK_NB))
        return fd;
      if (errno != EWOULDBLOCK)
        break;
      g_usleep (LOCK_MICROSECONDS);
    }

  close (fd);
  return -1;
}

void
onb_user_file_unlock (int held)
{
  if (held >= 0)
    close (held);
}

gboolean
onb_user_file_put_aside (const char *path, const char *aside)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (aside != NULL, FALSE);

  /* rename() would replace what has that name. */
  return link (path, aside) == 0 && g_unlink (path) == 0;
}

static gboolean
is_unfinished (const char *name)
{
  const char *random;

  if (!g_str_has_prefix (name, UNFINISHED_PREFIX))
    return FALSE;

  random = name + strlen (UNFINISHED_PREFIX);
  for (guint i = 0; i < strlen (UNFINISHED_RANDOM); i++)
    if (!g_ascii_isalnum (random[i]))
      return FALSE;

  return g_str_equal (random + strlen (UNFINISHED_RANDOM), UNFINISHED_SUFFIX);
}

/* Once it is held, only the file that is held may go: another can have got its name meanwhile. */
static void
sweep_one (const char *path)
{
  int fd = g_open (path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
  struct stat held, named;

  if (fd < 0)
    return;

  if (lock (fd, LOCK_EX | LOCK_NB) && fstat (fd, &held) == 0 && lstat (path, &named) == 0 &&
      S_ISREG (held.st_mode) && held.st_dev == named.st_dev && held.st_ino == named.st_ino)
    g_unlink (path);

  close (fd);
}

void
onb_user_file_sweep (const char *folder)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_if_fail (folder != NULL);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_unfinished (name))
        sweep_one (path);
    }
}
