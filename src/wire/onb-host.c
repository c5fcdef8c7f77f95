/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-host.h"

#define HTTPS_PORT 443
/* RFC 1035 §2.3.4. */
#define MAX_LABEL 63
#define MAX_NAME 253

static gboolean
is_label (const char *label, gsize length)
{
  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (label[i]) && label[i] != '-')
      return FALSE;

  return TRUE;
}

/* 127.1, 2130706433 and 0x7f000001 are addresses to some resolvers; here they are nothing. */
static gboolean
is_number (const char *label)
{
  if (label[0] == '0' && (label[1] == 'x' || label[1] == 'X'))
    return label[2 + strspn (label + 2, "0123456789abcdefABCDEF")] == '\0';

  return label[strspn (label, "0123456789")] == '\0';
}

static gboolean
is_address (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL;
}

/* RFC 1123 §2.1: letters, digits and hyphens, and nothing else. */
static gboolean
is_domain_name (const char *text)
{
  const char *label = text;

  if (strlen (text) > MAX_NAME)
    return FALSE;

  for (;;)
    {
      gsize length = strcspn (label, ".");

      if (!is_label (label, length))
        return FALSE;
      if (label[length] == '\0')
        return !is_number (label);
      label += length + 1;
    }
}

gboolean
onb_host_is_name (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return is_address (text) || is_domain_name (text);
}

static OnbHost *
host_new (const char *name, int port)
{
  OnbHost *self = g_new0 (OnbHost, 1);

  self->name = g_ascii_strdown (name, -1);
  self->port = port;
  return self;
}

static gboolean
read_port (const char *text, int *port)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &value, NULL))
    return FALSE;

  *port = (int) value;
  return TRUE;
}

OnbHost *
onb_host_parse (const char *text)
{
  g_autofree char *name = NULL;
  const char *rest;
  int port = -1;

  g_return_val_if_fail (text != NULL, NULL);

  if (text[0] == '[')
    {
      const char *end = strchr (text, ']');

      if (end == NULL)
        return NULL;
      name = g_strndup (text + 1, (gsize) (end - text - 1));
      rest = end + 1;
      /* Brackets are for IPv6. */
      if (strchr (name, ':') == NULL || !is_address (name))
        return NULL;
    }
  else if (is_address (text))
    {
      return host_new (text, port);
    }
  else
    {
      rest = text + strcspn (text, ":");
      name = g_strndup (text, (gsize) (rest - text));
      if (!onb_host_is_name (name))
        return NULL;
    }

  if (rest[0] != '\0' && (rest[0] != ':' || !read_port (rest + 1, &port)))
    return NULL;

  return host_new (name, port);
}

OnbHost *
onb_host_parse_url (const char *url)
{
  const char *start;
  g_autofree char *authority = NULL;
  OnbHost *self;

  g_return_val_if_fail (url != NULL, NULL);

  for (const char *c = url; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) || strchr ("\"<>\\^`{|}", *c) != NULL)
      return NULL;

  start = strstr (url, "://");
  if (start == NULL || !g_uri_is_valid (url, G_URI_FLAGS_NONE, NULL))
    return NULL;

  start += strlen ("://");
  authority = g_strndup (start, strcspn (start, "/?#"));
  self = onb_host_parse (authority);
  if (self != NULL && self->port == HTTPS_PORT && g_strcmp0 (g_uri_peek_scheme (url), "https") == 0)
    self->port = -1;

  return self;
}

OnbHost *
onb_host_copy (const OnbHost *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return host_new (self->name, self->port);
}

void
onb_host_free (OnbHost *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self);
}

char *
onb_host_to_string (const OnbHost *self)
{
  gboolean brackets;

  g_return_val_if_fail (self != NULL, NULL);

  brackets = strchr (self->name, ':') != NULL;
  if (self->port == -1)
    return g_strdup_printf (brackets ? "[%s]" : "%s", self->name);

  return g_strdup_printf (brackets ? "[%s]:%d" : "%s:%d", self->name, self->port);
}

static gboolean
is_same_name (const char *name, const char *other)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (name);
  g_autoptr (GInetAddress) other_address = g_inet_address_new_from_string (other);

  /* One IPv6 address is written in many ways. */
  if (address != NULL && other_address != NULL)
    return g_inet_address_equal (address, other_address);

  return strcmp (name, other) == 0;
}

gboolean
onb_host_covers (const OnbHost *self, const OnbHost *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  return is_same_name (self->name, other->name) &&
         (self->port == -1 || self->port == (other->port != -1 ? other->port : HTTPS_PORT));
}

gboolean
onb_host_is_loopback (const char *name)
{
  g_autoptr (GInetAddress) address = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  if (g_ascii_strcasecmp (name, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (name);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

gboolean
onb_host_is_below (const char *name, const char *domain)
{
  gsize name_length, length;

  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (domain != NULL, FALSE);

  name_length = strlen (name);
  length = strlen (domain);
  /* What is no name ends like one all the same. */
  if (!is_domain_name (name) || name_length < length ||
      g_ascii_strcasecmp (name + name_length - length, domain) != 0)
    return FALSE;

  return name_length == length || name[name_length - length - 1] == '.';
}
