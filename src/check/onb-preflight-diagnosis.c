/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "check/onb-preflight-judge.h"

#include "check/onb-preflight-diagnosis.h"

static void
judge_this_computer (OnbPreflightJudge *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) added = NULL;
  const OnbObservation *skewed;
  OnbDraft *draft;
  gboolean any_clock = FALSE;
  g_autofree char *minutes = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; self->observations != NULL && i < self->observations->len; i++)
    g_ptr_array_add (all, g_ptr_array_index (self->observations, i));
  for (guint i = 0; i < self->record->visits->len; i++)
    {
      const OnbVisit *visit = g_ptr_array_index (self->record->visits, i);

      if (visit->observation != NULL)
        g_ptr_array_add (all, visit->observation);
    }

  for (guint i = 0; i < all->len; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (all, i);

      any_clock = any_clock || observation->exchange->has_clock;
      if (observation->exchange->few_connections)
        onb_preflight_judge_raise (self, ONB_DIAGNOSIS_NETWORK_FEW_CONNECTIONS, ONB_SEVERITY_INFO,
                                   observation);
    }

  added = onb_observations_list_added_authorities (all);
  for (guint i = 0; i < added->len; i++)
    onb_preflight_judge_raise (self, ONB_DIAGNOSIS_TLS_ADDED_AUTHORITY, ONB_SEVERITY_INFO,
                               g_ptr_array_index (added, i));

  skewed = onb_observations_find_clock_skew (all);
  if (skewed == NULL)
    {
      onb_preflight_result_add_row (self->result, NULL, NULL, ONB_PREFLIGHT_CLOCK,
                                    any_clock ? ONB_PREFLIGHT_GOOD : ONB_PREFLIGHT_UNKNOWN,
                                    any_clock ? _ ("The clock matches that of the servers.")
                                              : _ ("No server returned its time."),
                                    NULL);
      return;
    }

  minutes =
      g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) llabs (skewed->exchange->clock_offset) / 60);
  draft = onb_preflight_judge_raise (self, ONB_DIAGNOSIS_NETWORK_CLOCK_SKEW, ONB_SEVERITY_WARNING,
                                     skewed);
  onb_draft_add (draft, ONB_VALUE_MINUTES, minutes);
  words = onb_draft_fill_in (draft, draft->row->title);
  onb_preflight_result_add_row (self->result, NULL, NULL, ONB_PREFLIGHT_CLOCK, ONB_PREFLIGHT_BAD,
                                words, draft->row->name);
}

static const char *
get_token_url (const OnbPreflightJudge *self)
{
  const OnbCheckRecord *documents = self->record->documents;

  if (documents != NULL && documents->token_endpoint != NULL)
    return documents->token_endpoint;

  for (guint i = 0; i < self->record->visits->len; i++)
    {
      const OnbVisit *visit = g_ptr_array_index (self->record->visits, i);

      if (visit->needed->speaks == ONB_GUIDE_SPEAKS_OAUTH)
        return visit->needed->url;
    }

  return NULL;
}

static int
step_of (const OnbCheckPlan *plan, OnbDiagnosisStep step)
{
  return step == ONB_DIAGNOSIS_STEP_PRODUCTS ? plan->products_step
         : step == ONB_DIAGNOSIS_STEP_SCOPES ? plan->scopes_step
                                             : 0;
}

static void
write_finding (const OnbPreflightJudge *self, OnbDraft *draft)
{
  const OnbCheckRecord *documents = self->record->documents;
  const char *token_url = get_token_url (self);
  g_autoptr (OnbHost) host = token_url != NULL ? onb_host_parse_url (token_url) : NULL;
  g_autofree char *token_host = host != NULL ? onb_host_to_string (host) : NULL;
  g_autofree char *authority =
      documents != NULL ? onb_address_get_authority (documents->address) : NULL;

  if (draft->values[ONB_VALUE_HOST] == NULL)
    onb_draft_add (draft, ONB_VALUE_HOST, authority);
  onb_draft_add (draft, ONB_VALUE_TENANT, documents != NULL ? documents->address->tenant : NULL);
  onb_draft_add (draft, ONB_VALUE_ENDPOINT, token_url);
  onb_draft_add (draft, ONB_VALUE_HOSTS, authority);
  onb_draft_add (draft, ONB_VALUE_HOSTS, token_host);
  onb_draft_write (draft);
  draft->finding->step = step_of (self->record->plan, draft->row->step);
}

static void
judge_end (OnbPreflightJudge *self)
{
  if (self->record->end == ONB_END_CANCELLED)
    onb_preflight_judge_raise (self, ONB_DIAGNOSIS_CHECK_CANCELLED, ONB_SEVERITY_ERROR, NULL);
  else if (self->record->end == ONB_END_TIMED_OUT)
    onb_preflight_judge_raise (self, ONB_DIAGNOSIS_CHECK_TIMED_OUT, ONB_SEVERITY_ERROR, NULL);
}

/* Without a clinic's address, a guide that names no host leaves nothing to look at. */
static gboolean
has_looked (const OnbPreflightRecord *record)
{
  return record->documents != NULL || record->visits->len > 0;
}

static void
write_findings (OnbPreflightJudge *self)
{
  OnbPreflightResult *result = self->result;

  judge_end (self);
  onb_drafts_sort (self->drafts);
  result->verdict = self->record->end == ONB_END_COMPLETE && has_looked (self->record)
                        ? ONB_PREFLIGHT_CLEAR
                        : ONB_PREFLIGHT_UNTESTED;
  for (guint i = 0; i < self->drafts->len; i++)
    {
      OnbDraft *draft = g_ptr_array_index (self->drafts, i);

      write_finding (self, draft);
      if (draft->finding->severity > ONB_SEVERITY_INFO && self->record->end == ONB_END_COMPLETE)
        result->verdict = ONB_PREFLIGHT_OBSTRUCTED;
    }
  onb_drafts_take_findings (self->drafts, result->findings);
}

OnbPreflightResult *
onb_preflight_diagnose (const OnbPreflightRecord *record)
{
  OnbPreflightJudge self = { .record = record };
  const OnbCheckRecord *documents;

  g_return_val_if_fail (record != NULL, NULL);

  documents = record->documents;
  self.result = onb_preflight_result_new ();
  self.result->started = g_date_time_ref (record->started);
  self.result->duration_ms = record->duration / 1000;
  self.result->clinic = g_strdup (record->clinic);
  self.result->practice = record->practice;
  self.drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_draft_free);

  if (documents != NULL)
    {
      g_autoptr (OnbHost) host =
          documents->token_endpoint != NULL ? onb_host_parse_url (documents->token_endpoint) : NULL;

      self.result->fhir_host = onb_address_get_authority (documents->address);
      self.result->tenant = g_strdup (documents->address->tenant);
      self.result->token_host = host != NULL ? onb_host_to_string (host) : NULL;
      self.observations = onb_check_record_sort (documents);
      onb_version_facts_find (documents, self.observations, self.versions);
      onb_preflight_judge_documents (&self);
    }
  onb_preflight_judge_visits (&self);
  judge_this_computer (&self);

  if (record->end != ONB_END_RUNNING)
    write_findings (&self);

  g_clear_pointer (&self.observations, g_ptr_array_unref);
  g_ptr_array_unref (self.drafts);
  return self.result;
}
