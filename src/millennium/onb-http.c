/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <libsecret/secret.h>
#include <libsoup/soup.h>

#include "millennium/onb-http.h"

#define CHUNK (64 * 1024)
/* Characters of a header that are kept. */
#define MAX_HEADER 1024

struct _OnbHttp
{
  GObject parent_instance;

  SoupSession *session;
  GTlsDatabase *system_authorities;
  GTlsDatabase *authorities;
  /* What was sent, so that nobody says it again. */
  OnbRedactor *sent;
  GCancellable *preconnects;
  guint preconnect_limit_id;
};

G_DEFINE_FINAL_TYPE (OnbHttp, onb_http, G_TYPE_OBJECT)

/* One request on its way, over all its attempts. */
typedef struct
{
  /* Outlives the transfer, whose task holds it. */
  OnbHttp *http;
  char *accept;
  char *authorization;
  char *etag;
  char *form;
  gsize max_body;
  gboolean new_connection;

  OnbExchange *exchange;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;

  /* Cancelled with the caller's, or by one of the limits, which has set the fault before. */
  GCancellable *cancellable;
  gulong cancelled_id;
  guint timeout_id;
  GSource *pause;
  OnbFault limit;
  gboolean repeated;
} Transfer;

static void attempt (GTask *task);

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

static void
transfer_clear_message (Transfer *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_object (&self->stream);

  if (self->message != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->message, self);
      wipe_authorization (self->message);
      g_clear_object (&self->message);
    }
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
  transfer_clear_message (self);
  g_clear_pointer (&self->pause, g_source_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->exchange, onb_exchange_free);
  g_clear_pointer (&self->body, onb_http_body_free);
  g_clear_pointer (&self->authorization, wipe);
  g_free (self->accept);
  g_free (self->etag);
  g_free (self->form);
  g_free (self);
}

static void
on_cancelled (GCancellable *outer, gpointer data)
{
  g_cancellable_cancel (G_CANCELLABLE (data));
}

static void
give_up (Transfer *self, OnbFault fault)
{
  self->timeout_id = 0;
  self->limit = fault;
  g_cancellable_cancel (self->cancellable);
}

static gboolean
on_connect_limit (gpointer data)
{
  give_up (data, ONB_FAULT_CONNECT_TIMED_OUT);
  return G_SOURCE_REMOVE;
}

static gboolean
on_answer_limit (gpointer data)
{
  give_up (data, ONB_FAULT_TIMED_OUT);
  return G_SOURCE_REMOVE;
}

/* Millennium's servers speak TLS 1.2 and 1.3; nothing older is safe, and nothing is sent over it. */
static gboolean
is_too_old (GSocketClientEvent event, GIOStream *connection)
{
  return event == G_SOCKET_CLIENT_TLS_HANDSHAKED && G_IS_TLS_CONNECTION (connection) &&
         g_tls_connection_get_protocol_version (G_TLS_CONNECTION (connection)) <
             G_TLS_PROTOCOL_VERSION_TLS_1_2;
}

static void
on_network_event (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  Transfer *self)
{
  if (is_too_old (event, connection))
    {
      self->limit = ONB_FAULT_TLS_HANDSHAKE;
      g_cancellable_cancel (self->cancellable);
    }
}

static void
on_starting (SoupMessage *message, Transfer *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add_seconds (ONB_HTTP_ANSWER_SECONDS, on_answer_limit, self);
}

/* The way for every text that comes with an exchange, be it a peer's or the library's. */
static void
keep (const OnbRedactor *sent, char **place, const char *text)
{
  g_free (*place);
  *place = text != NULL ? onb_text_from_peer (sent, text, strlen (text), MAX_HEADER) : NULL;
}

static gboolean
is_self_signed (GTlsCertificate *certificate)
{
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);

  return g_tls_certificate_get_issuer (certificate) == NULL && g_strcmp0 (issuer, subject) == 0;
}

static OnbFault
fault_from_certificate (GTlsCertificate *certificate, GTlsCertificateFlags flags)
{
  static const struct
  {
    GTlsCertificateFlags flag;
    OnbFault fault;
  } faults[] = {
    { G_TLS_CERTIFICATE_UNKNOWN_CA, ONB_FAULT_TLS_UNTRUSTED },
    { G_TLS_CERTIFICATE_EXPIRED, ONB_FAULT_TLS_EXPIRED },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, ONB_FAULT_TLS_NOT_YET_VALID },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, ONB_FAULT_TLS_WRONG_HOST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if ((flags & faults[i].flag) != 0)
      {
        if (faults[i].fault == ONB_FAULT_TLS_UNTRUSTED && is_self_signed (certificate))
          return ONB_FAULT_TLS_SELF_SIGNED;
        return faults[i].fault;
      }

  return ONB_FAULT_TLS_BAD_CERTIFICATE;
}

