/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "check/onb-check-json.h"
#include "clinic/onb-user-file.h"
#include "wire/onb-json.h"
#include "wire/onb-text.h"

#include "clinic/onb-clinic-file.h"

#define SCHEMA_PREFIX "io.leyr.Onboarding.clinic/"
#define SCHEMA_VERSION 1
#define MAX_LOCATION 4096

static const char *const account_ids[ONB_N_ACCOUNTS] = {
  [ONB_ACCOUNT_UNKNOWN] = "unknown",
  [ONB_ACCOUNT_YES] = "yes",
  [ONB_ACCOUNT_NO] = "no",
  [ONB_ACCOUNT_NOT_SURE] = "not-sure",
};

static void
add_ticks (JsonBuilder *builder, OnbClinic *self)
{
  g_autoptr (GArray) ticks = onb_clinic_get_ticks (self);

  json_builder_set_member_name (builder, "ticks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ticks->len; i++)
    json_builder_add_int_value (builder, g_array_index (ticks, int, i));
  json_builder_end_array (builder);
}

static void
add_credentials (JsonBuilder *builder, OnbClinic *self)
{
  onb_json_add_boolean (builder, "stored", onb_clinic_get_stored (self));
  if (!onb_clinic_get_stored (self))
    return;

  json_builder_set_member_name (builder, "credentials");
  json_builder_begin_object (builder);
  onb_json_add_string (builder, "client_id", onb_clinic_get_client_id (self));
  onb_json_add_string (builder, "mark", onb_clinic_get_credentials (self));
  json_builder_end_object (builder);
}

static void
add_result (JsonBuilder *builder, OnbClinic *self)
{
  OnbCheckResult *result = onb_clinic_get_result (self);
  GPtrArray *history = onb_clinic_get_history (self);

  if (result != NULL)
    {
      json_builder_set_member_name (builder, "result");
      json_builder_add_value (builder, onb_check_result_to_json (result));
      json_builder_set_member_name (builder, "result_about");
      json_builder_add_value (builder, onb_about_to_json (onb_clinic_get_result_about (self)));
    }

  if (history->len > 0)
    {
      json_builder_set_member_name (builder, "history");
      json_builder_add_value (builder, onb_history_to_json (history));
    }
}

static void
add_enablement (JsonBuilder *builder, OnbClinic *self)
{
  GDateTime *sent = onb_clinic_get_request_sent (self);
  g_autofree char *text = sent != NULL ? g_date_time_format_iso8601 (sent) : NULL;

  json_builder_set_member_name (builder, "enablement");
  json_builder_begin_object (builder);
  onb_json_add_string (builder, "hosting", onb_clinic_get_hosting (self));
  onb_json_add_string (builder, "application_id", onb_clinic_get_application_id (self));
  if (sent != NULL)
    {
      onb_json_add_string (builder, "sent", text);
      if (onb_clinic_get_request_address (self) != NULL)
        onb_json_add_string (builder, "address", onb_clinic_get_request_address (self));
      onb_json_add_strings (builder, "scopes", onb_clinic_get_request_scopes (self));
    }
  json_builder_end_object (builder);
}

JsonNode *
onb_clinic_to_json (OnbClinic *self)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *schema = NULL;

  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  builder = json_builder_new ();
  schema = g_strdup_printf (SCHEMA_PREFIX "%d", SCHEMA_VERSION);

  json_builder_begin_object (builder);
  onb_json_add_string (builder, "schema", schema);
  onb_json_add_string (builder, "id", onb_clinic_get_id (self));
  onb_json_add_string (builder, "guide", onb_clinic_get_guide (self));
  onb_json_add_string (builder, "name", onb_clinic_get_name (self));
  onb_json_add_string (builder, "location", onb_clinic_get_location (self));
  onb_json_add_string (builder, "account", account_ids[onb_clinic_get_account (self)]);
  onb_json_add_strings (builder, "options", onb_clinic_get_options (self));
  add_ticks (builder, self);
  if (onb_clinic_get_page (self) != NULL)
    onb_json_add_string (builder, "page", onb_clinic_get_page (self));
  add_credentials (builder, self);
  onb_json_add_strings (builder, "approved_hosts", onb_clinic_get_approved_hosts (self));
  onb_json_add_boolean (builder, "test_daily", onb_clinic_get_daily (self));
  onb_json_add_boolean (builder, "handed_over", onb_clinic_get_handed_over (self));
  add_enablement (builder, self);
  add_result (builder, self);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

char *
onb_clinic_to_text (OnbClinic *self)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  node = onb_clinic_to_json (self);
  return json_to_string (node, TRUE);
}

