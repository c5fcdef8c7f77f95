/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <string.h>

#include <libsoup/soup.h>

#include "check/onb-diagnosis.h"
#include "check/onb-draft.h"
#include "check/onb-sandbox.h"
#include "wire/onb-fault.h"

#include "records.h"

/* Which findings there are, of what is known exactly: test-verdict.c holds what is made up at random
 * against what must always hold. */

static OnbGuide *guide;

/* What each of the two documents that could have named a token endpoint says, and which findings that
 * makes of both together, in one version: nothing is hidden by the other, and nothing is made up. */
typedef struct
{
  const char *what;
  Outcome outcome;
  gboolean read;
  const char *smart;
  const char *metadata;
} Document;

static const Document documents[] = {
  { "read", { .status = 200, .body = ONB_BODY_JSON }, TRUE, NULL, NULL },
  { "absent", { .status = 404 }, FALSE, NULL, NULL },
  { "gone", { .status = 410 }, FALSE, NULL, NULL },
  { "down",
    { .status = 503, .body = ONB_BODY_TEXT },
    FALSE,
    "discovery.server-error",
    "discovery.server-error" },
  { "limited", { .status = 429 }, FALSE, "discovery.rate-limited", "discovery.rate-limited" },
  { "closed", { .status = 401 }, FALSE, "discovery.unauthorized", "discovery.unauthorized" },
  { "filtered",
    { .status = 403, .body = ONB_BODY_HTML },
    FALSE,
    "network.blocked",
    "network.blocked" },
  { "portal",
    { .status = 200, .body = ONB_BODY_HTML },
    FALSE,
    "network.captive-portal",
    "network.captive-portal" },
  { "moved", { .status = 302 }, FALSE, "address.redirect", "address.redirect" },
  { "no such page, says a filter",
    { .status = 404, .body = ONB_BODY_HTML },
    FALSE,
    "network.blocked",
    "network.blocked" },
  { "sent to a portal",
    { .status = 302, .location = "http://portal.example/" },
    FALSE,
    "network.captive-portal",
    "network.captive-portal" },
  { "unknown tenant",
    { .status = 403, .body = ONB_BODY_TEXT, .text = "Tenant not valid" },
    FALSE,
    "address.unknown-tenant",
    "address.unknown-tenant" },
  { "cut", { .fault = ONB_FAULT_DROPPED }, FALSE, "network.dropped", "network.dropped" },
  { "odd", { .status = 418 }, FALSE, "answer.unknown", "answer.unknown" },
};

static void
test_discovery_pairs (void)
{
  for (guint a = 0; a < G_N_ELEMENTS (documents); a++)
    for (guint b = 0; b < G_N_ELEMENTS (documents); b++)
      for (guint other = 0; other < 2; other++)
        {
          const Document *smart = &documents[a];
          const Document *metadata = &documents[b];
          g_autoptr (OnbCheckRecord) record = record_new (guide, &(Setting){ .no_dstu2 = TRUE });
          g_autoptr (OnbCheckResult) result = NULL;
          g_autoptr (GHashTable) expected = g_hash_table_new (g_str_hash, g_str_equal);

          g_clear_pointer (&record->token_endpoint, g_free);
          record->token_host = ONB_TOKEN_HOST_UNKNOWN;
          while (record->observations->len > 2)
            {
              for (guint i = 0; i < record->observations->len; i++)
                if ((((OnbObservation *) g_ptr_array_index (record->observations, i))->stage &
                     ONB_STAGE_DISCOVERY) == 0)
                  {
                    g_ptr_array_remove_index (record->observations, i);
                    break;
                  }
            }

          for (guint i = 0; i < 2; i++)
            {
              OnbObservation *observation = g_ptr_array_index (record->observations, i);
              gboolean is_smart = observation->stage == ONB_STAGE_SMART_CONFIGURATION;

              if (is_smart)
                set_outcome (observation, &smart->outcome);
              else if (!metadata->read)
                set_outcome (observation, &metadata->outcome);
            }

          if (smart->smart != NULL)
            g_hash_table_add (expected, (gpointer) smart->smart);
          if (metadata->metadata != NULL)
            g_hash_table_add (expected, (gpointer) metadata->metadata);
          if (g_hash_table_size (expected) == 0)
            g_hash_table_add (expected, (gpointer) (smart->read || metadata->read
                                                        ? "discovery.no-token-endpoint"
                                                        : "address.not-fhir"));

          /* Another version of which nothing is there changes nothing, but where this one lives. */
          if (other == 1)
            {
              record->plan->versions[ONB_FHIR_DSTU2] = TRUE;
              set_outcome (observe (record, ONB_STAGE_SMART_CONFIGURATION, ONB_FHIR_DSTU2,
                                    ONB_SMART_V1, ONB_ALL_SCOPES),
                           &(Outcome){ .status = 404 });
              set_outcome (observe (record, ONB_STAGE_METADATA, ONB_FHIR_DSTU2, ONB_SMART_V1,
                                    ONB_ALL_SCOPES),
                           &(Outcome){ .status = 404 });
              if (metadata->read)
                g_hash_table_add (expected, (gpointer) "version.dstu2-retired");
            }

          result = onb_diagnose (record);
          g_test_message ("%s, %s", smart->what, metadata->what);
          g_assert_cmpint (result->verdict, ==, ONB_VERDICT_UNTESTED);
          g_assert_cmpuint (result->findings->len, ==, g_hash_table_size (expected));
          for (guint i = 0; i < result->findings->len; i++)
            {
              const OnbFinding *finding = g_ptr_array_index (result->findings, i);

              g_assert_true (g_hash_table_contains (expected, finding->id));
            }
        }
}