/* The session has no authorities of its own, so that this decides about every certificate. */
static GTlsCertificateFlags
verify (OnbHttp *self, SoupMessage *message, GTlsCertificate *certificate)
{
  GTlsDatabase *databases[] = { self->system_authorities, self->authorities };
  GUri *uri = soup_message_get_uri (message);
  g_autoptr (GSocketConnectable) identity =
      g_network_address_new (g_uri_get_host (uri), (guint16) MAX (g_uri_get_port (uri), 0));
  GTlsCertificateFlags flags = G_TLS_CERTIFICATE_UNKNOWN_CA;

  for (guint i = 0; i < G_N_ELEMENTS (databases) && flags != G_TLS_CERTIFICATE_NO_FLAGS; i++)
    if (databases[i] != NULL)
      flags = g_tls_database_verify_chain (databases[i], certificate,
                                           G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity,
                                           NULL, G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);

  return flags;
}

static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       Transfer *self)
{
  g_autofree char *issuer = NULL;

  flags = verify (self->http, message, certificate);
  if (flags == G_TLS_CERTIFICATE_NO_FLAGS)
    return TRUE;

  self->limit = fault_from_certificate (certificate, flags);
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

static OnbFault
fault_from_error (const GError *error)
{
  static const struct
  {
    int code;
    OnbFault fault;
  } faults[] = {
    { G_IO_ERROR_CANCELLED, ONB_FAULT_CANCELLED },
    { G_IO_ERROR_NETWORK_UNREACHABLE, ONB_FAULT_OFFLINE },
    { G_IO_ERROR_HOST_UNREACHABLE, ONB_FAULT_OFFLINE },
    { G_IO_ERROR_HOST_NOT_FOUND, ONB_FAULT_NAME_NOT_FOUND },
    { G_IO_ERROR_CONNECTION_REFUSED, ONB_FAULT_REFUSED },
    { G_IO_ERROR_TIMED_OUT, ONB_FAULT_CONNECT_TIMED_OUT },
    { G_IO_ERROR_CONNECTION_CLOSED, ONB_FAULT_DROPPED },
    { G_IO_ERROR_PARTIAL_INPUT, ONB_FAULT_DROPPED },
    { G_IO_ERROR_CLOSED, ONB_FAULT_DROPPED },
    { G_IO_ERROR_PROXY_FAILED, ONB_FAULT_PROXY },
    { G_IO_ERROR_PROXY_AUTH_FAILED, ONB_FAULT_PROXY },
    { G_IO_ERROR_PROXY_NEED_AUTH, ONB_FAULT_PROXY },
    { G_IO_ERROR_PROXY_NOT_ALLOWED, ONB_FAULT_PROXY },
  };

  /* No resolver in reach looks the same as a name that nobody knows, but is told apart here. */
  if (error->domain == G_RESOLVER_ERROR)
    return error->code == G_RESOLVER_ERROR_NOT_FOUND ? ONB_FAULT_NAME_NOT_FOUND : ONB_FAULT_OFFLINE;

  if (error->domain == G_TLS_ERROR)
    return ONB_FAULT_TLS_HANDSHAKE;

  if (error->domain == SOUP_SESSION_ERROR)
    return error->code == SOUP_SESSION_ERROR_PARSING || error->code == SOUP_SESSION_ERROR_ENCODING
               ? ONB_FAULT_NOT_HTTP
               : ONB_FAULT_OTHER;

  if (error->domain == G_IO_ERROR)
    for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
      if (error->code == faults[i].code)
        return faults[i].fault;

  return ONB_FAULT_OTHER;
}

static void
finish (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);
  GCancellable *outer = g_task_get_cancellable (task);

  transfer_clear_message (self);
  if (outer != NULL)
    g_cancellable_disconnect (outer, self->cancelled_id);
  self->exchange->duration = g_get_monotonic_time () - self->exchange->started;

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Due when the pause is over, or at once when the whole test is cancelled: then the answer before
 * the pause stands. */
static gboolean
on_retry_due (gpointer data)
{
  GTask *task = data;
  Transfer *self = g_task_get_task_data (task);

  g_clear_pointer (&self->pause, g_source_unref);
  if (g_cancellable_is_cancelled (self->cancellable))
    finish (task);
  else
    attempt (task);
  return G_SOURCE_REMOVE;
}

static void
repeat (GTask *task, guint seconds)
{
  Transfer *self = g_task_get_task_data (task);
  g_autoptr (GSource) cancelled = NULL;

  self->repeated = TRUE;
  transfer_clear_message (self);

  if (seconds == 0)
    {
      attempt (task);
      return;
    }

  self->pause = g_timeout_source_new_seconds (seconds);
  cancelled = g_cancellable_source_new (self->cancellable);
  g_source_set_dummy_callback (cancelled);
  g_source_add_child_source (self->pause, cancelled);
  g_source_set_callback (self->pause, on_retry_due, task, NULL);
  g_source_attach (self->pause, g_main_context_get_thread_default ());
}

static void
fail (GTask *task, const GError *error)
{
  Transfer *self = g_task_get_task_data (task);
  OnbExchange *exchange = self->exchange;

  exchange->fault = self->limit != ONB_FAULT_NONE ? self->limit : fault_from_error (error);
  keep (self->http->sent, &exchange->fault_detail,
        exchange->fault == ONB_FAULT_CANCELLED ? NULL : error->message);

  /* Only what is safe to send twice, and only what a second try can help. */
  if (exchange->fault == ONB_FAULT_DROPPED && self->form == NULL && !self->repeated)
    repeat (task, 0);
  else
    finish (task);
}

static void
read_header (Transfer *self, char **place, SoupMessageHeaders *headers, const char *name)
{
  keep (self->http->sent, place, soup_message_headers_get_list (headers, name));
}

/* RFC 9110 §10.2.3: seconds, or a date. */
static int
read_retry_after (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (value == NULL)
    return -1;

  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, &seconds, NULL))
    return (int) seconds;

  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return -1;

  return (int) CLAMP (g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC, 0,
                      G_MAXINT);
}

