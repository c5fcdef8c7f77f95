/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "check/onb-check-json.h"
#include "check/onb-draft.h"
#include "fhir/onb-scope.h"
#include "wire/onb-host.h"
#include "wire/onb-text.h"

#include "check/onb-foreign-result.h"

#define MAX_SCOPES 100
#define MAX_FINDINGS 50
#define MAX_EVIDENCE 50
#define MAX_STEP 999

static gboolean
matches (const char *text, const char *pattern)
{
  return text != NULL && g_regex_match_simple (pattern, text, G_REGEX_DOLLAR_ENDONLY, 0);
}

/* What is not as it should be goes. */
static void
require (char **text, const char *pattern)
{
  if (!matches (*text, pattern))
    g_clear_pointer (text, g_free);
}

static void
require_request_id (char **text)
{
  require (text, "^[A-Za-z0-9._:/+=-]{1,128}$");
}

static void
clean (char **text)
{
  char *line = *text != NULL ? onb_text_clean (*text, strlen (*text), ONB_TEXT_MAX) : NULL;

  g_free (*text);
  *text = line;
}

static void
require_host (char **text)
{
  g_autoptr (OnbHost) host = *text != NULL ? onb_host_parse (*text) : NULL;

  g_clear_pointer (text, g_free);
  *text = host != NULL ? onb_host_to_string (host) : NULL;
}

static void
require_url (char **text)
{
  g_autoptr (OnbHost) host = NULL;

  clean (text);
  host = *text != NULL && matches (*text, "^https?://") ? onb_host_parse_url (*text) : NULL;
  if (host == NULL)
    g_clear_pointer (text, g_free);
}

static gboolean
is_fault (const char *id)
{
  for (guint fault = 0; id != NULL && fault < ONB_N_FAULTS; fault++)
    if (g_strcmp0 (onb_fault_get_id ((OnbFault) fault), id) == 0)
      return TRUE;

  return FALSE;
}

static guint
status_or_none (guint status)
{
  return status >= 100 && status < 600 ? status : 0;
}

static gint64
duration_or_none (gint64 ms)
{
  return CLAMP (ms, 0, G_MAXINT32);
}

static OnbDiagnosisId
find_diagnosis (const char *name)
{
  const OnbDiagnosis *row;

  for (guint i = 0; (row = onb_diagnosis_at (i)) != NULL; i++)
    if (row->name != NULL && g_strcmp0 (row->name, name) == 0)
      return row->id;

  return ONB_DIAGNOSIS_NONE;
}

static void
restrict_length (GPtrArray *array, guint max)
{
  if (array->len > max)
    g_ptr_array_set_size (array, (gint) max);
}

static void
clean_scopes (OnbCheckResult *self)
{
  restrict_length (self->scopes, MAX_SCOPES);
  for (guint i = self->scopes->len; i > 0; i--)
    {
      OnbScopeResult *scope = g_ptr_array_index (self->scopes, i - 1);

      if (scope->scope == NULL || !onb_scope_is_well_formed (scope->scope))
        {
          g_ptr_array_remove_index (self->scopes, i - 1);
          continue;
        }

      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        {
          OnbCell *cell = &scope->cells[v];

          cell->http_status = status_or_none (cell->http_status);
          cell->ms = duration_or_none (cell->ms);
          require_request_id (&cell->request_id);
          if (find_diagnosis (cell->finding) == ONB_DIAGNOSIS_NONE)
            g_clear_pointer (&cell->finding, g_free);
        }
    }
}

static void
clean_evidence (OnbFinding *finding)
{
  restrict_length (finding->evidence, MAX_EVIDENCE);
  for (guint i = finding->evidence->len; i > 0; i--)
    {
      OnbEvidence *evidence = g_ptr_array_index (finding->evidence, i - 1);

      require (&evidence->method, "^(GET|POST|HEAD|OPTIONS|CONNECT)$");
      require_url (&evidence->url);
      if (evidence->method == NULL || evidence->url == NULL)
        {
          g_ptr_array_remove_index (finding->evidence, i - 1);
          continue;
        }

      evidence->status = status_or_none (evidence->status);
      evidence->ms = duration_or_none (evidence->ms);
      require_request_id (&evidence->request_id);
      if (!is_fault (evidence->fault))
        g_clear_pointer (&evidence->fault, g_free);
      g_clear_pointer (&evidence->says, g_free);
    }
}

