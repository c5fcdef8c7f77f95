/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into the program by screenshots.py: with SIGUSR1, draws the window as a desktop shows it, with
 * its round corners and its shadow on a transparent ground, into the file that ONB_PORTRAIT names. The
 * virtual screen has no compositor, and so none of both. */

#include <signal.h>
#include <stdlib.h>

#include <glib-unix.h>
#include <gtk/gtk.h>

/* Of a shadow, beyond the window. */
#define MARGIN 28
#define RADIUS 15
/* What was restyled is laid out and drawn with the next frame; one more for what that changed in turn. */
#define FRAMES 4

static GtkWidget *window;
static GdkPaintable *paintable;
static gulong painted_id;
static guint frames;

static void
save (void)
{
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);
  const GdkRGBA shade = { 0, 0, 0, 0.4f }, rim = { 0, 0, 0, 0.08f };
  GskRoundedRect edge;
  GskRenderNode *node;

  /* What is drawn of a widget ends at its edge: so the shadow is that of libadwaita once more. */
  gsk_rounded_rect_init_from_rect (&edge, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height),
                                   RADIUS);
  gtk_snapshot_append_outset_shadow (snapshot, &edge, &shade, 0, 3, 1, 9);
  gtk_snapshot_append_outset_shadow (snapshot, &edge, &rim, 0, 0, 1, 0);
  gtk_snapshot_push_rounded_clip (snapshot, &edge);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  gtk_snapshot_pop (snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (-MARGIN, -MARGIN,
                                                              (float) width + 2 * MARGIN,
                                                              (float) height + 2 * MARGIN));
  gsk_render_node_unref (node);
  gdk_texture_save_to_png (texture, g_getenv ("ONB_PORTRAIT"));
}

static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  if (++frames < FRAMES)
    {
      gtk_widget_queue_draw (window);
      return;
    }

  g_signal_handler_disconnect (clock, painted_id);
  save ();
  g_clear_object (&paintable);
  gtk_widget_remove_css_class (window, "csd");
  gtk_widget_add_css_class (window, "solid-csd");
}

static gboolean
on_signal (gpointer data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  if (windows == NULL || paintable != NULL)
    return G_SOURCE_CONTINUE;

  window = windows->data;
  paintable = gtk_widget_paintable_new (window);
  frames = 0;
  gtk_widget_remove_css_class (window, "solid-csd");
  gtk_widget_add_css_class (window, "csd");
  painted_id = g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                                 G_CALLBACK (on_after_paint), NULL);
  gtk_widget_queue_draw (window);
  return G_SOURCE_CONTINUE;
}

__attribute__ ((constructor)) static void
install (void)
{
  g_unix_signal_add (SIGUSR1, on_signal, NULL);
}
