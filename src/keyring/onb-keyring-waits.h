/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** ONB_KEYRING_OVERDUE_SECONDS: after how long without a response whoever waits is to be told so */
#define ONB_KEYRING_OVERDUE_SECONDS 10

#define ONB_TYPE_KEYRING_WAITS (onb_keyring_waits_get_type ())
G_DECLARE_FINAL_TYPE (OnbKeyringWaits, onb_keyring_waits, ONB, KEYRING_WAITS, GObject)

/**
 * OnbKeyringWaits: all that this program waits for its keyring for, whoever waits and whatever for. A
 * keyring may ask its user something in a window that nobody sees: that is told, and given up, here alone.
 */

/**
 * OnbKeyringWaits:overdue:
 *
 * Whether the keyring has been waited for longer than #ONB_KEYRING_OVERDUE_SECONDS.
 */

/** onb_keyring_waits_get_default: Returns: (transfer none): the only one there is */
OnbKeyringWaits *onb_keyring_waits_get_default (void);

/** onb_keyring_waits_is_overdue: Returns: the property "overdue" */
gboolean onb_keyring_waits_is_overdue (OnbKeyringWaits *self);

/**
 * onb_keyring_waits_stop:
 *
 * Gives up all that is waited for; each ends with %G_IO_ERROR_CANCELLED.
 */
void onb_keyring_waits_stop (OnbKeyringWaits *self);

/**
 * onb_keyring_waits_add:
 * @wait: (transfer none): gives up what is waited for from now on
 */
void onb_keyring_waits_add (OnbKeyringWaits *self, GCancellable *wait);

/** onb_keyring_waits_remove: what @wait was added for is over */
void onb_keyring_waits_remove (OnbKeyringWaits *self, GCancellable *wait);

G_END_DECLS
