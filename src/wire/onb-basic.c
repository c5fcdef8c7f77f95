/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-basic.h"

char *
onb_basic_new (const char *name, SecretValue *secret)
{
  const char *text;
  gsize name_length, length;
  char *pair, *encoded, *header;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (secret != NULL, NULL);

  text = secret_value_get (secret, &length);
  name_length = strlen (name);

  pair = g_malloc (name_length + 1 + length + 1);
  memcpy (pair, name, name_length);
  pair[name_length] = ':';
  memcpy (pair + name_length + 1, text, length);
  pair[name_length + 1 + length] = '\0';

  encoded = g_base64_encode ((const guchar *) pair, name_length + 1 + length);
  header = g_strconcat ("Basic ", encoded, NULL);

  secret_password_free (pair);
  secret_password_free (encoded);
  return header;
}
