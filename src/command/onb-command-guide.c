/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "command/onb-command.h"
#include "guide/onb-guide.h"

/* For whoever writes a guide: what the program would say of it. */
static gboolean
check_file (const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbGuide) guide = onb_guide_new_from_file (path, &error);

  if (guide == NULL)
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }

  /* Translators: a file’s name, what it is about, how many screens and how many steps it has. */
  g_print (_ ("%s: a guide to %s, with %u screens and %d steps\n"), name,
           onb_guide_get_system (guide), onb_guide_get_screens (guide)->len,
           onb_guide_get_n_steps (guide));
  return TRUE;
}

int
onb_command_guide (int n_arguments, char **arguments)
{
  g_autoptr (GOptionContext) context =
      g_option_context_new (_ ("check FILE… – checks guide files"));
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  g_option_context_set_summary (context,
                                _ ("Reads guide files as Leyr Onboarding reads its own, and names "
                                   "file, line, and reason of whatever is wrong."));
  if (!g_option_context_parse (context, &n_arguments, &arguments, &error))
    {
      g_printerr ("leyr-onboarding guide: %s\n", error->message);
      return ONB_EXIT_USAGE;
    }

  if (n_arguments < 3 || strcmp (arguments[1], "check") != 0)
    {
      g_printerr ("leyr-onboarding guide: %s\n", _ ("Usage: leyr-onboarding guide check FILE…"));
      return ONB_EXIT_USAGE;
    }

  for (int i = 2; i < n_arguments; i++)
    good = check_file (arguments[i]) && good;

  return good ? ONB_EXIT_READY : ONB_EXIT_NOT_READY;
}
