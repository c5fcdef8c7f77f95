/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/widgets/onb-group.h"

G_DEFINE_TYPE (OnbGroup, onb_group, ADW_TYPE_PREFERENCES_GROUP)

/* The platform's group cuts its title off, and has no property for that. */
static void
wrap_title (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "heading"))
    {
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    wrap_title (child);
}

static void
onb_group_class_init (OnbGroupClass *klass)
{
}

static void
onb_group_init (OnbGroup *self)
{
  wrap_title (GTK_WIDGET (self));
}

GtkWidget *
onb_group_new (void)
{
  return g_object_new (ONB_TYPE_GROUP, NULL);
}
