/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "check/onb-diagnosis-table.h"

/* Prints the table of findings for the README, in UTF-8 whatever the locale. */
int
main (void)
{
  guint n_rows;
  const OnbDiagnosis *rows = onb_diagnosis_table (&n_rows);

  printf ("| finding | severity | meaning |\n|---|---|---|\n");
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].title != NULL)
      printf ("| `%s` | %s | %s |\n", rows[i].id, onb_severity_get_id (rows[i].severity),
              rows[i].title);

  return 0;
}
