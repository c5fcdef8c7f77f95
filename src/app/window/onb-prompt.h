/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_PROMPT (onb_prompt_get_type ())
G_DECLARE_FINAL_TYPE (OnbPrompt, onb_prompt, ONB, PROMPT, AdwAlertDialog)

/**
 * OnbPrompt::answered:
 * @text: what the user entered, not ""
 */

/**
 * onb_prompt_new:
 * @heading: what it is about
 * @label: what is to be entered
 * @text: what stands there at first
 * @accept: what the button says
 *
 * Asks for one line of text.
 *
 * Returns: (transfer floating): the dialog, to be presented
 */
AdwDialog *
onb_prompt_new (const char *heading, const char *label, const char *text, const char *accept);

G_END_DECLS
