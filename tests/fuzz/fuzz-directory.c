/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "clinic/onb-directory-entry.h"

#include "fuzz.h"

/* A directory; its last line is also what is searched for. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  g_autofree char *all = g_strndup (text, size);
  const char *last = strrchr (all, '\n');
  g_autofree char *words = g_utf8_make_valid (last != NULL ? last : all, -1);
  g_autoptr (OnbDirectoryQuery) query = onb_directory_query_new (words);
  g_autoptr (GPtrArray) entries = onb_directory_read (text, size, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      OnbDirectoryEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (OnbDirectoryQuery) itself =
          onb_directory_query_new (onb_directory_entry_get_name (entry));

      onb_directory_query_match (query, onb_directory_entry_get_key (entry));
      /* What is found is found by its own name. */
      g_assert_cmpint (onb_directory_query_match (itself, onb_directory_entry_get_key (entry)), ==,
                       ONB_DIRECTORY_MATCH_BEGINNING);
    }

  return 0;
}