static void
read_head (Transfer *self)
{
  OnbExchange *exchange = self->exchange;
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *date_text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date =
      date_text != NULL ? soup_date_time_new_from_http_string (date_text) : NULL;
  const char *content_type = soup_message_headers_get_content_type (headers, NULL);
  g_autofree char *lower = NULL;

  exchange->status = soup_message_get_status (self->message);
  lower = content_type != NULL ? g_ascii_strdown (content_type, -1) : NULL;
  keep (self->http->sent, &exchange->content_type, lower);
  read_header (self, &exchange->request_id, headers, "X-Request-Id");
  read_header (self, &exchange->correlation_id, headers, "Cerner-Correlation-Id");
  read_header (self, &exchange->authenticate, headers, "WWW-Authenticate");
  read_header (self, &exchange->location, headers, "Location");
  read_header (self, &exchange->etag, headers, "ETag");
  exchange->retry_after = read_retry_after (headers);
  exchange->clock_offset =
      date != NULL ? g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC : 0;
}

/* A proxy that opens no tunnel answers in the server's place, and libsoup passes that on. */
static gboolean
is_from_proxy (SoupMessage *message)
{
  return strcmp (g_uri_get_scheme (soup_message_get_uri (message)), "https") == 0 &&
         soup_message_get_tls_peer_certificate (message) == NULL;
}

static void
on_body_complete (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);
  OnbExchange *exchange = self->exchange;

  /* 429, RFC 6585, has no name in libsoup 3.2. */
  if ((exchange->status == 429 || exchange->status == SOUP_STATUS_SERVICE_UNAVAILABLE) &&
      exchange->retry_after >= 0 && exchange->retry_after <= ONB_HTTP_MAX_RETRY_AFTER &&
      !self->repeated)
    repeat (task, (guint) exchange->retry_after);
  else
    finish (task);
}

static void
on_chunk_read (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Transfer *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  guint filled = self->body->len - CHUNK;

  g_byte_array_set_size (self->body, filled + (guint) MAX (length, 0));

  if (length < 0)
    {
      fail (task, error);
    }
  else if (length == 0)
    {
      on_body_complete (task);
    }
  else if (self->body->len > self->max_body)
    {
      self->exchange->fault = ONB_FAULT_TOO_LARGE;
      g_cancellable_cancel (self->cancellable);
      finish (task);
    }
  else
    {
      filled = self->body->len;
      g_byte_array_set_size (self->body, filled + CHUNK);
      g_input_stream_read_async (self->stream, self->body->data + filled, CHUNK, G_PRIORITY_DEFAULT,
                                 self->cancellable, on_chunk_read, task);
    }
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Transfer *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    {
      fail (task, error);
      return;
    }

  read_head (self);
  if (is_from_proxy (self->message))
    {
      /* What it says is meant for it, and not for us. */
      self->exchange->fault = ONB_FAULT_PROXY;
      finish (task);
      return;
    }

  g_byte_array_set_size (self->body, CHUNK);
  g_input_stream_read_async (self->stream, self->body->data, CHUNK, G_PRIORITY_DEFAULT,
                             self->cancellable, on_chunk_read, task);
}

