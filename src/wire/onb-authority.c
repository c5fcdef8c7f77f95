/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* memmem() */
#define _GNU_SOURCE

#include <string.h>

#include <glib/gi18n-lib.h>

#include "wire/onb-text.h"

#include "wire/onb-authority.h"

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END "-----END CERTIFICATE-----"

/* Tags of DER (ITU-T X.690), as far as a certificate is read here. */
#define DER_BOOLEAN 0x01
#define DER_OCTETS 0x04
#define DER_OID 0x06
#define DER_SEQUENCE 0x30
#define DER_EXTENSIONS 0xa3

struct _OnbAuthority
{
  GObject parent_instance;

  GTlsCertificate *certificate;
  char *subject;
  char *issuer;
  char *fingerprint;
  GDateTime *begins;
  GDateTime *ends;
};

G_DEFINE_QUARK (onb - authority - error - quark, onb_authority_error)
G_DEFINE_FINAL_TYPE (OnbAuthority, onb_authority, G_TYPE_OBJECT)

/* What is left to read of something in DER. */
typedef struct
{
  const guint8 *at;
  gsize left;
} Der;

/* Takes the next value. Returns whether there is one that is whole. */
static gboolean
der_next (Der *self, guint8 *tag, Der *content)
{
  gsize length;
  guint n_bytes;

  if (self->left < 2)
    return FALSE;

  *tag = self->at[0];
  length = self->at[1];
  self->at += 2;
  self->left -= 2;
  if (length >= 0x80)
    {
      n_bytes = length & 0x7f;
      if (n_bytes == 0 || n_bytes > 4 || self->left < n_bytes)
        return FALSE;

      length = 0;
      for (guint i = 0; i < n_bytes; i++)
        length = length << 8 | self->at[i];
      self->at += n_bytes;
      self->left -= n_bytes;
    }

  if (length > self->left)
    return FALSE;

  *content = (Der){ self->at, length };
  self->at += length;
  self->left -= length;
  return TRUE;
}

static gboolean
der_enter (Der *self, guint8 wanted, Der *content)
{
  guint8 tag;

  return der_next (self, &tag, content) && tag == wanted;
}

/* basicConstraints, and in it whether the holder may sign. */
static gboolean
extension_says_authority (Der extension)
{
  static const guint8 basic_constraints[] = { 0x55, 0x1d, 0x13 };
  Der value, constraints;
  guint8 tag;

  if (!der_enter (&extension, DER_OID, &value) || value.left != sizeof basic_constraints ||
      memcmp (value.at, basic_constraints, sizeof basic_constraints) != 0)
    return FALSE;

  while (der_next (&extension, &tag, &value))
    if (tag == DER_OCTETS)
      return der_enter (&value, DER_SEQUENCE, &constraints) &&
             der_enter (&constraints, DER_BOOLEAN, &value) && value.left == 1 && value.at[0] != 0;

  return FALSE;
}

gboolean
onb_certificate_is_authority (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) bytes = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *issuer = NULL;
  Der der, body, field, list, extension;
  guint8 tag;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), FALSE);

  g_object_get (certificate, "certificate", &bytes, NULL);
  der = (Der){ bytes->data, bytes->len };
  if (!der_enter (&der, DER_SEQUENCE, &body) || !der_enter (&body, DER_SEQUENCE, &field))
    return FALSE;

  body = field;
  while (der_next (&body, &tag, &field))
    if (tag == DER_EXTENSIONS)
      {
        if (!der_enter (&field, DER_SEQUENCE, &list))
          return FALSE;

        while (der_enter (&list, DER_SEQUENCE, &extension))
          if (extension_says_authority (extension))
            return TRUE;

        return FALSE;
      }

  /* The first version of X.509 has no extensions; of such ones those that signed themselves count. */
  subject = g_tls_certificate_get_subject_name (certificate);
  issuer = g_tls_certificate_get_issuer_name (certificate);
  return subject != NULL && g_strcmp0 (subject, issuer) == 0;
}

