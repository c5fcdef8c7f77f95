/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/network/onb-printed-text.h"
#include "app/window/onb-file-dialog.h"
#include "guide/onb-bidi.h"

#include "app/network/onb-print.h"

typedef struct
{
  GtkWidget *owner;
  char *title;
  char *text;
  GBytes *pages;
} Printing;

static void
printing_free (Printing *self)
{
  g_object_unref (self->owner);
  g_free (self->title);
  g_free (self->text);
  g_clear_pointer (&self->pages, g_bytes_unref);
  g_free (self);
}

/* Nothing is said where the user has closed the dialog without a choice. */
static void
report_failure (GtkWidget *owner, const GError *error)
{
  g_autofree char *message = NULL;

  if (onb_dialog_was_dismissed (error))
    return;

  /* Translators: the reason. */
  message = onb_bidi_format (_ ("Could not print: %s"), error->message);
  gtk_widget_activate_action (owner, "win.toast", "s", message);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  Printing *self = data;
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    report_failure (self->owner, error);
  printing_free (self);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Printing *self = data;
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      report_failure (self->owner, error);
      printing_free (self);
      return;
    }

  g_output_stream_close_async (G_OUTPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL, on_closed, self);
}

static void
on_stream (GObject *source, GAsyncResult *result, gpointer data)
{
  Printing *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream =
      gtk_print_dialog_print_finish (GTK_PRINT_DIALOG (source), result, &error);

  if (stream == NULL)
    {
      report_failure (self->owner, error);
      printing_free (self);
      return;
    }

  g_output_stream_write_all_async (stream, g_bytes_get_data (self->pages, NULL),
                                   g_bytes_get_size (self->pages), G_PRIORITY_DEFAULT, NULL,
                                   on_written, self);
}

static void
on_set_up (GObject *source, GAsyncResult *result, gpointer data)
{
  Printing *self = data;
  GtkPrintDialog *dialog = GTK_PRINT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  GtkPrintSetup *setup = gtk_print_dialog_setup_finish (dialog, result, &error);

  if (setup == NULL)
    {
      report_failure (self->owner, error);
      printing_free (self);
      return;
    }

  self->pages =
      onb_printed_text_new (gtk_print_setup_get_page_setup (setup), self->title, self->text);
  gtk_print_dialog_print (dialog, GTK_WINDOW (gtk_widget_get_root (self->owner)), setup, NULL,
                          on_stream, self);
  gtk_print_setup_unref (setup);
}

void
onb_print_text (GtkWidget *owner, const char *title, const char *text)
{
  g_autoptr (GtkPrintDialog) dialog = NULL;
  Printing *self;

  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (title != NULL);
  g_return_if_fail (text != NULL);

  dialog = gtk_print_dialog_new ();
  gtk_print_dialog_set_title (dialog, title);
  self = g_new0 (Printing, 1);
  self->owner = g_object_ref (owner);
  self->title = g_strdup (title);
  self->text = g_strdup (text);
  gtk_print_dialog_setup (dialog, GTK_WINDOW (gtk_widget_get_root (owner)), NULL, on_set_up, self);
}
