/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-static-row.h"
#include "guide/onb-bidi.h"
#include "guide/onb-guide-changes.h"

#include "app/guide/onb-guide-dialog.h"

struct _OnbGuideDialog
{
  AdwDialog parent_instance;

  AdwActionRow *system_row;
  AdwActionRow *reviewed_row;
  AdwActionRow *used_row;
  AdwPreferencesGroup *changes_group;
  GtkButton *use_button;

  OnbGuideLibrary *library;
  OnbGuide *guide;
};

G_DEFINE_FINAL_TYPE (OnbGuideDialog, onb_guide_dialog, ADW_TYPE_DIALOG)

AdwDialog *
onb_guide_dialog_new_error (const char *reason)
{
  AdwDialog *dialog;
  g_autofree char *text = NULL;

  g_return_val_if_fail (reason != NULL, NULL);

  /* Translators: what is wrong with a guide file: its name, a line’s number, and the reason. */
  text = onb_bidi_format (_ ("%s\n\nNothing was changed. Send this message to the person who sent "
                             "you the guide, and ask for a corrected file."),
                          reason);
  dialog = adw_alert_dialog_new (_ ("This Guide Cannot Be Used"), text);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("Close"));
  return dialog;
}

static void
on_use_clicked (GtkButton *button, OnbGuideDialog *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr (GError) error = NULL;

  if (!onb_guide_library_take (self->library, self->guide, &error))
    {
      adw_dialog_present (onb_guide_dialog_new_error (error->message), window);
      return;
    }

  gtk_widget_activate_action (window, "win.toast", "s", _ ("New guide in use"));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
show_date (AdwActionRow *row, OnbGuide *guide)
{
  g_autofree char *date = onb_guide_describe_reviewed (guide);

  adw_action_row_set_subtitle (row, date);
}

static void
add_change (OnbGuideDialog *self, const char *change)
{
  GtkWidget *row = onb_static_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), change);
  adw_preferences_group_add (self->changes_group, row);
}

/* What a guide brings to which there is none yet. */
static void
show_contents (OnbGuideDialog *self)
{
  const char *address = onb_guide_get_console_address (self->guide);
  g_autofree char *steps =
      /* Translators: how many steps a guide has. */
      g_strdup_printf (ngettext ("%d step", "%d steps",
                                 (gulong) onb_guide_get_n_steps (self->guide)),
                       onb_guide_get_n_steps (self->guide));

  adw_preferences_group_set_title (self->changes_group, _ ("What the Guide Contains"));
  adw_preferences_group_set_description (self->changes_group,
                                         _ ("There is no guide for this EHR yet. The first page of "
                                            "each clinic asks which guide to follow."));
  add_change (self, steps);
  if (address != NULL)
    add_change (self, address);
}

static void
show_changes (OnbGuideDialog *self, OnbGuide *present)
{
  g_auto (GStrv) changes = onb_guide_describe_changes (present, self->guide);

  for (guint i = 0; changes[i] != NULL; i++)
    add_change (self, changes[i]);

  if (onb_guide_is_same (self->guide, present))
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->use_button), FALSE);
      adw_preferences_group_set_description (self->changes_group,
                                             _ ("Nothing. This is the guide in use."));
    }
  else if (changes[0] == NULL)
    {
      adw_preferences_group_set_description (self->changes_group,
                                             _ ("Nothing that you have to do differently. Only the "
                                                "date or the drawing of a screen has changed."));
    }
}

static void
onb_guide_dialog_dispose (GObject *object)
{
  OnbGuideDialog *self = ONB_GUIDE_DIALOG (object);

  g_clear_object (&self->library);
  g_clear_object (&self->guide);

  G_OBJECT_CLASS (onb_guide_dialog_parent_class)->dispose (object);
}

static void
onb_guide_dialog_class_init (OnbGuideDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_guide_dialog_dispose;

  g_type_ensure (ONB_TYPE_STATIC_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/guide/onb-guide-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbGuideDialog, system_row);
  gtk_widget_class_bind_template_child (widget_class, OnbGuideDialog, reviewed_row);
  gtk_widget_class_bind_template_child (widget_class, OnbGuideDialog, used_row);
  gtk_widget_class_bind_template_child (widget_class, OnbGuideDialog, changes_group);
  gtk_widget_class_bind_template_child (widget_class, OnbGuideDialog, use_button);
  gtk_widget_class_bind_template_callback (widget_class, on_use_clicked);
}

static void
onb_guide_dialog_init (OnbGuideDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
onb_guide_dialog_new (OnbGuideLibrary *library, OnbGuide *guide)
{
  OnbGuideDialog *self;
  OnbGuide *present;

  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (library), NULL);
  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);

  self = g_object_new (ONB_TYPE_GUIDE_DIALOG, NULL);
  self->library = g_object_ref (library);
  self->guide = g_object_ref (guide);
  present = onb_guide_library_find (library, onb_guide_get_id (guide));
  adw_action_row_set_subtitle (self->system_row, onb_guide_get_system (guide));
  show_date (self->reviewed_row, guide);
  gtk_widget_set_visible (GTK_WIDGET (self->used_row), present != NULL);
  if (present != NULL)
    {
      show_date (self->used_row, present);
      show_changes (self, present);
    }
  else
    {
      show_contents (self);
    }
  return ADW_DIALOG (self);
}
