/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-page.h"

G_BEGIN_DECLS

/** The id of the page on which the application is to be enabled. */
#define ONB_PAGE_ENABLEMENT "enablement"

#define ONB_TYPE_ENABLEMENT_PAGE (onb_enablement_page_get_type ())
G_DECLARE_FINAL_TYPE (OnbEnablementPage, onb_enablement_page, ONB, ENABLEMENT_PAGE, OnbPage)

/**
 * onb_enablement_page_new:
 * @session: its guide has an enablement
 *
 * What has to be done elsewhere before the test can succeed: the request for it, and the wait.
 */
OnbPage *onb_enablement_page_new (OnbSession *session);

G_END_DECLS
