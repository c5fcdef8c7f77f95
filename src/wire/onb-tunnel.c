/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* memmem() */
#define _GNU_SOURCE

#include <string.h>

#include <libsoup/soup.h>

#include "wire/onb-exchange.h"
#include "wire/onb-host.h"
#include "wire/onb-proxy-login.h"

#include "wire/onb-tunnel.h"

/* libsoup's own tunnels go astray after a 407: connections that are asked for meanwhile send CONNECT
 * with the proxy's address in place of the server's. So they are made here, below libsoup, which sees
 * an open way to the server. GIO finds what makes them by the scheme of the proxy's address. */
#define SCHEME "onb-http"
#define MAX_HEAD (16 * 1024)
#define CHUNK 4096

G_DEFINE_QUARK (onb - proxy - error - quark, onb_proxy_error)

typedef enum
{
  GATE_UNKNOWN,
  /* One connection finds out what the proxy wants; the others wait for it. */
  GATE_ASKING,
  GATE_OPEN,
  GATE_SHUT,
} GateState;

struct _OnbGate
{
  guint id;
  char *host;
  OnbRedactor *sent;
  char *user;
  SecretValue *password;

  GateState state;
  /* It is told who asks before it wants to know, from the second time on. */
  gboolean wants_basic;
  GError *refusal;
  GQueue waiting;
  gboolean has_opened;
};

/* By their ids; GIO has no other way to tell a tunnel whose it is. */
static GHashTable *gates = NULL;

typedef struct
{
  GObject parent_instance;
} OnbTunnel;

typedef struct
{
  GObjectClass parent_class;
} OnbTunnelClass;

static void onb_tunnel_proxy_init (GProxyInterface *interface);
GType onb_tunnel_get_type (void);

G_DEFINE_TYPE_WITH_CODE (OnbTunnel,
                         onb_tunnel,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_PROXY, onb_tunnel_proxy_init))

/* One way through a proxy that is being made. */
typedef struct
{
  OnbGate *gate;
  GSocketAddress *proxy;
  char *target;
  GIOStream *stream;
  char *request;
  GByteArray *head;
  /* Its own for Digest, of which each nonce is good for one connection. */
  OnbProxyChallenge *challenge;
  gboolean asks;
  gboolean said_who;
  gboolean said_twice;
  gboolean said_more;
} Way;

static void way_begin (GTask *task);
static void way_send (GTask *task);

static void
wipe (char *text)
{
  secret_password_free (text);
}

static void
way_free (Way *self)
{
  onb_gate_unref (self->gate);
  g_object_unref (self->proxy);
  g_free (self->target);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->request, wipe);
  g_byte_array_unref (self->head);
  g_clear_pointer (&self->challenge, onb_proxy_challenge_free);
  g_free (self);
}

OnbGate *
onb_gate_new (const char *host, OnbRedactor *sent)
{
  static guint last_id = 0;
  OnbGate *self;

  g_return_val_if_fail (host != NULL, NULL);
  g_return_val_if_fail (sent != NULL, NULL);

  if (gates == NULL)
    {
      gates = g_hash_table_new (NULL, NULL);
      g_io_extension_point_register (G_PROXY_EXTENSION_POINT_NAME);
      g_io_extension_point_implement (G_PROXY_EXTENSION_POINT_NAME, onb_tunnel_get_type (), SCHEME,
                                      0);
    }

  self = g_rc_box_new0 (OnbGate);
  self->id = ++last_id;
  self->host = g_strdup (host);
  self->sent = onb_redactor_ref (sent);
  g_queue_init (&self->waiting);
  g_hash_table_insert (gates, GUINT_TO_POINTER (self->id), self);
  return self;
}

OnbGate *
onb_gate_ref (OnbGate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_rc_box_acquire (self);
}

static void
gate_clear (OnbGate *self)
{
  g_hash_table_remove (gates, GUINT_TO_POINTER (self->id));
  g_free (self->host);
  onb_redactor_unref (self->sent);
  g_free (self->user);
  g_clear_pointer (&self->password, secret_value_unref);
  g_clear_error (&self->refusal);
}

