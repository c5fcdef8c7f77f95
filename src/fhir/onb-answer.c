/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fhir/onb-token.h"
#include "wire/onb-json.h"

#include "fhir/onb-answer.h"

/* Characters of all scopes that a token was granted. */
#define MAX_SCOPES 16384
#define MAX_ADDRESS 2048
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Where servers without a smart-configuration publish their token endpoint (SMART on FHIR, before
 * version 1.0). */
#define OAUTH_URIS "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"

/* Whose answer it is: how they put errors, and what was sent to them. */
typedef struct
{
  const OnbDialect *dialect;
  const OnbRedactor *sent;
} Peer;

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
copy_excerpt (const OnbRedactor *sent, const char *text)
{
  return text != NULL ? onb_text_from_peer (sent, text, strlen (text), ONB_TEXT_MAX) : NULL;
}

static char *
copy_address (const OnbRedactor *sent, const char *address)
{
  return address != NULL ? onb_text_from_peer (sent, address, strlen (address), MAX_ADDRESS) : NULL;
}

/* Filters write pages of every age, and not always with the media type. What FHIR has in XML begins
 * with none of these. */
static gboolean
looks_like_html (const OnbExchange *exchange, const char *text, gsize length)
{
  static const char *const beginnings[] = {
    "<!doctype html", "<html",   "<head",     "<body",   "<!--", "<script", "<style", "<title",
    "<meta",          "<center", "<frameset", "<iframe", "<h1",  "<div",    "<p>"
  };
  g_autofree char *head = g_ascii_strdown (text, (gssize) MIN (length, 512));
  const char *start =
      head + (g_str_has_prefix (head, BYTE_ORDER_MARK) ? strlen (BYTE_ORDER_MARK) : 0);

  if (g_strcmp0 (exchange->content_type, "text/html") == 0 ||
      g_strcmp0 (exchange->content_type, "application/xhtml+xml") == 0)
    return TRUE;

  start += strspn (start, " \t\r\n");
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (start, beginnings[i]))
      return TRUE;

  return FALSE;
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

  self->body = JSON_NODE_HOLDS_OBJECT (root) ? ONB_BODY_JSON : ONB_BODY_FOREIGN_JSON;
  if (self->body == ONB_BODY_FOREIGN_JSON)
    return NULL;

  return g_steal_pointer (&root);
}

/* The first that is given counts. */
static void
take_reason (OnbAnswer *self, const char *text, const Peer *peer)
{
  g_autofree char *reason = self->reason == NULL ? peer->dialect->find_reason (text) : NULL;

  if (reason != NULL)
    self->reason = copy_excerpt (peer->sent, reason);
}

/* The value of name="value" or name=value, as RFC 6750 writes it, and gateways do. */
static char *
find_parameter (const char *text, const char *name)
{
  gsize length = strlen (name);

  for (const char *at = strstr (text, name); at != NULL; at = strstr (at + length, name))
    {
      const char *value = at + length;

      if ((at > text && (g_ascii_isalnum (at[-1]) || at[-1] == '_')) || *value != '=')
        continue;

      value++;
      return *value == '"' ? g_strndup (value + 1, strcspn (value + 1, "\""))
                           : g_strndup (value, strcspn (value, " ,;"));
    }

  return NULL;
}

/* RFC 6749 §5.2: a code, not a sentence. */
static gboolean
is_error_code (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && strchr ("_-.", *c) == NULL)
      return FALSE;

  return text[0] != '\0';
}

static void
take_error (OnbAnswer *self, const char *error, const OnbRedactor *sent)
{
  if (self->error == NULL && error != NULL && is_error_code (error))
    self->error = copy_excerpt (sent, error);
}

/* What a server says in words may hold an error and its reason too. */
static void
take_words (OnbAnswer *self, GString *said, const char *words, const Peer *peer)
{
  g_autofree char *error = NULL;

  if (words == NULL || words[0] == '\0')
    return;

  if (said->len > 0)
    g_string_append_c (said, ' ');
  g_string_append (said, words);

  error = find_parameter (words, "error");
  take_error (self, error, peer->sent);
  take_reason (self, words, peer);
}

static void
read_issues (OnbAnswer *self, GString *said, JsonObject *outcome, const Peer *peer)
{
  /* FHIR's IssueType, "security" and what is below it. */
  static const char *const security[] = { "security",  "login",      "unknown", "expired",
                                          "forbidden", "suppressed", NULL };
  JsonArray *issues = onb_json_get_array (outcome, "issue");
  JsonObject *issue;

  for (guint i = 0; (issue = onb_json_array_get_object (issues, i)) != NULL; i++)
    {
      const char *code = onb_json_get_string (issue, "code");
      const char *details = onb_json_get_string (onb_json_get_object (issue, "details"), "text");
      const char *diagnostics = onb_json_get_string (issue, "diagnostics");

      if (g_strcmp0 (code, "not-supported") == 0)
        self->issues |= ONB_ISSUE_NOT_SUPPORTED;
      else if (code != NULL && g_strv_contains (security, code))
        self->issues |= ONB_ISSUE_SECURITY;

      take_words (self, said, details, peer);
      if (g_strcmp0 (details, diagnostics) != 0)
        take_words (self, said, diagnostics, peer);
    }
}

