/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "millennium/onb-millennium.h"

#include "millennium/onb-address.h"

#define SANDBOX_TENANT "ec2458f2-1e24-41c8-b71b-0e701af7583d"

G_DEFINE_BOXED_TYPE (OnbAddress, onb_address, onb_address_copy, onb_address_free)

G_DEFINE_QUARK (onb - address - error - quark, onb_address_error)

OnbAddress *
onb_address_new (gboolean secure, const char *host, int port, const char *tenant)
{
  OnbAddress *self;

  g_return_val_if_fail (host != NULL, NULL);
  g_return_val_if_fail (tenant != NULL, NULL);

  self = g_new0 (OnbAddress, 1);
  self->scheme = g_strdup (secure ? "https" : "http");
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

OnbAddress *
onb_address_new_sandbox (void)
{
  return onb_address_new (TRUE, ONB_SANDBOX_HOST, -1, SANDBOX_TENANT);
}

OnbAddress *
onb_address_copy (const OnbAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return onb_address_new (strcmp (self->scheme, "https") == 0, self->host, self->port,
                          self->tenant);
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

const char *
onb_address_get_version_part (OnbFhirVersion version)
{
  static const char *const parts[ONB_N_FHIR_VERSIONS] = {
    [ONB_FHIR_R4] = "r4",
    [ONB_FHIR_DSTU2] = "dstu2",
  };

  g_return_val_if_fail ((guint) version < ONB_N_FHIR_VERSIONS, NULL);

  return parts[version];
}

char *
onb_address_get_base (const OnbAddress *self, OnbFhirVersion version)
{
  g_autofree char *authority = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  authority = onb_address_get_authority (self);
  return g_strdup_printf ("%s://%s/%s/%s/", self->scheme, authority,
                          onb_address_get_version_part (version), self->tenant);
}

OnbAddressKind
onb_address_get_kind (const OnbAddress *self)
{
  static const struct
  {
    const char *host;
    OnbAddressKind kind;
  } known[] = {
    { ONB_SANDBOX_HOST, ONB_ADDRESS_SANDBOX },
    { "fhir-open.cerner.com", ONB_ADDRESS_OPEN_SANDBOX },
    { "fhir-open.sandboxcerner.com", ONB_ADDRESS_OPEN_SANDBOX },
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
         strcmp (self->host, ONB_SANDBOX_HOST) != 0 && onb_millennium_has_host (self->host);
}
