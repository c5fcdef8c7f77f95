/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "clinic/onb-clinic-store.h"
#include "guide/onb-guide-library.h"

G_BEGIN_DECLS

#define ONB_TYPE_HOME_PAGE (onb_home_page_get_type ())
G_DECLARE_FINAL_TYPE (OnbHomePage, onb_home_page, ONB, HOME_PAGE, AdwNavigationPage)

/**
 * OnbHomePage::open:
 * @clinic: the clinic that the user wants to work on
 */

/**
 * onb_home_page_set_store:
 * @library: the guides; among them those that the clinics are on their way through
 * @practice: whether this is the practice already, and need not be offered
 *
 * Shows the clinics of @store.
 */
void onb_home_page_set_store (OnbHomePage *self,
                              OnbClinicStore *store,
                              OnbGuideLibrary *library,
                              gboolean practice);

/** onb_home_page_get_toasts: Returns: (transfer none): where the page shows what is said in passing */
AdwToastOverlay *onb_home_page_get_toasts (OnbHomePage *self);

/**
 * onb_home_page_ask_for_step:
 * @number: a step of the guide, which is to be opened
 *
 * Asks for which clinic. The question is there until one is opened, or the user cancels it.
 */
void onb_home_page_ask_for_step (OnbHomePage *self, int number);

/** onb_home_page_get_asked_step: Returns: the step that a clinic is asked for, or 0 */
int onb_home_page_get_asked_step (OnbHomePage *self);

G_END_DECLS
