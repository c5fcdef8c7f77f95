/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guide/onb-guide.h"

G_BEGIN_DECLS

/**
 * A place is where on a console screen something of a step is done: "2", or "4b" where step 4 has more
 * than one. By its name a step's row and what is drawn in the sketch belong together.
 */

/**
 * onb_place_of_item:
 * @item: one of the items of @step
 *
 * Returns: (transfer full): the name of the place at which @item is done
 */
char *onb_place_of_item (const OnbGuideStep *step, const OnbGuideItem *item);

/**
 * onb_place_of_node:
 * @node: a part of the sketch of @screen
 *
 * Returns: (transfer full) (nullable): the name of the place that @node draws, %NULL where it draws none
 */
char *onb_place_of_node (const OnbGuideScreen *screen, const OnbSketchNode *node);

G_END_DECLS
