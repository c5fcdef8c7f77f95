/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** OnbTrust: what a connection has to be before anything is sent over it. */
typedef struct _OnbTrust OnbTrust;

/**
 * onb_trust_new:
 * @authorities: (nullable): certificate authorities to trust beside the system's
 *
 * Returns: (transfer full): the trust
 */
OnbTrust *onb_trust_new (GTlsDatabase *authorities);
void onb_trust_free (OnbTrust *self);

/** onb_trust_verify: Returns: what is wrong with the certificate that the server of @message shows */
GTlsCertificateFlags
onb_trust_verify (OnbTrust *self, SoupMessage *message, GTlsCertificate *certificate);

/**
 * onb_trust_get_added:
 * @url: what was asked for
 *
 * Returns: (transfer none) (nullable): the authority beside the system's because of which the host's
 *   certificate was trusted; %NULL where the system's do
 */
const char *onb_trust_get_added (const OnbTrust *self, const char *url);

/**
 * onb_trust_check_event:
 * @event: how far the connection is, from #SoupMessage::network-event
 * @connection: the connection
 *
 * Offers HTTP/1.1 alone where the handshake begins.
 *
 * Returns: whether it may go on: the handshake ended with TLS 1.2 or newer
 */
gboolean onb_trust_check_event (GSocketClientEvent event, GIOStream *connection);

G_END_DECLS
