/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fhir/onb-answer-error.h"
#include "fhir/onb-token.h"
#include "wire/onb-json.h"

#include "fhir/onb-answer.h"

/* Characters of all scopes that a token was granted. */
#define MAX_SCOPES 16384
#define MAX_ADDRESS 2048

OnbAnswer *
onb_answer_new (void)
{
  return g_new0 (OnbAnswer, 1);
}

void
onb_answer_free (OnbAnswer *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->resource_type);
  g_free (self->text);
  g_free (self->token_endpoint);
  g_free (self->scopes_supported);
  g_free (self->fhir_version);
  g_clear_pointer (&self->interactions, g_hash_table_unref);
  g_free (self->token_type);
  g_free (self->scope);
  g_free (self->error);
  g_free (self->reason);
  g_free (self->error_uri);
  g_free (self->correlation_id);
  g_free (self->bundle_type);
  g_free (self);
}

gboolean
onb_answer_get_interactions (const OnbAnswer *self,
                             const char *resource,
                             OnbInteractions *interactions)
{
  gpointer value;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (resource != NULL, FALSE);

  if (self->interactions == NULL ||
      !g_hash_table_lookup_extended (self->interactions, resource, NULL, &value))
    return FALSE;

  *interactions = GPOINTER_TO_UINT (value);
  return TRUE;
}

static char *
copy_address (const OnbRedactor *sent, const char *address)
{
  return address != NULL ? onb_text_from_peer (sent, address, strlen (address), MAX_ADDRESS) : NULL;
}

/* The body's root where that is a JSON object. */
static JsonNode *
read_body (OnbAnswer *self,
           const OnbExchange *exchange,
           const GByteArray *body,
           const OnbRedactor *sent)
{
  JsonNode *root = onb_body_read (exchange, body, &self->body);

  if (self->body == ONB_BODY_TEXT && exchange->status >= 400)
    self->text = onb_text_from_peer (sent, (const char *) body->data, body->len, ONB_TEXT_MAX);

  return root;
}

static void
read_capabilities (OnbAnswer *self, JsonObject *object, const OnbRedactor *sent)
{
  g_autoptr (GPtrArray) endpoints = onb_capabilities_list_token_endpoints (object);

  self->fhir_version = onb_text_excerpt (sent, onb_json_get_string (object, "fhirVersion"));
  self->interactions = onb_capabilities_read_interactions (object);
  for (guint i = 0; i < endpoints->len && self->token_endpoint == NULL; i++)
    self->token_endpoint = copy_address (sent, g_ptr_array_index (endpoints, i));
}

/* NULL where there is none that holds @part. */
static char *
join_strings (JsonArray *array, const char *part)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *text =
          JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING
              ? json_node_get_string (element)
              : NULL;

      if (text != NULL && (part == NULL || strstr (text, part) != NULL))
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", text);
    }

  return g_string_free (joined, joined->len == 0);
}

/* Whether an object has a member of those that an answer with success is known by. */
static gboolean
has_any (JsonObject *object, const char *const *members)
{
  for (guint i = 0; members[i] != NULL; i++)
    if (json_object_has_member (object, members[i]))
      return TRUE;

  return FALSE;
}

/* What a system account may ask for; the rest is for people who sign in. */
static void
read_smart_configuration (OnbAnswer *self, JsonObject *object, const OnbRedactor *sent)
{
  /* SMART App Launch §4.3 and RFC 8414 §2; a server may leave out any of them, but hardly all. */
  static const char *const members[] = { "token_endpoint",
                                         "authorization_endpoint",
                                         "introspection_endpoint",
                                         "management_endpoint",
                                         "revocation_endpoint",
                                         "registration_endpoint",
                                         "issuer",
                                         "jwks_uri",
                                         "capabilities",
                                         "scopes_supported",
                                         "response_types_supported",
                                         "grant_types_supported",
                                         "code_challenge_methods_supported",
                                         "token_endpoint_auth_methods_supported",
                                         NULL };
  g_autofree char *supported =
      join_strings (onb_json_get_array (object, "scopes_supported"), "system/");

  self->token_endpoint = copy_address (sent, onb_json_get_string (object, "token_endpoint"));
  if (supported != NULL)
    self->scopes_supported = onb_text_from_peer (sent, supported, strlen (supported), MAX_SCOPES);
  if (!has_any (object, members))
    self->body = ONB_BODY_FOREIGN_JSON;
}

