/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/**
 * onb_secret_input_read_async:
 * @name: a file, or "-" for standard input
 * @cancellable: ends the wait at once, whatever is waited for
 *
 * Reads a secret: from a terminal one line, asked for and not shown; from anything else all there is,
 * less one line end. It goes straight into memory that is wiped.
 */
void onb_secret_input_read_async (const char *name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * onb_secret_input_read_finish:
 *
 * Returns: (transfer full) (nullable): the secret, unjudged, or %NULL with #G_FILE_ERROR where it could
 *   not be read, #G_OPTION_ERROR where it is something else than text of a secret's length, or
 *   %G_IO_ERROR_CANCELLED
 */
SecretValue *onb_secret_input_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
