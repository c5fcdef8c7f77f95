/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/window/onb-file-dialog.h"

#include "app/support/onb-picture-dialog.h"

struct _OnbPictureDialog
{
  AdwWindow parent_instance;

  GtkPicture *picture;
  GtkButton *save_button;

  GdkTexture *texture;
  char *name;
};

G_DEFINE_FINAL_TYPE (OnbPictureDialog, onb_picture_dialog, ADW_TYPE_WINDOW)

static void
on_save_clicked (GtkButton *button, OnbPictureDialog *self)
{
  GtkWidget *owner = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (self->texture);

  onb_file_dialog_save (owner, _ ("Save the Picture"), self->name, png);
  gtk_window_close (GTK_WINDOW (self));
}

static void
onb_picture_dialog_finalize (GObject *object)
{
  OnbPictureDialog *self = ONB_PICTURE_DIALOG (object);

  g_clear_object (&self->texture);
  g_free (self->name);

  G_OBJECT_CLASS (onb_picture_dialog_parent_class)->finalize (object);
}

static void
onb_picture_dialog_class_init (OnbPictureDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = onb_picture_dialog_finalize;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/support/onb-picture-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbPictureDialog, picture);
  gtk_widget_class_bind_template_child (widget_class, OnbPictureDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
onb_picture_dialog_init (OnbPictureDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
onb_picture_dialog_new (GtkWindow *parent, GdkTexture *texture, const char *name)
{
  OnbPictureDialog *self =
      g_object_new (ONB_TYPE_PICTURE_DIALOG, "application", gtk_window_get_application (parent),
                    "transient-for", parent, "modal", TRUE, NULL);

  self->texture = g_object_ref (texture);
  self->name = g_strdup (name);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_grab_focus (GTK_WIDGET (self->save_button));
  return GTK_WIDGET (self);
}
