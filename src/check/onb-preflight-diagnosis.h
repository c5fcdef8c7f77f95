/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-preflight-record.h"
#include "check/onb-preflight-result.h"

G_BEGIN_DECLS

/**
 * onb_preflight_diagnose:
 * @record: what was seen, up to now or up to the end
 *
 * What it all means, in the words of a live test. A pure function.
 *
 * Returns: (transfer full): the result. While it is running, it has no findings.
 */
OnbPreflightResult *onb_preflight_diagnose (const OnbPreflightRecord *record);

G_END_DECLS
