/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>

#include "check/onb-observation.h"

#define CLOCK_TOLERANCE_SECONDS (5 * 60)

/* Two clocks that are right tell the same within this. */
#define CLOCK_AGREEMENT_SECONDS 60

OnbObservation *
onb_observation_new (
    OnbStage stage, OnbFhirVersion version, int scope, OnbExchange *exchange, OnbAnswer *answer)
{
  OnbObservation *self;

  g_return_val_if_fail (exchange != NULL, NULL);
  g_return_val_if_fail (answer != NULL, NULL);

  self = g_new0 (OnbObservation, 1);
  self->stage = stage;
  self->version = version;
  self->scope = scope;
  self->exchange = exchange;
  self->answer = answer;
  return self;
}

void
onb_observation_free (OnbObservation *self)
{
  g_return_if_fail (self != NULL);

  onb_exchange_free (self->exchange);
  onb_answer_free (self->answer);
  g_free (self);
}

gboolean
onb_observation_went_well (const OnbObservation *self)
{
  const OnbAnswer *answer;

  g_return_val_if_fail (self != NULL, FALSE);

  answer = self->answer;
  if (self->exchange->fault != ONB_FAULT_NONE || self->exchange->status != 200)
    return FALSE;

  switch (self->stage)
    {
    case ONB_STAGE_SMART_CONFIGURATION:
      return answer->token_endpoint != NULL;
    case ONB_STAGE_METADATA:
      return answer->interactions != NULL;
    case ONB_STAGE_TOKEN:
      return answer->has_token && answer->token_type != NULL &&
             g_ascii_strcasecmp (answer->token_type, "bearer") == 0;
    case ONB_STAGE_PROBE:
      return g_strcmp0 (answer->resource_type, "Bundle") == 0 &&
             g_strcmp0 (answer->bundle_type, "searchset") == 0;
    default:
      return FALSE;
    }
}

static int
compare (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* What was asked decides. The rest is for records in which the same was asked twice. */
static int
by_what_was_asked (gconstpointer first, gconstpointer second)
{
  const OnbObservation *a = *(const OnbObservation *const *) first;
  const OnbObservation *b = *(const OnbObservation *const *) second;
  const int orders[] = {
    compare (a->stage, b->stage),
    a->stage == ONB_STAGE_TOKEN ? compare (a->smart, b->smart) : compare (a->version, b->version),
    compare (a->scope, b->scope),
    compare (a->exchange->fault, b->exchange->fault),
    compare (a->exchange->status, b->exchange->status),
    compare (a->answer->body, b->answer->body),
    g_strcmp0 (a->exchange->url, b->exchange->url),
    g_strcmp0 (a->exchange->request_id, b->exchange->request_id),
    g_strcmp0 (a->exchange->fault_detail, b->exchange->fault_detail),
    g_strcmp0 (a->answer->error, b->answer->error),
    g_strcmp0 (a->answer->reason, b->answer->reason),
    g_strcmp0 (a->answer->scope, b->answer->scope),
    g_strcmp0 (a->answer->text, b->answer->text),
    compare (a->exchange->duration, b->exchange->duration),
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i] != 0)
      return orders[i];

  return 0;
}

GPtrArray *
onb_check_record_sort (const OnbCheckRecord *self)
{
  GPtrArray *sorted;

  g_return_val_if_fail (self != NULL, NULL);

  sorted = g_ptr_array_sized_new (self->observations->len);
  for (guint i = 0; i < self->observations->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (self->observations, i));
  g_ptr_array_sort (sorted, by_what_was_asked);
  return sorted;
}

const OnbObservation *
onb_observations_find (GPtrArray *observations,
                       OnbStage stage,
                       OnbFhirVersion version,
                       OnbSmartVersion smart,
                       int scope)
{
  g_return_val_if_fail (observations != NULL, NULL);

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (observations, i);

      if (observation->stage == stage && observation->scope == scope &&
          (stage == ONB_STAGE_TOKEN ? observation->smart == smart
                                    : observation->version == version))
        return observation;
    }

  return NULL;
}

/* The token's answer comes from no cache, so that its clock counts before any other's; and one clock
 * alone may be a server's that is wrong itself. */
