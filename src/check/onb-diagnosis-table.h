/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-check-result.h"
#include "check/onb-observation.h"

G_BEGIN_DECLS

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
 * fits, and what it then means. In the order of the table, the first row that fits is the one.
 *
 * @severity: how grave it is for a scope that every clinic needs
 * @judges: whether it says something about the credentials or the tenant; if not, and no token was
 *   had, the verdict is "could not be tested"
 * @state: what the scope's cell becomes
 * @title: as are @cause and @fix: translatable; names in braces are filled in from the observations:
 *   {host} {status} {detail} {issuer} {scopes} {versions} {urn} {error} {error-uri} {correlation}
 *   {says} {location} {minutes} {tenant}
 * @stages: the stages in which the row may fit, a mask of #OnbStage; 0 for a row that is not found
 *   by one observation alone but by what all of them say together
 * @fault: the fault, %ONB_FAULT_NONE for an answer
 * @status_from: lowest HTTP status, 0 for any
 * @status_to: highest HTTP status, 0 for @status_from alone
 * @bodies: mask of 1 << #OnbBodyKind, 0 for any
 * @error: (nullable): the OAuth error code
 * @urn: (nullable): the last part of the error's urn
 * @says: (nullable): words that the answer's text or WWW-Authenticate holds; case does not matter
 */
typedef struct
{
  const char *id;
  OnbSeverity severity;
  gboolean judges;
  OnbDiagnosisStep step;
  OnbCellState state;
  const char *title;
  const char *cause;
  const char *fix;

  guint stages;
  OnbFault fault;
  guint status_from;
  guint status_to;
  guint bodies;
  const char *error;
  const char *urn;
  const char *says;
} OnbDiagnosis;

/**
 * onb_diagnosis_table:
 * @n_rows: (out): how many there are
 *
 * Returns: (transfer none): all rows
 */
const OnbDiagnosis *onb_diagnosis_table (guint *n_rows);

/**
 * onb_diagnosis_find:
 * @id: a row's id
 *
 * Returns: (transfer none): the row, which must exist
 */
const OnbDiagnosis *onb_diagnosis_find (const char *id);

/**
 * onb_diagnosis_match:
 * @observation: what happened; not one that went well
 *
 * Returns: (transfer none): the first row that fits; there is one for everything
 */
const OnbDiagnosis *onb_diagnosis_match (const OnbObservation *observation);

G_END_DECLS
