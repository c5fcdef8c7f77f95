/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

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

/**
 * onb_user_file_read:
 * @path: a file below the user's data
 * @max: how many bytes it may have
 * @length: (out): how many it has
 *
 * Reads a file, and waits neither for a writer of a pipe nor for what is larger than it may be.
 *
 * Returns: (transfer full) (nullable): what is in it, or %NULL with #G_FILE_ERROR; then nothing is
 *   known about what is in it
 */
char *onb_user_file_read (const char *path, gsize max, gsize *length, GError **error);

/**
 * onb_user_file_load_async:
 * @file: a file that the user chose, wherever it is
 * @max: how many bytes it may have
 *
 * Reads a file as onb_user_file_read() does, while the main thread goes on.
 */
void
onb_user_file_load_async (GFile *file, gsize max, GAsyncReadyCallback callback, gpointer user_data);

/**
 * onb_user_file_load_finish:
 * @length: (out): how many bytes it has
 *
 * Returns: (transfer full) (nullable): what is in it, or %NULL with #G_FILE_ERROR, or with
 *   %G_IO_ERROR_NOT_SUPPORTED where it is not on this computer
 */
char *onb_user_file_load_finish (GAsyncResult *result, gsize *length, GError **error);

/**
 * onb_user_file_get_path:
 * @file: a file that the user chose, wherever it is
 *
 * Returns: (transfer full) (nullable) (type filename): where it is on this computer, or %NULL with
 *   %G_IO_ERROR_NOT_SUPPORTED
 */
char *onb_user_file_get_path (GFile *file, GError **error);

/**
 * onb_user_file_checksum:
 * @contents: what is in a file
 * @length: of @contents in bytes
 *
 * Returns: (transfer full): what onb_user_file_update() knows it by
 */
char *onb_user_file_checksum (const char *contents, gsize length);

/**
 * onb_user_file_update:
 * @path: a file below the user's data
 * @length: of @contents in bytes
 * @max: how many bytes the file may have
 * @known: (inout) (nullable): the checksum of what was read from or written to the file last, %NULL
 *   where it should not be there
 * @aside: the name of another file
 *
 * Writes a file as onb_user_file_write() does, unless somebody else has changed it meanwhile: then it
 * stays, and @contents are written to @aside.
 *
 * Returns: whether it is written; if not, with #G_FILE_ERROR, %G_FILE_ERROR_EXIST where @contents are
 *   in @aside
 */
gboolean onb_user_file_update (const char *path,
                               const char *contents,
                               gsize length,
                               gsize max,
                               char **known,
                               const char *aside,
                               GError **error);

/**
 * onb_user_file_lock:
 * @folder: a folder below the user's data
 *
 * Holds the folder against other processes that hold it as well, and waits for them: not for one that
 * does not come to an end.
 *
 * Returns: what onb_user_file_unlock() takes; less than 0 where it could not be held
 */
int onb_user_file_lock (const char *folder);

/** onb_user_file_unlock: lets go of the folder, if it was held */
void onb_user_file_unlock (int held);

/**
 * onb_user_file_put_aside:
 * @path: a file below the user's data
 * @aside: the name that it gets
 *
 * Renames a file, unless there is one of the new name.
 *
 * Returns: whether it has the new name
 */
gboolean onb_user_file_put_aside (const char *path, const char *aside);

/**
 * onb_user_file_sweep:
 * @folder: a folder below the user's data
 *
 * Deletes what onb_user_file_write() has left in @folder when the program was killed: files of a name
 * that only this program gives, and that nobody is writing. Everything else is left alone.
 */
void onb_user_file_sweep (const char *folder);

G_END_DECLS
