/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/guide/onb-spotlight.h"
#include "app/window/onb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_CONSOLE_VIEW (onb_console_view_get_type ())
G_DECLARE_FINAL_TYPE (OnbConsoleView, onb_console_view, ONB, CONSOLE_VIEW, AdwBin)

/**
 * onb_console_view_new:
 * @screen: the console screen to show; must live as long as the session's guide
 * @spotlight: what lights up the sketch's places
 *
 * Returns: (transfer floating): the screen's sketch, or the real picture in its place where one is
 *   in the guide's picture folder; the user can bring one, by drag and drop too
 */
GtkWidget *
onb_console_view_new (OnbSession *session, const OnbGuideScreen *screen, OnbSpotlight *spotlight);

G_END_DECLS