static char *
fingerprint_new (const GByteArray *der)
{
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  GString *text = g_string_new (NULL);

  for (guint i = 0; sum[i] != '\0'; i++)
    {
      if (i > 0 && i % 2 == 0)
        g_string_append_c (text, ':');
      g_string_append_c (text, g_ascii_toupper (sum[i]));
    }

  return g_string_free (text, FALSE);
}

/* (transfer full) of @name, which a stranger wrote. */
static char *
take_name (char *name)
{
  char *safe = onb_text_excerpt (NULL, name);

  g_free (name);
  return safe != NULL ? safe : g_strdup ("");
}

static OnbAuthority *
authority_new (GTlsCertificate *certificate, const GByteArray *der)
{
  OnbAuthority *self = g_object_new (ONB_TYPE_AUTHORITY, NULL);

  self->certificate = g_object_ref (certificate);
  self->subject = take_name (g_tls_certificate_get_subject_name (certificate));
  self->issuer = take_name (g_tls_certificate_get_issuer_name (certificate));
  self->fingerprint = fingerprint_new (der);
  self->begins = g_tls_certificate_get_not_valid_before (certificate);
  self->ends = g_tls_certificate_get_not_valid_after (certificate);
  return self;
}

static GTlsCertificate *
certificate_new (GByteArray *der)
{
  return g_initable_new (g_tls_backend_get_certificate_type (g_tls_backend_get_default ()), NULL,
                         NULL, "certificate", der, NULL);
}

/* What a file holds, while it is read. */
typedef struct
{
  GPtrArray *authorities;
  guint n_certificates;
  char *no_authority;
} Reading;

static void
take_certificate (Reading *self, GByteArray *der)
{
  g_autoptr (GTlsCertificate) certificate = certificate_new (der);
  g_autoptr (OnbAuthority) authority = NULL;

  if (certificate == NULL)
    return;

  self->n_certificates++;
  authority = authority_new (certificate, der);
  if (!onb_certificate_is_authority (certificate))
    {
      if (self->no_authority == NULL)
        self->no_authority = g_strdup (authority->subject);
      return;
    }

  for (guint i = 0; i < self->authorities->len; i++)
    {
      OnbAuthority *there = g_ptr_array_index (self->authorities, i);

      if (strcmp (there->fingerprint, authority->fingerprint) == 0)
        return;
    }

  g_ptr_array_add (self->authorities, g_steal_pointer (&authority));
}

static void
take_pem (Reading *self, const char *data, gsize length)
{
  const char *end = data + length;
  const char *begin;

  while (self->n_certificates <= ONB_AUTHORITY_MAX_COUNT &&
         (begin = memmem (data, (gsize) (end - data), BEGIN, strlen (BEGIN))) != NULL)
    {
      g_autoptr (GByteArray) der = NULL;
      g_autofree char *text = NULL;
      const char *close;
      gsize size;

      begin += strlen (BEGIN);
      close = memmem (begin, (gsize) (end - begin), END, strlen (END));
      if (close == NULL)
        return;

      text = g_strndup (begin, (gsize) (close - begin));
      der = g_byte_array_new ();
      if (strlen (text) > 1)
        {
          g_base64_decode_inplace (text, &size);
          g_byte_array_append (der, (const guint8 *) text, (guint) size);
        }
      take_certificate (self, der);
      data = close + strlen (END);
    }
}

