/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <libsecret/secret.h>

#include "wire/onb-certificate.h"
#include "wire/onb-fault.h"
#include "wire/onb-head.h"

#include "wire/onb-transfer.h"

#define CHUNK (64 * 1024)

/* One try to send a transfer. Once it is given up nobody waits for it any more, and libsoup may call
 * back when it likes, or never. */
typedef struct
{
  GTask *task;
  SoupMessage *message;
  GInputStream *stream;
  GCancellable *cancellable;
  guint8 *chunk;
} Attempt;

/* One request on its way, over all its attempts. */
typedef struct
{
  /* Their client outlives the transfer, whose task holds it. */
  const OnbWire *wire;
  OnbLane *lane;
  char *accept;
  char *authorization;
  char *etag;
  char *form;
  gsize max_body;
  gboolean new_connection;

  OnbExchange *exchange;
  GByteArray *body;

  Attempt *attempt;
  GSource *cancelled;
  guint timeout_id;
  guint pause_id;
  gboolean repeated;
  /* It had its second chance to get a connection. */
  gboolean served;
  gboolean waited_in_vain;

  /* How far the attempt came. */
  OnbFault certificate_fault;
  gboolean reached_proxy;
  gboolean passed_proxy;
  gboolean was_sent;
} Transfer;

static void attempt (GTask *task);
static void end_attempt (GTask *task, OnbFault fault, const char *detail);

static void
wipe (char *text)
{
  secret_password_wipe (text);
  g_free (text);
}

/* libsoup keeps its own copy of each header; this is the one place to reach it. */
static void
wipe_authorization (SoupMessage *message)
{
  const char *header =
      soup_message_headers_get_one (soup_message_get_request_headers (message), "Authorization");

  if (header != NULL)
    secret_password_wipe ((char *) header);
}

static Attempt *
attempt_new (GTask *task, SoupMessage *message)
{
  Attempt *self = g_rc_box_new0 (Attempt);

  self->task = task;
  self->message = message;
  self->cancellable = g_cancellable_new ();
  return self;
}

static void
attempt_clear (Attempt *self)
{
  if (self->chunk != NULL)
    explicit_bzero (self->chunk, CHUNK);
  g_free (self->chunk);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
}

static void
attempt_unref (Attempt *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) attempt_clear);
}

static gboolean
on_quiet (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Nobody waits for it from now on. libsoup is told when nothing else waits to be done: up to 3.6.5, a
 * message that is cancelled between its answer and libsoup's own callback for it is freed twice (libsoup's
 * commit 9ba1243a). */
static void
attempt_give_up (Attempt *self)
{
  self->task = NULL;
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_idle_add_full (G_PRIORITY_LOW, on_quiet, g_object_ref (self->cancellable), g_object_unref);
  wipe_authorization (self->message);
  attempt_unref (self);
}

static void
transfer_free (Transfer *self)
{
  g_clear_pointer (&self->exchange, onb_exchange_free);
  g_clear_pointer (&self->body, onb_http_body_free);
  g_clear_pointer (&self->authorization, wipe);
  g_free (self->accept);
  g_free (self->etag);
  g_free (self->form);
  g_free (self);
}

/* The one end of a transfer, whoever brings it about: an answer, a fault, a limit or a cancel. */
static void
settle (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);
  GObject *client = g_object_ref (g_task_get_source_object (task));
  OnbLane *lane = self->lane;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_pointer (&self->attempt, attempt_give_up);
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);

  onb_lane_leave (lane, task);
  self->exchange->duration = g_get_monotonic_time () - self->exchange->started;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
  onb_lane_serve (lane);
  g_object_unref (client);
}

/* Its time is its own: the lane was waited for because of others, also by one that was parked before it was tried. */
static void
begin_time (Transfer *self)
{
  if (self->exchange->attempts == 0)
    self->exchange->started = g_get_monotonic_time ();
}

