/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "keyring/onb-credentials.h"

/* Generated secrets are longer; a shorter one was probably cut while it was copied. */
#define SHORT_SECRET 12

G_DEFINE_QUARK (onb - credentials - error - quark, onb_credentials_error)

OnbCredentials *
onb_credentials_new_for_value (const char *client_id, SecretValue *secret)
{
  OnbCredentials *self;

  g_return_val_if_fail (client_id != NULL, NULL);
  g_return_val_if_fail (secret != NULL, NULL);

  self = g_atomic_rc_box_new0 (OnbCredentials);
  self->client_id = g_strdup (client_id);
  self->secret = secret_value_ref (secret);
  self->mark = g_uuid_string_random ();
  return self;
}

OnbCredentials *
onb_credentials_new (const char *client_id, const char *secret)
{
  g_autoptr (SecretValue) value = NULL;

  g_return_val_if_fail (secret != NULL, NULL);

  value = secret_value_new (secret, -1, "text/plain");
  return onb_credentials_new_for_value (client_id, value);
}

OnbCredentials *
onb_credentials_ref (OnbCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
credentials_clear (OnbCredentials *self)
{
  g_free (self->client_id);
  secret_value_unref (self->secret);
  g_free (self->mark);
}

void
onb_credentials_unref (OnbCredentials *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) credentials_clear);
}

/* Both are of the characters between "!" and "~" (RFC 6749, appendices A.1 and A.2, less the space, which
 * nobody's console puts into one). */
static OnbCredentialHint
common_hint (const char *text)
{
  static const char *const quotes[] = { "\"", "'", "`", "“", "”", "‘", "’", "„", "«", "»" };
  gsize length = strlen (text);
  OnbCredentialHint hint = ONB_CREDENTIAL_HINT_NONE;

  if (!g_utf8_validate (text, -1, NULL))
    return ONB_CREDENTIAL_HINT_FOREIGN;

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (g_str_has_prefix (text, quotes[i]) || (length > 1 && g_str_has_suffix (text, quotes[i])))
      hint = ONB_CREDENTIAL_HINT_QUOTES;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      /* No-break and zero-width spaces come with a paste from a web page or a mail. */
      if (g_unichar_isspace (character) || character == 0x200B || character == 0xFEFF)
        return ONB_CREDENTIAL_HINT_SPACES;
      if (hint == ONB_CREDENTIAL_HINT_NONE && (character < '!' || character > '~'))
        hint = ONB_CREDENTIAL_HINT_FOREIGN;
    }

  return hint;
}

OnbCredentialHint
onb_client_id_get_hint (const char *text, const char *secret)
{
  OnbCredentialHint hint;

  g_return_val_if_fail (text != NULL, ONB_CREDENTIAL_HINT_NONE);
  g_return_val_if_fail (secret != NULL, ONB_CREDENTIAL_HINT_NONE);

  if (text[0] == '\0')
    return ONB_CREDENTIAL_HINT_NONE;

  hint = common_hint (text);
  if (hint != ONB_CREDENTIAL_HINT_NONE)
    return hint;
  if (g_uuid_string_is_valid (text))
    return ONB_CREDENTIAL_HINT_NONE;

  return g_uuid_string_is_valid (secret) ? ONB_CREDENTIAL_HINT_SWAPPED
                                         : ONB_CREDENTIAL_HINT_NOT_UUID;
}

OnbCredentialHint
onb_client_secret_get_hint (const char *text, const char *client_id)
{
  OnbCredentialHint hint;

  g_return_val_if_fail (text != NULL, ONB_CREDENTIAL_HINT_NONE);
  g_return_val_if_fail (client_id != NULL, ONB_CREDENTIAL_HINT_NONE);

  if (text[0] == '\0')
    return ONB_CREDENTIAL_HINT_NONE;

  hint = common_hint (text);
  if (hint != ONB_CREDENTIAL_HINT_NONE)
    return hint;
  if (g_uuid_string_is_valid (text))
    return client_id[0] != '\0' && !g_uuid_string_is_valid (client_id)
               ? ONB_CREDENTIAL_HINT_SWAPPED
               : ONB_CREDENTIAL_HINT_IS_UUID;

  return strlen (text) < SHORT_SECRET ? ONB_CREDENTIAL_HINT_SHORT : ONB_CREDENTIAL_HINT_NONE;
}

const char *
onb_credential_hint_get_text (OnbCredentialHint hint)
{
  switch (hint)
    {
    case ONB_CREDENTIAL_HINT_SPACES:
      return _ ("Contains a space or line break. Remove it.");
    case ONB_CREDENTIAL_HINT_QUOTES:
      return _ ("Starts or ends with a quotation mark. Remove it.");
    case ONB_CREDENTIAL_HINT_FOREIGN:
      return _ ("Contains a character that credentials cannot have. Copy it again.");
    case ONB_CREDENTIAL_HINT_SWAPPED:
      return _ ("The ID and the secret seem to be swapped. The ID is the one with four hyphens.");
    case ONB_CREDENTIAL_HINT_NOT_UUID:
      return _ ("Must have 36 characters: letters a to f, digits, and four hyphens.");
    case ONB_CREDENTIAL_HINT_IS_UUID:
      return _ ("This looks like an ID. The secret may be on a page of its own in the console.");
    case ONB_CREDENTIAL_HINT_SHORT:
      return _ ("This is short for a secret. Check that it was copied completely.");
    case ONB_CREDENTIAL_HINT_NONE:
    default:
      return NULL;
    }
}

gboolean
onb_credential_hint_is_fatal (OnbCredentialHint hint)
{
  return hint == ONB_CREDENTIAL_HINT_SPACES || hint == ONB_CREDENTIAL_HINT_QUOTES ||
         hint == ONB_CREDENTIAL_HINT_FOREIGN || hint == ONB_CREDENTIAL_HINT_SWAPPED ||
         hint == ONB_CREDENTIAL_HINT_NOT_UUID;
}

gboolean
onb_credentials_check (const char *client_id, const char *secret, GError **error)
{
  OnbCredentialHint hint;

  g_return_val_if_fail (client_id != NULL, FALSE);
  g_return_val_if_fail (secret != NULL, FALSE);

  if (client_id[0] == '\0')
    {
      g_set_error_literal (error, ONB_CREDENTIALS_ERROR, ONB_CREDENTIALS_ERROR_CLIENT_ID,
                           _ ("The Client ID is missing."));
      return FALSE;
    }

  hint = onb_client_id_get_hint (client_id, secret);
  if (onb_credential_hint_is_fatal (hint))
    {
      g_set_error (error, ONB_CREDENTIALS_ERROR, ONB_CREDENTIALS_ERROR_CLIENT_ID, "Client ID: %s",
                   onb_credential_hint_get_text (hint));
      return FALSE;
    }

  if (secret[0] == '\0')
    {
      g_set_error_literal (error, ONB_CREDENTIALS_ERROR, ONB_CREDENTIALS_ERROR_SECRET,
                           _ ("The Client Secret is empty."));
      return FALSE;
    }

  hint = onb_client_secret_get_hint (secret, client_id);
  if (onb_credential_hint_is_fatal (hint))
    {
      g_set_error (error, ONB_CREDENTIALS_ERROR, ONB_CREDENTIALS_ERROR_SECRET, "Client Secret: %s",
                   onb_credential_hint_get_text (hint));
      return FALSE;
    }

  return TRUE;
}
