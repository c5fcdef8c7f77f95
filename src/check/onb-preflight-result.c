/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "check/onb-check-json.h"
#include "check/onb-check-report.h"
#include "wire/onb-json.h"

#include "check/onb-preflight-result.h"

typedef struct
{
  const char *id;
  const char *title;
} Name;

static const Name verdicts[ONB_N_PREFLIGHT_VERDICTS] = {
  [ONB_PREFLIGHT_UNTESTED] = { "untested", N_ ("The network could not be checked completely") },
  [ONB_PREFLIGHT_CLEAR] = { "clear", N_ ("No network issues found") },
  [ONB_PREFLIGHT_OBSTRUCTED] = { "obstructed", N_ ("Issues found") },
};

static const Name subjects[ONB_N_PREFLIGHT_SUBJECTS] = {
  /* Translators: the name of a computer, as DNS servers know it. */
  [ONB_PREFLIGHT_NAME] = { "name", N_ ("Name") },
  [ONB_PREFLIGHT_PROXY] = { "proxy", N_ ("Proxy") },
  [ONB_PREFLIGHT_CONNECTION] = { "connection", N_ ("Connection") },
  [ONB_PREFLIGHT_TLS] = { "tls", N_ ("Encryption") },
  [ONB_PREFLIGHT_RESPONSE] = { "response", N_ ("Response") },
  [ONB_PREFLIGHT_FHIR_VERSION] = { "fhir-version", N_ ("FHIR version") },
  [ONB_PREFLIGHT_SCOPES] = { "scopes", N_ ("Scopes") },
  [ONB_PREFLIGHT_CLOCK] = { "clock", N_ ("Date and time") },
};

static const Name states[ONB_N_PREFLIGHT_STATES] = {
  [ONB_PREFLIGHT_UNKNOWN] = { "unknown", N_ ("Not known") },
  [ONB_PREFLIGHT_GOOD] = { "good", N_ ("Good") },
  [ONB_PREFLIGHT_NOTE] = { "note", N_ ("Note") },
  [ONB_PREFLIGHT_BAD] = { "bad", N_ ("Issue") },
};

G_DEFINE_BOXED_TYPE (OnbPreflightResult,
                     onb_preflight_result,
                     onb_preflight_result_ref,
                     onb_preflight_result_unref)

const char *
onb_preflight_verdict_get_id (OnbPreflightVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < ONB_N_PREFLIGHT_VERDICTS, NULL);

  return verdicts[verdict].id;
}

const char *
onb_preflight_verdict_get_title (OnbPreflightVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < ONB_N_PREFLIGHT_VERDICTS, NULL);

  return _ (verdicts[verdict].title);
}

const char *
onb_preflight_subject_get_id (OnbPreflightSubject subject)
{
  g_return_val_if_fail ((guint) subject < ONB_N_PREFLIGHT_SUBJECTS, NULL);

  return subjects[subject].id;
}

const char *
onb_preflight_subject_get_title (OnbPreflightSubject subject)
{
  g_return_val_if_fail ((guint) subject < ONB_N_PREFLIGHT_SUBJECTS, NULL);

  return _ (subjects[subject].title);
}

const char *
onb_preflight_state_get_id (OnbPreflightState state)
{
  g_return_val_if_fail ((guint) state < ONB_N_PREFLIGHT_STATES, NULL);

  return states[state].id;
}

const char *
onb_preflight_state_get_title (OnbPreflightState state)
{
  g_return_val_if_fail ((guint) state < ONB_N_PREFLIGHT_STATES, NULL);

  return _ (states[state].title);
}

static void
row_free (OnbPreflightRow *self)
{
  g_free (self->host);
  g_free (self->purpose);
  g_free (self->words);
  g_free (self->finding);
  g_free (self);
}

void
onb_preflight_scope_free (OnbPreflightScope *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->scope);
  g_free (self);
}

OnbPreflightResult *
onb_preflight_result_new (void)
{
  OnbPreflightResult *self = g_atomic_rc_box_new0 (OnbPreflightResult);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_preflight_scope_free);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_finding_free);
  return self;
}

OnbPreflightResult *
onb_preflight_result_ref (OnbPreflightResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
preflight_result_clear (OnbPreflightResult *self)
{
  g_clear_pointer (&self->started, g_date_time_unref);
  g_free (self->clinic);
  g_free (self->fhir_host);
  g_free (self->tenant);
  g_free (self->token_host);
  onb_version_results_clear (self->versions);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->scopes);
  g_ptr_array_unref (self->findings);
}

void
onb_preflight_result_unref (OnbPreflightResult *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) preflight_result_clear);
}