/* In which scopes it was found: "system/Slot.read (R4)". */
static void
add_cells (OnbDraft *draft, OnbCheckResult *self, const char *id)
{
  for (guint i = 0; i < self->scopes->len; i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      {
        const OnbScopeResult *scope = g_ptr_array_index (self->scopes, i);
        g_autofree char *cell = g_strdup_printf ("%s (%s)", scope->scope,
                                                 onb_fhir_version_get_title ((OnbFhirVersion) v));

        if (g_strcmp0 (scope->cells[v].finding, id) != 0)
          continue;

        onb_draft_add (draft, ONB_VALUE_CELLS, cell);
        onb_draft_add (draft, ONB_VALUE_SCOPES, scope->scope);
        onb_draft_add_version (draft, (OnbFhirVersion) v);
      }
}

static void
set_words (OnbFinding *finding, char *title, char *cause, char *fix)
{
  g_free (finding->title);
  g_free (finding->cause);
  g_free (finding->fix);
  finding->title = title;
  finding->cause = cause;
  finding->fix = fix;
}

static void
write_words (OnbCheckResult *self, OnbFinding *finding, const OnbCheckPlan *plan)
{
  OnbDiagnosisId id = find_diagnosis (finding->id);
  OnbDraft *draft;

  if (id == ONB_DIAGNOSIS_NONE)
    {
      set_words (finding,
                 g_strdup (_ ("An issue that this version of Leyr Onboarding does not know")),
                 g_strdup (_ ("The support report comes from a newer version.")),
                 g_strdup (_ ("Update Leyr Onboarding, then open the support report again.")));
      return;
    }

  draft = onb_draft_new (id, plan);
  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const OnbEvidence *evidence = g_ptr_array_index (finding->evidence, i);
      g_autoptr (OnbHost) host = onb_host_parse_url (evidence->url);
      g_autofree char *name = host != NULL ? onb_host_to_string (host) : NULL;
      g_autofree char *status =
          evidence->status != 0 ? g_strdup_printf ("%u", evidence->status) : NULL;

      onb_draft_add (draft, ONB_VALUE_HOST, name);
      onb_draft_add (draft, ONB_VALUE_STATUS, status);
    }
  onb_draft_add (draft, ONB_VALUE_TENANT, self->tenant);
  onb_draft_add (draft, ONB_VALUE_ENDPOINT_HOST, finding->host);
  add_cells (draft, self, finding->id);
  set_words (finding, onb_draft_fill_in (draft, draft->row->title),
             onb_draft_fill_in (draft, draft->row->cause),
             onb_draft_fill_in (draft, draft->row->fix));
  onb_draft_free (draft);
}

static void
clean_findings (OnbCheckResult *self, const OnbCheckPlan *plan)
{
  restrict_length (self->findings, MAX_FINDINGS);
  for (guint i = self->findings->len; i > 0; i--)
    {
      OnbFinding *finding = g_ptr_array_index (self->findings, i - 1);

      if (!matches (finding->id, "^[a-z0-9]{1,30}(\\.[a-z0-9-]{1,60})$"))
        {
          g_ptr_array_remove_index (self->findings, i - 1);
          continue;
        }

      if (finding->step < 0 || finding->step > MAX_STEP)
        finding->step = 0;
      require_host (&finding->host);
      g_clear_pointer (&finding->names, g_strfreev);
      clean_evidence (finding);
      write_words (self, finding, plan);
    }
}

void
onb_foreign_result_name (OnbCheckResult *self, const OnbCheckPlan *plan)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (plan != NULL);

  for (guint i = 0; i < self->findings->len; i++)
    write_words (self, g_ptr_array_index (self->findings, i), plan);
}

OnbCheckResult *
onb_foreign_result_read (JsonNode *node, const OnbCheckPlan *plan)
{
  OnbCheckResult *self;

  g_return_val_if_fail (node != NULL, NULL);

  self = onb_check_result_from_json (node);
  if (self == NULL)
    return NULL;

  self->duration_ms = duration_or_none (self->duration_ms);
  clean (&self->clinic);
  require (&self->tenant, "^[A-Za-z0-9._~-]{1,128}$");
  require_host (&self->fhir_host);
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      require_url (&self->versions[v].base_url);
      require (&self->versions[v].fhir_version, "^[0-9.]{1,20}$");
    }
  clean_scopes (self);
  clean_findings (self, plan);
  return self;
}
