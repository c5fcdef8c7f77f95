/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-keeper.h"
#include "check/onb-check.h"
#include "clinic/onb-authority-store.h"
#include "clinic/onb-clinic.h"
#include "guide/onb-guide.h"
#include "keyring/onb-proxy-logins.h"
#include "practice/onb-practice.h"

G_BEGIN_DECLS

/**
 * OnbTestState: what keeps a test from being run, or what it is at.
 */
typedef enum
{
  ONB_TEST_IDLE,
  ONB_TEST_RUNNING,
  ONB_TEST_NO_ADDRESS,
  ONB_TEST_NO_CREDENTIALS,
} OnbTestState;

#define ONB_TYPE_TEST_RUN (onb_test_run_get_type ())
G_DECLARE_FINAL_TYPE (OnbTestRun, onb_test_run, ONB, TEST_RUN, GObject)

/**
 * OnbTestRun: the live test of one clinic, while it runs and between two runs. It belongs to the session,
 * so that it goes on whichever page is in view; what it found is the clinic's.
 */

/**
 * OnbTestRun:state, OnbTestRun:result, OnbTestRun:repeats:
 *
 * See the functions that get them; notified when there is something else to be known by them.
 */

/**
 * OnbTestRun::ended:
 * @verdict: an #OnbVerdict
 *
 * A test has come to its verdict, which the clinic has by now.
 */

/**
 * OnbTestRun::login-wanted:
 * @proxy: a proxy, host and port
 * @wrong: whether it has rejected a login
 *
 * A test has ended because a proxy lets nobody through without a login. It does not repeat by itself any
 * more, so that no account is locked.
 */

/**
 * onb_test_run_new:
 * @authorities: whom the user trusts beside the system's
 * @keeper: whom to ask for the credentials
 * @practice: (nullable): the simulation, in practice mode
 *
 * Returns: (transfer full): a test that does not run
 */
OnbTestRun *onb_test_run_new (OnbGuide *guide,
                              OnbClinic *clinic,
                              OnbAuthorityStore *authorities,
                              OnbKeeper *keeper,
                              OnbPractice *practice);

/** onb_test_run_start: begins a test with what the keyring holds, unless one is running */
void onb_test_run_start (OnbTestRun *self);

/**
 * onb_test_run_try:
 * @credentials: new ones
 *
 * Begins a test with @credentials, unless one is running. Only those that pass are kept, in place of what
 * the keyring has, and only then their verdict is the clinic's.
 */
void onb_test_run_try (OnbTestRun *self, OnbCredentials *credentials);

/** onb_test_run_is_trial: Returns: whether a test is running with credentials that are not kept yet */
gboolean onb_test_run_is_trial (OnbTestRun *self);

/**
 * onb_test_run_get_failed_trial:
 *
 * Returns: (transfer none) (nullable): what was found with the last new credentials, where they did not
 *   pass; until they are tried again, others are kept, or it is forgotten
 */
OnbCheckResult *onb_test_run_get_failed_trial (OnbTestRun *self);
void onb_test_run_forget_trial (OnbTestRun *self);

/** onb_test_run_stop: ends the running test; what is known by then is its result */
void onb_test_run_stop (OnbTestRun *self);

/** onb_test_run_get_state: Returns: what it is at */
OnbTestState onb_test_run_get_state (OnbTestRun *self);

/** onb_test_run_get_problem: Returns: (nullable): why there could be no test, a sentence for the user */
const char *onb_test_run_get_problem (OnbTestRun *self);

/** onb_test_run_get_result: Returns: (transfer none) (nullable): what is known while it runs */
OnbCheckResult *onb_test_run_get_result (OnbTestRun *self);

/** onb_test_run_is_slow: Returns: whether it runs, and the server has answered nothing for some seconds */
gboolean onb_test_run_is_slow (OnbTestRun *self);

/**
 * onb_test_run_get_logins:
 *
 * Returns: (transfer none): what the proxies on the way are told; what is entered there is for the next
 *   test
 */
OnbProxyLogins *onb_test_run_get_logins (OnbTestRun *self);

/**
 * onb_test_run_get_asking_proxy:
 *
 * Returns: (transfer none) (nullable): the proxy for whose want of a login the last test ended; %NULL
 *   where there was none since the program was started
 */
const char *onb_test_run_get_asking_proxy (OnbTestRun *self);

/** onb_test_run_get_repeats: Returns: whether it starts by itself again until the clinic is ready */
gboolean onb_test_run_get_repeats (OnbTestRun *self);
void onb_test_run_set_repeats (OnbTestRun *self, gboolean repeats);

/** onb_test_run_close: the session ends: nothing runs any more, and nobody is told */
void onb_test_run_close (OnbTestRun *self);

G_END_DECLS
