/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "check/onb-sandbox.h"
#include "guide/onb-bidi.h"
#include "wire/onb-http.h"

#include "check/onb-draft.h"

static const char *const value_names[ONB_N_VALUES] = {
  [ONB_VALUE_HOST] = "host",
  [ONB_VALUE_PROXY] = "proxy",
  [ONB_VALUE_HOSTS] = "hosts",
  [ONB_VALUE_ENDPOINT_HOST] = "endpoint-host",
  [ONB_VALUE_ENDPOINT] = "endpoint",
  [ONB_VALUE_TENANT] = "tenant",
  [ONB_VALUE_STATUS] = "status",
  [ONB_VALUE_DETAIL] = "detail",
  [ONB_VALUE_ISSUER] = "issuer",
  [ONB_VALUE_AUTHORITY] = "authority",
  [ONB_VALUE_LOCATION] = "location",
  [ONB_VALUE_SAYS] = "says",
  [ONB_VALUE_ERROR] = "error",
  [ONB_VALUE_REASON] = "reason",
  [ONB_VALUE_ERROR_URI] = "error-uri",
  [ONB_VALUE_CORRELATION] = "correlation",
  [ONB_VALUE_CELLS] = "cells",
  [ONB_VALUE_SCOPES] = "scopes",
  [ONB_VALUE_VERSIONS] = "versions",
  [ONB_VALUE_V1] = "v1",
  [ONB_VALUE_GRANTED] = "granted",
  [ONB_VALUE_ASKED] = "asked",
  [ONB_VALUE_MINUTES] = "minutes",
  [ONB_VALUE_CONNECT_SECONDS] = "connect-seconds",
  [ONB_VALUE_ANSWER_SECONDS] = "answer-seconds",
  [ONB_VALUE_SYSTEM] = "system",
  [ONB_VALUE_MAKER] = "maker",
  [ONB_VALUE_CLIENT_ID] = "client-id",
  [ONB_VALUE_CLIENT_SECRET] = "client-secret",
  [ONB_VALUE_APPLICATION_ID] = "application-id",
  [ONB_VALUE_DIRECTORY] = "directory",
};

OnbDraft *
onb_draft_new (OnbDiagnosisId id, const OnbCheckPlan *plan)
{
  OnbDraft *self = g_new0 (OnbDraft, 1);
  g_autofree char *connect = g_strdup_printf ("%d", ONB_HTTP_CONNECT_SECONDS);
  g_autofree char *answer = g_strdup_printf ("%d", ONB_HTTP_ANSWER_SECONDS);

  self->row = onb_diagnosis_get (id);
  self->plan = plan;
  self->finding = onb_finding_new (self->row->name, self->row->severity);
  self->cells = g_array_new (FALSE, TRUE, sizeof (guint));
  if (plan != NULL)
    g_array_set_size (self->cells, plan->scopes->len);
  onb_draft_add (self, ONB_VALUE_CONNECT_SECONDS, connect);
  onb_draft_add (self, ONB_VALUE_ANSWER_SECONDS, answer);
  return self;
}

void
onb_draft_free (OnbDraft *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->finding, onb_finding_free);
  g_array_unref (self->cells);
  for (guint i = 0; i < ONB_N_VALUES; i++)
    g_clear_pointer (&self->values[i], g_ptr_array_unref);
  g_free (self);
}

void
onb_draft_add (OnbDraft *self, OnbValue name, const char *value)
{
  GPtrArray **values = &self->values[name];

  if (value == NULL || value[0] == '\0')
    return;

  if (*values == NULL)
    *values = g_ptr_array_new_with_free_func (g_free);

  if (!g_ptr_array_find_with_equal_func (*values, value, g_str_equal, NULL))
    g_ptr_array_add (*values, g_strdup (value));
}

void
onb_draft_add_exchange (OnbDraft *self, const OnbExchange *exchange)
{
  g_autofree char *host = onb_exchange_get_host (exchange);
  g_autofree char *status = exchange->status != 0 ? g_strdup_printf ("%u", exchange->status) : NULL;

  onb_draft_add (self, ONB_VALUE_HOST, host);
  onb_draft_add (self, ONB_VALUE_HOSTS, host);
  onb_draft_add (self, ONB_VALUE_PROXY, exchange->proxy);
  onb_draft_add (self, ONB_VALUE_STATUS, status);
  onb_draft_add (self, ONB_VALUE_DETAIL, exchange->fault_detail);
  onb_draft_add (self, ONB_VALUE_ISSUER, exchange->issuer);
  onb_draft_add (self, ONB_VALUE_AUTHORITY, exchange->added_authority);
  onb_draft_add (self, ONB_VALUE_LOCATION, exchange->location);
}

