/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-head.h"

/* What is said of an answer fits in a line, however long its sender made it; what is only read on does
 * not have to. */
static void
test_bounds (void)
{
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, "https://host.example/");
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autoptr (OnbRedactor) sent = onb_redactor_new ();
  g_autoptr (OnbExchange) exchange = onb_exchange_new ("GET", "https://host.example/");
  g_autofree char *long_text = g_strnfill (2000, 'a');
  g_autofree char *long_type = g_strconcat ("text/", long_text, NULL);

  soup_message_headers_append (headers, "Content-Type", long_type);
  soup_message_headers_append (headers, "X-Request-Id", long_text);
  soup_message_headers_append (headers, "Cerner-Correlation-Id", long_text);
  soup_message_headers_append (headers, "Location", long_text);
  soup_message_headers_append (headers, "WWW-Authenticate", long_text);
  onb_head_read (exchange, message, sent);
  onb_head_keep (sent, &exchange->issuer, long_text);

  g_assert_cmpuint (strlen (exchange->content_type), ==, ONB_TEXT_MAX);
  g_assert_cmpuint (strlen (exchange->request_id), ==, ONB_TEXT_MAX);
  g_assert_cmpuint (strlen (exchange->correlation_id), ==, ONB_TEXT_MAX);
  g_assert_cmpuint (strlen (exchange->location), ==, ONB_TEXT_MAX);
  g_assert_cmpuint (strlen (exchange->issuer), ==, ONB_TEXT_MAX);
  g_assert_cmpuint (strlen (exchange->authenticate), >, ONB_TEXT_MAX);
}

/* The header that support asks for, whoever's name is in front of it. */
static void
test_correlation_id (void)
{
  static const struct
  {
    const char *name;
    gboolean is_one;
  } headers[] = {
    { "X-Correlation-ID", TRUE },
    { "Cerner-Correlation-Id", TRUE },
    { "Correlation", FALSE },
    { "X-Correlation-Id-Note", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (OnbRedactor) sent = onb_redactor_new ();
      g_autoptr (SoupMessage) message = soup_message_new ("GET", "https://host.example/");
      g_autoptr (OnbExchange) exchange = onb_exchange_new ("GET", "https://host.example/");

      soup_message_headers_append (soup_message_get_response_headers (message), headers[i].name,
                                   "1");
      onb_head_read (exchange, message, sent);
      g_assert_cmpstr (exchange->correlation_id, ==, headers[i].is_one ? "1" : NULL);
    }
}

/* What the system calls its own is what its maker's support finds, in whatever order the two come. */
static void
test_two_correlation_ids (void)
{
  static const char *const names[] = { "X-Correlation-Id", "Cerner-Correlation-Id" };

  for (guint first = 0; first < 2; first++)
    {
      g_autoptr (OnbRedactor) sent = onb_redactor_new ();
      g_autoptr (SoupMessage) message = soup_message_new ("GET", "https://host.example/");
      g_autoptr (OnbExchange) exchange = onb_exchange_new ("GET", "https://host.example/");
      SoupMessageHeaders *headers = soup_message_get_response_headers (message);

      for (guint i = 0; i < 2; i++)
        soup_message_headers_append (headers, names[(first + i) % 2], names[(first + i) % 2]);
      onb_head_read (exchange, message, sent);
      g_assert_cmpstr (exchange->correlation_id, ==, names[1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/head/bounds", test_bounds);
  g_test_add_func ("/head/correlation-id", test_correlation_id);
  g_test_add_func ("/head/two-correlation-ids", test_two_correlation_ids);

  return g_test_run ();
}
