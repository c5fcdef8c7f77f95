/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-window.h"
#include "app/window/onb-wizard.h"

G_BEGIN_DECLS

/**
 * OnbLeavingNext: what comes after a clinic has been left.
 * @clinic: (nullable): the clinic that it is about, if any
 */
typedef void (*OnbLeavingNext) (OnbWindow *window, OnbClinic *clinic);

/**
 * onb_leave:
 * @wizard: (nullable): what is left, if anything
 * @clinic: (nullable): for @next
 *
 * Goes on at once, or when the user has agreed that what was typed goes.
 */
void onb_leave (OnbWindow *window, OnbWizard *wizard, OnbLeavingNext next, OnbClinic *clinic);

G_END_DECLS
