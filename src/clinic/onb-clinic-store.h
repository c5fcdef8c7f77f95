/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-clinic.h"

G_BEGIN_DECLS

#define ONB_TYPE_CLINIC_STORE (onb_clinic_store_get_type ())
G_DECLARE_FINAL_TYPE (OnbClinicStore, onb_clinic_store, ONB, CLINIC_STORE, GObject)

#define ONB_CLINIC_STORE_ERROR (onb_clinic_store_error_quark ())

/**
 * OnbClinicStoreError:
 * @ONB_CLINIC_STORE_ERROR_NOT_FOUND: there is no clinic of that name
 * @ONB_CLINIC_STORE_ERROR_AMBIGUOUS: several clinics have that name; the message has their ids
 */
typedef enum
{
  ONB_CLINIC_STORE_ERROR_NOT_FOUND,
  ONB_CLINIC_STORE_ERROR_AMBIGUOUS,
} OnbClinicStoreError;

GQuark onb_clinic_store_error_quark (void);

/**
 * OnbClinicStore: the clinics that this user works on, a #GListModel of #OnbClinic, one file each.
 * What changes is written by itself, together with what another process has changed meanwhile, and never
 * over what cannot be brought together.
 */

/**
 * onb_clinic_store_new:
 * @practice: the clinics of the practice mode, which are kept apart
 *
 * Returns: (transfer full): the store, still empty
 */
OnbClinicStore *onb_clinic_store_new (gboolean practice);

/**
 * onb_clinic_store_load:
 * @read_only: leave every file as it is, also what cannot be read, and write nothing later
 *
 * Reads all files. One that is left out is named in onb_clinic_store_get_problems() and stays on the
 * disk: as it is where it could not be read, where a newer version wrote it, where its name is not its
 * clinic's id, or if @read_only; and under a name of its own where what was read is no clinic.
 */
void onb_clinic_store_load (OnbClinicStore *self, gboolean read_only);

/**
 * onb_clinic_store_begin_load:
 *
 * As onb_clinic_store_load(), in threads. When all files are read, and not before, all clinics come into
 * the list at once: by the main loop, or where something is asked of this store that depends on them,
 * which waits for them.
 */
void onb_clinic_store_begin_load (OnbClinicStore *self, gboolean read_only);

/** onb_clinic_store_is_loading: Returns: whether there may be clinics that are not in the list yet; the
 *   property "loading" */
gboolean onb_clinic_store_is_loading (OnbClinicStore *self);

/** onb_clinic_store_wait: waits until the clinics are in the list */
void onb_clinic_store_wait (OnbClinicStore *self);

/** onb_clinic_store_wait_for_few: waits as well, unless there are so many that it would be noticed */
void onb_clinic_store_wait_for_few (OnbClinicStore *self);

/**
 * onb_clinic_store_give_way:
 *
 * For a process beside the one that the user works with: where both have changed the same, the other's
 * stays, and what the other has removed stays removed. Called before it loads, what cannot be read stays
 * where it is.
 */
void onb_clinic_store_give_way (OnbClinicStore *self);

/** onb_clinic_store_follow: from now on the clinics become what other processes make of them, by themselves */
void onb_clinic_store_follow (OnbClinicStore *self);

/**
 * onb_clinic_store_refresh:
 *
 * Makes one clinic what another process has made of it, at once.
 *
 * Returns: whether it is still there: one of the store's, and, where this one gives way, not removed by
 *   another process
 */
gboolean onb_clinic_store_refresh (OnbClinicStore *self, OnbClinic *clinic);

/**
 * onb_clinic_store_get_problems:
 *
 * Returns: (transfer none) (array zero-terminated=1): what went wrong, sentences for the user
 */
const char *const *onb_clinic_store_get_problems (OnbClinicStore *self);

/** onb_clinic_store_add: the clinic is kept, and written, from now on */
void onb_clinic_store_add (OnbClinicStore *self, OnbClinic *clinic);

/**
 * onb_clinic_store_remove:
 * @clinic: one of the store's
 *
 * The clinic leaves the list at once. Its file goes too, after a write of it that is under way. Its
 * keyring item is not touched.
 */
void onb_clinic_store_remove (OnbClinicStore *self, OnbClinic *clinic);

/**
 * onb_clinic_store_get:
 * @id: a clinic's id
 *
 * Returns: (transfer none) (nullable): the clinic of that id
 */
OnbClinic *onb_clinic_store_get (OnbClinicStore *self, const char *id);

/**
 * onb_clinic_store_find:
 * @name: a clinic's id or name; the id comes first
 *
 * Returns: (transfer none) (nullable): the one clinic that @name means, or %NULL with
 *   #ONB_CLINIC_STORE_ERROR
 */
OnbClinic *onb_clinic_store_find (OnbClinicStore *self, const char *name, GError **error);

/**
 * onb_clinic_store_flush:
 *
 * Waits until everything is written, or has failed once more, see onb_clinic_store_get_trouble().
 * Nothing else happens meanwhile: no main loop runs.
 */
void onb_clinic_store_flush (OnbClinicStore *self);

/**
 * onb_clinic_store_get_trouble:
 *
 * The property "trouble". What could not be written is kept in memory, and written with the next
 * change, or with onb_clinic_store_write_again().
 *
 * Returns: (transfer none) (nullable): why the clinics cannot be written, a sentence for the user;
 *   %NULL where they can
 */
const char *onb_clinic_store_get_trouble (OnbClinicStore *self);

/** onb_clinic_store_get_fault: Returns: (transfer none) (nullable): the reason of that trouble alone, for whoever
 * ends and does not try again */
const char *onb_clinic_store_get_fault (OnbClinicStore *self);

/** onb_clinic_store_write_again: tries once more to write what could not be written */
void onb_clinic_store_write_again (OnbClinicStore *self);

G_END_DECLS
