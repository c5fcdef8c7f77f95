/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "millennium/onb-http.h"
#include "millennium/onb-scope.h"

#include "practice/onb-practice.h"

#define TOKEN_SECONDS 570
#define URN "urn:cerner:error:authorization-server:oauth2:token:"

#define DIRECTORY_PATH "/directory.json"
#define DIRECTORY_ETAG "\"practice-1\""

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
};

G_DEFINE_FINAL_TYPE (OnbPractice, onb_practice, G_TYPE_OBJECT)

#define READ "read"
#define SEARCH "search-type"
#define CREATE "create"
#define UPDATE "update"
#define PATCH "patch"

/* What Millennium offers, by Oracle's documentation of both versions. */
static const struct
{
  const char *type;
  const char *interactions[ONB_N_FHIR_VERSIONS][6];
} resources[] = {
  { "Appointment", { { SEARCH, READ, CREATE, PATCH }, { SEARCH, READ, CREATE, UPDATE } } },
  { "Location", { { SEARCH, READ }, { NULL } } },
  { "Patient", { { SEARCH, READ, CREATE, PATCH }, { SEARCH, READ, CREATE } } },
  { "Practitioner", { { SEARCH, READ, CREATE }, { SEARCH, READ } } },
  { "Procedure", { { SEARCH, READ, CREATE }, { SEARCH, READ } } },
  { "Schedule", { { SEARCH, READ }, { SEARCH, READ } } },
  { "Slot", { { SEARCH, READ, PATCH }, { SEARCH, READ } } },
  { "DocumentReference", { { SEARCH, READ, CREATE, UPDATE }, { SEARCH, READ, CREATE } } },
};

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
answer_text (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  if (text != NULL)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static void
answer_json (SoupServerMessage *message, guint status, const char *type, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  answer_text (message, status, type, text);
}

static void
answer_played (SoupServerMessage *message, guint status, const char *body)
{
  const char *type = body == NULL     ? NULL
                     : body[0] == '{' ? "application/json"
                     : body[0] == '<' ? "text/html"
                                      : "text/plain";

  answer_text (message, status, type, body);
}

static void
set_header (SoupServerMessage *message, const char *name, const char *value)
{
  if (value != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
}

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
static char *
new_v2_scope (OnbPractice *self, guint index)
{
  const char *const *interactions = resources[index].interactions[ONB_FHIR_R4];

  return g_strdup_printf (
      "system/%s.%sr%s%s", resources[index].type, g_strv_contains (interactions, CREATE) ? "c" : "",
      g_strv_contains (interactions, UPDATE) || g_strv_contains (interactions, PATCH) ? "u" : "",
      self->scenario->without_search ? "" : "s");
}

static void
add_scopes_supported (OnbPractice *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "scopes_supported");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      g_autofree char *read = onb_scope_new (resources[i].type, ONB_ACCESS_READ);
      g_autofree char *write = onb_scope_new (resources[i].type, ONB_ACCESS_WRITE);
      g_autofree char *v2 = new_v2_scope (self, i);

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
      answer_played (message, self->scenario->smart_status, self->scenario->discovery_body);
      return;
    }

  json_builder_begin_object (builder);
  if (!self->scenario->unpublished_token)
    add_member (builder, "token_endpoint", endpoint);
  add_scopes_supported (self, builder);
  json_builder_set_member_name (builder, "grant_types_supported");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, "client_credentials");
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  answer_json (message, SOUP_STATUS_OK, "application/json", builder);
}

