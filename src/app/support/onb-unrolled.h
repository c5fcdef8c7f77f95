/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * onb_unrolled_new:
 * @window: a window that is in view
 *
 * Returns: (transfer full): what @window shows, and would show if it were so high that nothing of the
 *   page in it had to be scrolled. Where a dialog lies over the page, it is as it is.
 */
GdkPaintable *onb_unrolled_new (GtkWindow *window);

G_END_DECLS