static void
on_turn (gpointer task, OnbLaneTurn turn)
{
  Transfer *self = g_task_get_task_data (task);

  /* What is cancelled is not sent any more; on_cancelled() ends it. */
  if (turn != ONB_LANE_END && g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return;

  switch (turn)
    {
    case ONB_LANE_GO:
      begin_time (self);
      attempt (task);
      break;
    case ONB_LANE_GO_SHARED:
      begin_time (self);
      self->served = TRUE;
      self->new_connection = FALSE;
      /* Those that hang would be waited for. */
      onb_http_cancel_preconnects (g_task_get_source_object (task));
      attempt (task);
      break;
    case ONB_LANE_END:
    default:
      settle (task);
      break;
    }
}

OnbLane *
onb_transfer_lane_new (guint width)
{
  return onb_lane_new (width, ONB_HTTP_MAX_CONNECTIONS, on_turn);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  GTask *task = data;
  Transfer *self = g_task_get_task_data (task);

  /* In a pause, the answer before it stands; so does the fault of one that is parked. */
  if (self->exchange->attempts == 0)
    self->exchange->fault = ONB_FAULT_CANCELLED;
  if (self->attempt != NULL)
    end_attempt (task, ONB_FAULT_CANCELLED, NULL);
  else
    settle (task);
  return G_SOURCE_REMOVE;
}

static gboolean
on_connect_limit (gpointer data)
{
  Transfer *self = g_task_get_task_data (data);

  self->timeout_id = 0;
  end_attempt (data, ONB_FAULT_CONNECT_TIMED_OUT, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
on_answer_limit (gpointer data)
{
  Transfer *self = g_task_get_task_data (data);

  self->timeout_id = 0;
  end_attempt (data, ONB_FAULT_TIMED_OUT, NULL);
  return G_SOURCE_REMOVE;
}

/* From now on, and not from when its own connection is begun: libsoup lets a message wait while many
 * others to the same host are still connecting, and they may be doing so in vain. */
static void
begin_connect_limit (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add (self->wire->connect_limit, on_connect_limit, task);
}

static OnbReach
reach_of (GSocketClientEvent event)
{
  switch ((int) event)
    {
    case G_SOCKET_CLIENT_CONNECTING:
      return ONB_REACH_NAME;
    case G_SOCKET_CLIENT_TLS_HANDSHAKING:
      return ONB_REACH_CONNECTION;
    case G_SOCKET_CLIENT_TLS_HANDSHAKED:
      return ONB_REACH_TLS;
    default:
      return ONB_REACH_NOTHING;
    }
}

static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       Attempt *attempt_)
{
  Transfer *self = g_task_get_task_data (attempt_->task);
  g_autofree char *issuer = NULL;

  issuer = g_tls_certificate_get_issuer_name (certificate);
  onb_head_keep (self->wire->sent, &self->exchange->issuer, issuer);
  flags = onb_trust_verify (self->wire->trust, message, certificate);
  if (flags == G_TLS_CERTIFICATE_NO_FLAGS)
    return TRUE;

  self->certificate_fault = onb_certificate_get_fault (certificate, flags);
  return FALSE;
}

static void
on_network_event (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  Attempt *attempt_)
{
  Transfer *self = g_task_get_task_data (attempt_->task);
  GTlsCertificate *certificate;

  self->exchange->reach = MAX (self->exchange->reach, reach_of (event));
  self->reached_proxy = self->reached_proxy || event == G_SOCKET_CLIENT_PROXY_NEGOTIATING;
  self->passed_proxy = self->passed_proxy || event == G_SOCKET_CLIENT_PROXY_NEGOTIATED ||
                       event == G_SOCKET_CLIENT_TLS_HANDSHAKING;
  if (!onb_trust_check_event (event, connection))
    {
      end_attempt (attempt_->task, ONB_FAULT_TLS_HANDSHAKE, NULL);
      return;
    }

  certificate = onb_trust_get_certificate (message, event, connection);
  if (certificate != NULL && !on_accept_certificate (message, certificate, 0, attempt_))
    end_attempt (attempt_->task, ONB_FAULT_TLS_BAD_CERTIFICATE, NULL);
}

/* Now it is written. A connection that was there already has no handshake at which its server is looked at. */
static void
on_starting (SoupMessage *message, Attempt *attempt_)
{
  Transfer *self = g_task_get_task_data (attempt_->task);
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (message);

  if (certificate != NULL && !on_accept_certificate (message, certificate, 0, attempt_))
    {
      end_attempt (attempt_->task, ONB_FAULT_TLS_BAD_CERTIFICATE, NULL);
      return;
    }

  self->was_sent = TRUE;
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add (self->wire->answer_limit, on_answer_limit, attempt_->task);
}

/* libsoup sends again by itself what it sent on a connection that turns out to be closed. That is a
 * repeat like any other: a GET's one, on a connection that is new, and a token request has none. */
static void
on_restarted (SoupMessage *message, Attempt *attempt_)
{
  Transfer *self = g_task_get_task_data (attempt_->task);

  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  if (self->form != NULL || self->repeated)
    {
      end_attempt (attempt_->task, ONB_FAULT_DROPPED, NULL);
      return;
    }

  self->repeated = TRUE;
  self->exchange->attempts++;
  begin_connect_limit (attempt_->task);
}

/* Due when the pause is over. */
static gboolean
on_retry_due (gpointer data)
{
  Transfer *self = g_task_get_task_data (data);

  self->pause_id = 0;
  attempt (data);
  return G_SOURCE_REMOVE;
}

static gboolean
asks_for_pause (const Transfer *self)
{
  const OnbExchange *exchange = self->exchange;

  /* 429, RFC 6585, has no name in libsoup 3.2. */
  return (exchange->status == 429 || exchange->status == SOUP_STATUS_SERVICE_UNAVAILABLE) &&
         exchange->retry_after >= 0 && exchange->retry_after <= ONB_HTTP_MAX_RETRY_AFTER;
}

/* Only what is safe to send twice, and only what a second try can help: a gateway that gave up
 * answers the next one. */
static gboolean
can_repeat (const Transfer *self)
{
  const OnbExchange *exchange = self->exchange;

  if (self->form != NULL)
    return FALSE;

  return exchange->fault == ONB_FAULT_DROPPED || exchange->fault == ONB_FAULT_TIMED_OUT ||
         (exchange->fault == ONB_FAULT_NONE && (exchange->status == SOUP_STATUS_BAD_GATEWAY ||
                                                exchange->status == SOUP_STATUS_GATEWAY_TIMEOUT));
}

/* Whoever was spoken to when it went wrong. */
static OnbFault
find_fault (const Transfer *self, OnbFault fault)
{
  const char *proxy = self->exchange->proxy;

  if (fault == ONB_FAULT_CANCELLED)
    return fault;
  if (self->certificate_fault != ONB_FAULT_NONE)
    return self->certificate_fault;
  if (proxy == NULL || self->was_sent || self->passed_proxy)
    return fault;
  /* What it let through before was not its own, most likely. */
  if (!self->reached_proxy && onb_proxies_has_opened (self->wire->proxies, proxy))
    return fault;

  return onb_fault_of_proxy (fault, self->reached_proxy);
}

static void
end_attempt (GTask *task, OnbFault fault, const char *detail)
{
  Transfer *self = g_task_get_task_data (task);
  OnbExchange *exchange = self->exchange;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_pointer (&self->attempt, attempt_give_up);

  onb_head_keep (self->wire->sent, &exchange->proxy,
                 onb_proxies_get_proxy (self->wire->proxies, exchange->url));
  if (self->was_sent)
    onb_head_keep (self->wire->sent, &exchange->added_authority,
                   onb_trust_get_added (self->wire->trust, exchange->url));
  exchange->fault = fault != ONB_FAULT_NONE ? find_fault (self, fault) : ONB_FAULT_NONE;
  onb_head_keep (self->wire->sent, &exchange->fault_detail, detail);
  exchange->no_connection = !self->was_sent && onb_fault_is_of_connection (exchange->fault);

  if (exchange->fault == ONB_FAULT_CANCELLED)
    {
      settle (task);
    }
  else if (exchange->no_connection && !self->served)
    {
      onb_lane_park (self->lane, task);
    }
  else if (!self->repeated && can_repeat (self))
    {
      self->repeated = TRUE;
      self->new_connection = TRUE;
      attempt (task);
    }
  else if (!self->repeated && fault == ONB_FAULT_NONE && asks_for_pause (self))
    {
      self->repeated = TRUE;
      /* In milliseconds: GLib may end one of whole seconds a quarter of a second early. */
      self->pause_id = g_timeout_add (1000 * (guint) exchange->retry_after, on_retry_due, task);
    }
  else
    {
      settle (task);
    }
}

static void
read_head (Transfer *self, SoupMessage *message)
{
  onb_head_read (self->exchange, message, self->wire->sent);
  self->exchange->few_connections = self->served || self->waited_in_vain;
  onb_lane_set_answered (self->lane, self->exchange->few_connections);
}

static void read_chunk (Attempt *self);

static void
on_chunk_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Attempt *self = data;
  GTask *task = self->task;
  g_autoptr (GError) error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  Transfer *transfer;

  if (task == NULL)
    {
      attempt_unref (self);
      return;
    }

  transfer = g_task_get_task_data (task);
  if (length > 0)
    g_byte_array_append (transfer->body, self->chunk, (guint) length);

  if (length < 0)
    end_attempt (task, onb_fault_from_error (error), error->message);
  else if (length == 0)
    end_attempt (task, ONB_FAULT_NONE, NULL);
  else if (transfer->body->len > transfer->max_body)
    end_attempt (task, ONB_FAULT_TOO_LARGE, NULL);
  else
    read_chunk (self);
  attempt_unref (self);
}

static void
read_chunk (Attempt *self)
{
  g_input_stream_read_async (self->stream, self->chunk, CHUNK, G_PRIORITY_DEFAULT,
                             self->cancellable, on_chunk_read, g_rc_box_acquire (self));
}

/* Nothing was sent yet, so that it is the same attempt. */
static void
attempt_again (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);

  g_clear_pointer (&self->attempt, attempt_give_up);
  self->waited_in_vain = TRUE;
  self->exchange->attempts--;
  attempt (task);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Attempt *self = data;
  g_autoptr (GError) error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  self->stream = stream;
  if (self->task == NULL)
    {
      attempt_unref (self);
      return;
    }

  if (stream == NULL)
    {
      /* What was cancelled here is given up, and not heard of any more. So it took over a connection
       * that was opened in advance, and that was given up with the others. */
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        attempt_again (self->task);
      else
        end_attempt (self->task, onb_fault_from_error (error), error->message);
    }
  else
    {
      self->chunk = g_malloc (CHUNK);
      read_head (g_task_get_task_data (self->task), self->message);
      read_chunk (self);
    }
  attempt_unref (self);
}

