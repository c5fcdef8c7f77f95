/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/onb-save-dialog.h"

typedef struct
{
  GtkWidget *owner;
  GtkFileChooserNative *chooser;
  GBytes *contents;
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->owner);
  g_object_unref (self->chooser);
  g_bytes_unref (self->contents);
  g_free (self);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *self = data;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    /* Translators: a file’s name. */
    message = g_strdup_printf (_ ("Saved: %s"), name);
  else
    /* Translators: a file’s name, and the reason. */
    message = g_strdup_printf (_ ("“%s” could not be saved: %s"), name, error->message);

  gtk_widget_activate_action (self->owner, "win.toast", "s", message);
  saving_free (self);
}

static void
on_response (GtkNativeDialog *chooser, int response, Saving *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (file == NULL)
    saving_free (self);
  else
    g_file_replace_contents_bytes_async (file, self->contents, NULL, FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_saved, self);
}

void
onb_save_dialog_show (GtkWidget *owner, const char *title, const char *name, GBytes *contents)
{
  GtkWidget *window;
  Saving *self;

  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (contents != NULL);

  window = GTK_WIDGET (gtk_widget_get_root (owner));
  self = g_new0 (Saving, 1);
  self->owner = g_object_ref (owner);
  self->contents = g_bytes_ref (contents);
  self->chooser =
      gtk_file_chooser_native_new (title, GTK_WINDOW (window), GTK_FILE_CHOOSER_ACTION_SAVE,
                                   _ ("Save"), _ ("Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_response), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}
