/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-page.h"

G_BEGIN_DECLS

#define ONB_TYPE_PAGE_ROW (onb_page_row_get_type ())
G_DECLARE_FINAL_TYPE (OnbPageRow, onb_page_row, ONB, PAGE_ROW, GtkListBoxRow)

/**
 * onb_page_row_new:
 *
 * Returns: (transfer floating): the row for @page in the list of all pages, which follows it
 */
GtkWidget *onb_page_row_new (OnbPage *page);

G_END_DECLS
