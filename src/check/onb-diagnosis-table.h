/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-check-result.h"
#include "check/onb-observation.h"

G_BEGIN_DECLS

/**
 * OnbDiagnosisId: everything that a live test can find. Each has one row with words; its name, which
 * scripts and reports know it by, stands in that row.
 */
typedef enum
{
  ONB_DIAGNOSIS_NONE,

  ONB_DIAGNOSIS_NETWORK_OFFLINE,
  ONB_DIAGNOSIS_NETWORK_UNREACHABLE,
  ONB_DIAGNOSIS_NETWORK_NAME_NOT_FOUND,
  ONB_DIAGNOSIS_NETWORK_REFUSED,
  ONB_DIAGNOSIS_NETWORK_CONNECT_TIMED_OUT,
  ONB_DIAGNOSIS_NETWORK_TIMED_OUT,
  ONB_DIAGNOSIS_NETWORK_DROPPED,
  ONB_DIAGNOSIS_NETWORK_FEW_CONNECTIONS,
  ONB_DIAGNOSIS_NETWORK_PROXY_UNKNOWN,
  ONB_DIAGNOSIS_NETWORK_PROXY_UNREACHABLE,
  ONB_DIAGNOSIS_NETWORK_PROXY_FORBIDDEN,
  ONB_DIAGNOSIS_NETWORK_PROXY_NO_WAY,
  ONB_DIAGNOSIS_NETWORK_PROXY_LOGIN,
  ONB_DIAGNOSIS_NETWORK_PROXY_LOGIN_WRONG,
  ONB_DIAGNOSIS_NETWORK_PROXY_LOGIN_KIND,
  ONB_DIAGNOSIS_NETWORK_PROXY,
  ONB_DIAGNOSIS_NETWORK_CAPTIVE_PORTAL,
  ONB_DIAGNOSIS_NETWORK_BLOCKED,
  ONB_DIAGNOSIS_NETWORK_CLOCK_SKEW,
  ONB_DIAGNOSIS_TLS_UNTRUSTED,
  ONB_DIAGNOSIS_TLS_SELF_SIGNED,
  ONB_DIAGNOSIS_TLS_EXPIRED,
  ONB_DIAGNOSIS_TLS_NOT_YET_VALID,
  ONB_DIAGNOSIS_TLS_WRONG_HOST,
  ONB_DIAGNOSIS_TLS_BAD_CERTIFICATE,
  ONB_DIAGNOSIS_TLS_HANDSHAKE,
  ONB_DIAGNOSIS_TLS_ADDED_AUTHORITY,
  ONB_DIAGNOSIS_ANSWER_TOO_LARGE,
  ONB_DIAGNOSIS_ANSWER_NOT_HTTP,
  ONB_DIAGNOSIS_ANSWER_OTHER,
  ONB_DIAGNOSIS_ANSWER_UNKNOWN,

  ONB_DIAGNOSIS_ADDRESS_INSECURE,
  ONB_DIAGNOSIS_ADDRESS_NOT_PRACTICE,
  ONB_DIAGNOSIS_ADDRESS_OPEN_SANDBOX,
  ONB_DIAGNOSIS_ADDRESS_PATIENT_ACCESS,
  ONB_DIAGNOSIS_ADDRESS_SOARIAN,
  ONB_DIAGNOSIS_ADDRESS_SANDBOX_ELSEWHERE,
  ONB_DIAGNOSIS_ADDRESS_UNKNOWN_TENANT,
  ONB_DIAGNOSIS_ADDRESS_REDIRECT,
  ONB_DIAGNOSIS_ADDRESS_NOT_FHIR,
  ONB_DIAGNOSIS_DISCOVERY_NO_TOKEN_ENDPOINT,
  ONB_DIAGNOSIS_DISCOVERY_HOST_NOT_APPROVED,
  ONB_DIAGNOSIS_DISCOVERY_ENDPOINT_INSECURE,
  ONB_DIAGNOSIS_DISCOVERY_SMART_CONFIGURATION_MISSING,
  ONB_DIAGNOSIS_DISCOVERY_METADATA_MISSING,
  ONB_DIAGNOSIS_DISCOVERY_UNAUTHORIZED,
  ONB_DIAGNOSIS_DISCOVERY_RATE_LIMITED,
  ONB_DIAGNOSIS_DISCOVERY_SERVER_ERROR,
  ONB_DIAGNOSIS_VERSION_RETIRED,
  ONB_DIAGNOSIS_VERSION_RETIRED_ALONE,
  ONB_DIAGNOSIS_VERSION_MISSING,
  ONB_DIAGNOSIS_VERSION_MISMATCH,
  ONB_DIAGNOSIS_TENANT_NOTHING_OFFERED,

  ONB_DIAGNOSIS_TOKEN_RATE_LIMITED,
  ONB_DIAGNOSIS_TOKEN_INVALID_CLIENT_CREDENTIALS,
  ONB_DIAGNOSIS_TOKEN_INVALID_AUTHORIZATION_HEADER,
  ONB_DIAGNOSIS_TOKEN_TERMINATED_CLIENT,
  ONB_DIAGNOSIS_TOKEN_NOT_SYSTEM,
  ONB_DIAGNOSIS_TOKEN_INVALID_TENANT,
  ONB_DIAGNOSIS_TOKEN_EMPTY_SCOPES,
  ONB_DIAGNOSIS_TOKEN_TOO_MANY_SCOPES,
  ONB_DIAGNOSIS_TOKEN_INVALID_CLIENT,
  ONB_DIAGNOSIS_TOKEN_INVALID_SCOPE,
  ONB_DIAGNOSIS_TOKEN_REFUSED,
  ONB_DIAGNOSIS_TOKEN_SERVER_ERROR,
  ONB_DIAGNOSIS_TOKEN_REDIRECT,
  ONB_DIAGNOSIS_TOKEN_BROKEN_JSON,
  ONB_DIAGNOSIS_TOKEN_WRONG_TYPE,
  ONB_DIAGNOSIS_TOKEN_SCOPE_UNREADABLE,
  ONB_DIAGNOSIS_TOKEN_NOT_FOUND,

  ONB_DIAGNOSIS_SCOPE_SMART_V2,
  ONB_DIAGNOSIS_SCOPE_NONE_GRANTED,
  ONB_DIAGNOSIS_SCOPE_NOT_GRANTED,
  ONB_DIAGNOSIS_SCOPE_NOT_GRANTED_OPTIONAL,
  ONB_DIAGNOSIS_SCOPE_READ_WITHOUT_SEARCH,
  ONB_DIAGNOSIS_SCOPE_GRANTED_IN_PART,
  ONB_DIAGNOSIS_SCOPE_NOT_LISTED,
  ONB_DIAGNOSIS_SCOPE_NOT_OFFERED,
  ONB_DIAGNOSIS_SCOPE_NOT_OFFERED_ANYWHERE,
  ONB_DIAGNOSIS_SCOPE_NOT_PUBLISHED,
  ONB_DIAGNOSIS_SCOPE_SERVER_SMART_V2,

  ONB_DIAGNOSIS_PROBE_TENANT_MISMATCH,
  ONB_DIAGNOSIS_PROBE_UNAUTHORIZED,
  ONB_DIAGNOSIS_PROBE_INSUFFICIENT_SCOPE,
  ONB_DIAGNOSIS_PROBE_TENANT_NOT_ACCESSIBLE,
  ONB_DIAGNOSIS_PROBE_FORBIDDEN,
  ONB_DIAGNOSIS_PROBE_ID_REFUSED,
  ONB_DIAGNOSIS_PROBE_NOT_FOUND,
  ONB_DIAGNOSIS_PROBE_NOT_ACCEPTABLE,
  ONB_DIAGNOSIS_PROBE_BUSINESS_RULE,
  ONB_DIAGNOSIS_PROBE_TOKEN_TOO_LARGE,
  ONB_DIAGNOSIS_PROBE_RATE_LIMITED,
  ONB_DIAGNOSIS_PROBE_BAD_REQUEST,
  ONB_DIAGNOSIS_PROBE_TIMED_OUT,
  ONB_DIAGNOSIS_PROBE_SERVER_ERROR,
  ONB_DIAGNOSIS_PROBE_REDIRECT,
  ONB_DIAGNOSIS_PROBE_UNEXPECTED_ENTRIES,
  ONB_DIAGNOSIS_PROBE_WRONG_ANSWER,

  ONB_DIAGNOSIS_CHECK_CANCELLED,
  ONB_DIAGNOSIS_CHECK_TIMED_OUT,
  ONB_DIAGNOSIS_CHECK_INCOMPLETE,

  ONB_N_DIAGNOSES,
} OnbDiagnosisId;

