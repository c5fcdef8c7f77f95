/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdarg.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"

#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_DIRECTIONAL_ISOLATE "\u2069"
#define RIGHT_TO_LEFT_MARK "\u200f"

gboolean
onb_bidi_is_right_to_left (void)
{
  /* Translators: the direction of your language: “rtl” for right to left, otherwise “ltr”. */
  return strcmp (C_ ("text direction", "ltr"), "rtl") == 0;
}

char *
onb_bidi_isolate (const char *quoted)
{
  return onb_bidi_is_right_to_left ()
             ? g_strconcat (FIRST_STRONG_ISOLATE, quoted, POP_DIRECTIONAL_ISOLATE, NULL)
             : g_strdup (quoted);
}

const char *
onb_bidi_get_line_mark (void)
{
  return onb_bidi_is_right_to_left () ? RIGHT_TO_LEFT_MARK : "";
}

/* Puts isolates around each %s and %1$s of a format. */
static char *
isolate_strings (const char *format)
{
  GString *isolating = g_string_new (NULL);

  while (*format != '\0')
    {
      gsize length = 1;
      gboolean is_string = FALSE;

      if (format[0] == '%' && format[1] == '%')
        length = 2;
      else if (format[0] == '%')
        {
          length += strspn (format + length, "0123456789$");
          is_string = format[length] == 's';
          length += is_string;
        }

      if (is_string)
        g_string_append (isolating, FIRST_STRONG_ISOLATE);
      g_string_append_len (isolating, format, (gssize) length);
      if (is_string)
        g_string_append (isolating, POP_DIRECTIONAL_ISOLATE);
      format += length;
    }

  return g_string_free (isolating, FALSE);
}

char *
onb_bidi_format (const char *format, ...)
{
  g_autofree char *isolating = onb_bidi_is_right_to_left () ? isolate_strings (format) : NULL;
  char *text;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (isolating != NULL ? isolating : format, arguments);
  va_end (arguments);

  return text;
}
