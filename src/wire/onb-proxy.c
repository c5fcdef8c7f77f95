/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-host.h"
#include "wire/onb-tunnel.h"

#include "wire/onb-proxy.h"

/* Where the address of a proxy names no port, it is that of its scheme. */
#define HTTP_PORT 80
#define HTTPS_PORT 443

G_DEFINE_BOXED_TYPE (OnbProxyLogin, onb_proxy_login, onb_proxy_login_copy, onb_proxy_login_free)

struct _OnbProxies
{
  GObject parent_instance;

  GProxyResolver *system;
  OnbRedactor *sent;
  /* Proxy -> OnbGate. */
  GHashTable *gates;
  GPtrArray *logins;
  /* Host that is asked for -> the proxy on the way there, or NULL. */
  GHashTable *ways;
};

static void onb_proxies_resolver_init (GProxyResolverInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OnbProxies,
                               onb_proxies,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      onb_proxies_resolver_init))

OnbProxyLogin *
onb_proxy_login_new (const char *proxy, const char *user, SecretValue *password)
{
  OnbProxyLogin *self;

  g_return_val_if_fail (proxy != NULL, NULL);
  g_return_val_if_fail (user != NULL, NULL);
  g_return_val_if_fail (password != NULL, NULL);

  self = g_new0 (OnbProxyLogin, 1);
  self->proxy = g_strdup (proxy);
  self->user = g_strdup (user);
  self->password = secret_value_ref (password);
  return self;
}

OnbProxyLogin *
onb_proxy_login_copy (const OnbProxyLogin *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return onb_proxy_login_new (self->proxy, self->user, self->password);
}

void
onb_proxy_login_free (OnbProxyLogin *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->proxy);
  g_free (self->user);
  secret_value_unref (self->password);
  g_free (self);
}

static const OnbProxyLogin *
find_login (OnbProxies *self, const char *proxy)
{
  for (guint i = 0; i < self->logins->len; i++)
    {
      const OnbProxyLogin *login = g_ptr_array_index (self->logins, i);

      if (strcmp (login->proxy, proxy) == 0)
        return login;
    }

  return NULL;
}

static OnbGate *
find_gate (OnbProxies *self, GUri *uri, const char *proxy)
{
  const OnbProxyLogin *login = find_login (self, proxy);
  OnbGate *gate = g_hash_table_lookup (self->gates, proxy);

  if (gate != NULL)
    return gate;

  gate = onb_gate_new (proxy, self->sent);
  g_hash_table_insert (self->gates, g_strdup (proxy), gate);
  if (login != NULL)
    {
      onb_gate_set_login (gate, login->user, login->password);
    }
  else if (g_uri_get_user (uri) != NULL)
    {
      const char *text = g_uri_get_password (uri);
      g_autoptr (SecretValue) password =
          secret_value_new (text != NULL ? text : "", -1, "text/plain");

      onb_gate_set_login (gate, g_uri_get_user (uri), password);
    }

  return gate;
}

static gboolean
is_http (GUri *uri)
{
  return strcmp (g_uri_get_scheme (uri), "http") == 0;
}

static char *
name_of (GUri *uri)
{
  OnbHost host = { .name = (char *) g_uri_get_host (uri), .port = g_uri_get_port (uri) };

  if (host.port == -1 && is_http (uri))
    host.port = HTTP_PORT;
  return onb_host_to_string (&host);
}

/* libproxy puts a name and a password into an address as they are. With one of these in them, something
 * else would be taken for the proxy. Returns NULL where nothing is to be mended. */