static SoupMessage *
message_new (const Transfer *self)
{
  SoupMessage *message = soup_message_new (self->exchange->method, self->exchange->url);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;

  headers = soup_message_get_request_headers (message);
  soup_message_headers_append (headers, "Accept", self->accept);
  if (self->authorization != NULL)
    soup_message_headers_append (headers, "Authorization", self->authorization);
  if (self->etag != NULL)
    soup_message_headers_append (headers, "If-None-Match", self->etag);
  if (self->form != NULL)
    {
      g_autoptr (GBytes) form = g_bytes_new (self->form, strlen (self->form));

      soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", form);
    }

  /* A redirect could carry the credentials to a host that nobody approved. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  /* libsoup opens a new connection for each POST that is not said to be idempotent, two round trips
   * more. Asking for a token changes nothing. */
  soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  if (self->new_connection)
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);

  return message;
}

static void
attempt (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);
  OnbExchange *exchange = self->exchange;
  SoupMessage *message = message_new (self);

  exchange->attempts++;
  exchange->fault = ONB_FAULT_NONE;
  exchange->no_connection = FALSE;
  exchange->status = 0;
  self->certificate_fault = ONB_FAULT_NONE;
  self->reached_proxy = self->passed_proxy = self->was_sent = FALSE;
  g_byte_array_set_size (self->body, 0);

  if (message == NULL)
    {
      exchange->fault = ONB_FAULT_NOT_SENT;
      settle (task);
      return;
    }

  self->attempt = attempt_new (task, message);
  g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), self->attempt);
  g_signal_connect (message, "starting", G_CALLBACK (on_starting), self->attempt);
  g_signal_connect (message, "restarted", G_CALLBACK (on_restarted), self->attempt);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (on_accept_certificate),
                    self->attempt);

  begin_connect_limit (task);
  soup_session_send_async (self->wire->session, message, G_PRIORITY_DEFAULT,
                           self->attempt->cancellable, on_sent, g_rc_box_acquire (self->attempt));
}

