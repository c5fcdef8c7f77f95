/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-json.h"

#include "fhir/onb-body.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Filters write pages of every age, and not always with the media type. What FHIR has in XML begins
 * with none of these. */
static gboolean
looks_like_html (const OnbExchange *exchange, const char *text, gsize length)
{
  static const char *const beginnings[] = {
    "<!doctype html", "<html",   "<head",     "<body",   "<!--", "<script", "<style", "<title",
    "<meta",          "<center", "<frameset", "<iframe", "<h1",  "<div",    "<p>"
  };
  g_autofree char *head = g_ascii_strdown (text, (gssize) MIN (length, 512));
  const char *start =
      head + (g_str_has_prefix (head, BYTE_ORDER_MARK) ? strlen (BYTE_ORDER_MARK) : 0);

  if (g_strcmp0 (exchange->content_type, "text/html") == 0 ||
      g_strcmp0 (exchange->content_type, "application/xhtml+xml") == 0)
    return TRUE;

  start += strspn (start, " \t\r\n");
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (start, beginnings[i]))
      return TRUE;

  return FALSE;
}

static gboolean
looks_like_json (const OnbExchange *exchange, const char *text, gsize length)
{
  gsize i = 0;

  if (exchange->content_type != NULL && strstr (exchange->content_type, "json") != NULL)
    return TRUE;

  while (i < length && g_ascii_isspace (text[i]))
    i++;

  return i < length && (text[i] == '{' || text[i] == '[');
}

JsonNode *
onb_body_read (const OnbExchange *exchange, const GByteArray *body, OnbBodyKind *kind)
{
  g_autoptr (JsonNode) root = NULL;
  const char *text;

  g_return_val_if_fail (exchange != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  *kind = ONB_BODY_NONE;
  text = (const char *) body->data;
  if (exchange->fault != ONB_FAULT_NONE || body->len == 0)
    return NULL;

  *kind = ONB_BODY_HTML;
  if (looks_like_html (exchange, text, body->len))
    return NULL;

  *kind = ONB_BODY_TEXT;
  if (!looks_like_json (exchange, text, body->len))
    return NULL;

  *kind = ONB_BODY_BROKEN_JSON;
  root = onb_json_parse (text, body->len, ONB_JSON_MAX_VALUES, NULL);
  if (root == NULL)
    return NULL;

  *kind = JSON_NODE_HOLDS_OBJECT (root) ? ONB_BODY_JSON : ONB_BODY_FOREIGN_JSON;
  return *kind == ONB_BODY_JSON ? g_steal_pointer (&root) : NULL;
}
