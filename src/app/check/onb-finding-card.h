/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/check/onb-remedy.h"

G_BEGIN_DECLS

#define ONB_TYPE_FINDING_CARD (onb_finding_card_get_type ())
G_DECLARE_FINAL_TYPE (OnbFindingCard, onb_finding_card, ONB, FINDING_CARD, AdwBin)

/**
 * OnbFindingCard::approve:
 * @host: the host that the user wants to approve
 */

/**
 * OnbFindingCard::ask:
 * @finding: (type gpointer): the #OnbFinding about which somebody else is to be asked
 */

/**
 * OnbFindingCard::sign-in:
 * @finding: (type gpointer): the #OnbFinding that names a proxy which asks for a login
 */

/**
 * OnbFindingCard::sent-away:
 * @finding: (type gpointer): the #OnbFinding
 *
 * What is to be done about it is on another page, which comes into view next.
 */

/**
 * OnbFindingCard::add-authority:
 *
 * The user wants to trust a certificate authority of the organization.
 */

/**
 * onb_finding_card_new:
 * @findings: (element-type OnbFinding): what a test found
 * @index: of one of them
 * @with_pages: whether the pages of a clinic are there to lead to
 *
 * Returns: (transfer floating): what was found, what to do, and the button that does it
 */
GtkWidget *onb_finding_card_new (GPtrArray *findings, guint index, gboolean with_pages);

/**
 * onb_finding_card_suggest:
 *
 * Makes the button that does what is to be done the one to press next.
 *
 * Returns: whether there is one
 */
gboolean onb_finding_card_suggest (OnbFindingCard *self);

/** onb_finding_card_hide_buttons: what was found is somebody else's, and nothing can be done about it here */
void onb_finding_card_hide_buttons (OnbFindingCard *self);

/**
 * onb_finding_card_lead_to_enablement:
 *
 * Where the application is to be enabled has a page of its own: the card's button goes there.
 */
void onb_finding_card_lead_to_enablement (OnbFindingCard *self);

G_END_DECLS
