/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Sentences of ours that quote something: a label of the console, an address, a name that a user gave.
 * Where ours run from right to left, what is quoted is isolated from them (Unicode Standard Annex #9):
 * “+ New Application” would have its plus at the wrong end otherwise.
 */

/**
 * onb_bidi_is_right_to_left:
 *
 * Returns: whether the program's sentences run from right to left: it depends on the language into
 *   which they are translated
 */
gboolean onb_bidi_is_right_to_left (void);

/**
 * onb_bidi_isolate:
 * @quoted: what a sentence quotes
 *
 * Returns: (transfer full): @quoted as it is to stand within a sentence of ours
 */
char *onb_bidi_isolate (const char *quoted);

/**
 * onb_bidi_get_line_mark:
 *
 * A line of plain text runs as its first letter does, and some lines of ours begin with a foreign word:
 * a host, a label of the console, the name of a field.
 *
 * Returns: what such a line is to begin with, so that it runs as our sentences do; empty where that is
 *   from left to right
 */
const char *onb_bidi_get_line_mark (void);

/**
 * onb_bidi_format:
 * @format: a translated format, as of g_strdup_printf()
 *
 * As g_strdup_printf(), but isolates each string that is put in.
 *
 * Returns: (transfer full): the sentence
 */
char *onb_bidi_format (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
