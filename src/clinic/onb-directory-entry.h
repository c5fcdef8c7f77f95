/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ONB_TYPE_DIRECTORY_ENTRY (onb_directory_entry_get_type ())
G_DECLARE_FINAL_TYPE (OnbDirectoryEntry, onb_directory_entry, ONB, DIRECTORY_ENTRY, GObject)

/**
 * OnbDirectoryEntry: an organisation and one of its FHIR addresses. Its properties "name", "place" and
 * "tenant" are for lists.
 */

/**
 * onb_directory_read:
 * @text: a FHIR Bundle of Endpoint and Organization, as makers of EHRs publish it
 * @length: its length in bytes
 *
 * Reads a directory from somebody whom we do not trust. What is not usable in it is left out.
 *
 * Returns: (transfer full) (nullable) (element-type OnbDirectoryEntry): the entries by name, at least
 *   one; %NULL with %G_IO_ERROR_INVALID_DATA, whose message says what is wrong
 */
GPtrArray *onb_directory_read (const char *text, gsize length, GError **error);

/** onb_directory_entry_get_name: Returns: the organisation's name */
const char *onb_directory_entry_get_name (OnbDirectoryEntry *self);

/** onb_directory_entry_get_place: Returns: city and state as far as they are known, else "" */
const char *onb_directory_entry_get_place (OnbDirectoryEntry *self);

/** onb_directory_entry_get_tenant: Returns: the tenant */
const char *onb_directory_entry_get_tenant (OnbDirectoryEntry *self);

/** onb_directory_entry_get_address: Returns: the FHIR base, R4 */
const char *onb_directory_entry_get_address (OnbDirectoryEntry *self);

/**
 * onb_directory_entry_get_key:
 *
 * Returns: what is searched: name, place, what else people write for their words, and tenant, in lower
 *   case without accents, a space before each word
 */
const char *onb_directory_entry_get_key (OnbDirectoryEntry *self);

/**
 * OnbDirectoryQuery: what is searched for.
 */
typedef struct _OnbDirectoryQuery OnbDirectoryQuery;

/**
 * onb_directory_query_new:
 * @text: words, or parts of them, of name, city, state or tenant, in any order; neither case nor
 *   accents nor punctuation matter
 *
 * Returns: (transfer full): the query; one without a word matches everything
 */
OnbDirectoryQuery *onb_directory_query_new (const char *text);
void onb_directory_query_free (OnbDirectoryQuery *self);

/**
 * OnbDirectoryMatch:
 * @ONB_DIRECTORY_MATCH_NONE: at least one word of the query is not there
 * @ONB_DIRECTORY_MATCH_INSIDE: all are there, at least one only inside a word
 * @ONB_DIRECTORY_MATCH_BEGINNING: all are there, at the beginning of a word
 */
typedef enum
{
  ONB_DIRECTORY_MATCH_NONE,
  ONB_DIRECTORY_MATCH_INSIDE,
  ONB_DIRECTORY_MATCH_BEGINNING,
} OnbDirectoryMatch;

/**
 * onb_directory_query_match:
 * @key: an entry's key
 *
 * Returns: how well the entry fits the query
 */
OnbDirectoryMatch onb_directory_query_match (const OnbDirectoryQuery *self, const char *key);

/** onb_directory_query_get_n_words: Returns: how many words it has */
guint onb_directory_query_get_n_words (const OnbDirectoryQuery *self);

/** onb_directory_query_get_word: Returns: one of its words; they come by length, the longest first */
const char *onb_directory_query_get_word (const OnbDirectoryQuery *self, guint nth);

/**
 * onb_directory_query_is_similar:
 * @nth: which of the query's words
 * @word: a word of a key, without its space
 *
 * Returns: whether @word has the query's word in it, or all but one letter of it at the beginning
 */
gboolean
onb_directory_query_is_similar (const OnbDirectoryQuery *self, guint nth, const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbDirectoryQuery, onb_directory_query_free)

G_END_DECLS
