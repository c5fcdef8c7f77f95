/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-observation.h"

G_BEGIN_DECLS

/**
 * onb_token_endpoint_find:
 * @plan: which versions are asked
 * @observations: (element-type OnbObservation): what is known by now
 *
 * Returns: (transfer none) (nullable): the endpoint that counts: R4's before DSTU 2's, a
 *   smart-configuration's before a capability statement's; %NULL while a document that would come first
 *   is still on its way
 */
const char *onb_token_endpoint_find (const OnbCheckPlan *plan, GPtrArray *observations);

/**
 * onb_token_endpoint_judge:
 * @endpoint: a published token endpoint
 * @practice: whether plain http to this computer is let through
 * @approved: (element-type OnbHost): hosts that the user approved
 *
 * Returns: whether the secret may go there
 */
OnbTokenHost
onb_token_endpoint_judge (const char *endpoint, gboolean practice, GPtrArray *approved);

G_END_DECLS
