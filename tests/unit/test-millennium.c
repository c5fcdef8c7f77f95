/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "millennium/onb-address.h"
#include "millennium/onb-answer.h"
#include "millennium/onb-http.h"
#include "millennium/onb-json.h"
#include "millennium/onb-scope.h"
#include "millennium/onb-token.h"

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

static const struct
{
  const char *granted;
  const char *letters;
  const char *in_part;
} grants[] = {
  { "", "" },
  { "system/Slot.read", "rs" },
  { "system/Slot.write", "cud" },
  { "system/Slot.*", "cruds" },
  { "system/Patient.read system/Slot.read system/Slot.write", "cruds" },
  { "system/Slot.rs", "rs" },
  { "system/Slot.r", "r" },
  { "system/Slot.s", "s" },
  { "system/Slot.r system/Slot.s", "rs" },
  { "system/Slot.s system/Slot.cu system/Slot.r", "crus" },
  { "system/Slot.rus", "rus" },
  { "system/Slot.sur", "rus" },
  { "system/Slot.rs?status=free", "", "rs" },
  { "system/Slot.rs?status=free system/Slot.r", "r", "rs" },
  { "system/Slot.cu?x=http://a.example/system/Patient.rs", "", "cu" },
  { "https://a.example/system/Slot.s?x=http://b.example/system/Patient.rs", "", "s" },
  { "system/Slot.r?x=1 system/Slot.s?x=2,3", "", "rs" },
  { "system/*.read?x=y", "", "rs" },
  { "system/Slot?x=y.rs", "" },
  { "system/Slot.readx", "" },
  { "system/Slot.", "" },
  { "system/Slot", "" },
  { "system/.read", "" },
  { "system.read", "" },
  { "system/*.read", "rs" },
  { "system/*.rs", "rs" },
  { "user/Slot.read", "" },
  { "patient/Slot.read", "" },
  { "system/SlotX.read", "" },
  { "system/XSlot.read", "" },
  { "system/Patient.read,system/Slot.read", "rs" },
  { "system/Patient.read, system/Slot.read", "rs" },
  { "system/Patient.read\nsystem/Slot.read\r\n\tsystem/Slot.write", "cruds" },
  { "http://smarthealthit.org/FHIR/scopes/system/Slot.read", "rs" },
  { "https://smarthealthit.org/FHIR/scopes/system/Slot.write", "cud" },
  { "https://example.org/scopes/user/Slot.read", "" },
};

static char *
write_letters (guint letters)
{
  static const char all[] = "cruds";
  GString *text = g_string_new (NULL);

  for (guint j = 0; all[j] != '\0'; j++)
    if ((letters & (1u << j)) != 0)
      g_string_append_c (text, all[j]);

  return g_string_free (text, FALSE);
}

static void
test_scopes (void)
{
  g_autofree char *read = onb_scope_new ("Slot", ONB_ACCESS_READ);
  g_autofree char *write = onb_scope_new ("Slot", ONB_ACCESS_WRITE);

  g_assert_cmpstr (read, ==, "system/Slot.read");
  g_assert_cmpstr (write, ==, "system/Slot.write");

  for (guint i = 0; i < G_N_ELEMENTS (grants); i++)
    {
      g_autofree char *whole = write_letters (onb_scope_get_letters (grants[i].granted, "Slot"));
      g_autofree char *in_part =
          write_letters (onb_scope_get_narrowed_letters (grants[i].granted, "Slot"));

      g_assert_cmpstr (whole, ==, grants[i].letters);
      g_assert_cmpstr (in_part, ==, grants[i].in_part != NULL ? grants[i].in_part : "");
    }
}

