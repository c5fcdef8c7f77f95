/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-matrix.h"

G_BEGIN_DECLS

/* What always holds, whatever is observed; tests/unit/test-verdict.c makes up what it can:
 *
 * - It is only ready where every scope that every clinic needs works, or is granted, in some version.
 * - It is never anything else without a finding that is an error and says what to do.
 * - It does not depend on the order in which answers come.
 * - What one version alone lacks is no error while another one has everything.
 */

/**
 * onb_verdict_of_all:
 * @drafts: (element-type OnbDraft): all findings, weighed
 *
 * Returns: what the test comes to
 */
OnbVerdict onb_verdict_of_all (const OnbMatrix *matrix, GPtrArray *drafts);

/** onb_verdict_of_version: Returns: how a version does as a whole */
OnbVersionState onb_verdict_of_version (const OnbMatrix *matrix, OnbFhirVersion version);

G_END_DECLS
