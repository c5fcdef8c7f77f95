/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-clinic.h"
#include "guide/onb-guide.h"

G_BEGIN_DECLS

/**
 * OnbStepsSheet: the guide's steps with a clinic's values, for the colleague who holds the account in the
 * console and does not have this program. No credentials are in it.
 */
typedef struct _OnbStepsSheet OnbStepsSheet;

/** onb_steps_sheet_new: Returns: (transfer full): all steps, with the scopes that the clinic needs */
OnbStepsSheet *onb_steps_sheet_new (OnbGuide *guide, OnbClinic *clinic);
void onb_steps_sheet_free (OnbStepsSheet *self);

/** onb_steps_sheet_get_title: Returns: (transfer none): its heading, translated */
const char *onb_steps_sheet_get_title (const OnbStepsSheet *self);

/** onb_steps_sheet_to_text: Returns: (transfer full): the steps to be read, mailed, and printed */
char *onb_steps_sheet_to_text (const OnbStepsSheet *self);

/** onb_steps_sheet_to_html: Returns: (transfer full): the same in one file that needs no other */
char *onb_steps_sheet_to_html (const OnbStepsSheet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbStepsSheet, onb_steps_sheet_free)

G_END_DECLS
