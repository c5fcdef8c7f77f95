/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <libsecret/secret.h>
#include <libsoup/soup.h>

#include "millennium/onb-certificate.h"
#include "millennium/onb-fault.h"
#include "millennium/onb-host.h"
#include "millennium/onb-proxy.h"

#include "millennium/onb-http.h"

#define CHUNK (64 * 1024)
/* Characters of a header that are kept. */
#define MAX_HEADER 1024

struct _OnbHttp
{
  GObject parent_instance;

  SoupSession *session;
  OnbProxies *proxies;
  GTlsDatabase *system_authorities;
  GTlsDatabase *authorities;
  /* What was sent, so that nobody says it again. */
  OnbRedactor *sent;
  /* Authority of an address -> Host. */
  GHashTable *hosts;
  guint connect_limit;
  guint answer_limit;
  GCancellable *preconnects;
  guint preconnect_limit_id;
};

G_DEFINE_FINAL_TYPE (OnbHttp, onb_http, G_TYPE_OBJECT)

/* A host that is asked. Where a network lets only few connections through to it, the transfers that got
 * none are parked, and go over those that work when nobody else is on them, one after the other. */
typedef struct
{
  guint n_active;
  gboolean answered;
  gboolean limited;
  GQueue parked;
} Host;

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
  /* Outlives the transfer, whose task holds it. */
  OnbHttp *http;
  Host *host;
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
  gboolean parked;
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
static void host_serve (Host *self);

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

/* Nobody waits for it from now on. */
static void
attempt_give_up (Attempt *self)
{
  self->task = NULL;
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_cancellable_cancel (self->cancellable);
  wipe_authorization (self->message);
  attempt_unref (self);
}

void
onb_http_body_free (GByteArray *body)
{
  g_return_if_fail (body != NULL);

  if (body->len > 0)
    explicit_bzero (body->data, body->len);
  g_byte_array_unref (body);
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

/* The way for every text that comes with an exchange, be it a peer's or the library's. */
static void
keep (const OnbRedactor *sent, char **place, const char *text)
{
  g_free (*place);
  *place = text != NULL ? onb_text_from_peer (sent, text, strlen (text), MAX_HEADER) : NULL;
}

static void
host_free (Host *self)
{
  g_queue_clear (&self->parked);
  g_free (self);
}

static Host *
find_host (OnbHttp *self, const OnbExchange *exchange)
{
  g_autofree char *name = onb_exchange_get_host (exchange);
  Host *host = g_hash_table_lookup (self->hosts, name);

  if (host == NULL)
    {
      host = g_new0 (Host, 1);
      g_queue_init (&host->parked);
      g_hash_table_insert (self->hosts, g_steal_pointer (&name), host);
    }

  return host;
}

/* The one end of a transfer, whoever brings it about: an answer, a fault, a limit or a cancel. */
static void
settle (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);
  g_autoptr (OnbHttp) http = g_object_ref (self->http);
  Host *host = self->host;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_pointer (&self->attempt, attempt_give_up);
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);

  if (self->parked)
    g_queue_remove (&host->parked, task);
  else
    host->n_active--;
  self->exchange->duration = g_get_monotonic_time () - self->exchange->started;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
  host_serve (host);
}

/* Another transfer may show that the host answers; then this one goes after it. */
static void
park (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);

  self->parked = TRUE;
  self->host->n_active--;
  g_queue_push_tail (&self->host->parked, task);
  host_serve (self->host);
}

static void
host_serve (Host *self)
{
  GTask *task = g_queue_peek_head (&self->parked);
  Transfer *transfer;

  if (self->n_active > 0 || task == NULL)
    return;

  if (!self->answered)
    {
      /* Each settles the next. */
      settle (task);
      return;
    }

  transfer = g_task_get_task_data (task);
  g_queue_pop_head (&self->parked);
  self->n_active++;
  transfer->parked = FALSE;
  transfer->served = TRUE;
  transfer->new_connection = FALSE;
  /* Those that hang would be waited for. */
  onb_http_cancel_preconnects (transfer->http);
  attempt (task);
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
  self->timeout_id = g_timeout_add (self->http->connect_limit, on_connect_limit, task);
}

