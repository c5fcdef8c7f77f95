/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "millennium/onb-address.h"

#define PRODUCTION_HOST "fhir-ehr.cerner.com"
#define SANDBOX_HOST "fhir-ehr-code.cerner.com"
#define SANDBOX_TENANT "ec2458f2-1e24-41c8-b71b-0e701af7583d"

G_DEFINE_BOXED_TYPE (OnbAddress, onb_address, onb_address_copy, onb_address_free)

G_DEFINE_QUARK (onb - address - error - quark, onb_address_error)

static OnbAddress *
address_new (const char *scheme, const char *host, int port, const char *tenant)
{
  OnbAddress *self = g_new0 (OnbAddress, 1);

  self->scheme = g_strdup (scheme);
  self->host = g_ascii_strdown (host, -1);
  self->port = port;
  self->tenant = g_strdup (tenant);
  return self;
}

/* About a fifth of the published tenants are 32 characters of base64url, the others are UUIDs. */
gboolean
onb_address_is_tenant (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  if (g_uuid_string_is_valid (text))
    return TRUE;

  if (strlen (text) != 32)
    return FALSE;

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return FALSE;

  return TRUE;
}

static OnbAddress *
parse_tenant (const char *text, GError **error)
{
  if (onb_address_is_tenant (text))
    return address_new ("https", PRODUCTION_HOST, -1, text);

  /* Seen in public: a UUID with one letter too many, refused as an invalid tenant days later. */
  if (strlen (text) > 30 && strlen (text) < 42 && strspn (text, "0123456789abcdefABCDEF-") > 30)
    g_set_error (error, ONB_ADDRESS_ERROR, ONB_ADDRESS_ERROR_INVALID,
                 _ ("This tenant has %d characters; a tenant in this form has 36. Compare it with "
                    "the original."),
                 (int) strlen (text));
  else
    g_set_error_literal (error, ONB_ADDRESS_ERROR, ONB_ADDRESS_ERROR_INVALID,
                         _ ("Enter the clinic’s FHIR address, which begins with https://, or its "
                            "tenant, which is a UUID."));

  return NULL;
}

OnbAddress *
onb_address_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *lower = NULL;
  g_autoptr (GUri) uri = NULL;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  if (strstr (trimmed, "://") == NULL && strchr (trimmed, '/') == NULL)
    return parse_tenant (trimmed, error);

  if (strstr (trimmed, "://") == NULL)
    {
      g_autofree char *completed = g_strconcat ("https://", trimmed, NULL);

      g_free (trimmed), trimmed = g_steal_pointer (&completed);
    }

  uri = g_uri_parse (trimmed, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0')
    {
      g_set_error_literal (error, ONB_ADDRESS_ERROR, ONB_ADDRESS_ERROR_INVALID,
                           _ ("This is no web address. A FHIR address looks like "
                              "https://fhir-ehr.cerner.com/r4/TENANT/."));
      return NULL;
    }

  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, ONB_ADDRESS_ERROR, ONB_ADDRESS_ERROR_INVALID,
                           _ ("A FHIR address has no name and no password in it. Remove what "
                              "stands before the “@”."));
      return NULL;
    }

  if (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 &&
      !(g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 &&
        onb_host_is_loopback (g_uri_get_host (uri))))
    {
      g_set_error_literal (error, ONB_ADDRESS_ERROR, ONB_ADDRESS_ERROR_NOT_HTTPS,
                           _ ("The address must begin with https://: credentials are only sent "
                              "over an encrypted connection."));
      return NULL;
    }

  lower = g_ascii_strdown (g_uri_get_host (uri), -1);
  if (strcmp (lower, "code-console.cerner.com") == 0)
    {
      g_set_error_literal (error, ONB_ADDRESS_ERROR, ONB_ADDRESS_ERROR_INVALID,
                           _ ("This is the address of the Code Console. Enter the clinic’s FHIR "
                              "address, which looks like https://fhir-ehr.cerner.com/r4/TENANT/."));
      return NULL;
    }

  parts = g_strsplit (g_uri_get_path (uri), "/", -1);
  for (guint i = 0; parts[i] != NULL && parts[i + 1] != NULL; i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      if (g_ascii_strcasecmp (parts[i], onb_fhir_version_get_path ((OnbFhirVersion) v)) == 0 &&
          parts[i + 1][0] != '\0')
        return address_new (g_uri_get_scheme (uri), lower, g_uri_get_port (uri), parts[i + 1]);

  g_set_error_literal (error, ONB_ADDRESS_ERROR, ONB_ADDRESS_ERROR_INVALID,
                       _ ("The address lacks “/r4/” or “/dstu2/” and the tenant after it. It looks "
                          "like https://fhir-ehr.cerner.com/r4/TENANT/."));
  return NULL;
}

OnbAddress *
onb_address_new_sandbox (void)
{
  return address_new ("https", SANDBOX_HOST, -1, SANDBOX_TENANT);
}

OnbAddress *
onb_address_copy (const OnbAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return address_new (self->scheme, self->host, self->port, self->tenant);
}

void
onb_address_free (OnbAddress *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->scheme);
  g_free (self->host);
  g_free (self->tenant);
  g_free (self);
}

char *
onb_address_get_authority (const OnbAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return onb_host_to_string (&(OnbHost){ .name = self->host, .port = self->port });
}

char *
onb_address_get_base (const OnbAddress *self, OnbFhirVersion version)
{
  g_autofree char *authority = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  authority = onb_address_get_authority (self);
  return g_strdup_printf ("%s://%s/%s/%s/", self->scheme, authority,
                          onb_fhir_version_get_path (version), self->tenant);
}

OnbAddressKind
onb_address_get_kind (const OnbAddress *self)
{
  static const struct
  {
    const char *host;
    OnbAddressKind kind;
  } known[] = {
    { SANDBOX_HOST, ONB_ADDRESS_SANDBOX },
    { "fhir-open.cerner.com", ONB_ADDRESS_OPEN_SANDBOX },
    { "fhir-myrecord.cerner.com", ONB_ADDRESS_PATIENT },
    { "fhir-myrecord-sc.cerner.com", ONB_ADDRESS_PATIENT },
    { "fhir-ehr-sc.cerner.com", ONB_ADDRESS_SOARIAN },
  };

  g_return_val_if_fail (self != NULL, ONB_ADDRESS_PROVIDER);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].host, self->host) == 0)
      return known[i].kind;

  return ONB_ADDRESS_PROVIDER;
}

gboolean
onb_address_is_sandbox_elsewhere (const OnbAddress *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_ascii_strcasecmp (self->tenant, SANDBOX_TENANT) == 0 &&
         strcmp (self->host, SANDBOX_HOST) != 0 && onb_host_is_oracle (self->host);
}
