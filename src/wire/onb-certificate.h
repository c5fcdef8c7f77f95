/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "wire/onb-exchange.h"

G_BEGIN_DECLS

/**
 * onb_certificate_verify:
 * @certificate: what a server shows, with the chain that it sent
 * @identity: whom it has to be for
 * @databases: (array length=n_databases): the authorities that are trusted; %NULL in it is none
 * @vouches: (out) (transfer none) (nullable) (optional): the first of @databases that trusts it
 *
 * What is wrong with a certificate is said by the database that knows who signed it: to all others it
 * is only unknown.
 *
 * Returns: what is wrong; %G_TLS_CERTIFICATE_NO_FLAGS where one of @databases trusts it
 */
GTlsCertificateFlags onb_certificate_verify (GTlsCertificate *certificate,
                                             GSocketConnectable *identity,
                                             GTlsDatabase *const *databases,
                                             guint n_databases,
                                             GTlsDatabase **vouches);

/**
 * onb_certificate_find_anchor:
 * @certificate: what a server shows, with the chain that it sent
 * @database: trusts it
 *
 * Returns: (transfer full): whose certificate in @database it is that @certificate is trusted for
 */
char *onb_certificate_find_anchor (GTlsCertificate *certificate, GTlsDatabase *database);

/**
 * onb_certificate_get_fault:
 * @flags: what is wrong with @certificate; not nothing
 *
 * Returns: the fault that explains the most
 */
OnbFault onb_certificate_get_fault (GTlsCertificate *certificate, GTlsCertificateFlags flags);

/**
 * onb_certificate_join_databases:
 *
 * Returns: (transfer full): what trusts whatever @first or @second trusts
 */
GTlsDatabase *onb_certificate_join_databases (GTlsDatabase *first, GTlsDatabase *second);

G_END_DECLS
