/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "wire/onb-json.h"

#include "check/onb-check-result.h"

G_DEFINE_BOXED_TYPE (OnbCheckResult, onb_check_result, onb_check_result_ref, onb_check_result_unref)

typedef struct
{
  const char *id;
  const char *title;
} Name;

static const struct
{
  const char *id;
  const char *title;
  const char *explanation;
} verdicts[ONB_N_VERDICTS] = {
  [ONB_VERDICT_READY] = { "ready", N_ ("Ready"),
                          N_ ("Everything Leyr needs is set up. You can now add the clinic to "
                              "Leyr.") },
  [ONB_VERDICT_READY_WITH_WARNINGS] = { "ready-with-warnings", N_ ("Ready, with warnings"),
                                        N_ ("You can add the clinic to Leyr. Read the warnings "
                                            "below first.") },
  [ONB_VERDICT_NOT_READY] = { "not-ready", N_ ("Not ready"),
                              N_ ("Something Leyr needs does not work yet. See below what to "
                                  "do.") },
  [ONB_VERDICT_UNTESTED] = { "untested", N_ ("Test not completed"),
                             N_ ("The test could not be completed, so it says nothing certain "
                                 "about the credentials.") },
};

static const Name cell_states[ONB_N_CELL_STATES] = {
  [ONB_CELL_UNTESTED] = { "untested", N_ ("Not tested") },
  [ONB_CELL_WORKS] = { "works", N_ ("Works") },
  [ONB_CELL_GRANTED] = { "granted", N_ ("Granted (not tested)") },
  [ONB_CELL_NOT_GRANTED] = { "not-granted", N_ ("Not granted") },
  [ONB_CELL_REFUSED] = { "refused", N_ ("Denied") },
  [ONB_CELL_NOT_OFFERED] = { "not-offered", N_ ("Not available") },
  [ONB_CELL_FAILED] = { "failed", N_ ("Failed") },
};

static const Name version_states[ONB_N_VERSION_STATES] = {
  [ONB_VERSION_UNTESTED] = { "untested", N_ ("Not tested") },
  [ONB_VERSION_WORKS] = { "works", N_ ("Works") },
  [ONB_VERSION_PARTIAL] = { "partial", N_ ("Partly works") },
  [ONB_VERSION_REFUSED] = { "refused", N_ ("Denied") },
  [ONB_VERSION_RETIRED] = { "retired", N_ ("Retired") },
  [ONB_VERSION_UNREACHABLE] = { "unreachable", N_ ("Not available") },
};

static const Name severities[ONB_N_SEVERITIES] = {
  [ONB_SEVERITY_INFO] = { "info", N_ ("Note") },
  [ONB_SEVERITY_WARNING] = { "warning", N_ ("Warning") },
  [ONB_SEVERITY_ERROR] = { "error", N_ ("Error") },
};

const char *
onb_verdict_get_id (OnbVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < ONB_N_VERDICTS, NULL);

  return verdicts[verdict].id;
}

gboolean
onb_verdict_from_id (const char *id, OnbVerdict *verdict)
{
  for (guint i = 0; i < ONB_N_VERDICTS; i++)
    if (g_strcmp0 (verdicts[i].id, id) == 0)
      {
        *verdict = (OnbVerdict) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
onb_verdict_is_ready (OnbVerdict verdict)
{
  return verdict == ONB_VERDICT_READY || verdict == ONB_VERDICT_READY_WITH_WARNINGS;
}

const char *
onb_verdict_get_title (OnbVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < ONB_N_VERDICTS, NULL);

  return _ (verdicts[verdict].title);
}

const char *
onb_verdict_get_explanation (OnbVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < ONB_N_VERDICTS, NULL);

  return _ (verdicts[verdict].explanation);
}

/* Whether anything came of the credentials. */
static gboolean
knows_something (OnbCheckResult *self)
{
  for (guint i = 0; i < self->scopes->len; i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      {
        OnbCellState state =
            ((OnbScopeResult *) g_ptr_array_index (self->scopes, i))->cells[v].state;

        if (state == ONB_CELL_WORKS || state == ONB_CELL_GRANTED)
          return TRUE;
      }

  return FALSE;
}

const char *
onb_check_result_get_explanation (OnbCheckResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->verdict == ONB_VERDICT_UNTESTED && knows_something (self))
    return _ ("The test ended before it was complete. The credentials were accepted. Nothing is "
              "known about anything marked “Not tested”.");

  return onb_verdict_get_explanation (self->verdict);
}

