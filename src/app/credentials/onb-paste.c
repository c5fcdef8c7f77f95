/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "app/credentials/onb-paste.h"

/* No-break and zero-width spaces come with what is copied from a web page or a mail. */
static gboolean
is_blank (gunichar character)
{
  return g_unichar_isspace (character) || character == 0x200B || character == 0xFEFF;
}

gsize
onb_paste_trim (const char **text)
{
  const char *begin, *end;

  g_return_val_if_fail (text != NULL && *text != NULL, 0);

  begin = *text;
  if (!g_utf8_validate (begin, -1, NULL))
    return strlen (begin);

  while (*begin != '\0' && is_blank (g_utf8_get_char (begin)))
    begin = g_utf8_next_char (begin);
  end = begin + strlen (begin);
  while (end > begin && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  *text = begin;
  return (gsize) (end - begin);
}

static gboolean
take_part (const char *part, const char **client_id, const char **secret)
{
  const char **target = g_uuid_string_is_valid (part) ? client_id : secret;

  if (*target != NULL)
    return FALSE;

  *target = part;
  return TRUE;
}

gboolean
onb_paste_sort (char *text, const char **client_id, const char **secret)
{
  char *part = NULL;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (client_id != NULL && secret != NULL, FALSE);

  *client_id = *secret = NULL;
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (char *c = text, *next; *c != '\0'; c = next)
    {
      next = g_utf8_next_char (c);
      if (is_blank (g_utf8_get_char (c)))
        {
          *c = '\0';
          if (part != NULL && !take_part (part, client_id, secret))
            return FALSE;
          part = NULL;
        }
      else if (part == NULL)
        {
          part = c;
        }
    }

  if (part != NULL && !take_part (part, client_id, secret))
    return FALSE;

  return *client_id != NULL || *secret != NULL;
}
