/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "clinic/onb-authority-store.h"
#include "clinic/onb-clinic.h"
#include "guide/onb-guide.h"
#include "practice/onb-practice.h"

G_BEGIN_DECLS

#define ONB_TYPE_NETWORK_DIALOG (onb_network_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbNetworkDialog, onb_network_dialog, ONB, NETWORK_DIALOG, AdwDialog)

/**
 * onb_network_dialog_new:
 * @guide: names the hosts
 * @authorities: whom the user trusts beside the system's
 * @clinic: (nullable): whose FHIR server is looked at as well, where its address is known
 * @practice: (nullable): the simulation, in practice mode
 *
 * Looks at the network, which needs no credentials, and says what the network's administrator has to
 * allow.
 *
 * Returns: (transfer floating): the dialog, to be presented
 */
AdwDialog *onb_network_dialog_new (OnbGuide *guide,
                                   OnbAuthorityStore *authorities,
                                   OnbClinic *clinic,
                                   OnbPractice *practice);

G_END_DECLS
