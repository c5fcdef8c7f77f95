/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-clinic-merge.h"

G_BEGIN_DECLS

typedef enum
{
  ONB_CLINIC_WRITE_WAITING,
  ONB_CLINIC_WRITE_RUNNING,
  ONB_CLINIC_WRITE_DONE,
} OnbClinicWriteState;

/**
 * OnbClinicWrite: one clinic's file, as it is written once, in whichever thread: it holds all that it takes.
 * @aside: where what is in the file goes if it cannot be brought together with what is written
 * @yields: where both have changed the same, what is in the file counts; and what is not there is not made
 * @trace: (nullable): what was in the file when it was last seen; %NULL where it should not be there
 * @ours: what is to be in it
 * @state: for whoever runs it, under a lock of its own; nothing here looks at it
 * @merged: (nullable): what @ours was brought together with what another process had written
 * @written: (nullable): what is in the file now, %NULL where nothing was written
 * @error: (nullable): why it is not as it should be
 */
typedef struct
{
  OnbClinic *clinic;
  char *folder;
  char *path;
  char *aside;
  gboolean yields;
  OnbClinicTrace *trace;
  JsonNode *ours;
  OnbClinicWriteState state;
  JsonNode *merged;
  OnbClinicTrace *written;
  GError *error;
} OnbClinicWrite;

/**
 * onb_clinic_write_new:
 * @clinic: held, but only looked at during this call
 * @folder: of all clinics' files
 * @run: part of the names of what is put aside
 * @trace: (nullable): what was in the file when it was last seen
 * @yields: as in #OnbClinicWrite
 *
 * Returns: (transfer full): the write, of the clinic as it is now
 */
OnbClinicWrite *onb_clinic_write_new (
    OnbClinic *clinic, const char *folder, const char *run, OnbClinicTrace *trace, gboolean yields);
void onb_clinic_write_free (OnbClinicWrite *self);

/** onb_clinic_write_run: writes it, once; it then says what came of it */
void onb_clinic_write_run (OnbClinicWrite *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbClinicWrite, onb_clinic_write_free)

G_END_DECLS
