/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-directory-entry.h"

G_BEGIN_DECLS

#define ONB_TYPE_DIRECTORY (onb_directory_get_type ())
G_DECLARE_FINAL_TYPE (OnbDirectory, onb_directory, ONB, DIRECTORY, GObject)

/**
 * OnbDirectory: the organisations that the EHR's maker publishes, with their FHIR addresses; a
 * #GListModel of those #OnbDirectoryEntry that match the query, the best first. Nothing of it comes
 * with the program: the user downloads it or brings a file, and that copy is kept.
 */

/**
 * onb_directory_new:
 * @practice: the directory of the practice mode, which is kept apart
 *
 * Returns: (transfer full): the directory, still empty
 */
OnbDirectory *onb_directory_new (gboolean practice);

/**
 * onb_directory_load_async:
 *
 * Reads the kept copy.
 */
void onb_directory_load_async (OnbDirectory *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * onb_directory_download_async:
 * @address: where it is published; https, or in practice loopback
 *
 * Downloads the directory, unless the kept copy is still the published one (RFC 9110 §13.1.2).
 */
void onb_directory_download_async (OnbDirectory *self,
                                   const char *address,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * onb_directory_import_async:
 * @file: a downloaded directory, for where the network does not let it through
 */
void onb_directory_import_async (OnbDirectory *self,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * onb_directory_finish:
 *
 * Ends each of the three.
 *
 * Returns: whether the directory is up to date now. If not, it is as it was before, with an error
 *   whose message says why; loading where nothing is kept gives %G_IO_ERROR_NOT_FOUND.
 */
gboolean onb_directory_finish (OnbDirectory *self, GAsyncResult *result, GError **error);

/**
 * onb_directory_set_query:
 * @text: what is searched for; see onb_directory_query_new()
 */
void onb_directory_set_query (OnbDirectory *self, const char *text);

/** onb_directory_get_n_entries: Returns: how many there are, whatever the query; 0 before any came */
guint onb_directory_get_n_entries (OnbDirectory *self);

/** onb_directory_get_source: Returns: (nullable): where the copy came from */
const char *onb_directory_get_source (OnbDirectory *self);

/** onb_directory_get_fetched: Returns: (transfer none) (nullable): when the copy was up to date */
GDateTime *onb_directory_get_fetched (OnbDirectory *self);

G_END_DECLS
