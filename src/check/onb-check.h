/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-check-result.h"
#include "check/onb-run.h"
#include "keyring/onb-credentials.h"

G_BEGIN_DECLS

#define ONB_TYPE_CHECK (onb_check_get_type ())
G_DECLARE_FINAL_TYPE (OnbCheck, onb_check, ONB, CHECK, OnbRun)

/**
 * OnbCheck: the live test. What is known while it runs, onb_check_get_result() has.
 */

/**
 * onb_check_new:
 * @clinic: (nullable): the clinic's name, for the result
 * @plan: what to find out
 * @address: where
 *
 * A live test, to be run once.
 *
 * Returns: (transfer full): the test
 */
OnbCheck *onb_check_new (const char *clinic, OnbCheckPlan *plan, const OnbAddress *address);

/**
 * onb_check_run_async:
 * @credentials: used during the test, and let go at its end
 * @cancellable: (nullable): ends the test at once; what is known by then is its result
 */
void onb_check_run_async (OnbCheck *self,
                          OnbCredentials *credentials,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * onb_check_run_finish:
 *
 * A test that goes wrong is a result as well, so that there is no error.
 *
 * Returns: (transfer full): the result
 */
OnbCheckResult *onb_check_run_finish (OnbCheck *self, GAsyncResult *result);

/** onb_check_get_result: Returns: (transfer full): what is known by now */
OnbCheckResult *onb_check_get_result (OnbCheck *self);

G_END_DECLS
