/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "check/onb-check-json.h"
#include "check/onb-check-report.h"
#include "check/onb-check.h"
#include "check/onb-diagnosis-table.h"
#include "check/onb-diagnosis.h"
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

static OnbCheckRecord *
record_new (const char *const *options)
{
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbCheckPlan) plan = onb_check_plan_new (guide, options);
  g_autoptr (OnbAddress) address = onb_address_parse ("https://fhir.example/r4/t/", NULL);
  OnbCheckRecord *record = onb_check_record_new ("Clinic", plan, address);

  record->end = ONB_END_COMPLETE;
  return record;
}

static OnbObservation *
observe (OnbCheckRecord *record, OnbStage stage, OnbFhirVersion version, int scope, guint status)
{
  OnbExchange *exchange = onb_exchange_new ("GET", "https://fhir.example/x");
  OnbObservation *observation =
      onb_observation_new (stage, version, scope, exchange, onb_answer_new ());

  exchange->status = status;
  exchange->duration = 42000;
  exchange->request_id = g_strdup ("r-1");
  g_ptr_array_add (record->observations, observation);
  return observation;
}

static void
observe_discovery (OnbCheckRecord *record, OnbFhirVersion version)
{
  OnbObservation *smart =
      observe (record, ONB_STAGE_SMART_CONFIGURATION, version, ONB_ALL_SCOPES, 200);
  OnbObservation *metadata = observe (record, ONB_STAGE_METADATA, version, ONB_ALL_SCOPES, 200);

  smart->answer->token_endpoint = g_strdup ("https://authorization.cerner.com/token");
  g_free (record->token_endpoint);
  record->token_endpoint = g_strdup (smart->answer->token_endpoint);
  record->token_host = ONB_TOKEN_HOST_APPROVED;

  metadata->answer->fhir_version = g_strdup (version == ONB_FHIR_R4 ? "4.0.1" : "1.0.2");
  metadata->answer->interactions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < record->plan->scopes->len; i++)
    {
      const OnbPlanScope *scope = g_ptr_array_index (record->plan->scopes, i);

      if (version == ONB_FHIR_DSTU2 && strcmp (scope->resource, "Location") == 0)
        continue;
      g_hash_table_insert (metadata->answer->interactions, g_strdup (scope->resource),
                           GUINT_TO_POINTER (ONB_INTERACTION_READ | ONB_INTERACTION_SEARCH |
                                             ONB_INTERACTION_PATCH));
    }
}

static OnbObservation *
observe_token (OnbCheckRecord *record, const char *scope)
{
  OnbObservation *token = observe (record, ONB_STAGE_TOKEN, ONB_FHIR_R4, ONB_ALL_SCOPES, 200);

  token->answer->body = ONB_BODY_JSON;
  token->answer->has_token = TRUE;
  token->answer->token_type = g_strdup ("Bearer");
  token->answer->scope = g_strdup (scope);
  return token;
}

static void
observe_probes (OnbCheckRecord *record, OnbFhirVersion version)
{
  for (guint i = 0; i < record->plan->scopes->len; i++)
    {
      const OnbPlanScope *scope = g_ptr_array_index (record->plan->scopes, i);
      gboolean offered = version == ONB_FHIR_R4 || strcmp (scope->resource, "Location") != 0;
      OnbObservation *probe;

      if (scope->access != ONB_ACCESS_READ)
        continue;

      probe = observe (record, ONB_STAGE_PROBE, version, (int) i, offered ? 200 : 404);
      if (offered)
        {
          probe->answer->body = ONB_BODY_JSON;
          probe->answer->resource_type = g_strdup ("Bundle");
          probe->answer->bundle_type = g_strdup ("searchset");
        }
    }
}

static OnbCheckRecord *
good_record_new (void)
{
  OnbCheckRecord *record = record_new (NULL);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    observe_discovery (record, (OnbFhirVersion) v);
  observe_token (record, NULL);
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    observe_probes (record, (OnbFhirVersion) v);
  return record;
}

