/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/guide/onb-console-picture.h"

#include "app/guide/onb-zoom-dialog.h"

struct _OnbZoomDialog
{
  AdwDialog parent_instance;

  GtkScrolledWindow *scroller;
  GtkButton *smaller_button;
  GtkButton *larger_button;

  GtkWidget *picture;
  guint level;
};

G_DEFINE_FINAL_TYPE (OnbZoomDialog, onb_zoom_dialog, ADW_TYPE_DIALOG)

/* In parts of the picture's own size. */
static const double levels[] = { 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4 };

#define OWN_SIZE 3

static void
update (OnbZoomDialog *self)
{
  onb_console_picture_set_scale (ONB_CONSOLE_PICTURE (self->picture), levels[self->level]);
  gtk_widget_set_sensitive (GTK_WIDGET (self->smaller_button), self->level > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->larger_button),
                            self->level + 1 < G_N_ELEMENTS (levels));
}

static void
smaller_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbZoomDialog *self = ONB_ZOOM_DIALOG (widget);

  if (self->level > 0)
    self->level--;
  update (self);
}

static void
larger_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbZoomDialog *self = ONB_ZOOM_DIALOG (widget);

  if (self->level + 1 < G_N_ELEMENTS (levels))
    self->level++;
  update (self);
}

static void
onb_zoom_dialog_class_init (OnbZoomDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "zoom.smaller", NULL, smaller_action);
  gtk_widget_class_install_action (widget_class, "zoom.larger", NULL, larger_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK,
                                       "zoom.smaller", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "zoom.larger",
                                       NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/guide/onb-zoom-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbZoomDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, OnbZoomDialog, smaller_button);
  gtk_widget_class_bind_template_child (widget_class, OnbZoomDialog, larger_button);
}

static void
onb_zoom_dialog_init (OnbZoomDialog *self)
{
  self->level = OWN_SIZE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
onb_zoom_dialog_new (const OnbGuideScreen *screen, GdkTexture *texture)
{
  OnbZoomDialog *self = g_object_new (ONB_TYPE_ZOOM_DIALOG, "title", screen->title, NULL);

  self->picture = onb_console_picture_new (screen, texture);
  gtk_widget_set_halign (self->picture, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->picture, GTK_ALIGN_CENTER);
  gtk_scrolled_window_set_child (self->scroller, self->picture);
  update (self);
  return ADW_DIALOG (self);
}
