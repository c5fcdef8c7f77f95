/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "check/onb-check-plan.h"
#include "check/onb-observation.h"
#include "keyring/onb-proxy-logins.h"
#include "millennium/onb-address.h"
#include "wire/onb-http.h"

G_BEGIN_DECLS

/** ONB_RUN_MAX_SMALL_BODY: bytes; only capability statements are larger */
#define ONB_RUN_MAX_SMALL_BODY (1024 * 1024)

/** ONB_RUN_SLOW_SECONDS: after how long without an answer whoever waits is to be told so */
#define ONB_RUN_SLOW_SECONDS 10

#define ONB_TYPE_RUN (onb_run_get_type ())
G_DECLARE_DERIVABLE_TYPE (OnbRun, onb_run, ONB, RUN, GObject)

/**
 * OnbRun: what goes over the network once and comes to a result, a live test or a look at the network:
 * whom it trusts and signs in to, how long it may take, and how it ends.
 */
struct _OnbRunClass
{
  GObjectClass parent_class;

  /* Returns: (transfer container) (element-type OnbExchange): all that was asked by now */
  GPtrArray *(*list_exchanges) (OnbRun *self);
};

/**
 * OnbRun::changed:
 *
 * Something more is known: an answer has come, or none for #ONB_RUN_SLOW_SECONDS.
 */

/**
 * onb_run_set_practice:
 *
 * It is run against the simulated Millennium on this machine: plain http to loopback is let through, and
 * the result says that it is practice.
 */
void onb_run_set_practice (OnbRun *self);

/**
 * onb_run_set_authorities:
 * @authorities: (nullable): certificate authorities to trust beside the system's
 */
void onb_run_set_authorities (OnbRun *self, GTlsDatabase *authorities);

/**
 * onb_run_approve_host:
 * @host: a host name, with ":port" where it needs one; the secret may go there too
 *
 * Returns: whether @host is a host name; what is none is approved by nobody
 */
gboolean onb_run_approve_host (OnbRun *self, const char *host);

/** onb_run_approve_hosts: the same for each of @hosts, which is %NULL-terminated */
void onb_run_approve_hosts (OnbRun *self, const char *const *hosts);

/**
 * onb_run_add_proxy_logins:
 * @logins: (element-type OnbProxyLogin): who asks a proxy, where it wants to know; sent to no other
 */
void onb_run_add_proxy_logins (OnbRun *self, GPtrArray *logins);

/** onb_run_list_exchanges: Returns: (transfer container) (element-type OnbExchange): what was asked by now */
GPtrArray *onb_run_list_exchanges (OnbRun *self);

/**
 * onb_run_settle_logins:
 * @logins: from which onb_run_add_proxy_logins() had its own
 *
 * Has what was accepted kept, and what was rejected removed, as onb_proxy_logins_settle() does.
 *
 * Returns: (transfer none) (nullable): the proxy that asked for a login and got none, or a wrong one; with
 *   one, a new run may get through
 */
const char *onb_run_settle_logins (OnbRun *self, OnbProxyLogins *logins);

/**
 * onb_run_set_time_limit:
 * @seconds: for all of it; 0 for none
 */
void onb_run_set_time_limit (OnbRun *self, guint seconds);

/**
 * onb_run_set_width:
 * @width: how many requests to one host are on their way at once, as onb_http_set_width() has it; fewer
 *   for one of several that run side by side
 */
void onb_run_set_width (OnbRun *self, guint width);

/* What follows is for those that are derived from it. */

/**
 * onb_run_begin:
 * @address: (nullable): where the clinic's FHIR server is; one on this machine is reached without a proxy
 * @cancellable: (nullable): ends it at once; what is known by then is its result
 * @source_tag: of the task that onb_run_return() ends
 */
void onb_run_begin (OnbRun *self,
                    const OnbAddress *address,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data,
                    gpointer source_tag);

/**
 * OnbRunSend: sends one request, and remembers what it is for.
 */
typedef void (*OnbRunSend) (OnbRun *self,
                            const OnbHttpRequest *request,
                            OnbStage stage,
                            OnbFhirVersion version);

/** onb_run_discover: sends what every FHIR version that is planned is asked for first */
void onb_run_discover (OnbRun *self,
                       const OnbCheckPlan *plan,
                       const OnbAddress *address,
                       OnbRunSend send);

/** onb_run_changed: tells that something more is known */
void onb_run_changed (OnbRun *self);

/** onb_run_close: Returns: how it ended; from now on, nothing is sent any more */
OnbEnd onb_run_close (OnbRun *self);

/**
 * onb_run_return:
 * @result: (transfer full): what it comes to
 */
void onb_run_return (OnbRun *self, gpointer result, GDestroyNotify destroy);

gboolean onb_run_has_begun (OnbRun *self);
gboolean onb_run_is_practice (OnbRun *self);

/** onb_run_is_slow: Returns: whether no answer has come for #ONB_RUN_SLOW_SECONDS */
gboolean onb_run_is_slow (OnbRun *self);

/** onb_run_is_stopped: Returns: whether its limit or its user has ended it, so that nothing new is asked */
gboolean onb_run_is_stopped (OnbRun *self);

/** onb_run_get_http: Returns: (transfer none): between onb_run_begin() and onb_run_close() */
OnbHttp *onb_run_get_http (OnbRun *self);

/** onb_run_get_cancellable: Returns: (transfer none): of all its requests */
GCancellable *onb_run_get_cancellable (OnbRun *self);

/** onb_run_get_approved_hosts: Returns: (transfer none) (element-type OnbHost) */
GPtrArray *onb_run_get_approved_hosts (OnbRun *self);

/** onb_run_get_duration: Returns: since it began, in microseconds */
gint64 onb_run_get_duration (OnbRun *self);

G_END_DECLS
