/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "check/onb-check-json.h"
#include "check/onb-diagnosis.h"
#include "check/onb-draft.h"
#include "check/onb-version-facts.h"

#include "records.h"

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#endif

/* What must always hold of a result, whatever was observed: records are made up, one oddity at a time,
 * in pairs, and at random with a seed that never changes, and each is held against it. */

#define SEED 20251126
#define N_RANDOM 6000

/* Valgrind and the sanitizers are there for what happens to the memory, which shows in one record of so
 * many: the verdicts of all of them are held against the invariants where nothing slows them down. */
#if defined(__SANITIZE_ADDRESS__)
#define ONE_OF 7
#else
#define ONE_OF (RUNNING_ON_VALGRIND ? 61 : 1)
#endif

static OnbGuide *guide;

static gboolean
is_left_out (void)
{
  static guint n_records;

  return n_records++ % ONE_OF != 0;
}

static gboolean
is_had (const OnbScopeResult *scope, guint v)
{
  return scope->cells[v].tested &&
         (scope->cells[v].state == ONB_CELL_WORKS || scope->cells[v].state == ONB_CELL_GRANTED);
}

static gboolean
fulfils (OnbCheckResult *result, guint v)
{
  if (!result->versions[v].tested ||
      (result->versions[v].fhir_version != NULL &&
       !onb_fhir_version_matches ((OnbFhirVersion) v, result->versions[v].fhir_version)))
    return FALSE;

  for (guint i = 0; i < result->scopes->len; i++)
    {
      const OnbScopeResult *scope = g_ptr_array_index (result->scopes, i);

      if (scope->required && !is_had (scope, v))
        return FALSE;
    }

  return TRUE;
}

/* Whether a finding rests on nothing but answers of one version. */
static gboolean
is_of_version (const OnbFinding *finding, OnbFhirVersion version)
{
  g_autofree char *part = g_strdup_printf ("/%s/", onb_address_get_version_part (version));

  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const OnbEvidence *evidence = g_ptr_array_index (finding->evidence, i);

      if (strstr (evidence->url, part) == NULL)
        return FALSE;
    }

  return finding->evidence->len > 0;
}

static char *
to_text (OnbCheckResult *result)
{
  g_autoptr (JsonNode) node = onb_check_result_to_json (result);

  return json_to_string (node, TRUE);
}

static void
assert_words (const OnbFinding *finding)
{
  const char *const texts[] = { finding->title, finding->cause, finding->fix };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_nonnull (texts[i]);
      g_assert_true (texts[i][0] != '\0');
      /* Nobody is told that a reason is not known in place of the reason. */
      if (strstr (texts[i], "not provided") != NULL || strpbrk (texts[i], "{}[]") != NULL)
        g_error ("%s: %s", finding->id, texts[i]);
    }
}

static gboolean
has_error (OnbCheckResult *result)
{
  for (guint i = 0; i < result->findings->len; i++)
    if (((OnbFinding *) g_ptr_array_index (result->findings, i))->severity == ONB_SEVERITY_ERROR)
      return TRUE;

  return FALSE;
}

static void
assert_cells (const OnbCheckRecord *record, OnbCheckResult *result)
{
  for (guint i = 0; i < result->scopes->len; i++)
    {
      const OnbScopeResult *scope = g_ptr_array_index (result->scopes, i);

      if (onb_verdict_is_ready (result->verdict) && scope->required)
        g_assert_true (is_had (scope, ONB_FHIR_R4) || is_had (scope, ONB_FHIR_DSTU2));

      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        {
          const OnbCell *cell = &scope->cells[v];

          if (!cell->tested)
            continue;

          g_assert_false (cell->http_status == 403 && cell->state == ONB_CELL_NOT_OFFERED);
          if (record->end == ONB_END_COMPLETE &&
              (cell->state != ONB_CELL_WORKS && cell->state != ONB_CELL_GRANTED))
            g_assert_nonnull (cell->finding);
          if (cell->finding != NULL)
            g_assert_nonnull (onb_findings_find (result->findings, cell->finding));
        }
    }
}

static void
shuffle (GPtrArray *array, GRand *rand)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint other = (guint) g_rand_int_range (rand, 0, (gint) i);
      gpointer kept = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[other];
      array->pdata[other] = kept;
    }
}

/* The party that is named is the one that answered: where something in between did, nobody is told that
 * the server redirects, or answers as it should not. */
static void
assert_parties (const OnbCheckRecord *record, OnbCheckResult *result)
{
  static const char *const servers[] = { "address.redirect",
                                         "address.not-fhir",
                                         "token.redirect",
                                         "token.not-found",
                                         "token.server-error",
                                         "token.wrong-type",
                                         "probe.redirect",
                                         "probe.server-error",
                                         "probe.wrong-answer",
                                         "discovery.server-error",
                                         "answer.other",
                                         "answer.unknown",
                                         NULL };

  for (guint f = 0; f < result->findings->len; f++)
    {
      const OnbFinding *finding = g_ptr_array_index (result->findings, f);

      for (guint e = 0; g_strv_contains (servers, finding->id) && e < finding->evidence->len; e++)
        {
          const OnbEvidence *evidence = g_ptr_array_index (finding->evidence, e);

          for (guint i = 0; i < record->observations->len; i++)
            {
              const OnbObservation *observation = g_ptr_array_index (record->observations, i);

              if (g_strcmp0 (evidence->request_id, observation->exchange->request_id) == 0)
                g_assert_false (onb_diagnosis_is_in_between (observation));
            }
        }
    }
}

