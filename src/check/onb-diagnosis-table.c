/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "check/onb-rows.h"
#include "millennium/onb-millennium.h"

#include "check/onb-diagnosis-table.h"

/* The order in which they are tried: a network's fault is one at any stage, and what fits nothing is the
 * last row of the last. */
static const OnbRows *const tables[] = {
  &onb_rows_network, &onb_rows_discovery, &onb_rows_token, &onb_rows_probe, &onb_rows_joint,
};

const OnbDiagnosis *
onb_diagnosis_at (guint index)
{
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      if (index < tables[t]->n_rows)
        return &tables[t]->rows[index];

      index -= tables[t]->n_rows;
    }

  return NULL;
}

const OnbDiagnosis *
onb_diagnosis_get (OnbDiagnosisId id)
{
  const OnbDiagnosis *row;

  g_return_val_if_fail (id > ONB_DIAGNOSIS_NONE && id < ONB_N_DIAGNOSES, NULL);

  for (guint i = 0; (row = onb_diagnosis_at (i)) != NULL; i++)
    if (row->id == id && row->title != NULL)
      return row;

  g_assert_not_reached ();
}

static gboolean
holds (const char *text, const char *words)
{
  g_autofree char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  return lower != NULL && strstr (lower, words) != NULL;
}

static gboolean
has_reason (const OnbAnswer *answer, const char *reason)
{
  return reason[0] == '\0' ? answer->reason == NULL : g_strcmp0 (answer->reason, reason) == 0;
}

/* Some authorization servers, and gateways before them, refuse with status 200 and say so in the body alone:
 * what they say counts, as with the status that RFC 6749 wants (section 5.2). */
static guint
status_that_counts (const OnbObservation *observation)
{
  const OnbAnswer *answer = observation->answer;
  guint status = observation->exchange->status;

  return observation->stage == ONB_STAGE_TOKEN && status >= 200 && status < 300 &&
                 !answer->has_token && (answer->error != NULL || answer->reason != NULL)
             ? 400
             : status;
}

static gboolean
fits (const OnbDiagnosis *row, const OnbObservation *observation)
{
  const OnbExchange *exchange = observation->exchange;
  const OnbAnswer *answer = observation->answer;
  guint status = status_that_counts (observation);

  if ((row->stages & observation->stage) == 0 || row->fault != exchange->fault)
    return FALSE;

  if (row->status_from != 0 &&
      (status < row->status_from || status > MAX (row->status_from, row->status_to)))
    return FALSE;

  if (row->bodies != 0 && (row->bodies & (1u << answer->body)) == 0)
    return FALSE;

  if (row->leads != 0 &&
      (row->leads & (1u << onb_exchange_get_lead (exchange, onb_millennium_has_site))) == 0)
    return FALSE;

  if (row->error != NULL && g_strcmp0 (row->error, answer->error) != 0)
    return FALSE;

  if (row->reason != NULL && !has_reason (answer, row->reason))
    return FALSE;

  return row->says == NULL || holds (answer->text, row->says) || holds (answer->error, row->says) ||
         holds (answer->reason, row->says) || holds (exchange->authenticate, row->says);
}

static const OnbDiagnosis *
find_fitting (const OnbObservation *observation)
{
  const OnbDiagnosis *row;

  for (guint i = 0; (row = onb_diagnosis_at (i)) != NULL; i++)
    if (fits (row, observation))
      return row;

  return onb_diagnosis_get (ONB_DIAGNOSIS_ANSWER_OTHER);
}

const OnbDiagnosis *
onb_diagnosis_match (const OnbObservation *observation)
{
  g_return_val_if_fail (observation != NULL, NULL);

  return onb_diagnosis_get (find_fitting (observation)->id);
}

gboolean
onb_diagnosis_is_in_between (const OnbObservation *observation)
{
  OnbDiagnosisId id;

  g_return_val_if_fail (observation != NULL, FALSE);

  if (onb_observation_went_well (observation))
    return FALSE;

  id = find_fitting (observation)->id;
  return id == ONB_DIAGNOSIS_NETWORK_CAPTIVE_PORTAL || id == ONB_DIAGNOSIS_NETWORK_BLOCKED;
}

gboolean
onb_diagnosis_asks_singly (const OnbObservation *observation)
{
  g_return_val_if_fail (observation != NULL, FALSE);

  return find_fitting (observation)->ask_singly;
}
