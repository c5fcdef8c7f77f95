/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-support-facts.h"
#include "guide/onb-guide.h"

G_BEGIN_DECLS

/**
 * OnbReceivedFile: a file that somebody sent, and that was opened or dropped: what is in it tells which of
 * the two it is.
 * @guide: (nullable): a guide
 * @report: (nullable): what a support report says
 */
typedef struct
{
  OnbGuide *guide;
  OnbSupportFacts *report;
} OnbReceivedFile;

/**
 * onb_received_file_read:
 * @path: (type filename): a file, from whomever
 *
 * Reads a guide or a support report. What begins as a guide does, or is called .xml, is read as one.
 *
 * Returns: (transfer full) (nullable): what is in it, or %NULL with #ONB_GUIDE_ERROR where it is a guide
 *   that cannot be used, whose message gives file, line, and reason, or with #G_IO_ERROR or #G_FILE_ERROR
 */
OnbReceivedFile *onb_received_file_read (const char *path, GError **error);

/**
 * onb_received_file_load_async:
 * @file: a file, from whomever
 *
 * Reads it as onb_received_file_read() does, in a thread.
 */
void onb_received_file_load_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data);

/** onb_received_file_load_finish: Returns: (transfer full) (nullable): as of onb_received_file_read() */
OnbReceivedFile *onb_received_file_load_finish (GAsyncResult *result, GError **error);

/**
 * onb_received_file_free:
 * @self: (transfer full): a file that was read
 */
void onb_received_file_free (OnbReceivedFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbReceivedFile, onb_received_file_free)

G_END_DECLS
