/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fhir/onb-fhir-version.h"
#include "fhir/onb-scope.h"
#include "guide/onb-guide.h"

G_BEGIN_DECLS

/**
 * OnbPlanScope: a scope to be tested.
 * @name: "system/Appointment.read"
 * @resource: "Appointment"
 * @required: whether every clinic needs it; an optional one is in the plan only where it was chosen
 */
typedef struct
{
  char *name;
  char *resource;
  OnbAccess access;
  gboolean required;
} OnbPlanScope;

/**
 * OnbCheckPlan: what a live test is to find out: scopes by FHIR versions.
 * @scopes: (element-type OnbPlanScope): in the guide's order, reads before writes of a resource
 * @versions: which versions
 * @retired: which versions the EHR's maker no longer supports: what they alone lack is nobody's fault
 * @scopes_step: the guide's step that checks scopes, 0 where there is none
 * @products_step: the step that selects the products, or 0
 * @credentials_step: the step that copies the credentials, or 0
 * @system: the EHR's own name
 * @maker: whoever makes it
 * @client_id: what its console calls the client ID
 * @client_secret: what its console calls the client secret
 * @application_id: (nullable): what its console calls the application's own number, where it shows one
 * @token_host: (nullable): the host that usually issues access tokens, where it is known
 * @directory: (nullable): whose list of clinics there is, where there is one
 */
typedef struct
{
  GPtrArray *scopes;
  gboolean versions[ONB_N_FHIR_VERSIONS];
  gboolean retired[ONB_N_FHIR_VERSIONS];
  int scopes_step;
  int products_step;
  int credentials_step;
  char *system;
  char *maker;
  char *client_id;
  char *client_secret;
  char *application_id;
  char *token_host;
  char *directory;
} OnbCheckPlan;

/**
 * onb_check_plan_new:
 * @guide: the guide that says what is needed
 * @options: (nullable) (array zero-terminated=1): ids of the guide's options that were chosen
 *
 * Returns: (transfer full): the plan for every version of which the guide has a product
 */
OnbCheckPlan *onb_check_plan_new (OnbGuide *guide, const char *const *options);

OnbCheckPlan *onb_check_plan_ref (OnbCheckPlan *self);
void onb_check_plan_unref (OnbCheckPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbCheckPlan, onb_check_plan_unref)

G_END_DECLS
