/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <libsecret/secret.h>

#include "wire/onb-text.h"

G_BEGIN_DECLS

/** Errors of a proxy; the code is the #OnbFault. */
#define ONB_PROXY_ERROR (onb_proxy_error_quark ())
GQuark onb_proxy_error_quark (void);

/**
 * OnbGate: an HTTP proxy, and what is known of the way through it. All tunnels of one #OnbHttp through
 * one proxy share it.
 */
typedef struct _OnbGate OnbGate;

/**
 * onb_gate_new:
 * @host: the proxy's name or address, and its port
 * @sent: what must not be said again; a login is added to it
 *
 * Returns: (transfer full): a proxy of which nothing is known yet
 */
OnbGate *onb_gate_new (const char *host, OnbRedactor *sent);
OnbGate *onb_gate_ref (OnbGate *self);
void onb_gate_unref (OnbGate *self);

/** onb_gate_set_login: who asks, where the proxy wants to know; sent to this proxy alone */
void onb_gate_set_login (OnbGate *self, const char *user, SecretValue *password);

/** onb_gate_get_host: Returns: (transfer none): the proxy, host and port */
const char *onb_gate_get_host (const OnbGate *self);

/** onb_gate_has_opened: Returns: whether it has let anything through */
gboolean onb_gate_has_opened (const OnbGate *self);

/**
 * onb_gate_get_uri:
 *
 * Returns: (transfer full): the address under which GIO finds this proxy and its tunnels, while the
 *   gate lives
 */
char *onb_gate_get_uri (const OnbGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbGate, onb_gate_unref)

G_END_DECLS
