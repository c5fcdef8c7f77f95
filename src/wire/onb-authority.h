/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** How large a file with certificate authorities may be, in bytes, and how many it may hold. */
#define ONB_AUTHORITY_MAX_FILE (1024 * 1024)
#define ONB_AUTHORITY_MAX_COUNT 64

#define ONB_AUTHORITY_ERROR (onb_authority_error_quark ())
GQuark onb_authority_error_quark (void);

/**
 * OnbAuthorityError:
 * @ONB_AUTHORITY_ERROR_INVALID: the file holds no certificate
 * @ONB_AUTHORITY_ERROR_NOT_AUTHORITY: its certificates may not sign others
 * @ONB_AUTHORITY_ERROR_TOO_LARGE: the file is too large, or holds too many
 */
typedef enum
{
  ONB_AUTHORITY_ERROR_INVALID,
  ONB_AUTHORITY_ERROR_NOT_AUTHORITY,
  ONB_AUTHORITY_ERROR_TOO_LARGE,
} OnbAuthorityError;

#define ONB_TYPE_AUTHORITY (onb_authority_get_type ())
G_DECLARE_FINAL_TYPE (OnbAuthority, onb_authority, ONB, AUTHORITY, GObject)

/**
 * OnbAuthority: a certificate authority, as its own certificate describes it. It never changes.
 */

/**
 * onb_authorities_read:
 * @data: a file in PEM, with whatever stands between the certificates, or one certificate in DER
 * @length: of @data in bytes
 *
 * What is no authority in a file that holds some as well, as a server's certificate in a chain, is left
 * out.
 *
 * Returns: (transfer full) (nullable) (element-type OnbAuthority): each authority once, at least one; or
 *   %NULL with #ONB_AUTHORITY_ERROR, whose message says what was opened and what is needed
 */
GPtrArray *onb_authorities_read (const char *data, gsize length, GError **error);

/** onb_authority_get_certificate: Returns: (transfer none): the certificate itself */
GTlsCertificate *onb_authority_get_certificate (OnbAuthority *self);

/** onb_authority_get_subject: Returns: whose it is, "CN=Hospital Proxy,O=Hospital"; nothing in it steers a
 * terminal or a label */
const char *onb_authority_get_subject (OnbAuthority *self);

/** onb_authority_get_issuer: Returns: who signed it; itself, mostly */
const char *onb_authority_get_issuer (OnbAuthority *self);

/** onb_authority_get_begins: Returns: (transfer none) (nullable): from when on it is valid */
GDateTime *onb_authority_get_begins (OnbAuthority *self);

/** onb_authority_get_ends: Returns: (transfer none) (nullable): until when it is valid */
GDateTime *onb_authority_get_ends (OnbAuthority *self);

/** onb_authority_get_fingerprint: Returns: its SHA-256, in capital hexadecimals with colons between */
const char *onb_authority_get_fingerprint (OnbAuthority *self);

/** onb_authority_is_expired: Returns: whether it is no longer valid at @now */
gboolean onb_authority_is_expired (OnbAuthority *self, GDateTime *now);

/** onb_certificate_is_authority: Returns: whether @certificate may sign others (RFC 5280 §4.2.1.9) */
gboolean onb_certificate_is_authority (GTlsCertificate *certificate);

G_END_DECLS
