/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "clinic/onb-clinic-file.h"

#include "clinics.h"

OnbClinic *
clinic_new (void)
{
  OnbClinic *clinic = onb_clinic_new ("cerner-millennium");
  g_autoptr (OnbCredentials) credentials =
      onb_credentials_new (CLIENT_ID, "a-secret-of-some-length");

  onb_clinic_set_name (clinic, "Klinik am Park");
  onb_clinic_set_location (clinic, "https://fhir-ehr.cerner.com/r4/t/");
  onb_clinic_set_account (clinic, ONB_ACCOUNT_YES);
  onb_clinic_set_option (clinic, ONB_OPTION_MEDICAL_NOTES, TRUE);
  onb_clinic_set_tick (clinic, 3, TRUE);
  onb_clinic_set_tick (clinic, 14, TRUE);
  onb_clinic_set_page (clinic, "scopes");
  onb_clinic_keep_credentials (clinic, credentials);
  onb_clinic_approve_host (clinic, "withdrawn.example.org");
  onb_clinic_approve_host (clinic, "token.example.org");
  onb_clinic_withdraw_host (clinic, "withdrawn.example.org");
  onb_clinic_withdraw_host (clinic, "never.example.org");
  return clinic;
}

void
assert_same (OnbClinic *a, OnbClinic *b)
{
  g_autoptr (JsonNode) first = onb_clinic_to_json (a);
  g_autoptr (JsonNode) second = onb_clinic_to_json (b);
  g_autofree char *first_text = json_to_string (first, FALSE);
  g_autofree char *second_text = json_to_string (second, FALSE);

  g_assert_cmpstr (first_text, ==, second_text);
}
