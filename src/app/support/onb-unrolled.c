/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <adwaita.h>

#include "app/support/onb-unrolled.h"

/* What the platform paints below a page and below what stands beside it; its theme tells no program the
 * colours. */
typedef struct
{
  GdkRGBA page;
  GdkRGBA sidebar;
} Ground;

static const Ground light_ground = { { 0.98f, 0.98f, 0.984f, 1 }, { 0.922f, 0.922f, 0.929f, 1 } };
static const Ground dark_ground = { { 0.133f, 0.133f, 0.149f, 1 }, { 0.18f, 0.18f, 0.196f, 1 } };

/* A part of the window that can be scrolled, and what is in it. */
typedef struct
{
  GtkWidget *content;
  gboolean in_page;
  graphene_rect_t place;
  graphene_point_t origin;
} Scroll;

/* Scrolled parts that stand beside each other: below them is room for the longest one. */
typedef struct
{
  float top;
  float bottom;
  float extra;
} Band;

static float
height_of (const Scroll *scroll)
{
  return scroll->origin.y + (float) gtk_widget_get_height (scroll->content);
}

static void
collect (GtkWidget *widget, GtkWidget *window, gboolean in_page, GArray *scrolls)
{
  GtkWidget *viewport = GTK_IS_SCROLLED_WINDOW (widget)
                            ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (widget))
                            : NULL;

  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_VIEWPORT (viewport) && gtk_viewport_get_child (GTK_VIEWPORT (viewport)) != NULL)
    {
      GtkAdjustment *adjustment =
          gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
      Scroll scroll = { .content = gtk_viewport_get_child (GTK_VIEWPORT (viewport)),
                        .in_page = in_page };
      graphene_rect_t content;

      if (gtk_widget_compute_bounds (viewport, window, &scroll.place) &&
          gtk_widget_compute_bounds (scroll.content, viewport, &content))
        {
          scroll.origin = GRAPHENE_POINT_INIT (content.origin.x,
                                               content.origin.y +
                                                   (float) gtk_adjustment_get_value (adjustment));
          g_array_append_val (scrolls, scroll);
        }
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, window, in_page || ADW_IS_TOAST_OVERLAY (widget), scrolls);
}

static int
compare (gconstpointer one, gconstpointer other)
{
  float difference =
      ((const Scroll *) one)->place.origin.y - ((const Scroll *) other)->place.origin.y;

  return difference < 0 ? -1 : difference > 0;
}

static GArray *
find_bands (GArray *scrolls)
{
  GArray *bands = g_array_new (FALSE, FALSE, sizeof (Band));

  g_array_sort (scrolls, compare);
  for (guint i = 0; i < scrolls->len; i++)
    {
      const Scroll *scroll = &g_array_index (scrolls, Scroll, i);
      const float top = scroll->place.origin.y;
      const Band band = { top, top + scroll->place.size.height,
                          height_of (scroll) - scroll->place.size.height };
      Band *last = bands->len > 0 ? &g_array_index (bands, Band, bands->len - 1) : NULL;

      if (!scroll->in_page || band.extra <= 0)
        continue;

      if (last == NULL || top >= last->bottom)
        {
          g_array_append_val (bands, band);
          continue;
        }

      last->extra = MAX (last->bottom + last->extra, band.bottom + band.extra);
      last->bottom = MAX (last->bottom, band.bottom);
      last->extra -= last->bottom;
    }
  return bands;
}

/* The part of the window from @top to @bottom, @offset further down. */
static void
draw_part (GtkSnapshot *snapshot, GdkPaintable *window, float top, float bottom, float offset)
{
  const int width = gdk_paintable_get_intrinsic_width (window);
  const int height = gdk_paintable_get_intrinsic_height (window);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, offset));
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, top, (float) width, bottom - top));
  gdk_paintable_snapshot (window, snapshot, width, height);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

/* What is in a scrolled part, from @top on, over @height of its ground. */
static void
draw_scroll (
    GtkSnapshot *snapshot, const Scroll *scroll, const GdkRGBA *ground, float top, float height)
{
  const graphene_rect_t place =
      GRAPHENE_RECT_INIT (scroll->place.origin.x, top, scroll->place.size.width, height);
  g_autoptr (GdkPaintable) content = gtk_widget_paintable_new (scroll->content);

  gtk_snapshot_append_color (snapshot, ground, &place);
  gtk_snapshot_push_clip (snapshot, &place);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place.origin.x + scroll->origin.x,
                                                          top + scroll->origin.y));
  gdk_paintable_snapshot (content, snapshot, gtk_widget_get_width (scroll->content),
                          gtk_widget_get_height (scroll->content));
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

GdkPaintable *
onb_unrolled_new (GtkWindow *window)
{
  GtkWidget *widget = GTK_WIDGET (window);
  const Ground *ground =
      adw_style_manager_get_dark (adw_style_manager_get_default ()) ? &dark_ground : &light_ground;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GArray) scrolls = g_array_new (FALSE, FALSE, sizeof (Scroll));
  g_autoptr (GArray) bands = NULL;
  GtkSnapshot *snapshot;
  graphene_rect_t bounds;
  int width, height;
  float drawn = 0, offset = 0;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  paintable = gtk_widget_paintable_new (widget);
  width = gdk_paintable_get_intrinsic_width (paintable);
  height = gdk_paintable_get_intrinsic_height (paintable);
  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) == NULL)
    collect (widget, widget, FALSE, scrolls);
  /* A window that draws its own border begins there. */
  if (gtk_widget_compute_bounds (widget, widget, &bounds))
    for (guint i = 0; i < scrolls->len; i++)
      graphene_rect_offset (&g_array_index (scrolls, Scroll, i).place, -bounds.origin.x,
                            -bounds.origin.y);
  bands = find_bands (scrolls);

  snapshot = gtk_snapshot_new ();
  for (guint i = 0; i < bands->len; i++)
    {
      const Band *band = &g_array_index (bands, Band, i);

      draw_part (snapshot, paintable, drawn, band->bottom, offset);
      gtk_snapshot_append_color (snapshot, &ground->page,
                                 &GRAPHENE_RECT_INIT (0, band->bottom + offset, (float) width,
                                                      band->extra));
      for (guint s = 0; s < scrolls->len; s++)
        {
          const Scroll *scroll = &g_array_index (scrolls, Scroll, s);

          if (scroll->in_page && scroll->place.origin.y >= band->top &&
              scroll->place.origin.y < band->bottom)
            draw_scroll (snapshot, scroll, &ground->page, scroll->place.origin.y + offset,
                         MAX (height_of (scroll), scroll->place.size.height));
        }
      drawn = band->bottom;
      offset += band->extra;
    }
  draw_part (snapshot, paintable, drawn, (float) height, offset);

  /* What stands beside the page goes down to where the window ends. */
  for (guint s = 0; offset > 0 && s < scrolls->len; s++)
    {
      const Scroll *scroll = &g_array_index (scrolls, Scroll, s);

      if (!scroll->in_page)
        draw_scroll (snapshot, scroll, &ground->sidebar, scroll->place.origin.y,
                     scroll->place.size.height + offset);
    }

  return gtk_snapshot_free_to_paintable (snapshot, &GRAPHENE_SIZE_INIT ((float) width,
                                                                        (float) height + offset));
}
