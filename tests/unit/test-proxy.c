/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-exchange.h"
#include "wire/onb-proxy.h"
#include "wire/onb-tunnel.h"

#define RIGHT "Proxy-Authorization: Basic bnVyc2U6cGFzc3dvcmQ="
#define ASKS                                                                                       \
  "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"

/* A proxy that wants a login, and then lets through. */
typedef struct
{
  GSocketService *service;
  char *name;
  GString *heard;
  guint n_asked;
} Proxy;

/* A connection to it, in the test's own thread like everything else. */
typedef struct
{
  Proxy *proxy;
  GSocketConnection *connection;
  char buffer[2048];
} Visit;

static void
proxy_clear (Proxy *self)
{
  g_free (self->name);
  g_string_free (self->heard, TRUE);
}

static void
proxy_unref (Proxy *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) proxy_clear);
}

static void
on_heard (GObject *source, GAsyncResult *result, gpointer data)
{
  Visit *visit = data;
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (visit->connection));
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  const char *answer = ASKS;

  if (length > 0)
    {
      g_string_append_len (visit->proxy->heard, visit->buffer, length);
      visit->proxy->n_asked++;
      if (g_strstr_len (visit->buffer, length, RIGHT) != NULL)
        answer = "HTTP/1.1 200 Go\r\n\r\n";
      g_output_stream_write_all (output, answer, strlen (answer), NULL, NULL, NULL);
    }
  g_io_stream_close (G_IO_STREAM (visit->connection), NULL, NULL);
  g_object_unref (visit->connection);
  proxy_unref (visit->proxy);
  g_free (visit);
}

static gboolean
on_connection (GSocketService *service, GSocketConnection *connection, GObject *source, Proxy *self)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->proxy = g_rc_box_acquire (self);
  visit->connection = g_object_ref (connection);
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), visit->buffer,
                             sizeof visit->buffer, G_PRIORITY_DEFAULT, NULL, on_heard, visit);
  return TRUE;
}

static Proxy *
proxy_start (void)
{
  Proxy *self = g_rc_box_new0 (Proxy);
  guint16 port;

  self->service = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, NULL);
  self->name = g_strdup_printf ("127.0.0.1:%u", port);
  self->heard = g_string_new (NULL);
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_connection), self);
  g_socket_service_start (self->service);
  return self;
}

static void
proxy_stop (Proxy *self)
{
  g_socket_service_stop (self->service);
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  proxy_unref (self);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **place = data;

  *place = g_object_ref (result);
}

