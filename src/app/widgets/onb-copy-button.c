/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"

#include "app/widgets/onb-copy-button.h"

static void
on_clicked (GtkButton *button, const char *value)
{
  /* Translators: after something was copied to the clipboard. */
  g_autofree char *message = onb_bidi_format (_ ("Copied: %s"), value);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), value);
  gtk_widget_activate_action (GTK_WIDGET (button), "win.toast", "s", message);
}

static void
free_value (gpointer value, GClosure *closure)
{
  g_free (value);
}

GtkWidget *
onb_copy_button_new (const char *what, const char *value)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  /* Translators: what can be copied, as the console calls it. */
  g_autofree char *name = onb_bidi_format (_ ("Copy “%s”"), what);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_clicked), g_strdup (value), free_value,
                         0);
  return button;
}
