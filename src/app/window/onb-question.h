/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** The response of a question that was answered with yes. */
#define ONB_QUESTION_ACCEPTED "accept"

/**
 * onb_question_new:
 * @heading: what is to be done
 * @body: what would be lost
 * @cancel: what the button says that leaves everything as it is
 * @accept: what the button says that does it
 *
 * Asks before something is lost. Anything but a press on @accept leaves everything as it is.
 *
 * Returns: (transfer floating): the dialog, to be presented
 */
AdwDialog *
onb_question_new (const char *heading, const char *body, const char *cancel, const char *accept);

G_END_DECLS
