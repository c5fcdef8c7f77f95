/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/support/onb-photograph.h"
#include "app/widgets/onb-badge.h"
#include "guide/onb-bidi.h"

#include "app/guide/onb-console-picture.h"

struct _OnbConsolePicture
{
  GtkWidget parent_instance;

  const OnbGuideScreen *screen;
  GdkTexture *texture;
  double scale;
  /* For each of the screen's marks, a frame and a badge. */
  GPtrArray *frames;
  GPtrArray *badges;
};

G_DEFINE_FINAL_TYPE (OnbConsolePicture, onb_console_picture, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
onb_console_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
onb_console_picture_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  OnbConsolePicture *self = ONB_CONSOLE_PICTURE (widget);
  const int own_width = gdk_texture_get_width (self->texture);
  double ratio = gdk_paintable_get_intrinsic_aspect_ratio (GDK_PAINTABLE (self->texture));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) (own_width * self->scale);
      *natural = self->scale > 0 ? *minimum : own_width;
    }
  else
    {
      int width = self->scale > 0 ? (int) (own_width * self->scale)
                  : for_size >= 0 ? for_size
                                  : own_width;

      *minimum = *natural = (int) (width / ratio);
    }
}

static void
onb_console_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  OnbConsolePicture *self = ONB_CONSOLE_PICTURE (widget);

  for (guint i = 0; i < self->frames->len; i++)
    {
      const OnbGuideMark *mark = &g_array_index (self->screen->marks, OnbGuideMark, i);
      GtkWidget *badge = g_ptr_array_index (self->badges, i);
      GtkAllocation frame = { (int) (mark->x * width), (int) (mark->y * height),
                              (int) (mark->width * width), (int) (mark->height * height) };
      GtkRequisition size;

      gtk_widget_get_preferred_size (badge, &size, NULL);
      gtk_widget_size_allocate (g_ptr_array_index (self->frames, i), &frame, -1);
      gtk_widget_size_allocate (badge,
                                &(GtkAllocation){ MAX (frame.x - size.width / 2, 0),
                                                  MAX (frame.y - size.height / 2, 0), size.width,
                                                  size.height },
                                -1);
    }
}

static void
onb_console_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OnbConsolePicture *self = ONB_CONSOLE_PICTURE (widget);

  gdk_paintable_snapshot (GDK_PAINTABLE (self->texture), snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  GTK_WIDGET_CLASS (onb_console_picture_parent_class)->snapshot (widget, snapshot);
}

void
onb_console_picture_set_scale (OnbConsolePicture *self, double scale)
{
  g_return_if_fail (ONB_IS_CONSOLE_PICTURE (self));

  self->scale = scale;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
onb_console_picture_dispose (GObject *object)
{
  OnbConsolePicture *self = ONB_CONSOLE_PICTURE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_ptr_array_set_size (self->frames, 0);
  g_ptr_array_set_size (self->badges, 0);

  G_OBJECT_CLASS (onb_console_picture_parent_class)->dispose (object);
}

static void
onb_console_picture_finalize (GObject *object)
{
  OnbConsolePicture *self = ONB_CONSOLE_PICTURE (object);

  g_clear_object (&self->texture);
  g_ptr_array_unref (self->frames);
  g_ptr_array_unref (self->badges);

  G_OBJECT_CLASS (onb_console_picture_parent_class)->finalize (object);
}

static void
onb_console_picture_class_init (OnbConsolePictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = onb_console_picture_dispose;
  object_class->finalize = onb_console_picture_finalize;
  widget_class->get_request_mode = onb_console_picture_get_request_mode;
  widget_class->measure = onb_console_picture_measure;
  widget_class->size_allocate = onb_console_picture_size_allocate;
  widget_class->snapshot = onb_console_picture_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
onb_console_picture_init (OnbConsolePicture *self)
{
  self->frames = g_ptr_array_new ();
  self->badges = g_ptr_array_new ();
  /* The console is English: its picture never runs from right to left. */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  /* Who took it may not have looked at what is on it. */
  onb_photograph_mark (GTK_WIDGET (self));
}

static void
add_mark (OnbConsolePicture *self, const OnbGuideMark *mark)
{
  GtkWidget *frame =
      g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *place = g_strdup_printf ("%d", mark->step);
  GtkWidget *badge = onb_badge_new (place, TRUE);

  gtk_widget_add_css_class (frame, "picture-mark");
  gtk_widget_set_parent (frame, GTK_WIDGET (self));
  gtk_widget_set_parent (badge, GTK_WIDGET (self));
  g_ptr_array_add (self->frames, frame);
  g_ptr_array_add (self->badges, badge);
}

GtkWidget *
onb_console_picture_new (const OnbGuideScreen *screen, GdkTexture *texture)
{
  OnbConsolePicture *self = g_object_new (ONB_TYPE_CONSOLE_PICTURE, NULL);
  /* Translators: name of a picture for screen readers; the title of a console screen. */
  g_autofree char *name =
      onb_bidi_format (_ ("Screenshot of the console screen “%s”"), screen->title);

  self->screen = screen;
  self->texture = g_object_ref (texture);
  for (guint i = 0; i < screen->marks->len; i++)
    add_mark (self, &g_array_index (screen->marks, OnbGuideMark, i));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