static gboolean
check_schema (JsonObject *object, GError **error)
{
  const char *schema = onb_json_get_string (object, "schema");
  guint64 version;

  if (schema == NULL || !g_str_has_prefix (schema, SCHEMA_PREFIX) ||
      !g_ascii_string_to_unsigned (schema + strlen (SCHEMA_PREFIX), 10, 1, G_MAXINT, &version,
                                   NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This file does not contain a clinic."));
      return FALSE;
    }

  if (version > SCHEMA_VERSION)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _ ("This file was created by a newer version of Leyr Onboarding. Update "
                              "Leyr Onboarding to open it."));
      return FALSE;
    }

  return TRUE;
}

/* It goes to terminals and labels, whoever wrote the file. */
static char *
read_line (JsonObject *object, const char *name, gsize max)
{
  const char *value = onb_json_get_string (object, name);
  char *line = value != NULL ? onb_text_clean (value, strlen (value), max) : NULL;

  return line != NULL ? line : g_strdup ("");
}

static void
read_progress (OnbClinic *self, JsonObject *object)
{
  const char *account = onb_json_get_string (object, "account");
  JsonArray *ticks = onb_json_get_array (object, "ticks");
  g_auto (GStrv) options = onb_json_get_strings (object, "options");
  g_autofree char *name = read_line (object, "name", ONB_TEXT_MAX);
  g_autofree char *location = read_line (object, "location", MAX_LOCATION);

  onb_clinic_set_name (self, name);
  onb_clinic_set_location (self, location);
  onb_clinic_set_page (self, onb_json_get_string (object, "page"));

  for (guint i = 0; i < ONB_N_ACCOUNTS; i++)
    if (g_strcmp0 (account, account_ids[i]) == 0)
      onb_clinic_set_account (self, (OnbAccount) i);

  for (guint i = 0; options[i] != NULL; i++)
    onb_clinic_set_option (self, options[i], TRUE);

  for (guint i = 0; ticks != NULL && i < json_array_get_length (ticks); i++)
    {
      JsonNode *node = json_array_get_element (ticks, i);
      gint64 number = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;

      if (number > 0 && number < 1000)
        onb_clinic_set_tick (self, (int) number, TRUE);
    }
}

static void
read_credentials (OnbClinic *self, JsonObject *object)
{
  JsonObject *credentials = onb_json_get_object (object, "credentials");
  g_auto (GStrv) hosts = onb_json_get_strings (object, "approved_hosts");

  if (onb_json_get_boolean (object, "stored"))
    onb_clinic_restore_credentials (self, onb_json_get_string (credentials, "client_id"),
                                    onb_json_get_string (credentials, "mark"));

  for (guint i = 0; hosts[i] != NULL; i++)
    onb_clinic_approve_host (self, hosts[i]);

  onb_clinic_set_daily (self, onb_json_get_boolean (object, "test_daily"));
  onb_clinic_set_handed_over (self, onb_json_get_boolean (object, "handed_over"));
}

static void
read_enablement (OnbClinic *self, JsonObject *object)
{
  g_autofree char *hosting = NULL;
  g_autofree char *application_id = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GDateTime) when = NULL;
  g_auto (GStrv) scopes = NULL;

  if (object == NULL)
    return;

  hosting = read_line (object, "hosting", ONB_TEXT_MAX);
  application_id = read_line (object, "application_id", ONB_TEXT_MAX);
  when = onb_json_get_time (object, "sent");
  scopes = onb_json_get_strings (object, "scopes");
  onb_clinic_set_hosting (self, hosting);
  onb_clinic_set_application_id (self, application_id);
  if (when != NULL)
    {
      address = read_line (object, "address", ONB_TEXT_MAX);
      onb_clinic_set_request (self, when, address[0] != '\0' ? address : NULL,
                              (const char *const *) scopes);
    }
}

/* Files of before it was noted: the result itself tells where and with which scopes. */
static OnbAbout *
guess_about (OnbClinic *self, const OnbCheckResult *result)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_null_terminated (0, NULL, TRUE);
  const char *base = result->versions[ONB_FHIR_R4].base_url;
  static const char *const none[] = { NULL };

  for (guint i = 0; i < result->scopes->len; i++)
    g_ptr_array_add (scopes,
                     ((const OnbScopeResult *) g_ptr_array_index (result->scopes, i))->scope);

  return onb_about_new (base != NULL ? base : "", onb_clinic_get_client_id (self),
                        onb_clinic_get_credentials (self),
                        scopes->len > 0 ? (const char *const *) scopes->pdata : none);
}

static void
read_result (OnbClinic *self, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "result");
  g_autoptr (OnbCheckResult) result = node != NULL ? onb_check_result_from_json (node) : NULL;
  g_autoptr (OnbAbout) about = NULL;

  onb_history_read (onb_clinic_get_history (self), onb_json_get_array (object, "history"));
  if (result == NULL)
    return;

  about = onb_about_from_json (onb_json_get_object (object, "result_about"));
  if (about == NULL)
    about = guess_about (self, result);
  onb_clinic_restore_result (self, result, about);
}

