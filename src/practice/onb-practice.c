/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-http.h"

#include "practice/onb-practice-private.h"

#define DIRECTORY_PATH "/directory.json"
#define DIRECTORY_ETAG "\"practice-1\""

G_DEFINE_FINAL_TYPE (OnbPractice, onb_practice, G_TYPE_OBJECT)

void
onb_practice_answer_text (SoupServerMessage *message,
                          guint status,
                          const char *type,
                          const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  if (text != NULL)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

void
onb_practice_answer_json (SoupServerMessage *message,
                          guint status,
                          const char *type,
                          JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  onb_practice_answer_text (message, status, type, text);
}

void
onb_practice_answer_played (SoupServerMessage *message, guint status, const char *body)
{
  const char *type = body == NULL     ? NULL
                     : body[0] == '{' ? "application/json"
                     : body[0] == '<' ? "text/html"
                                      : "text/plain";

  onb_practice_answer_text (message, status, type, body);
}

void
onb_practice_set_header (SoupServerMessage *message, const char *name, const char *value)
{
  if (value != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
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

  onb_practice_set_header (message, "ETag", DIRECTORY_ETAG);
  if (g_strcmp0 (soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                               "If-None-Match"),
                 DIRECTORY_ETAG) == 0)
    {
      onb_practice_answer_text (message, SOUP_STATUS_NOT_MODIFIED, NULL, NULL);
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
  g_autofree char *request_id = g_strdup_printf ("request-%u", ++self->n_requests);

  onb_practice_set_header (message, "X-Request-Id", request_id);
  if (SOUP_STATUS_IS_REDIRECTION (status))
    onb_practice_set_header (message, "Location", scenario->location);
  /* 429, RFC 6585, has no name in libsoup 3.2. */
  if (status == 429 || status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    onb_practice_set_header (message, "Retry-After", scenario->retry_after);

  if (scenario->clock_offset != 0)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
      g_autoptr (GDateTime) shifted = g_date_time_add_seconds (now, scenario->clock_offset);
      g_autofree char *date = soup_date_time_to_string (shifted, SOUP_DATE_HTTP);

      onb_practice_set_header (message, "Date", date);
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
      onb_practice_answer_token (self, message);
    }

  for (guint v = 0; !found && v < ONB_N_FHIR_VERSIONS; v++)
    if (g_strv_length (parts) == 3 &&
        strcmp (parts[0], onb_address_get_version_part ((OnbFhirVersion) v)) == 0)
      {
        guint spoken = self->scenario->mixed_up ? ONB_N_FHIR_VERSIONS - 1 - v : v;

        found = TRUE;
        onb_practice_answer_fhir (self, message, (OnbFhirVersion) spoken, parts[1], parts[2]);
      }

  if (!found)
    onb_practice_answer_text (message, SOUP_STATUS_NOT_FOUND, NULL, NULL);

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

  /* What is chosen once more goes on. */
  if (self->scenario == scenario)
    return;

  self->scenario = scenario;
  self->n_granted = 0;
  self->n_refused = 0;
}

const OnbScenario *
onb_practice_get_scenario (OnbPractice *self)
{
  g_return_val_if_fail (ONB_IS_PRACTICE (self), NULL);

  return self->scenario;
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
