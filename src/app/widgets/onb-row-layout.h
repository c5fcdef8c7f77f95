/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * OnbRowLayout: lays out what is in a row, as the platform does; yet where the buttons at its end would
 * leave less than half of a narrow row to a text that wants more, they are below the text.
 */
#define ONB_TYPE_ROW_LAYOUT (onb_row_layout_get_type ())
G_DECLARE_FINAL_TYPE (OnbRowLayout, onb_row_layout, ONB, ROW_LAYOUT, GtkLayoutManager)

/** onb_row_layout_install: lets @row, which has been initialized, be laid out so */
void onb_row_layout_install (AdwActionRow *row);

G_END_DECLS
