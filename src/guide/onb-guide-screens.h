/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guide/onb-guide-facts.h"
#include "guide/onb-markup.h"

G_BEGIN_DECLS

/**
 * OnbGuideReading: a guide file while it is read, and which of its parts are open. What they are belongs to
 * @facts.
 * @note: of the step, or of the prerequisite
 * @sketch: (element-type OnbSketchNode): the sketch and its parts, the innermost one last
 * @latest: (nullable): until when it can have been reviewed; not held
 */
typedef struct
{
  OnbGuideFacts *facts;
  OnbGuideOption *option;
  OnbGuideHosting *hosting;
  OnbGuideScreen *screen;
  OnbGuideStep *step;
  OnbGuideNote *note;
  GPtrArray *sketch;
  const GDate *latest;
} OnbGuideReading;

/**
 * onb_guide_screens_get_elements:
 * @n_elements: (out): how many
 *
 * Returns: (transfer none) (array length=n_elements): what screens, their pictures, steps, and sketches are
 *   made of, for an #OnbGuideReading; titles and notes are not only theirs
 */
const OnbMarkupElement *onb_guide_screens_get_elements (guint *n_elements);

G_END_DECLS