/* Returns how good the verdict is. */
static int
assert_invariants (OnbCheckRecord *record, GRand *rand)
{
  g_autoptr (OnbCheckResult) result = onb_diagnose (record);
  g_autoptr (OnbCheckResult) again = NULL;
  g_autofree char *text = to_text (result);
  g_autofree char *text_again = NULL;

  for (guint i = 0; i < result->findings->len; i++)
    assert_words (g_ptr_array_index (result->findings, i));

  assert_cells (record, result);
  assert_parties (record, result);
  /* What was not asked because the test was ended is explained by its end, and by nothing else. */
  if (record->end == ONB_END_CANCELLED || record->end == ONB_END_TIMED_OUT)
    g_assert_null (onb_findings_find (result->findings, "check.incomplete"));
  g_assert_true (onb_verdict_is_ready (result->verdict) || has_error (result));
  if (onb_verdict_is_ready (result->verdict))
    g_assert_false (has_error (result));

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    for (guint i = 0; i < result->findings->len && fulfils (result, v); i++)
      {
        const OnbFinding *finding = g_ptr_array_index (result->findings, i);

        if (is_of_version (finding, v == ONB_FHIR_R4 ? ONB_FHIR_DSTU2 : ONB_FHIR_R4))
          if (finding->severity == ONB_SEVERITY_ERROR)
            g_error ("%s is an error, and the other version has everything", finding->id);
      }

  shuffle (record->observations, rand);
  again = onb_diagnose (record);
  text_again = to_text (again);
  g_assert_cmpstr (text, ==, text_again);

  return result->verdict == ONB_VERDICT_READY                 ? 2
         : result->verdict == ONB_VERDICT_READY_WITH_WARNINGS ? 1
                                                              : 0;
}

/* Hurting one request, whichever, never makes a verdict better: by a fault of the network not at all,
 * and by an answer not from one that is not ready to one that is. */
static void
assert_never_better (OnbCheckRecord *record, int before, GRand *rand)
{
  static const OnbFault faults[] = { ONB_FAULT_DROPPED, ONB_FAULT_TIMED_OUT, ONB_FAULT_REFUSED,
                                     ONB_FAULT_TLS_UNTRUSTED, ONB_FAULT_NAME_NOT_FOUND };
  OnbObservation *hurt;
  Outcome outcome = { 0 };
  int after;

  if (record->observations->len == 0)
    return;

  hurt = g_ptr_array_index (record->observations,
                            g_rand_int_range (rand, 0, (gint) record->observations->len));
  outcome.fault = faults[g_rand_int_range (rand, 0, G_N_ELEMENTS (faults))];
  set_outcome (hurt, &outcome);
  after = assert_invariants (record, rand);
  g_assert_cmpint (after, <=, before);
}

static void
test_settings (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint s = 0; s < n_settings; s++)
    {
      g_autoptr (OnbCheckRecord) record = record_new (guide, &settings[s]);
      int good = assert_invariants (record, rand);

      if (s == 0)
        g_assert_cmpint (good, ==, 2);
    }
}

/* Every request of every setting, each with everything that can come back. */
static void
test_one_oddity (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint s = 0; s < n_settings; s++)
    {
      g_autoptr (OnbCheckRecord) healthy = record_new (guide, &settings[s]);
      int good = assert_invariants (healthy, rand);

      for (guint i = 0; i < healthy->observations->len; i++)
        for (guint o = 0; o < n_outcomes; o++)
          {
            g_autoptr (OnbCheckRecord) record = NULL;
            int hurt;

            if (is_left_out ())
              continue;

            record = record_new (guide, &settings[s]);
            set_outcome (g_ptr_array_index (record->observations, i), &outcomes[o]);
            hurt = assert_invariants (record, rand);
            if (outcomes[o].fault != ONB_FAULT_NONE && hurt > good)
              g_error ("setting %u, request %u, oddity %u: better than without it", s, i, o);
          }
    }
}

