/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "wire/onb-certificate.h"
#include "wire/onb-host.h"

#include "wire/onb-trust.h"

struct _OnbTrust
{
  GTlsDatabase *system_authorities;
  GTlsDatabase *authorities;
  /* Host -> the authority that was added. Not each request has a handshake of its own. */
  GHashTable *added;
  /* Host -> the certificate that was found to be good. */
  GHashTable *verified;
};

OnbTrust *
onb_trust_new (GTlsDatabase *authorities)
{
  OnbTrust *self = g_new0 (OnbTrust, 1);

  self->system_authorities = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  g_set_object (&self->authorities, authorities);
  self->added = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->verified = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return self;
}

void
onb_trust_free (OnbTrust *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->system_authorities);
  g_clear_object (&self->authorities);
  g_hash_table_unref (self->added);
  g_hash_table_unref (self->verified);
  g_free (self);
}

static char *
host_of (const char *url)
{
  g_autoptr (OnbHost) host = onb_host_parse_url (url);

  return host != NULL ? onb_host_to_string (host) : NULL;
}

GTlsCertificateFlags
onb_trust_verify (OnbTrust *self, SoupMessage *message, GTlsCertificate *certificate)
{
  GTlsDatabase *const databases[] = { self->system_authorities, self->authorities };
  GTlsCertificateFlags flags;
  GTlsDatabase *vouches = NULL;
  GUri *uri = soup_message_get_uri (message);
  g_autofree char *url = g_uri_to_string (uri);
  g_autofree char *host = host_of (url);
  g_autoptr (GSocketConnectable) identity =
      g_network_address_new (g_uri_get_host (uri), (guint16) MAX (g_uri_get_port (uri), 0));
  GTlsCertificate *good = host != NULL ? g_hash_table_lookup (self->verified, host) : NULL;

  if (good != NULL && g_tls_certificate_is_same (good, certificate))
    return G_TLS_CERTIFICATE_NO_FLAGS;

  flags =
      onb_certificate_verify (certificate, identity, databases, G_N_ELEMENTS (databases), &vouches);
  if (host != NULL && vouches != NULL && vouches == self->authorities)
    g_hash_table_insert (self->added, g_strdup (host),
                         onb_certificate_find_anchor (certificate, vouches));
  if (host != NULL && flags == G_TLS_CERTIFICATE_NO_FLAGS)
    g_hash_table_insert (self->verified, g_steal_pointer (&host), g_object_ref (certificate));

  return flags;
}

GTlsCertificate *
onb_trust_get_certificate (SoupMessage *message, GSocketClientEvent event, GIOStream *connection)
{
  GSocketConnectable *identity;

  if (event != G_SOCKET_CLIENT_TLS_HANDSHAKED || !G_IS_TLS_CLIENT_CONNECTION (connection))
    return NULL;

  /* A proxy has a certificate of its own. */
  identity = g_tls_client_connection_get_server_identity (G_TLS_CLIENT_CONNECTION (connection));
  if (!G_IS_NETWORK_ADDRESS (identity) ||
      g_ascii_strcasecmp (g_network_address_get_hostname (G_NETWORK_ADDRESS (identity)),
                          g_uri_get_host (soup_message_get_uri (message))) != 0)
    return NULL;

  return g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (connection));
}

const char *
onb_trust_get_added (const OnbTrust *self, const char *url)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);

  host = host_of (url);
  return host != NULL ? g_hash_table_lookup (self->added, host) : NULL;
}

gboolean
onb_trust_check_event (GSocketClientEvent event, GIOStream *connection)
{
  /* libsoup offers HTTP/2, and over that waits for an answer's head without a look at who cancels.
   * What is to be said here fits HTTP/1.1. */
  static const char *const protocols[] = { "http/1.1", NULL };

  if (!G_IS_TLS_CONNECTION (connection))
    return TRUE;

  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);

  /* Nothing older is safe (RFC 8996). */
  return event != G_SOCKET_CLIENT_TLS_HANDSHAKED ||
         g_tls_connection_get_protocol_version (G_TLS_CONNECTION (connection)) >=
             G_TLS_PROTOCOL_VERSION_TLS_1_2;
}
