/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fhir/onb-scope.h"
#include "wire/onb-json.h"

#include "practice/onb-practice-private.h"

#define READ "read"
#define SEARCH "search-type"
#define CREATE "create"
#define UPDATE "update"
#define PATCH "patch"

/* What Millennium offers, by Oracle's documentation of both versions. */
const OnbPracticeResource onb_practice_resources[ONB_PRACTICE_N_RESOURCES] = {
  { "Appointment", { { SEARCH, READ, CREATE, PATCH }, { SEARCH, READ, CREATE, UPDATE } } },
  { "Location", { { SEARCH, READ }, { NULL } } },
  { "Patient", { { SEARCH, READ, CREATE, PATCH }, { SEARCH, READ, CREATE } } },
  { "Practitioner", { { SEARCH, READ, CREATE }, { SEARCH, READ } } },
  { "Procedure", { { SEARCH, READ, CREATE }, { SEARCH, READ } } },
  { "Schedule", { { SEARCH, READ }, { SEARCH, READ } } },
  { "Slot", { { SEARCH, READ, PATCH }, { SEARCH, READ } } },
  { "DocumentReference", { { SEARCH, READ, CREATE, UPDATE }, { SEARCH, READ, CREATE } } },
};

/* As the client wrote it, so that it also works through a proxy or another name of this machine. */
static char *
own_url (SoupServerMessage *message, const char *path)
{
  GUri *uri = soup_server_message_get_uri (message);

  return g_strdup_printf ("%s://%s:%d%s", g_uri_get_scheme (uri), g_uri_get_host (uri),
                          g_uri_get_port (uri), path);
}

static char *
token_endpoint (OnbPractice *self, SoupServerMessage *message)
{
  if (self->scenario->token_endpoint != NULL)
    return g_strdup (self->scenario->token_endpoint);

  return own_url (message,
                  "/tenants/" ONB_PRACTICE_TENANT "/protocols/oauth2/profiles/smart-v1/token");
}

/* The widest scope of SMART v2 for a resource, as Millennium has them: nothing can be deleted. */
char *
onb_practice_new_v2_scope (OnbPractice *self, const OnbPracticeResource *resource)
{
  const char *const *interactions = resource->interactions[ONB_FHIR_R4];

  return g_strdup_printf (
      "system/%s.%sr%s%s", resource->type, g_strv_contains (interactions, CREATE) ? "c" : "",
      g_strv_contains (interactions, UPDATE) || g_strv_contains (interactions, PATCH) ? "u" : "",
      self->scenario->without_search ? "" : "s");
}

static void
add_scopes_supported (OnbPractice *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "scopes_supported");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ONB_PRACTICE_N_RESOURCES; i++)
    {
      g_autofree char *read = onb_scope_new (onb_practice_resources[i].type, ONB_ACCESS_READ);
      g_autofree char *write = onb_scope_new (onb_practice_resources[i].type, ONB_ACCESS_WRITE);
      g_autofree char *v2 = onb_practice_new_v2_scope (self, &onb_practice_resources[i]);

      json_builder_add_string_value (builder, read);
      json_builder_add_string_value (builder, write);
      json_builder_add_string_value (builder, v2);
    }
  json_builder_end_array (builder);
}

static void
answer_smart_configuration (OnbPractice *self, SoupServerMessage *message)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *endpoint = token_endpoint (self, message);

  if (self->scenario->smart_status != 0)
    {
      onb_practice_answer_played (message, self->scenario->smart_status,
                                  self->scenario->discovery_body);
      return;
    }

  json_builder_begin_object (builder);
  if (!self->scenario->unpublished_token)
    onb_json_add_string (builder, "token_endpoint", endpoint);
  add_scopes_supported (self, builder);
  json_builder_set_member_name (builder, "grant_types_supported");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, "client_credentials");
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  onb_practice_answer_json (message, SOUP_STATUS_OK, "application/json", builder);
}

