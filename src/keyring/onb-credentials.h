/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/**
 * OnbCredentials: what a clinic has in hand after the guide's last step.
 * @client_id: not secret, but shortened wherever it is shown
 * @secret: the Client Secret, in memory that is not swapped out, and wiped when freed
 * @mark: a UUID for this very pair, which tells nothing of it: by it a result and what is in the keyring
 *   are known to be about the same
 */
typedef struct
{
  char *client_id;
  SecretValue *secret;
  char *mark;
} OnbCredentials;

/**
 * onb_credentials_new:
 * @secret: the Client Secret; copied
 *
 * Returns: (transfer full): the credentials
 */
OnbCredentials *onb_credentials_new (const char *client_id, const char *secret);
OnbCredentials *onb_credentials_new_for_value (const char *client_id, SecretValue *secret);
OnbCredentials *onb_credentials_ref (OnbCredentials *self);
void onb_credentials_unref (OnbCredentials *self);

/**
 * OnbCredentialHint: what seems wrong with what was typed. Nothing is ever changed silently.
 */
typedef enum
{
  ONB_CREDENTIAL_HINT_NONE,
  ONB_CREDENTIAL_HINT_SPACES,
  ONB_CREDENTIAL_HINT_QUOTES,
  ONB_CREDENTIAL_HINT_FOREIGN,
  ONB_CREDENTIAL_HINT_SWAPPED,
  ONB_CREDENTIAL_HINT_NOT_UUID,
  ONB_CREDENTIAL_HINT_IS_UUID,
  ONB_CREDENTIAL_HINT_SHORT,
} OnbCredentialHint;

/**
 * onb_client_id_get_hint:
 * @text: what stands in the field for the Client ID
 * @secret: what stands in the field for the Client Secret
 *
 * Returns: what seems wrong with @text; nothing while it is empty
 */
OnbCredentialHint onb_client_id_get_hint (const char *text, const char *secret);

/**
 * onb_client_secret_get_hint:
 * @text: what stands in the field for the Client Secret
 * @client_id: what stands in the field for the Client ID
 *
 * Returns: what seems wrong with @text; nothing while it is empty
 */
OnbCredentialHint onb_client_secret_get_hint (const char *text, const char *client_id);

/**
 * onb_credential_hint_get_text:
 *
 * Returns: (nullable): what to tell the user, translated
 */
const char *onb_credential_hint_get_text (OnbCredentialHint hint);

/**
 * onb_credential_hint_is_fatal:
 *
 * Returns: whether what was typed cannot be right, so that it makes no sense to store it
 */
gboolean onb_credential_hint_is_fatal (OnbCredentialHint hint);

#define ONB_CREDENTIALS_ERROR (onb_credentials_error_quark ())

/**
 * OnbCredentialsError: which of the two cannot be right
 */
typedef enum
{
  ONB_CREDENTIALS_ERROR_CLIENT_ID,
  ONB_CREDENTIALS_ERROR_SECRET,
} OnbCredentialsError;

GQuark onb_credentials_error_quark (void);

/**
 * onb_credentials_check:
 * @client_id: what was given as the Client ID
 * @secret: what was given as the Client Secret
 *
 * The one judge of what is kept and tested, wherever it was given.
 *
 * Returns: whether the two can be right; if not, with #ONB_CREDENTIALS_ERROR, whose message says why
 *   and holds neither of them
 */
gboolean onb_credentials_check (const char *client_id, const char *secret, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbCredentials, onb_credentials_unref)

G_END_DECLS
