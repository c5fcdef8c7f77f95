/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-page.h"

G_BEGIN_DECLS

#define ONB_TYPE_ACCOUNT_PAGE (onb_account_page_get_type ())
G_DECLARE_FINAL_TYPE (OnbAccountPage, onb_account_page, ONB, ACCOUNT_PAGE, OnbPage)

/** onb_account_page_new: Returns: (transfer floating): the page that asks for the guide’s prerequisite */
OnbPage *onb_account_page_new (OnbSession *session);

G_END_DECLS
