/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-preflight-record.h"

OnbPreflightRecord *
onb_preflight_record_new (const char *clinic, OnbCheckPlan *plan, const OnbAddress *address)
{
  OnbPreflightRecord *self;

  g_return_val_if_fail (plan != NULL, NULL);

  self = g_new0 (OnbPreflightRecord, 1);
  self->clinic = g_strdup (clinic);
  self->plan = onb_check_plan_ref (plan);
  if (address != NULL)
    self->documents = onb_check_record_new (clinic, plan, address);
  self->started = g_date_time_new_now_utc ();
  self->visits = g_ptr_array_new ();
  return self;
}

static void
visit_free (OnbVisit *self)
{
  onb_needed_host_free (self->needed);
  g_clear_pointer (&self->observation, onb_observation_free);
  g_free (self);
}

void
onb_preflight_record_free (OnbPreflightRecord *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->clinic);
  onb_check_plan_unref (self->plan);
  g_clear_pointer (&self->documents, onb_check_record_free);
  g_clear_pointer (&self->fhir, onb_needed_host_free);
  for (guint i = 0; i < self->visits->len; i++)
    visit_free (g_ptr_array_index (self->visits, i));
  g_ptr_array_unref (self->visits);
  g_date_time_unref (self->started);
  g_free (self);
}

OnbVisit *
onb_preflight_record_add_visit (OnbPreflightRecord *self, const OnbNeededHost *needed)
{
  OnbVisit *visit;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (needed != NULL, NULL);

  visit = g_new0 (OnbVisit, 1);
  visit->needed = onb_needed_host_copy (needed);
  g_ptr_array_add (self->visits, visit);
  return visit;
}
