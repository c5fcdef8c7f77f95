/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "practice/onb-practice.h"

G_BEGIN_DECLS

/* What the parts of the simulated Millennium share: the server and its routes, the FHIR server, and
 * the authorization server. */

struct _OnbPractice
{
  GObject parent_instance;

  SoupServer *server;
  const OnbScenario *scenario;
  guint latency;
  guint port;
  gboolean is_https;
  /* A new token a run: one that was kept somewhere opens nothing later. */
  char *token;
  guint n_requests;
  /* Of the scenario that is played. */
  guint n_granted;
  guint n_refused;
};

/**
 * OnbPracticeResource: a resource type, and what can be done with it.
 * @interactions: FHIR's codes, with %NULL at the end; none where a version does not have the type
 */
typedef struct
{
  const char *type;
  const char *interactions[ONB_N_FHIR_VERSIONS][6];
} OnbPracticeResource;

#define ONB_PRACTICE_N_RESOURCES 8

extern const OnbPracticeResource onb_practice_resources[ONB_PRACTICE_N_RESOURCES];

/**
 * onb_practice_answer_fhir:
 * @version: which FHIR the answer is in
 * @tenant: the part of the path that names the tenant
 * @rest: the path after it
 *
 * Answers a request to the FHIR server: discovery and searches.
 */
void onb_practice_answer_fhir (OnbPractice *self,
                               SoupServerMessage *message,
                               OnbFhirVersion version,
                               const char *tenant,
                               const char *rest);

/** onb_practice_answer_token: Answers a request to the token endpoint. */
void onb_practice_answer_token (OnbPractice *self, SoupServerMessage *message);

/**
 * onb_practice_new_v2_scope:
 *
 * Returns: (transfer full): the widest scope of SMART v2 for @resource, as Millennium has them:
 *   nothing can be deleted
 */
char *onb_practice_new_v2_scope (OnbPractice *self, const OnbPracticeResource *resource);

/**
 * onb_practice_may_search:
 *
 * Returns: whether a search for @type is let through, whatever the form in which its scope is
 *   registered
 */
gboolean onb_practice_may_search (OnbPractice *self, const char *type);

/**
 * onb_practice_answer_text:
 * @type: (nullable): media type of @text
 * @text: (nullable): the body; none where it is %NULL
 */
void onb_practice_answer_text (SoupServerMessage *message,
                               guint status,
                               const char *type,
                               const char *text);

/** onb_practice_answer_json: Answers with what @builder has built, as the media type @type. */
void onb_practice_answer_json (SoupServerMessage *message,
                               guint status,
                               const char *type,
                               JsonBuilder *builder);

/**
 * onb_practice_answer_played:
 * @body: (nullable): a body of a scenario, whose media type shows in how it begins
 */
void onb_practice_answer_played (SoupServerMessage *message, guint status, const char *body);

/** onb_practice_set_header: Sets a header of the answer; @value: (nullable): none where it is %NULL */
void onb_practice_set_header (SoupServerMessage *message, const char *name, const char *value);

G_END_DECLS
