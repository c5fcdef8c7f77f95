/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * onb_report_mail:
 * @window: the program's window
 * @contact: to whom
 * @subject: of the mail
 * @name: name of the file
 * @contents: what is in the file
 *
 * Opens a mail with the file attached in the program that the user has for it. Where the desktop attaches
 * nothing, it opens one without, and says that the file has to be saved and attached by hand.
 */
void onb_report_mail (GtkWidget *window,
                      const char *contact,
                      const char *subject,
                      const char *name,
                      GBytes *contents);

G_END_DECLS
