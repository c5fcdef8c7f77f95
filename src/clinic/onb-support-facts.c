/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <libsoup/soup.h>

#include "check/onb-check-json.h"
#include "check/onb-foreign-result.h"
#include "clinic/onb-authority-store.h"
#include "clinic/onb-user-file.h"
#include "wire/onb-host.h"
#include "wire/onb-json.h"
#include "wire/onb-text.h"

#include "clinic/onb-support-facts.h"

#define SCHEMA "io.leyr.Onboarding.report/1"
#define BEFORE "<script type=\"application/json\" id=\"" SCHEMA "\">"
#define AFTER "</script>"

/* Of a list that somebody else wrote. */
#define MAX_ITEMS 64

static const char *const account_ids[ONB_N_ACCOUNTS] = {
  [ONB_ACCOUNT_UNKNOWN] = "unknown",
  [ONB_ACCOUNT_YES] = "yes",
  [ONB_ACCOUNT_NO] = "no",
  [ONB_ACCOUNT_NOT_SURE] = "not-sure",
};

static OnbSupportFacts *
facts_new (void)
{
  OnbSupportFacts *self = g_new0 (OnbSupportFacts, 1);

  self->options = g_new0 (char *, 1);
  self->ticks = g_array_new (FALSE, FALSE, sizeof (int));
  self->history = onb_history_new ();
  return self;
}

void
onb_support_facts_free (OnbSupportFacts *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->made, g_date_time_unref);
  g_free (self->name);
  g_free (self->host);
  g_free (self->tenant);
  g_free (self->client_id);
  g_free (self->guide);
  g_clear_pointer (&self->plan, onb_check_plan_unref);
  g_strfreev (self->options);
  g_strfreev (self->approved_hosts);
  g_array_unref (self->ticks);
  g_free (self->hosting);
  g_free (self->application_id);
  g_clear_pointer (&self->request_sent, g_date_time_unref);
  g_ptr_array_unref (self->history);
  g_clear_pointer (&self->result, onb_check_result_unref);
  g_strfreev (self->authorities);
  g_strfreev (self->versions);
  g_free (self);
}

static char **
list_authorities (void)
{
  g_autoptr (OnbAuthorityStore) store = onb_authority_store_new (NULL);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (OnbAuthority) authority = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_strv_builder_add_many (list, onb_authority_get_subject (authority),
                               onb_authority_get_fingerprint (authority), NULL);
    }
  return g_strv_builder_end (list);
}

static void G_GNUC_PRINTF (3, 4)
    add_version (GStrvBuilder *list, const char *name, const char *format, ...)
{
  va_list arguments;
  g_autofree char *version = NULL;

  va_start (arguments, format);
  version = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strv_builder_add_many (list, name, version, NULL);
}

static char **
list_versions (const char *const *more)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  g_strv_builder_add_many (list, "Leyr Onboarding", ONB_VERSION, NULL);
  g_strv_builder_addv (list, (const char **) more);
  add_version (list, "GLib", "%u.%u.%u", glib_major_version, glib_minor_version,
               glib_micro_version);
  add_version (list, "libsoup", "%u.%u.%u", soup_get_major_version (), soup_get_minor_version (),
               soup_get_micro_version ());
  g_strv_builder_add_many (list, "json-glib", JSON_VERSION_S, NULL);
  add_version (list, "libsecret", "%d.%d.%d", SECRET_MAJOR_VERSION, SECRET_MINOR_VERSION,
               SECRET_MICRO_VERSION);
  add_version (list, "system", "%s", system != NULL ? system : "");
  add_version (list, "flatpak", "%s",
               g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "yes" : "no");
  add_version (list, "language", "%s", g_get_language_names ()[0]);
  return g_strv_builder_end (list);
}

static char *
dup_if_any (const char *text)
{
  return text[0] != '\0' ? g_strdup (text) : NULL;
}

/* Of the application's own number no more than of the Client ID, beside which it stands. */
static void
take_enablement (OnbSupportFacts *self, OnbClinic *clinic, OnbGuide *guide)
{
  const char *application_id = onb_clinic_get_application_id (clinic);
  GDateTime *sent = onb_clinic_get_request_sent (clinic);

  self->enablement = onb_enablement_get_state (clinic, guide);
  self->hosting = dup_if_any (onb_clinic_get_hosting (clinic));
  self->application_id = application_id[0] != '\0' ? onb_text_shorten_id (application_id) : NULL;
  self->request_sent = sent != NULL ? g_date_time_ref (sent) : NULL;
}