static void
add_resources (JsonBuilder *builder, OnbFhirVersion version)
{
  json_builder_set_member_name (builder, "resource");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      const char *const *interactions = resources[i].interactions[version];

      if (interactions[0] == NULL)
        continue;

      json_builder_begin_object (builder);
      add_member (builder, "type", resources[i].type);
      json_builder_set_member_name (builder, "interaction");
      json_builder_begin_array (builder);
      for (guint j = 0; interactions[j] != NULL; j++)
        {
          json_builder_begin_object (builder);
          add_member (builder, "code", interactions[j]);
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
  add_member (builder, "url",
              "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris");
  json_builder_set_member_name (builder, "extension");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_member (builder, "url", "token");
  add_member (builder, "valueUri", endpoint);
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
      answer_played (message, self->scenario->metadata_status, self->scenario->discovery_body);
      return;
    }

  json_builder_begin_object (builder);
  add_member (builder, "resourceType", statements[version].type);
  add_member (builder, "fhirVersion", statements[version].fhir_version);
  json_builder_set_member_name (builder, "rest");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_member (builder, "mode", "server");
  if (!self->scenario->unpublished_token)
    add_security (builder, endpoint);
  add_resources (builder, version);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  answer_json (message, SOUP_STATUS_OK, onb_fhir_version_get_media_type (version), builder);
}

static void
refuse_token (SoupServerMessage *message, guint status, const char *error, const char *urn)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *correlation = g_uuid_string_random ();
  g_autofree char *full_urn = g_strconcat (URN, urn, NULL);
  g_autofree char *escaped = g_uri_escape_string (full_urn, NULL, FALSE);
  g_autofree char *error_uri = g_strdup_printf (
      "https://authorization.cerner.com/errors/%s/instances/%s?client=unknown&tenant=%s", escaped,
      correlation, ONB_PRACTICE_TENANT);

  json_builder_begin_object (builder);
  add_member (builder, "error", error);
  add_member (builder, "error_uri", error_uri);
  json_builder_end_object (builder);
  set_header (message, "Cerner-Correlation-Id", correlation);
  answer_json (message, status, "application/json", builder);
}

static gboolean
credentials_are_right (SoupServerMessage *message, const char **urn)
{
  const char *header =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                    "Authorization");
  g_autofree guchar *decoded = NULL;
  g_autofree char *pair = NULL;
  const char *colon;
  gsize length;

  *urn = "invalid-authorization-header";
  if (header == NULL || !g_str_has_prefix (header, "Basic "))
    return FALSE;

  decoded = g_base64_decode (header + strlen ("Basic "), &length);
  pair = g_strndup ((const char *) decoded, length);
  colon = strchr (pair, ':');
  if (colon == NULL)
    return FALSE;

  *urn = "unknown-client";
  if ((gsize) (colon - pair) != strlen (ONB_PRACTICE_CLIENT_ID) ||
      !g_str_has_prefix (pair, ONB_PRACTICE_CLIENT_ID))
    return FALSE;

  *urn = "invalid-client-credentials";
  return strcmp (colon + 1, ONB_PRACTICE_CLIENT_SECRET) == 0;
}

static gboolean
is_missing (OnbPractice *self, const char *scope)
{
  g_auto (GStrv) missing = NULL;

  if (self->scenario->missing_scopes == NULL)
    return FALSE;

  missing = g_strsplit (self->scenario->missing_scopes, " ", -1);
  return g_strv_contains ((const char *const *) missing, "*") ||
         g_strv_contains ((const char *const *) missing, scope);
}

static gboolean
is_registered (OnbPractice *self, const char *scope)
{
  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      g_autofree char *read = onb_scope_new (resources[i].type, ONB_ACCESS_READ);
      g_autofree char *write = onb_scope_new (resources[i].type, ONB_ACCESS_WRITE);
      g_autofree char *v2 = new_v2_scope (self, i);

      if (self->scenario->smart_v2 ? strcmp (v2, scope) == 0
                                   : strcmp (read, scope) == 0 || strcmp (write, scope) == 0)
        return !is_missing (self, scope);
    }

  return FALSE;
}

/* Whether a search is let through, whatever the form in which its scope is registered. */
static gboolean
may_search (OnbPractice *self, const char *type)
{
  g_autofree char *scope = onb_scope_new (type, ONB_ACCESS_READ);

  return !self->scenario->without_search && !is_missing (self, scope);
}

