/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * onb_user_file_write:
 * @path: a file below the user's data; folders that are missing are made
 * @length: of @contents in bytes
 *
 * Writes a file that nobody but the user can read, in such an order that a crash at any moment leaves
 * either the old file or the new one, whole. It waits for the disk: not for the main thread.
 *
 * Returns: whether it is written; if not, with #G_FILE_ERROR
 */
gboolean onb_user_file_write (const char *path, const char *contents, gsize length, GError **error);

G_END_DECLS
