/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-observation.h"

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
