/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-clinic-merge.h"

G_BEGIN_DECLS

#define ONB_TYPE_CLINIC_WRITER (onb_clinic_writer_get_type ())
G_DECLARE_FINAL_TYPE (OnbClinicWriter, onb_clinic_writer, ONB, CLINIC_WRITER, GObject)

/**
 * OnbClinicWriter: brings clinics to the disk, one after the other, in a thread, a file each. What
 * another process has changed meanwhile is brought together with it, and comes into the clinic; what
 * cannot be brought together is not written over. What fails is kept, and tried again.
 */

/**
 * onb_clinic_writer_new:
 * @folder: where the files are
 *
 * Returns: (transfer full): a writer that has nothing to do
 */
OnbClinicWriter *onb_clinic_writer_new (const char *folder);

/** onb_clinic_writer_know: the clinic was read from its file, in which there was what @trace is of */
void onb_clinic_writer_know (OnbClinicWriter *self, OnbClinic *clinic, OnbClinicTrace *trace);

/**
 * onb_clinic_writer_give_way:
 *
 * From now on, where another process has changed the same, its change stays, and a file that another has
 * removed is not written again.
 */
void onb_clinic_writer_give_way (OnbClinicWriter *self);

/** onb_clinic_writer_follow: from now on what other processes write comes into the clinics by itself */
void onb_clinic_writer_follow (OnbClinicWriter *self);

/**
 * onb_clinic_writer_refresh:
 *
 * Brings what another process has written into the clinic, now.
 *
 * Returns: whether the clinic is still there; %FALSE only where this one gives way
 */
gboolean onb_clinic_writer_refresh (OnbClinicWriter *self, OnbClinic *clinic);

/** onb_clinic_writer_write: writes the clinic as it is when its turn comes, soon */
void onb_clinic_writer_write (OnbClinicWriter *self, OnbClinic *clinic);

/** onb_clinic_writer_remove: deletes the clinic's file, after a write of it that is under way */
void onb_clinic_writer_remove (OnbClinicWriter *self, OnbClinic *clinic);

/** onb_clinic_writer_retry: tries once more to write, or to delete, what could not be */
void onb_clinic_writer_retry (OnbClinicWriter *self);

/**
 * onb_clinic_writer_flush:
 *
 * Waits until everything is written, or has failed once more. Nothing else happens meanwhile: no main
 * loop runs.
 */
void onb_clinic_writer_flush (OnbClinicWriter *self);

/**
 * onb_clinic_writer_get_trouble:
 *
 * The property "trouble".
 *
 * Returns: (transfer none) (nullable): why files cannot be written, a sentence for the user; %NULL
 *   where they can
 */
const char *onb_clinic_writer_get_trouble (OnbClinicWriter *self);

/** onb_clinic_writer_get_fault: Returns: (transfer none) (nullable): the reason of that trouble alone */
const char *onb_clinic_writer_get_fault (OnbClinicWriter *self);

G_END_DECLS
