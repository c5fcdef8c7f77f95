/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "keyring/onb-credentials.h"

G_BEGIN_DECLS

#define ONB_KEYRING_ERROR (onb_keyring_error_quark ())

/**
 * OnbKeyringError:
 * @ONB_KEYRING_ERROR_UNAVAILABLE: no program on this desktop keeps secrets
 * @ONB_KEYRING_ERROR_NO_COLLECTION: there is one, with nothing in it to save in
 * @ONB_KEYRING_ERROR_LOCKED: the keyring is locked and was not unlocked
 * @ONB_KEYRING_ERROR_TIMED_OUT: the keyring did not answer
 * @ONB_KEYRING_ERROR_FAILED: anything else
 */
typedef enum
{
  ONB_KEYRING_ERROR_UNAVAILABLE,
  ONB_KEYRING_ERROR_NO_COLLECTION,
  ONB_KEYRING_ERROR_LOCKED,
  ONB_KEYRING_ERROR_TIMED_OUT,
  ONB_KEYRING_ERROR_FAILED,
} OnbKeyringError;

GQuark onb_keyring_error_quark (void);

/**
 * onb_keyring_store_async:
 * @clinic: the clinic's id
 * @label: what the keyring's own program shows, the clinic's name for instance
 * @tenant: the clinic's tenant, "" where it is not known
 * @credentials: what to keep
 *
 * Keeps the credentials of a clinic in the system's keyring, in place of those that it has.
 */
void onb_keyring_store_async (const char *clinic,
                              const char *label,
                              const char *tenant,
                              OnbCredentials *credentials,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/** onb_keyring_store_finish: Returns: whether it is kept; if not, with #ONB_KEYRING_ERROR */
gboolean onb_keyring_store_finish (GAsyncResult *result, GError **error);

/**
 * onb_keyring_lookup_async:
 * @clinic: the clinic's id
 * @quietly: asks the user for nothing: a locked keyring is %ONB_KEYRING_ERROR_LOCKED
 */
void onb_keyring_lookup_async (const char *clinic,
                               gboolean quietly,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * onb_keyring_lookup_finish:
 *
 * Returns: (transfer full) (nullable): the credentials; %NULL without an error where the clinic has
 *   none, with #ONB_KEYRING_ERROR where that could not be found out
 */
OnbCredentials *onb_keyring_lookup_finish (GAsyncResult *result, GError **error);

/**
 * onb_keyring_remove_async:
 * @clinic: the clinic's id
 */
void onb_keyring_remove_async (const char *clinic,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** onb_keyring_remove_finish: Returns: whether nothing is kept any more; else #ONB_KEYRING_ERROR */
gboolean onb_keyring_remove_finish (GAsyncResult *result, GError **error);

/**
 * onb_keyring_harden_process:
 *
 * From now on a crash of this process leaves no core file, and no other process of this user can
 * read its memory.
 */
void onb_keyring_harden_process (void);

G_END_DECLS
