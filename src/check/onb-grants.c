/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-grants.h"

static const OnbPlanScope *
scope_at (const OnbCheckPlan *plan, guint index)
{
  return g_ptr_array_index (plan->scopes, index);
}

/* What a token grants. RFC 6749 §5.1: an answer that does not say it grants what was asked for. */
static char *
granted_by (const OnbCheckPlan *plan, const OnbObservation *token)
{
  GString *granted;

  if (token->answer->scope != NULL || token->answer->scope_is_unreadable)
    return g_strdup (token->answer->scope != NULL ? token->answer->scope : "");

  granted = g_string_new (NULL);
  for (guint i = 0; i < plan->scopes->len; i++)
    if (token->scope == ONB_ALL_SCOPES || (guint) token->scope == i)
      g_string_append_printf (granted, "%s ", scope_at (plan, i)->name);

  return g_string_free (granted, FALSE);
}

static gboolean
covers_any (const OnbCheckPlan *plan, const char *granted)
{
  for (guint i = 0; i < plan->scopes->len; i++)
    if (onb_scope_get_letters (granted, scope_at (plan, i)->resource) != 0)
      return TRUE;

  return FALSE;
}

gboolean
onb_token_grants (const OnbCheckPlan *plan, const OnbObservation *token)
{
  g_autofree char *granted = NULL;

  g_return_val_if_fail (plan != NULL, FALSE);
  g_return_val_if_fail (token != NULL, FALSE);

  granted = granted_by (plan, token);
  return token->answer->scope_is_unreadable || covers_any (plan, granted);
}

OnbGrants *
onb_grants_new (const OnbCheckPlan *plan, GPtrArray *observations)
{
  OnbGrants *self;
  g_autoptr (GString) scopes = g_string_new (NULL);
  gboolean every_single = TRUE;

  g_return_val_if_fail (plan != NULL, NULL);
  g_return_val_if_fail (observations != NULL, NULL);

  self = g_new0 (OnbGrants, 1);
  self->all =
      onb_observations_find (observations, ONB_STAGE_TOKEN, 0, ONB_SMART_V1, ONB_ALL_SCOPES);
  self->again =
      onb_observations_find (observations, ONB_STAGE_TOKEN, 0, ONB_SMART_V2, ONB_ALL_SCOPES);

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *token = g_ptr_array_index (observations, i);
      g_autofree char *granted = NULL;

      if (token->stage != ONB_STAGE_TOKEN || !onb_observation_went_well (token))
        continue;

      granted = granted_by (plan, token);
      g_string_append_printf (scopes, "%s ", granted);
      self->any = TRUE;
      self->unreadable = self->unreadable || token->answer->scope_is_unreadable;
      self->useful = self->useful || onb_token_grants (plan, token);
      self->smart_v2 =
          self->smart_v2 || (token->smart == ONB_SMART_V2 && covers_any (plan, granted));
    }
  self->scopes = g_string_free (g_steal_pointer (&scopes), FALSE);

  for (guint i = 0; i < plan->scopes->len; i++)
    {
      const OnbObservation *single =
          onb_observations_find (observations, ONB_STAGE_TOKEN, 0, ONB_SMART_V1, (int) i);

      every_single = every_single && single != NULL && onb_observation_went_well (single);
    }
  self->one_by_one = every_single && self->all != NULL && !onb_observation_went_well (self->all) &&
                     onb_diagnosis_asks_singly (self->all);
  return self;
}

void
onb_grants_free (OnbGrants *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->scopes);
  g_free (self);
}

guint
onb_grants_get_letters (const OnbGrants *self, const char *resource)
{
  g_return_val_if_fail (self != NULL, 0);

  return onb_scope_get_letters (self->scopes, resource);
}

guint
onb_grants_get_narrowed_letters (const OnbGrants *self, const char *resource)
{
  g_return_val_if_fail (self != NULL, 0);

  return onb_scope_get_narrowed_letters (self->scopes, resource);
}

gboolean
onb_grants_are_refused (GPtrArray *observations)
{
  gboolean singly = FALSE, refused = FALSE;

  g_return_val_if_fail (observations != NULL, FALSE);

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *token = g_ptr_array_index (observations, i);

      singly = singly || (token->stage == ONB_STAGE_TOKEN && token->scope != ONB_ALL_SCOPES);
    }

  for (guint i = 0; i < observations->len; i++)
    {
      const OnbObservation *token = g_ptr_array_index (observations, i);

      /* Where they were asked for singly, that tells more than what all of them together were told. */
      if (token->stage != ONB_STAGE_TOKEN || (singly && token->scope == ONB_ALL_SCOPES))
        continue;

      if (onb_observation_went_well (token) ||
          onb_diagnosis_match (token)->state != ONB_CELL_NOT_GRANTED)
        return FALSE;
      refused = TRUE;
    }

  return refused;
}

char **
onb_token_new_v2_scopes (const OnbCheckPlan *plan, GPtrArray *observations)
{
  g_autoptr (GPtrArray) scopes = NULL;
  const char *supported = NULL;

  g_return_val_if_fail (plan != NULL, NULL);
  g_return_val_if_fail (observations != NULL, NULL);

  for (guint i = 0; i < observations->len && supported == NULL; i++)
    {
      const OnbObservation *observation = g_ptr_array_index (observations, i);

      if (observation->stage == ONB_STAGE_SMART_CONFIGURATION)
        supported = observation->answer->scopes_supported;
    }

  scopes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < plan->scopes->len; i++)
    {
      char *widest = onb_scope_new_v2 (supported, scope_at (plan, i)->resource);

      if (widest != NULL && !g_ptr_array_find_with_equal_func (scopes, widest, g_str_equal, NULL))
        g_ptr_array_add (scopes, widest);
      else
        g_free (widest);
    }

  if (scopes->len == 0)
    return NULL;

  g_ptr_array_add (scopes, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&scopes), FALSE);
}
