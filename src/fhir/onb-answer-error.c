/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-json.h"

#include "fhir/onb-answer-error.h"

/* Whose answer it is: how they put errors, and what was sent to them. */
typedef struct
{
  const OnbDialect *dialect;
  const OnbRedactor *sent;
} Peer;

/* The first that is given counts. */
static void
take_reason (OnbAnswer *self, const char *text, const Peer *peer)
{
  g_autofree char *reason = self->reason == NULL ? peer->dialect->find_reason (text) : NULL;

  if (reason != NULL)
    self->reason = onb_text_excerpt (peer->sent, reason);
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
    self->error = onb_text_excerpt (sent, error);
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
  self->correlation_id = onb_text_excerpt (peer->sent, id);
}

void
onb_answer_read_error (OnbAnswer *self,
                       JsonObject *object,
                       const OnbDialect *dialect,
                       const OnbRedactor *sent)
{
  g_autoptr (GString) said = g_string_new (NULL);
  const char *error_uri = onb_json_get_string (object, "error_uri");
  const Peer peer = { dialect, sent };

  g_return_if_fail (self != NULL);
  g_return_if_fail (object != NULL);
  g_return_if_fail (dialect != NULL);

  take_error (self, onb_json_get_string (object, "error"), sent);
  take_words (self, said, onb_json_get_string (object, "error_description"), &peer);
  take_words (self, said, onb_json_get_string (object, "message"), &peer);
  read_issues (self, said, object, &peer);
  if (error_uri != NULL)
    read_error_uri (self, error_uri, &peer);

  if (self->resource_type == NULL && self->error == NULL && self->reason == NULL &&
      !dialect->is_error (object))
    {
      self->body = ONB_BODY_FOREIGN_JSON;
      take_words (self, said, onb_json_get_string (object, "error"), &peer);
      take_words (self, said, onb_json_get_string (object, "title"), &peer);
    }

  self->text = onb_text_excerpt (sent, said->len > 0 ? said->str : NULL);
}