void
onb_gate_unref (OnbGate *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, (GDestroyNotify) gate_clear);
}

void
onb_gate_set_login (OnbGate *self, const char *user, SecretValue *password)
{
  const char *text;
  gsize length;

  g_return_if_fail (self != NULL);
  g_return_if_fail (user != NULL);
  g_return_if_fail (password != NULL);

  g_free (self->user);
  g_clear_pointer (&self->password, secret_value_unref);
  self->user = g_strdup (user);
  self->password = secret_value_ref (password);
  text = secret_value_get (password, &length);
  onb_redactor_add_secret (self->sent, text, length);
}

const char *
onb_gate_get_host (const OnbGate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->host;
}

gboolean
onb_gate_has_opened (const OnbGate *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->has_opened;
}

char *
onb_gate_get_uri (const OnbGate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf (SCHEME "://%s/%u", self->host, self->id);
}

/* The one that asked is through, or not; the others need not ask. */
static void
gate_settle (OnbGate *self, GateState state)
{
  GTask *task;

  self->state = state;
  /* Only as many as there are now: one of them may begin to ask anew, and the others wait again. */
  for (guint n = g_queue_get_length (&self->waiting); n > 0; n--)
    {
      task = g_queue_pop_head (&self->waiting);
      way_begin (task);
    }
}

static void
way_fail (GTask *task, GError *error)
{
  Way *self = g_task_get_task_data (task);
  OnbGate *gate = onb_gate_ref (self->gate);
  gboolean asks = self->asks;

  if (self->stream != NULL)
    g_io_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_task_return_error (task, error);
  g_object_unref (task);
  /* Nothing is known yet, so that the next one asks. */
  if (asks)
    gate_settle (gate, GATE_UNKNOWN);
  onb_gate_unref (gate);
}

G_GNUC_PRINTF (3, 4)
static void
way_refuse (GTask *task, OnbFault fault, const char *format, ...)
{
  Way *self = g_task_get_task_data (task);
  GError *error;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (ONB_PROXY_ERROR, (int) fault, format, arguments);
  va_end (arguments);

  /* The same login is not tried again: three wrong ones may lock an account. */
  if (fault == ONB_FAULT_PROXY_LOGIN_WRONG || fault == ONB_FAULT_PROXY_LOGIN_KIND)
    {
      OnbGate *gate = self->gate;

      g_clear_error (&gate->refusal);
      gate->refusal = g_error_copy (error);
      self->asks = FALSE;
      g_object_ref (task);
      way_fail (task, error);
      gate_settle (gate, GATE_SHUT);
      g_object_unref (task);
    }
  else
    {
      way_fail (task, error);
    }
}

static void
on_connected_again (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Way *self = g_task_get_task_data (task);
  GError *error = NULL;
  GSocketConnection *connection =
      g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  if (connection == NULL)
    {
      way_fail (task, error);
      return;
    }

  g_set_object (&self->stream, G_IO_STREAM (connection));
  g_object_unref (connection);
  way_send (task);
}

/* On a new connection: many proxies close the one on which they asked. */
static void
say_who (GTask *task)
{
  Way *self = g_task_get_task_data (task);
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  self->said_twice = self->said_who;
  self->said_who = TRUE;
  g_io_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (self->proxy),
                                 g_task_get_cancellable (task), on_connected_again, task);
}

static void
on_asked_who (GTask *task, SoupMessageHeaders *headers)
{
  Way *self = g_task_get_task_data (task);
  OnbGate *gate = self->gate;
  const char *header = soup_message_headers_get_list (headers, "Proxy-Authenticate");
  g_autofree char *kinds = NULL;
  OnbProxyChallenge *challenge = onb_proxy_challenge_choose (header != NULL ? header : "", &kinds);

  if (gate->user == NULL)
    {
      g_clear_pointer (&challenge, onb_proxy_challenge_free);
      way_refuse (task, ONB_FAULT_PROXY_LOGIN_MISSING, "407 (%s)", kinds);
    }
  else if (challenge == NULL)
    {
      way_refuse (task, ONB_FAULT_PROXY_LOGIN_KIND, "%s", kinds[0] != '\0' ? kinds : "407");
    }
  else if (self->said_who && (self->said_twice || !onb_proxy_challenge_is_stale (challenge)))
    {
      onb_proxy_challenge_free (challenge);
      way_refuse (task, ONB_FAULT_PROXY_LOGIN_WRONG, "407 (%s)", kinds);
    }
  else
    {
      g_clear_pointer (&self->challenge, onb_proxy_challenge_free);
      self->challenge = challenge;
      gate->wants_basic = onb_proxy_challenge_is_basic (challenge);
      say_who (task);
    }
}

