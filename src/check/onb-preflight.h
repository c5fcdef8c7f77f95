/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "check/onb-check-plan.h"
#include "check/onb-preflight-result.h"
#include "guide/onb-guide.h"
#include "millennium/onb-address.h"
#include "millennium/onb-proxy.h"

G_BEGIN_DECLS

#define ONB_TYPE_PREFLIGHT (onb_preflight_get_type ())
G_DECLARE_FINAL_TYPE (OnbPreflight, onb_preflight, ONB, PREFLIGHT, GObject)

/**
 * OnbPreflight: a look at the network before there are credentials: whether every host that will be
 * needed is there, and is itself; with a clinic's address also what the server publishes. No secret is
 * ever sent. It keeps the bounds of a live test.
 */

/**
 * OnbPreflight::changed:
 *
 * Something more is known: onb_preflight_get_result() has it.
 */

/**
 * onb_preflight_new:
 * @guide: names the hosts
 * @plan: the scopes and versions that are wanted
 * @clinic: (nullable): the clinic's name, for the result
 * @address: (nullable): where its Millennium is; %NULL to look only at the hosts that every clinic needs
 *
 * Returns: (transfer full): a look at the network, to be run once
 */
OnbPreflight *onb_preflight_new (OnbGuide *guide,
                                 OnbCheckPlan *plan,
                                 const char *clinic,
                                 const OnbAddress *address);

/**
 * onb_preflight_set_practice:
 *
 * It is run against the simulated Millennium on this machine, which needs no other host.
 */
void onb_preflight_set_practice (OnbPreflight *self);

/**
 * onb_preflight_set_authorities:
 * @authorities: (nullable): certificate authorities to trust beside the system's
 */
void onb_preflight_set_authorities (OnbPreflight *self, GTlsDatabase *authorities);

/**
 * onb_preflight_approve_host:
 * @host: a host name, with ":port" where it needs one, that the user has approved for the secret
 *
 * Returns: whether @host is a host name; what is none is approved by nobody
 */
gboolean onb_preflight_approve_host (OnbPreflight *self, const char *host);

/**
 * onb_preflight_add_proxy_login:
 * @login: who asks that proxy, where it wants to know; sent to no other
 */
void onb_preflight_add_proxy_login (OnbPreflight *self, const OnbProxyLogin *login);

/**
 * onb_preflight_get_asking_proxy:
 *
 * Returns: (transfer none) (nullable): the proxy that asked for a login and got none, or a wrong one;
 *   with one of onb_preflight_add_proxy_login(), a new look may get through
 */
const char *onb_preflight_get_asking_proxy (OnbPreflight *self);

/** onb_preflight_has_passed: Returns: whether @proxy, which knew who asks, was on the way */
gboolean onb_preflight_has_passed (OnbPreflight *self, const char *proxy);

/**
 * onb_preflight_set_time_limit:
 * @seconds: for all of it; 0 for none
 */
void onb_preflight_set_time_limit (OnbPreflight *self, guint seconds);

/**
 * onb_preflight_run_async:
 * @cancellable: (nullable): ends it at once; what is known by then is its result
 */
void onb_preflight_run_async (OnbPreflight *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * onb_preflight_run_finish:
 *
 * What goes wrong is a result as well, so that there is no error.
 *
 * Returns: (transfer full): the result
 */
OnbPreflightResult *onb_preflight_run_finish (OnbPreflight *self, GAsyncResult *result);

/** onb_preflight_get_result: Returns: (transfer full): what is known by now */
OnbPreflightResult *onb_preflight_get_result (OnbPreflight *self);

G_END_DECLS
