/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/check/onb-scope-item.h"

G_BEGIN_DECLS

#define ONB_TYPE_RESULTS_ROW (onb_results_row_get_type ())
G_DECLARE_FINAL_TYPE (OnbResultsRow, onb_results_row, ONB, RESULTS_ROW, GtkListBoxRow)

/**
 * onb_results_row_new:
 * @item: (nullable): a scope, whose changes the row shows; %NULL for the head of the table
 *
 * Returns: (transfer floating): a row: the scope, and a cell a version
 */
GtkWidget *onb_results_row_new (OnbScopeItem *item);

/** onb_results_row_set_version_visible: whether there is a cell for @version */
void
onb_results_row_set_version_visible (OnbResultsRow *self, OnbFhirVersion version, gboolean visible);

/** onb_results_row_set_narrow: whether the cells are below the scope in place of beside it */
void onb_results_row_set_narrow (OnbResultsRow *self, gboolean narrow);

G_END_DECLS
