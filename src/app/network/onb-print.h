/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * onb_print_text:
 * @owner: a widget in the window to be modal for
 * @title: what the print job is called
 * @text: what to print
 *
 * Lets the user choose a printer, and prints @text there, on as many pages as it needs. What went wrong
 * is told in a toast.
 */
void onb_print_text (GtkWidget *owner, const char *title, const char *text);

G_END_DECLS
