/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fhir/onb-scope.h"
#include "wire/onb-json.h"

#include "practice/onb-practice-private.h"

#define TOKEN_SECONDS 570
#define URN "urn:cerner:error:authorization-server:oauth2:token:"

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
  onb_json_add_string (builder, "error", error);
  onb_json_add_string (builder, "error_uri", error_uri);
  json_builder_end_object (builder);
  onb_practice_set_header (message, "Cerner-Correlation-Id", correlation);
  onb_practice_answer_json (message, status, "application/json", builder);
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
  for (guint i = 0; i < ONB_PRACTICE_N_RESOURCES; i++)
    {
      g_autofree char *read = onb_scope_new (onb_practice_resources[i].type, ONB_ACCESS_READ);
      g_autofree char *write = onb_scope_new (onb_practice_resources[i].type, ONB_ACCESS_WRITE);
      g_autofree char *v2 = onb_practice_new_v2_scope (self, &onb_practice_resources[i]);

      if (self->scenario->smart_v2 ? strcmp (v2, scope) == 0
                                   : strcmp (read, scope) == 0 || strcmp (write, scope) == 0)
        return !is_missing (self, scope);
    }

  return FALSE;
}

/* Whether a search is let through, whatever the form in which its scope is registered. */
gboolean
onb_practice_may_search (OnbPractice *self, const char *type)
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

/* What somebody else does meanwhile begins it, or ends it: each request counts. */
static gboolean
refuses (OnbPractice *self)
{
  const OnbScenario *scenario = self->scenario;

  if (scenario->token_status == 0)
    return FALSE;

  if (self->n_granted < scenario->token_grants)
    {
      self->n_granted++;
      return FALSE;
    }

  return scenario->token_refusals == 0 || self->n_refused++ < scenario->token_refusals;
}

void
onb_practice_answer_token (OnbPractice *self, SoupServerMessage *message)
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

  if (refuses (self))
    {
      if (scenario->token_error != NULL)
        refuse_token (message, scenario->token_status, scenario->token_error, scenario->token_urn);
      else
        onb_practice_answer_played (message, scenario->token_status, scenario->token_body);
      return;
    }

  if (strcmp (soup_server_message_get_method (message), SOUP_METHOD_POST) != 0)
    {
      onb_practice_answer_text (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL, NULL);
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
  onb_json_add_string (builder, "access_token", self->token);
  onb_json_add_string (builder, "token_type", "Bearer");
  onb_json_add_int (builder, "expires_in", TOKEN_SECONDS);
  if (scenario->scope_form != ONB_SCOPE_FORM_NONE)
    onb_json_add_string (builder, "scope", joined);
  json_builder_end_object (builder);
  onb_practice_set_header (message, "Cache-Control", "no-store");
  onb_practice_answer_json (message, SOUP_STATUS_OK, "application/json", builder);
}
