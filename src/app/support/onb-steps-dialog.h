/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "clinic/onb-steps-sheet.h"

G_BEGIN_DECLS

#define ONB_TYPE_STEPS_DIALOG (onb_steps_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbStepsDialog, onb_steps_dialog, ONB, STEPS_DIALOG, AdwDialog)

/**
 * onb_steps_dialog_new:
 *
 * Returns: (transfer floating): the guide's steps with the clinic's values, for a colleague: to print, to
 *   save and to copy; to be presented
 */
AdwDialog *onb_steps_dialog_new (OnbGuide *guide, OnbClinic *clinic);

G_END_DECLS
