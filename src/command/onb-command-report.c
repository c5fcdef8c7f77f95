/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "clinic/onb-support-report.h"
#include "command/onb-command-line.h"
#include "guide/onb-guide-library.h"

#include "command/onb-command.h"

static int
print_report (OnbSupportFacts *facts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbGuideLibrary) library = onb_command_line_load_guides ("report");
  OnbGuide *guide = onb_guide_library_find_or_default (library, facts->guide);
  g_autoptr (OnbSupportReport) report = NULL;
  g_autofree char *text = NULL;

  onb_support_facts_name (facts, guide);
  report = onb_support_report_new (guide, facts);
  text = onb_support_report_to_text (report);

  if (onb_command_line_print (text, &error))
    return ONB_EXIT_READY;

  onb_command_line_complain ("report", error);
  return ONB_EXIT_UNTESTED;
}

int
onb_command_report (char **arguments, int (*show) (const char *path))
{
  g_auto (GStrv) words = g_strdupv (arguments);
  g_auto (GStrv) rest = NULL;
  gboolean as_text = FALSE;
  const GOptionEntry entries[] = {
    { "text", 0, 0, G_OPTION_ARG_NONE, &as_text, N_ ("Print the report as text, without a window"),
      NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, N_ ("FILE") },
    { NULL },
  };
  const OnbCommandLine line = {
    .name = "report",
    .summary = _ ("Shows a support report from a clinic, the way the clinic sees it."),
    .entries = entries,
  };
  g_autoptr (OnbSupportFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  int status = ONB_EXIT_READY;

  if (!onb_command_line_parse (&line, &words, &status))
    return status;

  if (rest == NULL || rest[0] == NULL || rest[1] != NULL)
    {
      g_printerr ("leyr-onboarding report: %s\n",
                  _ ("Usage: leyr-onboarding report [--text] FILE"));
      return ONB_EXIT_USAGE;
    }

  facts = onb_support_facts_read_file (rest[0], &error);
  if (facts == NULL)
    {
      onb_command_line_complain ("report", error);
      return ONB_EXIT_NOT_READY;
    }

  return as_text || show == NULL ? print_report (facts) : show (rest[0]);
}
