/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guide/onb-guide.h"
#include "guide/onb-markup.h"

G_BEGIN_DECLS

/** The elements of a guide file that may hold parts of a sketch, as in #OnbMarkupElement. */
#define ONB_SKETCH_PARENTS "sketch column row bottom"

/** onb_sketch_new: Returns: (transfer full): a sketch with nothing in it, which is a column */
OnbSketchNode *onb_sketch_new (void);

/**
 * onb_sketch_free:
 * @node: (transfer full): what onb_sketch_new() returned
 */
void onb_sketch_free (OnbSketchNode *node);

/**
 * onb_sketch_add_part:
 * @container: a sketch, or a part of one that holds others
 * @markup: the file, at the start of an element that is a part of a sketch
 *
 * Reads a part of a sketch. Which kind it is, the element's name says.
 *
 * Returns: (transfer none) (nullable): the part, or %NULL with an error
 */
OnbSketchNode *onb_sketch_add_part (OnbSketchNode *container, OnbMarkup *markup, GError **error);

/**
 * onb_sketch_check_steps:
 * @steps: (element-type OnbGuideStep): the steps of its screen
 *
 * Returns: 0, or the number of a step whose place is marked in the sketch, but which is not in @steps
 */
int onb_sketch_check_steps (const OnbSketchNode *node, GPtrArray *steps);

G_END_DECLS
