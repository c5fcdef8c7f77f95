/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/widgets/onb-static-row.h"

G_BEGIN_DECLS

/**
 * OnbFeedback: what a field's row below it has to say.
 */
typedef enum
{
  ONB_FEEDBACK_NONE,
  ONB_FEEDBACK_BUSY,
  ONB_FEEDBACK_FINE,
  ONB_FEEDBACK_DOUBT,
  ONB_FEEDBACK_WRONG,
} OnbFeedback;

#define ONB_TYPE_FEEDBACK_ROW (onb_feedback_row_get_type ())
G_DECLARE_FINAL_TYPE (OnbFeedbackRow, onb_feedback_row, ONB, FEEDBACK_ROW, OnbStaticRow)

/**
 * OnbFeedbackRow: what is to be said about what was entered, below the field, and to assistive
 * technologies as soon as nothing else is said any more. The field is its property "field".
 */

/**
 * onb_feedback_row_say:
 * @text: (nullable): the sentence; not with %ONB_FEEDBACK_NONE
 */
void onb_feedback_row_say (OnbFeedbackRow *self, OnbFeedback feedback, const char *text);

G_END_DECLS
