/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-proxy-login.h"
#include "wire/onb-text.h"

#include "fuzz.h"

#define SECRET "fuzz-secret-Zk3/Q9+x_7yT"

/* What a peer says, with a secret somewhere in it; the first byte says where. And how a proxy asks for
 * a login. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (OnbRedactor) redactor = onb_redactor_new ();
  g_autoptr (GString) text = g_string_new_len ((const char *) data, (gssize) size);
  g_autofree char *said = NULL;
  g_autofree char *kinds = NULL;
  g_autofree char *header = NULL;
  g_autoptr (OnbProxyChallenge) challenge = NULL;

  onb_redactor_add_secret (redactor, SECRET, strlen (SECRET));
  if (size > 0)
    g_string_insert (text, data[0] % (gssize) (size + 1), SECRET);
  said = onb_text_from_peer (redactor, text->str, text->len, ONB_TEXT_MAX);

  if (said != NULL)
    {
      g_assert_null (strstr (said, SECRET));
      g_assert_true (g_utf8_validate (said, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (said, -1), <=, ONB_TEXT_MAX);
      for (const char *c = said; *c != '\0'; c++)
        g_assert_false (g_ascii_iscntrl (*c));
    }

  header = g_strndup ((const char *) data, size);
  challenge = onb_proxy_challenge_choose (header, &kinds);
  if (challenge != NULL)
    {
      g_autoptr (SecretValue) password = secret_value_new ("password", -1, "text/plain");
      char *answer = onb_proxy_challenge_answer (challenge, "user", password, "host:443", NULL);

      /* One header, and not the beginning of another. */
      g_assert_null (strpbrk (answer, "\r\n"));
      secret_password_free (answer);
    }
  return 0;
}
