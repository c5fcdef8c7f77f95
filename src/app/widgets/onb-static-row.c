/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/widgets/onb-row-layout.h"

#include "app/widgets/onb-static-row.h"

G_DEFINE_TYPE (OnbStaticRow, onb_static_row, ADW_TYPE_ACTION_ROW)

static gboolean
is_backward (GtkDirectionType direction)
{
  return direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
}

/* A list offers the focus to the next row alone, and gives up where that does not take it: so the row
 * passes the offer on. */
static gboolean
onb_static_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget));

  if (child != NULL && gtk_widget_child_focus (child, direction))
    return TRUE;

  /* An invisible one takes no focus; a static one passes it on in its turn. */
  do
    widget = is_backward (direction) ? gtk_widget_get_prev_sibling (widget)
                                     : gtk_widget_get_next_sibling (widget);
  while (widget != NULL && !gtk_widget_child_focus (widget, direction));
  return widget != NULL;
}

static void
onb_static_row_class_init (OnbStaticRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = onb_static_row_focus;
}

static void
onb_static_row_init (OnbStaticRow *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  onb_row_layout_install (ADW_ACTION_ROW (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
onb_static_row_new (void)
{
  return g_object_new (ONB_TYPE_STATIC_ROW, NULL);
}
