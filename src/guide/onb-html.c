/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"

#include "guide/onb-html.h"

void
onb_html_append (GString *html, const char *before, const char *text, const char *after)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (html != NULL);

  escaped = g_markup_escape_text (text, -1);
  g_string_append (html, before);
  g_string_append (html, escaped);
  g_string_append (html, after);
}

GString *
onb_html_new (const char *title, const char *style)
{
  GString *html;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (style != NULL, NULL);

  html = g_string_new ("<!DOCTYPE html>\n");
  /* Translators: the language of this translation, as HTML names it. */
  onb_html_append (html, "<html lang=\"", C_ ("HTML", "en"), "\"");
  onb_html_append (html, " dir=\"", onb_bidi_is_right_to_left () ? "rtl" : "ltr", "\">\n");
  g_string_append_printf (html, "<head>\n<meta charset=\"utf-8\">\n<style>%s</style>\n", style);
  onb_html_append (html, "<title>", title, "</title>\n</head>\n<body>\n");
  onb_html_append (html, "<h1>", title, "</h1>\n");
  return html;
}

char *
onb_html_end (GString *html)
{
  g_return_val_if_fail (html != NULL, NULL);

  g_string_append (html, "</body>\n</html>\n");
  return g_string_free (html, FALSE);
}