OnbClinic *
onb_clinic_from_json (JsonNode *node, GError **error)
{
  JsonObject *object;
  const char *id, *guide;
  OnbClinic *self;

  g_return_val_if_fail (node != NULL, NULL);

  object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (!check_schema (object, error))
    return NULL;

  id = onb_json_get_string (object, "id");
  guide = onb_json_get_string (object, "guide");
  if (id == NULL || !g_uuid_string_is_valid (id) || guide == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("The clinic file is incomplete: its ID or guide is missing."));
      return NULL;
    }

  self = onb_clinic_new_with_id (guide, id);
  read_progress (self, object);
  read_credentials (self, object);
  read_enablement (self, onb_json_get_object (object, "enablement"));
  read_result (self, object);
  return self;
}

JsonNode *
onb_clinic_file_parse (const char *text, gsize length, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  if (length > ONB_CLINIC_FILE_MAX)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("The file is too large to be a clinic."));
      return NULL;
    }

  return onb_json_parse (text, length, ONB_JSON_MAX_VALUES, error);
}

OnbClinic *
onb_clinic_from_text (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  node = onb_clinic_file_parse (text, length, error);
  return node != NULL ? onb_clinic_from_json (node, error) : NULL;
}

OnbClinic *
onb_clinic_file_read (const char *path,
                      OnbClinicTrace **trace,
                      gboolean *is_damaged,
                      GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (OnbClinic) clinic = NULL;
  g_autoptr (GError) reason = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (is_damaged != NULL, NULL);

  *is_damaged = FALSE;
  text = onb_user_file_read (path, ONB_CLINIC_FILE_MAX, &length, error);
  if (text == NULL)
    return NULL;

  node = onb_clinic_file_parse (text, length, &reason);
  clinic = node != NULL ? onb_clinic_from_json (node, &reason) : NULL;
  if (clinic == NULL)
    {
      *is_damaged = !g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  /* A copy would be written over the original. */
  name = g_path_get_basename (path);
  expected = g_strconcat (onb_clinic_get_id (clinic), ONB_CLINIC_FILE_SUFFIX, NULL);
  if (!g_str_equal (name, expected))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                   /* Translators: the name that the file would have. */
                   _ ("The clinic in this file belongs to a file named “%s”. To add it as a "
                      "separate clinic, import the file."),
                   expected);
      return NULL;
    }

  if (trace != NULL)
    {
      g_autofree char *checksum = onb_user_file_checksum (text, length);

      *trace = onb_clinic_trace_new (checksum, node);
    }
  return g_steal_pointer (&clinic);
}

char *
onb_clinic_file_get_path (const char *folder, OnbClinic *clinic)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);

  name = g_strconcat (onb_clinic_get_id (clinic), ONB_CLINIC_FILE_SUFFIX, NULL);
  return g_build_filename (folder, name, NULL);
}

JsonNode *
onb_clinic_file_read_news (const char *path,
                           const OnbClinicTrace *trace,
                           char **checksum,
                           GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (OnbClinic) clinic = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (checksum != NULL, NULL);

  text = onb_user_file_read (path, ONB_CLINIC_FILE_MAX, &length, error);
  if (text == NULL)
    return NULL;

  *checksum = onb_user_file_checksum (text, length);
  if (trace == NULL || g_str_equal (*checksum, trace->checksum))
    return NULL;

  node = onb_clinic_file_parse (text, length, NULL);
  clinic = node != NULL ? onb_clinic_from_json (node, NULL) : NULL;
  return clinic != NULL ? g_steal_pointer (&node) : NULL;
}

OnbClinic *
onb_clinic_duplicate (OnbClinic *self)
{
  g_autoptr (GArray) ticks = NULL;
  const char *const *options;
  OnbClinic *copy;

  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  /* What is not copied by name stays behind. */
  copy = onb_clinic_new (onb_clinic_get_guide (self));
  onb_clinic_set_name (copy, onb_clinic_get_name (self));
  onb_clinic_set_location (copy, onb_clinic_get_location (self));
  onb_clinic_set_account (copy, onb_clinic_get_account (self));
  onb_clinic_set_page (copy, onb_clinic_get_page (self));
  onb_clinic_set_hosting (copy, onb_clinic_get_hosting (self));

  options = onb_clinic_get_options (self);
  for (guint i = 0; options[i] != NULL; i++)
    onb_clinic_set_option (copy, options[i], TRUE);

  ticks = onb_clinic_get_ticks (self);
  for (guint i = 0; i < ticks->len; i++)
    onb_clinic_set_tick (copy, g_array_index (ticks, int, i), TRUE);

  return copy;
}

OnbClinic *
onb_clinic_import (const char *text, gsize length, GError **error)
{
  g_autoptr (OnbClinic) read = onb_clinic_from_text (text, length, error);

  return read != NULL ? onb_clinic_duplicate (read) : NULL;
}
