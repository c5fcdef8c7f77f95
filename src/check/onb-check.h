/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "check/onb-check-plan.h"
#include "check/onb-check-result.h"
#include "keyring/onb-credentials.h"
#include "millennium/onb-address.h"
#include "millennium/onb-proxy.h"

G_BEGIN_DECLS

#define ONB_TYPE_CHECK (onb_check_get_type ())
G_DECLARE_FINAL_TYPE (OnbCheck, onb_check, ONB, CHECK, GObject)

/**
 * OnbCheck::changed:
 *
 * Something more is known: onb_check_get_result() has it.
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
 * onb_check_set_practice:
 *
 * The test is run against the simulated Millennium on this machine: plain http to loopback is let
 * through, and the result says that it is practice.
 */
void onb_check_set_practice (OnbCheck *self);

/**
 * onb_check_set_authorities:
 * @authorities: (nullable): certificate authorities to trust beside the system's
 */
void onb_check_set_authorities (OnbCheck *self, GTlsDatabase *authorities);

/**
 * onb_check_approve_host:
 * @host: a host name, with ":port" where it needs one; the secret may go there too
 *
 * Returns: whether @host is a host name; what is none is approved by nobody
 */
gboolean onb_check_approve_host (OnbCheck *self, const char *host);

/**
 * onb_check_add_proxy_login:
 * @login: who asks that proxy, where it wants to know; sent to no other
 */
void onb_check_add_proxy_login (OnbCheck *self, const OnbProxyLogin *login);

/**
 * onb_check_get_asking_proxy:
 *
 * Returns: (transfer none) (nullable): the proxy that asked for a login and got none, or a wrong one;
 *   with one of onb_check_add_proxy_login(), a new test may get through
 */
const char *onb_check_get_asking_proxy (OnbCheck *self);

/** onb_check_has_passed: Returns: whether @proxy, which knew who asks, was on the way */
gboolean onb_check_has_passed (OnbCheck *self, const char *proxy);

/**
 * onb_check_set_time_limit:
 * @seconds: for the whole test; 0 for none
 */
void onb_check_set_time_limit (OnbCheck *self, guint seconds);

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
