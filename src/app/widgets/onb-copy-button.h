/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * onb_copy_button_new:
 * @what: what the value is called, for the button's name
 * @value: what is copied; nothing secret
 *
 * Returns: (transfer floating): a button that copies @value to the clipboard and says so
 */
GtkWidget *onb_copy_button_new (const char *what, const char *value);

G_END_DECLS
