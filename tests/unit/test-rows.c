/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "check/onb-diagnosis-table.h"
#include "check/onb-draft.h"
#include "millennium/onb-millennium.h"

/* One observation and the row that it must fit: the diagnosis, row by row. */
static const struct
{
  OnbStage stage;
  OnbFault fault;
  guint status;
  OnbBodyKind body;
  const char *error;
  const char *reason;
  const char *text;
  const char *authenticate;
  const char *id;
} rows[] = {
  { ONB_STAGE_METADATA, ONB_FAULT_OFFLINE, 0, 0, NULL, NULL, NULL, NULL, "network.offline" },
  { ONB_STAGE_TOKEN, ONB_FAULT_NAME_NOT_FOUND, 0, 0, NULL, NULL, NULL, NULL,
    "network.name-not-found" },
  { ONB_STAGE_PROBE, ONB_FAULT_REFUSED, 0, 0, NULL, NULL, NULL, NULL, "network.refused" },
  { ONB_STAGE_TOKEN, ONB_FAULT_CONNECT_TIMED_OUT, 0, 0, NULL, NULL, NULL, NULL,
    "network.connect-timed-out" },
  { ONB_STAGE_PROBE, ONB_FAULT_TIMED_OUT, 0, 0, NULL, NULL, NULL, NULL, "network.timed-out" },
  { ONB_STAGE_PROBE, ONB_FAULT_DROPPED, 0, 0, NULL, NULL, NULL, NULL, "network.dropped" },
  { ONB_STAGE_PROBE, ONB_FAULT_PROXY, 0, 0, NULL, NULL, NULL, NULL, "network.proxy" },
  { ONB_STAGE_METADATA, ONB_FAULT_PROXY_UNKNOWN, 0, 0, NULL, NULL, NULL, NULL,
    "network.proxy-unknown" },
  { ONB_STAGE_TOKEN, ONB_FAULT_PROXY_UNREACHABLE, 0, 0, NULL, NULL, NULL, NULL,
    "network.proxy-unreachable" },
  { ONB_STAGE_TOKEN, ONB_FAULT_PROXY_FORBIDDEN, 0, 0, NULL, NULL, NULL, NULL,
    "network.proxy-forbidden" },
  { ONB_STAGE_METADATA, ONB_FAULT_PROXY_NO_WAY, 0, 0, NULL, NULL, NULL, NULL,
    "network.proxy-no-way" },
  { ONB_STAGE_PROBE, ONB_FAULT_PROXY_LOGIN_MISSING, 0, 0, NULL, NULL, NULL, NULL,
    "network.proxy-login" },
  { ONB_STAGE_METADATA, ONB_FAULT_PROXY_LOGIN_WRONG, 0, 0, NULL, NULL, NULL, NULL,
    "network.proxy-login-wrong" },
  { ONB_STAGE_METADATA, ONB_FAULT_PROXY_LOGIN_KIND, 0, 0, NULL, NULL, NULL, NULL,
    "network.proxy-login-kind" },
  { ONB_STAGE_METADATA, 0, 407, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "network.proxy" },
  { ONB_STAGE_METADATA, 0, 200, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "network.captive-portal" },
  { ONB_STAGE_TOKEN, 0, 511, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "network.captive-portal" },
  { ONB_STAGE_TOKEN, ONB_FAULT_TLS_UNTRUSTED, 0, 0, NULL, NULL, NULL, NULL, "tls.untrusted" },
  { ONB_STAGE_TOKEN, ONB_FAULT_TLS_SELF_SIGNED, 0, 0, NULL, NULL, NULL, NULL, "tls.self-signed" },
  { ONB_STAGE_TOKEN, ONB_FAULT_TLS_EXPIRED, 0, 0, NULL, NULL, NULL, NULL, "tls.expired" },
  { ONB_STAGE_TOKEN, ONB_FAULT_TLS_NOT_YET_VALID, 0, 0, NULL, NULL, NULL, NULL,
    "tls.not-yet-valid" },
  { ONB_STAGE_TOKEN, ONB_FAULT_TLS_WRONG_HOST, 0, 0, NULL, NULL, NULL, NULL, "tls.wrong-host" },
  { ONB_STAGE_TOKEN, ONB_FAULT_TLS_BAD_CERTIFICATE, 0, 0, NULL, NULL, NULL, NULL,
    "tls.bad-certificate" },
  { ONB_STAGE_TOKEN, ONB_FAULT_TLS_HANDSHAKE, 0, 0, NULL, NULL, NULL, NULL, "tls.handshake" },
  { ONB_STAGE_METADATA, ONB_FAULT_TOO_LARGE, 200, 0, NULL, NULL, NULL, NULL, "answer.too-large" },
  { ONB_STAGE_METADATA, ONB_FAULT_NOT_HTTP, 0, 0, NULL, NULL, NULL, NULL, "answer.not-http" },
  { ONB_STAGE_METADATA, ONB_FAULT_OTHER, 0, 0, NULL, NULL, NULL, NULL, "answer.other" },

  { ONB_STAGE_METADATA, 0, 403, ONB_BODY_TEXT, NULL, NULL, "Tenant not valid or accessible", NULL,
    "address.unknown-tenant" },
  { ONB_STAGE_METADATA, 0, 503, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_METADATA, 0, 200, ONB_BODY_FOREIGN_JSON, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_TOKEN, 0, 503, ONB_BODY_FOREIGN_JSON, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_TOKEN, 0, 200, ONB_BODY_FOREIGN_JSON, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_PROBE, 0, 503, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_PROBE, 0, 504, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "probe.timed-out" },
  { ONB_STAGE_METADATA, 0, 302, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "address.redirect" },
  { ONB_STAGE_METADATA, 0, 404, ONB_BODY_TEXT, NULL, NULL, NULL, NULL, "address.not-fhir" },
  { ONB_STAGE_METADATA, 0, 410, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "address.not-fhir" },
  { ONB_STAGE_METADATA, 0, 403, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_METADATA, 0, 404, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_METADATA, 0, 401, ONB_BODY_FOREIGN_JSON, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_METADATA, 0, 429, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "discovery.rate-limited" },
  { ONB_STAGE_METADATA, 0, 401, ONB_BODY_JSON, NULL, "token-required", NULL, NULL,
    "discovery.unauthorized" },
  { ONB_STAGE_METADATA, 0, 401, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "discovery.unauthorized" },
  { ONB_STAGE_METADATA, 0, 405, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "answer.unknown" },
  { ONB_STAGE_METADATA, 0, 403, ONB_BODY_TEXT, NULL, NULL, NULL, NULL, "answer.unknown" },
  { ONB_STAGE_METADATA, ONB_FAULT_UNREACHABLE, 0, 0, NULL, NULL, NULL, NULL,
    "network.unreachable" },
  { ONB_STAGE_METADATA, ONB_FAULT_NOT_SENT, 0, 0, NULL, NULL, NULL, NULL, "answer.other" },
  { ONB_STAGE_PROBE, ONB_FAULT_CANCELLED, 0, 0, NULL, NULL, NULL, NULL, "check.incomplete" },
  { ONB_STAGE_METADATA, 0, 200, ONB_BODY_JSON, NULL, NULL, NULL, NULL, "address.not-fhir" },
  { ONB_STAGE_METADATA, 0, 200, ONB_BODY_BROKEN_JSON, NULL, NULL, NULL, NULL, "address.not-fhir" },
  { ONB_STAGE_METADATA, 0, 429, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "discovery.rate-limited" },
  { ONB_STAGE_METADATA, 0, 503, ONB_BODY_TEXT, NULL, NULL, NULL, NULL, "discovery.server-error" },

  { ONB_STAGE_TOKEN, 0, 401, ONB_BODY_JSON, "invalid_client", "invalid-client-credentials", NULL,
    NULL, "token.invalid-client-credentials" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "invalid_client", "invalid-authorization-header", NULL,
    NULL, "token.invalid-authorization-header" },
  { ONB_STAGE_TOKEN, 0, 401, ONB_BODY_JSON, "invalid_client", "anything", NULL, NULL,
    "token.invalid-client" },
  { ONB_STAGE_TOKEN, 0, 401, ONB_BODY_JSON, "invalid_client", NULL, NULL, NULL,
    "token.invalid-client" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "invalid_grant", "invalid-tenant", NULL, NULL,
    "token.invalid-tenant" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "invalid_scope", "empty-scopes", NULL, NULL,
    "token.empty-scopes" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "invalid_grant", "empty-scopes", NULL, NULL,
    "token.empty-scopes" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "invalid_scope", "other", NULL, NULL,
    "token.invalid-scope" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "unauthorized_client", "new", NULL, NULL,
    "token.refused" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "unauthorized_client", NULL, NULL, NULL,
    "token.empty-scopes" },
  { ONB_STAGE_TOKEN, 0, 401, ONB_BODY_JSON, "invalid_client", "terminated-client", NULL, NULL,
    "token.terminated-client" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "unauthorized_client", "client-persona-mismatch", NULL,
    NULL, "token.not-system" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, NULL, "unknown-client", NULL, NULL,
    "token.invalid-client" },
  { ONB_STAGE_TOKEN, 0, 401, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "token.invalid-client" },
  { ONB_STAGE_TOKEN, 0, 401, ONB_BODY_TEXT, NULL, NULL, NULL, NULL, "token.invalid-client" },
  { ONB_STAGE_TOKEN, 0, 401, ONB_BODY_HTML, NULL, NULL, NULL, "Basic realm=\"x\"",
    "token.invalid-client" },
  { ONB_STAGE_TOKEN, 0, 401, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_TOKEN, 0, 403, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_TOKEN, 0, 403, ONB_BODY_FOREIGN_JSON, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_TOKEN, 0, 408, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "answer.unknown" },
  { ONB_STAGE_TOKEN, 0, 403, ONB_BODY_TEXT, NULL, NULL, NULL, NULL, "answer.unknown" },
  { ONB_STAGE_TOKEN, 0, 413, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "token.too-many-scopes" },
  { ONB_STAGE_TOKEN, 0, 431, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "token.too-many-scopes" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "invalid_scope", "scopes-too-many", NULL, NULL,
    "token.too-many-scopes" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "invalid_request", "token-too-large", NULL, NULL,
    "token.too-many-scopes" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "invalid_grant", "tenant-invalid", NULL, NULL,
    "token.invalid-tenant" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "invalid_grant", "unknown-tenant", NULL, NULL,
    "token.invalid-tenant" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "invalid_grant", "tenant-terminated", NULL, NULL,
    "token.invalid-tenant" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "invalid_grant", "tenant-not-configured", NULL, NULL,
    "token.invalid-tenant" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "unauthorized_client", "unauthorized-client-for-tenant",
    NULL, NULL, "token.invalid-tenant" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "unauthorized_client", "tenant-not-enabled-for-testing",
    NULL, NULL, "token.invalid-tenant" },
  { ONB_STAGE_TOKEN, 0, 400, ONB_BODY_JSON, "unsupported_grant_type", "unsupported-grant-type",
    NULL, NULL, "token.refused" },
  { ONB_STAGE_TOKEN, 0, 429, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "token.rate-limited" },
  { ONB_STAGE_TOKEN, 0, 429, ONB_BODY_JSON, NULL, NULL, NULL, NULL, "token.rate-limited" },
  { ONB_STAGE_TOKEN, 0, 500, ONB_BODY_JSON, NULL, NULL, NULL, NULL, "token.server-error" },
  { ONB_STAGE_TOKEN, 0, 302, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "token.redirect" },
  { ONB_STAGE_TOKEN, 0, 200, ONB_BODY_BROKEN_JSON, NULL, NULL, NULL, NULL, "token.broken-json" },
  { ONB_STAGE_TOKEN, 0, 200, ONB_BODY_JSON, NULL, NULL, NULL, NULL, "token.wrong-type" },
  { ONB_STAGE_TOKEN, 0, 200, ONB_BODY_JSON, "invalid_client", NULL, NULL, NULL,
    "token.invalid-client" },
  { ONB_STAGE_TOKEN, 0, 200, ONB_BODY_JSON, NULL, "unknown-tenant", NULL, NULL,
    "token.invalid-tenant" },
  { ONB_STAGE_TOKEN, 0, 201, ONB_BODY_JSON, "invalid_scope", NULL, NULL, NULL,
    "token.invalid-scope" },
  { ONB_STAGE_TOKEN, 0, 200, ONB_BODY_JSON, "unheard_of", NULL, NULL, NULL, "token.refused" },
  { ONB_STAGE_TOKEN, 0, 404, ONB_BODY_TEXT, NULL, NULL, NULL, NULL, "token.not-found" },

  { ONB_STAGE_PROBE, 0, 401, ONB_BODY_JSON, NULL, "tenant-mismatch", NULL, NULL,
    "probe.tenant-mismatch" },
  { ONB_STAGE_PROBE, 0, 401, ONB_BODY_TEXT, NULL, NULL, "tenant-mismatch", NULL,
    "probe.tenant-mismatch" },
  { ONB_STAGE_PROBE, 0, 403, ONB_BODY_JSON, "insufficient_scope", NULL, NULL, NULL,
    "probe.insufficient-scope" },
  { ONB_STAGE_PROBE, 0, 403, ONB_BODY_JSON, NULL, "insufficient-scopes", NULL, NULL,
    "probe.insufficient-scope" },
  { ONB_STAGE_PROBE, 0, 403, ONB_BODY_JSON, NULL, NULL, "x error=insufficient_scope", NULL,
    "probe.insufficient-scope" },
  { ONB_STAGE_PROBE, 0, 403, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_PROBE, 0, 403, ONB_BODY_FOREIGN_JSON, NULL, NULL, NULL, NULL, "network.blocked" },
  { ONB_STAGE_PROBE, 0, 431, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "probe.token-too-large" },
  { ONB_STAGE_PROBE, 0, 504, ONB_BODY_HTML, NULL, NULL, NULL, NULL, "probe.timed-out" },
  { ONB_STAGE_PROBE, 0, 408, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "probe.timed-out" },
  { ONB_STAGE_PROBE, 0, 418, ONB_BODY_TEXT, NULL, NULL, NULL, NULL, "answer.unknown" },
  { ONB_STAGE_PROBE, 0, 401, ONB_BODY_NONE, NULL, NULL, NULL, "Bearer error=\"invalid_token\"",
    "probe.unauthorized" },
  { ONB_STAGE_PROBE, 0, 403, ONB_BODY_NONE, NULL, NULL, NULL, "Bearer error=\"insufficient_scope\"",
    "probe.insufficient-scope" },
  { ONB_STAGE_PROBE, 0, 403, ONB_BODY_TEXT, NULL, NULL, "Tenant not valid or accessible", NULL,
    "probe.tenant-not-accessible" },
  { ONB_STAGE_PROBE, 0, 403, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "probe.forbidden" },
  { ONB_STAGE_PROBE, 0, 404, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "probe.not-found" },
  { ONB_STAGE_PROBE, 0, 410, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "probe.not-found" },
  { ONB_STAGE_PROBE, 0, 406, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "probe.not-acceptable" },
  { ONB_STAGE_PROBE, 0, 422, ONB_BODY_JSON, NULL, NULL, NULL, NULL, "probe.business-rule" },
  { ONB_STAGE_PROBE, 0, 429, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "probe.rate-limited" },
  { ONB_STAGE_PROBE, 0, 400, ONB_BODY_JSON, NULL, NULL, NULL, NULL, "probe.bad-request" },
  { ONB_STAGE_PROBE, 0, 500, ONB_BODY_JSON, NULL, NULL, NULL, NULL, "probe.server-error" },
  { ONB_STAGE_PROBE, 0, 502, ONB_BODY_TEXT, NULL, NULL, NULL, NULL, "probe.server-error" },
  { ONB_STAGE_PROBE, 0, 302, ONB_BODY_NONE, NULL, NULL, NULL, NULL, "probe.redirect" },
  { ONB_STAGE_PROBE, 0, 200, ONB_BODY_JSON, NULL, NULL, NULL, NULL, "probe.wrong-answer" },
  { ONB_STAGE_PROBE, 0, 200, ONB_BODY_BROKEN_JSON, NULL, NULL, NULL, NULL, "probe.wrong-answer" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      OnbExchange *exchange = onb_exchange_new ("GET", "https://host.example/");
      OnbAnswer *answer = onb_answer_new ();
      g_autoptr (OnbObservation) observation =
          onb_observation_new (rows[i].stage, ONB_FHIR_R4, 0, exchange, answer);

      exchange->fault = rows[i].fault;
      exchange->status = rows[i].status;
      exchange->authenticate = g_strdup (rows[i].authenticate);
      answer->body = rows[i].body;
      answer->error = g_strdup (rows[i].error);
      answer->reason = g_strdup (rows[i].reason);
      answer->text = g_strdup (rows[i].text);

      g_assert_cmpstr (onb_diagnosis_match (observation)->name, ==, rows[i].id);
    }
}

