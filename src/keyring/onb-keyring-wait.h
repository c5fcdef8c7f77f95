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
 * @quietly: whether the user is asked nothing; otherwise it is one of #OnbKeyringWaits, which may give it up
 *
 * Returns: (transfer full): a wait that has begun
 */
OnbKeyringWait *onb_keyring_wait_new (GCancellable *cancellable, guint seconds, gboolean quietly);

/**
 * OnbKeyringGaveUp: nothing comes of what was cancelled
 * @task: of the wait
 */
typedef void (*OnbKeyringGaveUp) (GTask *task);

/**
 * onb_keyring_wait_watch:
 * @task: (transfer none): what is waited for; @self goes with it
 * @gave_up: ends @task
 *
 * A library may never say that it has cancelled what it was to cancel, where a service went away while it
 * asked its user something, for instance. Then @gave_up is called, and what is called back all the same
 * comes too late: see onb_keyring_wait_is_over().
 */
void onb_keyring_wait_watch (OnbKeyringWait *self, GTask *task, OnbKeyringGaveUp gave_up);

/** onb_keyring_wait_end: the task returns: from now on nobody is called */
void onb_keyring_wait_end (OnbKeyringWait *self);

/** onb_keyring_wait_is_over: Returns: whether the task was given up */
gboolean onb_keyring_wait_is_over (OnbKeyringWait *self);

/** onb_keyring_wait_is_given_up: Returns: whether somebody gave it up, before it was over by itself */
gboolean onb_keyring_wait_is_given_up (OnbKeyringWait *self);

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