const char *
onb_cell_state_get_id (OnbCellState state)
{
  g_return_val_if_fail ((guint) state < ONB_N_CELL_STATES, NULL);

  return cell_states[state].id;
}

gboolean
onb_cell_state_from_id (const char *id, OnbCellState *state)
{
  for (guint i = 0; i < ONB_N_CELL_STATES; i++)
    if (g_strcmp0 (cell_states[i].id, id) == 0)
      {
        *state = (OnbCellState) i;
        return TRUE;
      }

  return FALSE;
}

const char *
onb_cell_state_get_title (OnbCellState state)
{
  g_return_val_if_fail ((guint) state < ONB_N_CELL_STATES, NULL);

  return _ (cell_states[state].title);
}

const char *
onb_version_state_get_id (OnbVersionState state)
{
  g_return_val_if_fail ((guint) state < ONB_N_VERSION_STATES, NULL);

  return version_states[state].id;
}

const char *
onb_version_state_get_title (OnbVersionState state)
{
  g_return_val_if_fail ((guint) state < ONB_N_VERSION_STATES, NULL);

  return _ (version_states[state].title);
}

const char *
onb_severity_get_id (OnbSeverity severity)
{
  g_return_val_if_fail ((guint) severity < ONB_N_SEVERITIES, NULL);

  return severities[severity].id;
}

const char *
onb_severity_get_title (OnbSeverity severity)
{
  g_return_val_if_fail ((guint) severity < ONB_N_SEVERITIES, NULL);

  return _ (severities[severity].title);
}

void
onb_evidence_free (OnbEvidence *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->method);
  g_free (self->url);
  g_free (self->request_id);
  g_free (self->fault);
  g_free (self->says);
  g_free (self);
}

OnbFinding *
onb_finding_new (const char *id, OnbSeverity severity)
{
  OnbFinding *self = g_new0 (OnbFinding, 1);

  self->id = g_strdup (id);
  self->severity = severity;
  self->evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_evidence_free);
  return self;
}

void
onb_finding_free (OnbFinding *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->title);
  g_free (self->cause);
  g_free (self->fix);
  g_free (self->host);
  g_strfreev (self->names);
  g_ptr_array_unref (self->evidence);
  g_free (self);
}

static void
scope_result_free (OnbScopeResult *self)
{
  g_free (self->scope);
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      g_free (self->cells[v].request_id);
      g_free (self->cells[v].finding);
    }
  g_free (self);
}

OnbCheckResult *
onb_check_result_new (void)
{
  OnbCheckResult *self = g_atomic_rc_box_new0 (OnbCheckResult);

  self->verdict = ONB_VERDICT_UNTESTED;
  self->scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) scope_result_free);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_finding_free);
  return self;
}

OnbCheckResult *
onb_check_result_ref (OnbCheckResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
onb_version_results_clear (OnbVersionResult *versions)
{
  g_return_if_fail (versions != NULL);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      g_clear_pointer (&versions[v].base_url, g_free);
      g_clear_pointer (&versions[v].fhir_version, g_free);
    }
}

static void
check_result_clear (OnbCheckResult *self)
{
  g_clear_pointer (&self->started, g_date_time_unref);
  g_free (self->clinic);
  g_free (self->fhir_host);
  g_free (self->tenant);
  onb_version_results_clear (self->versions);
  g_ptr_array_unref (self->scopes);
  g_ptr_array_unref (self->findings);
}

void
onb_check_result_unref (OnbCheckResult *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) check_result_clear);
}

OnbFinding *
onb_findings_find (GPtrArray *findings, const char *id)
{
  g_return_val_if_fail (findings != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      OnbFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->id, id))
        return finding;
    }

  return NULL;
}

/* Numbers of which zero means that there is none. */
static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  if (value != 0)
    onb_json_add_int (builder, name, value);
  else
    onb_json_add_string (builder, name, NULL);
}

