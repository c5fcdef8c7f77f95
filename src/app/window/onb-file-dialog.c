/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"

#include "app/window/onb-file-dialog.h"

static GtkWindow *
window_of (GtkWidget *owner)
{
  return GTK_WINDOW (gtk_widget_get_root (owner));
}

static void
toast (GtkWidget *owner, const char *message)
{
  gtk_widget_activate_action (owner, "win.toast", "s", message);
}

gboolean
onb_dialog_was_dismissed (const GError *error)
{
  return g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) ||
         g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED);
}

/* Nothing is said where the user has closed the dialog without a choice. */
static void
report_failure (GtkWidget *owner, const GError *error)
{
  g_autofree char *message = NULL;

  if (onb_dialog_was_dismissed (error))
    return;

  /* Translators: the reason. */
  message = onb_bidi_format (_ ("Could not choose a file: %s"), error->message);
  toast (owner, message);
}

typedef struct
{
  GtkWidget *owner;
  GBytes *contents;
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->owner);
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
    message = onb_bidi_format (_ ("“%s” saved"), name);
  else
    /* Translators: a file’s name, and the reason. */
    message = onb_bidi_format (_ ("Could not save “%s”: %s"), name, error->message);

  toast (self->owner, message);
  saving_free (self);
}

static void
on_save_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    {
      g_file_replace_contents_bytes_async (file, self->contents, NULL, FALSE,
                                           G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_saved, self);
      return;
    }

  report_failure (self->owner, error);
  saving_free (self);
}

void
onb_file_dialog_save (GtkWidget *owner, const char *title, const char *name, GBytes *contents)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  Saving *self;

  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (contents != NULL);

  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  self = g_new0 (Saving, 1);
  self->owner = g_object_ref (owner);
  self->contents = g_bytes_ref (contents);
  gtk_file_dialog_save (dialog, window_of (owner), NULL, on_save_chosen, self);
}

typedef struct
{
  GtkWidget *owner;
  OnbFileChosen chosen;
  gpointer data;
  GDestroyNotify destroy;
} Opening;

static void
on_open_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  Opening *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    self->chosen (file, self->data);
  else
    report_failure (self->owner, error);

  if (self->destroy != NULL)
    self->destroy (self->data);
  g_object_unref (self->owner);
  g_free (self);
}

void
onb_file_dialog_open (GtkWidget *owner,
                      const char *title,
                      OnbFileChosen chosen,
                      gpointer data,
                      GDestroyNotify destroy)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  Opening *self;

  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (chosen != NULL);

  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, title);
  self = g_new0 (Opening, 1);
  self->owner = g_object_ref (owner);
  self->chosen = chosen;
  self->data = data;
  self->destroy = destroy;
  gtk_file_dialog_open (dialog, window_of (owner), NULL, on_open_chosen, self);
}