/**
 * OnbDiagnosisStep: which of the guide's steps mends it.
 */
typedef enum
{
  ONB_DIAGNOSIS_STEP_NONE,
  ONB_DIAGNOSIS_STEP_PRODUCTS,
  ONB_DIAGNOSIS_STEP_SCOPES,
  ONB_DIAGNOSIS_STEP_CREDENTIALS,
} OnbDiagnosisStep;

/**
 * OnbDiagnosis: a row of what is known about Millennium's answers: a pattern that an observation
 * fits, and what it then means. In the order of the table, the first row that fits is the one. A row
 * without words is another way to recognise what the one with words describes.
 *
 * @severity: how grave it is for a scope that every clinic needs
 * @reached_credentials: whether it says something about the credentials or the tenant; if not, and no
 *   token was had, the verdict is "could not be tested"
 * @ask_singly: whether one token request a scope can tell more than this refusal of all
 * @state: what the scope's cell becomes
 * @name: like "token.invalid-tenant"; stable
 * @title: as are @cause and @fix: translatable; names in braces are filled in from the observations
 *   (#OnbValue), and what stands in brackets is left out where one of its names has no value
 * @stages: the stages in which the row may fit, a mask of #OnbStage; 0 for a row that is not found
 *   by one observation alone but by what all of them say together
 * @fault: the fault, %ONB_FAULT_NONE for an answer
 * @status_from: lowest HTTP status, 0 for any
 * @status_to: highest HTTP status, 0 for @status_from alone
 * @bodies: mask of 1 << #OnbBodyKind, 0 for any
 * @leads: mask of 1 << #OnbLead, 0 for any
 * @error: (nullable): the OAuth error code
 * @reason: (nullable): the cause that the error names, as #OnbDialect finds it; "" where there must be
 *   none
 * @says: (nullable): words that the answer's text, its error, its reason or WWW-Authenticate holds; case
 *   does not matter
 */
