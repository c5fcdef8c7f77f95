/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * onb_badge_new:
 * @place: a step's number, or the name of one of its places, like "4a"
 * @presentation: whether it only repeats what stands beside it, and is not to be read out
 *
 * Returns: (transfer floating): the place in a circle
 */
GtkWidget *onb_badge_new (const char *place, gboolean presentation);

G_END_DECLS
