/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OnbFhirVersion: the FHIR versions that a clinic is connected by.
 */
typedef enum
{
  ONB_FHIR_R4,
  ONB_FHIR_DSTU2,
} OnbFhirVersion;

#define ONB_N_FHIR_VERSIONS 2

/** onb_fhir_version_get_id: Returns: "R4" or "DSTU2", for machines */
const char *onb_fhir_version_get_id (OnbFhirVersion version);

/** onb_fhir_version_get_title: Returns: "R4" or "DSTU 2", for people; never translated */
const char *onb_fhir_version_get_title (OnbFhirVersion version);

/** onb_fhir_version_get_media_type: Returns: the media type that the version's servers answer with */
const char *onb_fhir_version_get_media_type (OnbFhirVersion version);

/**
 * onb_fhir_version_matches:
 * @declared: (nullable): fhirVersion of a capability statement, like "4.0.1"
 *
 * Returns: whether a server that declares this speaks @version
 */
gboolean onb_fhir_version_matches (OnbFhirVersion version, const char *declared);

/**
 * onb_fhir_version_from_id:
 * @id: "R4" or "DSTU2"; case does not matter
 * @version: (out): the version
 *
 * Returns: whether there is such a version
 */
gboolean onb_fhir_version_from_id (const char *id, OnbFhirVersion *version);

G_END_DECLS