OnbSupportFacts *
onb_support_facts_new (OnbGuide *guide,
                       OnbClinic *clinic,
                       const char *client_id,
                       const char *const *versions)
{
  g_autoptr (OnbAddress) address = NULL;
  g_autoptr (JsonNode) history = NULL;
  OnbSupportFacts *self;
  OnbCheckResult *result;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);
  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (versions != NULL, NULL);

  self = facts_new ();
  address = onb_clinic_get_address (clinic, NULL);
  result = onb_clinic_get_result (clinic);
  self->made = g_date_time_new_now_local ();
  self->name = g_strdup (onb_clinic_get_name (clinic));
  self->host = address != NULL ? onb_address_get_authority (address) : NULL;
  self->tenant = address != NULL ? g_strdup (address->tenant) : NULL;
  self->client_id = client_id != NULL ? onb_text_shorten_id (client_id) : NULL;
  self->stored = onb_clinic_get_stored (clinic);
  self->guide = g_strdup (onb_clinic_get_guide (clinic));
  g_strfreev (self->options);
  self->options = g_strdupv ((char **) onb_clinic_get_options (clinic));
  self->handed_over = onb_clinic_get_handed_over (clinic);
  self->approved_hosts = g_strdupv ((char **) onb_clinic_get_approved_hosts (clinic));
  self->account = onb_clinic_get_account (clinic);
  g_array_unref (self->ticks);
  self->ticks = onb_clinic_get_ticks (clinic);
  take_enablement (self, clinic, guide);
  self->standing = onb_clinic_get_standing (clinic, guide);
  self->result = result != NULL ? onb_check_result_ref (result) : NULL;
  self->plan = onb_check_plan_new (guide, NULL);
  history = onb_history_to_json (onb_clinic_get_history (clinic));
  onb_history_read (self->history, json_node_get_array (history));
  self->authorities = list_authorities ();
  self->versions = list_versions (versions);
  return self;
}

static void
disguise (OnbAliases *aliases, char **text)
{
  char *disguised = onb_aliases_disguise (aliases, *text);

  g_free (*text);
  *text = disguised;
}

/* The clinic's own result stays as it is. Its findings are said again from their ids, without what else they
 * named: a proxy, an issuer, where they were redirected to. */
static OnbCheckResult *
disguise_result (OnbAliases *aliases, OnbCheckResult *result, const OnbCheckPlan *plan)
{
  g_autoptr (JsonNode) node = onb_check_result_to_json (result);
  OnbCheckResult *copy = onb_foreign_result_read (node, plan);

  disguise (aliases, &copy->clinic);
  disguise (aliases, &copy->fhir_host);
  disguise (aliases, &copy->tenant);
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    disguise (aliases, &copy->versions[v].base_url);
  for (guint i = 0; i < copy->findings->len; i++)
    {
      OnbFinding *finding = g_ptr_array_index (copy->findings, i);

      disguise (aliases, &finding->title);
      disguise (aliases, &finding->cause);
      disguise (aliases, &finding->fix);
      disguise (aliases, &finding->host);
      for (guint e = 0; e < finding->evidence->len; e++)
        {
          OnbEvidence *evidence = g_ptr_array_index (finding->evidence, e);

          disguise (aliases, &evidence->url);
          disguise (aliases, &evidence->says);
        }
    }
  return copy;
}

void
onb_support_facts_disguise (OnbSupportFacts *self, OnbAliases *aliases, OnbClinic *clinic)
{
  OnbCheckResult *result;

  g_return_if_fail (self != NULL);
  g_return_if_fail (aliases != NULL);

  onb_aliases_add_clinic (aliases, clinic);
  onb_aliases_add (aliases, ONB_ALIAS_CLIENT, self->client_id);
  for (guint i = 0; self->authorities[i] != NULL; i += 2)
    onb_aliases_add (aliases, ONB_ALIAS_AUTHORITY, self->authorities[i]);

  disguise (aliases, &self->name);
  disguise (aliases, &self->host);
  disguise (aliases, &self->tenant);
  disguise (aliases, &self->client_id);
  disguise (aliases, &self->application_id);
  for (guint i = 0; self->approved_hosts[i] != NULL; i++)
    disguise (aliases, &self->approved_hosts[i]);
  for (guint i = 0; self->authorities[i] != NULL; i += 2)
    {
      disguise (aliases, &self->authorities[i]);
      /* By its fingerprint everybody can find it. */
      g_free (self->authorities[i + 1]);
      self->authorities[i + 1] = g_strdup ("");
    }
  if (self->result == NULL)
    return;

  result = disguise_result (aliases, self->result, self->plan);
  onb_check_result_unref (self->result);
  self->result = result;
}

