/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-preflight-result.h"
#include "check/onb-run.h"
#include "guide/onb-guide.h"

G_BEGIN_DECLS

#define ONB_TYPE_PREFLIGHT (onb_preflight_get_type ())
G_DECLARE_FINAL_TYPE (OnbPreflight, onb_preflight, ONB, PREFLIGHT, OnbRun)

/**
 * OnbPreflight: a look at the network before there are credentials: whether every host that will be
 * needed is there, and is itself; with a clinic's address also what the server publishes. No secret is
 * ever sent. It keeps the bounds of a live test. Practice is only with an address. What is known while it
 * runs, onb_preflight_get_result() has.
 */

/**
 * onb_preflight_new:
 * @guide: names the hosts
 * @plan: the scopes and versions that are wanted
 * @clinic: (nullable): the clinic's name, for the result
 * @address: (nullable): where its FHIR server is; %NULL to look only at the hosts that every clinic needs
 *
 * Returns: (transfer full): a look at the network, to be run once
 */
OnbPreflight *onb_preflight_new (OnbGuide *guide,
                                 OnbCheckPlan *plan,
                                 const char *clinic,
                                 const OnbAddress *address);

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