static char *
write_scope (OnbPractice *self, const char *scope)
{
  const char *dot = strrchr (scope, '.');

  if (self->scenario->scope_form != ONB_SCOPE_FORM_V2)
    return g_strdup (scope);

  return g_strdup_printf ("%.*s.%s", (int) (dot - scope), scope,
                          strcmp (dot + 1, "read") == 0 ? "rs" : "cud");
}

static void
answer_token (OnbPractice *self, SoupServerMessage *message)
{
  const OnbScenario *scenario = self->scenario;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *text = g_strndup (body->data, (gsize) body->length);
  g_autoptr (GHashTable) form = soup_form_decode (text != NULL ? text : "");
  const char *scope = g_hash_table_lookup (form, "scope");
  g_auto (GStrv) asked = g_strsplit (scope != NULL ? scope : "", " ", -1);
  g_autoptr (GPtrArray) granted = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *joined = NULL;
  const char *urn;

  if (scenario->token_status != 0)
    {
      if (scenario->token_error != NULL)
        refuse_token (message, scenario->token_status, scenario->token_error, scenario->token_urn);
      else
        answer_played (message, scenario->token_status, scenario->token_body);
      return;
    }

  if (strcmp (soup_server_message_get_method (message), SOUP_METHOD_POST) != 0)
    {
      answer_text (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL, NULL);
      return;
    }

  if (g_strcmp0 (g_hash_table_lookup (form, "grant_type"), "client_credentials") != 0)
    {
      refuse_token (message, SOUP_STATUS_BAD_REQUEST, "unsupported_grant_type",
                    "unsupported-grant-type");
      return;
    }

  if (!credentials_are_right (message, &urn))
    {
      refuse_token (message, SOUP_STATUS_UNAUTHORIZED, "invalid_client", urn);
      return;
    }

  for (guint i = 0; asked[i] != NULL; i++)
    if (is_registered (self, asked[i]))
      g_ptr_array_add (granted, write_scope (self, asked[i]));
    else if (scenario->token_error != NULL)
      {
        refuse_token (message, SOUP_STATUS_BAD_REQUEST, scenario->token_error, scenario->token_urn);
        return;
      }

  if (granted->len == 0 && scenario->other_scopes != NULL)
    g_ptr_array_add (granted, g_strdup (scenario->other_scopes));

  if (granted->len == 0)
    {
      refuse_token (message, SOUP_STATUS_BAD_REQUEST, "invalid_scope", "empty-scopes");
      return;
    }

  if (scenario->one_scope_a_token && granted->len > 1)
    {
      refuse_token (message, SOUP_STATUS_BAD_REQUEST, scenario->token_error, scenario->token_urn);
      return;
    }

  g_ptr_array_add (granted, NULL);
  joined = g_strjoinv (" ", (char **) granted->pdata);

  json_builder_begin_object (builder);
  add_member (builder, "access_token", self->token);
  add_member (builder, "token_type", "Bearer");
  json_builder_set_member_name (builder, "expires_in");
  json_builder_add_int_value (builder, TOKEN_SECONDS);
  if (scenario->scope_form != ONB_SCOPE_FORM_NONE)
    add_member (builder, "scope", joined);
  json_builder_end_object (builder);
  set_header (message, "Cache-Control", "no-store");
  answer_json (message, SOUP_STATUS_OK, "application/json", builder);
}

