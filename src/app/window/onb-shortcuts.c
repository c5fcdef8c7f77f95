/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/window/onb-shortcuts.h"

struct _OnbShortcutsDialog
{
  AdwDialog parent_instance;

  AdwPreferencesGroup *guide_group;
  AdwPreferencesGroup *program_group;
};

G_DEFINE_FINAL_TYPE (OnbShortcutsDialog, onb_shortcuts_dialog, ADW_TYPE_DIALOG)

static const struct
{
  const char *action;
  const char *keys;
  const char *title;
  gboolean in_guide;
  /* Also in dialogs that support may have to see. */
  gboolean in_dialogs;
} shortcuts[] = {
  { "win.forward", "<Alt>Right", N_ ("Next Page"), TRUE, FALSE },
  { "win.back", "<Alt>Left", N_ ("Previous Page"), TRUE, FALSE },
  { "win.ask-step", "<Control>g", N_ ("Go to Step"), TRUE, FALSE },
  { "win.home", "<Alt>Home", N_ ("All Clinics"), TRUE, FALSE },
  { "win.new-clinic", "<Control>n", N_ ("Add Clinic"), FALSE, FALSE },
  { "win.photograph", "<Control><Shift>s", N_ ("Take Screenshot for Support"), FALSE, TRUE },
  { "app.help", "F1", N_ ("Help"), FALSE, TRUE },
  { "win.shortcuts", "<Control>question", N_ ("Keyboard Shortcuts"), FALSE, FALSE },
  { "app.quit", "<Control>q", N_ ("Quit"), FALSE, FALSE },
};

void
onb_shortcuts_install (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      const char *const keys[] = { shortcuts[i].keys, NULL };

      gtk_application_set_accels_for_action (application, shortcuts[i].action, keys);
    }
}

void
onb_shortcuts_install_in_dialog (AdwDialog *dialog)
{
  GtkEventController *controller;

  g_return_if_fail (ADW_IS_DIALOG (dialog));

  controller = gtk_shortcut_controller_new ();
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].in_dialogs)
      gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (controller),
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].keys),
                            gtk_named_action_new (shortcuts[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (dialog), controller);
}

static GtkWidget *
row_new (const char *title, const char *keys)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label;
  g_autofree char *text = NULL;
  GdkModifierType modifiers;
  guint key;

  gtk_accelerator_parse (keys, &key, &modifiers);
  text = gtk_accelerator_get_label (key, modifiers);
  label = gtk_label_new (text);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "keys");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
onb_shortcuts_dialog_class_init (OnbShortcutsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/window/onb-shortcuts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbShortcutsDialog, guide_group);
  gtk_widget_class_bind_template_child (widget_class, OnbShortcutsDialog, program_group);
}

static void
onb_shortcuts_dialog_init (OnbShortcutsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    adw_preferences_group_add (shortcuts[i].in_guide ? self->guide_group : self->program_group,
                               row_new (_ (shortcuts[i].title), shortcuts[i].keys));
}

AdwDialog *
onb_shortcuts_dialog_new (void)
{
  return g_object_new (ONB_TYPE_SHORTCUTS_DIALOG, NULL);
}
