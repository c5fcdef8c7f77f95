/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-page.h"

G_BEGIN_DECLS

#define ONB_TYPE_HAND_OVER_PAGE (onb_hand_over_page_get_type ())
G_DECLARE_FINAL_TYPE (OnbHandOverPage, onb_hand_over_page, ONB, HAND_OVER_PAGE, OnbPage)

/** onb_hand_over_page_new: Returns: (transfer floating): the page that leads on to Leyr’s Developer Portal */
OnbPage *onb_hand_over_page_new (OnbSession *session);

G_END_DECLS