void
onb_version_results_to_json (const OnbVersionResult *versions, JsonBuilder *builder)
{
  g_return_if_fail (versions != NULL);
  g_return_if_fail (JSON_IS_BUILDER (builder));

  json_builder_set_member_name (builder, "versions");
  json_builder_begin_array (builder);
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      const OnbVersionResult *version = &versions[v];

      if (!version->tested)
        continue;

      json_builder_begin_object (builder);
      onb_json_add_string (builder, "version", onb_fhir_version_get_id ((OnbFhirVersion) v));
      onb_json_add_string (builder, "base_url", version->base_url);
      onb_json_add_string (builder, "state", onb_version_state_get_id (version->state));
      onb_json_add_string (builder, "fhir_version", version->fhir_version);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_scopes (JsonBuilder *builder, OnbCheckResult *self)
{
  json_builder_set_member_name (builder, "scopes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->scopes->len; i++)
    {
      const OnbScopeResult *scope = g_ptr_array_index (self->scopes, i);

      json_builder_begin_object (builder);
      onb_json_add_string (builder, "scope", scope->scope);
      onb_json_add_boolean (builder, "required", scope->required);
      json_builder_set_member_name (builder, "results");
      json_builder_begin_object (builder);
      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        {
          const OnbCell *cell = &scope->cells[v];

          if (!cell->tested)
            continue;

          json_builder_set_member_name (builder, onb_fhir_version_get_id ((OnbFhirVersion) v));
          json_builder_begin_object (builder);
          onb_json_add_string (builder, "state", onb_cell_state_get_id (cell->state));
          add_number (builder, "http_status", cell->http_status);
          onb_json_add_string (builder, "request_id", cell->request_id);
          onb_json_add_int (builder, "ms", cell->ms);
          onb_json_add_string (builder, "finding", cell->finding);
          json_builder_end_object (builder);
        }
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
onb_findings_to_json (GPtrArray *findings, JsonBuilder *builder)
{
  g_return_if_fail (findings != NULL);
  g_return_if_fail (JSON_IS_BUILDER (builder));

  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const OnbFinding *finding = g_ptr_array_index (findings, i);

      json_builder_begin_object (builder);
      onb_json_add_string (builder, "id", finding->id);
      onb_json_add_string (builder, "severity", onb_severity_get_id (finding->severity));
      onb_json_add_string (builder, "title", finding->title);
      onb_json_add_string (builder, "cause", finding->cause);
      onb_json_add_string (builder, "fix", finding->fix);
      add_number (builder, "step", finding->step);
      if (finding->host != NULL)
        onb_json_add_string (builder, "host", finding->host);
      if (finding->names != NULL)
        onb_json_add_strings (builder, "names", (const char *const *) finding->names);
      json_builder_set_member_name (builder, "evidence");
      json_builder_begin_array (builder);
      for (guint j = 0; j < finding->evidence->len; j++)
        {
          const OnbEvidence *evidence = g_ptr_array_index (finding->evidence, j);

          json_builder_begin_object (builder);
          onb_json_add_string (builder, "method", evidence->method);
          onb_json_add_string (builder, "url", evidence->url);
          add_number (builder, "http_status", evidence->status);
          onb_json_add_string (builder, "request_id", evidence->request_id);
          onb_json_add_string (builder, "fault", evidence->fault);
          onb_json_add_string (builder, "says", evidence->says);
          onb_json_add_int (builder, "ms", evidence->ms);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonNode *
onb_check_result_to_json (OnbCheckResult *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *started = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  started = g_date_time_format_iso8601 (self->started);

  json_builder_begin_object (builder);
  onb_json_add_string (builder, "schema", ONB_CHECK_SCHEMA);
  onb_json_add_string (builder, "started", started);
  onb_json_add_int (builder, "duration_ms", self->duration_ms);
  onb_json_add_boolean (builder, "practice", self->practice);
  json_builder_set_member_name (builder, "clinic");
  json_builder_begin_object (builder);
  onb_json_add_string (builder, "name", self->clinic);
  onb_json_add_string (builder, "fhir_host", self->fhir_host);
  onb_json_add_string (builder, "tenant", self->tenant);
  json_builder_end_object (builder);
  onb_json_add_string (builder, "verdict", onb_verdict_get_id (self->verdict));
  onb_version_results_to_json (self->versions, builder);
  add_scopes (builder, self);
  onb_findings_to_json (self->findings, builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static guint
index_of (const Name *names, guint n_names, const char *id)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i].id, id) == 0)
      return i;

  return 0;
}

static void
read_versions (OnbCheckResult *self, JsonArray *array)
{
  JsonObject *object;

  for (guint i = 0; (object = onb_json_array_get_object (array, i)) != NULL; i++)
    {
      const char *id = onb_json_get_string (object, "version");
      OnbFhirVersion v;

      if (id == NULL || !onb_fhir_version_from_id (id, &v) || self->versions[v].tested)
        continue;

      self->versions[v].tested = TRUE;
      self->versions[v].base_url = g_strdup (onb_json_get_string (object, "base_url"));
      self->versions[v].fhir_version = g_strdup (onb_json_get_string (object, "fhir_version"));
      self->versions[v].state = (OnbVersionState) index_of (version_states, ONB_N_VERSION_STATES,
                                                            onb_json_get_string (object, "state"));
    }
}

static void
read_scopes (OnbCheckResult *self, JsonArray *array)
{
  JsonObject *object;

  for (guint i = 0; (object = onb_json_array_get_object (array, i)) != NULL; i++)
    {
      JsonObject *results = onb_json_get_object (object, "results");
      const char *name = onb_json_get_string (object, "scope");
      OnbScopeResult *scope = g_new0 (OnbScopeResult, 1);

      scope->scope = g_strdup (name != NULL ? name : "");
      scope->required = json_object_get_boolean_member_with_default (object, "required", TRUE);
      g_ptr_array_add (self->scopes, scope);

      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        {
          OnbCell *cell = &scope->cells[v];
          JsonObject *result =
              onb_json_get_object (results, onb_fhir_version_get_id ((OnbFhirVersion) v));

          if (result == NULL)
            continue;

          cell->tested = TRUE;
          cell->state = (OnbCellState) index_of (cell_states, ONB_N_CELL_STATES,
                                                 onb_json_get_string (result, "state"));
          cell->http_status = (guint) onb_json_get_int (result, "http_status", 0);
          cell->request_id = g_strdup (onb_json_get_string (result, "request_id"));
          cell->ms = onb_json_get_int (result, "ms", 0);
          cell->finding = g_strdup (onb_json_get_string (result, "finding"));
        }
    }
}

static void
read_findings (OnbCheckResult *self, JsonArray *array)
{
  JsonObject *object;

  for (guint i = 0; (object = onb_json_array_get_object (array, i)) != NULL; i++)
    {
      const char *id = onb_json_get_string (object, "id");
      JsonArray *evidence = onb_json_get_array (object, "evidence");
      JsonObject *item;
      OnbFinding *finding =
          onb_finding_new (id != NULL ? id : "",
                           (OnbSeverity) index_of (severities, ONB_N_SEVERITIES,
                                                   onb_json_get_string (object, "severity")));

      finding->title = g_strdup (onb_json_get_string (object, "title"));
      finding->cause = g_strdup (onb_json_get_string (object, "cause"));
      finding->fix = g_strdup (onb_json_get_string (object, "fix"));
      finding->step = (int) onb_json_get_int (object, "step", 0);
      finding->names = onb_json_get_array (object, "names") != NULL
                           ? onb_json_get_strings (object, "names")
                           : NULL;
      g_ptr_array_add (self->findings, finding);

      for (guint j = 0; (item = onb_json_array_get_object (evidence, j)) != NULL; j++)
        {
          OnbEvidence *added = g_new0 (OnbEvidence, 1);

          added->method = g_strdup (onb_json_get_string (item, "method"));
          added->url = g_strdup (onb_json_get_string (item, "url"));
          added->status = (guint) onb_json_get_int (item, "http_status", 0);
          added->request_id = g_strdup (onb_json_get_string (item, "request_id"));
          added->fault = g_strdup (onb_json_get_string (item, "fault"));
          added->says = g_strdup (onb_json_get_string (item, "says"));
          added->ms = onb_json_get_int (item, "ms", 0);
          g_ptr_array_add (finding->evidence, added);
        }
    }
}

OnbCheckResult *
onb_check_result_from_json (JsonNode *node)
{
  g_autoptr (OnbCheckResult) self = onb_check_result_new ();
  JsonObject *object, *clinic;

  g_return_val_if_fail (node != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  object = json_node_get_object (node);
  if (g_strcmp0 (onb_json_get_string (object, "schema"), ONB_CHECK_SCHEMA) != 0 ||
      !onb_verdict_from_id (onb_json_get_string (object, "verdict"), &self->verdict))
    return NULL;

  self->started = onb_json_get_time (object, "started");
  if (self->started == NULL)
    return NULL;

  self->duration_ms = onb_json_get_int (object, "duration_ms", 0);
  self->practice = json_object_get_boolean_member_with_default (object, "practice", FALSE);
  clinic = onb_json_get_object (object, "clinic");
  self->clinic = g_strdup (onb_json_get_string (clinic, "name"));
  self->fhir_host = g_strdup (onb_json_get_string (clinic, "fhir_host"));
  self->tenant = g_strdup (onb_json_get_string (clinic, "tenant"));
  read_versions (self, onb_json_get_array (object, "versions"));
  read_scopes (self, onb_json_get_array (object, "scopes"));
  read_findings (self, onb_json_get_array (object, "findings"));

  return g_steal_pointer (&self);
}
