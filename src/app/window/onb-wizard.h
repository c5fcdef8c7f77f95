/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-page.h"

G_BEGIN_DECLS

#define ONB_TYPE_WIZARD (onb_wizard_get_type ())
G_DECLARE_FINAL_TYPE (OnbWizard, onb_wizard, ONB, WIZARD, AdwNavigationPage)

/**
 * onb_wizard_new:
 * @session: the clinic on its way
 *
 * Returns: (transfer floating): all pages for one clinic, the one that was open last in view. Its
 *   title says where the user is, for the window's.
 */
GtkWidget *onb_wizard_new (OnbSession *session);

/** onb_wizard_get_session: Returns: (transfer none): the clinic on its way */
OnbSession *onb_wizard_get_session (OnbWizard *self);

/** onb_wizard_get_page: Returns: id of the page in view */
const char *onb_wizard_get_page (OnbWizard *self);

/** onb_wizard_open_page: Returns: whether there is a page called @id; it is in view now */
gboolean onb_wizard_open_page (OnbWizard *self, const char *id);

/** onb_wizard_open_step: Returns: whether there is a step @number; its page is in view now */
gboolean onb_wizard_open_step (OnbWizard *self, int number);

/** onb_wizard_holds_input: Returns: whether something was typed on a page that would be lost with it */
gboolean onb_wizard_holds_input (OnbWizard *self);

/** onb_wizard_get_toasts: Returns: (transfer none): where the wizard shows what is said in passing */
AdwToastOverlay *onb_wizard_get_toasts (OnbWizard *self);

/** onb_wizard_test_again: goes to the page of the test, and starts one */
void onb_wizard_test_again (OnbWizard *self);

/**
 * onb_wizard_move:
 *
 * Goes @offset pages on, or back where it is negative. Who goes on has done what the page says: its
 * steps are ticked.
 */
void onb_wizard_move (OnbWizard *self, int offset);

G_END_DECLS