static char *
escape_login (const char *text)
{
  const char *start = strstr (text, "://");
  const char *at = strrchr (text, '@');
  g_autofree char *who = NULL;
  g_autofree char *proxy = NULL;
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;
  g_autoptr (OnbHost) host = NULL;
  char *colon;

  if (start == NULL || at == NULL || at < start + strlen ("://"))
    return NULL;

  start += strlen ("://");
  who = g_strndup (start, (gsize) (at - start));
  proxy = g_strndup (at + 1, strcspn (at + 1, "/"));
  host = onb_host_parse (proxy);
  if (host == NULL || who[strcspn (who, "@/?#[]\\")] == '\0')
    return NULL;

  colon = strchr (who, ':');
  if (colon != NULL)
    *colon = '\0';
  user = g_uri_escape_string (who, NULL, FALSE);
  password = g_uri_escape_string (colon != NULL ? colon + 1 : "", NULL, FALSE);
  return g_strdup_printf ("%.*s%s:%s@%s", (int) (start - text), text, user, password, proxy);
}

/* Returns the proxy that @text names, or NULL where it names none that can be spoken of. */
static GUri *
parse_proxy (const char *text)
{
  g_autofree char *escaped = escape_login (text);
  g_autoptr (GUri) uri = g_uri_parse (escaped != NULL ? escaped : text,
                                      G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || !onb_host_is_name (g_uri_get_host (uri)))
    return NULL;

  return g_steal_pointer (&uri);
}

/* GNOME's settings hold a name and a password for http addresses alone, and the proxy wants them for
 * https as well: so the system is also asked for the way to the same host over http. Whether it goes
 * past the proxy may depend on the port, which therefore stays https's own. Returns NULL where there is
 * nothing to ask for. */
static char *
over_http (const char *url)
{
  g_autoptr (OnbHost) host = onb_host_parse_url (url);
  g_autofree char *name = NULL;

  if (host == NULL || g_strcmp0 (g_uri_peek_scheme (url), "https") != 0)
    return NULL;

  if (host->port == -1)
    host->port = HTTPS_PORT;
  name = onb_host_to_string (host);
  return g_strdup_printf ("http://%s/", name);
}

/* The same proxy among others, as it stands there with a login; that of any other proxy is not for it. */
static GUri *
find_with_login (const char *name, char **proxies)
{
  for (guint i = 0; proxies != NULL && proxies[i] != NULL; i++)
    {
      g_autoptr (GUri) uri = parse_proxy (proxies[i]);
      g_autofree char *other = uri != NULL ? name_of (uri) : NULL;

      if (uri != NULL && is_http (uri) && g_uri_get_user (uri) != NULL && strcmp (name, other) == 0)
        return g_steal_pointer (&uri);
    }

  return NULL;
}

char *
onb_proxy_find_login (GProxyResolver *system, const char *url)
{
  g_auto (GStrv) proxies = NULL;
  g_auto (GStrv) over = NULL;
  g_autofree char *http = NULL;

  g_return_val_if_fail (system == NULL || G_IS_PROXY_RESOLVER (system), NULL);
  g_return_val_if_fail (url != NULL, NULL);

  if (system == NULL)
    system = g_proxy_resolver_get_default ();
  proxies = g_proxy_resolver_lookup (system, url, NULL, NULL);
  http = over_http (url);
  if (http != NULL)
    over = g_proxy_resolver_lookup (system, http, NULL, NULL);

  for (guint i = 0; proxies != NULL && proxies[i] != NULL; i++)
    {
      g_autoptr (GUri) uri = parse_proxy (proxies[i]);
      g_autofree char *name = uri != NULL ? name_of (uri) : NULL;
      g_autoptr (GUri) same = uri != NULL && is_http (uri) ? find_with_login (name, over) : NULL;

      if (uri != NULL && (g_uri_get_user (uri) != NULL || same != NULL))
        return g_steal_pointer (&name);
    }

  return NULL;
}

/* What the system says of one proxy, as it is to be used here: an HTTP proxy by our own tunnel, which
 * is the only one to know the login; any other as it is. */
