/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/guide/onb-spotlight.h"
#include "app/window/onb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_CONSOLE_SKETCH (onb_console_sketch_get_type ())
G_DECLARE_FINAL_TYPE (OnbConsoleSketch, onb_console_sketch, ONB, CONSOLE_SKETCH, AdwBin)

/**
 * onb_console_sketch_new:
 * @session: the clinic whose options decide which scopes are checked
 * @screen: the console screen to draw; must live as long as the session's guide
 * @spotlight: what lights up the places with the rows that belong to them
 *
 * Returns: (transfer floating): the console's screen, drawn, with the steps' places marked
 */
GtkWidget *
onb_console_sketch_new (OnbSession *session, const OnbGuideScreen *screen, OnbSpotlight *spotlight);

G_END_DECLS
