/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-authority.h"

#include "fuzz.h"

static void
assert_is_plain (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (c)));
}

/* A file with certificate authorities, as somebody chose it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = onb_authorities_read ((const char *) data, size, &error);

  if (read == NULL)
    {
      g_assert_true (error != NULL && error->domain == ONB_AUTHORITY_ERROR);
      return 0;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, >, 0);
  g_assert_cmpuint (read->len, <=, ONB_AUTHORITY_MAX_COUNT);
  for (guint i = 0; i < read->len; i++)
    {
      OnbAuthority *authority = g_ptr_array_index (read, i);

      /* What is shown before somebody accepts it steers nothing, and is what may sign. */
      assert_is_plain (onb_authority_get_subject (authority));
      assert_is_plain (onb_authority_get_issuer (authority));
      g_assert_cmpuint (strlen (onb_authority_get_fingerprint (authority)), ==, 32 * 3 - 1);
      g_assert_true (onb_certificate_is_authority (onb_authority_get_certificate (authority)));
    }
  return 0;
}
