/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * onb_save_dialog_show:
 * @owner: a widget in the window to be modal for
 * @title: what is being saved
 * @name: the name to suggest for the file
 * @contents: what to save
 *
 * Lets the user choose name and place, and saves there. How it went is told in a toast.
 */
void onb_save_dialog_show (GtkWidget *owner, const char *title, const char *name, GBytes *contents);

G_END_DECLS
