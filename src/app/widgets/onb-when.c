/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/widgets/onb-when.h"

/* Not %c, nor %X: some locales put the zone in there, in the midst of a sentence. */
char *
onb_when_describe (GDateTime *when)
{
  g_autoptr (GDateTime) local = NULL;

  g_return_val_if_fail (when != NULL, NULL);

  local = g_date_time_to_local (when);
  return g_date_time_format (local, "%x, %R");
}
