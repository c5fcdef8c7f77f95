/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/widgets/onb-static-row.h"

G_BEGIN_DECLS

/**
 * OnbChoiceRow: one of several answers, of which one counts. Its radio button is what takes the focus.
 *
 * "chosen" is emitted when it becomes the answer, by the user or by onb_choice_row_choose().
 */
#define ONB_TYPE_CHOICE_ROW (onb_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (OnbChoiceRow, onb_choice_row, ONB, CHOICE_ROW, OnbStaticRow)

/**
 * onb_choice_row_new:
 * @id: what the answer is called among programs
 * @title: what it is called among people, without markup
 * @other: (nullable): another answer to the same question
 *
 * Returns: (transfer floating): the answer, not chosen
 */
OnbChoiceRow *onb_choice_row_new (const char *id, const char *title, OnbChoiceRow *other);

/** onb_choice_row_get_id: Returns: what it was made with */
const char *onb_choice_row_get_id (OnbChoiceRow *self);

/** onb_choice_row_choose: makes it the answer, in place of the other ones */
void onb_choice_row_choose (OnbChoiceRow *self);

G_END_DECLS
