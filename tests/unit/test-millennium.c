/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "millennium/onb-address.h"
#include "millennium/onb-millennium.h"

#define UUID "ec2458f2-1e24-41c8-b71b-0e701af7583d"
#define BASE64URL "AbCdEfGhIjKlMnOpQrStUvWxYz012-_9"

static const struct
{
  const char *text;
  const char *r4;
  const char *dstu2;
  OnbAddressKind kind;
} addresses[] = {
  { UUID, "https://fhir-ehr.cerner.com/r4/" UUID "/", "https://fhir-ehr.cerner.com/dstu2/" UUID "/",
    ONB_ADDRESS_PROVIDER },
  { " " BASE64URL "\n", "https://fhir-ehr.cerner.com/r4/" BASE64URL "/",
    "https://fhir-ehr.cerner.com/dstu2/" BASE64URL "/", ONB_ADDRESS_PROVIDER },
  { "https://fhir.example.org/dstu2/" UUID, "https://fhir.example.org/r4/" UUID "/",
    "https://fhir.example.org/dstu2/" UUID "/", ONB_ADDRESS_PROVIDER },
  { "https://FHIR.example.org:8443/r4/t/metadata?_format=json",
    "https://fhir.example.org:8443/r4/t/", "https://fhir.example.org:8443/dstu2/t/",
    ONB_ADDRESS_PROVIDER },
  { "fhir-ehr.cerner.com/r4/" UUID "/.well-known/smart-configuration",
    "https://fhir-ehr.cerner.com/r4/" UUID "/", "https://fhir-ehr.cerner.com/dstu2/" UUID "/",
    ONB_ADDRESS_PROVIDER },
  { "https://fhir-ehr-code.cerner.com/r4/" UUID "/",
    "https://fhir-ehr-code.cerner.com/r4/" UUID "/",
    "https://fhir-ehr-code.cerner.com/dstu2/" UUID "/", ONB_ADDRESS_SANDBOX },
  { "https://fhir-open.cerner.com/r4/" UUID "/", "https://fhir-open.cerner.com/r4/" UUID "/",
    "https://fhir-open.cerner.com/dstu2/" UUID "/", ONB_ADDRESS_OPEN_SANDBOX },
  { "https://fhir-myrecord.cerner.com/r4/" UUID "/",
    "https://fhir-myrecord.cerner.com/r4/" UUID "/",
    "https://fhir-myrecord.cerner.com/dstu2/" UUID "/", ONB_ADDRESS_PATIENT },
  { "http://127.0.0.1:8080/r4/t/", "http://127.0.0.1:8080/r4/t/", "http://127.0.0.1:8080/dstu2/t/",
    ONB_ADDRESS_PROVIDER },
  { "https://[::1]:8443/r4/t/", "https://[::1]:8443/r4/t/", "https://[::1]:8443/dstu2/t/",
    ONB_ADDRESS_PROVIDER },
  { "https://fhir-open.sandboxcerner.com/r4/" UUID "/",
    "https://fhir-open.sandboxcerner.com/r4/" UUID "/",
    "https://fhir-open.sandboxcerner.com/dstu2/" UUID "/", ONB_ADDRESS_OPEN_SANDBOX },
  { "https://fhir-ehr-sc.cerner.com/r4/" UUID "/", "https://fhir-ehr-sc.cerner.com/r4/" UUID "/",
    "https://fhir-ehr-sc.cerner.com/dstu2/" UUID "/", ONB_ADDRESS_SOARIAN },
};

