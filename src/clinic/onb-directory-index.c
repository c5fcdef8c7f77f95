/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "clinic/onb-directory-index.h"

struct _OnbDirectoryIndex
{
  GPtrArray *entries;
  /* The entries' keys, one after the other, each with its end: a search reads them from front to back,
   * which is several times as fast as going from entry to entry. */
  GString *keys;
  /* Each different word of the keys, and the entries that have it. */
  GPtrArray *words;
};

typedef struct
{
  char *text;
  GArray *entries;
} Word;

static void
word_free (Word *self)
{
  g_free (self->text);
  g_array_unref (self->entries);
  g_free (self);
}

/* Numbers and tenants are either right or wrong: no word is like them. */
static gboolean
has_digit (const char *text)
{
  return strpbrk (text, "0123456789") != NULL;
}

static void
add_words (OnbDirectoryIndex *self, GHashTable *known, const char *key, guint index)
{
  g_auto (GStrv) texts = g_strsplit (key, " ", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      Word *word = g_hash_table_lookup (known, texts[i]);

      if (texts[i][0] == '\0' || has_digit (texts[i]))
        continue;

      if (word == NULL)
        {
          word = g_new0 (Word, 1);
          word->text = g_strdup (texts[i]);
          word->entries = g_array_new (FALSE, FALSE, sizeof (guint));
          g_ptr_array_add (self->words, word);
          g_hash_table_insert (known, word->text, word);
        }
      g_array_append_val (word->entries, index);
    }
}

OnbDirectoryIndex *
onb_directory_index_new (GPtrArray *entries)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  OnbDirectoryIndex *self;

  g_return_val_if_fail (entries != NULL, NULL);

  self = g_new0 (OnbDirectoryIndex, 1);
  self->entries = g_ptr_array_ref (entries);
  self->keys = g_string_new (NULL);
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) word_free);
  for (guint i = 0; i < entries->len; i++)
    {
      const char *key = onb_directory_entry_get_key (entries->pdata[i]);

      g_string_append_len (self->keys, key, (gssize) strlen (key) + 1);
      add_words (self, known, key, i);
    }
  return self;
}

void
onb_directory_index_free (OnbDirectoryIndex *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->entries);
  g_string_free (self->keys, TRUE);
  g_ptr_array_unref (self->words);
  g_free (self);
}

static void
search_exactly (const OnbDirectoryIndex *self, const OnbDirectoryQuery *query, GPtrArray *matches)
{
  g_autoptr (GPtrArray) inside = g_ptr_array_new ();
  const char *key = self->keys->str;

  for (guint i = 0; i < self->entries->len; i++, key += strlen (key) + 1)
    {
      switch (onb_directory_query_match (query, key))
        {
        case ONB_DIRECTORY_MATCH_BEGINNING:
          g_ptr_array_add (matches, self->entries->pdata[i]);
          break;
        case ONB_DIRECTORY_MATCH_INSIDE:
          g_ptr_array_add (inside, self->entries->pdata[i]);
          break;
        case ONB_DIRECTORY_MATCH_NONE:
        default:
          break;
        }
    }
  g_ptr_array_extend (matches, inside, NULL, NULL);
}

/* Marks with @nth + 1 those of the entries marked with @nth that have a word like the query's nth. */
static void
mark_similar (const OnbDirectoryIndex *self,
              const OnbDirectoryQuery *query,
              guint nth,
              guint8 *marks)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      const Word *word = self->words->pdata[i];

      if (!onb_directory_query_is_similar (query, nth, word->text))
        continue;

      for (guint j = 0; j < word->entries->len; j++)
        {
          guint index = g_array_index (word->entries, guint, j);

          if (marks[index] == nth)
            marks[index] = (guint8) (nth + 1);
        }
    }
}

static void
mark_containing (const OnbDirectoryIndex *self, const char *text, guint nth, guint8 *marks)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (marks[i] == nth && strstr (onb_directory_entry_get_key (self->entries->pdata[i]), text))
      marks[i] = (guint8) (nth + 1);
}

static void
search_similar (const OnbDirectoryIndex *self, const OnbDirectoryQuery *query, GPtrArray *matches)
{
  guint n_words = onb_directory_query_get_n_words (query);
  g_autofree guint8 *marks = g_new0 (guint8, self->entries->len);

  if (n_words >= G_MAXUINT8)
    return;

  for (guint n = 0; n < n_words; n++)
    {
      const char *text = onb_directory_query_get_word (query, n);

      if (has_digit (text))
        mark_containing (self, text, n, marks);
      else
        mark_similar (self, query, n, marks);
    }

  for (guint i = 0; i < self->entries->len; i++)
    if (marks[i] == n_words)
      g_ptr_array_add (matches, self->entries->pdata[i]);
}

void
onb_directory_index_search (const OnbDirectoryIndex *self, const char *text, GPtrArray *matches)
{
  g_autoptr (OnbDirectoryQuery) query = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);
  g_return_if_fail (matches != NULL);

  query = onb_directory_query_new (text);
  search_exactly (self, query, matches);
  if (matches->len == 0)
    search_similar (self, query, matches);
}