static void
attempt (GTask *task)
{
  OnbHttp *http = g_task_get_source_object (task);
  Transfer *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers;

  self->exchange->attempts++;
  self->exchange->fault = ONB_FAULT_NONE;
  self->exchange->status = 0;
  g_byte_array_set_size (self->body, 0);

  self->message = soup_message_new (self->exchange->method, self->exchange->url);
  if (self->message == NULL)
    {
      self->exchange->fault = ONB_FAULT_NOT_SENT;
      finish (task);
      return;
    }

  headers = soup_message_get_request_headers (self->message);
  soup_message_headers_append (headers, "Accept", self->accept);
  if (self->authorization != NULL)
    soup_message_headers_append (headers, "Authorization", self->authorization);
  if (self->etag != NULL)
    soup_message_headers_append (headers, "If-None-Match", self->etag);
  if (self->form != NULL)
    {
      g_autoptr (GBytes) form = g_bytes_new (self->form, strlen (self->form));

      soup_message_set_request_body_from_bytes (self->message, "application/x-www-form-urlencoded",
                                                form);
    }

  /* A redirect could carry the credentials to a host that nobody approved. */
  soup_message_add_flags (self->message,
                          SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  /* libsoup opens a new connection for each POST that is not said to be idempotent, two round trips
   * more. Asking for a token changes nothing. */
  soup_message_add_flags (self->message, SOUP_MESSAGE_IDEMPOTENT);
  if (self->new_connection)
    soup_message_add_flags (self->message, SOUP_MESSAGE_NEW_CONNECTION);
  g_signal_connect (self->message, "network-event", G_CALLBACK (on_network_event), self);
  g_signal_connect (self->message, "starting", G_CALLBACK (on_starting), self);
  g_signal_connect (self->message, "accept-certificate", G_CALLBACK (on_accept_certificate), self);

  /* From now on, and not from when its own connection is begun: libsoup lets a message wait while
   * many others to the same host are still connecting, and they may be doing so in vain. */
  self->timeout_id = g_timeout_add_seconds (ONB_HTTP_CONNECT_SECONDS, on_connect_limit, self);
  soup_session_send_async (http->session, self->message, G_PRIORITY_DEFAULT, self->cancellable,
                           on_sent, task);
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
  transfer->cancellable = g_cancellable_new ();
  transfer->exchange = onb_exchange_new (request->form != NULL ? "POST" : "GET", request->url);
  transfer->exchange->started = g_get_monotonic_time ();
  g_task_set_task_data (task, transfer, (GDestroyNotify) transfer_free);

  if (cancellable != NULL)
    transfer->cancelled_id =
        g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                               g_object_ref (transfer->cancellable), g_object_unref);

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

      g_return_if_fail (message != NULL);

      g_signal_connect_object (message, "accept-certificate",
                               G_CALLBACK (on_preconnect_certificate), self, 0);
      g_signal_connect_object (message, "network-event", G_CALLBACK (on_preconnect_event), self, 0);
      soup_session_preconnect_async (self->session, message, G_PRIORITY_LOW, self->preconnects,
                                     NULL, NULL);
    }

  /* A handshake that hangs holds one of the few threads that GLib has for all of them. */
  if (self->preconnect_limit_id == 0)
    self->preconnect_limit_id =
        g_timeout_add_seconds (ONB_HTTP_CONNECT_SECONDS, on_preconnect_limit, self);
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

static void
onb_http_dispose (GObject *object)
{
  OnbHttp *self = ONB_HTTP (object);

  onb_http_cancel_preconnects (self);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
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
  self->session = soup_session_new_with_options ("max-conns", 4 * ONB_HTTP_MAX_CONNECTIONS,
                                                 "max-conns-per-host", ONB_HTTP_MAX_CONNECTIONS,
                                                 "timeout", 0, "idle-timeout", 60, "user-agent",
                                                 "leyr-onboarding/" ONB_VERSION, NULL);

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
