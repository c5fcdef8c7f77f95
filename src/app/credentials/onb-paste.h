/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * onb_paste_trim:
 * @text: (inout): a text; moved to where what is not blank begins
 *
 * Returns: the length in bytes of @text without the blanks at its ends, also such as cannot be seen
 */
gsize onb_paste_trim (const char **text);

/**
 * onb_paste_sort:
 * @text: what was in the clipboard; cut up in place
 * @client_id: (out) (nullable): the part of it that has the form of a Client ID
 * @secret: (out) (nullable): the part of it that has not
 *
 * Tells by their form what of the two was copied, or both, with a blank or a line's end between them.
 *
 * Returns: whether there is one of them, or both, and nothing else
 */
gboolean onb_paste_sort (char *text, const char **client_id, const char **secret);

G_END_DECLS