static guint
count (OnbCheckResult *result, OnbCellState state)
{
  guint n_cells = 0;

  for (guint i = 0; i < result->scopes->len; i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      n_cells +=
          ((const OnbScopeResult *) g_ptr_array_index (result->scopes, i))->cells[v].state == state;

  return n_cells;
}

static void
test_all_works (void)
{
  g_autoptr (OnbCheckRecord) record = good_record_new ();
  g_autoptr (OnbCheckResult) result = onb_diagnose (record);

  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_READY);
  g_assert_cmpuint (result->scopes->len, ==, 9);
  g_assert_cmpuint (count (result, ONB_CELL_WORKS), ==, 13);
  g_assert_cmpuint (count (result, ONB_CELL_NOT_OFFERED), ==, 1);
  g_assert_cmpuint (count (result, ONB_CELL_GRANTED), ==, 4);
  g_assert_cmpint (result->versions[ONB_FHIR_R4].state, ==, ONB_VERSION_WORKS);
  g_assert_cmpint (result->versions[ONB_FHIR_DSTU2].state, ==, ONB_VERSION_WORKS);
  g_assert_cmpuint (result->findings->len, ==, 1);
  g_assert_nonnull (onb_findings_find (result->findings, "scope.not-offered"));
}

static void
test_while_running_there_are_no_findings (void)
{
  g_autoptr (OnbCheckRecord) record = record_new (NULL);
  g_autoptr (OnbCheckResult) result = NULL;

  record->end = ONB_END_RUNNING;
  observe (record, ONB_STAGE_METADATA, ONB_FHIR_R4, ONB_ALL_SCOPES, 404);
  result = onb_diagnose (record);
  g_assert_cmpuint (result->findings->len, ==, 0);
  g_assert_cmpuint (count (result, ONB_CELL_UNTESTED), ==, 18);
}

static void
test_missing_scopes_are_named (void)
{
  const char *const notes[] = { "medical-notes", NULL };
  g_autoptr (OnbCheckRecord) record = record_new (notes);
  g_autoptr (OnbCheckResult) result = NULL;
  OnbFinding *required, *optional;

  observe_discovery (record, ONB_FHIR_R4);
  record->plan->versions[ONB_FHIR_DSTU2] = FALSE;
  observe_token (record, "system/Appointment.rs system/Appointment.cud system/Patient.read "
                         "system/Patient.write system/Location.read system/Practitioner.read "
                         "system/Procedure.read system/Schedule.read");
  result = onb_diagnose (record);

  required = onb_findings_find (result->findings, "scope.not-granted");
  optional = onb_findings_find (result->findings, "scope.not-granted-optional");
  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_NOT_READY);
  g_assert_nonnull (required);
  g_assert_cmpint (required->step, ==, 8);
  g_assert_nonnull (strstr (required->title, "system/Slot.read"));
  g_assert_null (strstr (required->title, "Patient"));
  g_assert_nonnull (strstr (optional->title, "system/DocumentReference.write"));
  g_assert_cmpint (optional->severity, ==, ONB_SEVERITY_WARNING);
}

static void
test_ambiguous_credentials_are_said (void)
{
  g_autoptr (OnbCheckRecord) record = record_new (NULL);
  g_autoptr (OnbCheckResult) result = NULL;
  OnbObservation *token;

  observe_discovery (record, ONB_FHIR_R4);
  token = observe (record, ONB_STAGE_TOKEN, ONB_FHIR_R4, ONB_ALL_SCOPES, 401);
  token->answer->body = ONB_BODY_JSON;
  token->answer->error = g_strdup ("invalid_client");
  token->answer->reason = g_strdup ("invalid-client-credentials");
  record->ambiguous_credentials = TRUE;
  result = onb_diagnose (record);

  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_NOT_READY);
  g_assert_nonnull (
      strstr (onb_findings_find (result->findings, "token.invalid-client-credentials")->cause,
              "RFC 6749"));
}

