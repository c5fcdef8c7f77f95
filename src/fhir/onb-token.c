/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <gio/gio.h>

#include "fhir/onb-token.h"

gboolean
onb_token_is_usable (const char *token)
{
  g_return_val_if_fail (token != NULL, FALSE);

  /* RFC 6750 §2.1. Anything else could end the header and begin another. */
  for (const char *c = token; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._~+/=", *c) == NULL)
      return FALSE;

  return token[0] != '\0';
}

char *
onb_token_new_bearer (SecretValue *token)
{
  g_return_val_if_fail (token != NULL, NULL);

  return g_strconcat ("Bearer ", secret_value_get_text (token), NULL);
}

char *
onb_token_new_form (const char *const *scopes)
{
  g_autofree char *joined = NULL;
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (scopes != NULL, NULL);

  joined = g_strjoinv (" ", (char **) scopes);
  escaped = g_uri_escape_string (joined, NULL, FALSE);
  return g_strconcat ("grant_type=client_credentials&scope=", escaped, NULL);
}

static gboolean
changes_when_encoded (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || strchr ("-._~", text[i]) == NULL))
      return TRUE;

  return FALSE;
}

gboolean
onb_token_is_ambiguous (const char *client_id, SecretValue *client_secret)
{
  const char *secret;
  gsize length;

  g_return_val_if_fail (client_id != NULL, FALSE);
  g_return_val_if_fail (client_secret != NULL, FALSE);

  secret = secret_value_get (client_secret, &length);
  return changes_when_encoded (client_id, strlen (client_id)) ||
         changes_when_encoded (secret, length);
}
