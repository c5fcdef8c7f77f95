/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * OnbStaticRow: a row that says something, and is no stop on the keyboard's way itself. What stands in
 * it is: buttons, links. A list that begins or ends with one is gone through all the same.
 */
#define ONB_TYPE_STATIC_ROW (onb_static_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (OnbStaticRow, onb_static_row, ONB, STATIC_ROW, AdwActionRow)

struct _OnbStaticRowClass
{
  AdwActionRowClass parent_class;
};

/** onb_static_row_new: Returns: (transfer floating): a row that reads its texts without markup */
GtkWidget *onb_static_row_new (void);

G_END_DECLS
