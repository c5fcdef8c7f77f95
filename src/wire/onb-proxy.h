/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <libsecret/secret.h>

#include "wire/onb-text.h"

G_BEGIN_DECLS

/**
 * OnbProxyLogin: who asks a proxy.
 * @proxy: the proxy, host and port, as it is called in findings
 */
typedef struct
{
  char *proxy;
  char *user;
  SecretValue *password;
} OnbProxyLogin;

#define ONB_TYPE_PROXY_LOGIN (onb_proxy_login_get_type ())
GType onb_proxy_login_get_type (void);

/** onb_proxy_login_new: Returns: (transfer full): a login */
OnbProxyLogin *onb_proxy_login_new (const char *proxy, const char *user, SecretValue *password);
OnbProxyLogin *onb_proxy_login_copy (const OnbProxyLogin *self);
void onb_proxy_login_free (OnbProxyLogin *self);

#define ONB_TYPE_PROXIES (onb_proxies_get_type ())
G_DECLARE_FINAL_TYPE (OnbProxies, onb_proxies, ONB, PROXIES, GObject)

/**
 * onb_proxies_new:
 * @system: (nullable): what knows the proxies; %NULL for the system's own
 * @sent: what must not be said again; a login is added to it
 *
 * A #GProxyResolver that says what @system says, but for the tunnels through HTTP proxies, which are
 * made here, with the login that @system has for the same proxy, be it for http alone: a login goes to the proxy that asked for it and nowhere else, one connection at a time
 * until it is known to be right, so that a wrong one is tried once only.
 *
 * Returns: (transfer full): the resolver
 */
OnbProxies *onb_proxies_new (GProxyResolver *system, OnbRedactor *sent);

/**
 * onb_proxies_add_login:
 *
 * Takes the place of what the system knows for that proxy.
 */
void onb_proxies_add_login (OnbProxies *self, const OnbProxyLogin *login);

/**
 * onb_proxies_get_proxy:
 * @url: what was asked for
 *
 * Returns: (transfer none) (nullable): the proxy on the way there; %NULL where there is none, or
 *   another way as well
 */
const char *onb_proxies_get_proxy (OnbProxies *self, const char *url);

/** onb_proxies_has_opened: Returns: whether that proxy has let anything through */
gboolean onb_proxies_has_opened (OnbProxies *self, const char *proxy);

/**
 * onb_proxy_find_login:
 * @system: (nullable): what knows the proxies; %NULL for the system's own
 * @url: what will be asked for
 *
 * Asks the system, which may take a moment: not for the main thread of a window.
 *
 * Returns: (transfer full) (nullable): the proxy on the way there for which the system knows a name, and
 *   perhaps a password; %NULL where there is none
 */
char *onb_proxy_find_login (GProxyResolver *system, const char *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbProxyLogin, onb_proxy_login_free)

G_END_DECLS
