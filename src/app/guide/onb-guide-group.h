/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/widgets/onb-group.h"
#include "app/window/onb-session.h"

G_BEGIN_DECLS

#define ONB_TYPE_GUIDE_GROUP (onb_guide_group_get_type ())
G_DECLARE_FINAL_TYPE (OnbGuideGroup, onb_guide_group, ONB, GUIDE_GROUP, OnbGroup)

/**
 * onb_guide_group_set_session:
 * @session: whose guide it is about
 *
 * Shows of which day the guide is, and whether that is long ago, where it comes from, with the way back,
 * and what else lies in the user's folder.
 */
void onb_guide_group_set_session (OnbGuideGroup *self, OnbSession *session);

G_END_DECLS
