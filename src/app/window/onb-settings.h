/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * onb_settings_open:
 *
 * Returns: (transfer full) (nullable): what the program remembers of its window and of the user's
 *   choices; %NULL where it was not installed, and then nothing is kept
 */
GSettings *onb_settings_open (void);

G_END_DECLS