static char *
take_over (OnbProxies *self, const char *proxy, char **over, char **name)
{
  g_autoptr (GUri) uri = parse_proxy (proxy);
  g_autoptr (GUri) same = NULL;
  char *escaped;

  if (uri == NULL)
    {
      *name = NULL;
      return g_strdup (proxy);
    }

  *name = name_of (uri);
  if (!is_http (uri))
    {
      escaped = escape_login (proxy);
      return escaped != NULL ? escaped : g_strdup (proxy);
    }

  if (g_uri_get_user (uri) == NULL)
    same = find_with_login (*name, over);
  return onb_gate_get_uri (find_gate (self, same != NULL ? same : uri, *name));
}

/* @over: (nullable): the same for http, where it may know more of the same proxies. */
static char **
take_over_all (OnbProxies *self, const char *url, char **proxies, char **over)
{
  g_autoptr (OnbHost) host = onb_host_parse_url (url);
  GPtrArray *taken = g_ptr_array_new ();
  g_autofree char *first = NULL;
  gboolean direct = FALSE;

  for (guint i = 0; proxies[i] != NULL; i++)
    {
      char *name = NULL;

      direct = direct || g_str_has_prefix (proxies[i], "direct:");
      g_ptr_array_add (taken, take_over (self, proxies[i], over, &name));
      if (first == NULL)
        first = g_steal_pointer (&name);
      g_free (name);
    }

  /* Where there is a way without a proxy as well, it was the last one tried. */
  if (host != NULL)
    g_hash_table_insert (self->ways, onb_host_to_string (host),
                         direct ? NULL : g_steal_pointer (&first));

  g_ptr_array_add (taken, NULL);
  return (char **) g_ptr_array_free (taken, FALSE);
}

/* Whether there is a proxy that nothing is known of yet, not even who asks it. */
static gboolean
lacks_login (OnbProxies *self, char **proxies)
{
  for (guint i = 0; proxies[i] != NULL; i++)
    {
      g_autoptr (GUri) uri = parse_proxy (proxies[i]);
      g_autofree char *name = uri != NULL ? name_of (uri) : NULL;

      if (uri != NULL && is_http (uri) && g_uri_get_user (uri) == NULL &&
          find_login (self, name) == NULL && !g_hash_table_contains (self->gates, name))
        return TRUE;
    }

  return FALSE;
}

/* Not before somebody asks: to look at the desktop's settings takes time. */
static GProxyResolver *
get_system (OnbProxies *self)
{
  if (self->system == NULL)
    self->system = g_object_ref (g_proxy_resolver_get_default ());

  return self->system;
}

static gboolean
onb_proxies_is_supported (GProxyResolver *resolver)
{
  return g_proxy_resolver_is_supported (get_system (ONB_PROXIES (resolver)));
}

static char **
onb_proxies_lookup (GProxyResolver *resolver,
                    const char *url,
                    GCancellable *cancellable,
                    GError **error)
{
  OnbProxies *self = ONB_PROXIES (resolver);
  g_auto (GStrv) proxies = g_proxy_resolver_lookup (get_system (self), url, cancellable, error);
  g_autofree char *http = over_http (url);
  g_auto (GStrv) over = NULL;

  if (proxies == NULL)
    return NULL;

  if (http != NULL && lacks_login (self, proxies))
    over = g_proxy_resolver_lookup (get_system (self), http, cancellable, NULL);
  return take_over_all (self, url, proxies, over);
}

typedef struct
{
  char *url;
  char **proxies;
} Lookup;

static void
lookup_free (Lookup *self)
{
  g_free (self->url);
  g_strfreev (self->proxies);
  g_free (self);
}

