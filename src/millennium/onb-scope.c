/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "millennium/onb-scope.h"

static const struct
{
  const char *v1;
  /* The letters of SMART v2 (create, read, update, delete, search) that cover the access. */
  const char *v2;
} accesses[] = {
  [ONB_ACCESS_READ] = { "read", "rs" },
  [ONB_ACCESS_WRITE] = { "write", "cud" },
};

char *
onb_scope_new (const char *resource, OnbAccess access)
{
  g_return_val_if_fail (resource != NULL, NULL);

  return g_strdup_printf ("system/%s.%s", resource, accesses[access].v1);
}

static gboolean
permissions_cover (const char *permissions, gsize length, OnbAccess access)
{
  if (length == strlen (accesses[access].v1) &&
      strncmp (permissions, accesses[access].v1, length) == 0)
    return TRUE;

  if (length == 0 || strspn (permissions, "cruds") < length)
    return FALSE;

  for (const char *letter = accesses[access].v2; *letter != '\0'; letter++)
    if (memchr (permissions, *letter, length) == NULL)
      return FALSE;

  return TRUE;
}

gboolean
onb_scope_is_granted (const char *granted, const char *resource, OnbAccess access)
{
  g_auto (GStrv) scopes = NULL;
  g_autofree char *prefix = NULL;

  g_return_val_if_fail (granted != NULL, FALSE);
  g_return_val_if_fail (resource != NULL, FALSE);

  scopes = g_strsplit (granted, " ", -1);
  prefix = g_strdup_printf ("system/%s.", resource);

  for (guint i = 0; scopes[i] != NULL; i++)
    if (g_str_has_prefix (scopes[i], prefix))
      {
        const char *permissions = scopes[i] + strlen (prefix);

        /* SMART v2 may narrow a scope with a query; what is narrowed is not the whole. */
        if (permissions_cover (permissions, strlen (permissions), access))
          return TRUE;
      }

  return FALSE;
}
