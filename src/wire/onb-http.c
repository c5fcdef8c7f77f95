/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <libsoup/soup.h>

#include "wire/onb-transfer.h"
#include "wire/onb-trust.h"

#include "wire/onb-http.h"

struct _OnbHttp
{
  GObject parent_instance;

  OnbWire wire;
  /* Authority of an address -> OnbLane. */
  GHashTable *lanes;
  guint width;
  GCancellable *preconnects;
  guint preconnect_limit_id;
};

G_DEFINE_FINAL_TYPE (OnbHttp, onb_http, G_TYPE_OBJECT)

void
onb_http_body_free (GByteArray *body)
{
  g_return_if_fail (body != NULL);

  if (body->len > 0)
    explicit_bzero (body->data, body->len);
  g_byte_array_unref (body);
}

static OnbLane *
find_lane (OnbHttp *self, const OnbExchange *exchange)
{
  g_autofree char *host = onb_exchange_get_host (exchange);
  OnbLane *lane = g_hash_table_lookup (self->lanes, host);

  if (lane == NULL)
    {
      lane = onb_transfer_lane_new (self->width);
      g_hash_table_insert (self->lanes, g_steal_pointer (&host), lane);
    }

  return lane;
}

void
onb_http_send_async (OnbHttp *self,
                     const OnbHttpRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ONB_IS_HTTP (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_http_send_async);
  /* Cancelled requests are exchanges as well, with a fault of their own. */
  g_task_set_check_cancellable (task, FALSE);

  onb_transfer_begin (task, &self->wire, request);
  onb_transfer_enter (task, find_lane (self, onb_transfer_get_exchange (task)));
}

OnbExchange *
onb_http_send_finish (OnbHttp *self, GAsyncResult *result, GByteArray **body)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (body != NULL, NULL);

  g_task_propagate_boolean (G_TASK (result), NULL);
  return onb_transfer_finish (G_TASK (result), body);
}

static gboolean
on_preconnect_certificate (SoupMessage *message,
                           GTlsCertificate *certificate,
                           GTlsCertificateFlags flags,
                           OnbHttp *self)
{
  return onb_trust_verify (self->wire.trust, message, certificate) == G_TLS_CERTIFICATE_NO_FLAGS;
}

static void
on_preconnect_event (SoupMessage *message,
                     GSocketClientEvent event,
                     GIOStream *connection,
                     OnbHttp *self)
{
  GTlsCertificate *certificate = onb_trust_get_certificate (message, event, connection);

  if (!onb_trust_check_event (event, connection) ||
      (certificate != NULL && !on_preconnect_certificate (message, certificate, 0, self)))
    g_cancellable_cancel (self->preconnects);
}

void
onb_http_cancel_preconnects (OnbHttp *self)
{
  g_return_if_fail (ONB_IS_HTTP (self));

  g_clear_handle_id (&self->preconnect_limit_id, g_source_remove);
  g_cancellable_cancel (self->preconnects);
}

static gboolean
on_preconnect_limit (gpointer data)
{
  OnbHttp *self = data;

  self->preconnect_limit_id = 0;
  onb_http_cancel_preconnects (self);
  return G_SOURCE_REMOVE;
}

void
onb_http_preconnect (OnbHttp *self, const char *url, guint count)
{
  g_return_if_fail (ONB_IS_HTTP (self));
  g_return_if_fail (url != NULL);

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("HEAD", url);

      if (message == NULL)
        return;

      g_signal_connect_object (message, "accept-certificate",
                               G_CALLBACK (on_preconnect_certificate), self, 0);
      g_signal_connect_object (message, "network-event", G_CALLBACK (on_preconnect_event), self, 0);
      soup_session_preconnect_async (self->wire.session, message, G_PRIORITY_LOW, self->preconnects,
                                     NULL, NULL);
    }

  /* A handshake that hangs holds one of the few threads that GLib has for all of them. */
  if (self->preconnect_limit_id == 0)
    self->preconnect_limit_id = g_timeout_add (self->wire.connect_limit, on_preconnect_limit, self);
}

