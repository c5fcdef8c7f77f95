/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-authority.h"
#include "wire/onb-head.h"

#include "fuzz.h"

#define SECRET "fuzz-secret-Zk3/Q9+x_7yT"

#define DER_BITS 0x03
#define DER_NAME 0x31
#define DER_SEQUENCE 0x30

/* A certificate but for its two names: two parts that follow one another, and what is around them. Its key
 * is the generator of P-256, and nobody signed it: neither is looked at when a certificate is read. */
static const guint8 head[] = {
  0xa0, 0x03, 0x02, 0x01, 0x02,                               /* version 3 */
  0x02, 0x01, 0x01,                                           /* serial number */
  0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, /* ecdsa-with-SHA256 */
  0x03, 0x02,
};
static const guint8 *const algorithm = head + 8;
#define ALGORITHM_LENGTH 12

static const char validity[] = "\x30\x1e\x17\x0d"
                               "240101000000Z"
                               "\x17\x0d"
                               "440101000000Z";

static const guint8 key[] = {
  0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
  0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1,
  0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d,
  0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f, 0xe3, 0x42, 0xe2, 0xfe,
  0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b,
  0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
};

/* An authority, RFC 5280 §4.2.1.9. */
static const guint8 extensions[] = {
  0xa3, 0x13, 0x30, 0x11, 0x30, 0x0f, 0x06, 0x03, 0x55, 0x1d, 0x13,
  0x01, 0x01, 0xff, 0x04, 0x05, 0x30, 0x03, 0x01, 0x01, 0xff,
};

static const guint8 signature[] = { 0x00, 0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01 };

/* The kinds of text that a name may be in, and some that it may not. */
static const guint8 tags[] = { 0x0c, 0x13, 0x14, 0x16, 0x1c, 0x1e, 0x04, 0x02 };

/* The parts of names: CN, O, OU, and one that nobody knows. */
static const guint8 attributes[][5] = {
  { 0x06, 0x03, 0x55, 0x04, 0x03 },
  { 0x06, 0x03, 0x55, 0x04, 0x0a },
  { 0x06, 0x03, 0x55, 0x04, 0x0b },
  { 0x06, 0x03, 0x55, 0x7f, 0x01 },
};

/* Puts @contents into an element of DER, (transfer full). */
static GByteArray *
der_wrap (guint8 tag, GByteArray *contents)
{
  const guint8 header[] = { tag, 0x82, (guint8) (contents->len >> 8), (guint8) contents->len };
  const guint8 short_header[] = { tag, (guint8) contents->len };
  const guint8 long_header[] = { tag, 0x81, (guint8) contents->len };

  g_assert_cmpuint (contents->len, <, 65536);
  if (contents->len < 128)
    return g_byte_array_prepend (contents, short_header, sizeof short_header);
  if (contents->len < 256)
    return g_byte_array_prepend (contents, long_header, sizeof long_header);

  return g_byte_array_prepend (contents, header, sizeof header);
}

static void
append (GByteArray *array, GByteArray *more)
{
  g_byte_array_append (array, more->data, more->len);
  g_byte_array_unref (more);
}

/* A name of two parts, both of which say @text. */
static GByteArray *
name_new (guint8 kind, const uint8_t *text, size_t length)
{
  GByteArray *name = g_byte_array_new ();

  for (guint i = 0; i < 2; i++)
    {
      GByteArray *part = g_byte_array_new ();
      GByteArray *value = g_byte_array_append (g_byte_array_new (), text, (guint) length);

      g_byte_array_append (part, attributes[(kind / 8 + i) % G_N_ELEMENTS (attributes)],
                           sizeof attributes[0]);
      append (part, der_wrap (tags[kind % G_N_ELEMENTS (tags)], value));
      append (name, der_wrap (DER_NAME, der_wrap (DER_SEQUENCE, part)));
    }

  return der_wrap (DER_SEQUENCE, name);
}

static GByteArray *
certificate_new (GByteArray *issuer, GByteArray *subject)
{
  GByteArray *body = g_byte_array_new ();
  GByteArray *whole = g_byte_array_new ();

  g_byte_array_append (body, head, sizeof head);
  append (body, issuer);
  g_byte_array_append (body, (const guint8 *) validity, sizeof validity - 1);
  append (body, subject);
  g_byte_array_append (body, key, sizeof key);
  g_byte_array_append (body, extensions, sizeof extensions);

  append (whole, der_wrap (DER_SEQUENCE, body));
  g_byte_array_append (whole, algorithm, ALGORITHM_LENGTH);
  append (whole, der_wrap (DER_BITS,
                           g_byte_array_append (g_byte_array_new (), signature, sizeof signature)));
  return der_wrap (DER_SEQUENCE, whole);
}

static void
assert_is_plain (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, ONB_TEXT_MAX);
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      g_assert_false (g_unichar_iscntrl (character));
      /* Of those that are not seen, none but the two joiners. */
      g_assert_true (g_unichar_type (character) != G_UNICODE_FORMAT || character == 0x200c ||
                     character == 0x200d);
    }
}

/* Whose a certificate is and who signed it, as a stranger wrote it in there: what a live test says of a
 * server's certificate, and what is shown of an authority before it is accepted. The first two bytes
 * choose how the names are written, and the third where the second begins. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (OnbRedactor) sent = onb_redactor_new ();
  g_autoptr (GByteArray) der = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GPtrArray) authorities = NULL;
  g_autoptr (GString) issuer = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *name = NULL;
  size_t split;

  if (size < 3 || size > 16384)
    return 0;

  split = 3 + data[2] % (size - 2);
  issuer = g_string_new_len ((const char *) data + 3, (gssize) (split - 3));
  g_string_append (issuer, SECRET);
  der = certificate_new (name_new (data[0], (const uint8_t *) issuer->str, issuer->len),
                         name_new (data[1], data + split, size - split));

  authorities = onb_authorities_read ((const char *) der->data, der->len, NULL);
  if (authorities == NULL)
    return 0;

  g_assert_cmpuint (authorities->len, ==, 1);
  assert_is_plain (onb_authority_get_subject (g_ptr_array_index (authorities, 0)));
  assert_is_plain (onb_authority_get_issuer (g_ptr_array_index (authorities, 0)));

  certificate = g_object_ref (onb_authority_get_certificate (g_ptr_array_index (authorities, 0)));
  name = g_tls_certificate_get_issuer_name (certificate);
  onb_redactor_add_secret (sent, SECRET, strlen (SECRET));
  onb_head_keep (sent, &kept, name);
  if (kept != NULL)
    {
      assert_is_plain (kept);
      g_assert_null (strstr (kept, SECRET));
    }
  return 0;
}
