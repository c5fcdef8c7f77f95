/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/check/onb-results-row.h"
#include "app/check/onb-scope-item.h"

#include "app/check/onb-results-table.h"

struct _OnbResultsTable
{
  AdwBin parent_instance;

  GtkListBox *list;
  GListStore *items;
  GtkWidget *head;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (OnbResultsTable, onb_results_table, ADW_TYPE_BIN)

enum
{
  PROP_NARROW = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static OnbResultsRow *
row_at (OnbResultsTable *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  return row != NULL ? ONB_RESULTS_ROW (row) : NULL;
}

static gboolean
take_over (OnbResultsTable *self, OnbCheckResult *result, gboolean running)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  gboolean same = n_items == result->scopes->len;

  for (guint i = 0; same && i < n_items; i++)
    {
      g_autoptr (OnbScopeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      same = onb_scope_item_take_over (item, result, i, running);
    }

  return same;
}

static void
fill_in (OnbResultsTable *self, OnbCheckResult *result, gboolean running)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < result->scopes->len; i++)
    g_ptr_array_add (items, onb_scope_item_new (result, i, running));
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);

  gtk_list_box_remove_all (self->list);
  self->head = onb_results_row_new (NULL);
  gtk_list_box_append (self->list, self->head);
  for (guint i = 0; i < items->len; i++)
    gtk_list_box_append (self->list, onb_results_row_new (g_ptr_array_index (items, i)));
}

void
onb_results_table_set_result (OnbResultsTable *self, OnbCheckResult *result, gboolean running)
{
  OnbResultsRow *row;

  g_return_if_fail (ONB_IS_RESULTS_TABLE (self));
  g_return_if_fail (result != NULL);

  if (self->head == NULL || !take_over (self, result, running))
    fill_in (self, result, running);

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    {
      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        onb_results_row_set_version_visible (row, (OnbFhirVersion) v, result->versions[v].tested);
      onb_results_row_set_narrow (row, self->narrow);
    }
}

static void
set_narrow (OnbResultsTable *self, gboolean narrow)
{
  OnbResultsRow *row;

  self->narrow = narrow;
  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    onb_results_row_set_narrow (row, narrow);
}

static void
onb_results_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, ONB_RESULTS_TABLE (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_results_table_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      set_narrow (ONB_RESULTS_TABLE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_results_table_finalize (GObject *object)
{
  OnbResultsTable *self = ONB_RESULTS_TABLE (object);

  g_object_unref (self->items);

  G_OBJECT_CLASS (onb_results_table_parent_class)->finalize (object);
}

static void
onb_results_table_class_init (OnbResultsTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = onb_results_table_get_property;
  object_class->set_property = onb_results_table_set_property;
  object_class->finalize = onb_results_table_finalize;

  /**
   * OnbResultsTable:narrow:
   *
   * Whether there is no room for a scope and its cells beside each other.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
onb_results_table_init (OnbResultsTable *self)
{
  self->items = g_list_store_new (ONB_TYPE_SCOPE_ITEM);

  /* One stop on the keyboard's way; from row to row lead the arrows. */
  self->list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE,
                             "tab-behavior", GTK_LIST_TAB_ITEM, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Scopes by FHIR version"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}