static void
add_evidence (OnbDraft *self, const OnbObservation *observation)
{
  const OnbExchange *exchange = observation->exchange;
  const char *request_id =
      exchange->request_id != NULL ? exchange->request_id : exchange->correlation_id;
  OnbEvidence *evidence;

  for (guint i = 0; i < self->finding->evidence->len; i++)
    {
      const OnbEvidence *there = g_ptr_array_index (self->finding->evidence, i);

      if (g_strcmp0 (there->url, exchange->url) == 0 && there->status == exchange->status &&
          g_strcmp0 (there->request_id, request_id) == 0)
        return;
    }

  evidence = g_new0 (OnbEvidence, 1);
  evidence->method = g_strdup (exchange->method);
  evidence->url = g_strdup (exchange->url);
  evidence->status = exchange->status;
  evidence->request_id = g_strdup (request_id);
  evidence->fault =
      exchange->fault != ONB_FAULT_NONE ? g_strdup (onb_fault_get_id (exchange->fault)) : NULL;
  evidence->says = g_strdup (observation->answer->text);
  evidence->ms = exchange->duration / 1000;
  g_ptr_array_add (self->finding->evidence, evidence);
}

void
onb_draft_add_observation (OnbDraft *self, const OnbObservation *observation)
{
  const OnbAnswer *answer = observation->answer;

  onb_draft_add_exchange (self, observation->exchange);
  onb_draft_add (self, ONB_VALUE_SAYS, answer->text);
  onb_draft_add (self, ONB_VALUE_ERROR, answer->error);
  onb_draft_add (self, ONB_VALUE_REASON, answer->reason);
  onb_draft_add (self, ONB_VALUE_ERROR_URI, answer->error_uri);
  onb_draft_add (self, ONB_VALUE_CORRELATION, answer->correlation_id);
  if (observation->stage != ONB_STAGE_TOKEN)
    onb_draft_add_version (self, observation->version);
  add_evidence (self, observation);
}

void
onb_draft_add_version (OnbDraft *self, OnbFhirVersion version)
{
  self->versions |= 1u << version;
}

void
onb_draft_add_cell (OnbDraft *self, guint scope, OnbFhirVersion version)
{
  g_return_if_fail (scope < self->cells->len);

  g_array_index (self->cells, guint, scope) |= 1u << version;
  onb_draft_add_version (self, version);
}

static void
append_versions (GString *text, guint versions)
{
  gboolean first = TRUE;

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if ((versions & (1u << v)) != 0)
      {
        g_string_append_printf (text, "%s%s", first ? "" : ", ",
                                onb_fhir_version_get_title ((OnbFhirVersion) v));
        first = FALSE;
      }
}

/* "system/Slot.read, system/Patient.read (R4); system/Patient.read (DSTU 2)" would say it twice, so that
 * scopes are put together by the versions that they share: each pair that is meant, and no other. */
static void
append_cells (const OnbDraft *self, GString *text)
{
  for (guint mask = (1u << ONB_N_FHIR_VERSIONS) - 1; mask > 0; mask--)
    {
      guint n = 0;

      for (guint i = 0; i < self->cells->len; i++)
        if (g_array_index (self->cells, guint, i) == mask)
          {
            const OnbPlanScope *scope = g_ptr_array_index (self->plan->scopes, i);

            if (text->len > 0)
              g_string_append (text, n == 0 ? "; " : ", ");
            g_string_append (text, scope->name);
            n++;
          }

      if (n == 0)
        continue;

      g_string_append (text, " (");
      append_versions (text, mask);
      g_string_append_c (text, ')');
    }
}

static void
append_scopes (const OnbDraft *self, GString *text)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (g_array_index (self->cells, guint, i) != 0)
      {
        const OnbPlanScope *scope = g_ptr_array_index (self->plan->scopes, i);

        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", scope->name);
      }
}

static const char *
name_in_plan (const OnbCheckPlan *plan, OnbValue name)
{
  const char *const names[ONB_N_VALUES] = {
    [ONB_VALUE_SYSTEM] = plan->system,
    [ONB_VALUE_MAKER] = plan->maker,
    [ONB_VALUE_CLIENT_ID] = plan->client_id,
    [ONB_VALUE_CLIENT_SECRET] = plan->client_secret,
    [ONB_VALUE_APPLICATION_ID] = plan->application_id,
    [ONB_VALUE_DIRECTORY] = plan->directory,
  };

  return names[name];
}

/* NULL where nothing is known. */
static char *
value_of (const OnbDraft *self, OnbValue name)
{
  GString *text = g_string_new (NULL);
  GPtrArray *values = self->values[name];

  if (name == ONB_VALUE_CELLS)
    append_cells (self, text);
  else if (name == ONB_VALUE_SCOPES)
    append_scopes (self, text);
  else if (name == ONB_VALUE_VERSIONS)
    append_versions (text, self->versions);
  else if (self->plan != NULL && name_in_plan (self->plan, name) != NULL)
    g_string_append (text, name_in_plan (self->plan, name));

  for (guint i = 0; values != NULL && i < values->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (values, i));

  return g_string_free (text, text->len == 0);
}

gboolean
onb_value_from_name (const char *name, OnbValue *value)
{
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  for (guint i = 0; i < ONB_N_VALUES; i++)
    if (strcmp (value_names[i], name) == 0)
      {
        *value = (OnbValue) i;
        return TRUE;
      }

  return FALSE;
}

