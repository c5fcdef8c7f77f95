/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <libsoup/soup.h>

#include "wire/onb-basic.h"

#include "wire/onb-proxy-login.h"

/* libsoup's own Digest answers for the path of an address, and a CONNECT has none. */

typedef enum
{
  KIND_BASIC,
  KIND_DIGEST,
} Kind;

struct _OnbProxyChallenge
{
  Kind kind;
  GHashTable *parameters;
  GChecksumType checksum;
  guint count;
};

static const char *
parameter (const OnbProxyChallenge *self, const char *name)
{
  return g_hash_table_lookup (self->parameters, name);
}

void
onb_proxy_challenge_free (OnbProxyChallenge *self)
{
  g_return_if_fail (self != NULL);

  soup_header_free_param_list (self->parameters);
  g_free (self);
}

static gboolean
has_quality (const OnbProxyChallenge *self, const char *wanted)
{
  g_auto (GStrv) qualities = g_strsplit_set (parameter (self, "qop"), ", ", -1);

  return g_strv_contains ((const char *const *) qualities, wanted);
}

static gboolean
can_digest (OnbProxyChallenge *self)
{
  const char *algorithm = parameter (self, "algorithm");

  if (parameter (self, "nonce") == NULL || parameter (self, "realm") == NULL)
    return FALSE;
  if (parameter (self, "qop") != NULL && !has_quality (self, "auth"))
    return FALSE;

  if (algorithm == NULL || g_ascii_strcasecmp (algorithm, "MD5") == 0)
    self->checksum = G_CHECKSUM_MD5;
  else if (g_ascii_strcasecmp (algorithm, "SHA-256") == 0)
    self->checksum = G_CHECKSUM_SHA256;
  else
    return FALSE;

  return TRUE;
}

/* One challenge: its kind, and what belongs to it. */
static OnbProxyChallenge *
challenge_new (const char *kind, const char *parameters)
{
  OnbProxyChallenge *self = g_new0 (OnbProxyChallenge, 1);

  self->parameters = soup_header_parse_param_list (parameters);
  if (self->parameters == NULL)
    self->parameters = soup_header_parse_param_list ("none");

  if (g_ascii_strcasecmp (kind, "Basic") == 0)
    {
      self->kind = KIND_BASIC;
      return self;
    }

  self->kind = KIND_DIGEST;
  if (g_ascii_strcasecmp (kind, "Digest") == 0 && can_digest (self))
    return self;

  onb_proxy_challenge_free (self);
  return NULL;
}

OnbProxyChallenge *
onb_proxy_challenge_new_basic (void)
{
  return challenge_new ("Basic", "none");
}

gboolean
onb_proxy_challenge_is_basic (const OnbProxyChallenge *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind == KIND_BASIC;
}

/* A password that is not sent goes before one that is, and the stronger checksum before the other. */
static int
strength (const OnbProxyChallenge *self)
{
  if (self == NULL)
    return -1;
  if (self->kind == KIND_BASIC)
    return 0;

  return self->checksum == G_CHECKSUM_SHA256 ? 2 : 1;
}

static void
consider (OnbProxyChallenge **best, const char *kind, GString *parameters, GString *kinds)
{
  OnbProxyChallenge *challenge;

  if (kind == NULL)
    return;

  if (strstr (kinds->str, kind) == NULL)
    g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? ", " : "", kind);

  challenge = challenge_new (kind, parameters->str);
  if (strength (challenge) > strength (*best))
    {
      OnbProxyChallenge *former = *best;

      *best = challenge;
      challenge = former;
    }
  g_clear_pointer (&challenge, onb_proxy_challenge_free);
  g_string_truncate (parameters, 0);
}

