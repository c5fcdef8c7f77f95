/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "clinic/onb-directory-words.h"

/* What names of hospitals are written with, in either way. */
static const char *const synonyms[][5] = {
  { "saint", "st", "ste", "sainte" },
  { "mount", "mt" },
  { "fort", "ft" },
  { "center", "centre", "ctr", "cntr" },
  { "hospital", "hosp" },
  { "medical", "med" },
  { "regional", "reg", "rgnl" },
  { "county", "co", "cnty" },
  { "memorial", "mem", "meml" },
  { "university", "univ" },
  { "community", "comm", "cmty" },
  { "children", "childrens" },
  { "north", "n" },
  { "south", "s" },
  { "east", "e" },
  { "west", "w" },
};

static const struct
{
  const char *letters;
  const char *name;
} states[] = {
  { "al", "alabama" },        { "ak", "alaska" },        { "az", "arizona" },
  { "ar", "arkansas" },       { "ca", "california" },    { "co", "colorado" },
  { "ct", "connecticut" },    { "de", "delaware" },      { "dc", "district of columbia" },
  { "fl", "florida" },        { "ga", "georgia" },       { "hi", "hawaii" },
  { "id", "idaho" },          { "il", "illinois" },      { "in", "indiana" },
  { "ia", "iowa" },           { "ks", "kansas" },        { "ky", "kentucky" },
  { "la", "louisiana" },      { "me", "maine" },         { "md", "maryland" },
  { "ma", "massachusetts" },  { "mi", "michigan" },      { "mn", "minnesota" },
  { "ms", "mississippi" },    { "mo", "missouri" },      { "mt", "montana" },
  { "ne", "nebraska" },       { "nv", "nevada" },        { "nh", "new hampshire" },
  { "nj", "new jersey" },     { "nm", "new mexico" },    { "ny", "new york" },
  { "nc", "north carolina" }, { "nd", "north dakota" },  { "oh", "ohio" },
  { "ok", "oklahoma" },       { "or", "oregon" },        { "pa", "pennsylvania" },
  { "pr", "puerto rico" },    { "ri", "rhode island" },  { "sc", "south carolina" },
  { "sd", "south dakota" },   { "tn", "tennessee" },     { "tx", "texas" },
  { "ut", "utah" },           { "vt", "vermont" },       { "va", "virginia" },
  { "wa", "washington" },     { "wv", "west virginia" }, { "wi", "wisconsin" },
  { "wy", "wyoming" },
};

void
onb_directory_words_append (GString *key, const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  gboolean in_word = FALSE;

  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* An apostrophe does not part words: St. Mary’s is found by "marys". */
      if (g_unichar_ismark (c) || c == '\'' || c == 0x2019)
        continue;

      if (c == '&')
        g_string_append (key, " and");
      if (!g_unichar_isalnum (c))
        {
          in_word = FALSE;
          continue;
        }

      if (!in_word)
        g_string_append_c (key, ' ');
      in_word = TRUE;
      g_string_append_unichar (key, g_unichar_tolower (c));
    }
}

/* Whether @words, of which the key has @length bytes, are there as whole words. */
static gboolean
has_words (const GString *key, gsize length, const char *words)
{
  gsize n = strlen (words);

  for (const char *p = strstr (key->str, words); p != NULL; p = strstr (p + 1, words))
    {
      gsize end = (gsize) (p - key->str) + n;

      if (end > length)
        return FALSE;
      if (p > key->str && p[-1] == ' ' && (end == length || key->str[end] == ' '))
        return TRUE;
    }

  return FALSE;
}

/* Not where a word begins so already: who types the shorter one finds the longer one. */
static void
append_word (GString *key, const char *word)
{
  g_autofree char *whole = g_strconcat (" ", word, NULL);

  if (strstr (key->str, whole) == NULL)
    g_string_append (key, whole);
}

void
onb_directory_words_append_others (GString *key)
{
  gsize length = key->len;

  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    {
      gboolean any = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (synonyms[i]) && synonyms[i][j] != NULL && !any; j++)
        any = has_words (key, length, synonyms[i][j]);
      for (guint j = 0; any && j < G_N_ELEMENTS (synonyms[i]) && synonyms[i][j] != NULL; j++)
        append_word (key, synonyms[i][j]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      gboolean letters = has_words (key, length, states[i].letters);
      gboolean name = has_words (key, length, states[i].name);

      if (letters && !name)
        append_word (key, states[i].name);
      else if (name && !letters)
        append_word (key, states[i].letters);
    }
}

gboolean
onb_directory_words_are_similar (const char *typed, const char *word)
{
  const char *after_typed, *after_word;
  gsize i = 0;

  g_return_val_if_fail (typed != NULL, FALSE);
  g_return_val_if_fail (word != NULL, FALSE);

  while (typed[i] != '\0' && typed[i] == word[i])
    i++;
  if (typed[i] == '\0')
    return TRUE;

  /* A letter may have several bytes, of which the first may be the same. */
  while (i > 0 && ((guchar) typed[i] & 0xc0) == 0x80)
    i--;
  typed += i;
  word += i;
  after_typed = g_utf8_next_char (typed);
  if (g_str_has_prefix (word, after_typed))
    return TRUE;
  if (word[0] == '\0')
    return FALSE;

  after_word = g_utf8_next_char (word);
  if (g_str_has_prefix (after_word, after_typed) || g_str_has_prefix (after_word, typed))
    return TRUE;

  return after_typed[0] != '\0' && after_word[0] != '\0' &&
         g_utf8_get_char (typed) == g_utf8_get_char (after_word) &&
         g_utf8_get_char (after_typed) == g_utf8_get_char (word) &&
         g_str_has_prefix (g_utf8_next_char (after_word), g_utf8_next_char (after_typed));
}
