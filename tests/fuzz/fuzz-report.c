/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "clinic/onb-support-facts.h"

#include "fuzz.h"

/* A support report from whomever: what was read can be written, and is read again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (OnbSupportFacts) facts = onb_support_facts_read ((const char *) data, size, NULL);
  g_autoptr (OnbSupportFacts) again = NULL;
  g_autofree char *script = NULL;

  if (facts == NULL)
    return 0;

  script = onb_support_facts_to_script (facts);
  again = onb_support_facts_read (script, strlen (script), NULL);
  g_assert_nonnull (again);
  return 0;
}
