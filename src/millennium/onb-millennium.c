/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-host.h"
#include "wire/onb-json.h"

#include "millennium/onb-millennium.h"

/* IDs are positive numbers, and those of schedules and slots have four parts. */
static const struct
{
  const char *resource;
  const char *id;
} impossible_ids[] = {
  { "Schedule", "0-0-0-0" },
  { "Slot", "0-0-0-0" },
  { NULL, "0" },
};

gboolean
onb_millennium_has_host (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return onb_host_is_below (name, "cerner.com") || onb_host_is_below (name, "sandboxcerner.com");
}

gboolean
onb_millennium_has_site (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return onb_millennium_has_host (name) || onb_host_is_below (name, "oracle.com");
}

const char *
onb_millennium_get_impossible_id (const char *resource)
{
  gsize i = 0;

  g_return_val_if_fail (resource != NULL, NULL);

  while (impossible_ids[i].resource != NULL && strcmp (impossible_ids[i].resource, resource) != 0)
    i++;

  return impossible_ids[i].id;
}

/* Only the last part of a urn tells the cause; it is published with hyphens, and with underscores too. */
static char *
get_last_part (const char *urn, gsize length)
{
  g_autofree char *unescaped = g_uri_unescape_segment (urn, urn + length, NULL);
  const char *last;

  if (unescaped == NULL)
    return NULL;

  while (g_str_has_suffix (unescaped, ":") || g_str_has_suffix (unescaped, "."))
    unescaped[strlen (unescaped) - 1] = '\0';
  g_strdelimit (unescaped, "_", '-');
  last = strrchr (unescaped, ':');
  return last != NULL ? g_strdup (last + 1) : NULL;
}

/* "urn:cerner:error:oauth2:resource-access:insufficient-scopes", percent-encoded or not, wherever it
 * stands. What “return: ” ends with is none. */
static char *
find_reason (const char *text)
{
  static const char *const beginnings[] = { "urn:", "urn%3a" };
  g_autofree char *lower = g_ascii_strdown (text, -1);
  char *reason = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (beginnings) && reason == NULL; i++)
    {
      const char *at = lower;

      while (reason == NULL && (at = strstr (at, beginnings[i])) != NULL)
        {
          gsize length = strcspn (at, "/?&\"' \t,;<>()\\");

          reason = get_last_part (at, length);
          at += length;
        }
    }

  return reason;
}

/* https://authorization.cerner.com/errors/{percent-encoded urn}/instances/{correlation id} */
static char *
find_correlation_id (const char *error_uri)
{
  g_auto (GStrv) parts = g_strsplit (error_uri, "/", -1);
  const char *id = NULL;

  for (guint i = 0; parts[i] != NULL && parts[i + 1] != NULL; i++)
    if (strcmp (parts[i], "instances") == 0)
      id = parts[i + 1];

  return g_strdup (id);
}

/* That of the gateway in front: {"code":403,"message":"code=\"urn:…\", error=\"…\""} */
static gboolean
is_error (JsonObject *body)
{
  return onb_json_get_string (body, "message") != NULL && onb_json_get_int (body, "code", 0) != 0;
}

const OnbDialect *
onb_millennium_get_dialect (void)
{
  static const OnbDialect dialect = { find_reason, find_correlation_id, is_error };

  return &dialect;
}
