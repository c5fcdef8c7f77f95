/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "check/onb-check-result.h"
#include "fhir/onb-scope.h"

G_BEGIN_DECLS

#define ONB_PREFLIGHT_SCHEMA "io.leyr.Onboarding.preflight/1"

/**
 * OnbPreflightVerdict: what a look at the network comes to.
 * @ONB_PREFLIGHT_UNTESTED: it was ended before everything was looked at, or there was nothing to look at
 * @ONB_PREFLIGHT_CLEAR: nothing is in the way
 * @ONB_PREFLIGHT_OBSTRUCTED: something is, and a finding says what
 */
typedef enum
{
  ONB_PREFLIGHT_UNTESTED,
  ONB_PREFLIGHT_CLEAR,
  ONB_PREFLIGHT_OBSTRUCTED,
} OnbPreflightVerdict;

#define ONB_N_PREFLIGHT_VERDICTS 3

/**
 * OnbPreflightSubject: what a row is about.
 * @ONB_PREFLIGHT_NAME: the host's name is known
 * @ONB_PREFLIGHT_PROXY: the proxy lets anybody through to it, and its login; only where there is one
 * @ONB_PREFLIGHT_CONNECTION: its port accepts connections
 * @ONB_PREFLIGHT_TLS: it proves who it is, and who signed that
 * @ONB_PREFLIGHT_RESPONSE: what responds is the host itself: no sign-in page and no filter
 * @ONB_PREFLIGHT_FHIR_VERSION: it offers a FHIR version, for the clinic's tenant
 * @ONB_PREFLIGHT_SCOPES: it offers every wanted scope, and in which form
 * @ONB_PREFLIGHT_CLOCK: this computer's clock tells what the servers' do
 */
typedef enum
{
  ONB_PREFLIGHT_NAME,
  ONB_PREFLIGHT_PROXY,
  ONB_PREFLIGHT_CONNECTION,
  ONB_PREFLIGHT_TLS,
  ONB_PREFLIGHT_RESPONSE,
  ONB_PREFLIGHT_FHIR_VERSION,
  ONB_PREFLIGHT_SCOPES,
  ONB_PREFLIGHT_CLOCK,
} OnbPreflightSubject;

#define ONB_N_PREFLIGHT_SUBJECTS 8

/**
 * OnbPreflightState: how it is.
 * @ONB_PREFLIGHT_UNKNOWN: not looked at, not yet, or because something before it is in the way
 * @ONB_PREFLIGHT_GOOD: as it should be
 * @ONB_PREFLIGHT_NOTE: not as it should be, and it does not matter
 * @ONB_PREFLIGHT_BAD: in the way
 */
typedef enum
{
  ONB_PREFLIGHT_UNKNOWN,
  ONB_PREFLIGHT_GOOD,
  ONB_PREFLIGHT_NOTE,
  ONB_PREFLIGHT_BAD,
} OnbPreflightState;

#define ONB_N_PREFLIGHT_STATES 4

/**
 * OnbPreflightRow: one thing that was looked at.
 * @host: (nullable): the host that it is about, with its port where that is not that of https; %NULL
 *   for this computer itself. Rows of one host stand together.
 * @purpose: (nullable): what @host is needed for, translated
 * @words: what was found, translated
 * @finding: (nullable): id of the finding that explains it
 */
typedef struct
{
  char *host;
  char *purpose;
  OnbPreflightSubject subject;
  OnbPreflightState state;
  char *words;
  char *finding;
} OnbPreflightRow;

/**
 * OnbPreflightScope: what the tenant says of a wanted scope.
 * @published: mask of 1 << #OnbSmartVersion: the forms in which the server lists it
 * @lists_scopes: whether the server lists any scopes at all
 * @offered: for each FHIR version: %ONB_CELL_NOT_OFFERED where its capability statement lacks it,
 *   %ONB_CELL_WORKS where it declares it, %ONB_CELL_UNTESTED where that is not known
 */
typedef struct
{
  char *scope;
  gboolean required;
  guint published;
  gboolean lists_scopes;
  OnbCellState offered[ONB_N_FHIR_VERSIONS];
} OnbPreflightScope;

/**
 * OnbPreflightResult: what a look at the network found. Nothing secret was sent, and nothing is in it.
 * @clinic: (nullable): the clinic's name
 * @fhir_host: (nullable): %NULL where no address was given, as is @tenant
 * @token_host: (nullable): where tokens are to be had, as published
 * @practice: it was the simulated Millennium on this computer
 * @rows: (element-type OnbPreflightRow): host by host, in the order in which one thing needs the other
 * @versions: what is known of the FHIR versions; not tested without an address
 * @scopes: (element-type OnbPreflightScope): empty without an address
 * @findings: (element-type OnbFinding): the gravest first; the same as those of a live test
 */
typedef struct
{
  GDateTime *started;
  gint64 duration_ms;
  char *clinic;
  char *fhir_host;
  char *tenant;
  char *token_host;
  gboolean practice;
  OnbPreflightVerdict verdict;
  GPtrArray *rows;
  OnbVersionResult versions[ONB_N_FHIR_VERSIONS];
  GPtrArray *scopes;
  GPtrArray *findings;
} OnbPreflightResult;

#define ONB_TYPE_PREFLIGHT_RESULT (onb_preflight_result_get_type ())
GType onb_preflight_result_get_type (void);

/** onb_preflight_result_new: Returns: (transfer full): an empty result, untested */
OnbPreflightResult *onb_preflight_result_new (void);
OnbPreflightResult *onb_preflight_result_ref (OnbPreflightResult *self);
void onb_preflight_result_unref (OnbPreflightResult *self);

/**
 * onb_preflight_result_add_row:
 * @host: (nullable): as in #OnbPreflightRow, as are those below
 *
 * Returns: (transfer none): a new row at the end
 */
OnbPreflightRow *onb_preflight_result_add_row (OnbPreflightResult *self,
                                               const char *host,
                                               const char *purpose,
                                               OnbPreflightSubject subject,
                                               OnbPreflightState state,
                                               const char *words,
                                               const char *finding);

/** onb_preflight_scope_free: frees a scope of a result */
void onb_preflight_scope_free (OnbPreflightScope *self);

/** onb_preflight_result_to_json: Returns: (transfer full): the result in its documented form */
JsonNode *onb_preflight_result_to_json (OnbPreflightResult *self);

/** onb_preflight_result_to_text: Returns: (transfer full): the result for people, translated */
char *onb_preflight_result_to_text (OnbPreflightResult *self);

/** onb_preflight_verdict_get_id: Returns: the verdict for machines */
const char *onb_preflight_verdict_get_id (OnbPreflightVerdict verdict);
/** onb_preflight_verdict_get_title: Returns: the verdict for people, translated */
const char *onb_preflight_verdict_get_title (OnbPreflightVerdict verdict);
/** onb_preflight_subject_get_id: Returns: the subject for machines */
const char *onb_preflight_subject_get_id (OnbPreflightSubject subject);
/** onb_preflight_subject_get_title: Returns: the subject for people, translated */
const char *onb_preflight_subject_get_title (OnbPreflightSubject subject);
/** onb_preflight_state_get_id: Returns: the state for machines */
const char *onb_preflight_state_get_id (OnbPreflightState state);
/** onb_preflight_state_get_title: Returns: the state for people, translated */
const char *onb_preflight_state_get_title (OnbPreflightState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbPreflightResult, onb_preflight_result_unref)

G_END_DECLS