static void
test_scopes_v2 (void)
{
  static const char supported[] = "system/Slot.read system/Slot.rs system/Slot.rus system/Slot.r "
                                  "user/Slot.cruds system/Slot.rus?x=y system/*.cruds";
  g_autofree char *widest = onb_scope_new_v2 (supported, "Slot");
  g_autofree char *none = onb_scope_new_v2 (supported, "Patient");
  g_autofree char *listed = onb_scope_list (supported, "Slot");

  g_assert_cmpstr (widest, ==, "system/Slot.rus");
  g_assert_null (none);
  g_assert_null (onb_scope_new_v2 (NULL, "Slot"));
  g_assert_null (onb_scope_new_v2 ("system/Slot.read system/Slot.write", "Slot"));
  g_assert_cmpstr (listed, ==,
                   "system/Slot.read system/Slot.rs system/Slot.rus system/Slot.r "
                   "system/Slot.rus?x=y");
}

static void
test_json_bounds (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("[0");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) good = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (onb_json_parse (deep->str, deep->len, ONB_JSON_MAX_VALUES, &error));
  g_assert_error (error, ONB_JSON_ERROR, ONB_JSON_ERROR_TOO_DEEP);
  g_clear_error (&error);

  for (guint i = 0; i < ONB_JSON_MAX_VALUES; i++)
    g_string_append (wide, ",0");
  g_string_append_c (wide, ']');
  g_assert_null (onb_json_parse (wide->str, wide->len, ONB_JSON_MAX_VALUES, &error));
  g_assert_error (error, ONB_JSON_ERROR, ONB_JSON_ERROR_TOO_MANY);
  g_clear_error (&error);

  g_assert_null (onb_json_parse ("{\"a\":", 5, ONB_JSON_MAX_VALUES, &error));
  g_assert_error (error, ONB_JSON_ERROR, ONB_JSON_ERROR_BROKEN);
  g_clear_error (&error);

  g_assert_null (onb_json_parse ("", 0, ONB_JSON_MAX_VALUES, &error));
  g_assert_error (error, ONB_JSON_ERROR, ONB_JSON_ERROR_BROKEN);
  g_clear_error (&error);

  /* Brackets and commas in strings do not count. */
  good = onb_json_parse ("{\"a\":\"[[[[\\\"[,,,\"}", 18, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (onb_json_get_string (json_node_get_object (good), "a"), ==, "[[[[\"[,,,");
}

/* What was written when a clock was wrong, or by whomever, can be shown wherever it is read. */
static void
test_json_times (void)
{
  static const struct
  {
    const char *text;
    gboolean is_time;
  } times[] = {
    { "2026-11-25T08:00:00Z", TRUE },
    { "1970-01-01T00:00:00.5+01:00", TRUE },
    { "9998-12-31T23:59:59-12:00", TRUE },
    { "9999-12-31T23:59:59Z", FALSE },
    { "0001-01-01T00:00:00Z", FALSE },
    { "0000-00-00T00:00:00Z", FALSE },
    { "2026-11-25", FALSE },
    { "yesterday", FALSE },
    { "", FALSE },
  };
  static const char *const zones[] = { "-12:00", "+14:00" };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      g_autoptr (GDateTime) time = NULL;

      json_object_set_string_member (object, "t", times[i].text);
      time = onb_json_get_time (object, "t");
      g_assert_cmpint (time != NULL, ==, times[i].is_time);
      for (guint zone = 0; time != NULL && zone < G_N_ELEMENTS (zones); zone++)
        {
          g_autoptr (GTimeZone) there = g_time_zone_new_identifier (zones[zone]);
          g_autoptr (GDateTime) shown = g_date_time_to_timezone (time, there);

          g_assert_nonnull (shown);
        }
    }
}

static OnbExchange *
exchange_new (guint status, const char *content_type)
{
  OnbExchange *exchange = onb_exchange_new ("GET", "https://host.example/");

  exchange->status = status;
  exchange->content_type = g_strdup (content_type);
  return exchange;
}

static GByteArray *
body_new (const char *text)
{
  GByteArray *body = g_byte_array_new ();

  g_byte_array_append (body, (const guint8 *) text, (guint) strlen (text));
  return body;
}