const OnbObservation *
onb_observations_find_clock_skew (GPtrArray *observations)
{
  const OnbObservation *skewed = NULL;

  g_return_val_if_fail (observations != NULL, NULL);

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (observations, i);
      gint64 offset = observation->exchange->clock_offset;
      guint n_agree = 0;

      if (!observation->exchange->has_clock)
        continue;

      if (observation->stage == ONB_STAGE_TOKEN && llabs (offset) <= CLOCK_TOLERANCE_SECONDS)
        return NULL;

      for (guint j = 0; j < observations->len; j++)
        {
          const OnbObservation *other = g_ptr_array_index (observations, j);

          n_agree += j != i && other->exchange->has_clock &&
                     llabs (other->exchange->clock_offset - offset) <= CLOCK_AGREEMENT_SECONDS;
        }

      if (llabs (offset) > CLOCK_TOLERANCE_SECONDS && n_agree > 0 &&
          (skewed == NULL || observation->stage == ONB_STAGE_TOKEN))
        skewed = observation;
    }

  return skewed;
}

OnbCheckRecord *
onb_check_record_new (const char *clinic, OnbCheckPlan *plan, const OnbAddress *address)
{
  OnbCheckRecord *self;

  g_return_val_if_fail (plan != NULL, NULL);
  g_return_val_if_fail (address != NULL, NULL);

  self = g_new0 (OnbCheckRecord, 1);
  self->clinic = g_strdup (clinic);
  self->plan = onb_check_plan_ref (plan);
  self->address = onb_address_copy (address);
  self->started = g_date_time_new_now_utc ();
  self->observations = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_observation_free);
  return self;
}

void
onb_check_record_free (OnbCheckRecord *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->clinic);
  onb_check_plan_unref (self->plan);
  onb_address_free (self->address);
  g_date_time_unref (self->started);
  g_ptr_array_unref (self->observations);
  g_free (self->token_endpoint);
  g_free (self);
}

gboolean
onb_check_record_may_begin (OnbCheckRecord *self)
{
  OnbAddressKind kind;
  gboolean loopback;

  g_return_val_if_fail (self != NULL, FALSE);

  kind = onb_address_get_kind (self->address);
  loopback = onb_host_is_loopback (self->address->host);
  self->not_practice = self->practice && !loopback;
  self->practice = self->practice && loopback;
  self->insecure_address = strcmp (self->address->scheme, "https") != 0 && !self->practice;

  return !self->not_practice && !self->insecure_address && kind != ONB_ADDRESS_OPEN_SANDBOX &&
         kind != ONB_ADDRESS_PATIENT && kind != ONB_ADDRESS_SOARIAN;
}

GPtrArray *
onb_observations_list_exchanges (GPtrArray *observations)
{
  GPtrArray *exchanges;

  g_return_val_if_fail (observations != NULL, NULL);

  exchanges = g_ptr_array_sized_new (observations->len);
  for (guint i = 0; i < observations->len; i++)
    g_ptr_array_add (exchanges, ((OnbObservation *) g_ptr_array_index (observations, i))->exchange);

  return exchanges;
}

gboolean
onb_observation_was_given_up (const OnbObservation *self, OnbEnd end)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->exchange->fault == ONB_FAULT_CANCELLED && end != ONB_END_COMPLETE;
}

static gboolean
is_same_trust (gconstpointer a, gconstpointer b)
{
  const OnbExchange *first = ((const OnbObservation *) a)->exchange;
  const OnbExchange *second = ((const OnbObservation *) b)->exchange;
  g_autofree char *host = onb_exchange_get_host (first);
  g_autofree char *other = onb_exchange_get_host (second);

  return g_str_equal (host, other) && g_str_equal (first->added_authority, second->added_authority);
}

GPtrArray *
onb_observations_list_added_authorities (GPtrArray *observations)
{
  GPtrArray *list;

  g_return_val_if_fail (observations != NULL, NULL);

  list = g_ptr_array_new ();
  for (guint i = 0; i < observations->len; i++)
    {
      OnbObservation *observation = g_ptr_array_index (observations, i);

      if (observation->exchange->added_authority != NULL &&
          !g_ptr_array_find_with_equal_func (list, observation, is_same_trust, NULL))
        g_ptr_array_add (list, observation);
    }

  return list;
}