/* Where a redirect leads, at any stage; only what leads to somebody else's address is not the server's. */
static const struct
{
  const char *location;
  OnbLead lead;
} leads[] = {
  { NULL, ONB_LEAD_NOWHERE },
  { "", ONB_LEAD_NOWHERE },
  { "https:///", ONB_LEAD_NOWHERE },
  { "about:blank", ONB_LEAD_NOWHERE },
  { "/r4?next=https://portal.example/", ONB_LEAD_WITHIN },
  { "metadata", ONB_LEAD_WITHIN },
  { "https://HOST.example:8443/", ONB_LEAD_WITHIN },
  { "https://fhir-ehr.cerner.com/", ONB_LEAD_WITHIN },
  { "https://login.oracle.com?u=1", ONB_LEAD_WITHIN },
  { "http://portal.example/", ONB_LEAD_ELSEWHERE },
  { "//portal.example/", ONB_LEAD_ELSEWHERE },
  { "http://192.0.2.1:1000/fgtauth?0|1", ONB_LEAD_ELSEWHERE },
  { "http://[2001:db8::1]/", ONB_LEAD_ELSEWHERE },
  { "https://host.example@portal.example/", ONB_LEAD_ELSEWHERE },
  { "https://cerner.com.portal.example/", ONB_LEAD_ELSEWHERE },
  { "https://portal.example\\.cerner.com/", ONB_LEAD_ELSEWHERE },
  { "https://notoracle.com/", ONB_LEAD_ELSEWHERE },
  { "https://block_page/", ONB_LEAD_ELSEWHERE },
};