static void
test_discovery (void)
{
  g_autoptr (OnbExchange) exchange = exchange_new (200, "application/json");
  GByteArray *smart = body_new ("{\"token_endpoint\":\"https://a.example/token\"}");
  GByteArray *metadata = body_new (
      "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\",\"rest\":[{\"security\":"
      "{\"extension\":[{\"url\":\"other\"},{\"url\":"
      "\"http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris\",\"extension\":[{"
      "\"url\":\"authorize\",\"valueUri\":\"https://a.example/authorize\"},{\"url\":\"token\","
      "\"valueUri\":\"https://b.example/token\"}]}]},\"resource\":[{\"type\":\"Slot\","
      "\"interaction\":[{\"code\":\"read\"},{\"code\":\"search-type\"},{\"code\":\"patch\"}]}]}]}");
  g_autoptr (OnbAnswer) first = onb_answer_read_discovery (exchange, smart, NULL);
  g_autoptr (OnbAnswer) second = onb_answer_read_discovery (exchange, metadata, NULL);
  OnbInteractions interactions;

  g_assert_cmpstr (first->token_endpoint, ==, "https://a.example/token");
  g_assert_null (first->interactions);
  g_assert_cmpstr (second->token_endpoint, ==, "https://b.example/token");
  g_assert_cmpstr (second->fhir_version, ==, "4.0.1");
  g_assert_true (onb_answer_get_interactions (second, "Slot", &interactions));
  g_assert_cmpuint (interactions, ==,
                    ONB_INTERACTION_READ | ONB_INTERACTION_SEARCH | ONB_INTERACTION_PATCH);
  g_assert_false (onb_answer_get_interactions (second, "Patient", &interactions));

  onb_http_body_free (smart);
  onb_http_body_free (metadata);
}

static void
test_token_answers (void)
{
  g_autoptr (OnbExchange) good = exchange_new (200, "application/json");
  g_autoptr (OnbExchange) bad = exchange_new (400, "application/json");
  g_autoptr (SecretValue) token = NULL;
  g_autoptr (SecretValue) none = NULL;
  GByteArray *granted = body_new ("{\"access_token\":\"abc.def\",\"token_type\":\"Bearer\","
                                  "\"expires_in\":570,\"scope\":\"system/Slot.read\"}");
  GByteArray *refused = body_new (
      "{\"error\":\"invalid_grant\",\"error_uri\":\"https://authorization.cerner.com/errors/"
      "urn%3Acerner%3Aerror%3Aauthorization-server%3Aoauth2%3Atoken%3Ainvalid-tenant/instances/"
      "1234-abcd?client=secret-id&tenant=t\"}");
  g_autoptr (OnbAnswer) first = onb_answer_read_token (good, granted, NULL, &token);
  g_autoptr (OnbAnswer) second = onb_answer_read_token (bad, refused, NULL, &none);

  g_assert_true (first->has_token);
  g_assert_cmpstr (secret_value_get_text (token), ==, "abc.def");
  g_assert_cmpstr (first->token_type, ==, "Bearer");
  g_assert_cmpstr (first->scope, ==, "system/Slot.read");

  g_assert_null (none);
  g_assert_false (second->has_token);
  g_assert_cmpstr (second->error, ==, "invalid_grant");
  g_assert_cmpstr (second->urn, ==, "invalid-tenant");
  g_assert_cmpstr (second->correlation_id, ==, "1234-abcd");
  /* The query would hold the whole Client ID. */
  g_assert_null (strstr (second->error_uri, "secret-id"));

  onb_http_body_free (granted);
  onb_http_body_free (refused);
}