/* What a Flatpak does not see is told of findings that there are, and of no others. */
static void
test_sandbox (void)
{
  const OnbDiagnosis *row;
  guint n_advices = 0;

  for (guint i = 0; (row = onb_diagnosis_at (i)) != NULL; i++)
    if (row->title != NULL && onb_sandbox_get_advice (row->name) != NULL)
      {
        g_assert_true (g_str_has_prefix (row->name, "tls.") ||
                       g_str_has_prefix (row->name, "network.proxy"));
        n_advices++;
      }

  g_assert_cmpuint (n_advices, ==, 5);
  g_assert_null (onb_sandbox_get_advice ("token.invalid-tenant"));
}

/* The sandbox's tenant, on its own host and on others: where access is denied, the host is the reason. */
static void
test_sandbox_elsewhere (void)
{
  static const struct
  {
    const char *address;
    const char *finding;
  } addresses[] = {
    { "https://fhir-ehr.cerner.com/r4/ec2458f2-1e24-41c8-b71b-0e701af7583d/",
      "address.sandbox-elsewhere" },
    { "https://fhir-ehr-code.cerner.com/r4/ec2458f2-1e24-41c8-b71b-0e701af7583d/",
      "probe.forbidden" },
    { "https://fhir-ehr.cerner.com/r4/5afe9ace-7e57-4000-8000-9ac71ce00002/", "probe.forbidden" },
    { "https://host.example/r4/ec2458f2-1e24-41c8-b71b-0e701af7583d/", "probe.forbidden" },
  };

  for (guint a = 0; a < G_N_ELEMENTS (addresses); a++)
    {
      g_autoptr (OnbCheckRecord) record = record_new (guide, &(Setting){ .no_dstu2 = TRUE });
      g_autoptr (OnbCheckResult) result = NULL;
      const OnbFinding *finding;

      onb_address_free (record->address);
      record->address = onb_address_parse (addresses[a].address, NULL);
      for (guint i = 0; i < record->observations->len; i++)
        {
          OnbObservation *observation = g_ptr_array_index (record->observations, i);

          if (observation->stage == ONB_STAGE_PROBE)
            set_outcome (observation, &(Outcome){ .status = 403,
                                                  .body = ONB_BODY_TEXT,
                                                  .text = "Forbidden resource" });
        }

      result = onb_diagnose (record);
      g_test_message ("%s", addresses[a].address);
      g_assert_cmpint (result->verdict, ==, ONB_VERDICT_NOT_READY);
      finding = onb_findings_find (result->findings, addresses[a].finding);
      g_assert_nonnull (finding);
      g_assert_cmpint (finding->severity, ==, ONB_SEVERITY_ERROR);
      g_assert_nonnull (strstr (finding->cause, "Forbidden resource"));
      g_assert_true (strcmp (addresses[a].finding, "probe.forbidden") == 0 ||
                     onb_findings_find (result->findings, "probe.forbidden") == NULL);
    }
}

/* What the system says of a connection, and whom that makes responsible. */
static void
test_faults (void)
{
  const struct
  {
    GQuark domain;
    int code;
    const char *finding;
  } errors[] = {
    { G_IO_ERROR, g_io_error_from_errno (EHOSTUNREACH), "network.unreachable" },
    { G_IO_ERROR, g_io_error_from_errno (ENETUNREACH), "network.offline" },
    { G_IO_ERROR, g_io_error_from_errno (ECONNREFUSED), "network.refused" },
    { G_IO_ERROR, g_io_error_from_errno (ETIMEDOUT), "network.connect-timed-out" },
    { G_IO_ERROR, g_io_error_from_errno (ECONNRESET), "network.dropped" },
    { G_IO_ERROR, g_io_error_from_errno (EPIPE), "network.dropped" },
    { G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "network.dropped" },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "network.name-not-found" },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, "network.offline" },
    { G_TLS_ERROR, G_TLS_ERROR_HANDSHAKE, "tls.handshake" },
    { SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING, "answer.not-http" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (errors[i].domain, errors[i].code, "words");
      OnbAnswer nothing = { 0 };
      g_autoptr (OnbExchange) exchange = onb_exchange_new ("GET", "https://host.example/");
      OnbObservation observation = { .stage = ONB_STAGE_METADATA,
                                     .exchange = exchange,
                                     .answer = &nothing };

      exchange->fault = onb_fault_from_error (error);
      g_assert_cmpstr (onb_diagnosis_match (&observation)->name, ==, errors[i].finding);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  guide = onb_guide_load ("cerner-millennium", NULL);
  g_test_add_func ("/diagnosis/discovery-pairs", test_discovery_pairs);
  g_test_add_func ("/diagnosis/sandbox", test_sandbox);
  g_test_add_func ("/diagnosis/sandbox-elsewhere", test_sandbox_elsewhere);
  g_test_add_func ("/diagnosis/faults", test_faults);
  status = g_test_run ();
  g_object_unref (guide);
  return status;
}
