/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/widgets/onb-group.h"
#include "app/window/onb-session.h"

G_BEGIN_DECLS

#define ONB_TYPE_APPLICATION_ID_GROUP (onb_application_id_group_get_type ())
G_DECLARE_FINAL_TYPE (
    OnbApplicationIdGroup, onb_application_id_group, ONB, APPLICATION_ID_GROUP, OnbGroup)

/**
 * OnbApplicationIdGroup: the field for the number that the console has for the application itself. It
 * stands beside the Client ID, and is easily mistaken for it: that is noticed.
 */

/**
 * onb_application_id_group_set_session:
 * @session: whose clinic it is; its guide has an enablement
 */
void onb_application_id_group_set_session (OnbApplicationIdGroup *self, OnbSession *session);

G_END_DECLS
