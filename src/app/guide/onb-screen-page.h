/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-page.h"

G_BEGIN_DECLS

#define ONB_TYPE_SCREEN_PAGE (onb_screen_page_get_type ())
G_DECLARE_FINAL_TYPE (OnbScreenPage, onb_screen_page, ONB, SCREEN_PAGE, OnbPage)

/**
 * onb_screen_page_new:
 * @screen: a screen of the session's guide
 *
 * Returns: (transfer floating): the page for one screen of the console: its steps, and its sketch
 */
OnbPage *onb_screen_page_new (OnbSession *session, const OnbGuideScreen *screen);

G_END_DECLS
