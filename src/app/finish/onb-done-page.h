/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-page.h"

G_BEGIN_DECLS

#define ONB_TYPE_DONE_PAGE (onb_done_page_get_type ())
G_DECLARE_FINAL_TYPE (OnbDonePage, onb_done_page, ONB, DONE_PAGE, OnbPage)

/** onb_done_page_new: Returns: (transfer floating): what was achieved, and when to come back */
OnbPage *onb_done_page_new (OnbSession *session);

G_END_DECLS
