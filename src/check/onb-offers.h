/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-preflight-result.h"
#include "check/onb-version-facts.h"

G_BEGIN_DECLS

/**
 * onb_offers_find:
 * @plan: the wanted scopes
 * @versions: (array fixed-size=2): what is known of the versions
 * @scopes: (element-type OnbPreflightScope): where what the server publishes of each is added, in the
 *   plan's order
 */
void onb_offers_find (const OnbCheckPlan *plan, const OnbVersionFacts *versions, GPtrArray *scopes);

/**
 * onb_offers_are_complete:
 *
 * Returns: whether the version alone declares all that every clinic needs
 */
gboolean onb_offers_are_complete (const OnbVersionFacts *version, const OnbCheckPlan *plan);

G_END_DECLS
