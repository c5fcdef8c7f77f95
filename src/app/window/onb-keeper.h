/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-clinic.h"
#include "keyring/onb-keyring.h"

G_BEGIN_DECLS

/**
 * OnbKeeperState: what is known of a clinic's credentials.
 * @ONB_KEEPER_UNKNOWN: the keyring was not asked yet, or could not answer
 * @ONB_KEEPER_NONE: the keyring has none
 * @ONB_KEEPER_KEPT: the keyring has them
 * @ONB_KEEPER_LOCKED: the keyring is locked
 * @ONB_KEEPER_LOOKING: the keyring is being asked
 * @ONB_KEEPER_SAVING: the keyring is being given new ones
 */
typedef enum
{
  ONB_KEEPER_UNKNOWN,
  ONB_KEEPER_NONE,
  ONB_KEEPER_KEPT,
  ONB_KEEPER_LOCKED,
  ONB_KEEPER_LOOKING,
  ONB_KEEPER_SAVING,
} OnbKeeperState;

#define ONB_N_KEEPER_STATES 6

#define ONB_TYPE_KEEPER (onb_keeper_get_type ())
G_DECLARE_FINAL_TYPE (OnbKeeper, onb_keeper, ONB, KEEPER, GObject)

/**
 * OnbKeeper: the one who asks the keyring for a clinic's credentials, and tells the clinic what it has. It
 * belongs to the session; pages show its state and keep none of their own.
 */

/**
 * OnbKeeper:state:
 *
 * An #OnbKeeperState; notified as well when the reason of the same state is another one.
 */

/**
 * OnbKeeper::kept:
 *
 * New credentials are in the keyring, and the clinic knows them.
 */

/**
 * onb_keeper_new:
 *
 * Returns: (transfer full): a keeper that has not asked yet
 */
OnbKeeper *onb_keeper_new (OnbClinic *clinic);

/** onb_keeper_get_state: Returns: the property "state" */
OnbKeeperState onb_keeper_get_state (OnbKeeper *self);

/** onb_keeper_is_busy: Returns: whether the keyring is being waited for */
gboolean onb_keeper_is_busy (OnbKeeper *self);

/**
 * onb_keeper_get_problem:
 *
 * Returns: (transfer none) (nullable): why the keyring did not do what it was asked last:
 *   #ONB_KEYRING_ERROR, or %G_IO_ERROR_CANCELLED where it was not waited for
 */
const GError *onb_keeper_get_problem (OnbKeeper *self);

/** onb_keeper_get_lost: Returns: whether credentials that were kept are not in the keyring any more */
gboolean onb_keeper_get_lost (OnbKeeper *self);

/** onb_keeper_refresh: asks the keyring, unless it is being waited for */
void onb_keeper_refresh (OnbKeeper *self);

/** onb_keeper_stop: waits no longer, whoever has begun to, and cancels what they gave to cancel it */
void onb_keeper_stop (OnbKeeper *self);

/** onb_keeper_close: the session ends: nobody is told anything any more */
void onb_keeper_close (OnbKeeper *self);

/**
 * onb_keeper_look_up_async:
 * @cancellable: (nullable): ends the wait; onb_keeper_stop() does as well, and cancels it
 *
 * Gets the credentials themselves, for what cannot be done without them.
 */
void onb_keeper_look_up_async (OnbKeeper *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * onb_keeper_look_up_finish:
 *
 * Returns: (transfer full) (nullable): the credentials; %NULL without an error where there are none, with
 *   #ONB_KEYRING_ERROR or %G_IO_ERROR_CANCELLED where that could not be found out
 */
OnbCredentials *onb_keeper_look_up_finish (OnbKeeper *self, GAsyncResult *result, GError **error);

/**
 * onb_keeper_keep:
 * @credentials: new ones, put into the keyring in place of what it has; OnbKeeper::kept tells when
 */
void onb_keeper_keep (OnbKeeper *self, OnbCredentials *credentials);

G_END_DECLS
