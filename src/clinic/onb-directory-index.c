/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* For memmem(), which the C libraries of GNU, musl and the BSDs have. */
#define _GNU_SOURCE

#include <string.h>

#include "clinic/onb-directory-index.h"

/* Different words, and the entries that have each. All texts stand one after the other, each with its end,
 * so that one pass over them finds what holds a part of a word. */
typedef struct
{
  GString *texts;
  /* Where each word begins in the texts; where its entries begin among all, and one more for the end. */
  GArray *starts;
  GArray *firsts;
  GArray *postings;
} WordList;

struct _OnbDirectoryIndex
{
  GPtrArray *entries;
  /* Words that people say, and the parts of tenants and the numbers: these are as many as there are
   * entries, and nothing with another letter is in one. */
  WordList words;
  WordList numbers;
};

/* What becomes a list of words. */
typedef struct
{
  WordList *list;
  GHashTable *known;
  GArray *pairs;
} Builder;

typedef struct
{
  guint word;
  guint entry;
} Pair;

/* How many of the query's words, from the first one on, each entry has, and has at a word's beginning. */
typedef struct
{
  guint8 *has;
  guint8 *begins;
} Marks;

/* Numbers and tenants are either right or wrong: no word is like them. */
static gboolean
has_digit (const char *text)
{
  return strpbrk (text, "0123456789") != NULL;
}

static gboolean
may_be_of_number (const char *text)
{
  return text[strspn (text, "0123456789abcdef")] == '\0';
}

static void
builder_init (Builder *self, WordList *list)
{
  list->texts = g_string_new (NULL);
  list->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  list->firsts = g_array_new (FALSE, TRUE, sizeof (guint));
  list->postings = g_array_new (FALSE, FALSE, sizeof (guint));
  self->list = list;
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
}

static void
builder_add (Builder *self, const char *text, guint entry)
{
  gpointer known = g_hash_table_lookup (self->known, text);
  Pair pair = { GPOINTER_TO_UINT (known), entry };

  if (known == NULL)
    {
      guint start = (guint) self->list->texts->len;

      g_array_append_val (self->list->starts, start);
      g_string_append_len (self->list->texts, text, (gssize) strlen (text) + 1);
      pair.word = self->list->starts->len;
      g_hash_table_insert (self->known, g_strdup (text), GUINT_TO_POINTER (pair.word));
    }
  pair.word--;
  g_array_append_val (self->pairs, pair);
}

/* Sorted by word; those of one word stay in their order. */
static void
builder_end (Builder *self)
{
  WordList *list = self->list;
  guint n_words = list->starts->len;
  guint *firsts, *postings;

  g_array_set_size (list->firsts, n_words + 1);
  g_array_set_size (list->postings, self->pairs->len);
  firsts = (guint *) list->firsts->data;
  postings = (guint *) list->postings->data;

  for (guint i = 0; i < self->pairs->len; i++)
    firsts[g_array_index (self->pairs, Pair, i).word]++;
  for (guint i = 0, sum = 0; i <= n_words; i++)
    {
      sum += firsts[i];
      firsts[i] = sum;
    }
  for (guint i = self->pairs->len; i > 0; i--)
    {
      const Pair *pair = &g_array_index (self->pairs, Pair, i - 1);

      postings[--firsts[pair->word]] = pair->entry;
    }

  g_hash_table_unref (self->known);
  g_array_unref (self->pairs);
}

static void
word_list_clear (WordList *self)
{
  g_string_free (self->texts, TRUE);
  g_array_unref (self->starts);
  g_array_unref (self->firsts);
  g_array_unref (self->postings);
}

OnbDirectoryIndex *
onb_directory_index_new (GPtrArray *entries)
{
  OnbDirectoryIndex *self;
  Builder words, numbers;

  g_return_val_if_fail (entries != NULL, NULL);

  self = g_new0 (OnbDirectoryIndex, 1);
  self->entries = g_ptr_array_ref (entries);
  builder_init (&words, &self->words);
  builder_init (&numbers, &self->numbers);
  for (guint i = 0; i < entries->len; i++)
    {
      g_auto (GStrv) texts = g_strsplit (onb_directory_entry_get_key (entries->pdata[i]), " ", -1);

      for (guint t = 0; texts[t] != NULL; t++)
        if (texts[t][0] != '\0')
          builder_add (has_digit (texts[t]) && may_be_of_number (texts[t]) ? &numbers : &words,
                       texts[t], i);
    }
  builder_end (&words);
  builder_end (&numbers);
  return self;
}

void
onb_directory_index_free (OnbDirectoryIndex *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->entries);
  word_list_clear (&self->words);
  word_list_clear (&self->numbers);
  g_free (self);
}

/* The word at a place of the texts. */
static guint
find_word (const WordList *self, guint place)
{
  guint low = 0, high = self->starts->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->starts, guint, middle) <= place)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* The entries of a word have the query's nth word, if they have those before it. */
static void
mark (const WordList *self, guint word, guint nth, gboolean begins, Marks *marks)
{
  const guint *postings = (const guint *) self->postings->data;
  const guint end = g_array_index (self->firsts, guint, word + 1);

  for (guint i = g_array_index (self->firsts, guint, word); i < end; i++)
    {
      guint entry = postings[i];

      if (marks->has[entry] == nth)
        marks->has[entry] = (guint8) (nth + 1);
      if (begins && marks->begins[entry] == nth)
        marks->begins[entry] = (guint8) (nth + 1);
    }
}