/* All of them are Oracle's production host and the UUID, as they are pasted. */
static const char *const pasted[] = {
  "https://fhir-ehr.cerner.com/r4/" UUID,
  "HTTPS://FHIR-EHR.CERNER.COM/R4/" UUID "/",
  "<https://fhir-ehr.cerner.com/r4/" UUID "/>",
  "<https://fhir-ehr.cerner.com/r4/" UUID "/>.",
  "(https://fhir-ehr.cerner.com/r4/" UUID ")",
  "“https://fhir-ehr.cerner.com/r4/" UUID "/”,",
  "https://fhir-ehr.cerner.com/r4/" UUID ".",
  "https://fhir-ehr.cerner.com/r4/" UUID "/.",
  "https://fhir-ehr.cerner.com/r4/" UUID "/metadata!",
  "https://fhir-ehr.cerner.com/r4/" UUID "/Patient?_id=0#top",
  "https://fhir-ehr.cerner.com//r4//" UUID "//",
  "https://fhir-ehr.cerner.com:443/r4/" UUID,
  "https://fhir-ehr.cerner.com./r4/" UUID,
  "https:/fhir-ehr.cerner.com/r4/" UUID,
  "https//fhir-ehr.cerner.com/r4/" UUID,
  "https:fhir-ehr.cerner.com/r4/" UUID,
  "https:///fhir-ehr.cerner.com/r4/" UUID,
  "https://https://fhir-ehr.cerner.com/r4/" UUID,
  "https:\\\\fhir-ehr.cerner.com\\r4\\" UUID,
  "\xef\xbb\xbfhttps://fhir-ehr.cerner.com/r4/" UUID,
  "\xc2\xa0https://fhir-ehr.cerner.com/r4/" UUID "\xc2\xa0\r\n",
  "https://fhir-ehr.cerner.com/\xe2\x80\x8br4/" UUID "\xe2\x80\x8b",
  "https://fhir-ehr.cerner.com/r4/{" UUID "}/",
  UUID,
  UUID "/",
  "{" UUID "}",
  "\xe2\x80\x8b" UUID ".",
  "https://authorization.cerner.com/tenants/" UUID "/protocols/oauth2/profiles/smart-v1/token",
  "https://authorization.cerner.com/tenants/" UUID "/hosts/fhir-ehr.cerner.com/protocols/oauth2/"
  "profiles/smart-v1/token",
};