static gboolean
has_resource (OnbFhirVersion version, const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    if (strcmp (resources[i].type, type) == 0)
      return resources[i].interactions[version][0] != NULL;

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
      set_header (message, "WWW-Authenticate", "Bearer error=\"invalid_token\"");
      answer_text (message, SOUP_STATUS_UNAUTHORIZED, NULL, NULL);
      return;
    }

  if (!has_resource (version, type))
    {
      answer_text (message, SOUP_STATUS_NOT_FOUND, NULL, NULL);
      return;
    }

  if (!may_search (self, type))
    {
      set_header (message, "WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
      answer_text (message, SOUP_STATUS_FORBIDDEN, NULL, NULL);
      return;
    }

  if (scenario->probe_status != 0 &&
      (scenario->probe_resource == NULL || strcmp (scenario->probe_resource, type) == 0) &&
      (scenario->probe_versions == 0 || (scenario->probe_versions & (1u << version)) != 0))
    {
      set_header (message, "WWW-Authenticate", scenario->authenticate);
      answer_played (message, scenario->probe_status, scenario->probe_body);
      return;
    }

  json_builder_begin_object (builder);
  add_member (builder, "resourceType", "Bundle");
  add_member (builder, "type", "searchset");
  json_builder_set_member_name (builder, "total");
  json_builder_add_int_value (builder, 0);
  json_builder_end_object (builder);
  answer_json (message, SOUP_STATUS_OK, onb_fhir_version_get_media_type (version), builder);
}

static void
answer_fhir (OnbPractice *self,
             SoupServerMessage *message,
             OnbFhirVersion version,
             const char *tenant,
             const char *rest)
{
  const OnbScenario *scenario = self->scenario;

  if ((scenario->gone & (1u << version)) != 0)
    answer_text (message,
                 scenario->gone_status != 0 ? scenario->gone_status : SOUP_STATUS_NOT_FOUND, NULL,
                 NULL);
  else if (g_ascii_strcasecmp (tenant, ONB_PRACTICE_TENANT) != 0)
    answer_text (message, SOUP_STATUS_FORBIDDEN, "text/plain", "Tenant not valid or accessible");
  else if (strcmp (rest, ".well-known/smart-configuration") == 0)
    answer_smart_configuration (self, message);
  else if (strcmp (rest, "metadata") == 0)
    answer_metadata (self, message, version);
  else
    answer_search (self, message, version, rest);
}

/* Clinics that do not exist, as the EHR's maker would publish them. */
static void
answer_directory (SoupServerMessage *message)
{
  g_autoptr (GBytes) directory =
      g_resources_lookup_data ("/io/leyr/Onboarding/practice/directory.json",
                               G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length;
  const char *text = g_bytes_get_data (directory, &length);

  set_header (message, "ETag", DIRECTORY_ETAG);
  if (g_strcmp0 (soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                               "If-None-Match"),
                 DIRECTORY_ETAG) == 0)
    {
      answer_text (message, SOUP_STATUS_NOT_MODIFIED, NULL, NULL);
      return;
    }

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text, length);
}

static gboolean
on_latency_over (gpointer data)
{
  soup_server_message_unpause (SOUP_SERVER_MESSAGE (data));
  return G_SOURCE_REMOVE;
}

static void
set_common_headers (OnbPractice *self, SoupServerMessage *message)
{
  const OnbScenario *scenario = self->scenario;
  guint status = soup_server_message_get_status (message);
  g_autofree char *request_id = g_strdup_printf ("practice-%u", ++self->n_requests);

  set_header (message, "X-Request-Id", request_id);
  if (SOUP_STATUS_IS_REDIRECTION (status))
    set_header (message, "Location", scenario->location);
  /* 429, RFC 6585, has no name in libsoup 3.2. */
  if (status == 429 || status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    set_header (message, "Retry-After", scenario->retry_after);

  if (scenario->clock_offset != 0)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
      g_autoptr (GDateTime) shifted = g_date_time_add_seconds (now, scenario->clock_offset);
      g_autofree char *date = soup_date_time_to_string (shifted, SOUP_DATE_HTTP);

      set_header (message, "Date", date);
    }
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  OnbPractice *self = data;
  g_auto (GStrv) parts = g_strsplit (path + 1, "/", 3);
  gboolean found = FALSE;

  if (strcmp (path, DIRECTORY_PATH) == 0)
    {
      found = TRUE;
      answer_directory (message);
    }

  if (g_str_has_prefix (path, "/tenants/") && g_str_has_suffix (path, "/token"))
    {
      found = TRUE;
      answer_token (self, message);
    }

  for (guint v = 0; !found && v < ONB_N_FHIR_VERSIONS; v++)
    if (g_strv_length (parts) == 3 &&
        strcmp (parts[0], onb_fhir_version_get_path ((OnbFhirVersion) v)) == 0)
      {
        guint spoken = self->scenario->mixed_up ? ONB_N_FHIR_VERSIONS - 1 - v : v;

        found = TRUE;
        answer_fhir (self, message, (OnbFhirVersion) spoken, parts[1], parts[2]);
      }

  if (!found)
    answer_text (message, SOUP_STATUS_NOT_FOUND, NULL, NULL);

  set_common_headers (self, message);
  if (self->latency > 0)
    {
      soup_server_message_pause (message);
      g_timeout_add_full (G_PRIORITY_DEFAULT, self->latency, on_latency_over,
                          g_object_ref (message), g_object_unref);
    }
}

