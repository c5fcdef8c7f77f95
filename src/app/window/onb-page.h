/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/window/onb-session.h"

G_BEGIN_DECLS

#define ONB_TYPE_PAGE (onb_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (OnbPage, onb_page, ONB, PAGE, AdwBin)

/** The id of the page on which the credentials are entered, whichever screen of the guide it is. */
#define ONB_PAGE_CREDENTIALS "credentials"

/** The id of the page of the test. */
#define ONB_PAGE_TEST "test"

/**
 * OnbPageClass:
 * @constructed: the session is there; the page can be filled. Chain up.
 * @shown: the page has come into view
 * @passed: the user goes on from the page: what is to be done there is done
 * @holds_input: whether something was typed that would be lost with the page
 * @find_step: the widget for one of its steps, which can take the focus
 *
 * A page of the wizard. The wizard knows nothing of any page but this.
 */
struct _OnbPageClass
{
  AdwBinClass parent_class;

  void (*shown) (OnbPage *self);
  void (*passed) (OnbPage *self);
  gboolean (*holds_input) (OnbPage *self);
  GtkWidget *(*find_step) (OnbPage *self, int number);
};

/** onb_page_get_session: Returns: (transfer none): the clinic on its way */
OnbSession *onb_page_get_session (OnbPage *self);

/** onb_page_get_clinic: Returns: (transfer none): the session's clinic */
OnbClinic *onb_page_get_clinic (OnbPage *self);

/** onb_page_get_id: Returns: the page's id, kept to come back to it */
const char *onb_page_get_id (OnbPage *self);

/** onb_page_get_title: Returns: the page's title, translated */
const char *onb_page_get_title (OnbPage *self);

/** onb_page_get_steps: Returns: (transfer full) (nullable): "Steps 8 to 9" where it has any */
char *onb_page_get_steps (OnbPage *self);

/** onb_page_get_numbers: Returns: (transfer full): the same for a list, "8–9", "" where it has none */
char *onb_page_get_numbers (OnbPage *self);

/**
 * onb_page_get_label:
 *
 * Returns: (transfer full): what stands for the page where nothing else is said about it: its steps,
 *   its title, and whether it is done
 */
char *onb_page_get_label (OnbPage *self);

/** onb_page_has_step: Returns: whether step @number is on this page */
gboolean onb_page_has_step (OnbPage *self, int number);

/** onb_page_reveal_step: brings a step of the page, which is in view, into view, with the focus on it */
void onb_page_reveal_step (OnbPage *self, int number);

/** onb_page_focus: puts the focus on what comes first below the page's title */
void onb_page_focus (OnbPage *self);

/** onb_page_get_done: Returns: whether there is nothing left to do on it */
gboolean onb_page_get_done (OnbPage *self);
void onb_page_set_done (OnbPage *self, gboolean done);

/** onb_page_shown: tells the page that it has come into view */
void onb_page_shown (OnbPage *self);

/** onb_page_passed: tells the page that the user goes on from it, having done what it says */
void onb_page_passed (OnbPage *self);

/**
 * onb_page_get_suggests:
 *
 * Returns: whether the page itself has a button that is the next thing to press, so that going on to the
 *   next page is not
 */
gboolean onb_page_get_suggests (OnbPage *self);
void onb_page_set_suggests (OnbPage *self, gboolean suggests);

/** onb_page_holds_input: Returns: whether something was typed that would be lost with the page */
gboolean onb_page_holds_input (OnbPage *self);

/**
 * onb_page_set_companion:
 * @companion: what stays in view while the rest of the page is scrolled: beside it, or above where
 *   there is no room beside
 */
void onb_page_set_companion (OnbPage *self, GtkWidget *companion);

G_END_DECLS
