/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ONB_TYPE_PAIR (onb_pair_get_type ())
G_DECLARE_FINAL_TYPE (OnbPair, onb_pair, ONB, PAIR, GtkWidget)

/**
 * onb_pair_new:
 * @start: (transfer floating): what comes first
 * @end: (transfer floating): what comes second
 *
 * Returns: (transfer floating): the two side by side where there is room, else one above the other
 */
GtkWidget *onb_pair_new (GtkWidget *start, GtkWidget *end);

/** onb_pair_set_spacing: how far apart the two are, in pixels */
void onb_pair_set_spacing (OnbPair *self, int spacing);

G_END_DECLS
