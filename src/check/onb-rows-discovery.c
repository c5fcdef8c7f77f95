/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-rows.h"

/* What the two discovery documents of a version answer with. */
static const OnbDiagnosis rows[] = {
  { .id = ONB_DIAGNOSIS_DISCOVERY_RATE_LIMITED,
    .name = "discovery.rate-limited",
    .severity = ERROR,
    .title = N_ ("Too many requests to {host}"),
    .cause = N_ ("The server limits requests in a short time. Other programs on your network may "
                 "be using it too."),
    .fix = WAIT,
    .stages = ONB_STAGE_DISCOVERY,
    .status_from = 429 },
  { .id = ONB_DIAGNOSIS_NETWORK_BLOCKED,
    .stages = ONB_STAGE_DISCOVERY,
    .status_from = 400,
    .status_to = 599,
    .bodies = HTML | FOREIGN },
  { .id = ONB_DIAGNOSIS_ADDRESS_UNKNOWN_TENANT,
    .name = "address.unknown-tenant",
    .severity = ERROR,
    .title = N_ ("{host} does not know this tenant"),
    .cause = N_ ("The tenant ID “{tenant}” may have a typo, or the tenant is on another host.[ The "
                 "server’s message: {says}]"),
    .fix = N_ ("Compare the tenant ID on the Clinic page with the original, character by "
               "character."),
    .stages = ONB_STAGE_DISCOVERY,
    .status_from = 400,
    .status_to = 499,
    .says = "tenant" },
  { .id = ONB_DIAGNOSIS_DISCOVERY_UNAUTHORIZED,
    .name = "discovery.unauthorized",
    .severity = ERROR,
    .title = N_ ("{host} requires credentials for public documents"),
    .cause =
        N_ ("The server requires credentials (HTTP status {status}) even for the documents that "
            "anyone can read. It may be set up only partly for this tenant.[ Its message: {says}]"),
    .fix = N_ ("Report this to {maker} or your {system} administrator, and "
               "to contact@leyr.io."),
    .stages = ONB_STAGE_DISCOVERY,
    .status_from = 401 },
  { .id = ONB_DIAGNOSIS_ADDRESS_REDIRECT,
    .name = "address.redirect",
    .severity = ERROR,
    .title = N_ ("{host} redirects to another address"),
    .cause = N_ ("The server redirects[ to {location}]. Leyr Onboarding does not follow redirects, "
                 "so that credentials only go to approved hosts."),
    .fix = N_ ("If your network has a sign-in page, sign in and test again. If not, check the FHIR "
               "URL on the Clinic page."),
    .stages = ONB_STAGE_DISCOVERY,
    .status_from = 300,
    .status_to = 399 },
  { .id = ONB_DIAGNOSIS_DISCOVERY_SERVER_ERROR,
    .name = "discovery.server-error",
    .severity = ERROR,
    .title = N_ ("{host} reports a server error"),
    .cause = N_ ("The response has HTTP status {status}: the server, or a proxy in front of it, "
                 "cannot handle the request now.[ Its message: {says}]"),
    .fix = N_ ("Wait a few minutes, then test again. If this keeps "
               "happening, ask {maker} support whether maintenance is in "
               "progress."),
    .stages = ONB_STAGE_DISCOVERY,
    .status_from = 500,
    .status_to = 599 },
  { .id = ONB_DIAGNOSIS_ADDRESS_NOT_FHIR,
    .name = "address.not-fhir",
    .severity = ERROR,
    .title = N_ ("No FHIR server at this URL"),
    .cause =
        N_ ("{host} responded, but not like a FHIR server (HTTP status {status}). Most likely, "
            "the path or the tenant ID “{tenant}” is wrong. The host may also be wrong, or a "
            "web filter may block it."),
    .fix = N_ ("Check the FHIR URL on the Clinic page[, or find the clinic "
               "in {directory}’s clinic directory]."),
    .stages = ONB_STAGE_DISCOVERY,
    .status_from = 404 },
  { .id = ONB_DIAGNOSIS_ADDRESS_NOT_FHIR, .stages = ONB_STAGE_DISCOVERY, .status_from = 410 },
  { .id = ONB_DIAGNOSIS_ADDRESS_NOT_FHIR,
    .stages = ONB_STAGE_DISCOVERY,
    .status_from = 200,
    .status_to = 299 },
};

const OnbRows onb_rows_discovery = { rows, G_N_ELEMENTS (rows) };
