/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-version-facts.h"

static gboolean
is_absent (const OnbObservation *document)
{
  return document->exchange->fault == ONB_FAULT_NONE && !onb_diagnosis_is_in_between (document) &&
         (document->exchange->status == 404 || document->exchange->status == 410);
}

/* Whether a version's answer was never had, as against one that says that there is nothing. */
static gboolean
is_unknown (const OnbObservation *document)
{
  return document->exchange->fault != ONB_FAULT_NONE || document->exchange->status >= 500 ||
         document->exchange->status == 429 || document->exchange->status == 408 ||
         onb_diagnosis_is_in_between (document);
}

static OnbStatement
judge_statement (const OnbObservation *metadata)
{
  if (metadata == NULL)
    return ONB_STATEMENT_NONE;

  if (onb_observation_went_well (metadata))
    return g_hash_table_size (metadata->answer->interactions) > 0 ? ONB_STATEMENT_READ
                                                                  : ONB_STATEMENT_NONE;

  return is_unknown (metadata) ? ONB_STATEMENT_UNKNOWN : ONB_STATEMENT_NONE;
}

static gboolean
declares_nothing (const OnbCheckPlan *plan, const OnbAnswer *statement)
{
  OnbInteractions interactions;

  for (guint i = 0; i < plan->scopes->len; i++)
    {
      const OnbPlanScope *scope = g_ptr_array_index (plan->scopes, i);

      if (onb_answer_get_interactions (statement, scope->resource, &interactions))
        return FALSE;
    }

  return TRUE;
}

/* 404 and 410 are two ways to say the same. */
static guint
way_to_fail (const OnbExchange *exchange)
{
  return exchange->status == 410 ? 404 : exchange->status;
}

/* Whether all answers of a version fail in one and the same way: that is no fault of one resource. A
 * network's fault says nothing about the version; nor does what a proxy or a limit answers. Capability
 * statements may outlive the interfaces that they describe. Returns the way, 0 where it is not so. */
static guint
find_common_failure (GPtrArray *observations, OnbFhirVersion version)
{
  gboolean document_lives = FALSE, any_search = FALSE, all_searches_gone = TRUE, same = TRUE;
  guint way = 0;

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (observations, i);
      const OnbExchange *exchange = observation->exchange;

      if (observation->stage == ONB_STAGE_TOKEN || observation->version != version)
        continue;

      if (exchange->fault != ONB_FAULT_NONE)
        return 0;

      if (onb_observation_went_well (observation))
        {
          if (observation->stage == ONB_STAGE_PROBE)
            return 0;
          document_lives = TRUE;
          continue;
        }

      if (observation->stage == ONB_STAGE_PROBE)
        {
          any_search = TRUE;
          all_searches_gone = all_searches_gone && way_to_fail (exchange) == 404;
        }
      same = same && (way == 0 || way == way_to_fail (exchange));
      way = way_to_fail (exchange);
    }

  if (document_lives)
    return any_search && all_searches_gone ? 404 : 0;

  return same && way != 407 && way != 429 && way != 511 ? way : 0;
}

static gboolean
lives (GPtrArray *observations, OnbFhirVersion version)
{
  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (observations, i);

      if (observation->stage != ONB_STAGE_TOKEN && observation->version == version &&
          onb_observation_went_well (observation))
        return TRUE;
    }

  return FALSE;
}

static void
find_gone (const OnbCheckRecord *record, GPtrArray *observations, OnbVersionFacts *facts)
{
  guint ways[ONB_N_FHIR_VERSIONS] = { 0 };

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (facts[v].planned)
      ways[v] = find_common_failure (observations, (OnbFhirVersion) v);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    for (guint other = 0; other < ONB_N_FHIR_VERSIONS; other++)
      {
        if (ways[v] == 0 || ways[other] != 0 || !facts[other].planned || !facts[other].lives)
          continue;

        /* What its maker still supports is missing only where the server says so. */
        if (record->plan->retired[v])
          facts[v].gone = ONB_DIAGNOSIS_VERSION_RETIRED;
        else if (ways[v] == 404 || ways[v] == 501)
          facts[v].gone = ONB_DIAGNOSIS_VERSION_MISSING;
      }
}

void
onb_version_facts_find (const OnbCheckRecord *record,
                        GPtrArray *observations,
                        OnbVersionFacts *facts)
{
  g_return_if_fail (record != NULL);
  g_return_if_fail (observations != NULL);
  g_return_if_fail (facts != NULL);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      OnbFhirVersion version = (OnbFhirVersion) v;
      OnbVersionFacts *self = &facts[v];

      *self = (OnbVersionFacts){ .planned = record->plan->versions[v] };
      self->lives = lives (observations, version);
      self->smart = onb_observations_find (observations, ONB_STAGE_SMART_CONFIGURATION, version,
                                           ONB_SMART_V1, ONB_ALL_SCOPES);
      self->metadata = onb_observations_find (observations, ONB_STAGE_METADATA, version,
                                              ONB_SMART_V1, ONB_ALL_SCOPES);
      self->statement = judge_statement (self->metadata);
      /* A server that does not name its version is not another version's. */
      self->mismatch = self->metadata != NULL && onb_observation_went_well (self->metadata) &&
                       self->metadata->answer->fhir_version != NULL &&
                       !onb_fhir_version_matches (version, self->metadata->answer->fhir_version);
      self->offers_nothing = self->statement == ONB_STATEMENT_READ &&
                             declares_nothing (record->plan, self->metadata->answer);
    }

  find_gone (record, observations, facts);
}

