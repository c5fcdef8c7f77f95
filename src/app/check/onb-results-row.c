/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-look.h"

#include "app/check/onb-results-row.h"

/* A row is divided into so many parts, of which each cell has some, and the scope what remains. */
#define COLUMNS 10
#define CELL_COLUMNS 3

typedef struct
{
  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *label;
} Cell;

struct _OnbResultsRow
{
  GtkListBoxRow parent_instance;

  GtkGrid *grid;
  GtkLabel *scope_label;
  Cell cells[ONB_N_FHIR_VERSIONS];

  OnbScopeItem *item;
};

G_DEFINE_FINAL_TYPE (OnbResultsRow, onb_results_row, GTK_TYPE_LIST_BOX_ROW)

/* A long scope is broken where its parts are, and in no other place while there is room. */
static char *
breakable (const char *scope)
{
  GString *text = g_string_new (scope);

  g_string_replace (text, "/", "/\u200b", 0);
  g_string_replace (text, ".", "\u200b.", 0);
  return g_string_free (text, FALSE);
}

static void
update (OnbResultsRow *self)
{
  const OnbScopeResult *scope = onb_scope_item_get_scope (self->item);
  g_autofree char *text = breakable (scope->scope);
  g_autofree char *name = onb_scope_item_get_name (self->item);

  gtk_label_set_label (self->scope_label, text);
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      onb_look_apply (onb_look_of_cell (scope->cells[v].state), self->cells[v].icon);
      gtk_label_set_label (self->cells[v].label,
                           onb_scope_item_get_words (self->item, (OnbFhirVersion) v));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_item_changed (OnbScopeItem *item, OnbResultsRow *self)
{
  update (self);
}

static void
be_head (OnbResultsRow *self)
{
  gtk_label_set_label (self->scope_label, _ ("Scope"));
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->cells[v].icon), FALSE);
      gtk_label_set_label (self->cells[v].label, onb_fhir_version_get_title ((OnbFhirVersion) v));
    }
  gtk_widget_add_css_class (GTK_WIDGET (self), "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Scope and its result in each FHIR version"), -1);
}

static void
put (OnbResultsRow *self, GtkWidget *child, int row, int column, int width)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));
  GtkGridLayoutChild *place =
      GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, child));

  gtk_grid_layout_child_set_row (place, row);
  gtk_grid_layout_child_set_column (place, column);
  gtk_grid_layout_child_set_column_span (place, width);
}

/* In shares of the row's width, whatever is in it: so the cells of all rows are below each other. A size
 * group does not do that, as how wide a text that wraps wants to be is another matter in each row. */
static void
arrange (OnbResultsRow *self, gboolean narrow)
{
  int share = narrow ? COLUMNS / ONB_N_FHIR_VERSIONS : CELL_COLUMNS;
  int first = narrow ? 0 : COLUMNS - ONB_N_FHIR_VERSIONS * CELL_COLUMNS;

  put (self, GTK_WIDGET (self->scope_label), 0, 0, narrow ? COLUMNS : first);
  for (int v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    put (self, self->cells[v].box, narrow ? 1 : 0, first + v * share, share);
}

void
onb_results_row_set_version_visible (OnbResultsRow *self, OnbFhirVersion version, gboolean visible)
{
  g_return_if_fail (ONB_IS_RESULTS_ROW (self));
  g_return_if_fail (version < ONB_N_FHIR_VERSIONS);

  gtk_widget_set_visible (self->cells[version].box, visible);
}

void
onb_results_row_set_narrow (OnbResultsRow *self, gboolean narrow)
{
  g_return_if_fail (ONB_IS_RESULTS_ROW (self));

  arrange (self, narrow);
}

static void
onb_results_row_dispose (GObject *object)
{
  g_clear_object (&ONB_RESULTS_ROW (object)->item);

  G_OBJECT_CLASS (onb_results_row_parent_class)->dispose (object);
}

static void
onb_results_row_class_init (OnbResultsRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_results_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/check/onb-results-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbResultsRow, grid);
  gtk_widget_class_bind_template_child (widget_class, OnbResultsRow, scope_label);
}

static void
add_cell (OnbResultsRow *self, Cell *cell)
{
  cell->box = g_object_new (GTK_TYPE_BOX, "spacing", 6, "margin-end", 6, NULL);
  cell->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             "valign", GTK_ALIGN_CENTER, NULL);
  cell->label =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                    "valign", GTK_ALIGN_CENTER, "hexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (cell->box), GTK_WIDGET (cell->icon));
  gtk_box_append (GTK_BOX (cell->box), GTK_WIDGET (cell->label));
  gtk_grid_attach (self->grid, cell->box, 0, 0, 1, 1);
}

static void
onb_results_row_init (OnbResultsRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    add_cell (self, &self->cells[v]);
  arrange (self, FALSE);
}

GtkWidget *
onb_results_row_new (OnbScopeItem *item)
{
  OnbResultsRow *self = g_object_new (ONB_TYPE_RESULTS_ROW, NULL);

  if (item != NULL)
    {
      self->item = g_object_ref (item);
      g_signal_connect_object (item, "changed", G_CALLBACK (on_item_changed), self, 0);
      update (self);
    }
  else
    {
      be_head (self);
    }
  return GTK_WIDGET (self);
}