static void
on_looked_up_over_http (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Lookup *self = g_task_get_task_data (task);
  /* Where this is not known, there is the other answer all the same. */
  g_auto (GStrv) over = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);

  g_task_return_pointer (task,
                         take_over_all (g_task_get_source_object (task), self->url, self->proxies,
                                        over),
                         (GDestroyNotify) g_strfreev);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  OnbProxies *proxies = g_task_get_source_object (task);
  Lookup *self = g_task_get_task_data (task);
  g_autofree char *http = over_http (self->url);
  GError *error = NULL;

  self->proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);
  if (self->proxies == NULL)
    g_task_return_error (task, error);
  else if (http != NULL && lacks_login (proxies, self->proxies))
    g_proxy_resolver_lookup_async (G_PROXY_RESOLVER (source), http, g_task_get_cancellable (task),
                                   on_looked_up_over_http, g_object_ref (task));
  else
    g_task_return_pointer (task, take_over_all (proxies, self->url, self->proxies, NULL),
                           (GDestroyNotify) g_strfreev);
}

static void
onb_proxies_lookup_async (GProxyResolver *resolver,
                          const char *url,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);
  Lookup *self = g_new0 (Lookup, 1);

  self->url = g_strdup (url);
  g_task_set_source_tag (task, onb_proxies_lookup_async);
  g_task_set_task_data (task, self, (GDestroyNotify) lookup_free);
  g_proxy_resolver_lookup_async (get_system (ONB_PROXIES (resolver)), url, cancellable,
                                 on_looked_up, task);
}

static char **
onb_proxies_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
onb_proxies_resolver_init (GProxyResolverInterface *interface)
{
  interface->is_supported = onb_proxies_is_supported;
  interface->lookup = onb_proxies_lookup;
  interface->lookup_async = onb_proxies_lookup_async;
  interface->lookup_finish = onb_proxies_lookup_finish;
}

void
onb_proxies_add_login (OnbProxies *self, const OnbProxyLogin *login)
{
  OnbGate *gate;

  g_return_if_fail (ONB_IS_PROXIES (self));
  g_return_if_fail (login != NULL);

  gate = g_hash_table_lookup (self->gates, login->proxy);
  if (gate != NULL)
    onb_gate_set_login (gate, login->user, login->password);
  g_ptr_array_insert (self->logins, 0, onb_proxy_login_copy (login));
}

const char *
onb_proxies_get_proxy (OnbProxies *self, const char *url)
{
  g_autoptr (OnbHost) host = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (ONB_IS_PROXIES (self), NULL);
  g_return_val_if_fail (url != NULL, NULL);

  host = onb_host_parse_url (url);
  if (host == NULL)
    return NULL;

  name = onb_host_to_string (host);
  return g_hash_table_lookup (self->ways, name);
}

gboolean
onb_proxies_has_opened (OnbProxies *self, const char *proxy)
{
  OnbGate *gate;

  g_return_val_if_fail (ONB_IS_PROXIES (self), FALSE);
  g_return_val_if_fail (proxy != NULL, FALSE);

  gate = g_hash_table_lookup (self->gates, proxy);
  return gate != NULL && onb_gate_has_opened (gate);
}

static void
onb_proxies_finalize (GObject *object)
{
  OnbProxies *self = ONB_PROXIES (object);

  g_clear_object (&self->system);
  onb_redactor_unref (self->sent);
  g_hash_table_unref (self->gates);
  g_ptr_array_unref (self->logins);
  g_hash_table_unref (self->ways);

  G_OBJECT_CLASS (onb_proxies_parent_class)->finalize (object);
}

static void
onb_proxies_class_init (OnbProxiesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_proxies_finalize;
}

static void
onb_proxies_init (OnbProxies *self)
{
  self->gates =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) onb_gate_unref);
  self->logins = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_proxy_login_free);
  self->ways = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

OnbProxies *
onb_proxies_new (GProxyResolver *system, OnbRedactor *sent)
{
  OnbProxies *self;

  g_return_val_if_fail (system == NULL || G_IS_PROXY_RESOLVER (system), NULL);
  g_return_val_if_fail (sent != NULL, NULL);

  self = g_object_new (ONB_TYPE_PROXIES, NULL);
  g_set_object (&self->system, system);
  self->sent = onb_redactor_ref (sent);
  return self;
}
