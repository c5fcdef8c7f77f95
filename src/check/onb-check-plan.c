/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "wire/onb-host.h"

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

static void
take_token_host (OnbCheckPlan *self, OnbGuide *guide)
{
  GPtrArray *named = onb_guide_get_hosts (guide);

  for (guint i = 0; i < named->len && self->token_host == NULL; i++)
    {
      const OnbGuideHost *named_host = g_ptr_array_index (named, i);
      g_autoptr (OnbHost) host = named_host->speaks == ONB_GUIDE_SPEAKS_OAUTH
                                     ? onb_host_parse_url (named_host->address)
                                     : NULL;

      if (host != NULL)
        self->token_host = onb_host_to_string (host);
    }
}

/* What a finding calls things, so that it can be found in the EHR's own console. */
static void
take_names (OnbCheckPlan *self, OnbGuide *guide)
{
  const OnbGuideEnablement *enablement = onb_guide_get_enablement (guide);

  self->system = g_strdup (onb_guide_get_system (guide));
  self->maker = g_strdup (onb_guide_get_maker (guide));
  self->client_id = g_strdup (onb_guide_get_credential_label (guide, FALSE));
  self->client_secret = g_strdup (onb_guide_get_credential_label (guide, TRUE));
  if (enablement != NULL)
    self->application_id = g_strdup (enablement->identifier);
  if (onb_guide_get_directory (guide) != NULL)
    self->directory = g_strdup (self->maker);
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
  take_names (self, guide);
  take_token_host (self, guide);
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
  g_free (self->system);
  g_free (self->maker);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->application_id);
  g_free (self->directory);
  g_free (self->token_host);
}

void
onb_check_plan_unref (OnbCheckPlan *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) plan_clear);
}
