/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fhir/onb-scope.h"

#define CONTEXT "system/"

/* What begins a query, which narrows a scope to some of a resource's entries. */
#define NARROWED "?"

/* What the words of SMART v1 allow, in the letters of v2. */
static const struct
{
  const char *word;
  guint letters;
} words[] = {
  [ONB_ACCESS_READ] = { "read", ONB_LETTER_READ | ONB_LETTER_SEARCH },
  [ONB_ACCESS_WRITE] = { "write", ONB_LETTER_CREATE | ONB_LETTER_UPDATE | ONB_LETTER_DELETE },
  { "*", ONB_LETTER_CREATE | ONB_LETTER_READ | ONB_LETTER_UPDATE | ONB_LETTER_DELETE |
             ONB_LETTER_SEARCH },
};

/* The order of the letters, in which SMART v2 writes them too. */
static const char letters[] = "cruds";

char *
onb_scope_new (const char *resource, OnbAccess access)
{
  g_return_val_if_fail (resource != NULL, NULL);

  return g_strdup_printf (CONTEXT "%s.%s", resource, words[access].word);
}

/* Histories ask for thousands of scopes: it is compiled once. */
static const GRegex *
get_form (void)
{
  static GRegex *form = NULL;

  if (g_once_init_enter (&form))
    g_once_init_leave (&form, g_regex_new ("^(system|user|patient)/[A-Za-z*]{1,64}\\.[a-z*]{1,8}$",
                                           G_REGEX_DOLLAR_ENDONLY, 0, NULL));
  return form;
}

gboolean
onb_scope_is_well_formed (const char *scope)
{
  g_return_val_if_fail (scope != NULL, FALSE);

  return g_regex_match (get_form (), scope, 0, NULL);
}

char **
onb_scope_split (const char *scopes)
{
  char **split;
  GStrvBuilder *builder;

  g_return_val_if_fail (scopes != NULL, NULL);

  builder = g_strv_builder_new ();
  split = g_strsplit_set (scopes, " \t\r\n,", -1);
  for (guint i = 0; split[i] != NULL; i++)
    {
      const char *scope = split[i];

      if (g_str_has_prefix (scope, "http://") || g_str_has_prefix (scope, "https://"))
        {
          const char *context =
              g_strrstr_len (scope, (gssize) strcspn (scope, NARROWED), "/" CONTEXT);

          scope = context != NULL ? context + 1 : scope;
        }
      if (scope[0] != '\0')
        g_strv_builder_add (builder, scope);
    }

  g_strfreev (split);
  split = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return split;
}

/* 0 where it is none, or one for another resource. */
static guint
letters_of (const char *whole, const char *resource)
{
  g_autofree char *scope = g_strndup (whole, strcspn (whole, NARROWED));
  const char *dot = strrchr (scope, '.');
  const char *type;
  guint found = 0;
  gsize length;

  if (dot == NULL || !g_str_has_prefix (scope, CONTEXT))
    return 0;

  type = scope + strlen (CONTEXT);
  length = (gsize) (dot - type);
  if (dot < type || !((length == strlen (resource) && strncmp (type, resource, length) == 0) ||
                      (length == 1 && type[0] == '*')))
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (dot + 1, words[i].word) == 0)
      return words[i].letters;

  for (const char *c = dot + 1; *c != '\0'; c++)
    {
      const char *letter = strchr (letters, *c);

      if (letter == NULL)
        return 0;
      found |= 1u << (letter - letters);
    }

  return found;
}

static gboolean
is_narrowed (const char *scope)
{
  return strpbrk (scope, NARROWED) != NULL;
}

static guint
unite_letters (const char *granted, const char *resource, gboolean narrowed)
{
  g_auto (GStrv) scopes = onb_scope_split (granted);
  guint found = 0;

  for (guint i = 0; scopes[i] != NULL; i++)
    if (is_narrowed (scopes[i]) == narrowed)
      found |= letters_of (scopes[i], resource);

  return found;
}

guint
onb_scope_get_letters (const char *granted, const char *resource)
{
  g_return_val_if_fail (granted != NULL, 0);
  g_return_val_if_fail (resource != NULL, 0);

  return unite_letters (granted, resource, FALSE);
}

guint
onb_scope_get_narrowed_letters (const char *granted, const char *resource)
{
  g_return_val_if_fail (granted != NULL, 0);
  g_return_val_if_fail (resource != NULL, 0);

  return unite_letters (granted, resource, TRUE);
}

char *
onb_scope_list (const char *granted, const char *resource)
{
  g_auto (GStrv) scopes = NULL;
  g_autofree char *prefix = NULL;
  GString *list = g_string_new (NULL);

  g_return_val_if_fail (granted != NULL, NULL);
  g_return_val_if_fail (resource != NULL, NULL);

  scopes = onb_scope_split (granted);
  prefix = g_strconcat (CONTEXT, resource, ".", NULL);
  for (guint i = 0; scopes[i] != NULL; i++)
    if (g_str_has_prefix (scopes[i], prefix))
      g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", scopes[i]);

  return g_string_free (list, list->len == 0);
}

static guint
count (guint mask)
{
  guint n = 0;

  for (; mask != 0; mask &= mask - 1)
    n++;

  return n;
}

char *
onb_scope_new_v2 (const char *supported, const char *resource)
{
  g_auto (GStrv) scopes = NULL;
  const char *widest = NULL;
  guint most = 0;

  g_return_val_if_fail (resource != NULL, NULL);

  if (supported == NULL)
    return NULL;

  scopes = onb_scope_split (supported);
  for (guint i = 0; scopes[i] != NULL; i++)
    {
      const char *dot = strrchr (scopes[i], '.');
      guint n = count (letters_of (scopes[i], resource));

      if (n > most && !is_narrowed (scopes[i]) && strspn (dot + 1, letters) == strlen (dot + 1) &&
          strchr (scopes[i], '*') == NULL)
        {
          widest = scopes[i];
          most = n;
        }
    }

  return g_strdup (widest);
}