static void
explain (const Reading *self, GError **error)
{
  if (self->n_certificates > ONB_AUTHORITY_MAX_COUNT)
    g_set_error (error, ONB_AUTHORITY_ERROR, ONB_AUTHORITY_ERROR_TOO_LARGE,
                 _ ("The file contains more than %d certificates. Choose a file that contains only "
                    "your organization’s certificate authority."),
                 ONB_AUTHORITY_MAX_COUNT);
  else if (self->no_authority != NULL)
    g_set_error (error, ONB_AUTHORITY_ERROR, ONB_AUTHORITY_ERROR_NOT_AUTHORITY,
                 /* Translators: whose certificate it is. */
                 _ ("This is the certificate of “%s”, which cannot issue other certificates. "
                    "Choose the certificate of the certificate authority that issued it. Your "
                    "network administrator has it."),
                 self->no_authority);
  else
    g_set_error_literal (
        error, ONB_AUTHORITY_ERROR, ONB_AUTHORITY_ERROR_INVALID,
        _ ("The file contains no certificate. Choose the certificate of your organization’s "
           "certificate authority, in PEM or DER format (.pem, .crt, .cer)."));
}

GPtrArray *
onb_authorities_read (const char *data, gsize length, GError **error)
{
  g_autoptr (GPtrArray) authorities = NULL;
  Reading self = { 0 };

  g_return_val_if_fail (data != NULL, NULL);

  if (length > ONB_AUTHORITY_MAX_FILE)
    {
      g_set_error_literal (
          error, ONB_AUTHORITY_ERROR, ONB_AUTHORITY_ERROR_TOO_LARGE,
          _ ("The file is too large to be the certificate of a certificate authority."));
      return NULL;
    }

  authorities = g_ptr_array_new_with_free_func (g_object_unref);
  self.authorities = authorities;
  if (length > 0 && (guint8) data[0] == DER_SEQUENCE)
    {
      g_autoptr (GByteArray) der = g_byte_array_new ();

      g_byte_array_append (der, (const guint8 *) data, (guint) length);
      take_certificate (&self, der);
    }
  take_pem (&self, data, length);

  if (authorities->len == 0 || self.n_certificates > ONB_AUTHORITY_MAX_COUNT)
    {
      explain (&self, error);
      g_free (self.no_authority);
      return NULL;
    }

  g_free (self.no_authority);
  return g_steal_pointer (&authorities);
}

GTlsCertificate *
onb_authority_get_certificate (OnbAuthority *self)
{
  g_return_val_if_fail (ONB_IS_AUTHORITY (self), NULL);

  return self->certificate;
}

const char *
onb_authority_get_subject (OnbAuthority *self)
{
  g_return_val_if_fail (ONB_IS_AUTHORITY (self), NULL);

  return self->subject;
}

const char *
onb_authority_get_issuer (OnbAuthority *self)
{
  g_return_val_if_fail (ONB_IS_AUTHORITY (self), NULL);

  return self->issuer;
}

GDateTime *
onb_authority_get_begins (OnbAuthority *self)
{
  g_return_val_if_fail (ONB_IS_AUTHORITY (self), NULL);

  return self->begins;
}

GDateTime *
onb_authority_get_ends (OnbAuthority *self)
{
  g_return_val_if_fail (ONB_IS_AUTHORITY (self), NULL);

  return self->ends;
}

const char *
onb_authority_get_fingerprint (OnbAuthority *self)
{
  g_return_val_if_fail (ONB_IS_AUTHORITY (self), NULL);

  return self->fingerprint;
}

gboolean
onb_authority_is_expired (OnbAuthority *self, GDateTime *now)
{
  g_return_val_if_fail (ONB_IS_AUTHORITY (self), FALSE);
  g_return_val_if_fail (now != NULL, FALSE);

  return self->ends != NULL && g_date_time_compare (self->ends, now) < 0;
}

static void
onb_authority_finalize (GObject *object)
{
  OnbAuthority *self = ONB_AUTHORITY (object);

  g_clear_object (&self->certificate);
  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->fingerprint);
  g_clear_pointer (&self->begins, g_date_time_unref);
  g_clear_pointer (&self->ends, g_date_time_unref);

  G_OBJECT_CLASS (onb_authority_parent_class)->finalize (object);
}

static void
onb_authority_class_init (OnbAuthorityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_authority_finalize;
}

static void
onb_authority_init (OnbAuthority *self)
{
}
