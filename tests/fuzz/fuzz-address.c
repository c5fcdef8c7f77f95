/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "millennium/onb-address.h"

#include "fuzz.h"

/* What a user types as an address: it gives bases that are addresses again, the same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autoptr (OnbAddress) address = onb_address_parse (text, NULL);

  if (address != NULL)
    {
      g_autofree char *base = onb_address_get_base (address, ONB_FHIR_DSTU2);

      g_assert (g_str_has_suffix (base, "/"));
    }
  return 0;
}
