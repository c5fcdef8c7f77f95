/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/window/onb-launcher.h"

typedef struct
{
  GtkWidget *owner;
  char *otherwise;
} Launch;

static void
on_launched (GObject *source, GAsyncResult *result, gpointer data)
{
  Launch *self = data;
  g_autoptr (GError) error = NULL;

  /* Dismissed: the user was asked which program, and chose none. */
  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    gtk_widget_activate_action (self->owner, "win.toast", "s", self->otherwise);

  g_object_unref (self->owner);
  g_free (self->otherwise);
  g_free (self);
}

void
onb_launch (GtkWidget *owner, const char *uri, const char *otherwise)
{
  g_autoptr (GtkUriLauncher) launcher = NULL;
  Launch *self;

  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (uri != NULL);

  launcher = gtk_uri_launcher_new (uri);
  self = g_new0 (Launch, 1);
  self->owner = g_object_ref (owner);
  self->otherwise = g_strdup (otherwise);
  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (owner)), NULL, on_launched,
                           self);
}
