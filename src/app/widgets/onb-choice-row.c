/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/widgets/onb-choice-row.h"

struct _OnbChoiceRow
{
  OnbStaticRow parent_instance;

  char *id;
  GtkCheckButton *button;
};

G_DEFINE_FINAL_TYPE (OnbChoiceRow, onb_choice_row, ONB_TYPE_STATIC_ROW)

static guint chosen_signal;

static void
on_toggled (GtkCheckButton *button, OnbChoiceRow *self)
{
  if (gtk_check_button_get_active (button))
    g_signal_emit (self, chosen_signal, 0);
}

static void
onb_choice_row_finalize (GObject *object)
{
  g_free (ONB_CHOICE_ROW (object)->id);

  G_OBJECT_CLASS (onb_choice_row_parent_class)->finalize (object);
}

static void
onb_choice_row_class_init (OnbChoiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_choice_row_finalize;

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
onb_choice_row_init (OnbChoiceRow *self)
{
  self->button = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO,
                               "valign", GTK_ALIGN_CENTER, NULL);
  g_signal_connect (self->button, "toggled", G_CALLBACK (on_toggled), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
}

OnbChoiceRow *
onb_choice_row_new (const char *id, const char *title, OnbChoiceRow *other)
{
  OnbChoiceRow *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (other == NULL || ONB_IS_CHOICE_ROW (other), NULL);

  self = g_object_new (ONB_TYPE_CHOICE_ROW, "title", title, NULL);
  self->id = g_strdup (id);
  gtk_check_button_set_group (self->button, other != NULL ? other->button : NULL);
  return self;
}

const char *
onb_choice_row_get_id (OnbChoiceRow *self)
{
  g_return_val_if_fail (ONB_IS_CHOICE_ROW (self), NULL);

  return self->id;
}

void
onb_choice_row_choose (OnbChoiceRow *self)
{
  g_return_if_fail (ONB_IS_CHOICE_ROW (self));

  gtk_check_button_set_active (self->button, TRUE);
}
