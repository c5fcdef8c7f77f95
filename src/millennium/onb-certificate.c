/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "millennium/onb-certificate.h"

GTlsCertificateFlags
onb_certificate_verify (GTlsCertificate *certificate,
                        GSocketConnectable *identity,
                        GTlsDatabase *const *databases,
                        guint n_databases)
{
  GTlsCertificateFlags verdict = G_TLS_CERTIFICATE_NO_FLAGS;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), G_TLS_CERTIFICATE_GENERIC_ERROR);

  for (guint i = 0; i < n_databases; i++)
    {
      GTlsCertificateFlags flags;

      if (databases[i] == NULL)
        continue;

      flags = g_tls_database_verify_chain (databases[i], certificate,
                                           G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity,
                                           NULL, G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
      if (flags == G_TLS_CERTIFICATE_NO_FLAGS)
        return flags;
      if (verdict == G_TLS_CERTIFICATE_NO_FLAGS || (flags & G_TLS_CERTIFICATE_UNKNOWN_CA) == 0)
        verdict = flags;
    }

  return verdict != G_TLS_CERTIFICATE_NO_FLAGS ? verdict : G_TLS_CERTIFICATE_UNKNOWN_CA;
}

static gboolean
is_self_signed (GTlsCertificate *certificate)
{
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);

  return g_tls_certificate_get_issuer (certificate) == NULL && g_strcmp0 (issuer, subject) == 0;
}

OnbFault
onb_certificate_get_fault (GTlsCertificate *certificate, GTlsCertificateFlags flags)
{
  static const struct
  {
    GTlsCertificateFlags flag;
    OnbFault fault;
  } faults[] = {
    { G_TLS_CERTIFICATE_UNKNOWN_CA, ONB_FAULT_TLS_UNTRUSTED },
    { G_TLS_CERTIFICATE_EXPIRED, ONB_FAULT_TLS_EXPIRED },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, ONB_FAULT_TLS_NOT_YET_VALID },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, ONB_FAULT_TLS_WRONG_HOST },
  };

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), ONB_FAULT_TLS_BAD_CERTIFICATE);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if ((flags & faults[i].flag) != 0)
      {
        if (faults[i].fault == ONB_FAULT_TLS_UNTRUSTED && is_self_signed (certificate))
          return ONB_FAULT_TLS_SELF_SIGNED;
        return faults[i].fault;
      }

  return ONB_FAULT_TLS_BAD_CERTIFICATE;
}
