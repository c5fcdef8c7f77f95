/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "app/guide/onb-spotlight.h"

/* What is lit when @place is pointed at. Its widget's two controllers have a reference each. */
typedef struct
{
  OnbSpotlight *spotlight;
  GtkWidget *widget;
  char *place;
  gboolean follow;
  gboolean hovered;
  gboolean focused;
} Spot;

struct _OnbSpotlight
{
  GObject parent_instance;

  GPtrArray *spots;
  /* The one that is pointed at; the pointer goes before the focus. */
  Spot *source;
};

G_DEFINE_FINAL_TYPE (OnbSpotlight, onb_spotlight, G_TYPE_OBJECT)

static gboolean
is_whole_step (const char *place)
{
  return place[0] != '\0' && g_ascii_isdigit (place[strlen (place) - 1]);
}

/* A step that is pointed at lights up all its places, but of the rows only its own. */
static gboolean
is_lit_by (const Spot *spot, const Spot *source)
{
  if (spot->follow && is_whole_step (source->place))
    return g_ascii_strtoull (spot->place, NULL, 10) == g_ascii_strtoull (source->place, NULL, 10);

  return g_str_equal (spot->place, source->place);
}

static Spot *
find_source (OnbSpotlight *self)
{
  Spot *focused = NULL;

  for (guint i = 0; i < self->spots->len; i++)
    {
      Spot *spot = g_ptr_array_index (self->spots, i);

      if (spot->hovered)
        return spot;
      if (spot->focused)
        focused = spot;
    }

  return focused;
}

static void
scroll_into_view (GtkWidget *widget)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);

  if (viewport != NULL && gtk_widget_get_mapped (widget))
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), widget, NULL);
}

static void
update (OnbSpotlight *self)
{
  Spot *source = find_source (self);

  if (source == self->source)
    return;

  self->source = source;
  for (guint i = 0; i < self->spots->len; i++)
    {
      Spot *spot = g_ptr_array_index (self->spots, i);
      gboolean lit = source != NULL && is_lit_by (spot, source);

      /* It is going away. */
      if (spot->widget == NULL)
        continue;

      if (lit)
        gtk_widget_add_css_class (spot->widget, "lit");
      else
        gtk_widget_remove_css_class (spot->widget, "lit");
      if (lit && spot != source && spot->follow)
        scroll_into_view (spot->widget);
    }
}

static void
on_pointer (GtkEventControllerMotion *controller, GParamSpec *pspec, Spot *spot)
{
  spot->hovered = gtk_event_controller_motion_contains_pointer (controller);
  update (spot->spotlight);
}

static void
on_focus (GtkEventControllerFocus *controller, GParamSpec *pspec, Spot *spot)
{
  spot->focused = gtk_event_controller_focus_contains_focus (controller);
  update (spot->spotlight);
}

static void
spot_clear (gpointer data)
{
  Spot *spot = data;

  g_ptr_array_remove (spot->spotlight->spots, spot);
  if (spot->spotlight->source == spot)
    spot->spotlight->source = NULL;
  g_object_unref (spot->spotlight);
  g_clear_weak_pointer (&spot->widget);
  g_free (spot->place);
}

static void
spot_unref (gpointer data, GClosure *closure)
{
  g_rc_box_release_full (data, spot_clear);
}

void
onb_spotlight_add (OnbSpotlight *self, GtkWidget *widget, const char *place, gboolean follow)
{
  GtkEventController *pointer, *focus;
  Spot *spot;

  g_return_if_fail (ONB_IS_SPOTLIGHT (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (place != NULL);

  spot = g_rc_box_new0 (Spot);
  spot->spotlight = g_object_ref (self);
  g_set_weak_pointer (&spot->widget, widget);
  spot->place = g_strdup (place);
  spot->follow = follow;
  g_ptr_array_add (self->spots, spot);

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_data (focus, "notify::contains-focus", G_CALLBACK (on_focus), spot, spot_unref,
                         0);
  gtk_widget_add_controller (widget, focus);
  pointer = gtk_event_controller_motion_new ();
  g_signal_connect_data (pointer, "notify::contains-pointer", G_CALLBACK (on_pointer),
                         g_rc_box_acquire (spot), spot_unref, 0);
  gtk_widget_add_controller (widget, pointer);
}

static void
onb_spotlight_finalize (GObject *object)
{
  g_ptr_array_unref (ONB_SPOTLIGHT (object)->spots);

  G_OBJECT_CLASS (onb_spotlight_parent_class)->finalize (object);
}

static void
onb_spotlight_class_init (OnbSpotlightClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_spotlight_finalize;
}

static void
onb_spotlight_init (OnbSpotlight *self)
{
  self->spots = g_ptr_array_new ();
}

OnbSpotlight *
onb_spotlight_new (void)
{
  return g_object_new (ONB_TYPE_SPOTLIGHT, NULL);
}
