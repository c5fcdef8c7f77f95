/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fhir/onb-scope.h"

#include "fuzz.h"

static const char *const resources[] = { "Appointment", "DocumentReference", "Patient", "Slot" };

/* What all together allow is what each by itself allows, whatever the order. */
static void
assert_united (char **split, const char *scopes, const char *resource)
{
  guint whole = 0, narrowed = 0;

  for (guint i = 0; split[i] != NULL; i++)
    {
      guint letters = onb_scope_get_letters (split[i], resource);
      guint in_part = onb_scope_get_narrowed_letters (split[i], resource);

      g_assert_true (letters == 0 || in_part == 0);
      whole |= letters;
      narrowed |= in_part;
    }

  g_assert_cmpuint (onb_scope_get_letters (scopes, resource), ==, whole);
  g_assert_cmpuint (onb_scope_get_narrowed_letters (scopes, resource), ==, narrowed);
}

/* What is asked for in the form of v2 is one scope that is published, and the whole of a resource. */
static void
assert_published (char **split, const char *scopes, const char *resource)
{
  g_autofree char *asked = onb_scope_new_v2 (scopes, resource);

  if (asked == NULL)
    return;

  g_assert_true (g_strv_contains ((const char *const *) split, asked));
  g_assert_cmpuint (onb_scope_get_letters (asked, resource), !=, 0);
  g_assert_cmpuint (onb_scope_get_narrowed_letters (asked, resource), ==, 0);
  g_assert_null (strpbrk (asked, " \t\r\n,?*"));
  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    g_assert_true (strcmp (resources[i], resource) == 0 ||
                   onb_scope_get_letters (asked, resources[i]) == 0);
}

/* Scopes as a server grants or publishes them, in SMART v1 and v2. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *scopes = g_strndup ((const char *) data, size);
  g_auto (GStrv) split = onb_scope_split (scopes);
  g_autofree char *joined = g_strjoinv (" ", split);
  g_auto (GStrv) again = onb_scope_split (joined);

  for (guint i = 0; split[i] != NULL; i++)
    {
      g_assert_true (split[i][0] != '\0');
      g_assert_null (strpbrk (split[i], " \t\r\n,"));
    }
  g_assert_true (g_strv_equal ((const char *const *) split, (const char *const *) again));

  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      g_autofree char *list = onb_scope_list (scopes, resources[i]);
      g_autofree char *read = onb_scope_new (resources[i], ONB_ACCESS_READ);
      g_autofree char *more = g_strconcat (scopes, " ", read, NULL);

      assert_united (split, scopes, resources[i]);
      assert_published (split, scopes, resources[i]);
      g_assert_true (list == NULL || list[0] != '\0');
      /* What is listed for a resource grants no more than the whole does. */
      g_assert_true (list == NULL || (onb_scope_get_letters (list, resources[i]) &
                                      ~onb_scope_get_letters (scopes, resources[i])) == 0);
      /* One more never takes anything away. */
      g_assert_cmpuint (onb_scope_get_letters (more, resources[i]), ==,
                        onb_scope_get_letters (scopes, resources[i]) |
                            onb_scope_get_letters (read, resources[i]));
    }
  return 0;
}
