/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-text.h"

#define ID "0b5e55ed-1e7a-4c11-9000-9ac71ce00001"
/* With everything in it that is written differently somewhere. */
#define SECRET "Zk3/Q9+x_\"a&b'w<é>%41 7yT-u8vRp2"
#define TOKEN "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2EuZXhhbXBsZSJ9.c2lnbmF0dXJl"

static const struct
{
  const char *text;
  const char *clean;
} texts[] = {
  { "plain", "plain" },
  { "  two\r\n  lines\t", "two lines" },
  { "bell\a, escape\x1b]0;owned\a\x1b[31m", "bell , escape ]0;owned [31m" },
  { "\xc2\x9b"
    "31m \xc2\x85 C1",
    "31m C1" },
  { "left \xe2\x80\xae right \xe2\x81\xa6 isolated", "left right isolated" },
  { "line\xe2\x80\xa8paragraph\xe2\x80\xa9"
    "end",
    "line paragraph end" },
  { "\xef\xbb\xbfmark", "mark" },
  { "می\xe2\x80\x8cخواهم", "می\xe2\x80\x8cخواهم" },
  { "not \xff UTF-8", "not \xef\xbf\xbd UTF-8" },
  { "tag \xf3\xa0\x81\x81 character", "tag character" },
  { " \n\t", NULL },
  { "", NULL },
};

static void
test_clean (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *clean = onb_text_clean (texts[i].text, strlen (texts[i].text), 100);

      g_assert_cmpstr (clean, ==, texts[i].clean);
    }
}

static void
test_bound (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *bounded = onb_text_clean (long_text, strlen (long_text), 300);
  g_autofree char *of_characters = onb_text_clean ("ééééé", strlen ("ééééé"), 3);

  g_assert_cmpuint (strlen (bounded), ==, 300);
  g_assert_cmpstr (of_characters, ==, "ééé");
}

static OnbRedactor *
redactor_new (void)
{
  OnbRedactor *self = onb_redactor_new ();
  g_autofree char *encoded =
      g_base64_encode ((const guchar *) ID ":" SECRET, strlen (ID ":" SECRET));
  g_autofree char *basic = g_strconcat ("Basic ", encoded, NULL);

  onb_redactor_add_authorization (self, basic);
  onb_redactor_add_authorization (self, "Bearer " TOKEN);
  return self;
}

/* The ways in which a server may repeat what it got. */
static char *
as_it_is (const char *text)
{
  return g_strdup (text);
}

static char *
percent (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

static char *
percent_twice (const char *text)
{
  g_autofree char *once = percent (text);

  return percent (once);
}

static char *
each_as (const char *text, const char *format)
{
  GString *all = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    g_string_append_printf (all, format, (guchar) *c);
  return g_string_free (all, FALSE);
}

static char *
percent_all (const char *text)
{
  return each_as (text, "%%%02x");
}

static char *
form (const char *text)
{
  return g_uri_escape_bytes ((const guchar *) text, strlen (text), " ");
}

static char *
entities (const char *text)
{
  return g_markup_escape_text (text, -1);
}

static char *
numbers (const char *text)
{
  GString *all = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    g_string_append_printf (all, (guchar) *c < 0x80 ? "&#%04d" : "%c", (guchar) *c);
  return g_string_free (all, FALSE);
}

static char *
backslashes (const char *text)
{
  return each_as (text, "\\x%02X");
}

static char *
percent_u (const char *text)
{
  return each_as (text, "%%u%04x");
}

static char *
json (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (strchr ("\"/\\", *c) != NULL)
        g_string_append_c (escaped, '\\');
      if (strchr ("<>&'+", *c) != NULL)
        g_string_append_printf (escaped, "\\u00%02x", (guchar) *c);
      else
        g_string_append_c (escaped, *c);
    }
  return g_string_free (escaped, FALSE);
}

static char *
upper (const char *text)
{
  return g_ascii_strup (text, -1);
}

static char *
base64 (const char *text)
{
  return g_base64_encode ((const guchar *) text, strlen (text));
}

static char *
base64_for_addresses (const char *text)
{
  char *encoded = base64 (text);

  g_strdelimit (encoded, "+", '-');
  g_strdelimit (encoded, "/", '_');
  g_strdelimit (encoded, "=", '\0');
  return encoded;
}

static char *
in_pieces (const char *text)
{
  GString *pieces = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      g_string_append_unichar (pieces, g_utf8_get_char (c));
      g_string_append (pieces, (c - text) % 3 == 0 ? "\r\n " : "\xe2\x80\x8b");
    }
  return g_string_free (pieces, FALSE);
}

static char *
from_the_middle (const char *text)
{
  g_autofree char *tail = g_utf8_substring (text, 12, g_utf8_strlen (text, -1));

  return g_strdup (tail);
}

static char *(*const spellings[]) (const char *) = {
  as_it_is,        percent, percent_twice, percent_all, form,   entities,  json,
  upper,           numbers, backslashes,   percent_u,   base64, in_pieces, base64_for_addresses,
  from_the_middle,
};

static const char *const said[] = { SECRET, ID ":" SECRET, TOKEN };