static void
test_dstu2_gone (void)
{
  static const guint ways[] = { 301, 400, 401, 403, 404, 406, 410, 500, 501, 503 };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (OnbCheckRecord) record = record_new (NULL);
      g_autoptr (OnbCheckResult) result = NULL;

      observe_discovery (record, ONB_FHIR_R4);
      observe (record, ONB_STAGE_SMART_CONFIGURATION, ONB_FHIR_DSTU2, ONB_ALL_SCOPES, ways[i]);
      observe (record, ONB_STAGE_METADATA, ONB_FHIR_DSTU2, ONB_ALL_SCOPES, ways[i]);
      observe_token (record, NULL);
      observe_probes (record, ONB_FHIR_R4);
      for (int s = 0; s < (int) record->plan->scopes->len; s++)
        if (((OnbPlanScope *) g_ptr_array_index (record->plan->scopes, s))->access ==
            ONB_ACCESS_READ)
          observe (record, ONB_STAGE_PROBE, ONB_FHIR_DSTU2, s, ways[i]);
      result = onb_diagnose (record);

      g_assert_cmpint (result->verdict, ==, ONB_VERDICT_READY);
      g_assert_cmpint (result->versions[ONB_FHIR_DSTU2].state, ==, ONB_VERSION_RETIRED);
      g_assert_cmpuint (result->findings->len, ==, 1);
      g_assert_nonnull (onb_findings_find (result->findings, "version.dstu2-retired"));
    }
}

/* Both versions are on one host: what the network does to one of them retires nothing. */
static void
test_dstu2_out_of_reach_is_not_retired (void)
{
  g_autoptr (OnbCheckRecord) record = record_new (NULL);
  g_autoptr (OnbCheckResult) result = NULL;
  OnbFinding *finding;

  observe_discovery (record, ONB_FHIR_R4);
  observe (record, ONB_STAGE_SMART_CONFIGURATION, ONB_FHIR_DSTU2, ONB_ALL_SCOPES, 0)
      ->exchange->fault = ONB_FAULT_CONNECT_TIMED_OUT;
  observe (record, ONB_STAGE_METADATA, ONB_FHIR_DSTU2, ONB_ALL_SCOPES, 0)->exchange->fault =
      ONB_FAULT_CONNECT_TIMED_OUT;
  observe_token (record, NULL);
  observe_probes (record, ONB_FHIR_R4);
  result = onb_diagnose (record);

  finding = onb_findings_find (result->findings, "network.connect-timed-out");
  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_READY_WITH_WARNINGS);
  g_assert_cmpint (result->versions[ONB_FHIR_DSTU2].state, ==, ONB_VERSION_UNREACHABLE);
  g_assert_null (onb_findings_find (result->findings, "version.dstu2-retired"));
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity, ==, ONB_SEVERITY_WARNING);
}

static void
test_both_gone_is_a_wrong_address (void)
{
  g_autoptr (OnbCheckRecord) record = record_new (NULL);
  g_autoptr (OnbCheckResult) result = NULL;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      observe (record, ONB_STAGE_SMART_CONFIGURATION, (OnbFhirVersion) v, ONB_ALL_SCOPES, 404);
      observe (record, ONB_STAGE_METADATA, (OnbFhirVersion) v, ONB_ALL_SCOPES, 404);
    }
  result = onb_diagnose (record);

  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_UNTESTED);
  g_assert_cmpuint (result->findings->len, ==, 1);
  g_assert_nonnull (onb_findings_find (result->findings, "address.not-fhir"));
}

static void
test_cancelled_is_untested (void)
{
  g_autoptr (OnbCheckRecord) record = good_record_new ();
  g_autoptr (OnbCheckResult) result = NULL;

  record->end = ONB_END_CANCELLED;
  result = onb_diagnose (record);
  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_UNTESTED);
  g_assert_nonnull (onb_findings_find (result->findings, "check.cancelled"));
}

/* What is known by then is not denied. */
static void
test_stopped_after_a_good_token (void)
{
  g_autoptr (OnbCheckRecord) record = good_record_new ();
  g_autoptr (OnbCheckRecord) early = record_new (NULL);
  g_autoptr (OnbCheckResult) result = NULL;
  g_autoptr (OnbCheckResult) nothing = NULL;

  record->end = early->end = ONB_END_TIMED_OUT;
  result = onb_diagnose (record);
  nothing = onb_diagnose (early);
  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_UNTESTED);
  g_assert_nonnull (strstr (onb_check_result_get_explanation (result), "were accepted"));
  g_assert_null (strstr (onb_check_result_get_explanation (nothing), "were accepted"));
}

