/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "command/onb-command-line.h"
#include "command/onb-command.h"
#include "guide/onb-guide.h"

/* For whoever writes a guide: what the program would say of it. */
static int
check_file (const char *path)
{
  g_autofree char *text = NULL;
  g_autofree char *basename = g_filename_display_basename (path);
  g_autofree char *name = onb_command_line_clean (basename);
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbGuide) guide = onb_guide_new_from_file (path, &error);

  if (guide == NULL)
    {
      shown = onb_command_line_clean (error->message);
      g_printerr ("%s\n", shown);
      return ONB_EXIT_NOT_READY;
    }

  /* Translators: a file’s name, what it is about, how many screens and how many steps it has. */
  shown = onb_command_line_clean (onb_guide_get_system (guide));
  text = g_strdup_printf (_ ("%s: a guide to %s. Screens: %u. Steps: %d\n"), name, shown,
                          onb_guide_get_screens (guide)->len, onb_guide_get_n_steps (guide));
  if (onb_command_line_print (text, &error))
    return ONB_EXIT_READY;

  onb_command_line_complain ("guide", error);
  return ONB_EXIT_UNTESTED;
}

int
onb_command_guide (char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, N_ ("check FILE…") },
    { NULL },
  };
  const OnbCommandLine line = {
    .name = "guide",
    .summary = _ ("Checks guide files and prints the file, line, and reason of each error."),
    .entries = entries,
  };
  int status = ONB_EXIT_READY;

  if (!onb_command_line_parse (&line, &words, &status))
    return status;

  if (rest == NULL || strcmp (rest[0], "check") != 0 || rest[1] == NULL)
    {
      g_printerr ("leyr-onboarding guide: %s\n", _ ("Usage: leyr-onboarding guide check FILE…"));
      return ONB_EXIT_USAGE;
    }

  for (guint i = 1; rest[i] != NULL; i++)
    {
      int of_file = check_file (rest[i]);

      status = MAX (status, of_file);
    }

  return status;
}
