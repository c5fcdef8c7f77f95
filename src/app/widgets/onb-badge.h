/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * onb_badge_new:
 * @number: a step's number
 * @presentation: whether it only repeats what stands beside it, and is not to be read out
 *
 * Returns: (transfer floating): the number in a circle
 */
GtkWidget *onb_badge_new (int number, gboolean presentation);

G_END_DECLS
