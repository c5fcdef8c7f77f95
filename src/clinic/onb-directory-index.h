/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-directory-entry.h"

G_BEGIN_DECLS

/**
 * OnbDirectoryIndex: what makes a search in a directory quick; made once, when the directory comes in.
 */
typedef struct _OnbDirectoryIndex OnbDirectoryIndex;

/**
 * onb_directory_index_new:
 * @entries: (element-type OnbDirectoryEntry): the directory's entries, by name
 *
 * Takes some time for a large directory; may be called in a thread.
 *
 * Returns: (transfer full): the index of @entries
 */
OnbDirectoryIndex *onb_directory_index_new (GPtrArray *entries);
void onb_directory_index_free (OnbDirectoryIndex *self);

/**
 * onb_directory_index_search:
 * @text: what is searched for; see onb_directory_query_new()
 * @matches: (element-type OnbDirectoryEntry) (transfer none): gets what was found, the best first
 *
 * Where nothing has all the words of @text, a word of at least four letters may have one letter wrong,
 * missing or too many, or two in the other's place.
 */
void
onb_directory_index_search (const OnbDirectoryIndex *self, const char *text, GPtrArray *matches);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbDirectoryIndex, onb_directory_index_free)

G_END_DECLS
