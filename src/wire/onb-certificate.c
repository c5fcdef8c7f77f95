/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "wire/onb-certificate.h"

#define ONB_TYPE_JOINT_DATABASE (onb_joint_database_get_type ())
G_DECLARE_FINAL_TYPE (OnbJointDatabase, onb_joint_database, ONB, JOINT_DATABASE, GTlsDatabase)

struct _OnbJointDatabase
{
  GTlsDatabase parent_instance;

  GTlsDatabase *members[2];
};

G_DEFINE_FINAL_TYPE (OnbJointDatabase, onb_joint_database, G_TYPE_TLS_DATABASE)

GTlsCertificateFlags
onb_certificate_verify (GTlsCertificate *certificate,
                        GSocketConnectable *identity,
                        GTlsDatabase *const *databases,
                        guint n_databases,
                        GTlsDatabase **vouches)
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
        {
          if (vouches != NULL)
            *vouches = databases[i];
          return flags;
        }
      if (verdict == G_TLS_CERTIFICATE_NO_FLAGS || (flags & G_TLS_CERTIFICATE_UNKNOWN_CA) == 0)
        verdict = flags;
    }

  return verdict != G_TLS_CERTIFICATE_NO_FLAGS ? verdict : G_TLS_CERTIFICATE_UNKNOWN_CA;
}

char *
onb_certificate_find_anchor (GTlsCertificate *certificate, GTlsDatabase *database)
{
  GTlsCertificate *last = certificate;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);
  g_return_val_if_fail (G_IS_TLS_DATABASE (database), NULL);

  for (GTlsCertificate *link = certificate; link != NULL;
       link = g_tls_certificate_get_issuer (link))
    {
      g_autoptr (GTlsCertificate) issuer =
          g_tls_database_lookup_certificate_issuer (database, link, NULL,
                                                    G_TLS_DATABASE_LOOKUP_NONE, NULL, NULL);

      if (issuer != NULL)
        return g_tls_certificate_get_subject_name (issuer);
      last = link;
    }

  /* A certificate that is trusted for itself. */
  return g_tls_certificate_get_subject_name (last);
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

static GTlsCertificateFlags
onb_joint_database_verify_chain (GTlsDatabase *database,
                                 GTlsCertificate *chain,
                                 const char *purpose,
                                 GSocketConnectable *identity,
                                 GTlsInteraction *interaction,
                                 GTlsDatabaseVerifyFlags flags,
                                 GCancellable *cancellable,
                                 GError **error)
{
  OnbJointDatabase *self = ONB_JOINT_DATABASE (database);

  return onb_certificate_verify (chain, identity, self->members, G_N_ELEMENTS (self->members),
                                 NULL);
}

static GTlsCertificate *
onb_joint_database_lookup_certificate_issuer (GTlsDatabase *database,
                                              GTlsCertificate *certificate,
                                              GTlsInteraction *interaction,
                                              GTlsDatabaseLookupFlags flags,
                                              GCancellable *cancellable,
                                              GError **error)
{
  OnbJointDatabase *self = ONB_JOINT_DATABASE (database);
  GTlsCertificate *issuer =
      g_tls_database_lookup_certificate_issuer (self->members[0], certificate, interaction, flags,
                                                cancellable, NULL);

  return issuer != NULL
             ? issuer
             : g_tls_database_lookup_certificate_issuer (self->members[1], certificate, interaction,
                                                         flags, cancellable, error);
}

static void
onb_joint_database_dispose (GObject *object)
{
  OnbJointDatabase *self = ONB_JOINT_DATABASE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->members); i++)
    g_clear_object (&self->members[i]);

  G_OBJECT_CLASS (onb_joint_database_parent_class)->dispose (object);
}

static void
onb_joint_database_class_init (OnbJointDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = onb_joint_database_dispose;
  G_TLS_DATABASE_CLASS (klass)->verify_chain = onb_joint_database_verify_chain;
  G_TLS_DATABASE_CLASS (klass)->lookup_certificate_issuer =
      onb_joint_database_lookup_certificate_issuer;
}

static void
onb_joint_database_init (OnbJointDatabase *self)
{
}

GTlsDatabase *
onb_certificate_join_databases (GTlsDatabase *first, GTlsDatabase *second)
{
  OnbJointDatabase *self;

  g_return_val_if_fail (G_IS_TLS_DATABASE (first), NULL);
  g_return_val_if_fail (G_IS_TLS_DATABASE (second), NULL);

  self = g_object_new (ONB_TYPE_JOINT_DATABASE, NULL);
  self->members[0] = g_object_ref (first);
  self->members[1] = g_object_ref (second);
  return G_TLS_DATABASE (self);
}
