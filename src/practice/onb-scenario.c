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
  { ONB_SCENARIO_WORKS, N_ ("Everything works") },

  /* Versions. */
  { "dstu2-retired", N_ ("DSTU 2 is no longer available"), .gone = DSTU2 },
  { "dstu2-gone", N_ ("DSTU 2 is gone for good (HTTP 410)"), .gone = DSTU2, .gone_status = 410 },
  { "r4-missing", N_ ("R4 is not available, DSTU 2 is"), .gone = R4 },
  { "versions-mixed-up", N_ ("R4 and DSTU 2 are mixed up"), .mixed_up = TRUE },

  /* Credentials and scopes. */
  { "wrong-secret", N_ ("The Client Secret is rejected"), .token_status = 401,
    .token_error = "invalid_client", .token_urn = "invalid-client-credentials" },
  { "secret-replaced", N_ ("The Client Secret is replaced by someone else after the next test"),
    .token_status = 401, .token_error = "invalid_client", .token_urn = "invalid-client-credentials",
    .token_grants = 1 },
  { "unknown-client", N_ ("The Client ID is unknown"), .token_status = 401,
    .token_error = "invalid_client", .token_urn = "unknown-client" },
  { "malformed-header", N_ ("The server cannot read the Authorization header"), .token_status = 401,
    .token_error = "invalid_client", .token_urn = "invalid-authorization-header" },
  { "not-enabled", N_ ("The application is not enabled for the tenant"), .token_status = 400,
    .token_error = "invalid_grant", .token_urn = "invalid-tenant" },
  { "enabled-later", N_ ("The application is enabled for the tenant after a while"),
    .token_status = 400, .token_error = "invalid_grant", .token_urn = "invalid-tenant",
    .token_refusals = 1 },
  { "scope-missing", N_ ("The scope to read slots is not selected"),
    .missing_scopes = "system/Slot.read" },
  { "notes-missing", N_ ("The scopes for Medical Notes are not selected"),
    .missing_scopes = "system/DocumentReference.read system/DocumentReference.write" },
  { "no-scopes", N_ ("No scopes are selected"), .token_status = 400, .token_error = "invalid_scope",
    .token_urn = "empty-scopes" },
  { "scope-refused", N_ ("One unregistered scope makes the server reject all scopes"),
    .token_error = "invalid_scope", .token_urn = "unregistered-scope",
    .missing_scopes = "system/Slot.read" },
  { "too-many-scopes", N_ ("Too many scopes for one access token"), .token_error = "invalid_scope",
    .token_urn = "scopes-too-many", .one_scope_a_token = TRUE },
  { "scopes-v2", N_ ("Granted scopes are returned in SMART v2 form"),
    .scope_form = ONB_SCOPE_FORM_V2 },
  { "smart-v2", N_ ("The application is registered for SMART v2"), .smart_v2 = TRUE },
  { "smart-v2-silent",
    N_ ("The application is registered for SMART v2, and the server grants something else"),
    .smart_v2 = TRUE, .other_scopes = "launch" },
  { "read-without-search", N_ ("The application can read, but not search"), .smart_v2 = TRUE,
    .without_search = TRUE },
  { "account-limited", N_ ("The access token allows nothing"), .missing_scopes = "*",
    .other_scopes = "launch" },
  { "scopes-unnamed", N_ ("The token response does not list the scopes"),
    .scope_form = ONB_SCOPE_FORM_NONE },
  { "terminated", N_ ("The application is no longer registered"), .token_status = 401,
    .token_error = "invalid_client", .token_urn = "terminated-client" },
  { "not-system", N_ ("The application is not of type System"), .token_status = 400,
    .token_error = "unauthorized_client", .token_urn = "client-persona-mismatch" },
  { "unknown-refusal", N_ ("The access token is refused for an unknown reason"),
    .token_status = 400, .token_error = "unauthorized_client", .token_urn = "something-new" },

  /* The token server. */
  { "token-rate-limited", N_ ("The authorization server limits requests"), .token_status = 429,
    .retry_after = "3600" },
  { "token-server-error", N_ ("The authorization server reports an error"), .token_status = 503,
    .token_body = "Service Unavailable" },
  { "token-html", N_ ("A sign-in page responds instead of the authorization server"),
    .token_status = 200, .token_body = HTML },
  { "token-broken-json", N_ ("The token response is damaged"), .token_status = 200,
    .token_body = "{\"access_token\":" },
  { "token-wrong-type", N_ ("The access token has an unknown type"), .token_status = 200,
    .token_body = "{\"access_token\":\"practice\",\"token_type\":\"mac\"}" },
  { "token-empty", N_ ("The token response contains no access token"), .token_status = 200,
    .token_body = "{\"token_type\":\"Bearer\"}" },
  { "token-redirect", N_ ("The authorization server redirects"), .token_status = 302,
    .location = "https://fhir-open.cerner.com/elsewhere" },
  { "token-not-found", N_ ("No authorization server at the published address"), .token_status = 404,
    .token_body = "Not Found" },

  /* Discovery and addresses. */
  { "no-smart-configuration", N_ ("Only the capability statement names the token endpoint"),
    .smart_status = 404 },
  { "no-metadata", N_ ("There is no capability statement"), .metadata_status = 404 },
  { "no-token-endpoint", N_ ("The server does not name a token endpoint"),
    .unpublished_token = TRUE },
  { "foreign-token-host", N_ ("The token endpoint is not on an Oracle host"),
    .token_endpoint = "https://token.example.invalid/token" },
  { "insecure-token-endpoint", N_ ("The token endpoint does not use HTTPS"),
    .token_endpoint = "http://token.example.invalid/token" },
  { "not-fhir", N_ ("There is no FHIR server at the URL"), .smart_status = 404,
    .metadata_status = 404, .discovery_body = "Not Found" },
  { "unknown-tenant", N_ ("The FHIR server does not know the tenant"), .smart_status = 403,
    .metadata_status = 403, .discovery_body = "Tenant not valid or accessible" },
  { "captive-portal", N_ ("A sign-in page responds instead of the server"), .smart_status = 200,
    .metadata_status = 200, .discovery_body = HTML },
  { "redirect", N_ ("The server redirects"), .smart_status = 302, .metadata_status = 302,
    .location = "https://fhir-open.cerner.com/elsewhere" },
  { "proxy-login", N_ ("The proxy requires a sign-in"), .smart_status = 407,
    .metadata_status = 407 },
  { "maintenance", N_ ("The server is down for maintenance"), .smart_status = 503,
    .metadata_status = 503, .discovery_body = "Service Unavailable", .retry_after = "3600" },
  { "discovery-rate-limited", N_ ("The server limits requests from the start"), .smart_status = 429,
    .metadata_status = 429 },

  /* Resources. */
  { "resource-forbidden", N_ ("Access to procedures is denied"), .probe_resource = "Procedure",
    .probe_status = 403, .probe_body = OUTCOME ("Forbidden") },
  { "insufficient-scope", N_ ("The FHIR server does not accept the scope for procedures"),
    .probe_resource = "Procedure", .probe_status = 403,
    .authenticate = "Bearer error=\"insufficient_scope\"" },
  { "gateway-refuses", N_ ("The gateway in front of the FHIR server does not accept a scope"),
    .probe_status = 403, .probe_body = GATEWAY ("403", "insufficient-scopes") },
  { "tenant-mismatch", N_ ("The access token and the FHIR server belong to different tenants"),
    .probe_status = 401, .probe_body = GATEWAY ("401", "tenant-mismatch") },
  { "blocked", N_ ("A web filter responds instead of the server"), .smart_status = 403,
    .metadata_status = 403, .discovery_body = BLOCK_PAGE },
  { "search-blocked", N_ ("A web filter blocks the searches"), .probe_status = 403,
    .probe_body = BLOCK_PAGE },
  { "gateway-gives-up", N_ ("The gateway stops waiting for schedules"),
    .probe_resource = "Schedule", .probe_status = 504 },
  { "token-too-large", N_ ("The access token is too large for the server"), .probe_status = 431 },
  { "tenant-forbidden", N_ ("The FHIR server does not allow the application for the tenant"),
    .probe_status = 403, .probe_body = "Tenant not valid or accessible" },
  { "token-not-accepted", N_ ("The FHIR server rejects the access token"), .probe_status = 401,
    .authenticate = "Bearer error=\"invalid_token\"" },
  { "server-error", N_ ("The search for schedules fails with a server error"),
    .probe_resource = "Schedule", .probe_status = 500,
    .probe_body = OUTCOME ("Unexpected exception") },
  { "server-error-text", N_ ("The search for schedules fails with a server error in plain text"),
    .probe_resource = "Schedule", .probe_status = 502, .probe_body = "Bad Gateway" },
  { "resource-not-found", N_ ("Slots are declared but not found"), .probe_resource = "Slot",
    .probe_status = 404 },
  { "bad-request", N_ ("The server rejects the search for slots"), .probe_resource = "Slot",
    .probe_status = 400, .probe_body = "no supported search parameters provided" },
  { "id-refused", N_ ("The search for slots is allowed, but the ID in it is rejected"),
    .probe_resource = "Slot", .probe_status = 400, .probe_body = OUTCOME ("_id is invalid") },
  { "not-acceptable", N_ ("The server cannot respond in the requested format"),
    .probe_resource = "Slot", .probe_status = 406 },
  { "business-rule", N_ ("A server rule rejects the search for patients"),
    .probe_resource = "Patient", .probe_status = 422, .probe_body = "The search is too broad" },
  { "rate-limited", N_ ("The server limits requests for a long time"), .probe_resource = "Slot",
    .probe_status = 429, .retry_after = "3600" },
  { "probe-redirect", N_ ("The search for slots is redirected"), .probe_resource = "Slot",
    .probe_status = 302, .location = "https://fhir-open.cerner.com/elsewhere" },
  { "wrong-resource", N_ ("The search for slots returns something else"), .probe_resource = "Slot",
    .probe_status = 200, .probe_body = "{\"resourceType\":\"Slot\",\"id\":\"1\"}" },
  { "unexpected-entries", N_ ("The search for slots returns entries that cannot exist"),
    .probe_resource = "Slot", .probe_status = 200,
    .probe_body = "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":1,\"entry\":[{"
                  "\"resource\":{\"resourceType\":\"Slot\",\"id\":\"1\"}}]}" },

  /* This computer. */
  { "clock-off", N_ ("This computer’s clock is off by an hour"), .clock_offset = 3600 },
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