static void
on_ended (GObject *source, GAsyncResult *answer, gpointer data)
{
  *(OnbCheckResult **) data = onb_check_run_finish (ONB_CHECK (source), answer);
}

/* Whoever asserts that this is practice: it is not where the address is a clinic's. */
static void
test_practice_is_on_this_computer (void)
{
  static const char *const options[] = { NULL };
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbCheckPlan) plan = onb_check_plan_new (guide, options);
  g_autoptr (OnbAddress) address =
      onb_address_parse ("https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-9ac71ce00002/",
                         NULL);
  g_autoptr (OnbCredentials) credentials = onb_credentials_new ("id", "secret-of-a-clinic");
  g_autoptr (OnbCheck) check = onb_check_new ("Clinic", plan, address);
  g_autoptr (OnbCheckResult) result = NULL;

  onb_run_set_practice (ONB_RUN (check));
  onb_check_run_async (check, credentials, NULL, on_ended, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_UNTESTED);
  g_assert_false (result->practice);
  g_assert_nonnull (onb_findings_find (result->findings, "address.not-practice"));
  g_assert_cmpuint (result->findings->len, ==, 1);
}

static void
test_json_round_trip (void)
{
  g_autoptr (OnbCheckRecord) record = good_record_new ();
  g_autoptr (OnbCheckResult) result = onb_diagnose (record);
  g_autoptr (JsonNode) node = onb_check_result_to_json (result);
  g_autoptr (OnbCheckResult) again = onb_check_result_from_json (node);
  g_autoptr (JsonNode) second = NULL;
  g_autofree char *first_text = json_to_string (node, TRUE);
  g_autofree char *second_text = NULL;
  g_autoptr (JsonNode) nothing = json_from_string ("{\"schema\":\"other\"}", NULL);

  g_assert_nonnull (again);
  second = onb_check_result_to_json (again);
  second_text = json_to_string (second, TRUE);
  g_assert_cmpstr (first_text, ==, second_text);
  g_assert_null (onb_check_result_from_json (nothing));
}

static void
test_report_says_practice (void)
{
  g_autoptr (OnbCheckRecord) record = good_record_new ();
  g_autoptr (OnbCheckResult) real = onb_diagnose (record);
  g_autoptr (OnbCheckResult) practice = NULL;
  g_autofree char *real_text = onb_check_report_to_text (real);
  g_autofree char *practice_text = NULL;

  record->practice = TRUE;
  practice = onb_diagnose (record);
  practice_text = onb_check_report_to_text (practice);
  g_assert_null (strstr (real_text, "DEMO MODE"));
  g_assert_nonnull (strstr (practice_text, "DEMO MODE"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/rows", test_rows);
  g_test_add_func ("/check/redirects", test_redirects);
  g_test_add_func ("/check/rows-tested", test_every_row_is_tested);
  g_test_add_func ("/check/rows-words", test_every_row_has_words);
  g_test_add_func ("/check/rows-severity", test_what_fails_is_an_error);
  g_test_add_func ("/check/all-works", test_all_works);
  g_test_add_func ("/check/running", test_while_running_there_are_no_findings);
  g_test_add_func ("/check/missing-scopes", test_missing_scopes_are_named);
  g_test_add_func ("/check/ambiguous", test_ambiguous_credentials_are_said);
  g_test_add_func ("/check/dstu2-gone", test_dstu2_gone);
  g_test_add_func ("/check/dstu2-out-of-reach", test_dstu2_out_of_reach_is_not_retired);
  g_test_add_func ("/check/wrong-address", test_both_gone_is_a_wrong_address);
  g_test_add_func ("/check/cancelled", test_cancelled_is_untested);
  g_test_add_func ("/check/stopped", test_stopped_after_a_good_token);
  g_test_add_func ("/check/practice-here", test_practice_is_on_this_computer);
  g_test_add_func ("/check/json", test_json_round_trip);
  g_test_add_func ("/check/practice", test_report_says_practice);
  return g_test_run ();
}
