/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "wire/onb-host.h"

#define LABEL63 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff123"

static const struct
{
  const char *text;
  const char *host;
} hosts[] = {
  { "fhir-ehr.cerner.com", "fhir-ehr.cerner.com" },
  { "FHIR-EHR.Cerner.com:8443", "fhir-ehr.cerner.com:8443" },
  { "localhost", "localhost" },
  { LABEL63 ".example", LABEL63 ".example" },
  { "127.0.0.1:1", "127.0.0.1:1" },
  { "::1", "[::1]" },
  { "[::1]", "[::1]" },
  { "[2001:DB8::1]:8443", "[2001:db8::1]:8443" },
  { "", NULL },
  { ".", NULL },
  { "*", NULL },
  { ".cerner.com", NULL },
  { "a..cerner.com", NULL },
  { "cerner.com.", NULL },
  { "-a.cerner.com", NULL },
  { "a-.cerner.com", NULL },
  { "a_b.cerner.com", NULL },
  { "evil.com\\.cerner.com", NULL },
  { "evil.com/.cerner.com", NULL },
  { "evil.com%2f.cerner.com", NULL },
  { "internal:22 HTTP/1.1\r\nX: y\r\n\r\n.cerner.com", NULL },
  { "a@cerner.com", NULL },
  { "a b.cerner.com", NULL },
  { "a\tb", NULL },
  { "сerner.com", NULL },
  { LABEL63 "4.example", NULL },
  { "https://cerner.com", NULL },
  { "cerner.com/", NULL },
  { "cerner.com:", NULL },
  { "cerner.com:0", NULL },
  { "cerner.com:65536", NULL },
  { "cerner.com:+1", NULL },
  { "cerner.com: 1", NULL },
  { "cerner.com:1:2", NULL },
  { "[cerner.com]", NULL },
  { "[127.0.0.1]", NULL },
  { "[::1", NULL },
  { "[::1%25lo]", NULL },
  { "[::1%25.cerner.com]", NULL },
  { "[::1]x", NULL },
  { "127.1", NULL },
  { "2130706433", NULL },
  { "0x7f000001", NULL },
  { "256.1.1.1", NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (OnbHost) host = onb_host_parse (hosts[i].text);
      g_autofree char *text = host != NULL ? onb_host_to_string (host) : NULL;

      g_test_message ("%s", hosts[i].text);
      g_assert_cmpstr (text, ==, hosts[i].host);
    }
}

static const struct
{
  const char *url;
  const char *host;
} urls[] = {
  { "https://cerner.com/token", "cerner.com" },
  { "https://cerner.com:443/token", "cerner.com" },
  { "HTTPS://Cerner.com:443?x", "cerner.com" },
  { "http://cerner.com:443/", "cerner.com:443" },
  { "https://cerner.com:8443#f", "cerner.com:8443" },
  { "https://[::1]:8443/", "[::1]:8443" },
  { "https://evil.example/cerner.com", "evil.example" },
  { "https://evil.example?https://cerner.com/", "evil.example" },
  { "https://evil.example#@cerner.com/", "evil.example" },
  { "https://cerner.com", "cerner.com" },
  { "https://", NULL },
  { "https:///token", NULL },
  { "cerner.com/token", NULL },
  { "file:///etc/passwd", NULL },
  { "https://a:b@cerner.com/", NULL },
  { "https://a@cerner.com/", NULL },
  { "https://evil.example\\@cerner.com/", NULL },
  { "https://evil.example%2f.cerner.com/", NULL },
  { "https://%63erner.com/", NULL },
  { "https://cerner.com/\r\nX: y", NULL },
  { "https://cerner.com/a b", NULL },
  { "https://cerner.com/\xe2\x80\xae", NULL },
  { "https://internal.hospital%3a22%20HTTP%2f1.1%0d%0aX-Injected%3a%20yes%0d%0aH%3a.cerner.com/t",
    NULL },
  { "https://[::1%25.cerner.com]/", NULL },
  { "https://.cerner.com/", NULL },
  { "", NULL },
};

static void
test_parse_url (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (OnbHost) host = onb_host_parse_url (urls[i].url);
      g_autofree char *text = host != NULL ? onb_host_to_string (host) : NULL;

      g_test_message ("%s", urls[i].url);
      g_assert_cmpstr (text, ==, urls[i].host);
    }
}

static const struct
{
  const char *approved;
  const char *url;
  gboolean covered;
} approvals[] = {
  { "token.example", "https://token.example/t", TRUE },
  { "TOKEN.example", "https://token.Example:8443/t", TRUE },
  { "token.example:8443", "https://token.example:8443/t", TRUE },
  { "token.example:443", "https://token.example/t", TRUE },
  { "token.example:443", "https://token.example:8443/t", FALSE },
  { "token.example:8443", "https://token.example/t", FALSE },
  { "token.example", "https://a.token.example/t", FALSE },
  { "token.example", "https://atoken.example/t", FALSE },
  { "[::1]:8443", "https://[::1]:8443/t", TRUE },
  { "::1", "https://[0:0::0:1]:8443/t", TRUE },
  { "[::1]:8443", "https://[::1]/t", FALSE },
  { "127.0.0.1", "https://localhost/t", FALSE },
};

static void
test_covers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (approvals); i++)
    {
      g_autoptr (OnbHost) approved = onb_host_parse (approvals[i].approved);
      g_autoptr (OnbHost) host = onb_host_parse_url (approvals[i].url);
      g_autoptr (OnbHost) copy = onb_host_copy (approved);

      g_test_message ("%s %s", approvals[i].approved, approvals[i].url);
      g_assert_cmpint (onb_host_covers (copy, host), ==, approvals[i].covered);
    }
}

static void
test_below (void)
{
  static const char *const below[] = { "ehr.example", "authorization.EHR.example",
                                       "a.b.ehr.example" };
  static const char *const others[] = {
    "evilehr.example",
    "ehr.example.evil.example",
    "example",
    ".ehr.example",
    "a..ehr.example",
    "evil.com\\.ehr.example",
    "evil.com/.ehr.example",
    "a\r\n.ehr.example",
    "ehr.example.",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (below); i++)
    g_assert_true (onb_host_is_below (below[i], "ehr.example"));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (onb_host_is_below (others[i], "ehr.example"));
}

static void
test_loopback (void)
{
  g_assert_true (onb_host_is_loopback ("localhost"));
  g_assert_true (onb_host_is_loopback ("127.0.0.1"));
  g_assert_true (onb_host_is_loopback ("::1"));
  g_assert_false (onb_host_is_loopback ("localhost.example"));
  g_assert_false (onb_host_is_loopback ("10.0.0.1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/parse", test_parse);
  g_test_add_func ("/host/parse-url", test_parse_url);
  g_test_add_func ("/host/covers", test_covers);
  g_test_add_func ("/host/below", test_below);
  g_test_add_func ("/host/loopback", test_loopback);

  return g_test_run ();
}
