/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "clinic/onb-authority-store.h"
#include "clinic/onb-clinic.h"

G_BEGIN_DECLS

#define ONB_TYPE_TRUST_GROUP (onb_trust_group_get_type ())
G_DECLARE_FINAL_TYPE (OnbTrustGroup, onb_trust_group, ONB, TRUST_GROUP, AdwBin)

/**
 * OnbTrustGroup: whom the user has trusted beyond what is so by itself: certificate authorities of the
 * organization, and hosts that receive a clinic's secret. Each can be taken back.
 */

/** onb_trust_group_show: shows what @authorities and @clinic have, and whatever becomes of that */
void onb_trust_group_show (OnbTrustGroup *self, OnbAuthorityStore *authorities, OnbClinic *clinic);

G_END_DECLS
