/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "keyring/onb-keyring.h"
#include "wire/onb-proxy.h"

G_BEGIN_DECLS

/**
 * onb_keyring_store_proxy_login_async:
 * @login: what to keep, in place of what is kept for that proxy
 *
 * Keeps the login of a proxy in the system's keyring. It is no clinic's: the proxy is the network's.
 */
void onb_keyring_store_proxy_login_async (const OnbProxyLogin *login,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);

/** onb_keyring_store_proxy_login_finish: Returns: whether it is kept; if not, with #ONB_KEYRING_ERROR */
gboolean onb_keyring_store_proxy_login_finish (GAsyncResult *result, GError **error);

/**
 * onb_keyring_lookup_proxy_logins_async:
 * @quietly: asks the user for nothing, as with onb_keyring_lookup_async()
 *
 * Looks up the logins of all proxies.
 */
void onb_keyring_lookup_proxy_logins_async (gboolean quietly,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);

/**
 * onb_keyring_lookup_proxy_logins_finish:
 *
 * Returns: (transfer full) (nullable) (element-type OnbProxyLogin): the logins, which may be none;
 *   %NULL with #ONB_KEYRING_ERROR where that could not be found out
 */
GPtrArray *onb_keyring_lookup_proxy_logins_finish (GAsyncResult *result, GError **error);

/**
 * onb_keyring_remove_proxy_login_async:
 * @proxy: host and port, as in #OnbProxyLogin
 */
void onb_keyring_remove_proxy_login_async (const char *proxy,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);

/** onb_keyring_remove_proxy_login_finish: Returns: whether nothing is kept any more; else
 * #ONB_KEYRING_ERROR */
gboolean onb_keyring_remove_proxy_login_finish (GAsyncResult *result, GError **error);

G_END_DECLS