OnbProxyChallenge *
onb_proxy_challenge_choose (const char *header, char **kinds)
{
  GSList *items;
  OnbProxyChallenge *best = NULL;
  g_autofree char *kind = NULL;
  g_autoptr (GString) parameters = g_string_new (NULL);
  GString *all = g_string_new (NULL);

  g_return_val_if_fail (header != NULL, NULL);
  g_return_val_if_fail (kinds != NULL, NULL);

  /* RFC 9110 §11.6.1: challenges and their parameters are separated by commas alike. A challenge
   * begins with a word that no equals sign follows. */
  items = soup_header_parse_list (header);
  for (GSList *item = items; item != NULL; item = item->next)
    {
      const char *text = item->data;
      gsize word = strcspn (text, " \t=\"");
      const char *rest = text + word + strspn (text + word, " \t");

      if (rest[0] != '=' || rest[1] == '\0' || rest[1] == '=')
        {
          consider (&best, kind, parameters, all);
          g_free (kind);
          kind = g_strndup (text, word);
          text = rest;
        }

      if (text[0] != '\0')
        g_string_append_printf (parameters, "%s%s", parameters->len > 0 ? ", " : "", text);
    }
  consider (&best, kind, parameters, all);

  soup_header_free_list (items);
  *kinds = g_string_free (all, FALSE);
  return best;
}

gboolean
onb_proxy_challenge_is_stale (const OnbProxyChallenge *self)
{
  const char *stale;

  g_return_val_if_fail (self != NULL, FALSE);

  stale = parameter (self, "stale");
  return self->kind == KIND_DIGEST && stale != NULL && g_ascii_strcasecmp (stale, "true") == 0;
}

/* The checksum of parts with a colon between each two. */
static char *
digest (GChecksumType type, const char *first, ...)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (type);
  va_list parts;

  g_checksum_update (checksum, (const guchar *) first, -1);
  va_start (parts, first);
  for (const char *part = va_arg (parts, const char *); part != NULL;
       part = va_arg (parts, const char *))
    {
      g_checksum_update (checksum, (const guchar *) ":", 1);
      g_checksum_update (checksum, (const guchar *) part, -1);
    }
  va_end (parts);

  return g_strdup (g_checksum_get_string (checksum));
}

static void
append_quoted (GString *header, const char *name, const char *value)
{
  g_string_append_printf (header, "%s%s=\"", header->str[header->len - 1] == ' ' ? "" : ", ", name);
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (header, '\\');
      if (!g_ascii_iscntrl (*c))
        g_string_append_c (header, *c);
    }
  g_string_append_c (header, '"');
}

/* RFC 7616 §3.4. */
static char *
answer_digest (OnbProxyChallenge *self,
               const char *user,
               const char *password,
               const char *target,
               const char *client_nonce)
{
  GChecksumType type = self->checksum;
  const char *realm = parameter (self, "realm");
  const char *nonce = parameter (self, "nonce");
  gboolean counts = parameter (self, "qop") != NULL;
  g_autofree char *random = g_strdup_printf ("%08x%08x%08x%08x", g_random_int (), g_random_int (),
                                             g_random_int (), g_random_int ());
  const char *own_nonce = client_nonce != NULL ? client_nonce : random;
  g_autofree char *count = g_strdup_printf ("%08x", ++self->count);
  char *who = digest (type, user, realm, password, NULL);
  g_autofree char *what = digest (type, "CONNECT", target, NULL);
  g_autofree char *response = counts
                                  ? digest (type, who, nonce, count, own_nonce, "auth", what, NULL)
                                  : digest (type, who, nonce, what, NULL);
  GString *header = g_string_new ("Digest ");

  append_quoted (header, "username", user);
  append_quoted (header, "realm", realm);
  append_quoted (header, "nonce", nonce);
  append_quoted (header, "uri", target);
  append_quoted (header, "response", response);
  g_string_append_printf (header, ", algorithm=%s", type == G_CHECKSUM_SHA256 ? "SHA-256" : "MD5");
  if (parameter (self, "opaque") != NULL)
    append_quoted (header, "opaque", parameter (self, "opaque"));
  if (counts)
    {
      g_string_append_printf (header, ", qop=auth, nc=%s", count);
      append_quoted (header, "cnonce", own_nonce);
    }

  secret_password_free (who);
  return g_string_free (header, FALSE);
}

char *
onb_proxy_challenge_answer (OnbProxyChallenge *self,
                            const char *user,
                            SecretValue *password,
                            const char *target,
                            const char *client_nonce)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (user != NULL, NULL);
  g_return_val_if_fail (password != NULL, NULL);
  g_return_val_if_fail (target != NULL, NULL);

  if (self->kind == KIND_BASIC)
    return onb_basic_new (user, password);

  return answer_digest (self, user, secret_value_get_text (password), target, client_nonce);
}
