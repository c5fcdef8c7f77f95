/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** onb_sandbox_is_flatpak: Returns: whether this program runs as a Flatpak */
gboolean onb_sandbox_is_flatpak (void);

/**
 * onb_sandbox_get_advice:
 * @finding: a finding's id
 *
 * What a Flatpak sees of this computer's certificate authorities and proxies is less than what is there.
 *
 * Returns: (nullable): what else can be done in a Flatpak, translated; %NULL where the sandbox has nothing
 *   to do with it
 */
const char *onb_sandbox_get_advice (const char *finding);

G_END_DECLS
