/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "wire/onb-exchange.h"
#include "wire/onb-proxy.h"
#include "wire/onb-text.h"

G_BEGIN_DECLS

/** Limits of one exchange; see the README, "Limits of the connection test". */
#define ONB_HTTP_CONNECT_SECONDS 10
/** Longer than the gateway before a FHIR server takes to give up, which is up to a minute. */
#define ONB_HTTP_ANSWER_SECONDS 65
#define ONB_HTTP_MAX_BODY (8 * 1024 * 1024)
#define ONB_HTTP_MAX_RETRY_AFTER 10
#define ONB_HTTP_MAX_CONNECTIONS 16

/**
 * OnbHttpRequest: what to ask.
 * @accept: the Accept header
 * @authorization: (nullable): the Authorization header; a secret, copied and wiped after use
 * @etag: (nullable): the ETag of a copy that is here already: where it is still the right one, the
 *   answer is 304 without a body
 * @form: (nullable): the body of a POST, form-urlencoded; %NULL makes it a GET
 * @max_body: how large the answer may be, in bytes
 * @new_connection: open a connection for it at once; else it uses one that is there, and where none
 *   is, libsoup lets it wait to see whether the first one can be shared (HTTP/2)
 */
typedef struct
{
  const char *url;
  const char *accept;
  const char *authorization;
  const char *etag;
  const char *form;
  gsize max_body;
  gboolean new_connection;
} OnbHttpRequest;

#define ONB_TYPE_HTTP (onb_http_get_type ())
G_DECLARE_FINAL_TYPE (OnbHttp, onb_http, ONB, HTTP, GObject)

/**
 * onb_http_new:
 * @authorities: (nullable): certificate authorities to trust beside the system's
 *
 * A client that keeps the bounds, whatever the library below does: it follows no redirect, keeps no
 * cookie, limits time and size, and repeats a request once at most. What got no connection while others
 * to the same host are answered goes over theirs, one after the other.
 *
 * Returns: (transfer full): the client
 */
OnbHttp *onb_http_new (GTlsDatabase *authorities);

/**
 * onb_http_get_sent:
 *
 * Every exchange is without them already; whoever reads a body strikes them from what is kept of it.
 *
 * Returns: (transfer none): the credentials that were sent
 */
OnbRedactor *onb_http_get_sent (OnbHttp *self);

/**
 * onb_http_set_direct:
 *
 * From now on no proxy is asked: for addresses on this very machine.
 */
void onb_http_set_direct (OnbHttp *self);

/**
 * onb_http_add_proxy_login:
 * @login: who asks that proxy; it is sent to no other
 */
void onb_http_add_proxy_login (OnbHttp *self, const OnbProxyLogin *login);

/**
 * onb_http_set_limits:
 * @connect: milliseconds for a connection, in place of #ONB_HTTP_CONNECT_SECONDS
 * @answer: milliseconds for an answer, in place of #ONB_HTTP_ANSWER_SECONDS
 */
void onb_http_set_limits (OnbHttp *self, guint connect, guint answer);

/**
 * onb_http_set_width:
 * @width: how many requests to one host are on their way at once before the others wait for an answer, and
 *   so how many connections it takes; 1 to %ONB_HTTP_MAX_CONNECTIONS, which it is without this call
 *
 * For one of several clients that are at work side by side: GLib has about ten threads for the TLS
 * handshakes of all of them, and the network in between has its limits as well. Where answers are slow,
 * nobody waits (%ONB_LANE_PATIENCE). Before anything is sent.
 */
void onb_http_set_width (OnbHttp *self, guint width);

guint onb_http_get_width (OnbHttp *self);

/**
 * onb_http_preconnect:
 * @url: any address on the host to connect to
 * @count: how many connections to open
 *
 * Opens connections that will be needed, so that nothing has to wait for them later. What fails
 * here fails again, and is reported, when they are used.
 */
void onb_http_preconnect (OnbHttp *self, const char *url, guint count);

/** onb_http_cancel_preconnects: gives up the connections that are not there yet */
void onb_http_cancel_preconnects (OnbHttp *self);

/**
 * onb_http_send_async:
 * @request: what to ask; only needed during this call
 */
void onb_http_send_async (OnbHttp *self,
                          const OnbHttpRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * onb_http_send_finish:
 * @body: (out) (transfer full): what came, never %NULL; to be freed with onb_http_body_free()
 *
 * Never fails: a request without an answer is an exchange with a fault.
 *
 * Returns: (transfer full): what happened
 */
OnbExchange *onb_http_send_finish (OnbHttp *self, GAsyncResult *result, GByteArray **body);

/**
 * onb_http_body_free:
 * @body: (transfer full): what came; wiped before it is freed, because it may hold a token
 */
void onb_http_body_free (GByteArray *body);

G_END_DECLS