static void
read_error_uri (OnbAnswer *self, const char *error_uri, const Peer *peer)
{
  const char *query = strchr (error_uri, '?');
  g_autofree char *id = NULL;

  self->error_uri =
      onb_text_from_peer (peer->sent, error_uri,
                          query != NULL ? (gsize) (query - error_uri) : strlen (error_uri),
                          ONB_TEXT_MAX);
  if (self->error_uri == NULL)
    return;

  take_reason (self, self->error_uri, peer);
  id = peer->dialect->find_correlation_id (self->error_uri);
  if (id == NULL)
    return;

  g_free (self->correlation_id);
  self->correlation_id = copy_excerpt (peer->sent, id);
}

/* An error, at any stage: OAuth's, FHIR's, one of the system's own, or somebody else's. */
static void
read_error (OnbAnswer *self, JsonObject *object, const Peer *peer)
{
  g_autoptr (GString) said = g_string_new (NULL);
  const char *error_uri = onb_json_get_string (object, "error_uri");

  take_error (self, onb_json_get_string (object, "error"), peer->sent);
  take_words (self, said, onb_json_get_string (object, "error_description"), peer);
  take_words (self, said, onb_json_get_string (object, "message"), peer);
  read_issues (self, said, object, peer);
  if (error_uri != NULL)
    read_error_uri (self, error_uri, peer);

  if (self->resource_type == NULL && self->error == NULL && self->reason == NULL &&
      !peer->dialect->is_error (object))
    {
      self->body = ONB_BODY_FOREIGN_JSON;
      take_words (self, said, onb_json_get_string (object, "error"), peer);
      take_words (self, said, onb_json_get_string (object, "title"), peer);
    }

  self->text = copy_excerpt (peer->sent, said->len > 0 ? said->str : NULL);
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

/* Of all parts of a statement that describe a server, taken together. */
static void
read_rest (OnbAnswer *self, JsonObject *rest, const OnbRedactor *sent)
{
  JsonArray *resources = onb_json_get_array (rest, "resource");
  JsonObject *resource;

  if (self->token_endpoint == NULL)
    self->token_endpoint = copy_address (sent, find_oauth_uri (rest));

  for (guint i = 0; (resource = onb_json_array_get_object (resources, i)) != NULL; i++)
    {
      const char *type = onb_json_get_string (resource, "type");
      gpointer known;

      if (type == NULL)
        continue;

      known = g_hash_table_lookup (self->interactions, type);
      g_hash_table_insert (self->interactions, g_strdup (type),
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (known) |
                                             read_interactions (resource)));
    }
}

static void
read_capabilities (OnbAnswer *self, JsonObject *object, const OnbRedactor *sent)
{
  JsonArray *parts = onb_json_get_array (object, "rest");
  JsonObject *rest;

  self->fhir_version = copy_excerpt (sent, onb_json_get_string (object, "fhirVersion"));
  self->interactions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; (rest = onb_json_array_get_object (parts, i)) != NULL; i++)
    if (g_strcmp0 (onb_json_get_string (rest, "mode"), "client") != 0)
      read_rest (self, rest, sent);
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
  const Peer peer = { dialect, sent };
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  g_return_val_if_fail (exchange != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (dialect != NULL, NULL);

  root = read_body (self, exchange, body, sent);
  if (root == NULL)
    return g_steal_pointer (&self);

  object = json_node_get_object (root);
  self->resource_type = copy_excerpt (sent, onb_json_get_string (object, "resourceType"));

  if (exchange->status >= 400 || g_strcmp0 (self->resource_type, "OperationOutcome") == 0)
    read_error (self, object, &peer);
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
  const Peer peer = { dialect, sent };
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

      self->token_type = copy_excerpt (sent, onb_json_get_string (object, "token_type"));
      read_granted (self, json_object_get_member (object, "scope"), sent);
      if (text != NULL)
        return g_steal_pointer (&self);
    }

  self->resource_type = copy_excerpt (sent, onb_json_get_string (object, "resourceType"));
  if (exchange->status >= 400)
    {
      read_error (self, object, &peer);
    }
  else if (exchange->status >= 200 && exchange->status < 300)
    {
      /* A refusal may have a status that claims success. */
      read_error (self, object, &peer);
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
  const Peer peer = { dialect, sent };
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  g_return_val_if_fail (exchange != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (dialect != NULL, NULL);

  root = read_body (self, exchange, body, sent);
  if (root == NULL)
    return g_steal_pointer (&self);

  object = json_node_get_object (root);
  self->resource_type = copy_excerpt (sent, onb_json_get_string (object, "resourceType"));

  if (exchange->status >= 400)
    read_error (self, object, &peer);
  else if (self->resource_type == NULL)
    self->body = ONB_BODY_FOREIGN_JSON;

  if (g_strcmp0 (self->resource_type, "Bundle") == 0)
    {
      self->bundle_type = copy_excerpt (sent, onb_json_get_string (object, "type"));
      self->entries = count_matches (object);
    }

  return g_steal_pointer (&self);
}
