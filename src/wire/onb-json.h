/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** How deep JSON from a server may be nested, and how many values it may hold. */
#define ONB_JSON_MAX_DEPTH 64
#define ONB_JSON_MAX_VALUES 200000

#define ONB_JSON_ERROR (onb_json_error_quark ())

/**
 * OnbJsonError:
 * @ONB_JSON_ERROR_BROKEN: not JSON
 * @ONB_JSON_ERROR_TOO_DEEP: nested deeper than #ONB_JSON_MAX_DEPTH
 * @ONB_JSON_ERROR_TOO_MANY: more values than allowed
 */
typedef enum
{
  ONB_JSON_ERROR_BROKEN,
  ONB_JSON_ERROR_TOO_DEEP,
  ONB_JSON_ERROR_TOO_MANY,
} OnbJsonError;

GQuark onb_json_error_quark (void);

/**
 * onb_json_parse:
 * @text: what was received; need not end in a zero byte
 * @length: its length in bytes
 * @max_values: how many values it may hold, usually #ONB_JSON_MAX_VALUES
 *
 * Parses JSON from somebody whom we do not trust.
 *
 * Returns: (transfer full) (nullable): the root, or %NULL with #ONB_JSON_ERROR
 */
JsonNode *onb_json_parse (const char *text, gsize length, gsize max_values, GError **error);

/**
 * onb_json_get_string:
 * @object: (nullable): an object
 *
 * Returns: (nullable): the member @name where it is a string
 */
const char *onb_json_get_string (JsonObject *object, const char *name);

/**
 * onb_json_get_object:
 * @object: (nullable): an object
 *
 * Returns: (nullable) (transfer none): the member @name where it is an object
 */
JsonObject *onb_json_get_object (JsonObject *object, const char *name);

/**
 * onb_json_get_array:
 * @object: (nullable): an object
 *
 * Returns: (nullable) (transfer none): the member @name where it is an array
 */
JsonArray *onb_json_get_array (JsonObject *object, const char *name);

/**
 * onb_json_get_int:
 * @object: (nullable): an object
 *
 * Returns: the member @name where it is a number, else @otherwise
 */
gint64 onb_json_get_int (JsonObject *object, const char *name, gint64 otherwise);

/**
 * onb_json_get_boolean:
 * @object: (nullable): an object
 *
 * Returns: the member @name where it is true or false, else %FALSE
 */
gboolean onb_json_get_boolean (JsonObject *object, const char *name);

/**
 * onb_json_get_time:
 * @object: (nullable): an object
 *
 * Returns: (transfer full) (nullable): the member @name where it is a time of RFC 3339 that a clock can
 *   have shown, in every time zone: of the years that people write with four digits, from 1970 on
 */
GDateTime *onb_json_get_time (JsonObject *object, const char *name);

/**
 * onb_json_get_strings:
 * @object: (nullable): an object
 *
 * Returns: (transfer full) (array zero-terminated=1): what is a string in the array @name, each once;
 *   empty where that is none
 */
char **onb_json_get_strings (JsonObject *object, const char *name);

/**
 * onb_json_array_get_object:
 * @array: (nullable): an array
 *
 * Returns: (nullable) (transfer none): the element at @index where there is one that is an object
 */
JsonObject *onb_json_array_get_object (JsonArray *array, guint index);

/**
 * onb_json_add_string:
 * @value: (nullable): the member's value; null where it is %NULL
 *
 * Adds a member to the object that @builder is in, as do those below.
 */
void onb_json_add_string (JsonBuilder *builder, const char *name, const char *value);

void onb_json_add_int (JsonBuilder *builder, const char *name, gint64 value);

void onb_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value);

/** onb_json_add_strings: @values: (array zero-terminated=1) */
void onb_json_add_strings (JsonBuilder *builder, const char *name, const char *const *values);

G_END_DECLS