static const struct
{
  const char *text;
  OnbAddressError code;
  const char *says;
} wrong_addresses[] = {
  { "", ONB_ADDRESS_ERROR_INVALID, "FHIR URL" },
  { "clinic", ONB_ADDRESS_ERROR_INVALID, "“clinic” is not a tenant ID" },
  { "fhir-ehr.cerner.com", ONB_ADDRESS_ERROR_INVALID, "FHIR URL" },
  { UUID "d", ONB_ADDRESS_ERROR_INVALID, "37 characters" },
  { "ec2458f2-1e24-41c8-b71b-0e701af7583", ONB_ADDRESS_ERROR_INVALID, "35 characters" },
  { "https://fhir-ehr.cerner.com/r4/" UUID "d/", ONB_ADDRESS_ERROR_INVALID, "37 characters" },
  { "https://fhir.example.org/r4/" UUID "d/", ONB_ADDRESS_ERROR_INVALID, "37 characters" },
  { "https://fhir-ehr.cerner.com/r4/ec2458f2-1e24-41c8-b71b-0e701af7583o/",
    ONB_ADDRESS_ERROR_INVALID, "look alike" },
  { "ec2458f21e2441c8b71b0e701af7583d", ONB_ADDRESS_ERROR_INVALID, "hyphens" },
  { "AbCdEfGhIjKlMnOpQrStUvWxYz012_9", ONB_ADDRESS_ERROR_INVALID, "31 characters" },
  { "https://fhir-ehr.cerner.com/r4/AbCdEfGhIjKlMnOpQrStUvWxYz012_9", ONB_ADDRESS_ERROR_INVALID,
    "double click" },
  { "https://", ONB_ADDRESS_ERROR_INVALID, "not a valid URL" },
  { "https://host.example/", ONB_ADDRESS_ERROR_INVALID, "followed by the tenant ID is missing" },
  { "https://host.example/r4/", ONB_ADDRESS_ERROR_INVALID, "followed by the tenant ID is missing" },
  { "https://fhir-ehr.cerner.com/r4/metadata", ONB_ADDRESS_ERROR_INVALID, "The tenant ID after" },
  { "https://fhir-ehr.cerner.com/r4/Patient/1", ONB_ADDRESS_ERROR_INVALID, "The tenant ID after" },
  { "https://fhir-ehr.cerner.com/r4/dstu2/", ONB_ADDRESS_ERROR_INVALID, "The tenant ID after" },
  { "https://fhir-ehr.cerner.com/r4/.well-known/smart-configuration", ONB_ADDRESS_ERROR_INVALID,
    "The tenant ID after" },
  { "https://fhir-ehr.cerner.com/r4/{tenant}/", ONB_ADDRESS_ERROR_INVALID,
    "“{tenant}” is a placeholder" },
  { "https://fhir-ehr.cerner.com/r4/:tenant/", ONB_ADDRESS_ERROR_INVALID, "placeholder" },
  { "https://fhir-ehr.cerner.com/r4/%7Btenant%7D/", ONB_ADDRESS_ERROR_INVALID, "placeholder" },
  { "https://fhir-ehr.cerner.com/r4/<tenant>/", ONB_ADDRESS_ERROR_INVALID, "placeholder" },
  { "https://fhir-ehr.cerner.com/r4/TENANT/", ONB_ADDRESS_ERROR_INVALID, "placeholder" },
  { "https://fhir-ehr.cerner.com/r4/YOUR_TENANT_ID/", ONB_ADDRESS_ERROR_INVALID, "placeholder" },
  { "https://fhir-ehr.cerner.com/r4/insert-your-tenant-here/", ONB_ADDRESS_ERROR_INVALID,
    "placeholder" },
  { "https://fhir-ehr.cerner.com/r4/xxxx-xxxx/", ONB_ADDRESS_ERROR_INVALID, "placeholder" },
  { "https://fhir-ehr.cerner.com/r4/***/", ONB_ADDRESS_ERROR_INVALID, "placeholder" },
  { "https://fhir-ehr.cerner.com/r4/my-tenant-5/", ONB_ADDRESS_ERROR_INVALID, "36 characters" },
  { "https://fhir-ehr.cerner.com/r4/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx/",
    ONB_ADDRESS_ERROR_INVALID, "placeholder" },
  { "{tenant}", ONB_ADDRESS_ERROR_INVALID, "placeholder" },
  { "https://fhir-ehr.cerner.com/r4/a%25b/", ONB_ADDRESS_ERROR_INVALID,
    "a character that tenant IDs cannot have" },
  { "https://fhir.example.org/r4/a%3Fb/", ONB_ADDRESS_ERROR_INVALID,
    "a character that tenant IDs cannot have" },
  { "https://fhir-ehr.cerner.com/r4/demo/", ONB_ADDRESS_ERROR_INVALID, "36 characters" },
  { "https://fhir-ehr.cerner.com/r4/\n" UUID "/", ONB_ADDRESS_ERROR_INVALID, "line break" },
  { "https://fhir-ehr.cerner.com/r4/ec2458f2-\xc2\xa0"
    "1e24-41c8-b71b-0e701af7583d/",
    ONB_ADDRESS_ERROR_INVALID, "space" },
  { "https://fhir4.eclinicalworks.com/fhir/r4/X", ONB_ADDRESS_ERROR_INVALID, "“/fhir/”" },
  { "https://fhir.epic.com/interconnect/api/FHIR/R4/", ONB_ADDRESS_ERROR_INVALID,
    "followed by the tenant ID is missing" },
  { "http://host.example/r4/t/", ONB_ADDRESS_ERROR_NOT_HTTPS, "https" },
  { "ftp://host.example/r4/t/", ONB_ADDRESS_ERROR_NOT_HTTPS, "https" },
  { "https://a:b@host.example/r4/t/", ONB_ADDRESS_ERROR_INVALID, "@" },
  { "https://host%2eexample/r4/t/", ONB_ADDRESS_ERROR_INVALID, "not a host name" },
  { "https://host_name.example/r4/t/", ONB_ADDRESS_ERROR_INVALID, "not a host name" },
  { "https://[fe80::1%25lo]/r4/t/", ONB_ADDRESS_ERROR_INVALID, "not a host name" },
  { "https://host.example:99999/r4/t/", ONB_ADDRESS_ERROR_INVALID, "not a host name" },
  { "https://code-console.cerner.com/console/apps", ONB_ADDRESS_ERROR_INVALID, "Code Console" },
  { "https://authorization.cerner.com/tenants/{tenant}/protocols/oauth2/profiles/smart-v1/token",
    ONB_ADDRESS_ERROR_INVALID, "placeholder" },
  { "https://authorization.cerner.com/errors/", ONB_ADDRESS_ERROR_INVALID, "authorization server" },
};

static void
test_addresses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OnbAddress) address = onb_address_parse (addresses[i].text, &error);
      g_autofree char *r4 = NULL;
      g_autofree char *dstu2 = NULL;

      g_assert_no_error (error);
      r4 = onb_address_get_base (address, ONB_FHIR_R4);
      dstu2 = onb_address_get_base (address, ONB_FHIR_DSTU2);
      g_assert_cmpstr (r4, ==, addresses[i].r4);
      g_assert_cmpstr (dstu2, ==, addresses[i].dstu2);
      g_assert_cmpint (onb_address_get_kind (address), ==, addresses[i].kind);
    }
}

