/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-rows.h"

/* What the authorization server answers with: RFC 6749, the urns that Oracle publishes, and those that
 * were seen. */
static const OnbDiagnosis rows[] = {
  { .id = ONB_DIAGNOSIS_TOKEN_RATE_LIMITED,
    .name = "token.rate-limited",
    .severity = ERROR,
    .title = N_ ("Too many requests to {host}"),
    .cause = N_ ("Too many access tokens were requested in a short time, perhaps by other programs "
                 "with the same credentials."),
    .fix = WAIT,
    .stages = ONB_STAGE_TOKEN,
    .status_from = 429 },

  /* About the client. */
  { .id = ONB_DIAGNOSIS_TOKEN_INVALID_CLIENT_CREDENTIALS,
    .name = "token.invalid-client-credentials",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_CREDENTIALS,
    .title = N_ ("The {client-id} and {client-secret} do not match"),
    .cause = N_ ("The server does not say which one is wrong. The "
                 "{client-secret} may be incomplete, or it was replaced after "
                 "it was copied.[ Or the {application-id} was copied instead "
                 "of the {client-id}: the console shows both, and they look "
                 "alike.]"),
    .fix = N_ ("In the console, copy the {client-id}[ (not the "
               "{application-id})] and the {client-secret} again, and enter "
               "both on the Credentials page. They must belong to a "
               "registered application: a system account alone is not "
               "enough."),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .reason = "invalid-client-credentials" },
  { .id = ONB_DIAGNOSIS_TOKEN_INVALID_AUTHORIZATION_HEADER,
    .name = "token.invalid-authorization-header",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_CREDENTIALS,
    .title = N_ ("The server could not read the credentials"),
    .cause = N_ ("The server reports a malformed Authorization header. The "
                 "{client-id} or {client-secret} may contain an extra "
                 "character, or a proxy changed the header."),
    .fix = N_ ("Copy the {client-id} and {client-secret} again, without "
               "anything around them, and enter them on the Credentials "
               "page."),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .reason = "invalid-authorization-header" },
  { .id = ONB_DIAGNOSIS_TOKEN_TERMINATED_CLIENT,
    .name = "token.terminated-client",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .title = N_ ("The application is no longer registered"),
    .cause = N_ ("The server knows the {client-id}, but its application or "
                 "its system account was removed or turned off."),
    .fix = N_ ("In the console, look for the application. If it is gone, "
               "register a new one and enter its credentials on the "
               "Credentials page."),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .reason = "terminated-client" },
  { .id = ONB_DIAGNOSIS_TOKEN_NOT_SYSTEM,
    .name = "token.not-system",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .title = N_ ("The application is not of type System"),
    .cause = N_ ("The server does not issue an access token of its own to this application. Only "
                 "applications whose Application Type is System can get one."),
    .fix = N_ ("In the console, check the Application Type. It cannot be changed later: if it "
               "is not System, register a new application of type System."),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .reason = "client-persona-mismatch" },

  /* About the tenant. */
  { .id = ONB_DIAGNOSIS_TOKEN_INVALID_TENANT,
    .name = "token.invalid-tenant",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .title = N_ ("The tenant does not allow the application"),
    .cause = N_ ("Most likely, the application is registered but not yet "
                 "enabled for the clinic’s tenant. This is a separate step, "
                 "sometimes called provisioning. Less likely, the tenant ID "
                 "“{tenant}” has a typo, or belongs to the other environment: "
                 "sandbox and production have separate servers.[ The server’s "
                 "reason: {reason}][ (correlation ID {correlation})]"),
    .fix = N_ ("Check the tenant ID on the Clinic page. If it is correct, "
               "ask {maker} or your {system} administrator to enable the "
               "application with your {client-id} for this tenant. Leyr can "
               "help: contact@leyr.io"),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .reason = "invalid-tenant" },
#define TENANT_URN(name)                                                                           \
  {                                                                                                \
    .id = ONB_DIAGNOSIS_TOKEN_INVALID_TENANT, .stages = ONB_STAGE_TOKEN, .status_from = 400,       \
    .status_to = 499, .reason = name                                                               \
  }
  TENANT_URN ("tenant-invalid"),
  TENANT_URN ("unknown-tenant"),
  TENANT_URN ("tenant-unknown"),
  TENANT_URN ("tenant-terminated"),
  TENANT_URN ("tenant-not-configured"),
  TENANT_URN ("tenant-not-enabled-for-testing"),
  TENANT_URN ("unauthorized-client-for-tenant"),
  TENANT_URN ("tenant-mismatch"),
#undef TENANT_URN

  /* About the scopes. */
  { .id = ONB_DIAGNOSIS_TOKEN_EMPTY_SCOPES,
    .name = "token.empty-scopes",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_SCOPES,
    .state = ONB_CELL_NOT_GRANTED,
    .title = N_ ("No scopes are registered"),
    .cause = N_ ("The server knows the application, but none of the scopes "
                 "that Leyr needs is registered for it[, nor their SMART v2 "
                 "form ({asked})]. Most likely, they are not selected in the "
                 "console. Less likely, the system account is limited "
                 "(Account Type LIMITED) or not yet enabled for the clinic’s "
                 "tenant.[ The server’s reason: {reason}][ (correlation ID "
                 "{correlation})]"),
    .fix = N_ ("In the console, open the existing application and select "
               "the scopes that the step shows. Wait 15 minutes, then test "
               "again. If nothing changes, ask {maker} whether the "
               "application is enabled for your tenant, and whether the "
               "change must be accepted there."),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .reason = "empty-scopes" },
  /* The answer to a single scope that is not registered, when it has no reason. */
  { .id = ONB_DIAGNOSIS_TOKEN_EMPTY_SCOPES,
    .ask_singly = TRUE,
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .error = "unauthorized_client",
    .reason = "" },
  { .id = ONB_DIAGNOSIS_TOKEN_TOO_MANY_SCOPES,
    .name = "token.too-many-scopes",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .ask_singly = TRUE,
    .step = ONB_DIAGNOSIS_STEP_SCOPES,
    .title = N_ ("Too many scopes for one access token"),
    .cause = N_ ("The server refuses one access token for all scopes. A token for all of them may "
                 "be too large."),
    .fix = N_ ("If you do not need an option, turn it off and test again. "
               "Otherwise, create a support report and email it to "
               "contact@leyr.io, so that Leyr can request fewer scopes at a "
               "time."),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 413 },
  { .id = ONB_DIAGNOSIS_TOKEN_TOO_MANY_SCOPES,
    .ask_singly = TRUE,
    .stages = ONB_STAGE_TOKEN,
    .status_from = 431 },
  { .id = ONB_DIAGNOSIS_TOKEN_TOO_MANY_SCOPES,
    .ask_singly = TRUE,
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .says = "too-large" },
  { .id = ONB_DIAGNOSIS_TOKEN_TOO_MANY_SCOPES,
    .ask_singly = TRUE,
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .says = "too-many" },

  /* What RFC 6749 knows, where no reason tells more. */
  { .id = ONB_DIAGNOSIS_TOKEN_INVALID_CLIENT,
    .name = "token.invalid-client",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_CREDENTIALS,
    .title = N_ ("The credentials were rejected"),
    .cause = N_ ("Most likely, the {client-id} is unknown: it may have a typo "
                 "or belong to another environment[, or be the "
                 "{application-id}, which the console shows beside it]. The "
                 "{client-secret} may also be wrong.[ The server’s reason: "
                 "{reason}][ (correlation ID {correlation})][ Its message: "
                 "{says}]"),
    .fix = N_ ("In the console, copy the {client-id}[ (not the "
               "{application-id})] and the {client-secret} again, and enter "
               "both on the Credentials page. If the application is new, "
               "wait a few minutes and test again."),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .error = "invalid_client" },
  { .id = ONB_DIAGNOSIS_TOKEN_INVALID_CLIENT,
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .reason = "unknown-client" },
  { .id = ONB_DIAGNOSIS_TOKEN_INVALID_SCOPE,
    .name = "token.invalid-scope",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .ask_singly = TRUE,
    .step = ONB_DIAGNOSIS_STEP_SCOPES,
    .state = ONB_CELL_NOT_GRANTED,
    .title = N_ ("The scopes were rejected: {scopes}"),
    .cause = N_ ("The server rejects these scopes.[ Its reason: {reason}][ (correlation ID "
                 "{correlation})][ Its message: {says}]"),
    .fix = N_ ("In the console, check that these scopes are selected for "
               "the application."),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .error = "invalid_scope" },

  /* Without a body of OAuth's: RFC 9110 says with 401 that the credentials are refused, and Basic is the
   * only kind that was sent. */
  { .id = ONB_DIAGNOSIS_TOKEN_INVALID_CLIENT,
    .stages = ONB_STAGE_TOKEN,
    .status_from = 401,
    .bodies = NONE | TEXT | BROKEN },
  { .id = ONB_DIAGNOSIS_TOKEN_INVALID_CLIENT,
    .stages = ONB_STAGE_TOKEN,
    .status_from = 401,
    .says = "basic realm" },
  { .id = ONB_DIAGNOSIS_NETWORK_BLOCKED,
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 599,
    .bodies = HTML | FOREIGN },
  { .id = ONB_DIAGNOSIS_TOKEN_NOT_FOUND,
    .name = "token.not-found",
    .severity = ERROR,
    .title = N_ ("No authorization server at the published address"),
    .cause = N_ ("{host} returned HTTP status {status}. A proxy may respond in its place, or the "
                 "address published by the FHIR server is out of date.[ Its message: {says}]"),
    .fix = SEND_REPORT,
    .stages = ONB_STAGE_TOKEN,
    .status_from = 404 },
  { .id = ONB_DIAGNOSIS_TOKEN_NOT_FOUND, .stages = ONB_STAGE_TOKEN, .status_from = 410 },
  { .id = ONB_DIAGNOSIS_TOKEN_REFUSED,
    .name = "token.refused",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .title = N_ ("No access token[: {error}]"),
    .cause =
        N_ ("The server refused the access token (HTTP status {status}) for a reason that Leyr "
            "Onboarding does not know.[ The server’s reason: {reason}][ ({error-uri})][ The "
            "correlation ID: {correlation}][ The message: {says}]"),
    .fix = N_ ("Create a support report and email it to contact@leyr.io. "
               "{maker} support can find the reason by the correlation ID."),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 400,
    .status_to = 499,
    .bodies = JSON },

  { .id = ONB_DIAGNOSIS_TOKEN_SERVER_ERROR,
    .name = "token.server-error",
    .severity = ERROR,
    .title = N_ ("The authorization server {host} reports an error"),
    .cause =
        N_ ("The response has HTTP status {status}: the server, or a proxy in front of it, cannot "
            "handle the request now.[ The correlation ID: {correlation}][ The message: {says}]"),
    .fix = WAIT_OR_REPORT,
    .stages = ONB_STAGE_TOKEN,
    .status_from = 500,
    .status_to = 599 },
  { .id = ONB_DIAGNOSIS_TOKEN_REDIRECT,
    .name = "token.redirect",
    .severity = ERROR,
    .title = N_ ("The authorization server {host} redirects to another address"),
    .cause = N_ ("The server redirects[ to {location}]. Leyr Onboarding never sends credentials to "
                 "a redirected address."),
    .fix = N_ ("If your network has a sign-in page, sign in and test again. If not, create a "
               "support report and email it to contact@leyr.io."),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 300,
    .status_to = 399 },
  { .id = ONB_DIAGNOSIS_TOKEN_BROKEN_JSON,
    .name = "token.broken-json",
    .severity = ERROR,
    .title = N_ ("The authorization server’s response is damaged"),
    .cause = N_ ("{host} returned HTTP status {status} with damaged JSON."),
    .fix = SEND_REPORT,
    .stages = ONB_STAGE_TOKEN,
    .bodies = BROKEN },
  { .id = ONB_DIAGNOSIS_TOKEN_WRONG_TYPE,
    .name = "token.wrong-type",
    .severity = ERROR,
    .title = N_ ("The access token cannot be used"),
    .cause = N_ ("The response has no access token, or one that is not of type Bearer (RFC 6749, "
                 "section 5.1)."),
    .fix = N_ ("Create a support report and email it to contact@leyr.io."),
    .stages = ONB_STAGE_TOKEN,
    .status_from = 200,
    .status_to = 299,
    .bodies = JSON },
};

const OnbRows onb_rows_token = { rows, G_N_ELEMENTS (rows) };
