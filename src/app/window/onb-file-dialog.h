/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** onb_dialog_was_dismissed: Returns: whether @error (nullable) says that the user closed it without a choice */
gboolean onb_dialog_was_dismissed (const GError *error);

/**
 * onb_file_dialog_save:
 * @owner: a widget in the window to be modal for
 * @title: what is being saved
 * @name: the name to suggest for the file
 * @contents: what to save
 *
 * Lets the user choose name and place, and saves there. How it went is told in a toast.
 */
void onb_file_dialog_save (GtkWidget *owner, const char *title, const char *name, GBytes *contents);

/**
 * OnbFileChosen:
 * @file: the file that the user chose
 */
typedef void (*OnbFileChosen) (GFile *file, gpointer data);

/**
 * onb_file_dialog_open:
 * @owner: a widget in the window to be modal for
 * @title: what is being opened
 * @chosen: called when the user has chosen one, and not otherwise
 * @destroy: (nullable): frees @data in any case
 *
 * Lets the user choose a file.
 */
void onb_file_dialog_open (GtkWidget *owner,
                           const char *title,
                           OnbFileChosen chosen,
                           gpointer data,
                           GDestroyNotify destroy);

G_END_DECLS
