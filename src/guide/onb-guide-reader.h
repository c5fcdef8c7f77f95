/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guide/onb-guide-facts.h"

G_BEGIN_DECLS

/**
 * onb_guide_read:
 * @xml: the guide file
 * @name: what to call the file in errors
 * @latest: (nullable): until when it can have been reviewed; %NULL for whenever
 *
 * Returns: (transfer full) (nullable): the facts, or %NULL with #ONB_GUIDE_ERROR_INVALID
 */
OnbGuideFacts *onb_guide_read (GBytes *xml, const char *name, const GDate *latest, GError **error);

G_END_DECLS
