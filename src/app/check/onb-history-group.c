/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-look.h"
#include "app/widgets/onb-static-row.h"
#include "app/widgets/onb-when.h"

#include "app/check/onb-history-group.h"

struct _OnbHistoryGroup
{
  OnbGroup parent_instance;

  AdwActionRow *changes_row;
  GtkExpander *tests_expander;
  GtkListBox *tests_list;

  /* Of the tests that are listed, so that they are listed anew only where there is another. */
  GDateTime *newest;
};

G_DEFINE_FINAL_TYPE (OnbHistoryGroup, onb_history_group, ONB_TYPE_GROUP)

static GtkWidget *
row_new (GPtrArray *history, guint index)
{
  const OnbHistoryEntry *entry = g_ptr_array_index (history, index);
  g_autofree char *when = onb_when_describe (entry->when);
  g_auto (GStrv) changes = onb_history_describe_changes (history, index);
  g_autofree char *joined = g_strjoinv ("\n", changes);
  g_autofree char *subtitle =
      joined[0] != '\0' ? g_strconcat (when, "\n", joined, NULL) : g_strdup (when);
  GtkWidget *row = onb_static_row_new ();
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  onb_look_apply (onb_look_of_verdict (entry->verdict), GTK_IMAGE (icon));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), onb_verdict_get_title (entry->verdict));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
show_tests (OnbHistoryGroup *self, GPtrArray *history)
{
  const OnbHistoryEntry *last = g_ptr_array_index (history, history->len - 1);
  g_autofree char *count = NULL;

  if (self->newest != NULL && g_date_time_equal (self->newest, last->when))
    return;

  g_clear_pointer (&self->newest, g_date_time_unref);
  self->newest = g_date_time_ref (last->when);
  gtk_list_box_remove_all (self->tests_list);
  for (guint i = history->len; i > 0; i--)
    gtk_list_box_append (self->tests_list, row_new (history, i - 1));

  /* Translators: how many connection tests there were. */
  count = g_strdup_printf (ngettext ("Last %u Test", "Last %u Tests", history->len), history->len);
  gtk_expander_set_label (self->tests_expander, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tests_expander),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, count, -1);
}

void
onb_history_group_show (OnbHistoryGroup *self, OnbClinic *clinic)
{
  GPtrArray *history;

  g_return_if_fail (ONB_IS_HISTORY_GROUP (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  history = onb_clinic_get_history (clinic);
  gtk_widget_set_visible (GTK_WIDGET (self), history->len > 1);
  if (history->len > 1)
    {
      g_auto (GStrv) changes = onb_history_describe_changes (history, history->len - 1);
      g_autofree char *joined = g_strjoinv ("\n", changes);

      adw_action_row_set_subtitle (self->changes_row,
                                   joined[0] != '\0' ? joined : _ ("No changes"));
      show_tests (self, history);
    }
}

static void
onb_history_group_finalize (GObject *object)
{
  OnbHistoryGroup *self = ONB_HISTORY_GROUP (object);

  g_clear_pointer (&self->newest, g_date_time_unref);

  G_OBJECT_CLASS (onb_history_group_parent_class)->finalize (object);
}

static void
onb_history_group_class_init (OnbHistoryGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = onb_history_group_finalize;

  g_type_ensure (ONB_TYPE_STATIC_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/check/onb-history-group.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbHistoryGroup, changes_row);
  gtk_widget_class_bind_template_child (widget_class, OnbHistoryGroup, tests_expander);
  gtk_widget_class_bind_template_child (widget_class, OnbHistoryGroup, tests_list);
}

static void
onb_history_group_init (OnbHistoryGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