static void
on_status (GTask *task, guint status, const char *reason, SoupMessageHeaders *headers)
{
  Way *self = g_task_get_task_data (task);
  OnbGate *gate = self->gate;
  gboolean asks = self->asks;

  if (status == 407)
    {
      on_asked_who (task, headers);
      return;
    }

  /* Whatever it says now, it does not ask who it is that asks. */
  self->asks = FALSE;
  gate = onb_gate_ref (gate);
  /* RFC 9110 §9.3.6: a way that is open has no content, and in TLS the server waits for the client. */
  if (status >= 200 && status < 300 && self->said_more)
    {
      way_refuse (task, ONB_FAULT_PROXY, "%u %s, and a page in place of a way", status, reason);
    }
  else if (status >= 200 && status < 300)
    {
      gate->has_opened = TRUE;
      g_task_return_pointer (task, g_object_ref (self->stream), g_object_unref);
      g_object_unref (task);
    }
  else if (status == 403)
    {
      way_refuse (task, ONB_FAULT_PROXY_FORBIDDEN, "%u %s", status, reason);
    }
  else if (status >= 500)
    {
      way_refuse (task, ONB_FAULT_PROXY_NO_WAY, "%u %s", status, reason);
    }
  else
    {
      way_refuse (task, ONB_FAULT_PROXY, "%u %s", status, reason);
    }

  if (asks)
    gate_settle (gate, GATE_OPEN);
  onb_gate_unref (gate);
}

static void
on_head_read (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Way *self = g_task_get_task_data (task);
  g_autoptr (SoupMessageHeaders) headers = NULL;
  g_autofree char *reason = NULL;
  GError *error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  guint filled = self->head->len - CHUNK;
  const char *end;
  SoupHTTPVersion version;
  guint status;

  g_byte_array_set_size (self->head, filled + (guint) MAX (length, 0));
  if (length < 0)
    {
      way_fail (task, error);
      return;
    }
  if (length == 0)
    {
      way_fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                                           "The proxy closed the connection"));
      return;
    }

  end = memmem (self->head->data, self->head->len, "\r\n\r\n", 4);
  if (end == NULL && self->head->len < MAX_HEAD)
    {
      filled = self->head->len;
      g_byte_array_set_size (self->head, filled + CHUNK);
      g_input_stream_read_async (G_INPUT_STREAM (source), self->head->data + filled, CHUNK,
                                 G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_head_read,
                                 task);
      return;
    }

  headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  self->said_more = end != NULL && end + 4 < (const char *) self->head->data + self->head->len;
  if (end == NULL ||
      !soup_headers_parse_response ((const char *) self->head->data,
                                    (int) (end + 2 - (const char *) self->head->data), headers,
                                    &version, &status, &reason))
    way_refuse (task, ONB_FAULT_PROXY, "no HTTP");
  else
    on_status (task, status, reason, headers);
}

static void
on_request_written (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Way *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&self->request, wipe);
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      way_fail (task, error);
      return;
    }

  g_byte_array_set_size (self->head, CHUNK);
  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->head->data, CHUNK,
                             G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_head_read, task);
}

