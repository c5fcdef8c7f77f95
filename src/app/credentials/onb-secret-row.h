/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_SECRET_ROW (onb_secret_row_get_type ())
G_DECLARE_FINAL_TYPE (OnbSecretRow, onb_secret_row, ONB, SECRET_ROW, AdwPreferencesRow)

/**
 * OnbSecretRow: a row to type a secret into.
 *
 * In place of AdwPasswordEntryRow, which as an editable of its own hands its text to every assistive
 * technology of the session as it is, hidden or not (libadwaita 1.7 to 1.10). Here, assistive technologies get the field's name, role and focus, and no text.
 */

/**
 * OnbSecretRow::changed:
 *
 * Something else stands in the field now.
 */

/**
 * OnbSecretRow::entered:
 *
 * The user has pressed Enter.
 */

/**
 * onb_secret_row_get_text:
 *
 * Returns: (transfer none): what was typed, in memory that is not swapped out
 */
const char *onb_secret_row_get_text (OnbSecretRow *self);

/** onb_secret_row_set_text: puts @text into the field, in place of what was there */
void onb_secret_row_set_text (OnbSecretRow *self, const char *text);

/** onb_secret_row_get_field: Returns: (transfer none): what has the keyboard's focus while it is typed */
GtkWidget *onb_secret_row_get_field (OnbSecretRow *self);

/** onb_secret_row_add_prefix, onb_secret_row_add_suffix: what else is in the row, beside the field */
void onb_secret_row_add_prefix (OnbSecretRow *self, GtkWidget *widget);
void onb_secret_row_add_suffix (OnbSecretRow *self, GtkWidget *widget);

/** onb_secret_row_clear: empties the field; its memory is wiped */
void onb_secret_row_clear (OnbSecretRow *self);

G_END_DECLS
