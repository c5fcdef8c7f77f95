/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-diagnosis-table.h"

G_BEGIN_DECLS

/**
 * OnbGrants: what the token requests come to, all of them together.
 * @all: (nullable): how the request for all scopes went
 * @again: (nullable): how the same went in the form of SMART v2
 * @any: whether there is a token at all
 * @useful: whether one of the scopes that were asked for is granted
 * @smart_v2: scopes were granted in the form of SMART v2, after none was in that of v1
 * @one_by_one: all scopes at once were refused, and each alone was granted
 * @unreadable: what a token grants is written in a way that cannot be read
 * @scopes: (not nullable): what was granted, with spaces between
 */
typedef struct
{
  const OnbObservation *all;
  const OnbObservation *again;
  gboolean any;
  gboolean useful;
  gboolean smart_v2;
  gboolean one_by_one;
  gboolean unreadable;
  char *scopes;
} OnbGrants;

/**
 * onb_grants_new:
 * @observations: (element-type OnbObservation): sorted observations
 *
 * Returns: (transfer full): what was granted
 */
OnbGrants *onb_grants_new (const OnbCheckPlan *plan, GPtrArray *observations);
void onb_grants_free (OnbGrants *self);

/**
 * onb_grants_get_letters:
 * @resource: a FHIR resource type
 *
 * Returns: #OnbLetters: what the tokens together allow
 */
guint onb_grants_get_letters (const OnbGrants *self, const char *resource);

/**
 * onb_grants_get_narrowed_letters:
 * @resource: a FHIR resource type
 *
 * Returns: #OnbLetters: what the tokens together allow for some of the resource's entries
 */
guint onb_grants_get_narrowed_letters (const OnbGrants *self, const char *resource);

/**
 * onb_grants_are_refused:
 * @observations: (element-type OnbObservation): sorted observations
 *
 * Returns: whether tokens were asked for, and all that were answered were refused for the scopes' sake
 */
gboolean onb_grants_are_refused (GPtrArray *observations);

/**
 * onb_token_grants:
 * @token: a token request that went well
 *
 * Returns: whether it grants one of the plan's scopes, as far as can be read
 */
gboolean onb_token_grants (const OnbCheckPlan *plan, const OnbObservation *token);

/**
 * onb_token_new_v2_scopes:
 * @observations: (element-type OnbObservation): sorted observations
 *
 * Returns: (transfer full) (nullable): what to ask for in the form of SMART v2, out of what the server
 *   publishes: for each resource the widest form, and where only reading is wanted what that needs;
 *   %NULL where it publishes nothing of it
 */
char **onb_token_new_v2_scopes (const OnbCheckPlan *plan, GPtrArray *observations);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbGrants, onb_grants_free)

G_END_DECLS
