/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "keyring/onb-keyring.h"

G_BEGIN_DECLS

/**
 * OnbKeyringService: who keeps the secrets on this desktop; each has its own way out of a fault.
 */
typedef enum
{
  ONB_KEYRING_SERVICE_UNKNOWN,
  ONB_KEYRING_SERVICE_GNOME,
  ONB_KEYRING_SERVICE_KWALLET,
  ONB_KEYRING_SERVICE_KEEPASSXC,
} OnbKeyringService;

/**
 * onb_keyring_service_from_process:
 * @name: (nullable): a process's name, as /proc has it
 *
 * Returns: the service that it is
 */
OnbKeyringService onb_keyring_service_from_process (const char *name);

/**
 * onb_keyring_fault_explain:
 * @reason: what libsecret said
 * @service: who was asked
 * @sandboxed: whether this is a sandbox, where a portal has to be asked
 * @given_up: whether it was this program that gave up
 *
 * Returns: (transfer full): the same with #ONB_KEYRING_ERROR, in words for the user, with what can be
 *   done about it there; %G_IO_ERROR_CANCELLED where @given_up
 */
GError *onb_keyring_fault_explain (const GError *reason,
                                   OnbKeyringService service,
                                   gboolean sandboxed,
                                   gboolean given_up);

/**
 * onb_keyring_fault_explain_async:
 * @reason: what libsecret said
 * @given_up: whether it was this program that gave up
 *
 * Finds out who was asked, and explains it.
 */
void onb_keyring_fault_explain_async (const GError *reason,
                                      gboolean given_up,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/** onb_keyring_fault_explain_finish: Returns: (transfer full): as onb_keyring_fault_explain() */
GError *onb_keyring_fault_explain_finish (GAsyncResult *result);

G_END_DECLS