static void
test_strike (void)
{
  g_autoptr (OnbRedactor) redactor = redactor_new ();

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    for (guint j = 0; j < G_N_ELEMENTS (said); j++)
      {
        g_autofree char *spelt = spellings[i](said[j]);
        g_autofree char *text = g_strdup_printf ("Before %s after.", spelt);
        g_autofree char *struck = onb_redactor_strike (redactor, text);

        g_test_message ("%u %u %s -> %s", i, j, text, struck);
        g_assert_true (g_str_has_prefix (struck, "Before "));
        g_assert_true (g_str_has_suffix (struck, " after."));
        /* What is left of a pair are the id's first and last characters, and the colon. */
        g_assert_cmpint (g_utf8_strlen (struck, -1), <=, 14 + 9 + 1 + 12);
        g_assert_null (strstr (struck, "7yT"));
        g_assert_null (strstr (struck, "c2lnbm"));
      }
}

static void
test_strike_header (void)
{
  g_autoptr (OnbRedactor) redactor = redactor_new ();
  g_autofree char *encoded = base64 (ID ":" SECRET);
  g_autofree char *text = g_strdup_printf ("Cannot parse header: Basic %s for client " ID, encoded);
  g_autofree char *struck = onb_redactor_strike (redactor, text);

  g_assert_cmpstr (struck, ==, "Cannot parse header: Basic … for client 0b5e…0001");
}

/* What stands around it makes other letters of it. */
static void
test_strike_within_base64 (void)
{
  g_autoptr (OnbRedactor) redactor = redactor_new ();

  for (gsize before = 0; before < 6; before++)
    for (gsize after = 0; after < 4; after++)
      for (guint j = 0; j < G_N_ELEMENTS (said); j++)
        {
          g_autofree char *text =
              g_strdup_printf ("%.*s%s%.*s", (int) before, "{{{{{{", said[j], (int) after, "}}}}");
          g_autofree char *encoded = base64 (text);
          g_autofree char *struck = onb_redactor_strike (redactor, encoded);
          const char *left = strstr (struck, "…");

          /* What is shown of an identifier is not of the text; around it, only what its neighbours
           * are in too. */
          g_test_message ("%s -> %s", encoded, struck);
          g_assert_nonnull (left);
          g_assert_cmpint (left - struck, <=, 4 + (gssize) (before + 3) / 3 * 4);
          g_assert_cmpuint (strlen (struck), <=, 4 + 8 + 9 + 9 + 8 + 4);
        }
}

/* Wherever a text was cut, by its writer or here. */
static void
test_strike_cut (void)
{
  g_autoptr (OnbRedactor) redactor = redactor_new ();
  g_autofree char *encoded = percent (SECRET);

  for (gsize length = 12; length <= strlen (encoded); length++)
    {
      g_autofree char *part = g_strndup (encoded, length);
      g_autofree char *text = g_strconcat ("Not accepted: ", part, NULL);
      g_autofree char *struck = onb_redactor_strike (redactor, text);

      g_assert_cmpstr (struck, ==, "Not accepted: …");
    }
}

static void
test_strike_nothing_else (void)
{
  static const char *const innocent[] = {
    "",      "The token is not valid for this tenant.",   "5afe9ace-7e57-4000-8000-9ac71ce00002",
    "0b5e5", "100 % of %2F and &amp; and \\u0041 and \\", "Ünïcödé – „Zitat“ 中文",
  };
  g_autoptr (OnbRedactor) redactor = redactor_new ();
  g_autoptr (OnbRedactor) empty = onb_redactor_new ();

  for (guint i = 0; i < G_N_ELEMENTS (innocent); i++)
    {
      g_autofree char *struck = onb_redactor_strike (redactor, innocent[i]);
      g_autofree char *untouched = onb_redactor_strike (empty, innocent[i]);

      g_assert_cmpstr (struck, ==, innocent[i]);
      g_assert_cmpstr (untouched, ==, innocent[i]);
    }
}

static void
test_from_peer (void)
{
  g_autoptr (OnbRedactor) redactor = redactor_new ();
  g_autofree char *padding = g_strnfill (290, 'x');
  g_autofree char *text = g_strconcat (padding, " " TOKEN "\x1b[2J", NULL);
  g_autofree char *kept = onb_text_from_peer (redactor, text, strlen (text), 300);
  g_autofree char *expected = g_strconcat (padding, " … [2J", NULL);
  g_autofree char *none = onb_text_from_peer (redactor, NULL, 0, 300);

  /* Struck before it is bounded, so that no part of it is left. */
  g_assert_cmpstr (kept, ==, expected);
  g_assert_null (none);
}

static void
test_shorten_id (void)
{
  g_autofree char *shortened = onb_text_shorten_id ("0b5e55ed-1e7a-4c11-9000-9ac71ce00001");
  g_autofree char *tiny = onb_text_shorten_id ("abcdefgh");

  g_assert_cmpstr (shortened, ==, "0b5e…0001");
  g_assert_cmpstr (tiny, ==, "…");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/bound", test_bound);
  g_test_add_func ("/text/strike", test_strike);
  g_test_add_func ("/text/strike-header", test_strike_header);
  g_test_add_func ("/text/strike-within-base64", test_strike_within_base64);
  g_test_add_func ("/text/strike-cut", test_strike_cut);
  g_test_add_func ("/text/strike-nothing-else", test_strike_nothing_else);
  g_test_add_func ("/text/from-peer", test_from_peer);
  g_test_add_func ("/text/shorten-id", test_shorten_id);

  return g_test_run ();
}
