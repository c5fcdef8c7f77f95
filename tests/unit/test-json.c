/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-json.h"

static void
test_json_bounds (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("[0");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) good = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (onb_json_parse (deep->str, deep->len, ONB_JSON_MAX_VALUES, &error));
  g_assert_error (error, ONB_JSON_ERROR, ONB_JSON_ERROR_TOO_DEEP);
  g_clear_error (&error);

  for (guint i = 0; i < ONB_JSON_MAX_VALUES; i++)
    g_string_append (wide, ",0");
  g_string_append_c (wide, ']');
  g_assert_null (onb_json_parse (wide->str, wide->len, ONB_JSON_MAX_VALUES, &error));
  g_assert_error (error, ONB_JSON_ERROR, ONB_JSON_ERROR_TOO_MANY);
  g_clear_error (&error);

  g_assert_null (onb_json_parse ("{\"a\":", 5, ONB_JSON_MAX_VALUES, &error));
  g_assert_error (error, ONB_JSON_ERROR, ONB_JSON_ERROR_BROKEN);
  g_clear_error (&error);

  g_assert_null (onb_json_parse ("", 0, ONB_JSON_MAX_VALUES, &error));
  g_assert_error (error, ONB_JSON_ERROR, ONB_JSON_ERROR_BROKEN);
  g_clear_error (&error);

  /* Brackets and commas in strings do not count. */
  good = onb_json_parse ("{\"a\":\"[[[[\\\"[,,,\"}", 18, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (onb_json_get_string (json_node_get_object (good), "a"), ==, "[[[[\"[,,,");
}

/* What was written when a clock was wrong, or by whomever, can be shown wherever it is read. */
static void
test_json_times (void)
{
  static const struct
  {
    const char *text;
    gboolean is_time;
  } times[] = {
    { "2026-11-25T08:00:00Z", TRUE },
    { "1970-01-01T00:00:00.5+01:00", TRUE },
    { "9998-12-31T23:59:59-12:00", TRUE },
    { "9999-12-31T23:59:59Z", FALSE },
    { "0001-01-01T00:00:00Z", FALSE },
    { "0000-00-00T00:00:00Z", FALSE },
    { "2026-11-25", FALSE },
    { "yesterday", FALSE },
    { "", FALSE },
  };
  static const char *const zones[] = { "-12:00", "+14:00" };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      g_autoptr (GDateTime) time = NULL;

      json_object_set_string_member (object, "t", times[i].text);
      time = onb_json_get_time (object, "t");
      g_assert_cmpint (time != NULL, ==, times[i].is_time);
      for (guint zone = 0; time != NULL && zone < G_N_ELEMENTS (zones); zone++)
        {
          g_autoptr (GTimeZone) there = g_time_zone_new_identifier (zones[zone]);
          g_autoptr (GDateTime) shown = g_date_time_to_timezone (time, there);

          g_assert_nonnull (shown);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/bounds", test_json_bounds);
  g_test_add_func ("/json/times", test_json_times);

  return g_test_run ();
}
