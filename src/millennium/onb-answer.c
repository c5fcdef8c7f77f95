/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "millennium/onb-json.h"
#include "millennium/onb-token.h"

#include "millennium/onb-answer.h"

/* Characters of all scopes that a token was granted. */
#define MAX_SCOPES 16384
#define MAX_ADDRESS 2048

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
  g_free (self->fhir_version);
  g_clear_pointer (&self->interactions, g_hash_table_unref);
  g_free (self->token_type);
  g_free (self->scope);
  g_free (self->error);
  g_free (self->urn);
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
copy_excerpt (const OnbRedactor *sent, const char *text)
{
  return text != NULL ? onb_text_from_peer (sent, text, strlen (text), ONB_TEXT_MAX) : NULL;
}

static char *
copy_address (const OnbRedactor *sent, const char *address)
{
  return address != NULL ? onb_text_from_peer (sent, address, strlen (address), MAX_ADDRESS) : NULL;
}

static gboolean
looks_like_html (const OnbExchange *exchange, const char *text, gsize length)
{
  g_autofree char *head = g_ascii_strdown (text, (gssize) MIN (length, 512));
  const char *start = head + strspn (head, " \t\r\n");

  return g_strcmp0 (exchange->content_type, "text/html") == 0 ||
         g_str_has_prefix (start, "<!doctype html") || g_str_has_prefix (start, "<html");
}

static gboolean
looks_like_json (const OnbExchange *exchange, const char *text, gsize length)
{
  gsize i = 0;

  if (exchange->content_type != NULL && strstr (exchange->content_type, "json") != NULL)
    return TRUE;

  while (i < length && g_ascii_isspace (text[i]))
    i++;

  return i < length && (text[i] == '{' || text[i] == '[');
}

/* Finds out what the body is. Returns its root where that is a JSON object. */
static JsonNode *
read_body (OnbAnswer *self,
           const OnbExchange *exchange,
           const GByteArray *body,
           const OnbRedactor *sent)
{
  const char *text = (const char *) body->data;
  g_autoptr (JsonNode) root = NULL;

  if (exchange->fault != ONB_FAULT_NONE || body->len == 0)
    return NULL;

  if (looks_like_html (exchange, text, body->len))
    {
      self->body = ONB_BODY_HTML;
      return NULL;
    }

  if (!looks_like_json (exchange, text, body->len))
    {
      self->body = ONB_BODY_TEXT;
      if (exchange->status >= 400)
        self->text = onb_text_from_peer (sent, (const char *) body->data, body->len, ONB_TEXT_MAX);
      return NULL;
    }

  root = onb_json_parse (text, body->len, ONB_JSON_MAX_VALUES, NULL);
  if (root == NULL)
    {
      self->body = ONB_BODY_BROKEN_JSON;
      return NULL;
    }

  self->body = ONB_BODY_JSON;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  return g_steal_pointer (&root);
}

static void
read_outcome (OnbAnswer *self, JsonObject *object, const OnbRedactor *sent)
{
  JsonObject *issue = onb_json_array_get_object (onb_json_get_array (object, "issue"), 0);
  const char *details = onb_json_get_string (onb_json_get_object (issue, "details"), "text");
  const char *diagnostics = onb_json_get_string (issue, "diagnostics");

  g_free (self->text);
  self->text = copy_excerpt (sent, details != NULL ? details : diagnostics);
}

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

static void
read_capabilities (OnbAnswer *self, JsonObject *object, const OnbRedactor *sent)
{
  JsonObject *rest = onb_json_array_get_object (onb_json_get_array (object, "rest"), 0);
  JsonArray *resources = onb_json_get_array (rest, "resource");
  JsonObject *resource;

  self->fhir_version = copy_excerpt (sent, onb_json_get_string (object, "fhirVersion"));
  self->token_endpoint = copy_address (sent, find_oauth_uri (rest));
  self->interactions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; (resource = onb_json_array_get_object (resources, i)) != NULL; i++)
    {
      const char *type = onb_json_get_string (resource, "type");

      if (type != NULL)
        g_hash_table_insert (self->interactions, g_strdup (type),
                             GUINT_TO_POINTER (read_interactions (resource)));
    }
}