OnbRedactor *
onb_http_get_sent (OnbHttp *self)
{
  g_return_val_if_fail (ONB_IS_HTTP (self), NULL);

  return self->wire.sent;
}

void
onb_http_set_direct (OnbHttp *self)
{
  g_return_if_fail (ONB_IS_HTTP (self));

  soup_session_set_proxy_resolver (self->wire.session, NULL);
}

void
onb_http_add_proxy_login (OnbHttp *self, const OnbProxyLogin *login)
{
  g_return_if_fail (ONB_IS_HTTP (self));
  g_return_if_fail (login != NULL);

  onb_proxies_add_login (self->wire.proxies, login);
}

void
onb_http_set_width (OnbHttp *self, guint width)
{
  g_return_if_fail (ONB_IS_HTTP (self));
  g_return_if_fail (width > 0 && width <= ONB_HTTP_MAX_CONNECTIONS);
  g_return_if_fail (g_hash_table_size (self->lanes) == 0);

  self->width = width;
}

guint
onb_http_get_width (OnbHttp *self)
{
  g_return_val_if_fail (ONB_IS_HTTP (self), 0);

  return self->width;
}

void
onb_http_set_limits (OnbHttp *self, guint connect, guint answer)
{
  g_return_if_fail (ONB_IS_HTTP (self));

  self->wire.connect_limit = connect;
  self->wire.answer_limit = answer;
}

/* Closes what is open and cancels what is on its way. */
static gboolean
on_session_left (gpointer session)
{
  soup_session_abort (session);
  return G_SOURCE_REMOVE;
}

static void
onb_http_dispose (GObject *object)
{
  OnbHttp *self = ONB_HTTP (object);

  onb_http_cancel_preconnects (self);
  /* Like a message, when nothing else waits to be done: see onb-transfer.c. */
  if (self->wire.session != NULL)
    g_idle_add_full (G_PRIORITY_LOW, on_session_left, g_steal_pointer (&self->wire.session),
                     g_object_unref);
  g_clear_object (&self->wire.proxies);
  g_clear_pointer (&self->lanes, g_hash_table_unref);

  G_OBJECT_CLASS (onb_http_parent_class)->dispose (object);
}

static void
onb_http_finalize (GObject *object)
{
  OnbHttp *self = ONB_HTTP (object);

  g_clear_object (&self->preconnects);
  g_clear_pointer (&self->wire.trust, onb_trust_free);
  g_clear_pointer (&self->wire.sent, onb_redactor_unref);

  G_OBJECT_CLASS (onb_http_parent_class)->finalize (object);
}

static void
onb_http_class_init (OnbHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = onb_http_dispose;
  object_class->finalize = onb_http_finalize;
}

static void
onb_http_init (OnbHttp *self)
{
  self->preconnects = g_cancellable_new ();
  self->wire.sent = onb_redactor_new ();
  self->width = ONB_HTTP_MAX_CONNECTIONS;
  self->lanes =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) onb_lane_free);
  self->wire.connect_limit = 1000 * ONB_HTTP_CONNECT_SECONDS;
  self->wire.answer_limit = 1000 * ONB_HTTP_ANSWER_SECONDS;
  self->wire.session =
      soup_session_new_with_options ("max-conns", 4 * ONB_HTTP_MAX_CONNECTIONS,
                                     "max-conns-per-host", ONB_HTTP_MAX_CONNECTIONS, "timeout", 0,
                                     "idle-timeout", 60, "user-agent",
                                     "leyr-onboarding/" ONB_VERSION, NULL);

  self->wire.proxies = onb_proxies_new (NULL, self->wire.sent);
  soup_session_set_proxy_resolver (self->wire.session, G_PROXY_RESOLVER (self->wire.proxies));

  /* A session that has authorities makes GLib's TLS read all of them anew for each connection, some
   * 15 ms of the main thread's time. Without them every certificate comes before onb_trust_verify(),
   * and they are read once. */
  soup_session_set_tls_database (self->wire.session, NULL);
}

OnbHttp *
onb_http_new (GTlsDatabase *authorities)
{
  OnbHttp *self = g_object_new (ONB_TYPE_HTTP, NULL);

  self->wire.trust = onb_trust_new (authorities);
  return self;
}
