/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "wire/onb-json.h"

#include "check/onb-check-json.h"

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
      onb_version_state_from_id (onb_json_get_string (object, "state"), &self->versions[v].state);
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
          onb_cell_state_from_id (onb_json_get_string (result, "state"), &cell->state);
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
      OnbFinding *finding = onb_finding_new (id != NULL ? id : "", ONB_SEVERITY_INFO);

      onb_severity_from_id (onb_json_get_string (object, "severity"), &finding->severity);
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
