/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * onb_directory_words_append:
 *
 * Appends the words of @text to @key in lower case without accents, a space before each.
 */
void onb_directory_words_append (GString *key, const char *text);

/**
 * onb_directory_words_append_others:
 * @key: words, as onb_directory_words_append() leaves them
 *
 * Appends what people write for some of these words: the trade's abbreviations, and the states of the
 * United States by name and by letters, each in both directions.
 */
void onb_directory_words_append_others (GString *key);

/**
 * onb_directory_words_are_similar:
 * @typed: a word, or the beginning of one
 * @word: another
 *
 * Returns: whether @word begins with @typed, where one letter of it may be wrong, missing or too many, or
 *   two next to each other may have changed places
 */
gboolean onb_directory_words_are_similar (const char *typed, const char *word);

G_END_DECLS
