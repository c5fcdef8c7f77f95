/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-window.h"

G_BEGIN_DECLS

/**
 * onb_received_open:
 * @file: a support report or a guide, from whomever
 *
 * Shows what is in it in a dialog of the window, or says what is wrong with it. Nothing is taken.
 */
void onb_received_open (OnbWindow *window, GFile *file);

G_END_DECLS
