/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/widgets/onb-group.h"
#include "app/window/onb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_GUIDE_PICKER (onb_guide_picker_get_type ())
G_DECLARE_FINAL_TYPE (OnbGuidePicker, onb_guide_picker, ONB, GUIDE_PICKER, OnbGroup)

/**
 * onb_guide_picker_set_session:
 * @session: whose clinic is to follow a guide
 *
 * Asks which EHR the clinic uses, where there are guides for several; with another answer, the clinic is
 * opened anew.
 */
void onb_guide_picker_set_session (OnbGuidePicker *self, OnbSession *session);

G_END_DECLS