/* Two requests at once: the documents, the token, and a search of each version. */
static void
test_pairs (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (OnbCheckRecord) healthy = record_new (guide, &settings[0]);
  const guint n = healthy->observations->len;
  const guint chosen[] = { 0, 1, 2, n / 2, n / 2 + 1, n - 2, n - 1 };

  for (guint a = 0; a < G_N_ELEMENTS (chosen); a++)
    for (guint b = a + 1; b < G_N_ELEMENTS (chosen); b++)
      for (guint x = 0; x < n_outcomes; x += 2)
        for (guint y = 1; y < n_outcomes; y += 2)
          {
            g_autoptr (OnbCheckRecord) record = NULL;

            if (is_left_out ())
              continue;

            record = record_new (guide, &settings[0]);
            set_outcome (g_ptr_array_index (record->observations, chosen[a]), &outcomes[x]);
            set_outcome (g_ptr_array_index (record->observations, chosen[b]), &outcomes[y]);
            assert_invariants (record, rand);
          }
}

/* All answers of a version, or of a stage, at once: that is how versions die and networks block. */
static void
test_whole_versions (void)
{
  static const guint groups[] = {
    ONB_STAGE_METADATA, ONB_STAGE_DISCOVERY, ONB_STAGE_TOKEN,
    ONB_STAGE_PROBE,    ONB_STAGE_ANY,       ONB_STAGE_DISCOVERY | ONB_STAGE_PROBE,
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint s = 0; s < n_settings; s++)
    for (guint o = 0; o < n_outcomes; o++)
      for (guint v = 0; v <= ONB_N_FHIR_VERSIONS; v++)
        for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
          {
            g_autoptr (OnbCheckRecord) record = NULL;

            if (is_left_out ())
              continue;

            record = record_new (guide, &settings[s]);
            for (guint i = 0; i < record->observations->len; i++)
              {
                OnbObservation *observation = g_ptr_array_index (record->observations, i);

                if ((observation->stage & groups[g]) != 0 &&
                    (v == ONB_N_FHIR_VERSIONS || observation->version == v))
                  set_outcome (observation, &outcomes[o]);
              }
            assert_invariants (record, rand);
          }
}

/* A test that is ended after each of its requests: what was on its way is given up, and what would
 * have come next was never sent. */
static void
test_ended (void)
{
  static const OnbEnd ends[] = { ONB_END_CANCELLED, ONB_END_TIMED_OUT };
  static const char *const names[] = { "check.cancelled", "check.timed-out" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint s = 0; s < n_settings; s++)
    {
      g_autoptr (OnbCheckRecord) whole = record_new (guide, &settings[s]);

      for (guint n = 0; n <= whole->observations->len; n++)
        for (guint n_given_up = 0; n_given_up <= 2; n_given_up++)
          for (guint e = 0; e < G_N_ELEMENTS (ends); e++)
            {
              g_autoptr (OnbCheckRecord) record = NULL;
              g_autoptr (OnbCheckResult) result = NULL;
              guint n_left = MIN (n + n_given_up, whole->observations->len);

              if (is_left_out ())
                continue;

              record = record_new (guide, &settings[s]);
              g_ptr_array_set_size (record->observations, (gint) n_left);
              for (guint i = n; i < n_left; i++)
                set_outcome (g_ptr_array_index (record->observations, i),
                             &(Outcome){ .fault = ONB_FAULT_CANCELLED });
              record->end = ends[e];

              assert_invariants (record, rand);
              result = onb_diagnose (record);
              g_assert_nonnull (onb_findings_find (result->findings, names[e]));
            }
    }
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint n = 0; n < N_RANDOM / ONE_OF; n++)
    {
      const Setting *setting = &settings[g_rand_int_range (rand, 0, (gint32) n_settings)];
      g_autoptr (OnbCheckRecord) record = record_new (guide, setting);
      gint odds = g_rand_int_range (rand, 1, 12);
      int before;

      for (guint i = record->observations->len; i-- > 0;)
        {
          gint what = g_rand_int_range (rand, 0, odds);

          if (what == 0)
            set_outcome (g_ptr_array_index (record->observations, i),
                         &outcomes[g_rand_int_range (rand, 0, (gint32) n_outcomes)]);
          else if (what == 1 && g_rand_int_range (rand, 0, 4) == 0)
            g_ptr_array_remove_index (record->observations, i);
        }

      if (g_rand_int_range (rand, 0, 8) == 0)
        record->token_host = (OnbTokenHost) g_rand_int_range (rand, 0, 4);
      if (g_rand_int_range (rand, 0, 8) == 0)
        g_clear_pointer (&record->token_endpoint, g_free);
      if (g_rand_int_range (rand, 0, 16) == 0)
        record->end = g_rand_boolean (rand) ? ONB_END_CANCELLED : ONB_END_TIMED_OUT;

      before = assert_invariants (record, rand);
      assert_never_better (record, before, rand);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  guide = onb_guide_load ("cerner-millennium", NULL);
  g_test_add_func ("/verdict/settings", test_settings);
  g_test_add_func ("/verdict/one-oddity", test_one_oddity);
  g_test_add_func ("/verdict/pairs", test_pairs);
  g_test_add_func ("/verdict/whole-versions", test_whole_versions);
  g_test_add_func ("/verdict/ended", test_ended);
  g_test_add_func ("/verdict/random", test_random);
  status = g_test_run ();
  g_object_unref (guide);
  return status;
}
