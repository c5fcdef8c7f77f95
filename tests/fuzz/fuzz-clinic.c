/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "clinic/onb-clinic-file.h"
#include "wire/onb-json.h"

#include "fuzz.h"

/* A clinic's file, with the result in it: what was read can be written. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonNode) node = onb_json_parse ((const char *) data, size, ONB_JSON_MAX_VALUES, NULL);
  g_autoptr (OnbClinic) clinic = node != NULL ? onb_clinic_from_json (node, NULL) : NULL;
  g_autoptr (JsonNode) written = clinic != NULL ? onb_clinic_to_json (clinic) : NULL;

  g_assert ((written == NULL) == (clinic == NULL));
  return 0;
}
