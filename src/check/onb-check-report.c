/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "check/onb-check-report.h"

/* Columns are counted in characters, not bytes: translations are not ASCII. */
static void
append_padded (GString *text, const char *column, glong width)
{
  glong length = g_utf8_strlen (column, -1);

  g_string_append (text, column);
  for (glong i = length; i < width; i++)
    g_string_append_c (text, ' ');
}

static void
append_table (GString *text, OnbCheckResult *result)
{
  glong scope_width = 0, cell_width = 0;

  for (guint i = 0; i < result->scopes->len; i++)
    {
      const OnbScopeResult *scope = g_ptr_array_index (result->scopes, i);

      scope_width = MAX (scope_width, g_utf8_strlen (scope->scope, -1));
    }
  for (guint s = 0; s < ONB_N_CELL_STATES; s++)
    cell_width = MAX (cell_width, g_utf8_strlen (onb_cell_state_get_title ((OnbCellState) s), -1));

  append_padded (text, _ ("Scope"), scope_width + 2);
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (result->versions[v].tested)
      append_padded (text, onb_fhir_version_get_title ((OnbFhirVersion) v), cell_width + 2);
  g_string_append_c (text, '\n');

  for (guint i = 0; i < result->scopes->len; i++)
    {
      const OnbScopeResult *scope = g_ptr_array_index (result->scopes, i);

      append_padded (text, scope->scope, scope_width + 2);
      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        if (scope->cells[v].tested)
          append_padded (text, onb_cell_state_get_title (scope->cells[v].state), cell_width + 2);
      while (text->len > 0 && text->str[text->len - 1] == ' ')
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, '\n');
    }
}

void
onb_finding_append_text (const OnbFinding *finding, GString *text)
{
  g_return_if_fail (finding != NULL);
  g_return_if_fail (text != NULL);

  g_string_append_c (text, '\n');
  /* Translators: how grave a finding is, and its title. */
  g_string_append_printf (text, _ ("%s: %s"), onb_severity_get_title (finding->severity),
                          finding->title);
  g_string_append_printf (text, " [%s]\n", finding->id);
  g_string_append_printf (text, "  %s\n", finding->cause);
  /* Translators: before the sentence that says what to do. */
  g_string_append_printf (text, "  %s %s\n", _ ("What to do:"), finding->fix);
  if (finding->step != 0)
    {
      g_string_append (text, "  ");
      /* Translators: the number of one of the guide's steps. */
      g_string_append_printf (text, _ ("Go back to step %d."), finding->step);
      g_string_append_c (text, '\n');
    }

  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const OnbEvidence *evidence = g_ptr_array_index (finding->evidence, i);

      g_string_append_printf (text, "    %s %s", evidence->method, evidence->url);
      if (evidence->status != 0)
        g_string_append_printf (text, " -> %u", evidence->status);
      if (evidence->fault != NULL)
        g_string_append_printf (text, " -> %s", evidence->fault);
      if (evidence->request_id != NULL)
        g_string_append_printf (text, " (%s)", evidence->request_id);
      g_string_append_c (text, '\n');
    }
}

const char *
onb_check_report_get_practice_note (void)
{
  return _ (
      "DEMO MODE: simulated Millennium on this computer. Nothing here is about a real clinic.");
}

char *
onb_check_report_to_text (OnbCheckResult *result)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (result != NULL, NULL);

  if (result->practice)
    g_string_append_printf (text, "%s\n\n", onb_check_report_get_practice_note ());

  if (result->clinic != NULL)
    g_string_append_printf (text, "%s\n", result->clinic);
  g_string_append_printf (text, "%s  %s\n\n", result->fhir_host, result->tenant);
  g_string_append_printf (text, "%s. %s\n\n", onb_verdict_get_title (result->verdict),
                          onb_check_result_get_explanation (result));

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (result->versions[v].tested)
      {
        /* Translators: what something is called, and what it is. */
        g_string_append_printf (text, _ ("%s: %s"), onb_fhir_version_get_title ((OnbFhirVersion) v),
                                onb_version_state_get_title (result->versions[v].state));
        g_string_append_printf (text, "  %s\n", result->versions[v].base_url);
      }
  g_string_append_c (text, '\n');
  append_table (text, result);

  for (guint i = 0; i < result->findings->len; i++)
    onb_finding_append_text (g_ptr_array_index (result->findings, i), text);

  return g_string_free (text, FALSE);
}