static void
test_redirects (void)
{
  static const OnbStage stages[] = { ONB_STAGE_SMART_CONFIGURATION, ONB_STAGE_METADATA,
                                     ONB_STAGE_TOKEN, ONB_STAGE_PROBE };
  static const char *const names[] = { "address.redirect", "address.redirect", "token.redirect",
                                       "probe.redirect" };

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    for (guint s = 0; s < G_N_ELEMENTS (stages); s++)
      {
        OnbExchange *exchange = onb_exchange_new ("GET", "https://host.example/r4/");
        OnbAnswer *answer = onb_answer_new ();
        g_autoptr (OnbObservation) observation =
            onb_observation_new (stages[s], ONB_FHIR_R4, 0, exchange, answer);
        gboolean elsewhere = leads[i].lead == ONB_LEAD_ELSEWHERE;

        exchange->status = 307;
        exchange->location = g_strdup (leads[i].location);
        g_assert_cmpint (onb_exchange_get_lead (exchange, onb_millennium_has_site), ==,
                         leads[i].lead);
        g_assert_cmpstr (onb_diagnosis_match (observation)->name, ==,
                         elsewhere ? "network.captive-portal" : names[s]);
        g_assert_cmpint (onb_diagnosis_is_in_between (observation), ==, elsewhere);

        answer->body = ONB_BODY_HTML;
        g_assert_cmpstr (onb_diagnosis_match (observation)->name, ==,
                         elsewhere                           ? "network.captive-portal"
                         : leads[i].lead == ONB_LEAD_NOWHERE ? "network.blocked"
                                                             : names[s]);
      }
}

