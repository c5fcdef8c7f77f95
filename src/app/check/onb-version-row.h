/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/widgets/onb-static-row.h"
#include "check/onb-check-result.h"

G_BEGIN_DECLS

#define ONB_TYPE_VERSION_ROW (onb_version_row_get_type ())
G_DECLARE_FINAL_TYPE (OnbVersionRow, onb_version_row, ONB, VERSION_ROW, OnbStaticRow)

/**
 * onb_version_row_show:
 * @result: what a test found
 *
 * Says in a line how a FHIR version does as a whole; hides itself where it is no part of the test.
 */
void onb_version_row_show (OnbVersionRow *self, OnbCheckResult *result, OnbFhirVersion version);

G_END_DECLS
