/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/onb-help-window.h"

struct _OnbHelpWindow
{
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (OnbHelpWindow, onb_help_window, ADW_TYPE_WINDOW)

static void
onb_help_window_class_init (OnbHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/onb-help-window.ui");
}

static void
onb_help_window_init (OnbHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
onb_help_window_new (GtkWindow *parent)
{
  return g_object_new (ONB_TYPE_HELP_WINDOW, "application", gtk_window_get_application (parent),
                       "transient-for", parent, NULL);
}
