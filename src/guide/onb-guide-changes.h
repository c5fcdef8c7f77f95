/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guide/onb-guide.h"

G_BEGIN_DECLS

/**
 * onb_guide_describe_changes:
 * @before: the guide that was followed until now
 * @after: the one that takes its place
 *
 * Compares what the two tell a user to do: steps, what is pressed, entered, and selected, products,
 * scopes, options, notes, and addresses. How a screen is drawn does not count.
 *
 * Returns: (transfer full) (array zero-terminated=1): a sentence a change, translated, in the order of
 *   the steps; empty where nothing has changed but the date
 */
char **onb_guide_describe_changes (OnbGuide *before, OnbGuide *after);

G_END_DECLS
