/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/**
 * onb_basic_new:
 * @name: a user's name, or a client's ID
 * @secret: what proves it
 *
 * Basic authentication, RFC 7617, for servers and proxies.
 *
 * Returns: (transfer full): the value of the header; a secret, to be freed with secret_password_free()
 */
char *onb_basic_new (const char *name, SecretValue *secret);

G_END_DECLS