/* Millennium's servers speak TLS 1.2 and 1.3; nothing older is safe, and nothing is sent over it. */
static gboolean
is_too_old (GSocketClientEvent event, GIOStream *connection)
{
  return event == G_SOCKET_CLIENT_TLS_HANDSHAKED && G_IS_TLS_CONNECTION (connection) &&
         g_tls_connection_get_protocol_version (G_TLS_CONNECTION (connection)) <
             G_TLS_PROTOCOL_VERSION_TLS_1_2;
}

/* libsoup offers HTTP/2, and over that waits for an answer's head without a look at who cancels. What
 * is to be said here fits HTTP/1.1. */
static void
offer_http1 (GSocketClientEvent event, GIOStream *connection)
{
  static const char *const protocols[] = { "http/1.1", NULL };

  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
}

static void
on_network_event (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  Attempt *attempt_)
{
  Transfer *self = g_task_get_task_data (attempt_->task);

  offer_http1 (event, connection);
  self->reached_proxy = self->reached_proxy || event == G_SOCKET_CLIENT_PROXY_NEGOTIATING;
  self->passed_proxy = self->passed_proxy || event == G_SOCKET_CLIENT_PROXY_NEGOTIATED ||
                       event == G_SOCKET_CLIENT_TLS_HANDSHAKING;
  if (is_too_old (event, connection))
    end_attempt (attempt_->task, ONB_FAULT_TLS_HANDSHAKE, NULL);
}

static void
on_starting (SoupMessage *message, Attempt *attempt_)
{
  Transfer *self = g_task_get_task_data (attempt_->task);

  self->was_sent = TRUE;
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add (self->http->answer_limit, on_answer_limit, attempt_->task);
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

/* The session has no authorities of its own, so that this decides about every certificate. */
static GTlsCertificateFlags
verify (OnbHttp *self, SoupMessage *message, GTlsCertificate *certificate)
{
  GTlsDatabase *const databases[] = { self->system_authorities, self->authorities };
  GUri *uri = soup_message_get_uri (message);
  g_autoptr (GSocketConnectable) identity =
      g_network_address_new (g_uri_get_host (uri), (guint16) MAX (g_uri_get_port (uri), 0));

  return onb_certificate_verify (certificate, identity, databases, G_N_ELEMENTS (databases));
}

static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       Attempt *attempt_)
{
  Transfer *self = g_task_get_task_data (attempt_->task);
  g_autofree char *issuer = NULL;

  flags = verify (self->http, message, certificate);
  if (flags == G_TLS_CERTIFICATE_NO_FLAGS)
    return TRUE;

  self->certificate_fault = onb_certificate_get_fault (certificate, flags);
  issuer = g_tls_certificate_get_issuer_name (certificate);
  keep (self->http->sent, &self->exchange->issuer, issuer);
  return FALSE;
}

static gboolean
on_preconnect_certificate (SoupMessage *message,
                           GTlsCertificate *certificate,
                           GTlsCertificateFlags flags,
                           OnbHttp *self)
{
  return verify (self, message, certificate) == G_TLS_CERTIFICATE_NO_FLAGS;
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
  if (!self->reached_proxy && onb_proxies_has_opened (self->http->proxies, proxy))
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

  keep (self->http->sent, &exchange->proxy,
        onb_proxies_get_proxy (self->http->proxies, exchange->url));
  exchange->fault = fault != ONB_FAULT_NONE ? find_fault (self, fault) : ONB_FAULT_NONE;
  keep (self->http->sent, &exchange->fault_detail, detail);

  if (exchange->fault == ONB_FAULT_CANCELLED)
    {
      settle (task);
    }
  else if (!self->was_sent && !self->served && onb_fault_is_of_connection (exchange->fault))
    {
      park (task);
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
      self->pause_id = g_timeout_add_seconds ((guint) exchange->retry_after, on_retry_due, task);
    }
  else
    {
      settle (task);
    }
}

