/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * onb_launch:
 * @owner: a widget in the window
 * @uri: an address, of the web or of a mail
 * @otherwise: what the user can do where no program opens it
 *
 * Opens @uri in the program that the user has for it. Where there is none, a toast says @otherwise.
 */
void onb_launch (GtkWidget *owner, const char *uri, const char *otherwise);

G_END_DECLS
