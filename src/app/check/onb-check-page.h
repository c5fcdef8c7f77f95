/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-page.h"

G_BEGIN_DECLS

#define ONB_TYPE_CHECK_PAGE (onb_check_page_get_type ())
G_DECLARE_FINAL_TYPE (OnbCheckPage, onb_check_page, ONB, CHECK_PAGE, OnbPage)

/** onb_check_page_new: Returns: (transfer floating): the page that runs the live test and shows what it found */
OnbPage *onb_check_page_new (OnbSession *session);

G_END_DECLS
