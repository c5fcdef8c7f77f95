/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fhir/onb-fhir-version.h"

/* What tells the versions apart on the wire: media type, and the fhirVersion that the release declares. */
static const struct
{
  const char *id;
  const char *title;
  const char *media_type;
  const char *declared_prefix;
} versions[ONB_N_FHIR_VERSIONS] = {
  [ONB_FHIR_R4] = { "R4", "R4", "application/fhir+json", "4.0" },
  [ONB_FHIR_DSTU2] = { "DSTU2", "DSTU 2", "application/json+fhir", "1.0" },
};

const char *
onb_fhir_version_get_id (OnbFhirVersion version)
{
  g_return_val_if_fail ((guint) version < ONB_N_FHIR_VERSIONS, NULL);

  return versions[version].id;
}

const char *
onb_fhir_version_get_title (OnbFhirVersion version)
{
  g_return_val_if_fail ((guint) version < ONB_N_FHIR_VERSIONS, NULL);

  return versions[version].title;
}

const char *
onb_fhir_version_get_media_type (OnbFhirVersion version)
{
  g_return_val_if_fail ((guint) version < ONB_N_FHIR_VERSIONS, NULL);

  return versions[version].media_type;
}

gboolean
onb_fhir_version_matches (OnbFhirVersion version, const char *declared)
{
  g_return_val_if_fail ((guint) version < ONB_N_FHIR_VERSIONS, FALSE);

  return declared != NULL && g_str_has_prefix (declared, versions[version].declared_prefix);
}

gboolean
onb_fhir_version_from_id (const char *id, OnbFhirVersion *version)
{
  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (version != NULL, FALSE);

  for (guint i = 0; i < ONB_N_FHIR_VERSIONS; i++)
    if (g_ascii_strcasecmp (versions[i].id, id) == 0)
      {
        *version = (OnbFhirVersion) i;
        return TRUE;
      }

  return FALSE;
}