typedef struct
{
  OnbDiagnosisId id;
  OnbSeverity severity;
  gboolean reached_credentials;
  gboolean ask_singly;
  OnbDiagnosisStep step;
  OnbCellState state;

  const char *name;
  const char *title;
  const char *cause;
  const char *fix;

  guint stages;
  OnbFault fault;
  guint status_from;
  guint status_to;
  guint bodies;
  guint leads;
  const char *error;
  const char *reason;
  const char *says;
} OnbDiagnosis;

/**
 * onb_diagnosis_at:
 * @index: from 0 on
 *
 * Returns: (transfer none) (nullable): the row at that place of the table, %NULL after the last
 */
const OnbDiagnosis *onb_diagnosis_at (guint index);

/** onb_diagnosis_get: Returns: (transfer none): the row with the words of @id */
const OnbDiagnosis *onb_diagnosis_get (OnbDiagnosisId id);

/**
 * onb_diagnosis_match:
 * @observation: what happened; not one that went well
 *
 * Returns: (transfer none): the first row that fits; there is one for everything
 */
const OnbDiagnosis *onb_diagnosis_match (const OnbObservation *observation);

/**
 * onb_diagnosis_is_in_between:
 * @observation: what happened
 *
 * Returns: whether something between here and the host answered in its place, so that the host itself
 *   said nothing
 */
gboolean onb_diagnosis_is_in_between (const OnbObservation *observation);

/**
 * onb_diagnosis_asks_singly:
 * @observation: a token request for all scopes that was refused
 *
 * Returns: whether one request a scope can tell more
 */
gboolean onb_diagnosis_asks_singly (const OnbObservation *observation);

G_END_DECLS
