/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "clinic-files.h"

char *
folder_of (gboolean practice)
{
  return g_build_filename (g_get_user_data_dir (), "leyr-onboarding",
                           practice ? "practice" : "clinics", NULL);
}

void
write_file (const char *name, const char *text)
{
  g_autofree char *folder = folder_of (FALSE);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

gboolean
has_file (const char *prefix)
{
  g_autofree char *folder = folder_of (FALSE);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      return TRUE;

  return FALSE;
}