static void
test_pasted_addresses (void)
{
  g_autoptr (OnbAddress) sandbox = NULL;
  g_autoptr (OnbAddress) own_host = NULL;
  g_autoptr (OnbAddress) international = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (pasted); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OnbAddress) address = onb_address_parse (pasted[i], &error);
      g_autofree char *base = NULL;

      g_test_message ("%s", pasted[i]);
      g_assert_no_error (error);
      base = onb_address_get_base (address, ONB_FHIR_R4);
      g_assert_cmpstr (base, ==, "https://fhir-ehr.cerner.com/r4/" UUID "/");
    }

  sandbox = onb_address_parse ("https://authorization.sandboxcerner.com/tenants/" UUID
                               "/protocols/oauth2/profiles/smart-v1/token",
                               NULL);
  g_assert_cmpstr (sandbox->host, ==, "fhir-ehr-code.cerner.com");
  own_host = onb_address_parse ("https://authorization.cerner.com/tenants/" UUID
                                "/hosts/fhir.example.org/protocols/oauth2/profiles/smart-v1/token",
                                NULL);
  g_assert_cmpstr (own_host->host, ==, "fhir.example.org");
  international = onb_address_parse ("https://fhir.müller.example/r4/" UUID, NULL);
  g_assert_cmpstr (international->host, ==, "fhir.xn--mller-kva.example");
}

static void
test_wrong_addresses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong_addresses); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong_addresses[i].text);
      g_assert_null (onb_address_parse (wrong_addresses[i].text, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, ONB_ADDRESS_ERROR, (int) wrong_addresses[i].code);
      g_assert_nonnull (strstr (error->message, wrong_addresses[i].says));
    }
}

/* Hosts of Oracle's, and what only looks like one. */
static void
test_hosts (void)
{
  static const char *const own[] = { "cerner.com", "authorization.Cerner.com",
                                     "authorization.sandboxcerner.com" };
  static const char *const others[] = {
    "evilcerner.com",
    "cerner.com.evil.example",
    "com",
    ".cerner.com",
    "a..cerner.com",
    "evil.com\\.cerner.com",
    "evil.com/.cerner.com",
    "a\r\n.cerner.com",
    "cerner.com.",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_assert_true (onb_millennium_has_host (own[i]) && onb_millennium_has_site (own[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (onb_millennium_has_host (others[i]) || onb_millennium_has_site (others[i]));

  g_assert_false (onb_millennium_has_host ("docs.oracle.com"));
  g_assert_true (onb_millennium_has_site ("docs.oracle.com"));
}

/* How the servers put errors, apart from what FHIR and OAuth say of them. */
static void
test_dialect (void)
{
  static const struct
  {
    const char *text;
    const char *reason;
  } texts[] = {
    { "urn:cerner:error:oauth2:resource-access:insufficient-scopes", "insufficient-scopes" },
    { "code=\"URN:cerner:error:oauth2:resource-access:Insufficient_Scopes\", error=\"x\"",
      "insufficient-scopes" },
    { "https://authorization.cerner.com/errors/urn%3Acerner%3Aerror%3Ainvalid-tenant/instances/1",
      "invalid-tenant" },
    { "It is urn:cerner:error:token:invalid-tenant.", "invalid-tenant" },
    { "urn%3", NULL },
    { "In return: nothing", NULL },
    { "In return: urn:cerner:error:token:invalid-tenant", "invalid-tenant" },
    { "In return: see https://x/urn%3Acerner%3Aerror%3Ainvalid-tenant/1", "invalid-tenant" },
    { "no reason", NULL },
  };
  const OnbDialect *dialect = onb_millennium_get_dialect ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *reason = dialect->find_reason (texts[i].text);

      g_assert_cmpstr (reason, ==, texts[i].reason);
    }

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = dialect->find_correlation_id (
          i == 0 ? "https://authorization.cerner.com/errors/x/instances/1234-abcd"
                 : "https://authorization.cerner.com/errors/x/instances");

      g_assert_cmpstr (id, ==, i == 0 ? "1234-abcd" : NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/millennium/addresses", test_addresses);
  g_test_add_func ("/millennium/pasted-addresses", test_pasted_addresses);
  g_test_add_func ("/millennium/wrong-addresses", test_wrong_addresses);
  g_test_add_func ("/millennium/hosts", test_hosts);
  g_test_add_func ("/millennium/dialect", test_dialect);

  return g_test_run ();
}