/* Returns the fault that connecting through @proxies ended with. */
static OnbFault
connect_through (OnbProxies *proxies)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) target =
      g_network_address_parse_uri ("https://fhir.example:443/", 443, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_client_set_proxy_resolver (client, G_PROXY_RESOLVER (proxies));
  g_socket_client_connect_async (client, target, NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  connection = g_socket_client_connect_finish (client, result, &error);
  if (connection != NULL)
    return ONB_FAULT_NONE;

  g_assert_true (error->domain == ONB_PROXY_ERROR);
  return (OnbFault) error->code;
}

static OnbProxies *
proxies_new (const Proxy *proxy, const char *login)
{
  g_autofree char *url = g_strdup_printf ("http://%s%s", login, proxy->name);
  g_autoptr (GProxyResolver) system = g_simple_proxy_resolver_new (url, NULL);
  g_autoptr (OnbRedactor) sent = onb_redactor_new ();

  return onb_proxies_new (system, sent);
}

static void
test_login (void)
{
  static const struct
  {
    /* In the address, and typed; for the other proxy too. */
    const char *in_address;
    const char *typed;
    OnbFault fault;
    guint n_asked;
  } cases[] = {
    { "", NULL, ONB_FAULT_PROXY_LOGIN_MISSING, 1 },
    { "nurse:password@", NULL, ONB_FAULT_NONE, 2 },
    { "nurse:pass%77ord@", NULL, ONB_FAULT_NONE, 2 },
    { "nurse:wrong@", NULL, ONB_FAULT_PROXY_LOGIN_WRONG, 2 },
    { "nurse@", NULL, ONB_FAULT_PROXY_LOGIN_WRONG, 2 },
    /* As libproxy writes it: none of it is taken for the proxy. */
    { "nurse:1/2@", NULL, ONB_FAULT_PROXY_LOGIN_WRONG, 2 },
    { "nurse:p@ss/w:?@", NULL, ONB_FAULT_PROXY_LOGIN_WRONG, 2 },
    { "nurse:p@proxy.example:3128/@", NULL, ONB_FAULT_PROXY_LOGIN_WRONG, 2 },
    { "nu/rse@hospital.example:password@", NULL, ONB_FAULT_PROXY_LOGIN_WRONG, 2 },
    { "", "password", ONB_FAULT_NONE, 2 },
    { "", "wrong", ONB_FAULT_PROXY_LOGIN_WRONG, 2 },
    { "nurse:wrong@", "password", ONB_FAULT_NONE, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Proxy *proxy = proxy_start ();
      g_autoptr (OnbProxies) proxies = NULL;

      proxies = proxies_new (proxy, cases[i].in_address);
      if (cases[i].typed != NULL)
        {
          g_autoptr (SecretValue) password = secret_value_new (cases[i].typed, -1, "text/plain");
          g_autoptr (OnbProxyLogin) login = onb_proxy_login_new (proxy->name, "nurse", password);

          onb_proxies_add_login (proxies, login);
        }

      g_test_message ("%u", i);
      g_assert_cmpint (connect_through (proxies), ==, cases[i].fault);
      g_assert_cmpint (proxy->n_asked, ==, cases[i].n_asked);
      g_assert_cmpstr (onb_proxies_get_proxy (proxies, "https://fhir.example/r4/"), ==,
                       proxy->name);
      g_assert_cmpint (onb_proxies_has_opened (proxies, proxy->name), ==,
                       cases[i].fault == ONB_FAULT_NONE);
      g_assert_nonnull (strstr (proxy->heard->str, "CONNECT fhir.example:443 HTTP/1.1\r\n"));

      /* What is right is said at once from then on; what is wrong is not said again. */
      connect_through (proxies);
      g_assert_cmpint (proxy->n_asked, ==,
                       cases[i].n_asked + (cases[i].fault == ONB_FAULT_PROXY_LOGIN_WRONG ? 0 : 1));
      proxy_stop (proxy);
    }
}

static void
test_login_of_another (void)
{
  g_autoptr (SecretValue) password = secret_value_new ("password", -1, "text/plain");
  g_autoptr (OnbProxyLogin) login = onb_proxy_login_new ("127.0.0.1:1", "nurse", password);
  Proxy *proxy = proxy_start ();
  g_autoptr (OnbProxies) proxies = NULL;

  proxies = proxies_new (proxy, "");
  onb_proxies_add_login (proxies, login);
  g_assert_cmpint (connect_through (proxies), ==, ONB_FAULT_PROXY_LOGIN_MISSING);
  g_assert_null (strstr (proxy->heard->str, "Authorization"));
  proxy_stop (proxy);
}

/* As GNOME's settings have it: a login for http alone, and the same proxy for both. */
static void
test_login_for_http_alone (void)
{
  static const struct
  {
    /* NULL: the same one. */
    const char *over_http;
    const char *typed;
    OnbFault fault;
    guint n_asked;
  } cases[] = {
    { NULL, NULL, ONB_FAULT_NONE, 2 },
    { "127.0.0.1:1", NULL, ONB_FAULT_PROXY_LOGIN_MISSING, 1 },
    { "127.0.0.1", NULL, ONB_FAULT_PROXY_LOGIN_MISSING, 1 },
    { NULL, "wrong", ONB_FAULT_PROXY_LOGIN_WRONG, 2 },
  };
  static const char url[] = "https://fhir.example/r4/";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Proxy *proxy = proxy_start ();
      const char *other = cases[i].over_http;
      g_autofree char *https = g_strdup_printf ("http://%s", proxy->name);
      g_autofree char *http =
          g_strdup_printf ("http://nurse:password@%s", other != NULL ? other : proxy->name);
      g_autoptr (GProxyResolver) system = g_simple_proxy_resolver_new (NULL, NULL);
      g_autoptr (OnbRedactor) sent = onb_redactor_new ();
      g_autoptr (OnbProxies) proxies = onb_proxies_new (system, sent);
      g_autofree char *known = NULL;

      g_simple_proxy_resolver_set_uri_proxy (G_SIMPLE_PROXY_RESOLVER (system), "https", https);
      g_simple_proxy_resolver_set_uri_proxy (G_SIMPLE_PROXY_RESOLVER (system), "http", http);
      if (cases[i].typed != NULL)
        {
          g_autoptr (SecretValue) password = secret_value_new (cases[i].typed, -1, "text/plain");
          g_autoptr (OnbProxyLogin) login = onb_proxy_login_new (proxy->name, "nurse", password);

          onb_proxies_add_login (proxies, login);
        }

      g_test_message ("%u", i);
      g_assert_cmpint (connect_through (proxies), ==, cases[i].fault);
      g_assert_cmpint (proxy->n_asked, ==, cases[i].n_asked);
      g_assert_cmpstr (onb_proxies_get_proxy (proxies, url), ==, proxy->name);
      known = onb_proxy_find_login (system, url);
      g_assert_cmpstr (known, ==, other == NULL ? proxy->name : NULL);
      proxy_stop (proxy);
    }
}

/* The same host over http is asked for under https's own port, as what is exempt may depend on it. */
static void
test_exempt_by_port (void)
{
  static const char *const exempt[] = { "fhir.example:443", NULL };
  Proxy *proxy = proxy_start ();
  g_autofree char *https = g_strdup_printf ("http://%s", proxy->name);
  g_autofree char *http = g_strdup_printf ("http://nurse:password@%s", proxy->name);
  g_autoptr (GProxyResolver) system = g_simple_proxy_resolver_new (NULL, (char **) exempt);
  g_autofree char *known = NULL;

  g_simple_proxy_resolver_set_uri_proxy (G_SIMPLE_PROXY_RESOLVER (system), "https", https);
  g_simple_proxy_resolver_set_uri_proxy (G_SIMPLE_PROXY_RESOLVER (system), "http", http);
  g_assert_null (onb_proxy_find_login (system, "https://fhir.example/r4/"));
  known = onb_proxy_find_login (system, "https://fhir.example:8443/r4/");
  g_assert_cmpstr (known, ==, proxy->name);
  proxy_stop (proxy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/proxy/login", test_login);
  g_test_add_func ("/proxy/login-of-another", test_login_of_another);
  g_test_add_func ("/proxy/login-for-http-alone", test_login_for_http_alone);
  g_test_add_func ("/proxy/exempt-by-port", test_exempt_by_port);

  return g_test_run ();
}
