/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * OnbInteractions: what a capability statement declares for a resource type.
 */
typedef enum
{
  ONB_INTERACTION_READ = 1 << 0,
  ONB_INTERACTION_SEARCH = 1 << 1,
  ONB_INTERACTION_CREATE = 1 << 2,
  ONB_INTERACTION_UPDATE = 1 << 3,
  ONB_INTERACTION_PATCH = 1 << 4,
  ONB_INTERACTION_DELETE = 1 << 5,
} OnbInteractions;

#define ONB_INTERACTIONS_WRITE                                                                     \
  (ONB_INTERACTION_CREATE | ONB_INTERACTION_UPDATE | ONB_INTERACTION_PATCH | ONB_INTERACTION_DELETE)

/**
 * onb_capabilities_list_token_endpoints:
 * @statement: a CapabilityStatement, or a Conformance as it was called in DSTU 2
 *
 * Returns: (transfer container) (element-type utf8): what it says of where tokens are to be had, once for
 *   each of its parts that says so; lives as long as @statement
 */
GPtrArray *onb_capabilities_list_token_endpoints (JsonObject *statement);

/**
 * onb_capabilities_read_interactions:
 * @statement: a CapabilityStatement or a Conformance
 *
 * Returns: (transfer full): resource type -> #OnbInteractions, of all its parts that describe a server
 */
GHashTable *onb_capabilities_read_interactions (JsonObject *statement);

G_END_DECLS
