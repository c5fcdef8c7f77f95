/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-badge.h"

GtkWidget *
onb_badge_new (const char *place, gboolean presentation)
{
  /* Translators: the number of a step, or of a part of one like 4a, for a screen reader. */
  g_autofree char *name = g_strdup_printf (_ ("Step %s"), place);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role",
                    presentation ? GTK_ACCESSIBLE_ROLE_PRESENTATION : GTK_ACCESSIBLE_ROLE_LABEL,
                    "label", place, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (label, "badge");
  if (!presentation)
    gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  return label;
}
