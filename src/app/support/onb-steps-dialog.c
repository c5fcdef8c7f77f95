/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/network/onb-print.h"
#include "app/window/onb-file-dialog.h"

#include "app/support/onb-steps-dialog.h"

struct _OnbStepsDialog
{
  AdwDialog parent_instance;

  GtkTextView *text;

  OnbStepsSheet *sheet;
};

G_DEFINE_FINAL_TYPE (OnbStepsDialog, onb_steps_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
get_window (OnbStepsDialog *self)
{
  return GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
on_print_clicked (GtkButton *button, OnbStepsDialog *self)
{
  g_autofree char *text = onb_steps_sheet_to_text (self->sheet);

  onb_print_text (get_window (self), onb_steps_sheet_get_title (self->sheet), text);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_save_clicked (GtkButton *button, OnbStepsDialog *self)
{
  char *html = onb_steps_sheet_to_html (self->sheet);
  g_autoptr (GBytes) contents = g_bytes_new_take (html, strlen (html));

  onb_file_dialog_save (get_window (self), _ ("Save Steps"), "leyr-onboarding-steps.html",
                        contents);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_copy_clicked (GtkButton *button, OnbStepsDialog *self)
{
  g_autofree char *text = onb_steps_sheet_to_text (self->sheet);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (get_window (self), "win.toast", "s", _ ("Steps copied"));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
onb_steps_dialog_finalize (GObject *object)
{
  g_clear_pointer (&ONB_STEPS_DIALOG (object)->sheet, onb_steps_sheet_free);

  G_OBJECT_CLASS (onb_steps_dialog_parent_class)->finalize (object);
}

static void
onb_steps_dialog_class_init (OnbStepsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = onb_steps_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/support/onb-steps-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbStepsDialog, text);
  gtk_widget_class_bind_template_callback (widget_class, on_print_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
onb_steps_dialog_init (OnbStepsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
onb_steps_dialog_new (OnbGuide *guide, OnbClinic *clinic)
{
  OnbStepsDialog *self = g_object_new (ONB_TYPE_STEPS_DIALOG, NULL);
  g_autofree char *text = NULL;

  self->sheet = onb_steps_sheet_new (guide, clinic);
  text = onb_steps_sheet_to_text (self->sheet);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  return ADW_DIALOG (self);
}
