/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "check/onb-offers.h"

/* Writing is offered where anything can be written: what exactly, the live test tells. */
static OnbCellState
find_offer (const OnbVersionFacts *version, const OnbPlanScope *scope)
{
  OnbInteractions interactions = 0;

  if (!version->planned)
    return ONB_CELL_UNTESTED;
  if (version->gone != ONB_DIAGNOSIS_NONE)
    return ONB_CELL_NOT_OFFERED;
  if (version->statement != ONB_STATEMENT_READ)
    return ONB_CELL_UNTESTED;

  if (!onb_answer_get_interactions (version->metadata->answer, scope->resource, &interactions))
    return ONB_CELL_NOT_OFFERED;

  return scope->access == ONB_ACCESS_READ || (interactions & ONB_INTERACTIONS_WRITE) != 0
             ? ONB_CELL_WORKS
             : ONB_CELL_NOT_OFFERED;
}

gboolean
onb_offers_are_complete (const OnbVersionFacts *version, const OnbCheckPlan *plan)
{
  g_return_val_if_fail (version != NULL, FALSE);
  g_return_val_if_fail (plan != NULL, FALSE);

  if (version->mismatch)
    return FALSE;

  for (guint i = 0; i < plan->scopes->len; i++)
    {
      const OnbPlanScope *scope = g_ptr_array_index (plan->scopes, i);

      if (scope->required && find_offer (version, scope) != ONB_CELL_WORKS)
        return FALSE;
    }

  return TRUE;
}

/* Scopes by the form that they are written in: what stands after the last dot is a word in SMART v1,
 * letters in v2. */
static void
sort_by_form (const char *supported, GString **forms)
{
  g_auto (GStrv) scopes = onb_scope_split (supported);

  for (guint i = 0; scopes[i] != NULL; i++)
    {
      const char *dot = strrchr (scopes[i], '.');
      gboolean v2;

      if (dot == NULL || dot[1] == '\0')
        continue;

      v2 = strspn (dot + 1, "cruds") == strlen (dot + 1);
      g_string_append_printf (forms[v2 ? ONB_SMART_V2 : ONB_SMART_V1], "%s ", scopes[i]);
    }
}

static gboolean
covers (const char *published, const OnbPlanScope *scope)
{
  guint letters = onb_scope_get_letters (published, scope->resource);

  return scope->access == ONB_ACCESS_READ
             ? (letters & ONB_LETTER_READ) != 0 && (letters & ONB_LETTER_SEARCH) != 0
             : (letters & (ONB_LETTER_CREATE | ONB_LETTER_UPDATE)) != 0;
}

void
onb_offers_find (const OnbCheckPlan *plan, const OnbVersionFacts *versions, GPtrArray *scopes)
{
  GString *forms[ONB_SMART_V2 + 1];
  gboolean any = FALSE;

  g_return_if_fail (plan != NULL);
  g_return_if_fail (versions != NULL);
  g_return_if_fail (scopes != NULL);

  for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
    forms[f] = g_string_new (NULL);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      const OnbObservation *smart = versions[v].smart;

      if (smart == NULL || smart->answer->scopes_supported == NULL)
        continue;

      sort_by_form (smart->answer->scopes_supported, forms);
      any = TRUE;
    }

  for (guint i = 0; i < plan->scopes->len; i++)
    {
      const OnbPlanScope *wanted = g_ptr_array_index (plan->scopes, i);
      OnbPreflightScope *scope = g_new0 (OnbPreflightScope, 1);

      scope->scope = g_strdup (wanted->name);
      scope->required = wanted->required;
      scope->lists_scopes = any;
      for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
        if (covers (forms[f]->str, wanted))
          scope->published |= 1u << f;
      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        scope->offered[v] = find_offer (&versions[v], wanted);
      g_ptr_array_add (scopes, scope);
    }

  for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
    g_string_free (forms[f], TRUE);
}