static void
test_probe_answers_keep_no_data (void)
{
  g_autoptr (OnbExchange) good = exchange_new (200, "application/fhir+json");
  g_autoptr (OnbExchange) plain = exchange_new (200, "text/plain");
  g_autoptr (OnbExchange) bad = exchange_new (500, "application/fhir+json");
  GByteArray *bundle = body_new (
      "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":1,\"entry\":[{\"resource\":"
      "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"Jane Doe\"}]}}]}");
  GByteArray *text = body_new ("Jane Doe");
  GByteArray *outcome = body_new ("{\"resourceType\":\"OperationOutcome\",\"issue\":[{"
                                  "\"diagnostics\":\"it broke\"}]}");
  g_autoptr (OnbAnswer) first = onb_answer_read_probe (good, bundle, NULL);
  g_autoptr (OnbAnswer) second = onb_answer_read_probe (plain, text, NULL);
  g_autoptr (OnbAnswer) third = onb_answer_read_probe (bad, outcome, NULL);

  g_assert_cmpstr (first->bundle_type, ==, "searchset");
  g_assert_cmpuint (first->entries, ==, 1);
  g_assert_null (first->text);
  g_assert_null (second->text);
  g_assert_cmpstr (third->text, ==, "it broke");

  onb_http_body_free (bundle);
  onb_http_body_free (text);
  onb_http_body_free (outcome);
}

static const struct
{
  const char *type;
  const char *text;
  OnbBodyKind kind;
} bodies[] = {
  { NULL, "", ONB_BODY_NONE },
  { "application/json", "{}", ONB_BODY_FOREIGN_JSON },
  { "application/json", "[1]", ONB_BODY_FOREIGN_JSON },
  { NULL, "  {\"title\":\"Request blocked\"}", ONB_BODY_FOREIGN_JSON },
  { NULL, "{\"message\":\"Forbidden by gateway\"}", ONB_BODY_FOREIGN_JSON },
  { NULL, "{\"error\":\"Not Found\",\"status\":404}", ONB_BODY_FOREIGN_JSON },
  { NULL, "{\"error\":\"insufficient_scope\"}", ONB_BODY_JSON },
  { NULL, "{\"code\":403,\"message\":\"Forbidden resource\"}", ONB_BODY_JSON },
  { NULL, "  {\"resourceType\":\"OperationOutcome\"}", ONB_BODY_JSON },
  { "application/json", "nothing", ONB_BODY_BROKEN_JSON },
  { "text/html", "{}", ONB_BODY_HTML },
  { NULL, "\n<!DOCTYPE HTML><html>", ONB_BODY_HTML },
  { "text/plain", "Tenant not valid or accessible", ONB_BODY_TEXT },
};

static void
test_body_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (OnbExchange) exchange = exchange_new (403, bodies[i].type);
      GByteArray *body = body_new (bodies[i].text);
      g_autoptr (OnbAnswer) answer = onb_answer_read_probe (exchange, body, NULL);

      g_assert_cmpint (answer->body, ==, bodies[i].kind);
      onb_http_body_free (body);
    }
}

/* With success, each stage knows what it asked for. */
static const struct
{
  const char *text;
  OnbBodyKind discovery;
  OnbBodyKind token;
  OnbBodyKind probe;
} good_bodies[] = {
  { "{}", ONB_BODY_FOREIGN_JSON, ONB_BODY_FOREIGN_JSON, ONB_BODY_FOREIGN_JSON },
  { "[]", ONB_BODY_FOREIGN_JSON, ONB_BODY_FOREIGN_JSON, ONB_BODY_FOREIGN_JSON },
  { "{\"blocked\":true}", ONB_BODY_FOREIGN_JSON, ONB_BODY_FOREIGN_JSON, ONB_BODY_FOREIGN_JSON },
  { "{\"capabilities\":[]}", ONB_BODY_JSON, ONB_BODY_FOREIGN_JSON, ONB_BODY_FOREIGN_JSON },
  { "{\"expires_in\":570}", ONB_BODY_FOREIGN_JSON, ONB_BODY_JSON, ONB_BODY_FOREIGN_JSON },
  { "{\"resourceType\":\"Bundle\"}", ONB_BODY_JSON, ONB_BODY_JSON, ONB_BODY_JSON },
  { "<!-- filter -->", ONB_BODY_HTML, ONB_BODY_HTML, ONB_BODY_HTML },
  { "\xef\xbb\xbf <HTML>", ONB_BODY_HTML, ONB_BODY_HTML, ONB_BODY_HTML },
  { "<Bundle xmlns=\"http://hl7.org/fhir\"/>", ONB_BODY_TEXT, ONB_BODY_TEXT, ONB_BODY_TEXT },
};

