/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "clinic/onb-user-file.h"
#include "desktop/onb-portal.h"

#include "desktop/onb-email.h"

#define PORTAL_EMAIL "org.freedesktop.portal.Email"

typedef struct
{
  char *address;
  char *subject;
  char *body;
  char *path;
  GBytes *contents;
} Email;

static void
email_free (Email *self)
{
  g_free (self->address);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->path);
  g_bytes_unref (self->contents);
  g_free (self);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GVariant) answer = NULL;
  GError *error = NULL;

  answer = onb_portal_request_finish (result, &error);
  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The file as the portal wants it. */
static int
attach (Email *self, GUnixFDList *files, GError **error)
{
  int file = open (self->path, O_RDONLY | O_CLOEXEC);
  int handle;

  if (file < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return -1;
    }

  handle = g_unix_fd_list_append (files, file, error);
  close (file);
  return handle;
}

/* What was attached before has been sent by now, or never will be. */
static void
clear_folder (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Email *self = data;
  g_autofree char *folder = g_path_get_dirname (self->path);
  gsize length;
  const char *contents = g_bytes_get_data (self->contents, &length);
  GError *error = NULL;

  clear_folder (folder);
  if (onb_user_file_write (self->path, contents, length, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Email *self = g_task_get_task_data (task);
  g_autoptr (GUnixFDList) files = g_unix_fd_list_new ();
  GError *error = NULL;
  GVariantBuilder attached;
  GVariantDict *options;
  int handle = -1;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    handle = attach (self, files, &error);
  if (handle < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  g_variant_builder_init (&attached, G_VARIANT_TYPE ("ah"));
  g_variant_builder_add (&attached, "h", handle);
  options = g_variant_dict_new (NULL);
  g_variant_dict_insert (options, "address", "s", self->address);
  g_variant_dict_insert (options, "subject", "s", self->subject);
  g_variant_dict_insert (options, "body", "s", self->body);
  g_variant_dict_insert_value (options, "attachment_fds", g_variant_builder_end (&attached));
  onb_portal_request_async (PORTAL_EMAIL, "ComposeEmail", options, files, on_answered,
                            g_steal_pointer (&task));
}

void
onb_email_compose_async (const char *address,
                         const char *subject,
                         const char *body,
                         const char *name,
                         GBytes *contents,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) writing = NULL;
  g_autofree char *file = NULL;
  Email *self;

  g_return_if_fail (address != NULL);
  g_return_if_fail (subject != NULL);
  g_return_if_fail (body != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (contents != NULL);

  file = g_strdup (name);
  g_strdelimit (file, "/", '-');
  self = g_new0 (Email, 1);
  self->address = g_strdup (address);
  self->subject = g_strdup (subject);
  self->body = g_strdup (body);
  self->path =
      g_build_filename (g_get_user_cache_dir (), "leyr-onboarding", "attached", file, NULL);
  self->contents = g_bytes_ref (contents);
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, onb_email_compose_async);
  g_task_set_task_data (task, self, (GDestroyNotify) email_free);

  writing = g_task_new (NULL, NULL, on_written, g_object_ref (task));
  g_task_set_task_data (writing, self, NULL);
  g_task_run_in_thread (writing, write_in_thread);
}

gboolean
onb_email_compose_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
onb_email_new_link (const char *address, const char *subject, const char *body)
{
  g_autofree char *escaped_subject = g_uri_escape_string (subject, NULL, FALSE);
  g_autofree char *escaped_body = g_uri_escape_string (body, NULL, FALSE);

  return g_strdup_printf ("mailto:%s?subject=%s&body=%s", address, escaped_subject, escaped_body);
}
