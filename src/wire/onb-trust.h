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
 * onb_trust_get_certificate:
 * @event: on the way of @message
 *
 * GLib’s TLS takes up a session that the process had with a host before, and asks nobody
 * then whether the certificate is good. It may have been another test’s, with other authorities.
 *
 * Returns: (transfer none) (nullable): the certificate of the host itself, once a connection is secure; to
 *   be verified, whether that was done before or not
 */
GTlsCertificate *
onb_trust_get_certificate (SoupMessage *message, GSocketClientEvent event, GIOStream *connection);

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