void
onb_transfer_begin (GTask *task, const OnbWire *wire, const OnbHttpRequest *request)
{
  Transfer *self = g_new0 (Transfer, 1);

  self->wire = wire;
  if (request->authorization != NULL)
    onb_redactor_add_authorization (wire->sent, request->authorization);
  self->accept = g_strdup (request->accept);
  self->authorization = g_strdup (request->authorization);
  self->etag = g_strdup (request->etag);
  self->form = g_strdup (request->form);
  self->max_body = request->max_body;
  self->new_connection = request->new_connection;
  self->body = g_byte_array_new ();
  self->exchange = onb_exchange_new (request->form != NULL ? "POST" : "GET", request->url);
  self->exchange->started = g_get_monotonic_time ();
  g_task_set_task_data (task, self, (GDestroyNotify) transfer_free);
}

void
onb_transfer_enter (GTask *task, OnbLane *lane)
{
  Transfer *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->lane = lane;
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
      g_source_attach (self->cancelled, g_main_context_get_thread_default ());
    }

  onb_lane_enter (lane, task);
}

const OnbExchange *
onb_transfer_get_exchange (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);

  return self->exchange;
}

OnbExchange *
onb_transfer_finish (GTask *task, GByteArray **body)
{
  Transfer *self = g_task_get_task_data (task);

  *body = g_steal_pointer (&self->body);
  return g_steal_pointer (&self->exchange);
}