OnbPreflightRow *
onb_preflight_result_add_row (OnbPreflightResult *self,
                              const char *host,
                              const char *purpose,
                              OnbPreflightSubject subject,
                              OnbPreflightState state,
                              const char *words,
                              const char *finding)
{
  OnbPreflightRow *row;

  g_return_val_if_fail (self != NULL, NULL);

  row = g_new0 (OnbPreflightRow, 1);
  row->host = g_strdup (host);
  row->purpose = g_strdup (purpose);
  row->subject = subject;
  row->state = state;
  row->words = g_strdup (words != NULL ? words : "");
  row->finding = g_strdup (finding);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_rows (JsonBuilder *builder, OnbPreflightResult *self)
{
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const OnbPreflightRow *row = g_ptr_array_index (self->rows, i);

      json_builder_begin_object (builder);
      onb_json_add_string (builder, "host", row->host);
      onb_json_add_string (builder, "purpose", row->purpose);
      onb_json_add_string (builder, "subject", onb_preflight_subject_get_id (row->subject));
      onb_json_add_string (builder, "state", onb_preflight_state_get_id (row->state));
      onb_json_add_string (builder, "words", row->words);
      onb_json_add_string (builder, "finding", row->finding);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* The states are those that this look at the network can find. */
static const char *
get_offer_id (OnbCellState state)
{
  return state == ONB_CELL_WORKS         ? "offered"
         : state == ONB_CELL_NOT_OFFERED ? "not-offered"
                                         : "unknown";
}

static void
add_scopes (JsonBuilder *builder, OnbPreflightResult *self)
{
  static const char *const forms[] = { [ONB_SMART_V1] = "v1", [ONB_SMART_V2] = "v2" };

  json_builder_set_member_name (builder, "scopes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->scopes->len; i++)
    {
      const OnbPreflightScope *scope = g_ptr_array_index (self->scopes, i);

      json_builder_begin_object (builder);
      onb_json_add_string (builder, "scope", scope->scope);
      onb_json_add_boolean (builder, "required", scope->required);
      json_builder_set_member_name (builder, "smart");
      if (scope->lists_scopes)
        {
          json_builder_begin_array (builder);
          for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
            if ((scope->published & (1u << f)) != 0)
              json_builder_add_string_value (builder, forms[f]);
          json_builder_end_array (builder);
        }
      else
        {
          json_builder_add_null_value (builder);
        }
      json_builder_set_member_name (builder, "versions");
      json_builder_begin_object (builder);
      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        if (self->versions[v].tested)
          onb_json_add_string (builder, onb_fhir_version_get_id ((OnbFhirVersion) v),
                               get_offer_id (scope->offered[v]));
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonNode *
onb_preflight_result_to_json (OnbPreflightResult *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *started = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  started = g_date_time_format_iso8601 (self->started);

  json_builder_begin_object (builder);
  onb_json_add_string (builder, "schema", ONB_PREFLIGHT_SCHEMA);
  onb_json_add_string (builder, "started", started);
  onb_json_add_int (builder, "duration_ms", self->duration_ms);
  onb_json_add_boolean (builder, "practice", self->practice);
  json_builder_set_member_name (builder, "clinic");
  json_builder_begin_object (builder);
  onb_json_add_string (builder, "name", self->clinic);
  onb_json_add_string (builder, "fhir_host", self->fhir_host);
  onb_json_add_string (builder, "tenant", self->tenant);
  onb_json_add_string (builder, "token_host", self->token_host);
  json_builder_end_object (builder);
  onb_json_add_string (builder, "verdict", onb_preflight_verdict_get_id (self->verdict));
  add_rows (builder, self);
  onb_version_results_to_json (self->versions, builder);
  add_scopes (builder, self);
  onb_findings_to_json (self->findings, builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static void
append_rows (GString *text, OnbPreflightResult *self)
{
  const char *host = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const OnbPreflightRow *row = g_ptr_array_index (self->rows, i);

      if (i == 0 || g_strcmp0 (host, row->host) != 0)
        {
          g_string_append_printf (text, "\n%s\n",
                                  row->host != NULL ? row->host : _ ("This computer"));
          if (row->purpose != NULL && row->purpose[0] != '\0')
            g_string_append_printf (text, "  (%s)\n", row->purpose);
        }
      host = row->host;
      g_string_append (text, "  ");
      /* Translators: what something is called, and what it is. */
      g_string_append_printf (text, _ ("%s: %s"), onb_preflight_subject_get_title (row->subject),
                              onb_preflight_state_get_title (row->state));
      g_string_append_printf (text, ". %s\n", row->words);
    }
}

char *
onb_preflight_result_to_text (OnbPreflightResult *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  if (self->practice)
    g_string_append_printf (text, "%s\n\n", onb_check_report_get_practice_note ());

  if (self->clinic != NULL)
    g_string_append_printf (text, "%s\n", self->clinic);
  if (self->fhir_host != NULL)
    g_string_append_printf (text, "%s  %s\n\n", self->fhir_host, self->tenant);
  g_string_append_printf (text, "%s.\n", onb_preflight_verdict_get_title (self->verdict));
  append_rows (text, self);

  for (guint i = 0; i < self->findings->len; i++)
    onb_finding_append_text (g_ptr_array_index (self->findings, i), text);

  return g_string_free (text, FALSE);
}
