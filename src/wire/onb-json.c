/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "wire/onb-json.h"

G_DEFINE_QUARK (onb - json - error - quark, onb_json_error)

/* json-glib descends by recursion and builds a node a value, so that nesting costs stack and
 * number costs memory. Both are counted before it sees the text. */
static gboolean
check_bounds (const char *text, gsize length, gsize max_values, GError **error)
{
  guint depth = 0;
  gsize values = 1;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
          continue;
        }

      switch (c)
        {
        case '"':
          in_string = TRUE;
          break;
        case '{':
        case '[':
          values++;
          if (++depth > ONB_JSON_MAX_DEPTH)
            {
              g_set_error (error, ONB_JSON_ERROR, ONB_JSON_ERROR_TOO_DEEP,
                           _ ("The JSON is nested more than %d levels deep."), ONB_JSON_MAX_DEPTH);
              return FALSE;
            }
          break;
        case '}':
        case ']':
          if (depth > 0)
            depth--;
          break;
        case ',':
          if (++values > max_values)
            {
              g_set_error_literal (error, ONB_JSON_ERROR, ONB_JSON_ERROR_TOO_MANY,
                                   _ ("The JSON contains too many values."));
              return FALSE;
            }
          break;
        default:
          break;
        }
    }

  return TRUE;
}

JsonNode *
onb_json_parse (const char *text, gsize length, gsize max_values, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (!check_bounds (text, length, max_values, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (length == 0 || !g_utf8_validate_len (text, length, NULL) ||
      !json_parser_load_from_data (parser, text, (gssize) length, &reason))
    {
      g_set_error (error, ONB_JSON_ERROR, ONB_JSON_ERROR_BROKEN, _ ("Not valid JSON: %s"),
                   reason != NULL ? reason->message : _ ("the text is empty or not UTF-8"));
      return NULL;
    }

  if (json_parser_get_root (parser) == NULL)
    {
      g_set_error_literal (error, ONB_JSON_ERROR, ONB_JSON_ERROR_BROKEN,
                           _ ("Not valid JSON: it is empty."));
      return NULL;
    }

  return json_parser_steal_root (parser);
}

static JsonNode *
get_member (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_TYPE (node) == type ? node : NULL;
}

const char *
onb_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

JsonObject *
onb_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

JsonArray *
onb_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

gint64
onb_json_get_int (JsonObject *object, const char *name, gint64 otherwise)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : otherwise;
}

gboolean
onb_json_get_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

GDateTime *
onb_json_get_time (JsonObject *object, const char *name)
{
  const char *text = onb_json_get_string (object, name);
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  /* At the ends of what a GDateTime can be, there is none in another time zone. */
  return time != NULL && g_date_time_get_year (time) >= 1970 && g_date_time_get_year (time) < 9999
             ? g_steal_pointer (&time)
             : NULL;
}

char **
onb_json_get_strings (JsonObject *object, const char *name)
{
  JsonArray *array = onb_json_get_array (object, name);
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (text != NULL && !g_ptr_array_find_with_equal_func (strings, text, g_str_equal, NULL))
        g_ptr_array_add (strings, g_strdup (text));
    }

  g_ptr_array_add (strings, NULL);
  return (char **) g_ptr_array_steal (strings, NULL);
}

JsonObject *
onb_json_array_get_object (JsonArray *array, guint index)
{
  JsonNode *node = NULL;

  if (array != NULL && index < json_array_get_length (array))
    node = json_array_get_element (array, index);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

void
onb_json_add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
onb_json_add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
onb_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
onb_json_add_strings (JsonBuilder *builder, const char *name, const char *const *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values[i] != NULL; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}
