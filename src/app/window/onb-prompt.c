/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/window/onb-prompt.h"

struct _OnbPrompt
{
  AdwAlertDialog parent_instance;

  AdwEntryRow *row;
};

G_DEFINE_FINAL_TYPE (OnbPrompt, onb_prompt, ADW_TYPE_ALERT_DIALOG)

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
get_text (OnbPrompt *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->row))));
}

static void
on_changed (GtkEditable *row, OnbPrompt *self)
{
  g_autofree char *text = get_text (self);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "accept", text[0] != '\0');
}

static void
on_entry_activated (AdwEntryRow *row, OnbPrompt *self)
{
  g_autofree char *text = get_text (self);

  if (text[0] == '\0')
    return;

  /* Unlike a press on the button, a response in code does not close the dialog. */
  g_signal_emit (self, signals[ANSWERED], 0, text);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
onb_prompt_response (AdwAlertDialog *dialog, const char *response)
{
  OnbPrompt *self = ONB_PROMPT (dialog);
  g_autofree char *text = get_text (self);

  if (g_str_equal (response, "accept"))
    g_signal_emit (self, signals[ANSWERED], 0, text);
}

static void
onb_prompt_class_init (OnbPromptClass *klass)
{
  ADW_ALERT_DIALOG_CLASS (klass)->response = onb_prompt_response;

  signals[ANSWERED] = g_signal_new ("answered", ONB_TYPE_PROMPT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
onb_prompt_init (OnbPrompt *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->row = ADW_ENTRY_ROW (adw_entry_row_new ());
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->row));
  g_signal_connect (self->row, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->row, "entry-activated", G_CALLBACK (on_entry_activated), self);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (self), list);
}

AdwDialog *
onb_prompt_new (const char *heading, const char *label, const char *text, const char *accept)
{
  OnbPrompt *self = g_object_new (ONB_TYPE_PROMPT, "heading", heading, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), label);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (self), "cancel", _ ("Cancel"), "accept", accept,
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (self), "accept",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (self), "cancel");
  gtk_editable_set_text (GTK_EDITABLE (self->row), text);
  on_changed (GTK_EDITABLE (self->row), self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->row));
  return ADW_DIALOG (self);
}
