/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ONB_KEYRING_PATIENCE_SECONDS: how long a keyring is waited for, with all that it asks its user meanwhile:
 * long enough to look a password up, and an end to a question that nobody sees
 */
#define ONB_KEYRING_PATIENCE_SECONDS 120

/**
 * OnbKeyringWait: one wait for the keyring, which ends when somebody gives it up, and by itself. A call over
 * D-Bus has a limit of its own; a question to the user, which a service may put in between, has none.
 */
typedef struct _OnbKeyringWait OnbKeyringWait;

/**
 * onb_keyring_wait_new:
 * @cancellable: (nullable): gives it up
 * @seconds: when it ends by itself, usually #ONB_KEYRING_PATIENCE_SECONDS
 *
 * Returns: (transfer full): a wait that has begun
 */
OnbKeyringWait *onb_keyring_wait_new (GCancellable *cancellable, guint seconds);

/** onb_keyring_wait_free: ends it, without a word to anybody */
void onb_keyring_wait_free (OnbKeyringWait *self);

/** onb_keyring_wait_get_cancellable: Returns: (transfer none): what is done meanwhile is cancelled by this */
GCancellable *onb_keyring_wait_get_cancellable (OnbKeyringWait *self);

/**
 * onb_keyring_wait_judge:
 * @error: what came of that which was done meanwhile
 *
 * Returns: (transfer full): @error, or %G_IO_ERROR_TIMED_OUT where it is only that the wait was over
 */
GError *onb_keyring_wait_judge (OnbKeyringWait *self, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbKeyringWait, onb_keyring_wait_free)

G_END_DECLS
