/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gunixfdlist.h>

G_BEGIN_DECLS

/**
 * onb_portal_is_the_way: Returns: whether there is no other way to the desktop than through portals: in a
 *   sandbox, or where GIO_USE_PORTALS says so, as for GLib
 */
gboolean onb_portal_is_the_way (void);

/**
 * onb_portal_request_async:
 * @interface: one of the desktop portal's
 * @method: one that is given a parent window and options, and returns the handle of a request
 * @options: (transfer full): its options, without the handle's token
 * @files: (nullable): what the options name by handles
 *
 * Asks the desktop for something, and waits for what the user, or the desktop, answers.
 */
void onb_portal_request_async (const char *interface,
                               const char *method,
                               GVariantDict *options,
                               GUnixFDList *files,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * onb_portal_request_finish:
 *
 * Returns: (transfer full) (nullable): the answer, a{sv}; if there is none, with %G_IO_ERROR_CANCELLED where
 *   the user did not want it, %G_IO_ERROR_FAILED where the desktop could not, and another error where there
 *   is no such portal
 */
GVariant *onb_portal_request_finish (GAsyncResult *result, GError **error);

G_END_DECLS