/* Appends a part of a sentence. Returns whether all of its names had a value. */
static gboolean
append_filled (const OnbDraft *self, GString *filled, const char *text, gsize length)
{
  const char *end = text + length;
  gboolean complete = TRUE;

  while (text < end)
    {
      const char *close = *text == '{' ? memchr (text, '}', (gsize) (end - text)) : NULL;
      g_autofree char *name =
          close != NULL ? g_strndup (text + 1, (gsize) (close - text - 1)) : NULL;
      g_autofree char *value = NULL;
      OnbValue which;

      if (name == NULL || !onb_value_from_name (name, &which))
        {
          g_string_append_c (filled, *text++);
          continue;
        }

      value = value_of (self, which);
      if (value != NULL)
        {
          g_autofree char *quoted = onb_bidi_isolate (value);

          g_string_append (filled, quoted);
        }
      else
        {
          /* Translators: stands where a server gave no reason, id or text. */
          g_string_append (filled, _ ("not provided"));
          complete = FALSE;
        }
      text = close + 1;
    }

  return complete;
}

char *
onb_draft_fill_in (const OnbDraft *self, const char *text)
{
  const char *sentence = _ (text);
  GString *filled = g_string_new (NULL);

  while (*sentence != '\0')
    {
      const char *open = strchr (sentence, '[');
      const char *close = open != NULL ? strchr (open, ']') : NULL;
      gsize before;

      if (close == NULL)
        {
          append_filled (self, filled, sentence, strlen (sentence));
          break;
        }

      append_filled (self, filled, sentence, (gsize) (open - sentence));
      before = filled->len;
      if (!append_filled (self, filled, open + 1, (gsize) (close - open - 1)))
        g_string_truncate (filled, before);
      sentence = close + 1;
    }

  return g_string_free (filled, FALSE);
}

/* NULL where there are none. */
static char **
list_names (const OnbDraft *self)
{
  static const OnbValue named[] = {
    ONB_VALUE_HOST,   ONB_VALUE_PROXY,     ONB_VALUE_ENDPOINT_HOST, ONB_VALUE_ENDPOINT,
    ONB_VALUE_ISSUER, ONB_VALUE_AUTHORITY, ONB_VALUE_LOCATION,
  };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      const GPtrArray *values = self->values[named[i]];

      for (guint v = 0; values != NULL && v < values->len; v++)
        {
          const char *value = g_ptr_array_index (values, v);

          if (!g_ptr_array_find_with_equal_func (names, value, g_str_equal, NULL))
            g_ptr_array_add (names, g_strdup (value));
        }
    }
  if (names->len == 0)
    return NULL;

  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

void
onb_draft_write (OnbDraft *self)
{
  const char *advice;
  OnbFinding *finding;

  g_return_if_fail (self != NULL);

  finding = self->finding;
  finding->title = onb_draft_fill_in (self, self->row->title);
  finding->cause = onb_draft_fill_in (self, self->row->cause);
  finding->fix = onb_draft_fill_in (self, self->row->fix);
  finding->names = list_names (self);

  advice = onb_sandbox_is_flatpak () ? onb_sandbox_get_advice (finding->id) : NULL;
  if (advice != NULL)
    {
      g_autofree char *fix = g_steal_pointer (&finding->fix);

      finding->fix = g_strconcat (fix, " ", advice, NULL);
    }
}

OnbDraft *
onb_drafts_raise (GPtrArray *drafts,
                  const OnbCheckPlan *plan,
                  OnbDiagnosisId id,
                  OnbSeverity severity,
                  const OnbObservation *observation)
{
  const OnbDiagnosis *row = onb_diagnosis_get (id);
  OnbDraft *draft = NULL;

  g_return_val_if_fail (drafts != NULL, NULL);

  for (guint i = 0; i < drafts->len && draft == NULL; i++)
    {
      OnbDraft *there = g_ptr_array_index (drafts, i);

      draft = there->row == row ? there : NULL;
    }

  if (draft == NULL)
    {
      draft = onb_draft_new (id, plan);
      draft->finding->severity = severity;
      g_ptr_array_add (drafts, draft);
    }

  draft->finding->severity = MAX (draft->finding->severity, severity);
  if (observation != NULL)
    onb_draft_add_observation (draft, observation);

  return draft;
}

static gint
by_severity (gconstpointer a, gconstpointer b)
{
  const OnbDraft *first = *(const OnbDraft *const *) a;
  const OnbDraft *second = *(const OnbDraft *const *) b;

  if (first->finding->severity != second->finding->severity)
    return (gint) second->finding->severity - (gint) first->finding->severity;

  return (gint) first->row->id - (gint) second->row->id;
}

void
onb_drafts_sort (GPtrArray *drafts)
{
  g_return_if_fail (drafts != NULL);

  g_ptr_array_sort (drafts, by_severity);
}

void
onb_drafts_take_findings (GPtrArray *drafts, GPtrArray *findings)
{
  g_return_if_fail (drafts != NULL);
  g_return_if_fail (findings != NULL);

  for (guint i = 0; i < drafts->len; i++)
    {
      OnbDraft *draft = g_ptr_array_index (drafts, i);

      g_ptr_array_add (findings, g_steal_pointer (&draft->finding));
    }
}
