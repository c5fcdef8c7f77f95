/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "guide/onb-guide.h"

#include "fuzz.h"

/* A guide file: either a guide, or an error that says why not. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) xml = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbGuide) guide = onb_guide_new_from_bytes (xml, "fuzz.xml", &error);

  g_assert ((guide == NULL) == (error != NULL));
  return 0;
}
