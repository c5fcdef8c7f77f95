/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fhir/onb-scope.h"
#include "millennium/onb-address.h"

#include "fuzz.h"

/* What a user types as an address, and what a server grants: an address gives bases that are
 * addresses again, the same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autoptr (OnbAddress) address = onb_address_parse (text, NULL);
  g_autofree char *v2 = onb_scope_new_v2 (text, "Slot");
  g_autofree char *listed = onb_scope_list (text, "Slot");

  /* What is listed for a resource grants no more than the whole does. */
  g_assert ((onb_scope_get_letters (listed != NULL ? listed : "", "Slot") &
             ~onb_scope_get_letters (text, "Slot")) == 0);
  g_assert (v2 == NULL || onb_scope_get_letters (v2, "Slot") != 0);
  if (address != NULL)
    {
      g_autofree char *base = onb_address_get_base (address, ONB_FHIR_DSTU2);

      g_assert (g_str_has_suffix (base, "/"));
    }
  return 0;
}