static void
add_resources (JsonBuilder *builder, OnbFhirVersion version)
{
  json_builder_set_member_name (builder, "resource");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ONB_PRACTICE_N_RESOURCES; i++)
    {
      const char *const *interactions = onb_practice_resources[i].interactions[version];

      if (interactions[0] == NULL)
        continue;

      json_builder_begin_object (builder);
      onb_json_add_string (builder, "type", onb_practice_resources[i].type);
      json_builder_set_member_name (builder, "interaction");
      json_builder_begin_array (builder);
      for (guint j = 0; interactions[j] != NULL; j++)
        {
          json_builder_begin_object (builder);
          onb_json_add_string (builder, "code", interactions[j]);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_security (JsonBuilder *builder, const char *endpoint)
{
  json_builder_set_member_name (builder, "security");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "extension");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  onb_json_add_string (builder, "url",
                       "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris");
  json_builder_set_member_name (builder, "extension");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  onb_json_add_string (builder, "url", "token");
  onb_json_add_string (builder, "valueUri", endpoint);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
answer_metadata (OnbPractice *self, SoupServerMessage *message, OnbFhirVersion version)
{
  static const struct
  {
    const char *type;
    const char *fhir_version;
  } statements[ONB_N_FHIR_VERSIONS] = {
    [ONB_FHIR_R4] = { "CapabilityStatement", "4.0.1" },
    [ONB_FHIR_DSTU2] = { "Conformance", "1.0.2" },
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *endpoint = token_endpoint (self, message);

  if (self->scenario->metadata_status != 0)
    {
      onb_practice_answer_played (message, self->scenario->metadata_status,
                                  self->scenario->discovery_body);
      return;
    }

  json_builder_begin_object (builder);
  onb_json_add_string (builder, "resourceType", statements[version].type);
  onb_json_add_string (builder, "fhirVersion", statements[version].fhir_version);
  json_builder_set_member_name (builder, "rest");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  onb_json_add_string (builder, "mode", "server");
  if (!self->scenario->unpublished_token)
    add_security (builder, endpoint);
  add_resources (builder, version);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  onb_practice_answer_json (message, SOUP_STATUS_OK, onb_fhir_version_get_media_type (version),
                            builder);
}

static gboolean
has_resource (OnbFhirVersion version, const char *type)
{
  for (guint i = 0; i < ONB_PRACTICE_N_RESOURCES; i++)
    if (strcmp (onb_practice_resources[i].type, type) == 0)
      return onb_practice_resources[i].interactions[version][0] != NULL;

  return FALSE;
}

static void
answer_search (OnbPractice *self,
               SoupServerMessage *message,
               OnbFhirVersion version,
               const char *type)
{
  const OnbScenario *scenario = self->scenario;
  const char *header =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                    "Authorization");
  g_autofree char *expected = g_strconcat ("Bearer ", self->token, NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (g_strcmp0 (header, expected) != 0)
    {
      onb_practice_set_header (message, "WWW-Authenticate", "Bearer error=\"invalid_token\"");
      onb_practice_answer_text (message, SOUP_STATUS_UNAUTHORIZED, NULL, NULL);
      return;
    }

  if (!has_resource (version, type))
    {
      onb_practice_answer_text (message, SOUP_STATUS_NOT_FOUND, NULL, NULL);
      return;
    }

  if (!onb_practice_may_search (self, type))
    {
      onb_practice_set_header (message, "WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
      onb_practice_answer_text (message, SOUP_STATUS_FORBIDDEN, NULL, NULL);
      return;
    }

  if (scenario->probe_status != 0 &&
      (scenario->probe_resource == NULL || strcmp (scenario->probe_resource, type) == 0) &&
      (scenario->probe_versions == 0 || (scenario->probe_versions & (1u << version)) != 0))
    {
      onb_practice_set_header (message, "WWW-Authenticate", scenario->authenticate);
      onb_practice_answer_played (message, scenario->probe_status, scenario->probe_body);
      return;
    }

  json_builder_begin_object (builder);
  onb_json_add_string (builder, "resourceType", "Bundle");
  onb_json_add_string (builder, "type", "searchset");
  onb_json_add_int (builder, "total", 0);
  json_builder_end_object (builder);
  onb_practice_answer_json (message, SOUP_STATUS_OK, onb_fhir_version_get_media_type (version),
                            builder);
}

void
onb_practice_answer_fhir (OnbPractice *self,
                          SoupServerMessage *message,
                          OnbFhirVersion version,
                          const char *tenant,
                          const char *rest)
{
  const OnbScenario *scenario = self->scenario;

  if ((scenario->gone & (1u << version)) != 0)
    onb_practice_answer_text (message,
                              scenario->gone_status != 0 ? scenario->gone_status
                                                         : SOUP_STATUS_NOT_FOUND,
                              NULL, NULL);
  else if (g_ascii_strcasecmp (tenant, ONB_PRACTICE_TENANT) != 0)
    onb_practice_answer_text (message, SOUP_STATUS_FORBIDDEN, "text/plain",
                              "Tenant not valid or accessible");
  else if (strcmp (rest, ".well-known/smart-configuration") == 0)
    answer_smart_configuration (self, message);
  else if (strcmp (rest, "metadata") == 0)
    answer_metadata (self, message, version);
  else
    answer_search (self, message, version, rest);
}
