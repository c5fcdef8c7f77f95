/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-test-run.h"
#include "app/window/onb-watcher.h"
#include "check/onb-check.h"
#include "clinic/onb-authority-store.h"
#include "clinic/onb-clinic.h"
#include "clinic/onb-directory.h"
#include "guide/onb-guide-library.h"
#include "practice/onb-practice.h"

G_BEGIN_DECLS

#define ONB_TYPE_SESSION (onb_session_get_type ())
G_DECLARE_FINAL_TYPE (OnbSession, onb_session, ONB, SESSION, GObject)

/**
 * onb_session_new:
 * @library: the guides; among them the one that @clinic follows
 * @authorities: whom the user trusts beside the system's, shared by all sessions
 * @directory: the published directory, shared by all sessions
 * @watcher: (nullable): has clinics tested daily
 * @practice: (nullable): the simulated Millennium, in practice mode
 *
 * What the pages of a wizard share: one clinic on its way through one guide.
 *
 * Returns: (transfer full): the session
 */
OnbSession *onb_session_new (OnbGuideLibrary *library,
                             OnbClinic *clinic,
                             OnbAuthorityStore *authorities,
                             OnbDirectory *directory,
                             OnbWatcher *watcher,
                             OnbPractice *practice);

/** onb_session_get_test: Returns: (transfer none): the clinic's live test, which any page may start */
OnbTestRun *onb_session_get_test (OnbSession *self);

/** onb_session_get_keeper: Returns: (transfer none): who knows what the keyring has of the clinic */
OnbKeeper *onb_session_get_keeper (OnbSession *self);

/**
 * onb_session_get_errand:
 *
 * Returns: (transfer none) (nullable): what the user was sent to another page for by the test, a few words;
 *   the property "errand". It ends with the next test.
 */
const char *onb_session_get_errand (OnbSession *self);

/** onb_session_is_errand_to: Returns: whether the user was sent to the page called @page */
gboolean onb_session_is_errand_to (OnbSession *self, const char *page);

/**
 * onb_session_set_errand:
 * @errand: (nullable): what is to be done, a few words; %NULL ends the errand
 * @page: (nullable): id of the page to which the user is sent, where it is a page of its own
 */
void onb_session_set_errand (OnbSession *self, const char *errand, const char *page);

/** onb_session_get_watcher: Returns: (transfer none) (nullable): has clinics tested daily */
OnbWatcher *onb_session_get_watcher (OnbSession *self);

/** onb_session_get_library: Returns: (transfer none): the guides that there are */
OnbGuideLibrary *onb_session_get_library (OnbSession *self);

/** onb_session_get_guide: Returns: (transfer none): the guide that counted when the session began */
OnbGuide *onb_session_get_guide (OnbSession *self);

/** onb_session_get_authorities: Returns: (transfer none): whom the user trusts beside the system's */
OnbAuthorityStore *onb_session_get_authorities (OnbSession *self);

/** onb_session_get_clinic: Returns: (transfer none): the clinic */
OnbClinic *onb_session_get_clinic (OnbSession *self);

/** onb_session_get_directory: Returns: (transfer none): the published directory */
OnbDirectory *onb_session_get_directory (OnbSession *self);

/**
 * onb_session_get_directory_address:
 *
 * Returns: (transfer full) (nullable): where the directory is published, in practice mode by the
 *   simulation; %NULL where the guide names none
 */
char *onb_session_get_directory_address (OnbSession *self);

/** onb_session_get_practice: Returns: (transfer none) (nullable): the simulation, in practice mode */
OnbPractice *onb_session_get_practice (OnbSession *self);

G_END_DECLS
