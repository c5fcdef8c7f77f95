/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_PROMPT (onb_prompt_get_type ())
G_DECLARE_FINAL_TYPE (OnbPrompt, onb_prompt, ONB, PROMPT, AdwMessageDialog)

/**
 * OnbPrompt::answered:
 * @text: what the user entered, not ""
 */

/**
 * onb_prompt_new:
 * @parent: the window to be modal for
 * @heading: what it is about
 * @label: what is to be entered
 * @text: what stands there at first
 * @accept: what the button says
 *
 * Asks for one line of text.
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *onb_prompt_new (GtkWindow *parent,
                           const char *heading,
                           const char *label,
                           const char *text,
                           const char *accept);

G_END_DECLS
