/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "keyring/onb-keyring-proxy.h"

G_BEGIN_DECLS

#define ONB_TYPE_PROXY_LOGINS (onb_proxy_logins_get_type ())
G_DECLARE_FINAL_TYPE (OnbProxyLogins, onb_proxy_logins, ONB, PROXY_LOGINS, GObject)

/**
 * OnbProxyLogins: what the proxies on the way are told during one test, out of the keyring or entered.
 * What was entered is kept only once the proxy has accepted it, and only where that is wished; what is
 * kept and was rejected is removed, so that no account is locked by trying it again. Between two tests
 * nothing is held here.
 */

/**
 * OnbProxyLogins::not-kept:
 * @reason: a sentence for the user
 *
 * A login was accepted, and the keyring would not keep it.
 */

/** onb_proxy_logins_new: Returns: (transfer full): no logins */
OnbProxyLogins *onb_proxy_logins_new (void);

/** onb_proxy_logins_load_async: a test begins: takes what the keyring has */
void onb_proxy_logins_load_async (OnbProxyLogins *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * onb_proxy_logins_load_finish:
 *
 * A keyring that has none, or cannot be asked, is no error: the proxy may let everybody through.
 *
 * Returns: (transfer none) (element-type OnbProxyLogin): the logins for the test, one a proxy
 */
GPtrArray *onb_proxy_logins_load_finish (OnbProxyLogins *self, GAsyncResult *result);

/**
 * onb_proxy_logins_enter:
 * @login: what the user has entered for the next test
 * @keep: whether it is to be kept in the keyring
 */
void onb_proxy_logins_enter (OnbProxyLogins *self, const OnbProxyLogin *login, gboolean keep);

/**
 * onb_proxy_logins_get_entered:
 *
 * Returns: (transfer none) (nullable): the proxy whose login was entered for this test
 */
const char *onb_proxy_logins_get_entered (OnbProxyLogins *self);

/**
 * onb_proxy_logins_settle:
 * @asking: (nullable): the proxy that still asks for a login
 * @passed: whether the one whose login was entered has accepted it
 *
 * The test has ended: keeps what is to be kept, removes what was rejected, and lets all of it go.
 */
void onb_proxy_logins_settle (OnbProxyLogins *self, const char *asking, gboolean passed);

G_END_DECLS
