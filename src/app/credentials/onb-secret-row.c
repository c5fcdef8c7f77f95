/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/support/onb-photograph.h"

#include "app/credentials/onb-secret-row.h"

struct _OnbSecretRow
{
  AdwActionRow parent_instance;

  GtkText *text;
};

G_DEFINE_FINAL_TYPE (OnbSecretRow, onb_secret_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHANGED,
  ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

const char *
onb_secret_row_get_text (OnbSecretRow *self)
{
  g_return_val_if_fail (ONB_IS_SECRET_ROW (self), NULL);

  return gtk_entry_buffer_get_text (gtk_text_get_buffer (self->text));
}

void
onb_secret_row_clear (OnbSecretRow *self)
{
  g_return_if_fail (ONB_IS_SECRET_ROW (self));

  gtk_entry_buffer_set_text (gtk_text_get_buffer (self->text), "", 0);
}

void
onb_secret_row_set_text (OnbSecretRow *self, const char *text)
{
  g_return_if_fail (ONB_IS_SECRET_ROW (self));
  g_return_if_fail (text != NULL);

  gtk_entry_buffer_set_text (gtk_text_get_buffer (self->text), text, -1);
}

GtkWidget *
onb_secret_row_get_field (OnbSecretRow *self)
{
  g_return_val_if_fail (ONB_IS_SECRET_ROW (self), NULL);

  return GTK_WIDGET (self->text);
}

static void
on_changed (GtkEditable *text, OnbSecretRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_activate (GtkText *text, OnbSecretRow *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

static void
onb_secret_row_class_init (OnbSecretRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", ONB_TYPE_SECRET_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[ENTERED] = g_signal_new ("entered", ONB_TYPE_SECRET_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
onb_secret_row_init (OnbSecretRow *self)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *peek = gtk_toggle_button_new ();

  /* The buffer is GTK's own for passwords: not swapped out, and wiped. */
  self->text = g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX,
                             "buffer", buffer, "visibility", FALSE, "hexpand", TRUE,
                             "input-purpose", GTK_INPUT_PURPOSE_PASSWORD, NULL);
  g_signal_connect (self->text, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->text, "activate", G_CALLBACK (on_activate), self);

  gtk_button_set_icon_name (GTK_BUTTON (peek), "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (peek, _ ("Show what was typed"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (peek), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show what was typed"), -1);
  gtk_widget_set_valign (peek, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (peek, "flat");
  g_object_bind_property (peek, "active", self->text, "visibility", G_BINDING_DEFAULT);

  gtk_widget_set_hexpand (frame, TRUE);
  gtk_widget_set_valign (frame, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (frame, "secret");
  gtk_box_append (GTK_BOX (frame), GTK_WIDGET (self->text));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), frame);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), peek);
  onb_photograph_mark (GTK_WIDGET (self->text));
  /* This also names the field by the row's title. */
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->text));
}
