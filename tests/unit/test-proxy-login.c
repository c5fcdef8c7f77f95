/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-proxy-login.h"

#define DIGEST "Digest realm=\"Hospital, \\\"A\\\"\", nonce=\"abc\""

static const struct
{
  const char *header;
  const char *kinds;
  /* What the answer begins with, and what it holds as well; NULL where there is none. */
  const char *begins;
  const char *holds;
} challenges[] = {
  { "Basic realm=\"Hospital\"", "Basic", "Basic bnVyc2U6cGE6c3Mid29yZA==", "" },
  { "basic", "basic", "Basic ", "" },
  { DIGEST, "Digest", "Digest username=\"nurse\", realm=\"Hospital, \\\"A\\\"\"",
    "response=\"b76a3398b0c4113979eefb3c63eb950a\"" },
  { DIGEST ", qop=\"auth-int, auth\", opaque=\"o\"", "Digest", "Digest ",
    "response=\"5d2767e9afcc86954790ed05f9cedca0\", algorithm=MD5, opaque=\"o\", qop=auth, "
    "nc=00000001, cnonce=\"0a4f113b\"" },
  { DIGEST ", algorithm=SHA-256, qop=\"auth\"", "Digest", "Digest ",
    "response=\"f1654d7a1f1fa9e706e5e7c7b073340b0d09ec08220f2d0f9a16b667f9898e31\"" },
  /* The safest goes first, in whatever order they come. */
  { "Basic realm=\"a, b\", " DIGEST ", Negotiate", "Basic, Digest, Negotiate", "Digest ",
    "algorithm=MD5" },
  { "NTLM, Negotiate, " DIGEST ", algorithm=MD5, " DIGEST ", algorithm=SHA-256, Basic realm=\"x\"",
    "NTLM, Negotiate, Digest, Basic", "Digest ", "algorithm=SHA-256" },
  { "Negotiate YII=, Basic realm=\"x\"", "Negotiate, Basic", "Basic ", "" },
  { "NTLM, Negotiate", "NTLM, Negotiate", NULL, NULL },
  { DIGEST ", qop=\"auth-int\"", "Digest", NULL, NULL },
  { DIGEST ", algorithm=MD5-sess", "Digest", NULL, NULL },
  { "Digest realm=\"x\"", "Digest", NULL, NULL },
  { "", "", NULL, NULL },
};

static void
test_challenges (void)
{
  g_autoptr (SecretValue) password = secret_value_new ("pa:ss\"word", -1, "text/plain");

  for (guint i = 0; i < G_N_ELEMENTS (challenges); i++)
    {
      g_autofree char *kinds = NULL;
      g_autoptr (OnbProxyChallenge) challenge =
          onb_proxy_challenge_choose (challenges[i].header, &kinds);
      char *answer;

      g_test_message ("%s", challenges[i].header);
      g_assert_cmpstr (kinds, ==, challenges[i].kinds);
      g_assert_cmpint (challenge != NULL, ==, challenges[i].begins != NULL);
      if (challenge == NULL)
        continue;

      answer = onb_proxy_challenge_answer (challenge, "nurse", password, "fhir-ehr.cerner.com:443",
                                           "0a4f113b");
      g_test_message ("%s", answer);
      g_assert_true (g_str_has_prefix (answer, challenges[i].begins));
      g_assert_nonnull (strstr (answer, challenges[i].holds));
      secret_password_free (answer);
    }
}

static void
test_stale (void)
{
  g_autofree char *kinds = NULL;
  g_autofree char *same_kinds = NULL;
  g_autoptr (OnbProxyChallenge) stale = onb_proxy_challenge_choose (DIGEST ", stale=TRUE", &kinds);
  g_autoptr (OnbProxyChallenge) wrong = onb_proxy_challenge_choose (DIGEST, &same_kinds);

  g_assert_true (onb_proxy_challenge_is_stale (stale));
  g_assert_false (onb_proxy_challenge_is_stale (wrong));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/proxy-login/challenges", test_challenges);
  g_test_add_func ("/proxy-login/stale", test_stale);

  return g_test_run ();
}
