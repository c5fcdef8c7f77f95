/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** The option with which the program starts without a window, and stays. */
#define ONB_AUTOSTART_OPTION "--background"

/**
 * onb_autostart_set_async:
 * @wanted: whether the program is to be started at each login, without a window
 * @reason: what for, in a few words for the user, translated
 *
 * Asks the desktop for it: in a sandbox through the Background portal, elsewhere with an entry in the
 * user's configuration. Where it is so already, nothing happens but that its answer is the truth.
 */
void onb_autostart_set_async (gboolean wanted,
                              const char *reason,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * onb_autostart_set_finish:
 *
 * Returns: whether it is so; if not, with an error that says why, a sentence or two for the user
 */
gboolean onb_autostart_set_finish (GAsyncResult *result, GError **error);

/**
 * onb_autostart_check_async:
 * @reason: as in onb_autostart_set_async()
 *
 * Finds out whether the desktop will start the program at the next login: from the entry itself, or in a
 * sandbox by asking the portal once more, which alone knows what the user has allowed since.
 */
void
onb_autostart_check_async (const char *reason, GAsyncReadyCallback callback, gpointer user_data);

/**
 * onb_autostart_check_finish:
 *
 * Returns: whether it will; %FALSE without an error where it will not, with an error where that could
 *   not be found out
 */
gboolean onb_autostart_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
