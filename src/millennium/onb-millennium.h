/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fhir/onb-dialect.h"

G_BEGIN_DECLS

/* What Cerner Millennium has of its own beyond FHIR, SMART and OAuth; with onb-address.h, where a clinic's
 * Millennium is, all that the program knows of it, but for what the diagnosis makes of its answers. Source:
 * Oracle's documentation of the Millennium platform's APIs, "Authorization" and "Security and Errors". */

/**
 * onb_millennium_has_host:
 *
 * Returns: whether @name is a domain of Oracle Health or below one, to which the secret may go; never where
 *   it is no name
 */
gboolean onb_millennium_has_host (const char *name);

/**
 * onb_millennium_has_site:
 *
 * Returns: whether @name is a host of Oracle's, be it one that no secret goes to
 */
gboolean onb_millennium_has_site (const char *name);

/**
 * onb_millennium_get_impossible_id:
 * @resource: a FHIR resource type
 *
 * Returns: a well-formed ID that no resource of that type can have
 */
const char *onb_millennium_get_impossible_id (const char *resource);

/** onb_millennium_get_dialect: Returns: (transfer none): how its servers put errors */
const OnbDialect *onb_millennium_get_dialect (void);

G_END_DECLS
