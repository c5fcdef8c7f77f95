/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desktop/onb-portal.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_REQUEST "org.freedesktop.portal.Request"
/* A parent window's handle; none, since a window may not have been shown yet. */
#define NO_PARENT ""

/* What a portal answers: xdg-desktop-portal, org.freedesktop.portal.Request. */
enum
{
  RESPONSE_DONE = 0,
  RESPONSE_CANCELLED = 1,
};

typedef struct
{
  char *interface;
  char *method;
  GVariantDict *options;
  GUnixFDList *files;
  GDBusConnection *bus;
  guint subscription;
} Request;

static void
request_free (Request *self)
{
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  g_clear_object (&self->bus);
  g_free (self->interface);
  g_free (self->method);
  g_variant_dict_unref (self->options);
  g_clear_object (&self->files);
  g_free (self);
}

/* A task ends once; whatever comes afterwards finds it ended. */
static void
end (GTask *task, GVariant *answer, GError *error)
{
  Request *self = g_task_get_task_data (task);

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
    g_task_return_pointer (task, g_variant_ref (answer), (GDestroyNotify) g_variant_unref);
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
  g_autoptr (GVariant) answer = NULL;
  guint32 response;

  g_variant_get (parameters, "(u@a{sv})", &response, &answer);
  if (response == RESPONSE_DONE)
    end (task, answer, NULL);
  else if (response == RESPONSE_CANCELLED)
    end (task, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  else
    end (task, NULL,
         g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The desktop reported an error.")));
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
    {
      g_dbus_error_strip_remote_error (error);
      end (task, NULL, g_steal_pointer (&error));
    }
}

/* Where the answer will come: a name that this program chooses. */
static char *
listen (GTask *task, Request *self)
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
  Request *self = g_task_get_task_data (task);
  g_autofree char *token = NULL;
  GError *error = NULL;

  self->bus = g_bus_get_finish (result, &error);
  if (self->bus == NULL)
    {
      end (task, NULL, error);
      return;
    }

  token = listen (task, self);
  g_variant_dict_insert (self->options, "handle_token", "s", token);
  g_dbus_connection_call_with_unix_fd_list (self->bus, PORTAL, PORTAL_PATH, self->interface,
                                            self->method,
                                            g_variant_new ("(s@a{sv})", NO_PARENT,
                                                           g_variant_dict_end (self->options)),
                                            G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1,
                                            self->files, NULL, on_called, g_object_ref (task));
}

gboolean
onb_portal_is_the_way (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ||
         g_strcmp0 (g_getenv ("GIO_USE_PORTALS"), "1") == 0;
}

void
onb_portal_request_async (const char *interface,
                          const char *method,
                          GVariantDict *options,
                          GUnixFDList *files,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  Request *self;

  g_return_if_fail (interface != NULL);
  g_return_if_fail (method != NULL);
  g_return_if_fail (options != NULL);

  self = g_new0 (Request, 1);
  self->interface = g_strdup (interface);
  self->method = g_strdup (method);
  self->options = options;
  g_set_object (&self->files, files);
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, onb_portal_request_async);
  g_task_set_task_data (task, self, (GDestroyNotify) request_free);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, task);
}

GVariant *
onb_portal_request_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
