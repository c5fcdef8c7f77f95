/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"

#include "app/window/onb-file-dialog.h"

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
    message = onb_bidi_format (_ ("Saved: %s"), name);
  else
    /* Translators: a file’s name, and the reason. */
    message = onb_bidi_format (_ ("“%s” could not be saved: %s"), name, error->message);

  gtk_widget_activate_action (self->owner, "win.toast", "s", message);
  saving_free (self);
}

static GFile *
get_chosen (GtkNativeDialog *chooser, int response)
{
  return response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                                         : NULL;
}

static GtkFileChooserNative *
chooser_new (GtkWidget *owner, const char *title, GtkFileChooserAction action, const char *accept)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (owner));
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title, GTK_WINDOW (window), action, accept, _ ("Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}

static void
on_save_response (GtkNativeDialog *chooser, int response, Saving *self)
{
  g_autoptr (GFile) file = get_chosen (chooser, response);

  if (file == NULL)
    saving_free (self);
  else
    g_file_replace_contents_bytes_async (file, self->contents, NULL, FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_saved, self);
}

void
onb_file_dialog_save (GtkWidget *owner, const char *title, const char *name, GBytes *contents)
{
  Saving *self;

  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (contents != NULL);

  self = g_new0 (Saving, 1);
  self->owner = g_object_ref (owner);
  self->contents = g_bytes_ref (contents);
  self->chooser = chooser_new (owner, title, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_save_response), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

typedef struct
{
  GtkFileChooserNative *chooser;
  OnbFileChosen chosen;
  gpointer data;
  GDestroyNotify destroy;
} Opening;

static void
on_open_response (GtkNativeDialog *chooser, int response, Opening *self)
{
  g_autoptr (GFile) file = get_chosen (chooser, response);

  if (file != NULL)
    self->chosen (file, self->data);
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_object_unref (self->chooser);
  g_free (self);
}

void
onb_file_dialog_open (GtkWidget *owner,
                      const char *title,
                      OnbFileChosen chosen,
                      gpointer data,
                      GDestroyNotify destroy)
{
  Opening *self;

  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (chosen != NULL);

  self = g_new0 (Opening, 1);
  self->chosen = chosen;
  self->data = data;
  self->destroy = destroy;
  self->chooser = chooser_new (owner, title, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Open"));
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_open_response), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}