/* Every row that an observation can fit is in the table above. */
static void
test_every_row_is_tested (void)
{
  const OnbDiagnosis *row;

  for (guint i = 0; (row = onb_diagnosis_at (i)) != NULL; i++)
    {
      const char *name = onb_diagnosis_get (row->id)->name;
      gboolean tested = row->stages == 0;

      for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
        tested = tested || strcmp (rows[j].id, name) == 0;

      if (!tested)
        g_error ("no test for the row %s", name);
    }
}

/* Each has one row with words and a name of its own; the names in its sentences are known. */
static void
test_every_row_has_words (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GRegex) braces = g_regex_new ("\\{([^}]*)\\}", 0, 0, NULL);
  guint n_with_words[ONB_N_DIAGNOSES] = { 0 };
  const OnbDiagnosis *row;

  for (guint i = 0; (row = onb_diagnosis_at (i)) != NULL; i++)
    {
      const char *const texts[] = { row->title, row->cause, row->fix };

      if (row->title == NULL)
        continue;

      n_with_words[row->id]++;
      g_assert_true (g_hash_table_add (names, (gpointer) row->name));
      for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
        {
          g_autoptr (GMatchInfo) found = NULL;

          g_assert_nonnull (texts[t]);
          for (g_regex_match (braces, texts[t], 0, &found); g_match_info_matches (found);
               g_match_info_next (found, NULL))
            {
              g_autofree char *name = g_match_info_fetch (found, 1);
              OnbValue value;

              if (!onb_value_from_name (name, &value))
                g_error ("%s: nobody knows {%s}", row->name, name);
            }
        }
    }

  for (guint id = ONB_DIAGNOSIS_NONE + 1; id < ONB_N_DIAGNOSES; id++)
    g_assert_cmpuint (n_with_words[id], ==, 1);
}

/* Not ready and not tested always have a reason that is an error: what makes a cell so is one. */
static void
test_what_fails_is_an_error (void)
{
  const OnbDiagnosis *row;

  for (guint i = 0; (row = onb_diagnosis_at (i)) != NULL; i++)
    if (row->stages != 0)
      g_assert_cmpint (onb_diagnosis_get (row->id)->severity, ==, ONB_SEVERITY_ERROR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rows/fit", test_rows);
  g_test_add_func ("/rows/redirects", test_redirects);
  g_test_add_func ("/rows/tested", test_every_row_is_tested);
  g_test_add_func ("/rows/words", test_every_row_has_words);
  g_test_add_func ("/rows/severity", test_what_fails_is_an_error);
  return g_test_run ();
}
