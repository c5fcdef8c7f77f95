/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/window/onb-session.h"

G_BEGIN_DECLS

#define ONB_TYPE_PAGE (onb_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (OnbPage, onb_page, ONB, PAGE, AdwBin)

/**
 * OnbPageClass:
 * @constructed: the session is there; the page can be filled. Chain up.
 * @shown: the page has come into view
 * @holds_input: whether something was typed that would be lost with the page
 *
 * A page of the wizard. The wizard knows nothing of any page but this.
 */
struct _OnbPageClass
{
  AdwBinClass parent_class;

  void (*shown) (OnbPage *self);
  gboolean (*holds_input) (OnbPage *self);
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

/** onb_page_get_first_step: Returns: number of its first step, 0 where it has none */
int onb_page_get_first_step (OnbPage *self);

/** onb_page_get_last_step: Returns: number of its last step, 0 where it has none */
int onb_page_get_last_step (OnbPage *self);

/** onb_page_get_done: Returns: whether there is nothing left to do on it */
gboolean onb_page_get_done (OnbPage *self);
void onb_page_set_done (OnbPage *self, gboolean done);

/** onb_page_shown: tells the page that it has come into view */
void onb_page_shown (OnbPage *self);

/** onb_page_holds_input: Returns: whether something was typed that would be lost with the page */
gboolean onb_page_holds_input (OnbPage *self);

/**
 * onb_page_set_content:
 * @content: what is on the page, below its title
 */
void onb_page_set_content (OnbPage *self, GtkWidget *content);

G_END_DECLS
