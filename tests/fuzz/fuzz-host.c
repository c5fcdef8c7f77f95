/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-host.h"

#include "fuzz.h"

static void
assert_is_host (const OnbHost *host)
{
  g_autofree char *text = onb_host_to_string (host);
  g_autoptr (OnbHost) again = onb_host_parse (text);

  /* What is shown and sent is a host again, the same, and can be nothing else in a header. */
  g_assert_nonnull (again);
  g_assert_cmpstr (again->name, ==, host->name);
  g_assert_cmpint (again->port, ==, host->port);
  g_assert_true (onb_host_is_name (host->name));
  for (const char *c = text; *c != '\0'; c++)
    g_assert_true (g_ascii_isalnum (*c) || strchr ("-.:[]", *c) != NULL);
}

/* A host as it is approved, and the address of a token endpoint as a server publishes it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (OnbHost) host = onb_host_parse (text);
  g_autoptr (OnbHost) of_url = onb_host_parse_url (text);

  if (host != NULL)
    assert_is_host (host);
  if (of_url != NULL)
    assert_is_host (of_url);
  return 0;
}
