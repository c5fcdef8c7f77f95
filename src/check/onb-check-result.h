/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fhir/onb-fhir-version.h"

G_BEGIN_DECLS

/**
 * OnbVerdict: what the live test comes to.
 * @ONB_VERDICT_UNTESTED: nothing is known about the credentials
 */
typedef enum
{
  ONB_VERDICT_READY,
  ONB_VERDICT_READY_WITH_WARNINGS,
  ONB_VERDICT_NOT_READY,
  ONB_VERDICT_UNTESTED,
} OnbVerdict;

#define ONB_N_VERDICTS 4

/**
 * OnbCellState: how a scope does in a FHIR version.
 * @ONB_CELL_WORKS: it was used, and worked
 * @ONB_CELL_GRANTED: it is granted and declared, and was not exercised because it writes
 * @ONB_CELL_NOT_GRANTED: the token lacks it
 * @ONB_CELL_REFUSED: the server refused its use
 * @ONB_CELL_NOT_OFFERED: the server does not have this at all
 * @ONB_CELL_FAILED: its use went wrong
 * @ONB_CELL_UNTESTED: not tried, or not yet
 */
typedef enum
{
  ONB_CELL_UNTESTED,
  ONB_CELL_WORKS,
  ONB_CELL_GRANTED,
  ONB_CELL_NOT_GRANTED,
  ONB_CELL_REFUSED,
  ONB_CELL_NOT_OFFERED,
  ONB_CELL_FAILED,
} OnbCellState;

#define ONB_N_CELL_STATES 7

/**
 * OnbVersionState: how a FHIR version does as a whole.
 */
typedef enum
{
  ONB_VERSION_UNTESTED,
  ONB_VERSION_WORKS,
  ONB_VERSION_PARTIAL,
  ONB_VERSION_REFUSED,
  ONB_VERSION_RETIRED,
  ONB_VERSION_UNREACHABLE,
} OnbVersionState;

#define ONB_N_VERSION_STATES 6

typedef enum
{
  ONB_SEVERITY_INFO,
  ONB_SEVERITY_WARNING,
  ONB_SEVERITY_ERROR,
} OnbSeverity;

#define ONB_N_SEVERITIES 3

/**
 * OnbEvidence: an exchange that a finding rests on.
 * @request_id: (nullable): what support asks for
 * @fault: (nullable): the fault's id where no answer came
 * @says: (nullable): what the server said
 */
typedef struct
{
  char *method;
  char *url;
  guint status;
  char *request_id;
  char *fault;
  char *says;
  gint64 ms;
} OnbEvidence;

/**
 * OnbFinding: what observations mean.
 * @id: stable, like "token.invalid-tenant"
 * @title: translated, as are @cause and @fix
 * @step: the guide's step to go back to, or 0
 * @host: (nullable): a host that the user may approve to mend this
 * @names: (nullable): what its words name that may tell which clinic it is: hosts, a proxy, an issuer
 * @evidence: (element-type OnbEvidence)
 */
typedef struct
{
  char *id;
  OnbSeverity severity;
  char *title;
  char *cause;
  char *fix;
  int step;
  char *host;
  char **names;
  GPtrArray *evidence;
} OnbFinding;

/**
 * OnbCell: the result of one scope in one version.
 * @tested: whether the version is part of the test at all
 * @request_id: (nullable)
 * @finding: (nullable): id of the finding that explains the state
 */
typedef struct
{
  gboolean tested;
  OnbCellState state;
  guint http_status;
  char *request_id;
  gint64 ms;
  char *finding;
} OnbCell;

/**
 * OnbScopeResult: a row of the table.
 */
typedef struct
{
  char *scope;
  gboolean required;
  OnbCell cells[ONB_N_FHIR_VERSIONS];
} OnbScopeResult;

/**
 * OnbVersionResult: a column of the table.
 * @fhir_version: (nullable): what the server declares
 */
typedef struct
{
  gboolean tested;
  char *base_url;
  OnbVersionState state;
  char *fhir_version;
} OnbVersionResult;

