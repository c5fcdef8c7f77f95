/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "wire/onb-json.h"

#include "fhir/onb-capabilities.h"

/* Where servers without a smart-configuration publish their token endpoint (SMART on FHIR, before
 * version 1.0). */
#define OAUTH_URIS "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"

static const struct
{
  const char *code;
  OnbInteractions interaction;
} interaction_codes[] = {
  { "read", ONB_INTERACTION_READ },     { "search-type", ONB_INTERACTION_SEARCH },
  { "create", ONB_INTERACTION_CREATE }, { "update", ONB_INTERACTION_UPDATE },
  { "patch", ONB_INTERACTION_PATCH },   { "delete", ONB_INTERACTION_DELETE },
};

static const char *
find_oauth_uri (JsonObject *rest)
{
  JsonArray *extensions = onb_json_get_array (onb_json_get_object (rest, "security"), "extension");
  JsonObject *outer;

  for (guint i = 0; (outer = onb_json_array_get_object (extensions, i)) != NULL; i++)
    {
      JsonArray *inner = onb_json_get_array (outer, "extension");
      JsonObject *extension;

      if (g_strcmp0 (onb_json_get_string (outer, "url"), OAUTH_URIS) != 0)
        continue;

      for (guint j = 0; (extension = onb_json_array_get_object (inner, j)) != NULL; j++)
        if (g_strcmp0 (onb_json_get_string (extension, "url"), "token") == 0)
          return onb_json_get_string (extension, "valueUri");
    }

  return NULL;
}

static OnbInteractions
read_interactions (JsonObject *resource)
{
  JsonArray *array = onb_json_get_array (resource, "interaction");
  OnbInteractions interactions = 0;
  JsonObject *interaction;

  for (guint i = 0; (interaction = onb_json_array_get_object (array, i)) != NULL; i++)
    {
      const char *code = onb_json_get_string (interaction, "code");

      for (guint j = 0; j < G_N_ELEMENTS (interaction_codes); j++)
        if (g_strcmp0 (code, interaction_codes[j].code) == 0)
          interactions |= interaction_codes[j].interaction;
    }

  return interactions;
}

/* The parts of a statement that describe a server, not a client. */
static GPtrArray *
list_servers (JsonObject *statement)
{
  JsonArray *parts = onb_json_get_array (statement, "rest");
  GPtrArray *servers = g_ptr_array_new ();
  JsonObject *rest;

  for (guint i = 0; (rest = onb_json_array_get_object (parts, i)) != NULL; i++)
    if (g_strcmp0 (onb_json_get_string (rest, "mode"), "client") != 0)
      g_ptr_array_add (servers, rest);

  return servers;
}

GPtrArray *
onb_capabilities_list_token_endpoints (JsonObject *statement)
{
  g_autoptr (GPtrArray) servers = NULL;
  GPtrArray *endpoints;

  g_return_val_if_fail (statement != NULL, NULL);

  servers = list_servers (statement);
  endpoints = g_ptr_array_new ();
  for (guint i = 0; i < servers->len; i++)
    {
      const char *uri = find_oauth_uri (g_ptr_array_index (servers, i));

      if (uri != NULL)
        g_ptr_array_add (endpoints, (gpointer) uri);
    }

  return endpoints;
}

static void
add_interactions (GHashTable *interactions, JsonObject *rest)
{
  JsonArray *resources = onb_json_get_array (rest, "resource");
  JsonObject *resource;

  for (guint i = 0; (resource = onb_json_array_get_object (resources, i)) != NULL; i++)
    {
      const char *type = onb_json_get_string (resource, "type");
      gpointer known;

      if (type == NULL)
        continue;

      known = g_hash_table_lookup (interactions, type);
      g_hash_table_insert (interactions, g_strdup (type),
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (known) |
                                             read_interactions (resource)));
    }
}

GHashTable *
onb_capabilities_read_interactions (JsonObject *statement)
{
  g_autoptr (GPtrArray) servers = NULL;
  GHashTable *interactions;

  g_return_val_if_fail (statement != NULL, NULL);

  servers = list_servers (statement);
  interactions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < servers->len; i++)
    add_interactions (interactions, g_ptr_array_index (servers, i));

  return interactions;
}
