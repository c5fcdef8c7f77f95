/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * onb_email_compose_async:
 * @address: to whom
 * @subject: its subject
 * @body: what is in it, to be changed by the user
 * @name: name of the file that is attached
 * @contents: what is in the file
 *
 * Asks the desktop for a mail with a file attached, in the program that the user has for mails, where the
 * user sends it or not. The file is kept in the program's cache until the next one, as nobody tells when
 * it has been sent.
 */
void onb_email_compose_async (const char *address,
                              const char *subject,
                              const char *body,
                              const char *name,
                              GBytes *contents,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * onb_email_compose_finish:
 *
 * Returns: whether the mail is there; if not, with %G_IO_ERROR_CANCELLED where the user did not want it,
 *   and another error where this desktop has no such portal or no program for mails
 */
gboolean onb_email_compose_finish (GAsyncResult *result, GError **error);

/**
 * onb_email_new_link:
 * @address: to whom; empty where the user is to fill it in
 *
 * Returns: (transfer full): the address that opens such a mail, with nothing attached
 */
char *onb_email_new_link (const char *address, const char *subject, const char *body);

G_END_DECLS
