/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * onb_when_describe:
 * @when: a point in time, in any time zone
 *
 * Returns: (transfer full): the date as the user's locale writes it, and hours and minutes, both as clocks
 *   show them here
 */
char *onb_when_describe (GDateTime *when);

G_END_DECLS
