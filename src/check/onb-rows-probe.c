/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-rows.h"

/* What the FHIR server answers a search with: RFC 6750, FHIR's OperationOutcome, and the words of
 * Oracle's gateway. */
static const OnbDiagnosis rows[] = {
  { .id = ONB_DIAGNOSIS_PROBE_RATE_LIMITED,
    .name = "probe.rate-limited",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_FAILED,
    .title = N_ ("Too many requests to {host}: {cells}"),
    .cause = N_ ("The server limits requests in a short time. This does not mean that the scopes "
                 "are wrong."),
    .fix = WAIT,
    .stages = ONB_STAGE_PROBE,
    .status_from = 429 },
  { .id = ONB_DIAGNOSIS_PROBE_TOKEN_TOO_LARGE,
    .name = "probe.token-too-large",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_SCOPES,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The access token is too large: {cells}"),
    .cause = N_ ("The FHIR server, or a proxy in front of it, rejects requests with an access "
                 "token of this size (HTTP status 431). The more scopes an application has, the "
                 "larger its access tokens are."),
    .fix = N_ ("In the console, clear scopes that the step does not show, "
               "and test again. If there are none, create a support report "
               "and email it to contact@leyr.io, so that Leyr can request "
               "fewer scopes at a time."),
    .stages = ONB_STAGE_PROBE,
    .status_from = 431 },
  { .id = ONB_DIAGNOSIS_PROBE_TIMED_OUT,
    .name = "probe.timed-out",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The server took too long: {cells}"),
    .cause = N_ ("The response has HTTP status {status}: {maker}’s gateway, "
                 "or a proxy, stopped waiting. This can happen at any time "
                 "with single resources and does not mean that the scopes are "
                 "wrong. The search was repeated once."),
    .fix = WAIT_OR_REPORT,
    .stages = ONB_STAGE_PROBE,
    .status_from = 504 },
  { .id = ONB_DIAGNOSIS_PROBE_TIMED_OUT, .stages = ONB_STAGE_PROBE, .status_from = 408 },
  { .id = ONB_DIAGNOSIS_PROBE_TENANT_MISMATCH,
    .name = "probe.tenant-mismatch",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_REFUSED,
    .title = N_ ("The access token is for another tenant"),
    .cause = N_ ("The access token was issued[ at {endpoint}], but the FHIR server {host} reports "
                 "that it is not for the tenant “{tenant}” (HTTP status {status}). For the server, "
                 "the token endpoint and the FHIR URL belong to different tenants."),
    .fix = N_ ("Check the tenant ID and the host on the Clinic page. If "
               "both are correct, report this to {maker} or your {system} "
               "administrator, and to contact@leyr.io."),
    .stages = ONB_STAGE_PROBE,
    .status_from = 401,
    .status_to = 403,
    .says = "tenant-mismatch" },
  { .id = ONB_DIAGNOSIS_PROBE_INSUFFICIENT_SCOPE,
    .name = "probe.insufficient-scope",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_SCOPES,
    .state = ONB_CELL_REFUSED,
    .title = N_ ("The FHIR server does not accept a scope: {cells}"),
    .cause =
        N_ ("The server returned insufficient_scope, although the scope was granted. If scopes "
            "were added after the clinic’s organization enabled the application, it must "
            "accept them again. A recent change may also not have reached all servers "
            "yet.[ The server’s reason: {reason}]"),
    .fix = N_ ("Wait 15 minutes, then test again. If this keeps happening, "
               "ask your {system} administrator to accept the application’s "
               "new scopes, and check them in the console."),
    .stages = ONB_STAGE_PROBE,
    .status_from = 401,
    .status_to = 403,
    .says = "insufficient_scope" },
  { .id = ONB_DIAGNOSIS_PROBE_INSUFFICIENT_SCOPE,
    .stages = ONB_STAGE_PROBE,
    .status_from = 401,
    .status_to = 403,
    .says = "insufficient-scope" },
  { .id = ONB_DIAGNOSIS_NETWORK_BLOCKED,
    .stages = ONB_STAGE_PROBE,
    .status_from = 400,
    .status_to = 599,
    .bodies = HTML | FOREIGN },
  { .id = ONB_DIAGNOSIS_PROBE_UNAUTHORIZED,
    .name = "probe.unauthorized",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_REFUSED,
    .title = N_ ("The FHIR server rejected the access token: {cells}"),
    .cause = N_ ("The access token was issued, but {host} returned HTTP status 401. Most likely, "
                 "the application belongs to a different tenant or environment than the FHIR "
                 "URL.[ The server’s message: {says}]"),
    .fix = N_ ("Check that the FHIR URL belongs to the environment in which the application was "
               "registered (sandbox or production)."),
    .stages = ONB_STAGE_PROBE,
    .status_from = 401 },
  { .id = ONB_DIAGNOSIS_PROBE_TENANT_NOT_ACCESSIBLE,
    .name = "probe.tenant-not-accessible",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_REFUSED,
    .title = N_ ("The tenant does not allow the application"),
    .cause = N_ ("Most likely, the application is not yet enabled for the tenant “{tenant}”. Less "
                 "likely, the tenant is on another host.[ The message from {host}: {says}]"),
    .fix = ENABLE,
    .stages = ONB_STAGE_PROBE,
    .status_from = 403,
    .says = "tenant" },
  { .id = ONB_DIAGNOSIS_PROBE_FORBIDDEN,
    .name = "probe.forbidden",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_PRODUCTS,
    .state = ONB_CELL_REFUSED,
    .title = N_ ("Access denied: {cells}"),
    .cause = N_ ("The scope was granted, but the server denies access. The clinic’s organization "
                 "may restrict this resource, or the product for this FHIR version is not "
                 "selected.[ The server’s message: {says}]"),
    .fix = N_ ("Ask your {system} administrator whether the resource is "
               "restricted for the application. In the console, check that "
               "the product for this FHIR version is selected."),
    .stages = ONB_STAGE_PROBE,
    .status_from = 403 },
  { .id = ONB_DIAGNOSIS_PROBE_NOT_FOUND,
    .name = "probe.not-found",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_FAILED,
    .title = N_ ("Not found: {cells}"),
    .cause = N_ ("The search returned HTTP status {status}, although the server does not report "
                 "this resource as unavailable.[ Its message: {says}]"),
    .fix = SEND_REPORT,
    .stages = ONB_STAGE_PROBE,
    .status_from = 404 },
  { .id = ONB_DIAGNOSIS_PROBE_NOT_FOUND, .stages = ONB_STAGE_PROBE, .status_from = 410 },
  { .id = ONB_DIAGNOSIS_PROBE_NOT_ACCEPTABLE,
    .name = "probe.not-acceptable",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The server cannot respond in the requested format: {cells}"),
    .cause = N_ ("It returned HTTP status 406. A proxy or gateway may have changed the request."),
    .fix = N_ ("Ask your network administrator whether connections to {host} are inspected. If "
               "not, create a support report and email it to contact@leyr.io."),
    .stages = ONB_STAGE_PROBE,
    .status_from = 406 },
  { .id = ONB_DIAGNOSIS_PROBE_BUSINESS_RULE,
    .name = "probe.business-rule",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_FAILED,
    .title = N_ ("A server rule blocked the test: {cells}"),
    .cause = N_ ("The server understood this harmless search and rejected it (HTTP status "
                 "422).[ Its message: {says}]"),
    .fix = N_ ("Create a support report and email it to contact@leyr.io. The connection may still "
               "work."),
    .stages = ONB_STAGE_PROBE,
    .status_from = 422 },
  { .id = ONB_DIAGNOSIS_PROBE_BAD_REQUEST,
    .name = "probe.bad-request",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The server rejected the test search: {cells}"),
    .cause = N_ ("It returned HTTP status {status}.[ Its message: {says}]"),
    .fix = N_ ("Create a support report and email it to contact@leyr.io. Leyr Onboarding may need "
               "an update for this server."),
    .stages = ONB_STAGE_PROBE,
    .status_from = 400 },
  { .id = ONB_DIAGNOSIS_PROBE_SERVER_ERROR,
    .name = "probe.server-error",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_FAILED,
    .title = N_ ("Server error: {cells}"),
    .cause = N_ ("The response has HTTP status {status}: the server, or a proxy in front of it, "
                 "could not handle the search.[ Its message: {says}]"),
    .fix = WAIT_OR_REPORT,
    .stages = ONB_STAGE_PROBE,
    .status_from = 500,
    .status_to = 599 },
  { .id = ONB_DIAGNOSIS_PROBE_REDIRECT,
    .name = "probe.redirect",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The server redirects to another address: {cells}"),
    .cause = N_ ("It redirects[ to {location}]. Leyr Onboarding never sends an access token to a "
                 "redirected address."),
    .fix = N_ ("If your network has a sign-in page, sign in and test again. If not, create a "
               "support report and email it to contact@leyr.io."),
    .stages = ONB_STAGE_PROBE,
    .status_from = 300,
    .status_to = 399 },
  { .id = ONB_DIAGNOSIS_PROBE_WRONG_ANSWER,
    .name = "probe.wrong-answer",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_FAILED,
    .title = N_ ("Not a search result: {cells}"),
    .cause = N_ ("The server returned HTTP status {status}, but not a FHIR Bundle of search "
                 "results. A proxy may have changed the response."),
    .fix = SEND_REPORT,
    .stages = ONB_STAGE_PROBE,
    .status_from = 200,
    .status_to = 299 },
};

const OnbRows onb_rows_probe = { rows, G_N_ELEMENTS (rows) };
