/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/support/onb-photograph.h"
#include "guide/onb-bidi.h"

#include "app/credentials/onb-secret-row.h"

struct _OnbSecretRow
{
  AdwPreferencesRow parent_instance;

  GtkBox *header;
  GtkText *text;
};

G_DEFINE_FINAL_TYPE (OnbSecretRow, onb_secret_row, ADW_TYPE_PREFERENCES_ROW)

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
show_emptiness (OnbSecretRow *self)
{
  if (gtk_entry_buffer_get_length (gtk_text_get_buffer (self->text)) == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
}

static void
on_changed (GtkEditable *text, OnbSecretRow *self)
{
  show_emptiness (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_activate (GtkText *text, OnbSecretRow *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

void
onb_secret_row_add_prefix (OnbSecretRow *self, GtkWidget *widget)
{
  g_return_if_fail (ONB_IS_SECRET_ROW (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_box_prepend (self->header, widget);
}

void
onb_secret_row_add_suffix (OnbSecretRow *self, GtkWidget *widget)
{
  g_return_if_fail (ONB_IS_SECRET_ROW (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_box_append (self->header, widget);
}

/* Wherever the row is clicked, the field is meant, as with any other entry's row. */
static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, OnbSecretRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
onb_secret_row_class_init (OnbSecretRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", ONB_TYPE_SECRET_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[ENTERED] = g_signal_new ("entered", ONB_TYPE_SECRET_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

/* After the row. */
static void
name_peek (OnbSecretRow *self, GParamSpec *pspec, GtkWidget *peek)
{
  /* Translators: what a credential is called in the console. */
  g_autofree char *name =
      onb_bidi_format (_ ("Show %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));

  gtk_widget_set_tooltip_text (peek, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (peek), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
peek_new (OnbSecretRow *self)
{
  GtkWidget *peek = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "icon-name", "view-reveal-symbolic",
                                  "valign", GTK_ALIGN_CENTER, NULL);

  g_signal_connect_object (self, "notify::title", G_CALLBACK (name_peek), peek, 0);
  gtk_widget_add_css_class (peek, "flat");
  g_object_bind_property (peek, "active", self->text, "visibility", G_BINDING_DEFAULT);
  return peek;
}

static void
onb_secret_row_init (OnbSecretRow *self)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  /* The buffer is GTK's own for passwords: not swapped out, and wiped. */
  self->text = g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX,
                             "buffer", buffer, "visibility", FALSE, "hexpand", TRUE,
                             "input-purpose", GTK_INPUT_PURPOSE_PASSWORD, NULL);
  g_signal_connect (self->text, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->text, "activate", G_CALLBACK (on_activate), self);
  onb_photograph_mark (GTK_WIDGET (self->text));

  gtk_widget_set_halign (title, GTK_ALIGN_START);
  gtk_widget_add_css_class (title, "secret-title");
  g_object_bind_property (self, "title", title, "label", G_BINDING_SYNC_CREATE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, -1);

  self->header = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->header), "header");
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (column), title);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->text));
  gtk_box_append (self->header, column);
  gtk_box_append (self->header, peek_new (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "secret-row");
  show_emptiness (self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self->header));

  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (column, GTK_EVENT_CONTROLLER (click));
}
