/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-head.h"

/* Characters of a header that is read on, or sent back, and never said. */
#define MAX_HEADER 1024

static void
keep (const OnbRedactor *sent, char **place, const char *text, gsize max)
{
  g_free (*place);
  *place = text != NULL ? onb_text_from_peer (sent, text, strlen (text), max) : NULL;
}

void
onb_head_keep (const OnbRedactor *sent, char **place, const char *text)
{
  keep (sent, place, text, ONB_TEXT_MAX);
}

static void
read_header (
    const OnbRedactor *sent, char **place, SoupMessageHeaders *headers, const char *name, gsize max)
{
  keep (sent, place, soup_message_headers_get_list (headers, name), max);
}

/* Not standardized: most say X-Correlation-Id, some have their own name in front. Where there are both, a gateway
 * or a proxy on the way may have added the one that is everybody's. */
static const char *
find_correlation_id (SoupMessageHeaders *headers)
{
  SoupMessageHeadersIter iterator;
  const char *name, *value, *common = NULL;

  soup_message_headers_iter_init (&iterator, headers);
  while (soup_message_headers_iter_next (&iterator, &name, &value))
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);

      if (strcmp (lower, "x-correlation-id") == 0)
        common = value;
      else if (g_str_has_suffix (lower, "-correlation-id"))
        return value;
    }

  return common;
}

/* RFC 9110 §10.2.3: seconds, or a date, which is one of the server's clock. */
static int
read_retry_after (SoupMessageHeaders *headers, GDateTime *now)
{
  const char *value = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  gint64 server_now = now != NULL ? g_date_time_to_unix (now) : g_get_real_time () / G_USEC_PER_SEC;
  guint64 seconds;

  if (value == NULL)
    return -1;

  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, &seconds, NULL))
    return (int) seconds;

  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return -1;

  return (int) CLAMP (g_date_time_to_unix (date) - server_now, 0, G_MAXINT);
}

/* RFC 9111 §4.2.3: an answer out of a cache is older than its Date by what Age says. */
static void
read_clock (OnbExchange *exchange, SoupMessageHeaders *headers, GDateTime *date)
{
  const char *text = soup_message_headers_get_one (headers, "Age");
  guint64 age = 0;

  if (date == NULL)
    return;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &age, NULL))
    return;

  exchange->has_clock = TRUE;
  exchange->clock_offset =
      g_date_time_to_unix (date) + (gint64) age - g_get_real_time () / G_USEC_PER_SEC;
}

void
onb_head_read (OnbExchange *exchange, SoupMessage *message, const OnbRedactor *sent)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *date_text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date =
      date_text != NULL ? soup_date_time_new_from_http_string (date_text) : NULL;
  const char *content_type = soup_message_headers_get_content_type (headers, NULL);
  g_autofree char *lower = content_type != NULL ? g_ascii_strdown (content_type, -1) : NULL;

  exchange->status = soup_message_get_status (message);
  onb_head_keep (sent, &exchange->content_type, lower);
  read_header (sent, &exchange->request_id, headers, "X-Request-Id", ONB_TEXT_MAX);
  onb_head_keep (sent, &exchange->correlation_id, find_correlation_id (headers));
  read_header (sent, &exchange->authenticate, headers, "WWW-Authenticate", MAX_HEADER);
  read_header (sent, &exchange->location, headers, "Location", ONB_TEXT_MAX);
  read_header (sent, &exchange->etag, headers, "ETag", MAX_HEADER);
  exchange->retry_after = read_retry_after (headers, date);
  read_clock (exchange, headers, date);
}