OnbAnswer *
onb_answer_read_discovery (const OnbExchange *exchange,
                           const GByteArray *body,
                           const OnbDialect *dialect,
                           const OnbRedactor *sent)
{
  g_autoptr (OnbAnswer) self = onb_answer_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  g_return_val_if_fail (exchange != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (dialect != NULL, NULL);

  root = read_body (self, exchange, body, sent);
  if (root == NULL)
    return g_steal_pointer (&self);

  object = json_node_get_object (root);
  self->resource_type = onb_text_excerpt (sent, onb_json_get_string (object, "resourceType"));

  if (exchange->status >= 400 || g_strcmp0 (self->resource_type, "OperationOutcome") == 0)
    onb_answer_read_error (self, object, dialect, sent);
  else if (exchange->status != 200)
    return g_steal_pointer (&self);
  else if (g_strcmp0 (self->resource_type, "CapabilityStatement") == 0 ||
           g_strcmp0 (self->resource_type, "Conformance") == 0)
    read_capabilities (self, object, sent);
  else if (self->resource_type == NULL)
    read_smart_configuration (self, object, sent);

  return g_steal_pointer (&self);
}

/* RFC 6749 §3.3 wants text with spaces between; some servers write a list. */
static void
read_granted (OnbAnswer *self, JsonNode *scope, const OnbRedactor *sent)
{
  g_autofree char *text = NULL;

  if (scope == NULL || JSON_NODE_HOLDS_NULL (scope))
    return;

  if (JSON_NODE_HOLDS_ARRAY (scope))
    text = join_strings (json_node_get_array (scope), NULL);
  else if (JSON_NODE_HOLDS_VALUE (scope) && json_node_get_value_type (scope) == G_TYPE_STRING)
    text = g_strdup (json_node_get_string (scope));
  else
    self->scope_is_unreadable = TRUE;

  if (!self->scope_is_unreadable)
    {
      self->scope =
          text != NULL ? onb_text_from_peer (sent, text, strlen (text), MAX_SCOPES) : NULL;
      /* That nothing is granted is said too. */
      if (self->scope == NULL)
        self->scope = g_strdup ("");
    }
}

OnbAnswer *
onb_answer_read_token (const OnbExchange *exchange,
                       const GByteArray *body,
                       const OnbDialect *dialect,
                       OnbRedactor *sent,
                       SecretValue **token)
{
  /* RFC 6749 §5.1 and §5.2. */
  static const char *const members[] = { "access_token", "token_type", "expires_in", "scope",
                                         "id_token",     "error",      NULL };
  g_autoptr (OnbAnswer) self = onb_answer_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  const char *text;

  g_return_val_if_fail (exchange != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (dialect != NULL, NULL);
  g_return_val_if_fail (token != NULL, NULL);

  *token = NULL;
  self->correlation_id = g_strdup (exchange->correlation_id);

  root = read_body (self, exchange, body, sent);
  if (root == NULL)
    return g_steal_pointer (&self);

  object = json_node_get_object (root);
  if (exchange->status == 200)
    {
      text = onb_json_get_string (object, "access_token");
      /* Before anything else is kept: the answer may say its token twice. */
      if (text != NULL && sent != NULL)
        onb_redactor_add_secret (sent, text, strlen (text));
      if (text != NULL && onb_token_is_usable (text))
        {
          self->has_token = TRUE;
          *token = secret_value_new (text, -1, "text/plain");
          /* The parser's copy is the last that is in our hands. */
          secret_password_wipe ((char *) text);
        }

      self->token_type = onb_text_excerpt (sent, onb_json_get_string (object, "token_type"));
      read_granted (self, json_object_get_member (object, "scope"), sent);
      if (text != NULL)
        return g_steal_pointer (&self);
    }

  self->resource_type = onb_text_excerpt (sent, onb_json_get_string (object, "resourceType"));
  if (exchange->status >= 400)
    {
      onb_answer_read_error (self, object, dialect, sent);
    }
  else if (exchange->status >= 200 && exchange->status < 300)
    {
      /* A refusal may have a status that claims success. */
      onb_answer_read_error (self, object, dialect, sent);
      if (has_any (object, members))
        self->body = ONB_BODY_JSON;
    }

  return g_steal_pointer (&self);
}

/* FHIR allows a bundle of results to hold an OperationOutcome about the search; that is no result. */
static guint
count_matches (JsonObject *bundle)
{
  JsonArray *entries = onb_json_get_array (bundle, "entry");
  guint n = 0;

  /* A page may hold nothing of what was found. */
  if (entries == NULL || json_array_get_length (entries) == 0)
    return onb_json_get_int (bundle, "total", 0) > 0;

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = onb_json_array_get_object (entries, i);
      JsonObject *resource = onb_json_get_object (entry, "resource");
      JsonObject *search = onb_json_get_object (entry, "search");

      n += g_strcmp0 (onb_json_get_string (resource, "resourceType"), "OperationOutcome") != 0 &&
           g_strcmp0 (onb_json_get_string (search, "mode"), "outcome") != 0;
    }

  return n;
}

OnbAnswer *
onb_answer_read_probe (const OnbExchange *exchange,
                       const GByteArray *body,
                       const OnbDialect *dialect,
                       const OnbRedactor *sent)
{
  g_autoptr (OnbAnswer) self = onb_answer_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  g_return_val_if_fail (exchange != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (dialect != NULL, NULL);

  root = read_body (self, exchange, body, sent);
  if (root == NULL)
    return g_steal_pointer (&self);

  object = json_node_get_object (root);
  self->resource_type = onb_text_excerpt (sent, onb_json_get_string (object, "resourceType"));

  if (exchange->status >= 400)
    onb_answer_read_error (self, object, dialect, sent);
  else if (self->resource_type == NULL)
    self->body = ONB_BODY_FOREIGN_JSON;

  if (g_strcmp0 (self->resource_type, "Bundle") == 0)
    {
      self->bundle_type = onb_text_excerpt (sent, onb_json_get_string (object, "type"));
      self->entries = count_matches (object);
    }

  return g_steal_pointer (&self);
}
