/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsecret/secret.h>

#include "fhir/onb-body.h"
#include "fhir/onb-capabilities.h"
#include "fhir/onb-dialect.h"
#include "wire/onb-exchange.h"
#include "wire/onb-text.h"

G_BEGIN_DECLS

/**
 * OnbIssues: what the codes of an OperationOutcome's issues say, as far as it matters.
 * @ONB_ISSUE_NOT_SUPPORTED: the server does not have this
 * @ONB_ISSUE_SECURITY: the server does not let this be done
 */
typedef enum
{
  ONB_ISSUE_NOT_SUPPORTED = 1 << 0,
  ONB_ISSUE_SECURITY = 1 << 1,
} OnbIssues;

/**
 * OnbAnswer: what a body says, as far as it matters here. All strings are nullable.
 * @resource_type: FHIR's resourceType
 * @text: what the server said about an error, shortened; never taken from a body that could hold
 *   patient data
 * @token_endpoint: where tokens are to be had, as published
 * @fhir_version: fhirVersion of a capability statement
 * @interactions: resource type -> #OnbInteractions, %NULL unless this is a capability statement
 * @has_token: whether there is an access token; it is not kept here
 * @scopes_supported: the system scopes that the server publishes, with spaces between
 * @scope: what was granted, with spaces between; %NULL where the answer does not say
 * @scope_is_unreadable: what was granted is said in a way that is neither text nor a list of texts
 * @error: the OAuth error code, wherever it stands
 * @reason: the cause that the error names, as #OnbDialect finds it
 * @issues: #OnbIssues of all issues together
 * @error_uri: where the error is explained, without its query, which holds the Client ID
 * @correlation_id: what the maker's support finds the error by
 * @entries: how many entries that match a bundle has, at least; they are not kept
 */
typedef struct
{
  OnbBodyKind body;
  char *resource_type;
  char *text;
  char *token_endpoint;
  char *scopes_supported;
  char *fhir_version;
  GHashTable *interactions;
  gboolean has_token;
  char *token_type;
  char *scope;
  gboolean scope_is_unreadable;
  char *error;
  char *reason;
  char *error_uri;
  char *correlation_id;
  guint issues;
  char *bundle_type;
  guint entries;
} OnbAnswer;

/**
 * onb_answer_read_discovery:
 * @exchange: how it came
 * @body: a smart-configuration or a capability statement, or something else
 * @dialect: of the system that was asked
 * @sent: (nullable): what was sent, which the answer shall not say again
 *
 * Returns: (transfer full): what it says
 */
OnbAnswer *onb_answer_read_discovery (const OnbExchange *exchange,
                                      const GByteArray *body,
                                      const OnbDialect *dialect,
                                      const OnbRedactor *sent);

/**
 * onb_answer_read_token:
 * @exchange: how it came
 * @body: a token answer, or something else
 * @dialect: of the system that was asked
 * @sent: (nullable): what was sent, which the answer shall not say again; the token is added to it
 * @token: (out) (transfer full) (nullable): the access token, in memory that is wiped when freed
 *
 * Returns: (transfer full): what it says
 */
OnbAnswer *onb_answer_read_token (const OnbExchange *exchange,
                                  const GByteArray *body,
                                  const OnbDialect *dialect,
                                  OnbRedactor *sent,
                                  SecretValue **token);

/**
 * onb_answer_read_probe:
 * @exchange: how it came
 * @body: a bundle or an OperationOutcome, or something else
 * @dialect: of the system that was asked
 * @sent: (nullable): what was sent, which the answer shall not say again
 *
 * Returns: (transfer full): what it says
 */
OnbAnswer *onb_answer_read_probe (const OnbExchange *exchange,
                                  const GByteArray *body,
                                  const OnbDialect *dialect,
                                  const OnbRedactor *sent);

/** onb_answer_new: Returns: (transfer full): an answer that says nothing */
OnbAnswer *onb_answer_new (void);
void onb_answer_free (OnbAnswer *self);

/**
 * onb_answer_get_interactions:
 * @resource: a FHIR resource type
 * @interactions: (out): what is declared for it
 *
 * Returns: whether this is a capability statement that has @resource
 */
gboolean onb_answer_get_interactions (const OnbAnswer *self,
                                      const char *resource,
                                      OnbInteractions *interactions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbAnswer, onb_answer_free)

G_END_DECLS