OnbAnswer *
onb_answer_read_discovery (const OnbExchange *exchange,
                           const GByteArray *body,
                           const OnbRedactor *sent)
{
  g_autoptr (OnbAnswer) self = onb_answer_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  g_return_val_if_fail (exchange != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  root = read_body (self, exchange, body, sent);
  if (root == NULL)
    return g_steal_pointer (&self);

  object = json_node_get_object (root);
  self->resource_type = copy_excerpt (sent, onb_json_get_string (object, "resourceType"));

  if (g_strcmp0 (self->resource_type, "OperationOutcome") == 0)
    read_outcome (self, object, sent);
  else if (exchange->status != 200)
    self->text = copy_excerpt (sent, onb_json_get_string (object, "message"));
  else if (g_strcmp0 (self->resource_type, "CapabilityStatement") == 0 ||
           g_strcmp0 (self->resource_type, "Conformance") == 0)
    read_capabilities (self, object, sent);
  else if (self->resource_type == NULL)
    self->token_endpoint = copy_address (sent, onb_json_get_string (object, "token_endpoint"));

  return g_steal_pointer (&self);
}

/* https://authorization.cerner.com/errors/{percent-encoded urn}/instances/{correlation id}?… */
static void
read_error_uri (OnbAnswer *self, const char *error_uri, const OnbRedactor *sent)
{
  const char *query = strchr (error_uri, '?');
  g_auto (GStrv) parts = NULL;

  self->error_uri =
      onb_text_from_peer (sent, error_uri,
                          query != NULL ? (gsize) (query - error_uri) : strlen (error_uri),
                          ONB_TEXT_MAX);
  if (self->error_uri == NULL)
    return;

  parts = g_strsplit (self->error_uri, "/", -1);
  for (guint i = 0; parts[i] != NULL && parts[i + 1] != NULL; i++)
    if (strcmp (parts[i], "errors") == 0)
      {
        g_autofree char *urn = g_uri_unescape_string (parts[i + 1], NULL);
        const char *last = urn != NULL ? strrchr (urn, ':') : NULL;

        g_free (self->urn);
        self->urn = copy_excerpt (sent, last != NULL ? last + 1 : urn);
      }
    else if (strcmp (parts[i], "instances") == 0)
      {
        g_free (self->correlation_id);
        self->correlation_id = copy_excerpt (sent, parts[i + 1]);
      }
}

OnbAnswer *
onb_answer_read_token (const OnbExchange *exchange,
                       const GByteArray *body,
                       OnbRedactor *sent,
                       SecretValue **token)
{
  g_autoptr (OnbAnswer) self = onb_answer_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  const char *text;

  g_return_val_if_fail (exchange != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);
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

      self->token_type = copy_excerpt (sent, onb_json_get_string (object, "token_type"));
      text = onb_json_get_string (object, "scope");
      if (text != NULL)
        self->scope = onb_text_from_peer (sent, text, strlen (text), MAX_SCOPES);

      return g_steal_pointer (&self);
    }

  self->error = copy_excerpt (sent, onb_json_get_string (object, "error"));
  self->text = copy_excerpt (sent, onb_json_get_string (object, "error_description"));
  text = onb_json_get_string (object, "error_uri");
  if (text != NULL)
    read_error_uri (self, text, sent);

  return g_steal_pointer (&self);
}

OnbAnswer *
onb_answer_read_probe (const OnbExchange *exchange, const GByteArray *body, const OnbRedactor *sent)
{
  g_autoptr (OnbAnswer) self = onb_answer_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  JsonArray *entries;

  g_return_val_if_fail (exchange != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  root = read_body (self, exchange, body, sent);
  if (root == NULL)
    return g_steal_pointer (&self);

  object = json_node_get_object (root);
  self->resource_type = copy_excerpt (sent, onb_json_get_string (object, "resourceType"));

  if (g_strcmp0 (self->resource_type, "OperationOutcome") == 0 && exchange->status >= 400)
    read_outcome (self, object, sent);

  if (g_strcmp0 (self->resource_type, "Bundle") == 0)
    {
      self->bundle_type = copy_excerpt (sent, onb_json_get_string (object, "type"));
      entries = onb_json_get_array (object, "entry");
      self->entries = entries != NULL ? json_array_get_length (entries) : 0;
    }

  return g_steal_pointer (&self);
}
