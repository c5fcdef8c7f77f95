/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Characters of one line that a peer says, at most. */
#define ONB_TEXT_MAX 300

/**
 * OnbRedactor: what was sent and must not be said again: secrets, and identifiers that are only shown
 * shortened. What it holds is wiped when it is freed.
 */
typedef struct _OnbRedactor OnbRedactor;

/** onb_redactor_new: Returns: (transfer full): one that knows nothing yet */
OnbRedactor *onb_redactor_new (void);
OnbRedactor *onb_redactor_ref (OnbRedactor *self);
void onb_redactor_unref (OnbRedactor *self);

/**
 * onb_redactor_add_secret:
 * @secret: what must not be said again, nor a part of it of ten characters or more
 * @length: its length in bytes
 */
void onb_redactor_add_secret (OnbRedactor *self, const char *secret, gsize length);

/**
 * onb_redactor_add_identifier:
 * @identifier: what is only said shortened
 * @shown: what stands in its place
 */
void onb_redactor_add_identifier (OnbRedactor *self, const char *identifier, const char *shown);

/**
 * onb_redactor_add_authorization:
 * @header: an Authorization header: everything that can be read out of it is struck from now on
 */
void onb_redactor_add_authorization (OnbRedactor *self, const char *header);

/**
 * onb_redactor_strike:
 * @text: valid UTF-8
 *
 * What was sent is found whatever case it is in, and through percent signs, backslashes, entities and
 * the letters of either base64; also where @text ends in the middle of it.
 *
 * Returns: (transfer full): @text, with “…” for each secret and the short form for each identifier
 */
char *onb_redactor_strike (const OnbRedactor *self, const char *text);

/**
 * onb_text_shorten_id:
 * @id: an identifier that is not shown whole, as a Client ID
 *
 * Returns: (transfer full): its first and last four characters, by which it can be told apart
 */
char *onb_text_shorten_id (const char *id);

/**
 * onb_text_clean:
 * @text: text from outside, in whatever encoding
 * @length: its length in bytes
 * @max: characters that the result may have
 *
 * Returns: (transfer full) (nullable): one line that can be shown and printed: no control characters,
 *   none that change the direction, no line or paragraph separators; %NULL where nothing is left
 */
char *onb_text_clean (const char *text, gsize length, gsize max);

/**
 * onb_text_from_peer:
 * @redactor: (nullable): what was sent
 * @text: (nullable): what a peer said
 * @length: its length in bytes
 * @max: characters that the result may have
 *
 * The way for every text of a peer that is kept.
 *
 * Returns: (transfer full) (nullable): the text without what was sent, cleaned and bounded
 */
char *onb_text_from_peer (const OnbRedactor *redactor, const char *text, gsize length, gsize max);

/**
 * onb_text_excerpt:
 * @redactor: (nullable): what was sent
 * @text: (nullable): what a peer said
 *
 * Returns: (transfer full) (nullable): %ONB_TEXT_MAX characters of it at most, as of onb_text_from_peer()
 */
char *onb_text_excerpt (const OnbRedactor *redactor, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbRedactor, onb_redactor_unref)

G_END_DECLS