static void
add (GArray *obstacles, OnbDiagnosisId id, const OnbObservation *observation)
{
  g_array_append_val (obstacles, ((OnbObstacle){ .id = id, .observation = observation }));
}

/* A smart-configuration without a token endpoint was read, as far as it goes. */
static gboolean
was_read (const OnbObservation *document)
{
  return onb_observation_went_well (document) ||
         (document->stage == ONB_STAGE_SMART_CONFIGURATION &&
          document->exchange->fault == ONB_FAULT_NONE && document->exchange->status == 200 &&
          document->answer->body == ONB_BODY_JSON && document->answer->resource_type == NULL);
}

/* What the two documents of a version say together. That the one is not there says nothing about the
 * version while the other has a fault of its own. */
static void
add_obstacles (GArray *obstacles, const OnbVersionFacts *facts, gboolean only_retired)
{
  const OnbObservation *documents[] = { facts->smart, facts->metadata };
  guint n_known = 0, n_read = 0, n_absent = 0;

  for (guint d = 0; d < G_N_ELEMENTS (documents); d++)
    {
      const OnbObservation *document = documents[d];

      if (document == NULL)
        continue;

      n_known++;
      if (was_read (document))
        n_read++;
      else if (is_absent (document))
        n_absent++;
      else
        add (obstacles, onb_diagnosis_match (document)->id, document);
    }

  if (n_known == 0 || n_read + n_absent < n_known)
    return;

  for (guint d = 0; d < G_N_ELEMENTS (documents); d++)
    if (documents[d] != NULL)
      add (obstacles,
           n_read > 0     ? ONB_DIAGNOSIS_DISCOVERY_NO_TOKEN_ENDPOINT
           : only_retired ? ONB_DIAGNOSIS_VERSION_RETIRED_ALONE
                          : onb_diagnosis_match (documents[d])->id,
           documents[d]);
}

/* A version of which nothing is there says nothing about the address while another one has a fault of
 * its own: with that mended, it may turn out to be retired. */
static void
drop_what_says_nothing (GArray *obstacles)
{
  gboolean others = FALSE;

  for (guint i = 0; i < obstacles->len; i++)
    {
      const OnbObstacle *obstacle = &g_array_index (obstacles, OnbObstacle, i);

      others = others || obstacle->observation == NULL || !is_absent (obstacle->observation);
    }

  for (guint i = obstacles->len; others && i-- > 0;)
    {
      const OnbObstacle *obstacle = &g_array_index (obstacles, OnbObstacle, i);

      if (obstacle->id != ONB_DIAGNOSIS_DISCOVERY_NO_TOKEN_ENDPOINT &&
          is_absent (obstacle->observation))
        g_array_remove_index (obstacles, i);
    }
}

static OnbDiagnosisId
judge_address (const OnbCheckRecord *record)
{
  if (record->not_practice)
    return ONB_DIAGNOSIS_ADDRESS_NOT_PRACTICE;
  if (record->insecure_address)
    return ONB_DIAGNOSIS_ADDRESS_INSECURE;

  switch (onb_address_get_kind (record->address))
    {
    case ONB_ADDRESS_OPEN_SANDBOX:
      return ONB_DIAGNOSIS_ADDRESS_OPEN_SANDBOX;
    case ONB_ADDRESS_PATIENT:
      return ONB_DIAGNOSIS_ADDRESS_PATIENT_ACCESS;
    case ONB_ADDRESS_SOARIAN:
      return ONB_DIAGNOSIS_ADDRESS_SOARIAN;
    case ONB_ADDRESS_PROVIDER:
    case ONB_ADDRESS_SANDBOX:
    default:
      return ONB_DIAGNOSIS_NONE;
    }
}

GArray *
onb_version_facts_find_obstacles (const OnbCheckRecord *record, const OnbVersionFacts *facts)
{
  GArray *obstacles;
  OnbDiagnosisId address;
  gboolean only_retired = TRUE;

  g_return_val_if_fail (record != NULL, NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  obstacles = g_array_new (FALSE, FALSE, sizeof (OnbObstacle));
  address = judge_address (record);
  if (address != ONB_DIAGNOSIS_NONE)
    {
      add (obstacles, address, NULL);
      return obstacles;
    }

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    only_retired = only_retired && (!facts[v].planned || record->plan->retired[v]);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (facts[v].planned && facts[v].gone == ONB_DIAGNOSIS_NONE)
      add_obstacles (obstacles, &facts[v], only_retired);

  drop_what_says_nothing (obstacles);
  if (obstacles->len == 0)
    add (obstacles, ONB_DIAGNOSIS_CHECK_INCOMPLETE, NULL);
  return obstacles;
}
