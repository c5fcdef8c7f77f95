/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "check/onb-check-result.h"

G_BEGIN_DECLS

#define ONB_TYPE_FINDING_CARD (onb_finding_card_get_type ())
G_DECLARE_FINAL_TYPE (OnbFindingCard, onb_finding_card, ONB, FINDING_CARD, AdwBin)

/**
 * OnbFindingCard::approve:
 * @host: the host that the user approves
 */

/**
 * onb_finding_card_new:
 * @finding: what was found; copied
 *
 * Returns: (transfer floating): the finding with its cause, its fix and the way back to its step
 */
GtkWidget *onb_finding_card_new (const OnbFinding *finding);

G_END_DECLS
