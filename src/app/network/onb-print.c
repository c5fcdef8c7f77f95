/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "app/window/onb-file-dialog.h"
#include "guide/onb-bidi.h"

#include "app/network/onb-print.h"

#define FONT "Sans 10"

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
  message = onb_bidi_format (_ ("Nothing was printed: %s"), error->message);
  gtk_widget_activate_action (owner, "win.toast", "s", message);
}

static cairo_status_t
append (gpointer bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Line by line, and a new page where the next one has no room. */
static void
draw (cairo_t *cairo, PangoLayout *layout, double left, double top, double height)
{
  double used = 0;

  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      PangoRectangle extents;
      int x;

      pango_layout_line_get_extents (line, NULL, &extents);
      if (used + (double) extents.height / PANGO_SCALE > height && used > 0)
        {
          cairo_show_page (cairo);
          used = 0;
        }
      /* What is read from right to left begins there. */
      x = pango_layout_line_get_resolved_direction (line) == PANGO_DIRECTION_RTL
              ? pango_layout_get_width (layout) - extents.width
              : 0;
      cairo_move_to (cairo, left + (double) x / PANGO_SCALE,
                     top + used + (double) PANGO_ASCENT (extents) / PANGO_SCALE);
      pango_cairo_show_layout_line (cairo, line);
      used += (double) extents.height / PANGO_SCALE;
    }
}

static GBytes *
pages_new (GtkPageSetup *chosen, const char *title, const char *text)
{
  g_autoptr (GtkPageSetup) setup = chosen != NULL ? g_object_ref (chosen) : gtk_page_setup_new ();
  double width = gtk_page_setup_get_paper_width (setup, GTK_UNIT_POINTS);
  double height = gtk_page_setup_get_paper_height (setup, GTK_UNIT_POINTS);
  double left = gtk_page_setup_get_left_margin (setup, GTK_UNIT_POINTS);
  double top = gtk_page_setup_get_top_margin (setup, GTK_UNIT_POINTS);
  double room = gtk_page_setup_get_page_width (setup, GTK_UNIT_POINTS);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, width, height);
  cairo_t *cairo = cairo_create (surface);
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  /* A PDF has 72 units an inch. */
  pango_cairo_context_set_resolution (pango_layout_get_context (layout), 72);
  pango_layout_context_changed (layout);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (room * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  draw (cairo, layout, left, top, gtk_page_setup_get_page_height (setup, GTK_UNIT_POINTS));

  pango_font_description_free (font);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
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

  self->pages = pages_new (gtk_print_setup_get_page_setup (setup), self->title, self->text);
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
