/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/widgets/onb-group.h"
#include "clinic/onb-clinic.h"

G_BEGIN_DECLS

#define ONB_TYPE_HISTORY_GROUP (onb_history_group_get_type ())
G_DECLARE_FINAL_TYPE (OnbHistoryGroup, onb_history_group, ONB, HISTORY_GROUP, OnbGroup)

/**
 * OnbHistoryGroup: what has changed since the test before, and the tests that there were. It is not to be
 * seen where there was one test or none.
 */

/** onb_history_group_show: shows the history of @clinic as it is now */
void onb_history_group_show (OnbHistoryGroup *self, OnbClinic *clinic);

G_END_DECLS
