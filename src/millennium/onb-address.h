/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fhir/onb-fhir-version.h"
#include "wire/onb-host.h"

G_BEGIN_DECLS

#define ONB_PRODUCTION_HOST "fhir-ehr.cerner.com"
#define ONB_SANDBOX_HOST "fhir-ehr-code.cerner.com"

#define ONB_ADDRESS_ERROR (onb_address_error_quark ())

/**
 * OnbAddressError:
 * @ONB_ADDRESS_ERROR_INVALID: neither a FHIR address nor a tenant
 * @ONB_ADDRESS_ERROR_NOT_HTTPS: the address is not https
 */
typedef enum
{
  ONB_ADDRESS_ERROR_INVALID,
  ONB_ADDRESS_ERROR_NOT_HTTPS,
} OnbAddressError;

/**
 * OnbAddressKind: what is known of a FHIR host by its name
 * @ONB_ADDRESS_PROVIDER: a base for provider systems, as far as the name tells
 * @ONB_ADDRESS_SANDBOX: Oracle's secure sandbox
 * @ONB_ADDRESS_OPEN_SANDBOX: Oracle's open sandbox, which asks for no token
 * @ONB_ADDRESS_PATIENT: a base for patients' own access, which no system account can use
 * @ONB_ADDRESS_SOARIAN: a base of Soarian, another system of Oracle's
 */
typedef enum
{
  ONB_ADDRESS_PROVIDER,
  ONB_ADDRESS_SANDBOX,
  ONB_ADDRESS_OPEN_SANDBOX,
  ONB_ADDRESS_PATIENT,
  ONB_ADDRESS_SOARIAN,
} OnbAddressKind;

/**
 * OnbAddress: where a clinic's Millennium is: a FHIR host and a tenant. Both versions' bases follow
 * from it.
 * @host: host name, or an address literal without brackets
 * @port: -1 where it is the scheme's own
 */
typedef struct
{
  char *scheme;
  char *host;
  int port;
  char *tenant;
} OnbAddress;

#define ONB_TYPE_ADDRESS (onb_address_get_type ())
GType onb_address_get_type (void);
GQuark onb_address_error_quark (void);

/**
 * onb_address_new:
 * @secure: whether it is https
 * @port: -1 for the scheme's own
 *
 * Returns: (transfer full): the address of @tenant
 */
OnbAddress *onb_address_new (gboolean secure, const char *host, int port, const char *tenant);

/**
 * onb_address_parse:
 * @text: what the user gave, with whatever stands around it in a mail or a table: the base of either
 *   version, anything below it, the address where its tokens are to be had, or a tenant ID alone,
 *   which then is taken to be on Oracle's production host
 *
 * Returns: (transfer full) (nullable): the address, or %NULL with #ONB_ADDRESS_ERROR, whose
 *   message names what is wrong and says what to enter
 */
OnbAddress *onb_address_parse (const char *text, GError **error);

/** onb_address_new_sandbox: Returns: (transfer full): Oracle's secure sandbox */
OnbAddress *onb_address_new_sandbox (void);

OnbAddress *onb_address_copy (const OnbAddress *self);
void onb_address_free (OnbAddress *self);

/** onb_address_get_version_part: Returns: the part of an address that stands for @version: "r4", "dstu2" */
const char *onb_address_get_version_part (OnbFhirVersion version);

/**
 * onb_address_get_base:
 *
 * Returns: (transfer full): the base of @version, ending in a slash
 */
char *onb_address_get_base (const OnbAddress *self, OnbFhirVersion version);

/** onb_address_get_authority: Returns: (transfer full): host, and port where it is not the scheme's */
char *onb_address_get_authority (const OnbAddress *self);

/** onb_address_get_kind: Returns: what is known of the host by its name */
OnbAddressKind onb_address_get_kind (const OnbAddress *self);

/**
 * onb_address_is_sandbox_elsewhere:
 *
 * Returns: whether this is the sandbox's tenant on a host of Oracle's that is not the sandbox's
 */
gboolean onb_address_is_sandbox_elsewhere (const OnbAddress *self);

/** onb_address_is_tenant: Returns: whether @text has one of the two shapes that tenants have */
gboolean onb_address_is_tenant (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbAddress, onb_address_free)

G_END_DECLS
