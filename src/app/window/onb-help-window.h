/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_HELP_WINDOW (onb_help_window_get_type ())
G_DECLARE_FINAL_TYPE (OnbHelpWindow, onb_help_window, ONB, HELP_WINDOW, AdwWindow)

/**
 * onb_help_window_new:
 * @parent: the window to stay above
 *
 * Returns: (transfer none): the manual, to be presented
 */
GtkWidget *onb_help_window_new (GtkWindow *parent);

G_END_DECLS
