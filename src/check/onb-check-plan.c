/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-check-plan.h"

static void
plan_scope_free (OnbPlanScope *scope)
{
  g_free (scope->name);
  g_free (scope->resource);
  g_free (scope);
}

static void
add_scope (OnbCheckPlan *self, const OnbGuideScope *scope, OnbAccess access)
{
  OnbPlanScope *added = g_new0 (OnbPlanScope, 1);

  added->name = onb_scope_new (scope->resource, access);
  added->resource = g_strdup (scope->resource);
  added->access = access;
  added->required = scope->option == NULL;
  g_ptr_array_add (self->scopes, added);
}

static gboolean
take_step (const OnbGuideStep *step, const OnbGuideItem *item, gpointer plan)
{
  OnbCheckPlan *self = plan;

  if (item->kind == ONB_GUIDE_SCOPES)
    self->scopes_step = step->number;
  else if (item->kind == ONB_GUIDE_PRODUCTS)
    self->products_step = step->number;
  else if (item->kind == ONB_GUIDE_COPY)
    self->credentials_step = step->number;
  return FALSE;
}

OnbCheckPlan *
onb_check_plan_new (OnbGuide *guide, const char *const *options)
{
  OnbCheckPlan *self;
  GPtrArray *scopes, *products;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);

  self = g_atomic_rc_box_new0 (OnbCheckPlan);
  self->scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) plan_scope_free);

  scopes = onb_guide_get_scopes (guide);
  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbGuideScope *scope = g_ptr_array_index (scopes, i);

      if (scope->option != NULL && (options == NULL || !g_strv_contains (options, scope->option)))
        continue;

      if (scope->read)
        add_scope (self, scope, ONB_ACCESS_READ);
      if (scope->write)
        add_scope (self, scope, ONB_ACCESS_WRITE);
    }

  products = onb_guide_get_products (guide);
  for (guint i = 0; i < products->len; i++)
    {
      const OnbGuideProduct *product = g_ptr_array_index (products, i);
      OnbFhirVersion version;

      if (!onb_fhir_version_from_id (product->version, &version))
        continue;

      self->versions[version] = TRUE;
      self->retired[version] = product->retired;
    }

  onb_guide_find_item (guide, take_step, self);
  return self;
}

OnbCheckPlan *
onb_check_plan_ref (OnbCheckPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
plan_clear (OnbCheckPlan *self)
{
  g_ptr_array_unref (self->scopes);
}

void
onb_check_plan_unref (OnbCheckPlan *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) plan_clear);
}
