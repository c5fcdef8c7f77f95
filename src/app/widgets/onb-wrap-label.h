/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * onb_wrap_label_new:
 * @text: (nullable): what it says
 * @css_class: (nullable): how it looks
 *
 * Returns: (transfer floating): a label that starts at the edge and wraps, long words too
 */
GtkWidget *onb_wrap_label_new (const char *text, const char *css_class);

G_END_DECLS
