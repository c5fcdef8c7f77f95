/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fhir/onb-answer.h"
#include "fhir/onb-scope.h"
#include "fhir/onb-token.h"
#include "millennium/onb-millennium.h"
#include "wire/onb-basic.h"
#include "wire/onb-http.h"

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
  g_autoptr (OnbAnswer) first =
      onb_answer_read_discovery (exchange, smart, onb_millennium_get_dialect (), NULL);
  g_autoptr (OnbAnswer) second =
      onb_answer_read_discovery (exchange, metadata, onb_millennium_get_dialect (), NULL);
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
  g_autoptr (OnbAnswer) first =
      onb_answer_read_token (good, granted, onb_millennium_get_dialect (), NULL, &token);
  g_autoptr (OnbAnswer) second =
      onb_answer_read_token (bad, refused, onb_millennium_get_dialect (), NULL, &none);

  g_assert_true (first->has_token);
  g_assert_cmpstr (secret_value_get_text (token), ==, "abc.def");
  g_assert_cmpstr (first->token_type, ==, "Bearer");
  g_assert_cmpstr (first->scope, ==, "system/Slot.read");

  g_assert_null (none);
  g_assert_false (second->has_token);
  g_assert_cmpstr (second->error, ==, "invalid_grant");
  g_assert_cmpstr (second->reason, ==, "invalid-tenant");
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
  g_autoptr (OnbAnswer) first =
      onb_answer_read_probe (good, bundle, onb_millennium_get_dialect (), NULL);
  g_autoptr (OnbAnswer) second =
      onb_answer_read_probe (plain, text, onb_millennium_get_dialect (), NULL);
  g_autoptr (OnbAnswer) third =
      onb_answer_read_probe (bad, outcome, onb_millennium_get_dialect (), NULL);

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
      g_autoptr (OnbAnswer) answer =
          onb_answer_read_probe (exchange, body, onb_millennium_get_dialect (), NULL);

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
      g_autoptr (OnbAnswer) discovery =
          onb_answer_read_discovery (exchange, body, onb_millennium_get_dialect (), NULL);
      g_autoptr (OnbAnswer) token =
          onb_answer_read_token (exchange, body, onb_millennium_get_dialect (), NULL, &secret);
      g_autoptr (OnbAnswer) probe =
          onb_answer_read_probe (exchange, body, onb_millennium_get_dialect (), NULL);

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
  char *basic = onb_basic_new ("Aladdin", secret);
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
  g_test_add_func ("/fhir/scopes", test_scopes);
  g_test_add_func ("/fhir/scopes-well-formed", test_well_formed_scopes);
  g_test_add_func ("/fhir/scopes-v2", test_scopes_v2);
  g_test_add_func ("/fhir/discovery", test_discovery);
  g_test_add_func ("/fhir/token-answers", test_token_answers);
  g_test_add_func ("/fhir/probe-answers", test_probe_answers_keep_no_data);
  g_test_add_func ("/fhir/body-kinds", test_body_kinds);
  g_test_add_func ("/fhir/good-body-kinds", test_good_body_kinds);
  g_test_add_func ("/fhir/token-request", test_token_request);

  return g_test_run ();
}
