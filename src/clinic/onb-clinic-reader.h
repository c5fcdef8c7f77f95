/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-clinic-merge.h"

G_BEGIN_DECLS

/**
 * OnbReadFile: what onb_clinic_file_read() made of a file.
 * @clinic: (nullable): %NULL where @error says why
 */
typedef struct
{
  char *path;
  OnbClinic *clinic;
  OnbClinicTrace *trace;
  gboolean is_damaged;
  GError *error;
} OnbReadFile;

/**
 * OnbClinicReader: reads files of clinics, in as many threads as leave a processor to the caller.
 */
typedef struct _OnbClinicReader OnbClinicReader;

/**
 * onb_clinic_reader_new:
 * @paths: (element-type utf8): clinics' files
 * @done: called by the main loop when all of them are read, once, unless onb_clinic_reader_finish()
 *   came before it
 *
 * Returns: (transfer full): a reader that has begun
 */
OnbClinicReader *onb_clinic_reader_new (GPtrArray *paths, GSourceOnceFunc done, gpointer data);

/** onb_clinic_reader_count: Returns: how many files there are */
guint onb_clinic_reader_count (const OnbClinicReader *self);

/**
 * onb_clinic_reader_finish:
 * @self: (transfer full)
 *
 * Waits for what is not read yet. No main loop runs meanwhile.
 *
 * Returns: (transfer full) (element-type OnbReadFile): the files, in the order of their paths
 */
GPtrArray *onb_clinic_reader_finish (OnbClinicReader *self);

G_END_DECLS
