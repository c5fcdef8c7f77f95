/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/window/onb-pair.h"
#include "app/widgets/onb-wrap-label.h"

#include "app/check/onb-results-table.h"

struct _OnbResultsTable
{
  AdwBin parent_instance;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (OnbResultsTable, onb_results_table, ADW_TYPE_BIN)

static const struct
{
  const char *icon;
  const char *css_class;
} looks[ONB_N_CELL_STATES] = {
  [ONB_CELL_UNTESTED] = { "content-loading-symbolic", "dim-label" },
  [ONB_CELL_WORKS] = { "onb-ok-symbolic", "success" },
  [ONB_CELL_GRANTED] = { "onb-ok-symbolic", "success" },
  [ONB_CELL_NOT_GRANTED] = { "dialog-error-symbolic", "error" },
  [ONB_CELL_REFUSED] = { "action-unavailable-symbolic", "error" },
  [ONB_CELL_NOT_OFFERED] = { "list-remove-symbolic", "dim-label" },
  [ONB_CELL_FAILED] = { "dialog-warning-symbolic", "error" },
};

static const char *
state_title (const OnbCell *cell, gboolean running)
{
  /* Translators: a scope that the running test has not come to yet. */
  return running && cell->state == ONB_CELL_UNTESTED ? _ ("Waiting")
                                                     : onb_cell_state_get_title (cell->state);
}

static GtkWidget *
cell_new (const OnbCell *cell, gboolean running)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                    "icon-name", looks[cell->state].icon, NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (icon, looks[cell->state].css_class);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), onb_wrap_label_new (state_title (cell, running), NULL));
  return box;
}

/* The scope, and beside it, or below where there is no room, a cell a version. */
static GtkWidget *
add_row (OnbResultsTable *self, const char *first, GtkWidget *cells)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *pair = onb_pair_new (onb_wrap_label_new (first, NULL), cells);

  gtk_box_set_homogeneous (GTK_BOX (cells), TRUE);
  onb_pair_set_spacing (ONB_PAIR (pair), 6);
  gtk_widget_add_css_class (pair, "results-row");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), pair);
  gtk_list_box_append (self->list, row);
  return row;
}

static void
add_heading (OnbResultsTable *self, OnbCheckResult *result)
{
  GtkWidget *cells = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (result->versions[v].tested)
      gtk_box_append (GTK_BOX (cells),
                      onb_wrap_label_new (onb_fhir_version_get_title ((OnbFhirVersion) v), NULL));
  row = add_row (self, _ ("Scope"), cells);
  gtk_widget_add_css_class (row, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Scope, and how it does in each FHIR version"), -1);
}

static void
add_scope (OnbResultsTable *self, const OnbScopeResult *scope, gboolean running)
{
  GtkWidget *cells = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row = add_row (self, scope->scope, cells);
  GString *name = g_string_new (scope->scope);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      const OnbCell *cell = &scope->cells[v];

      if (!cell->tested)
        continue;

      gtk_box_append (GTK_BOX (cells), cell_new (cell, running));
      g_string_append_printf (name, ". %s: %s", onb_fhir_version_get_title ((OnbFhirVersion) v),
                              state_title (cell, running));
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
onb_results_table_class_init (OnbResultsTableClass *klass)
{
}

static void
onb_results_table_init (OnbResultsTable *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Scopes by FHIR version"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}
