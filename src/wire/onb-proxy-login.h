/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/**
 * OnbProxyChallenge: how a proxy wants to be told who asks: Basic (RFC 7617) or Digest (RFC 7616).
 */
typedef struct _OnbProxyChallenge OnbProxyChallenge;

/**
 * onb_proxy_challenge_choose:
 * @header: the values of all Proxy-Authenticate headers, with commas between
 * @kinds: (out) (transfer full): all kinds that the proxy offers, for a sentence
 *
 * Returns: (transfer full) (nullable): the safest challenge that can be answered; %NULL where there
 *   is none
 */
OnbProxyChallenge *onb_proxy_challenge_choose (const char *header, char **kinds);

/** onb_proxy_challenge_new_basic: Returns: (transfer full): what a proxy that wants Basic would say */
OnbProxyChallenge *onb_proxy_challenge_new_basic (void);
void onb_proxy_challenge_free (OnbProxyChallenge *self);

/** onb_proxy_challenge_is_basic: Returns: whether it wants Basic, whose answer is always the same */
gboolean onb_proxy_challenge_is_basic (const OnbProxyChallenge *self);

/**
 * onb_proxy_challenge_is_stale:
 *
 * Returns: whether the proxy only wants the same login with a fresh nonce
 */
gboolean onb_proxy_challenge_is_stale (const OnbProxyChallenge *self);

/**
 * onb_proxy_challenge_answer:
 * @target: what CONNECT asks for, host and port
 * @client_nonce: (nullable): for tests; a random one where it is %NULL
 *
 * Returns: (transfer full): the Proxy-Authorization header, a secret, to be freed with
 *   secret_password_free()
 */
char *onb_proxy_challenge_answer (OnbProxyChallenge *self,
                                  const char *user,
                                  SecretValue *password,
                                  const char *target,
                                  const char *client_nonce);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbProxyChallenge, onb_proxy_challenge_free)

G_END_DECLS