static void
test_good_body_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_bodies); i++)
    {
      g_autoptr (OnbExchange) exchange = exchange_new (200, NULL);
      GByteArray *body = body_new (good_bodies[i].text);
      SecretValue *secret = NULL;
      g_autoptr (OnbAnswer) discovery = onb_answer_read_discovery (exchange, body, NULL);
      g_autoptr (OnbAnswer) token = onb_answer_read_token (exchange, body, NULL, &secret);
      g_autoptr (OnbAnswer) probe = onb_answer_read_probe (exchange, body, NULL);

      g_assert_null (secret);
      g_assert_cmpint (discovery->body, ==, good_bodies[i].discovery);
      g_assert_cmpint (token->body, ==, good_bodies[i].token);
      g_assert_cmpint (probe->body, ==, good_bodies[i].probe);
      onb_http_body_free (body);
    }
}

static void
test_token_request (void)
{
  const char *const asked[] = { "system/Slot.read", "system/Patient.write", NULL };
  g_autoptr (SecretValue) secret = secret_value_new ("open sesame", -1, "text/plain");
  g_autoptr (SecretValue) plain = secret_value_new ("aZ09-._~", -1, "text/plain");
  g_autofree char *form = onb_token_new_form (asked);
  char *basic = onb_token_new_basic ("Aladdin", secret);
  char *bearer = onb_token_new_bearer (plain);

  g_assert_cmpstr (form, ==,
                   "grant_type=client_credentials&scope=system%2FSlot.read%20system%2F"
                   "Patient.write");
  /* RFC 7617 §2 has this very example. */
  g_assert_cmpstr (basic, ==, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  g_assert_cmpstr (bearer, ==, "Bearer aZ09-._~");
  g_assert_true (onb_token_is_usable ("aZ09-._~+/="));
  g_assert_false (onb_token_is_usable ("a\r\nX: y"));
  g_assert_false (onb_token_is_usable (""));
  g_assert_true (onb_token_is_ambiguous ("id", secret));
  g_assert_false (onb_token_is_ambiguous ("id", plain));

  secret_password_free (basic);
  secret_password_free (bearer);
}

static void
test_well_formed_scopes (void)
{
  static const struct
  {
    const char *text;
    gboolean good;
  } scopes[] = {
    { "system/Slot.read", TRUE },
    { "system/Slot.rs", TRUE },
    { "user/*.*", TRUE },
    { "patient/Slot.cruds", TRUE },
    { "system/Slot", FALSE },
    { "openid", FALSE },
    { "system/Slot.read\n", FALSE },
    { "Call us at system/Slot.read", FALSE },
    { "system/Slot.read now", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    g_assert_cmpint (onb_scope_is_well_formed (scopes[i].text), ==, scopes[i].good);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/millennium/addresses", test_addresses);
  g_test_add_func ("/millennium/pasted-addresses", test_pasted_addresses);
  g_test_add_func ("/millennium/wrong-addresses", test_wrong_addresses);
  g_test_add_func ("/millennium/scopes", test_scopes);
  g_test_add_func ("/millennium/scopes-well-formed", test_well_formed_scopes);
  g_test_add_func ("/millennium/scopes-v2", test_scopes_v2);
  g_test_add_func ("/millennium/json-bounds", test_json_bounds);
  g_test_add_func ("/millennium/json-times", test_json_times);
  g_test_add_func ("/millennium/discovery", test_discovery);
  g_test_add_func ("/millennium/token-answers", test_token_answers);
  g_test_add_func ("/millennium/probe-answers", test_probe_answers_keep_no_data);
  g_test_add_func ("/millennium/body-kinds", test_body_kinds);
  g_test_add_func ("/millennium/good-body-kinds", test_good_body_kinds);
  g_test_add_func ("/millennium/token-request", test_token_request);
  return g_test_run ();
}