static void
add_pairs (JsonBuilder *builder, const char *name, char **pairs)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; pairs[i] != NULL && pairs[i + 1] != NULL; i += 2)
    {
      json_builder_begin_object (builder);
      onb_json_add_string (builder, "name", pairs[i]);
      onb_json_add_string (builder, "value", pairs[i + 1]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_enablement (JsonBuilder *builder, const OnbSupportFacts *self)
{
  g_autofree char *sent =
      self->request_sent != NULL ? g_date_time_format_iso8601 (self->request_sent) : NULL;

  json_builder_set_member_name (builder, "enablement");
  json_builder_begin_object (builder);
  onb_json_add_string (builder, "state", onb_enablement_state_get_id (self->enablement));
  onb_json_add_string (builder, "hosting", self->hosting);
  onb_json_add_string (builder, "application_id", self->application_id);
  onb_json_add_string (builder, "sent", sent);
  json_builder_end_object (builder);
}

JsonNode *
onb_support_facts_to_json (const OnbSupportFacts *self)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *made = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  builder = json_builder_new ();
  made = g_date_time_format_iso8601 (self->made);
  json_builder_begin_object (builder);
  onb_json_add_string (builder, "schema", SCHEMA);
  onb_json_add_string (builder, "made", made);

  json_builder_set_member_name (builder, "clinic");
  json_builder_begin_object (builder);
  onb_json_add_string (builder, "name", self->name);
  onb_json_add_string (builder, "host", self->host);
  onb_json_add_string (builder, "tenant", self->tenant);
  onb_json_add_string (builder, "client_id", self->client_id);
  onb_json_add_boolean (builder, "stored", self->stored);
  onb_json_add_string (builder, "guide", self->guide);
  onb_json_add_strings (builder, "options", (const char *const *) self->options);
  onb_json_add_boolean (builder, "handed_over", self->handed_over);
  onb_json_add_strings (builder, "approved_hosts", (const char *const *) self->approved_hosts);
  onb_json_add_string (builder, "account", account_ids[self->account]);
  json_builder_set_member_name (builder, "ticks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->ticks->len; i++)
    json_builder_add_int_value (builder, g_array_index (self->ticks, int, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  add_enablement (builder, self);
  onb_json_add_string (builder, "standing", onb_standing_get_id (self->standing));
  onb_json_add_int (builder, "difference", self->standing.difference);
  if (self->result != NULL)
    {
      json_builder_set_member_name (builder, "result");
      json_builder_add_value (builder, onb_check_result_to_json (self->result));
    }
  json_builder_set_member_name (builder, "history");
  json_builder_add_value (builder, onb_history_to_json (self->history));
  add_pairs (builder, "authorities", self->authorities);
  add_pairs (builder, "versions", self->versions);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

char *
onb_support_facts_to_script (const OnbSupportFacts *self)
{
  g_autoptr (JsonNode) node = onb_support_facts_to_json (self);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (GString) script = g_string_new (text);

  /* It only stands in strings, and nothing in a string is to end the script. */
  g_string_replace (script, "<", "\\u003c", 0);
  g_string_prepend (script, BEFORE);
  g_string_append (script, AFTER "\n");
  return g_string_free (g_steal_pointer (&script), FALSE);
}

/* One line of somebody else's, to be shown as a value. */
static char *
read_line (JsonObject *object, const char *name)
{
  const char *value = onb_json_get_string (object, name);

  return value != NULL ? onb_text_clean (value, strlen (value), ONB_TEXT_MAX) : NULL;
}

/* What can be no sentence: a tenant, or a Client ID as it is shown. */
static char *
read_word (JsonObject *object, const char *name)
{
  const char *value = onb_json_get_string (object, name);

  return value != NULL && g_regex_match_simple ("^[A-Za-z0-9._~…-]{1,128}$", value,
                                                G_REGEX_DOLLAR_ENDONLY, 0)
             ? g_strdup (value)
             : NULL;
}

static char *
read_host (const char *value)
{
  g_autoptr (OnbHost) host = value != NULL ? onb_host_parse (value) : NULL;

  return host != NULL ? onb_host_to_string (host) : NULL;
}

static char **
read_hosts (JsonObject *object, const char *name)
{
  JsonArray *array = onb_json_get_array (object, name);
  guint length = array != NULL ? MIN (json_array_get_length (array), MAX_ITEMS) : 0;
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *host =
          read_host (JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL);

      if (host != NULL)
        g_strv_builder_add (list, host);
    }
  return g_strv_builder_end (list);
}

static char **
read_pairs (JsonObject *object, const char *name)
{
  JsonArray *array = onb_json_get_array (object, name);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  JsonObject *pair;

  for (guint i = 0; i < MAX_ITEMS && (pair = onb_json_array_get_object (array, i)) != NULL; i++)
    {
      g_autofree char *first = read_line (pair, "name");
      g_autofree char *second = read_line (pair, "value");

      if (first != NULL)
        g_strv_builder_add_many (list, first, second != NULL ? second : "", NULL);
    }
  return g_strv_builder_end (list);
}

static void
read_clinic (OnbSupportFacts *self, JsonObject *clinic)
{
  const char *account = onb_json_get_string (clinic, "account");
  JsonArray *ticks = onb_json_get_array (clinic, "ticks");

  self->name = read_line (clinic, "name");
  self->host = read_host (onb_json_get_string (clinic, "host"));
  self->tenant = read_word (clinic, "tenant");
  self->client_id = read_word (clinic, "client_id");
  self->stored = onb_json_get_boolean (clinic, "stored");
  self->guide = read_word (clinic, "guide");
  g_strfreev (self->options);
  self->options = onb_json_get_strings (clinic, "options");
  self->handed_over = onb_json_get_boolean (clinic, "handed_over");
  self->approved_hosts = read_hosts (clinic, "approved_hosts");
  for (guint i = 0; i < ONB_N_ACCOUNTS; i++)
    if (g_strcmp0 (account, account_ids[i]) == 0)
      self->account = (OnbAccount) i;
  for (guint i = 0; ticks != NULL && i < json_array_get_length (ticks) && i < 1000; i++)
    {
      JsonNode *node = json_array_get_element (ticks, i);
      int number = JSON_NODE_HOLDS_VALUE (node) ? (int) json_node_get_int (node) : 0;

      if (number > 0 && number < 1000)
        g_array_append_val (self->ticks, number);
    }
}

static void
read_enablement (OnbSupportFacts *self, JsonObject *enablement)
{
  onb_enablement_state_from_id (onb_json_get_string (enablement, "state"), &self->enablement);
  self->hosting = read_word (enablement, "hosting");
  self->application_id = read_word (enablement, "application_id");
  self->request_sent = onb_json_get_time (enablement, "sent");
}

static void
read_standing (OnbSupportFacts *self, JsonObject *object)
{
  const char *id = onb_json_get_string (object, "standing");
  gint64 difference = onb_json_get_int (object, "difference", 0);

  if (self->result == NULL)
    return;

  self->standing.verdict = self->result->verdict;
  if (g_strcmp0 (id, onb_verdict_get_id (self->result->verdict)) == 0)
    {
      self->standing.kind = ONB_STANDING_TESTED;
      return;
    }

  self->standing.kind = ONB_STANDING_OUTDATED;
  self->standing.difference =
      (OnbDifference) difference &
      (ONB_DIFFERENCE_ADDRESS | ONB_DIFFERENCE_CREDENTIALS | ONB_DIFFERENCE_SCOPES);
}

OnbSupportFacts *
onb_support_facts_read (const char *text, gsize length, GError **error)
{
  const char *begin, *end;
  g_autoptr (OnbSupportFacts) self = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  JsonNode *result;

  g_return_val_if_fail (text != NULL, NULL);

  if (length > ONB_SUPPORT_FACTS_MAX)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("The file is too large to be a support report."));
      return NULL;
    }

  begin = g_strstr_len (text, (gssize) length, BEFORE);
  if (begin != NULL)
    {
      begin += strlen (BEFORE);
      end = g_strstr_len (begin, (gssize) (text + length - begin), AFTER);
      length = end != NULL ? (gsize) (end - begin) : 0;
      text = begin;
    }

  node = onb_json_parse (text, length, ONB_JSON_MAX_VALUES, NULL);
  object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  self = facts_new ();
  self->made = onb_json_get_time (object, "made");
  if (g_strcmp0 (onb_json_get_string (object, "schema"), SCHEMA) != 0 || self->made == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This is not a support report from Leyr Onboarding."));
      return NULL;
    }

  read_clinic (self, onb_json_get_object (object, "clinic"));
  read_enablement (self, onb_json_get_object (object, "enablement"));
  result = json_object_get_member (object, "result");
  self->result = result != NULL ? onb_foreign_result_read (result, NULL) : NULL;
  read_standing (self, object);
  onb_history_read (self->history, onb_json_get_array (object, "history"));
  self->authorities = read_pairs (object, "authorities");
  self->versions = read_pairs (object, "versions");
  return g_steal_pointer (&self);
}

void
onb_support_facts_name (OnbSupportFacts *self, OnbGuide *guide)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (ONB_IS_GUIDE (guide));

  g_clear_pointer (&self->plan, onb_check_plan_unref);
  self->plan = onb_check_plan_new (guide, NULL);
  if (self->result != NULL)
    onb_foreign_result_name (self->result, self->plan);
}

OnbSupportFacts *
onb_support_facts_read_file (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  text = onb_user_file_read (path, ONB_SUPPORT_FACTS_MAX, &length, error);
  return text != NULL ? onb_support_facts_read (text, length, error) : NULL;
}
