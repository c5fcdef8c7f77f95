/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/onb-results-table.h"

struct _OnbResultsTable
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkSizeGroup *columns[ONB_N_FHIR_VERSIONS];
};

G_DEFINE_FINAL_TYPE (OnbResultsTable, onb_results_table, ADW_TYPE_BIN)

static const struct
{
  const char *icon;
  const char *css_class;
} looks[ONB_N_CELL_STATES] = {
  [ONB_CELL_UNTESTED] = { "content-loading-symbolic", "dim-label" },
  [ONB_CELL_WORKS] = { "emblem-ok-symbolic", "success" },
  [ONB_CELL_GRANTED] = { "emblem-ok-symbolic", "success" },
  [ONB_CELL_NOT_GRANTED] = { "dialog-error-symbolic", "error" },
  [ONB_CELL_REFUSED] = { "action-unavailable-symbolic", "error" },
  [ONB_CELL_NOT_OFFERED] = { "list-remove-symbolic", "dim-label" },
  [ONB_CELL_FAILED] = { "dialog-warning-symbolic", "error" },
};

static GtkWidget *
label_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static GtkWidget *
cell_new (const OnbCell *cell, gboolean running)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (looks[cell->state].icon);
  GtkWidget *label = label_new (running && cell->state == ONB_CELL_UNTESTED
                                    ? _ ("Waiting")
                                    : onb_cell_state_get_title (cell->state));

  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (icon, looks[cell->state].css_class);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
row_new (OnbResultsTable *self, const char *first)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = label_new (first);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "results-row");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, row);
  return row;
}

static void
add_column (OnbResultsTable *self, GtkWidget *row, guint version, GtkWidget *cell)
{
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))), cell);
  gtk_size_group_add_widget (self->columns[version], cell);
}

static void
add_heading (OnbResultsTable *self, OnbCheckResult *result)
{
  GtkWidget *row = row_new (self, _ ("Scope"));

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (result->versions[v].tested)
      add_column (self, row, v, label_new (onb_fhir_version_get_title ((OnbFhirVersion) v)));
  gtk_widget_add_css_class (row, "heading");
}

static void
add_scope (OnbResultsTable *self, const OnbScopeResult *scope, gboolean running)
{
  GtkWidget *row = row_new (self, scope->scope);
  GString *name = g_string_new (scope->scope);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      const OnbCell *cell = &scope->cells[v];

      if (!cell->tested)
        continue;

      add_column (self, row, v, cell_new (cell, running));
      g_string_append_printf (name, ". %s: %s", onb_fhir_version_get_title ((OnbFhirVersion) v),
                              running && cell->state == ONB_CELL_UNTESTED
                                  ? _ ("Waiting")
                                  : onb_cell_state_get_title (cell->state));
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
  g_string_free (name, TRUE);
}

void
onb_results_table_set_result (OnbResultsTable *self, OnbCheckResult *result, gboolean running)
{
  GtkWidget *row;

  g_return_if_fail (ONB_IS_RESULTS_TABLE (self));
  g_return_if_fail (result != NULL);

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  add_heading (self, result);
  for (guint i = 0; i < result->scopes->len; i++)
    add_scope (self, g_ptr_array_index (result->scopes, i), running);
}

static void
onb_results_table_dispose (GObject *object)
{
  OnbResultsTable *self = ONB_RESULTS_TABLE (object);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    g_clear_object (&self->columns[v]);

  G_OBJECT_CLASS (onb_results_table_parent_class)->dispose (object);
}

static void
onb_results_table_class_init (OnbResultsTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = onb_results_table_dispose;
}

static void
onb_results_table_init (OnbResultsTable *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Scopes by FHIR version"), -1);
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    self->columns[v] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}