/**
 * OnbCheckResult: what a live test found. Holds nothing secret.
 * @clinic: (nullable): the clinic's name
 * @scopes: (element-type OnbScopeResult)
 * @findings: (element-type OnbFinding): the gravest first
 */
typedef struct
{
  GDateTime *started;
  gint64 duration_ms;
  char *clinic;
  char *fhir_host;
  char *tenant;
  gboolean practice;
  OnbVerdict verdict;
  OnbVersionResult versions[ONB_N_FHIR_VERSIONS];
  GPtrArray *scopes;
  GPtrArray *findings;
} OnbCheckResult;

#define ONB_TYPE_CHECK_RESULT (onb_check_result_get_type ())
GType onb_check_result_get_type (void);

/** onb_check_result_new: Returns: (transfer full): an empty result, untested */
OnbCheckResult *onb_check_result_new (void);
OnbCheckResult *onb_check_result_ref (OnbCheckResult *self);
void onb_check_result_unref (OnbCheckResult *self);

/** onb_finding_new: Returns: (transfer full): a finding without evidence */
OnbFinding *onb_finding_new (const char *id, OnbSeverity severity);
void onb_finding_free (OnbFinding *self);
void onb_evidence_free (OnbEvidence *self);

/**
 * onb_findings_find:
 * @findings: (element-type OnbFinding)
 * @id: a finding's id
 *
 * Returns: (nullable) (transfer none): the finding of that id
 */
OnbFinding *onb_findings_find (GPtrArray *findings, const char *id);

/** onb_version_results_clear: frees what @versions (array fixed-size=2) hold */
void onb_version_results_clear (OnbVersionResult *versions);

/** onb_verdict_get_id: Returns: the verdict for machines */
const char *onb_verdict_get_id (OnbVerdict verdict);
/** onb_verdict_from_id: Returns: whether @id, which may be %NULL, is a verdict's */
gboolean onb_verdict_from_id (const char *id, OnbVerdict *verdict);
/** onb_verdict_is_ready: Returns: whether the connection can be used, with or without warnings */
gboolean onb_verdict_is_ready (OnbVerdict verdict);
/** onb_verdict_get_title: Returns: the verdict for people, translated */
const char *onb_verdict_get_title (OnbVerdict verdict);
/** onb_verdict_get_explanation: Returns: what the verdict alone means for the clinic, translated */
const char *onb_verdict_get_explanation (OnbVerdict verdict);
/**
 * onb_check_result_get_explanation:
 *
 * Returns: what the verdict means for the clinic, translated; of a test that was ended, also whether it
 *   got as far as the credentials
 */
const char *onb_check_result_get_explanation (OnbCheckResult *self);
/** onb_cell_state_get_id: Returns: the state for machines */
const char *onb_cell_state_get_id (OnbCellState state);
/** onb_cell_state_from_id: Returns: whether @id, which may be %NULL, is a state's */
gboolean onb_cell_state_from_id (const char *id, OnbCellState *state);
/** onb_cell_state_get_title: Returns: the state for people, translated */
const char *onb_cell_state_get_title (OnbCellState state);
/** onb_version_state_get_id: Returns: the state for machines */
const char *onb_version_state_get_id (OnbVersionState state);
/** onb_version_state_from_id: Returns: whether @id, which may be %NULL, is a state's */
gboolean onb_version_state_from_id (const char *id, OnbVersionState *state);
/** onb_version_state_get_title: Returns: the state for people, translated */
const char *onb_version_state_get_title (OnbVersionState state);
/** onb_severity_get_id: Returns: the severity for machines */
const char *onb_severity_get_id (OnbSeverity severity);
/** onb_severity_from_id: Returns: whether @id, which may be %NULL, is a severity's */
gboolean onb_severity_from_id (const char *id, OnbSeverity *severity);
/** onb_severity_get_title: Returns: the severity for people, translated */
const char *onb_severity_get_title (OnbSeverity severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbCheckResult, onb_check_result_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbFinding, onb_finding_free)

G_END_DECLS
