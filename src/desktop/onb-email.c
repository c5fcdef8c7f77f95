/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "clinic/onb-user-file.h"

#include "desktop/onb-email.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_EMAIL "org.freedesktop.portal.Email"
#define PORTAL_REQUEST "org.freedesktop.portal.Request"

/* What a portal answers: xdg-desktop-portal, org.freedesktop.portal.Request. */
enum
{
  RESPONSE_DONE = 0,
  RESPONSE_CANCELLED = 1,
};

typedef struct
{
  char *address;
  char *subject;
  char *body;
  char *path;
  GBytes *contents;
  GDBusConnection *bus;
  guint subscription;
} Email;

static void
email_free (Email *self)
{
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  g_clear_object (&self->bus);
  g_free (self->address);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->path);
  g_bytes_unref (self->contents);
  g_free (self);
}

/* A task ends once; whatever comes afterwards finds it ended. */
static void
end (GTask *task, GError *error)
{
  Email *self = g_task_get_task_data (task);

  if (g_task_get_completed (task))
    {
      g_clear_error (&error);
      return;
    }

  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_response (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer task)
{
  guint32 response;

  g_variant_get (parameters, "(u@a{sv})", &response, NULL);
  if (response == RESPONSE_DONE)
    end (task, NULL);
  else if (response == RESPONSE_CANCELLED)
    end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  else
    end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED,
                                    _ ("The desktop could not open a mail.")));
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), NULL, result,
                                                       &error);

  if (reply == NULL)
    end (task, g_steal_pointer (&error));
}

/* Where the answer will come: a name that this program chooses. */
static char *
listen (GTask *task, Email *self)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (self->bus) + 1);
  char *token = g_strdup_printf ("leyr_onboarding_%u", g_random_int ());
  g_autofree char *path = NULL;

  g_strdelimit (sender, ".", '_');
  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  self->subscription =
      g_dbus_connection_signal_subscribe (self->bus, PORTAL, PORTAL_REQUEST, "Response", path, NULL,
                                          G_DBUS_SIGNAL_FLAGS_NONE, on_response,
                                          g_object_ref (task), g_object_unref);
  return token;
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Email *self = g_task_get_task_data (task);
  g_autoptr (GUnixFDList) files = NULL;
  g_autofree char *token = NULL;
  GError *error = NULL;
  GVariantBuilder options, attached;
  int file, handle;

  self->bus = g_bus_get_finish (result, &error);
  if (self->bus == NULL)
    {
      end (task, error);
      return;
    }

  file = open (self->path, O_RDONLY | O_CLOEXEC);
  files = g_unix_fd_list_new ();
  handle = file >= 0 ? g_unix_fd_list_append (files, file, &error) : -1;
  if (file >= 0)
    close (file);
  if (handle < 0)
    {
      end (task, error != NULL ? error
                               : g_error_new_literal (G_IO_ERROR, g_io_error_from_errno (errno),
                                                      g_strerror (errno)));
      return;
    }

  token = listen (task, self);
  g_variant_builder_init (&attached, G_VARIANT_TYPE ("ah"));
  g_variant_builder_add (&attached, "h", handle);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "address", g_variant_new_string (self->address));
  g_variant_builder_add (&options, "{sv}", "subject", g_variant_new_string (self->subject));
  g_variant_builder_add (&options, "{sv}", "body", g_variant_new_string (self->body));
  g_variant_builder_add (&options, "{sv}", "attachment_fds", g_variant_builder_end (&attached));
  g_dbus_connection_call_with_unix_fd_list (self->bus, PORTAL, PORTAL_PATH, PORTAL_EMAIL,
                                            "ComposeEmail",
                                            g_variant_new ("(sa{sv})", "", &options),
                                            G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1,
                                            files, NULL, on_called, g_object_ref (task));
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
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end (task, error);
      return;
    }

  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, g_object_ref (task));
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
