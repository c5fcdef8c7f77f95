/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <cairo-pdf.h>

#include "app/network/onb-printed-text.h"

#define FONT "Sans 10"
#define DEEPER "    "

static cairo_status_t
append (gpointer bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A line that is indented more belongs to the one before it, as what a host is needed for does. */
static gboolean
begins_block (PangoLayout *layout, int i)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
  const char *text = pango_layout_get_text (layout);

  return pango_layout_line_is_paragraph_start (line) &&
         !g_str_has_prefix (text + pango_layout_line_get_start_index (line), DEEPER);
}

static double
height_of_line (PangoLayout *layout, int i)
{
  PangoRectangle extents;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, i), NULL, &extents);
  return (double) extents.height / PANGO_SCALE;
}

static double
height_of_block (PangoLayout *layout, int first)
{
  double height = height_of_line (layout, first);

  for (int i = first + 1; i < pango_layout_get_line_count (layout) && !begins_block (layout, i);
       i++)
    height += height_of_line (layout, i);

  return height;
}

/* Line by line, and a new page where the next one has no room, or what belongs together. */
static void
draw (cairo_t *cairo, PangoLayout *layout, double left, double top, double height)
{
  double used = 0;

  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      double block = begins_block (layout, i) ? height_of_block (layout, i) : 0;
      double needed = MAX (height_of_line (layout, i), block <= height ? block : 0);
      PangoRectangle extents;
      int x;

      pango_layout_line_get_extents (line, NULL, &extents);
      if (used + needed > height && used > 0)
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

GBytes *
onb_printed_text_new (GtkPageSetup *chosen, const char *title, const char *text)
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
