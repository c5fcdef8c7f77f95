/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "practice/onb-scenario.h"

#define R4 (1 << ONB_FHIR_R4)
#define DSTU2 (1 << ONB_FHIR_DSTU2)

#define HTML "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>"
#define OUTCOME(text)                                                                              \
  "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":"            \
  "\"exception\",\"details\":{\"text\":\"" text "\"}}]}"

#define BLOCK_PAGE                                                                                 \
  "<!DOCTYPE html><html><head><title>Blocked</title></head><body>Blocked</body></html>"
/* Oracle's newer gateway, which is no FHIR server. */
#define GATEWAY(code, reason)                                                                      \
  "{\"code\":" code ",\"message\":\"code=\\\"urn:cerner:error:oauth2:resource-access:" reason      \
  "\\\"\"}"

static const OnbScenario scenarios[] = {
  { ONB_SCENARIO_WORKS, N_ ("everything works") },

  /* Versions. */
  { "dstu2-retired", N_ ("DSTU 2 is no longer there"), .gone = DSTU2 },
  { "dstu2-gone", N_ ("DSTU 2 answers that it is gone for good"), .gone = DSTU2,
    .gone_status = 410 },
  { "r4-missing", N_ ("R4 is not there, DSTU 2 is"), .gone = R4 },
  { "versions-mixed-up", N_ ("R4’s address speaks DSTU 2, and the other way round"),
    .mixed_up = TRUE },

  /* Credentials and scopes. */
  { "wrong-secret", N_ ("the Client Secret is not accepted"), .token_status = 401,
    .token_error = "invalid_client", .token_urn = "invalid-client-credentials" },
  { "secret-replaced", N_ ("the Client Secret is replaced by somebody else after the next test"),
    .token_status = 401, .token_error = "invalid_client", .token_urn = "invalid-client-credentials",
    .token_grants = 1 },
  { "unknown-client", N_ ("the Client ID is not known"), .token_status = 401,
    .token_error = "invalid_client", .token_urn = "unknown-client" },
  { "malformed-header", N_ ("the server cannot read the Authorization header"), .token_status = 401,
    .token_error = "invalid_client", .token_urn = "invalid-authorization-header" },
  { "not-enabled", N_ ("the application is not enabled for the tenant"), .token_status = 400,
    .token_error = "invalid_grant", .token_urn = "invalid-tenant" },
  { "enabled-later", N_ ("the application is enabled for the tenant while one waits"),
    .token_status = 400, .token_error = "invalid_grant", .token_urn = "invalid-tenant",
    .token_refusals = 1 },
  { "scope-missing", N_ ("the scope to read slots was not checked"),
    .missing_scopes = "system/Slot.read" },
  { "notes-missing", N_ ("the scopes for medical notes were not checked"),
    .missing_scopes = "system/DocumentReference.read system/DocumentReference.write" },
  { "no-scopes", N_ ("no scope was checked at all"), .token_status = 400,
    .token_error = "invalid_scope", .token_urn = "empty-scopes" },
  { "scope-refused", N_ ("a scope that is not registered makes the server refuse all of them"),
    .token_error = "invalid_scope", .token_urn = "unregistered-scope",
    .missing_scopes = "system/Slot.read" },
  { "too-many-scopes", N_ ("all scopes in one token are too many"), .token_error = "invalid_scope",
    .token_urn = "scopes-too-many", .one_scope_a_token = TRUE },
  { "scopes-v2", N_ ("granted scopes come back in the form of SMART version 2"),
    .scope_form = ONB_SCOPE_FORM_V2 },
  { "smart-v2", N_ ("the application is registered for SMART v2"), .smart_v2 = TRUE },
  { "smart-v2-silent",
    N_ ("the application is registered for SMART v2, and the server grants something else instead"),
    .smart_v2 = TRUE, .other_scopes = "launch" },
  { "read-without-search", N_ ("the application may read, but not search"), .smart_v2 = TRUE,
    .without_search = TRUE },
  { "account-limited", N_ ("an access token is issued that allows nothing"), .missing_scopes = "*",
    .other_scopes = "launch" },
  { "scopes-unnamed", N_ ("the token answer does not name the scopes"),
    .scope_form = ONB_SCOPE_FORM_NONE },
  { "terminated", N_ ("the application is no longer registered"), .token_status = 401,
    .token_error = "invalid_client", .token_urn = "terminated-client" },
  { "not-system", N_ ("the application is not of type System"), .token_status = 400,
    .token_error = "unauthorized_client", .token_urn = "client-persona-mismatch" },
  { "unknown-refusal", N_ ("the token is refused for a reason that nobody knows"),
    .token_status = 400, .token_error = "unauthorized_client", .token_urn = "something-new" },

  /* The token server. */
  { "token-rate-limited", N_ ("the token server asks for a pause"), .token_status = 429,
    .retry_after = "3600" },
  { "token-server-error", N_ ("the token server has a problem"), .token_status = 503,
    .token_body = "Service Unavailable" },
  { "token-html", N_ ("a sign-in page answers in place of the token server"), .token_status = 200,
    .token_body = HTML },
  { "token-broken-json", N_ ("the token answer is damaged"), .token_status = 200,
    .token_body = "{\"access_token\":" },
  { "token-wrong-type", N_ ("the token is of an unknown type"), .token_status = 200,
    .token_body = "{\"access_token\":\"practice\",\"token_type\":\"mac\"}" },
  { "token-empty", N_ ("the token answer holds no token"), .token_status = 200,
    .token_body = "{\"token_type\":\"Bearer\"}" },
  { "token-redirect", N_ ("the token server redirects"), .token_status = 302,
    .location = "https://fhir-open.cerner.com/elsewhere" },
  { "token-not-found", N_ ("there is no token server at the published address"),
    .token_status = 404, .token_body = "Not Found" },

  /* Discovery and addresses. */
  { "no-smart-configuration", N_ ("only the capability statement names the token endpoint"),
    .smart_status = 404 },
  { "no-metadata", N_ ("there is no capability statement"), .metadata_status = 404 },
  { "no-token-endpoint", N_ ("the server does not say where to get a token"),
    .unpublished_token = TRUE },
  { "foreign-token-host", N_ ("the token endpoint is on a host that is not Oracle’s"),
    .token_endpoint = "https://token.example.invalid/token" },
  { "insecure-token-endpoint", N_ ("the token endpoint is not https"),
    .token_endpoint = "http://token.example.invalid/token" },
  { "not-fhir", N_ ("there is no FHIR server at the address"), .smart_status = 404,
    .metadata_status = 404, .discovery_body = "Not Found" },
  { "unknown-tenant", N_ ("the tenant is not known to the FHIR server"), .smart_status = 403,
    .metadata_status = 403, .discovery_body = "Tenant not valid or accessible" },
  { "captive-portal", N_ ("a sign-in page answers in place of the server"), .smart_status = 200,
    .metadata_status = 200, .discovery_body = HTML },
  { "redirect", N_ ("the server redirects"), .smart_status = 302, .metadata_status = 302,
    .location = "https://fhir-open.cerner.com/elsewhere" },
  { "proxy-login", N_ ("the proxy asks for a login"), .smart_status = 407, .metadata_status = 407 },
  { "maintenance", N_ ("the whole server is under maintenance"), .smart_status = 503,
    .metadata_status = 503, .discovery_body = "Service Unavailable", .retry_after = "3600" },
  { "discovery-rate-limited", N_ ("the server asks for a pause from the first request on"),
    .smart_status = 429, .metadata_status = 429 },

  /* Resources. */
  { "resource-forbidden", N_ ("the search for procedures is forbidden"),
    .probe_resource = "Procedure", .probe_status = 403, .probe_body = OUTCOME ("Forbidden") },
  { "insufficient-scope", N_ ("the FHIR server misses the scope for procedures"),
    .probe_resource = "Procedure", .probe_status = 403,
    .authenticate = "Bearer error=\"insufficient_scope\"" },
  { "gateway-refuses", N_ ("the gateway in front of the FHIR server misses a scope"),
    .probe_status = 403, .probe_body = GATEWAY ("403", "insufficient-scopes") },
  { "tenant-mismatch", N_ ("the token and the FHIR server belong to different tenants"),
    .probe_status = 401, .probe_body = GATEWAY ("401", "tenant-mismatch") },
  { "blocked", N_ ("a web filter answers in place of the server"), .smart_status = 403,
    .metadata_status = 403, .discovery_body = BLOCK_PAGE },
  { "search-blocked", N_ ("a web filter stops the searches"), .probe_status = 403,
    .probe_body = BLOCK_PAGE },
  { "gateway-gives-up", N_ ("the gateway gives up waiting for schedules"),
    .probe_resource = "Schedule", .probe_status = 504 },
  { "token-too-large", N_ ("the access token is too large for the server"), .probe_status = 431 },
  { "tenant-forbidden", N_ ("the FHIR server does not let the application into the tenant"),
    .probe_status = 403, .probe_body = "Tenant not valid or accessible" },
  { "token-not-accepted", N_ ("the FHIR server does not accept the token"), .probe_status = 401,
    .authenticate = "Bearer error=\"invalid_token\"" },
  { "server-error", N_ ("the search for schedules ends in a server error"),
    .probe_resource = "Schedule", .probe_status = 500,
    .probe_body = OUTCOME ("Unexpected exception") },
  { "server-error-text", N_ ("the search for schedules ends in a server error, in plain text"),
    .probe_resource = "Schedule", .probe_status = 502, .probe_body = "Bad Gateway" },
  { "resource-not-found", N_ ("slots are declared but not found"), .probe_resource = "Slot",
    .probe_status = 404 },
  { "bad-request", N_ ("the server does not understand the search for slots"),
    .probe_resource = "Slot", .probe_status = 400,
    .probe_body = "no supported search parameters provided" },
  { "id-refused", N_ ("the search for slots is let through, and the ID in it is refused"),
    .probe_resource = "Slot", .probe_status = 400, .probe_body = OUTCOME ("_id is invalid") },
  { "not-acceptable", N_ ("the server cannot answer in the format asked for"),
    .probe_resource = "Slot", .probe_status = 406 },
  { "business-rule", N_ ("a rule of the server refuses the search for patients"),
    .probe_resource = "Patient", .probe_status = 422, .probe_body = "The search is too broad" },
  { "rate-limited", N_ ("the server asks for a long pause"), .probe_resource = "Slot",
    .probe_status = 429, .retry_after = "3600" },
  { "probe-redirect", N_ ("the search for slots is redirected"), .probe_resource = "Slot",
    .probe_status = 302, .location = "https://fhir-open.cerner.com/elsewhere" },
  { "wrong-resource", N_ ("the search for slots answers with something else"),
    .probe_resource = "Slot", .probe_status = 200,
    .probe_body = "{\"resourceType\":\"Slot\",\"id\":\"1\"}" },
  { "unexpected-entries", N_ ("the search for slots finds what cannot exist"),
    .probe_resource = "Slot", .probe_status = 200,
    .probe_body = "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":1,\"entry\":[{"
                  "\"resource\":{\"resourceType\":\"Slot\",\"id\":\"1\"}}]}" },

  /* This computer. */
  { "clock-off", N_ ("this computer’s clock is off by an hour"), .clock_offset = 3600 },
};

const OnbScenario *
onb_scenarios (guint *n_scenarios)
{
  g_return_val_if_fail (n_scenarios != NULL, NULL);

  *n_scenarios = G_N_ELEMENTS (scenarios);
  return scenarios;
}

const OnbScenario *
onb_scenario_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    if (g_str_equal (scenarios[i].name, name))
      return &scenarios[i];

  return NULL;
}
