/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-diagnosis-table.h"

G_BEGIN_DECLS

/**
 * OnbStatement: what is known of a capability statement.
 * @ONB_STATEMENT_UNKNOWN: it did not come, or not whole: it may exist, and may say anything
 * @ONB_STATEMENT_NONE: the server has none, or one that declares nothing
 * @ONB_STATEMENT_READ: it was read
 */
typedef enum
{
  ONB_STATEMENT_UNKNOWN,
  ONB_STATEMENT_NONE,
  ONB_STATEMENT_READ,
} OnbStatement;

/**
 * OnbVersionFacts: what is known of a FHIR version as a whole, before any scope is looked at.
 * @planned: whether it is asked for at all
 * @lives: some answer of it is what it should be
 * @gone: why nothing of it can be expected, %ONB_DIAGNOSIS_NONE unless it is not there while another
 *   version is
 * @mismatch: what answers at its address declares another version
 * @offers_nothing: its statement was read, and has none of the plan's resources
 * @smart: (nullable): how its smart-configuration was had
 * @metadata: (nullable): how its capability statement was had
 */
typedef struct
{
  gboolean planned;
  gboolean lives;
  OnbDiagnosisId gone;
  gboolean mismatch;
  gboolean offers_nothing;
  OnbStatement statement;
  const OnbObservation *smart;
  const OnbObservation *metadata;
} OnbVersionFacts;

/**
 * onb_version_facts_find:
 * @record: what was seen
 * @observations: the same, sorted
 * @facts: (out) (array fixed-size=2): what that says of each version
 */
void onb_version_facts_find (const OnbCheckRecord *record,
                             GPtrArray *observations,
                             OnbVersionFacts *facts);

/**
 * OnbObstacle: what keeps the token endpoint from being known.
 * @observation: (nullable): what says so
 */
typedef struct
{
  OnbDiagnosisId id;
  const OnbObservation *observation;
} OnbObstacle;

/**
 * onb_version_facts_find_obstacles:
 *
 * Only means something where no token endpoint is known. Nothing is masked: of each document that could
 * have named one and was not read, its own fault is told.
 *
 * Returns: (transfer full) (element-type OnbObstacle): at least one
 */
GArray *onb_version_facts_find_obstacles (const OnbCheckRecord *record,
                                          const OnbVersionFacts *facts);

G_END_DECLS