static void
way_send (GTask *task)
{
  Way *self = g_task_get_task_data (task);
  OnbGate *gate = self->gate;
  char *login = NULL;

  if (self->said_who)
    login = onb_proxy_challenge_answer (self->challenge, gate->user, gate->password, self->target,
                                        NULL);
  /* An answer to Digest holds the host that is asked for, and nothing secret. */
  if (login != NULL && onb_proxy_challenge_is_basic (self->challenge))
    onb_redactor_add_secret (gate->sent, login + strlen ("Basic "),
                             strlen (login) - strlen ("Basic "));

  self->request =
      g_strdup_printf ("CONNECT %s HTTP/1.1\r\nHost: %s\r\n"
                       "User-Agent: leyr-onboarding/" ONB_VERSION "\r\n%s%s%s\r\n",
                       self->target, self->target, login != NULL ? "Proxy-Authorization: " : "",
                       login != NULL ? login : "", login != NULL ? "\r\n" : "");
  secret_password_free (login);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream), self->request,
                                   strlen (self->request), G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), on_request_written, task);
}

static void
way_begin (GTask *task)
{
  Way *self = g_task_get_task_data (task);
  OnbGate *gate = self->gate;
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      way_fail (task, error);
      return;
    }

  if (gate->user != NULL && gate->state == GATE_SHUT)
    {
      way_fail (task, g_error_copy (gate->refusal));
    }
  else if (gate->user != NULL && gate->state == GATE_ASKING)
    {
      g_queue_push_tail (&gate->waiting, task);
    }
  else
    {
      if (gate->user != NULL && gate->state == GATE_UNKNOWN)
        {
          gate->state = GATE_ASKING;
          self->asks = TRUE;
        }
      if (gate->wants_basic)
        self->challenge = onb_proxy_challenge_new_basic ();
      self->said_who = gate->wants_basic;
      way_send (task);
    }
}

static OnbGate *
find_gate (GProxyAddress *address)
{
  const char *uri = g_proxy_address_get_uri (address);
  const char *id = uri != NULL ? strrchr (uri, '/') : NULL;
  guint64 number;

  if (id == NULL || gates == NULL ||
      !g_ascii_string_to_unsigned (id + 1, 10, 1, G_MAXUINT, &number, NULL))
    return NULL;

  return g_hash_table_lookup (gates, GUINT_TO_POINTER ((guint) number));
}

static void
onb_tunnel_connect_async (GProxy *proxy,
                          GIOStream *stream,
                          GProxyAddress *address,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (proxy, cancellable, callback, user_data);
  OnbHost host = { .name = (char *) g_proxy_address_get_destination_hostname (address),
                   .port = g_proxy_address_get_destination_port (address) };
  GInetSocketAddress *socket_address = G_INET_SOCKET_ADDRESS (address);
  OnbGate *gate = find_gate (address);
  Way *self;

  g_task_set_source_tag (task, onb_tunnel_connect_async);
  if (gate == NULL || !onb_host_is_name (host.name))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody waits for it");
      g_object_unref (task);
      return;
    }

  self = g_new0 (Way, 1);
  self->gate = onb_gate_ref (gate);
  self->proxy = g_inet_socket_address_new (g_inet_socket_address_get_address (socket_address),
                                           g_inet_socket_address_get_port (socket_address));
  self->target = onb_host_to_string (&host);
  self->stream = g_object_ref (stream);
  self->head = g_byte_array_new ();
  g_task_set_task_data (task, self, (GDestroyNotify) way_free);
  way_begin (task);
}

static GIOStream *
onb_tunnel_connect_finish (GProxy *proxy, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Nothing here connects in a way that blocks. */
static GIOStream *
onb_tunnel_connect (GProxy *proxy,
                    GIOStream *stream,
                    GProxyAddress *address,
                    GCancellable *cancellable,
                    GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not in a blocking call");
  return NULL;
}

static gboolean
onb_tunnel_supports_hostname (GProxy *proxy)
{
  return TRUE;
}

static void
onb_tunnel_proxy_init (GProxyInterface *interface)
{
  interface->connect = onb_tunnel_connect;
  interface->connect_async = onb_tunnel_connect_async;
  interface->connect_finish = onb_tunnel_connect_finish;
  interface->supports_hostname = onb_tunnel_supports_hostname;
}

static void
onb_tunnel_class_init (OnbTunnelClass *klass)
{
}

static void
onb_tunnel_init (OnbTunnel *self)
{
}
