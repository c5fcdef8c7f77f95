/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fhir/onb-fhir-version.h"

G_BEGIN_DECLS

/**
 * OnbScenario: what the simulated Millennium plays. What is not set works as it should.
 * @name: for the command line
 * @plays: what it plays, for people; translatable
 * @gone: mask of 1 << #OnbFhirVersion: versions that are not there
 * @gone_status: HTTP status of those, 404 where it is 0
 * @mixed_up: R4's address speaks DSTU 2 and the other way round
 * @smart_status: HTTP status of the smart-configuration, 0 for the real thing
 * @metadata_status: HTTP status of the capability statement, 0 for the real thing
 * @discovery_body: (nullable): what both answer with then
 * @location: (nullable): Location header of discovery, token and probes where they redirect
 * @token_endpoint: (nullable): what is published as the token endpoint
 * @unpublished_token: neither document names a token endpoint
 * @token_status: HTTP status of the token, 0 for the real thing
 * @token_error: (nullable): OAuth error code
 * @token_urn: (nullable): last part of the error's urn
 * @token_grants: how many requests for a token are granted before any is refused so
 * @token_refusals: how many requests for a token are refused so, 0 for all of them
 * @token_body: (nullable): the body in place of a token answer
 * @retry_after: (nullable): Retry-After header
 * @missing_scopes: (nullable): scopes that are not registered, with spaces between
 * @one_scope_a_token: refuses more than one scope at once
 * @scope_form: how granted scopes are written
 * @smart_v2: the application is registered for SMART v2: scopes in the form of v1 are not
 * @other_scopes: (nullable): scopes that are granted where nothing else is, so that there is a token
 * @without_search: searching is not registered, only reading
 * @probe_resource: (nullable): the resource whose search goes wrong, %NULL for all
 * @probe_versions: mask of versions in which it does, 0 for all
 * @probe_status: HTTP status of that search, 0 for the real thing
 * @probe_body: (nullable): what it answers with
 * @authenticate: (nullable): its WWW-Authenticate header
 * @clock_offset: seconds by which the Date header is off
 */
typedef enum
{
  ONB_SCOPE_FORM_V1,
  ONB_SCOPE_FORM_V2,
  ONB_SCOPE_FORM_NONE,
} OnbScopeForm;

typedef struct
{
  const char *name;
  const char *plays;

  guint gone;
  guint gone_status;
  gboolean mixed_up;

  guint smart_status;
  guint metadata_status;
  const char *discovery_body;
  const char *location;
  const char *token_endpoint;
  gboolean unpublished_token;

  guint token_status;
  const char *token_error;
  const char *token_urn;
  guint token_grants;
  guint token_refusals;
  const char *token_body;
  const char *retry_after;
  const char *missing_scopes;
  gboolean one_scope_a_token;
  OnbScopeForm scope_form;
  gboolean smart_v2;
  const char *other_scopes;
  gboolean without_search;

  const char *probe_resource;
  guint probe_versions;
  guint probe_status;
  const char *probe_body;
  const char *authenticate;

  int clock_offset;
} OnbScenario;

/** The scenario in which everything works. */
#define ONB_SCENARIO_WORKS "works"

/**
 * onb_scenarios:
 * @n_scenarios: (out): how many there are
 *
 * Returns: (transfer none): all scenarios, the one in which everything works first
 */
const OnbScenario *onb_scenarios (guint *n_scenarios);

/** onb_scenario_find: Returns: (transfer none) (nullable): the scenario called @name */
const OnbScenario *onb_scenario_find (const char *name);

G_END_DECLS
