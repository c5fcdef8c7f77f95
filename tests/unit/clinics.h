/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-clinic.h"

#define CLIENT_ID "0b5e55ed-1e7a-4c11-9000-9ac71ce00001"

/** clinic_new: Returns: (transfer full): a clinic of which everything is known */
OnbClinic *clinic_new (void);

/** assert_same: nothing that a clinic's file keeps is different in the two */
void assert_same (OnbClinic *a, OnbClinic *b);