void
onb_practice_set_scenario (OnbPractice *self, const OnbScenario *scenario)
{
  g_return_if_fail (ONB_IS_PRACTICE (self));
  g_return_if_fail (scenario != NULL);

  self->scenario = scenario;
}

void
onb_practice_set_latency (OnbPractice *self, guint milliseconds)
{
  g_return_if_fail (ONB_IS_PRACTICE (self));

  self->latency = milliseconds;
}

/* SoupServer's own listener lets ten connections wait; a live test opens sixteen at once, and those
 * that find no room come back a second later. */
static GSocket *
listen (guint port, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) port);
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL || !g_socket_bind (socket, address, TRUE, error))
    return NULL;

  g_socket_set_listen_backlog (socket, 4 * ONB_HTTP_MAX_CONNECTIONS);
  return g_socket_listen (socket, error) ? g_steal_pointer (&socket) : NULL;
}

gboolean
onb_practice_start (OnbPractice *self, guint port, GTlsCertificate *certificate, GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) address = NULL;

  g_return_val_if_fail (ONB_IS_PRACTICE (self), FALSE);

  socket = listen (port, error);
  if (socket == NULL)
    return FALSE;

  address = g_socket_get_local_address (socket, error);
  if (address == NULL)
    return FALSE;

  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->is_https = certificate != NULL;

  if (certificate != NULL)
    soup_server_set_tls_certificate (self->server, certificate);

  return soup_server_listen_socket (self->server, socket,
                                    certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0, error);
}

char *
onb_practice_get_directory (OnbPractice *self)
{
  g_return_val_if_fail (ONB_IS_PRACTICE (self), NULL);
  g_return_val_if_fail (self->port != 0, NULL);

  return g_strdup_printf ("%s://127.0.0.1:%u" DIRECTORY_PATH, self->is_https ? "https" : "http",
                          self->port);
}

OnbAddress *
onb_practice_get_address (OnbPractice *self)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (ONB_IS_PRACTICE (self), NULL);
  g_return_val_if_fail (self->port != 0, NULL);

  base = g_strdup_printf ("%s://127.0.0.1:%u/r4/%s/", self->is_https ? "https" : "http", self->port,
                          ONB_PRACTICE_TENANT);
  return onb_address_parse (base, NULL);
}

static void
onb_practice_finalize (GObject *object)
{
  OnbPractice *self = ONB_PRACTICE (object);

  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->token, g_free);

  G_OBJECT_CLASS (onb_practice_parent_class)->finalize (object);
}

static void
onb_practice_class_init (OnbPracticeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_practice_finalize;
}

static void
onb_practice_init (OnbPractice *self)
{
  self->server = soup_server_new ("server-header", "practice", NULL);
  self->token = g_uuid_string_random ();
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
}

OnbPractice *
onb_practice_new (const OnbScenario *scenario)
{
  OnbPractice *self;

  g_return_val_if_fail (scenario != NULL, NULL);

  self = g_object_new (ONB_TYPE_PRACTICE, NULL);
  self->scenario = scenario;
  return self;
}