static void
mark_containing (const WordList *self, const char *text, guint nth, Marks *marks)
{
  const char *begin = self->texts->str, *end = begin + self->texts->len;
  const gsize length = strlen (text);
  const char *place = begin;

  while ((place = memmem (place, (gsize) (end - place), text, length)) != NULL)
    {
      guint word = find_word (self, (guint) (place - begin));
      const char *start = begin + g_array_index (self->starts, guint, word);

      mark (self, word, nth, place == start, marks);
      place += strlen (place) + 1;
    }
}

static void
mark_exactly (const OnbDirectoryIndex *self, const char *text, guint nth, Marks *marks)
{
  mark_containing (&self->words, text, nth, marks);
  if (may_be_of_number (text))
    mark_containing (&self->numbers, text, nth, marks);
}

static void
mark_similar (const OnbDirectoryIndex *self,
              const OnbDirectoryQuery *query,
              guint nth,
              Marks *marks)
{
  for (guint i = 0; i < self->words.starts->len; i++)
    {
      const char *word = self->words.texts->str + g_array_index (self->words.starts, guint, i);

      if (!has_digit (word) && onb_directory_query_is_similar (query, nth, word))
        mark (&self->words, i, nth, FALSE, marks);
    }
}

/* So few are looked at one by one. */
#define FEW 1000

static guint
count_marked (const OnbDirectoryIndex *self, const Marks *marks, guint n_words)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    n += marks->has[i] == n_words;
  return n;
}

/* Of the entries that have the first @n_words, those that have all @query's; the ones that have them at a
 * beginning come first. */
static void
take_matching (const OnbDirectoryIndex *self,
               const OnbDirectoryQuery *query,
               const Marks *marks,
               guint n_words,
               GPtrArray *matches)
{
  g_autoptr (GPtrArray) inside = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      gpointer entry = self->entries->pdata[i];
      OnbDirectoryMatch match =
          marks->has[i] == n_words
              ? onb_directory_query_match (query, onb_directory_entry_get_key (entry))
              : ONB_DIRECTORY_MATCH_NONE;

      if (match != ONB_DIRECTORY_MATCH_NONE)
        g_ptr_array_add (match == ONB_DIRECTORY_MATCH_BEGINNING ? matches : inside, entry);
    }
  g_ptr_array_extend (matches, inside, NULL, NULL);
}

/* The same, of those that have been marked with all words. */
static void
take_marked (const OnbDirectoryIndex *self, const Marks *marks, guint n_words, GPtrArray *matches)
{
  g_autoptr (GPtrArray) inside = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    if (marks->has[i] == n_words)
      g_ptr_array_add (marks->begins[i] == n_words ? matches : inside, self->entries->pdata[i]);

  g_ptr_array_extend (matches, inside, NULL, NULL);
}

static int
longest_first (gconstpointer one, gconstpointer other)
{
  const gsize length = strlen (*(const char *const *) one);
  const gsize other_length = strlen (*(const char *const *) other);

  return length > other_length ? -1 : length < other_length;
}

/* The longest word leaves the fewest. */
static void
search_exactly (const OnbDirectoryIndex *self,
                const OnbDirectoryQuery *query,
                Marks *marks,
                GPtrArray *matches)
{
  const guint n_words = onb_directory_query_get_n_words (query);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < n_words; i++)
    g_ptr_array_add (words, (gpointer) onb_directory_query_get_word (query, i));
  g_ptr_array_sort (words, longest_first);

  for (guint i = 0; i < n_words; i++)
    {
      mark_exactly (self, words->pdata[i], i, marks);
      if (i + 1 < n_words && count_marked (self, marks, i + 1) <= FEW)
        {
          take_matching (self, query, marks, i + 1, matches);
          return;
        }
    }

  take_marked (self, marks, n_words, matches);
}

static void
search_similar (const OnbDirectoryIndex *self,
                const OnbDirectoryQuery *query,
                Marks *marks,
                GPtrArray *matches)
{
  const guint n_words = onb_directory_query_get_n_words (query);

  for (guint i = 0; i < n_words; i++)
    {
      const char *text = onb_directory_query_get_word (query, i);

      if (has_digit (text))
        mark_exactly (self, text, i, marks);
      else
        mark_similar (self, query, i, marks);
    }

  take_marked (self, marks, n_words, matches);
}

void
onb_directory_index_search (const OnbDirectoryIndex *self, const char *text, GPtrArray *matches)
{
  g_autoptr (OnbDirectoryQuery) query = NULL;
  g_autofree guint8 *has = NULL;
  g_autofree guint8 *begins = NULL;
  guint n_entries;
  Marks marks;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);
  g_return_if_fail (matches != NULL);

  query = onb_directory_query_new (text);
  if (onb_directory_query_get_n_words (query) >= G_MAXUINT8)
    return;

  n_entries = self->entries->len;
  marks.has = has = g_new0 (guint8, n_entries + 1);
  marks.begins = begins = g_new0 (guint8, n_entries + 1);
  search_exactly (self, query, &marks, matches);
  if (matches->len > 0)
    return;

  memset (has, 0, n_entries);
  memset (begins, 0, n_entries);
  search_similar (self, query, &marks, matches);
}
