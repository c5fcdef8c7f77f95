/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "check/onb-diagnosis-table.h"

/* What stands in brackets is left out where nothing is known, as here. */
static char *
without_brackets (const char *title)
{
  g_autoptr (GRegex) brackets = g_regex_new ("\\[[^]]*\\]", 0, 0, NULL);

  return g_regex_replace_literal (brackets, title, -1, 0, "", 0, NULL);
}

/* Prints the table of findings for the README, in UTF-8 whatever the locale. */
int
main (void)
{
  printf ("| finding | severity | meaning |\n|---|---|---|\n");
  for (guint id = ONB_DIAGNOSIS_NONE + 1; id < ONB_N_DIAGNOSES; id++)
    {
      const OnbDiagnosis *row = onb_diagnosis_get ((OnbDiagnosisId) id);
      g_autofree char *title = without_brackets (row->title);

      printf ("| `%s` | %s | %s |\n", row->name, onb_severity_get_id (row->severity), title);
    }

  return 0;
}
