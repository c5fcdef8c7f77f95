/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/support/onb-support-choice.h"
#include "app/window/onb-file-dialog.h"

#include "app/support/onb-picture-dialog.h"

struct _OnbPictureDialog
{
  AdwDialog parent_instance;

  GtkPicture *picture;
  AdwSwitchRow *aliases_row;

  GdkTexture *texture;
  char *name;
};

G_DEFINE_FINAL_TYPE (OnbPictureDialog, onb_picture_dialog, ADW_TYPE_DIALOG)

static void
on_save_clicked (GtkButton *button, OnbPictureDialog *self)
{
  GtkWidget *owner = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (self->texture);

  onb_file_dialog_save (owner, _ ("Save Screenshot"), self->name, png);
  adw_dialog_close (ADW_DIALOG (self));
}

/* Once this dialog no longer lies over the page. */
static void
on_closed (OnbPictureDialog *self, GtkWidget *window)
{
  gtk_widget_activate_action (window, "win.photograph", NULL);
}

static void
on_aliases_toggled (OnbPictureDialog *self)
{
  gboolean aliases = adw_switch_row_get_active (self->aliases_row);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  if (aliases == onb_support_choice_get () || window == NULL)
    return;

  onb_support_choice_set (aliases);
  /* This picture is the last that was taken without the choice. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->aliases_row), FALSE);
  g_signal_connect_object (self, "closed", G_CALLBACK (on_closed), window, 0);
  adw_dialog_close (ADW_DIALOG (self));
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

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/support/onb-picture-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbPictureDialog, picture);
  gtk_widget_class_bind_template_child (widget_class, OnbPictureDialog, aliases_row);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_aliases_toggled);
}

static void
onb_picture_dialog_init (OnbPictureDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_switch_row_set_active (self->aliases_row, onb_support_choice_get ());
}

AdwDialog *
onb_picture_dialog_new (GdkTexture *texture, const char *name, const char *caption)
{
  OnbPictureDialog *self = g_object_new (ONB_TYPE_PICTURE_DIALOG, NULL);

  self->texture = g_object_ref (texture);
  self->name = g_strdup (name);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, caption, -1);
  return ADW_DIALOG (self);
}