static void
read_header (Transfer *self, char **place, SoupMessageHeaders *headers, const char *name)
{
  keep (self->http->sent, place, soup_message_headers_get_list (headers, name));
}

/* RFC 9110 §10.2.3: seconds, or a date, which is one of the server's clock. */
static int
read_retry_after (SoupMessageHeaders *headers, GDateTime *now)
{
  const char *value = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  gint64 server_now = now != NULL ? g_date_time_to_unix (now) : g_get_real_time () / G_USEC_PER_SEC;
  guint64 seconds;

  if (value == NULL)
    return -1;

  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, &seconds, NULL))
    return (int) seconds;

  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return -1;

  return (int) CLAMP (g_date_time_to_unix (date) - server_now, 0, G_MAXINT);
}

/* RFC 9111 §4.2.3: an answer out of a cache is older than its Date by what Age says. */
static void
read_clock (OnbExchange *exchange, SoupMessageHeaders *headers, GDateTime *date)
{
  const char *text = soup_message_headers_get_one (headers, "Age");
  guint64 age = 0;

  if (date == NULL)
    return;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &age, NULL))
    return;

  exchange->has_clock = TRUE;
  exchange->clock_offset =
      g_date_time_to_unix (date) + (gint64) age - g_get_real_time () / G_USEC_PER_SEC;
}

static void
read_head (Transfer *self, SoupMessage *message)
{
  OnbExchange *exchange = self->exchange;
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *date_text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date =
      date_text != NULL ? soup_date_time_new_from_http_string (date_text) : NULL;
  const char *content_type = soup_message_headers_get_content_type (headers, NULL);
  g_autofree char *lower = content_type != NULL ? g_ascii_strdown (content_type, -1) : NULL;

  exchange->status = soup_message_get_status (message);
  exchange->few_connections = self->served || self->waited_in_vain;
  self->host->limited = self->host->limited || exchange->few_connections;
  keep (self->http->sent, &exchange->content_type, lower);
  read_header (self, &exchange->request_id, headers, "X-Request-Id");
  read_header (self, &exchange->correlation_id, headers, "Cerner-Correlation-Id");
  read_header (self, &exchange->authenticate, headers, "WWW-Authenticate");
  read_header (self, &exchange->location, headers, "Location");
  read_header (self, &exchange->etag, headers, "ETag");
  exchange->retry_after = read_retry_after (headers, date);
  read_clock (exchange, headers, date);

  self->host->answered = TRUE;
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
  soup_session_send_async (self->http->session, message, G_PRIORITY_DEFAULT,
                           self->attempt->cancellable, on_sent, g_rc_box_acquire (self->attempt));
}

