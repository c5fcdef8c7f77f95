/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-grants.h"
#include "check/onb-version-facts.h"

G_BEGIN_DECLS

/**
 * OnbMatrixCell: how a scope does in a version, and why.
 * @why: the reason; %ONB_DIAGNOSIS_NONE where there is nothing to explain
 * @also: something else that is to be said of it, or %ONB_DIAGNOSIS_NONE
 * @observation: (nullable): what that rests on
 * @probe: (nullable): how its own search went
 */
typedef struct
{
  OnbCellState state;
  OnbDiagnosisId why;
  OnbDiagnosisId also;
  const OnbObservation *observation;
  const OnbObservation *probe;
} OnbMatrixCell;

/**
 * OnbMatrix: all observations, put in their places: scopes by versions. It holds no findings and no
 * verdict; both are made from it.
 * @observations: (element-type OnbObservation): sorted
 * @obstacles: (nullable) (element-type OnbObstacle): what keeps the token endpoint from being known;
 *   %NULL where it is known
 * @blocked: why there is no token, %ONB_DIAGNOSIS_NONE where there is one, or where not all is asked yet
 */
typedef struct
{
  const OnbCheckRecord *record;
  GPtrArray *observations;
  OnbVersionFacts versions[ONB_N_FHIR_VERSIONS];
  OnbGrants *grants;
  GArray *obstacles;
  OnbDiagnosisId blocked;
  OnbMatrixCell (*cells)[ONB_N_FHIR_VERSIONS];
} OnbMatrix;

/** onb_matrix_new: Returns: (transfer full): what @record says of each scope in each version */
OnbMatrix *onb_matrix_new (const OnbCheckRecord *record);
void onb_matrix_free (OnbMatrix *self);

/** onb_matrix_get_scope: Returns: (transfer none): the plan's scope at @index */
const OnbPlanScope *onb_matrix_get_scope (const OnbMatrix *self, guint index);

/** onb_matrix_works: Returns: whether a scope is had in a version: it works, or it is granted */
gboolean onb_matrix_works (const OnbMatrix *self, guint scope, OnbFhirVersion version);

/** onb_matrix_is_fulfilled: Returns: whether a scope is had in some version */
gboolean onb_matrix_is_fulfilled (const OnbMatrix *self, guint scope);

/**
 * onb_matrix_fulfils:
 *
 * Returns: whether @version alone has every scope that every clinic needs
 */
gboolean onb_matrix_fulfils (const OnbMatrix *self, OnbFhirVersion version);

/**
 * onb_matrix_can_do_without:
 * @versions: mask of 1 << #OnbFhirVersion
 *
 * Returns: whether some other version fulfils everything, so that what is wrong in @versions alone does
 *   not matter
 */
gboolean onb_matrix_can_do_without (const OnbMatrix *self, guint versions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbMatrix, onb_matrix_free)

G_END_DECLS
