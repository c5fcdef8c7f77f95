/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/guide/onb-spotlight.h"
#include "app/window/onb-session.h"

G_BEGIN_DECLS

#define ONB_TYPE_CREDENTIALS_FORM (onb_credentials_form_get_type ())
G_DECLARE_FINAL_TYPE (OnbCredentialsForm, onb_credentials_form, ONB, CREDENTIALS_FORM, AdwBin)

/**
 * OnbCredentialsForm:asks:
 *
 * Whether the fields are there to be filled in.
 */

/**
 * OnbCredentialsForm::saved:
 *
 * What was entered is in the keyring now.
 */

/**
 * onb_credentials_form_new:
 * @session: the clinic whose credentials it takes
 * @step: the step of the guide in which they are copied
 * @spotlight: what lights up their places in the console
 *
 * Takes what was copied in the console, and puts it into the keyring: at first without a question,
 * later in place of what is there only when it has passed the test, or when that is asked for.
 *
 * Returns: (transfer floating): the fields, and what becomes of them
 */
GtkWidget *
onb_credentials_form_new (OnbSession *session, const OnbGuideStep *step, OnbSpotlight *spotlight);

/** onb_credentials_form_shown: the form has come into view: what is in the keyring is looked up */
void onb_credentials_form_shown (OnbCredentialsForm *self);

/** onb_credentials_form_holds_input: Returns: whether a secret was entered that is kept nowhere yet */
gboolean onb_credentials_form_holds_input (OnbCredentialsForm *self);

G_END_DECLS