void
onb_http_send_async (OnbHttp *self,
                     const OnbHttpRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task;
  Transfer *transfer;

  g_return_if_fail (ONB_IS_HTTP (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_http_send_async);
  /* Cancelled requests are exchanges as well, with a fault of their own. */
  g_task_set_check_cancellable (task, FALSE);

  transfer = g_new0 (Transfer, 1);
  if (request->authorization != NULL)
    onb_redactor_add_authorization (self->sent, request->authorization);
  transfer->http = self;
  transfer->accept = g_strdup (request->accept);
  transfer->authorization = g_strdup (request->authorization);
  transfer->etag = g_strdup (request->etag);
  transfer->form = g_strdup (request->form);
  transfer->max_body = request->max_body;
  transfer->new_connection = request->new_connection;
  transfer->body = g_byte_array_new ();
  transfer->exchange = onb_exchange_new (request->form != NULL ? "POST" : "GET", request->url);
  transfer->exchange->started = g_get_monotonic_time ();
  g_task_set_task_data (task, transfer, (GDestroyNotify) transfer_free);

  transfer->host = find_host (self, transfer->exchange);
  transfer->host->n_active++;
  if (cancellable != NULL)
    {
      transfer->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (transfer->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
      g_source_attach (transfer->cancelled, g_main_context_get_thread_default ());
    }

  if (transfer->host->limited)
    park (task);
  else
    attempt (task);
}

OnbExchange *
onb_http_send_finish (OnbHttp *self, GAsyncResult *result, GByteArray **body)
{
  Transfer *transfer;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (body != NULL, NULL);

  transfer = g_task_get_task_data (G_TASK (result));
  g_task_propagate_boolean (G_TASK (result), NULL);

  *body = g_steal_pointer (&transfer->body);
  return g_steal_pointer (&transfer->exchange);
}

static void
on_preconnect_event (SoupMessage *message,
                     GSocketClientEvent event,
                     GIOStream *connection,
                     OnbHttp *self)
{
  offer_http1 (event, connection);
  if (is_too_old (event, connection))
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
      soup_session_preconnect_async (self->session, message, G_PRIORITY_LOW, self->preconnects,
                                     NULL, NULL);
    }

  /* A handshake that hangs holds one of the few threads that GLib has for all of them. */
  if (self->preconnect_limit_id == 0)
    self->preconnect_limit_id = g_timeout_add (self->connect_limit, on_preconnect_limit, self);
}

OnbRedactor *
onb_http_get_sent (OnbHttp *self)
{
  g_return_val_if_fail (ONB_IS_HTTP (self), NULL);

  return self->sent;
}

void
onb_http_set_direct (OnbHttp *self)
{
  g_return_if_fail (ONB_IS_HTTP (self));

  soup_session_set_proxy_resolver (self->session, NULL);
}

void
onb_http_add_proxy_login (OnbHttp *self, const OnbProxyLogin *login)
{
  g_return_if_fail (ONB_IS_HTTP (self));
  g_return_if_fail (login != NULL);

  onb_proxies_add_login (self->proxies, login);
}

void
onb_http_set_limits (OnbHttp *self, guint connect, guint answer)
{
  g_return_if_fail (ONB_IS_HTTP (self));

  self->connect_limit = connect;
  self->answer_limit = answer;
}

static void
onb_http_dispose (GObject *object)
{
  OnbHttp *self = ONB_HTTP (object);

  onb_http_cancel_preconnects (self);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->proxies);
  g_clear_pointer (&self->hosts, g_hash_table_unref);
  g_clear_object (&self->system_authorities);
  g_clear_object (&self->authorities);
  g_clear_object (&self->preconnects);
  g_clear_pointer (&self->sent, onb_redactor_unref);

  G_OBJECT_CLASS (onb_http_parent_class)->dispose (object);
}

static void
onb_http_class_init (OnbHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = onb_http_dispose;
}

static void
onb_http_init (OnbHttp *self)
{
  self->preconnects = g_cancellable_new ();
  self->sent = onb_redactor_new ();
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) host_free);
  self->connect_limit = 1000 * ONB_HTTP_CONNECT_SECONDS;
  self->answer_limit = 1000 * ONB_HTTP_ANSWER_SECONDS;
  self->session = soup_session_new_with_options ("max-conns", 4 * ONB_HTTP_MAX_CONNECTIONS,
                                                 "max-conns-per-host", ONB_HTTP_MAX_CONNECTIONS,
                                                 "timeout", 0, "idle-timeout", 60, "user-agent",
                                                 "leyr-onboarding/" ONB_VERSION, NULL);

  self->proxies = onb_proxies_new (NULL, self->sent);
  soup_session_set_proxy_resolver (self->session, G_PROXY_RESOLVER (self->proxies));

  /* A session that has authorities makes GLib's TLS read all of them anew for each connection, some
   * 15 ms of the main thread's time. Without them every certificate comes before verify(), and they
   * are read once. */
  soup_session_set_tls_database (self->session, NULL);
  self->system_authorities = g_tls_backend_get_default_database (g_tls_backend_get_default ());
}

OnbHttp *
onb_http_new (GTlsDatabase *authorities)
{
  OnbHttp *self = g_object_new (ONB_TYPE_HTTP, NULL);

  g_set_object (&self->authorities, authorities);
  return self;
}
