/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "millennium/onb-json.h"

#include "clinic/onb-clinic.h"

#define SCHEMA_PREFIX "io.leyr.Onboarding.clinic/"
#define SCHEMA_VERSION 1
#define MAX_FILE (4 * 1024 * 1024)

struct _OnbClinic
{
  GObject parent_instance;

  char *id;
  char *guide;
  char *name;
  char *location;
  OnbAccount account;
  GPtrArray *options;
  GHashTable *ticks;
  char *page;
  gboolean stored;
  GPtrArray *approved_hosts;
  OnbCheckResult *result;
  gboolean handed_over;
};

G_DEFINE_FINAL_TYPE (OnbClinic, onb_clinic, G_TYPE_OBJECT)

enum
{
  PROP_NAME = 1,
  N_PROPERTIES
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static const char *const account_ids[ONB_N_ACCOUNTS] = {
  [ONB_ACCOUNT_UNKNOWN] = "unknown",
  [ONB_ACCOUNT_YES] = "yes",
  [ONB_ACCOUNT_NO] = "no",
  [ONB_ACCOUNT_NOT_SURE] = "not-sure",
};

static void
changed (OnbClinic *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
replace (char **place, const char *text)
{
  if (g_strcmp0 (*place, text) == 0)
    return FALSE;

  g_free (*place);
  *place = g_strdup (text);
  return TRUE;
}

/* Lists are kept with a NULL at their end, so that they can be handed out as they are. */
static GPtrArray *
list_new (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (list, NULL);
  return list;
}

static gboolean
list_find (GPtrArray *list, const char *text, guint *index)
{
  for (guint i = 0; i + 1 < list->len; i++)
    if (strcmp (g_ptr_array_index (list, i), text) == 0)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
list_set (GPtrArray *list, const char *text, gboolean member)
{
  guint index;
  gboolean found = list_find (list, text, &index);

  if (found == member)
    return FALSE;

  if (member)
    g_ptr_array_insert (list, (gint) list->len - 1, g_strdup (text));
  else
    g_ptr_array_remove_index (list, index);

  return TRUE;
}

const char *
onb_clinic_get_id (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->id;
}

const char *
onb_clinic_get_guide (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->guide;
}

const char *
onb_clinic_get_name (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->name;
}

void
onb_clinic_set_name (OnbClinic *self, const char *name)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (name != NULL);

  if (replace (&self->name, name))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
      changed (self);
    }
}

const char *
onb_clinic_get_title (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->name[0] != '\0' ? self->name : _ ("New clinic");
}

gboolean
onb_clinic_is_blank (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), FALSE);

  return self->name[0] == '\0' && self->location[0] == '\0' &&
         self->account == ONB_ACCOUNT_UNKNOWN && self->options->len == 1 &&
         g_hash_table_size (self->ticks) == 0 && !self->stored && self->result == NULL;
}

const char *
onb_clinic_get_location (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->location;
}

void
onb_clinic_set_location (OnbClinic *self, const char *location)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (location != NULL);

  if (replace (&self->location, location))
    changed (self);
}

OnbAddress *
onb_clinic_get_address (OnbClinic *self, GError **error)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return onb_address_parse (self->location, error);
}

OnbAccount
onb_clinic_get_account (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), ONB_ACCOUNT_UNKNOWN);

  return self->account;
}

void
onb_clinic_set_account (OnbClinic *self, OnbAccount account)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail ((guint) account < ONB_N_ACCOUNTS);

  if (self->account != account)
    {
      self->account = account;
      changed (self);
    }
}

gboolean
onb_clinic_get_option (OnbClinic *self, const char *option)
{
  guint index;

  g_return_val_if_fail (ONB_IS_CLINIC (self), FALSE);
  g_return_val_if_fail (option != NULL, FALSE);

  return list_find (self->options, option, &index);
}

void
onb_clinic_set_option (OnbClinic *self, const char *option, gboolean chosen)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (option != NULL);

  if (list_set (self->options, option, chosen))
    changed (self);
}

const char *const *
onb_clinic_get_options (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return (const char *const *) self->options->pdata;
}

gboolean
onb_clinic_get_tick (OnbClinic *self, int number)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), FALSE);

  return g_hash_table_contains (self->ticks, GINT_TO_POINTER (number));
}

void
onb_clinic_set_tick (OnbClinic *self, int number, gboolean done)
{
  g_return_if_fail (ONB_IS_CLINIC (self));

  if (done ? g_hash_table_add (self->ticks, GINT_TO_POINTER (number))
           : g_hash_table_remove (self->ticks, GINT_TO_POINTER (number)))
    changed (self);
}

guint
onb_clinic_count_ticks (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), 0);

  return g_hash_table_size (self->ticks);
}

const char *
onb_clinic_get_page (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->page;
}

void
onb_clinic_set_page (OnbClinic *self, const char *page)
{
  g_return_if_fail (ONB_IS_CLINIC (self));

  if (replace (&self->page, page))
    changed (self);
}

gboolean
onb_clinic_get_stored (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), FALSE);

  return self->stored;
}

void
onb_clinic_set_stored (OnbClinic *self, gboolean stored)
{
  g_return_if_fail (ONB_IS_CLINIC (self));

  if (self->stored != stored)
    {
      self->stored = stored;
      changed (self);
    }
}

const char *const *
onb_clinic_get_approved_hosts (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return (const char *const *) self->approved_hosts->pdata;
}

void
onb_clinic_approve_host (OnbClinic *self, const char *host)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (host != NULL);

  if (list_set (self->approved_hosts, host, TRUE))
    changed (self);
}

OnbCheckResult *
onb_clinic_get_result (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  return self->result;
}

void
onb_clinic_set_result (OnbClinic *self, OnbCheckResult *result)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (result != NULL);

  g_clear_pointer (&self->result, onb_check_result_unref);
  self->result = onb_check_result_ref (result);
  changed (self);
}

void
onb_clinic_clear_result (OnbClinic *self)
{
  g_return_if_fail (ONB_IS_CLINIC (self));

  if (self->result == NULL)
    return;

  g_clear_pointer (&self->result, onb_check_result_unref);
  changed (self);
}

gboolean
onb_clinic_get_handed_over (OnbClinic *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC (self), FALSE);

  return self->handed_over;
}

void
onb_clinic_set_handed_over (OnbClinic *self, gboolean handed_over)
{
  g_return_if_fail (ONB_IS_CLINIC (self));

  if (self->handed_over == handed_over)
    return;

  self->handed_over = handed_over;
  changed (self);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_list (JsonBuilder *builder, const char *name, GPtrArray *list)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i + 1 < list->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (list, i));
  json_builder_end_array (builder);
}

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  return GPOINTER_TO_INT (a) - GPOINTER_TO_INT (b);
}

JsonNode *
onb_clinic_to_json (OnbClinic *self)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (GList) ticks = NULL;
  g_autofree char *schema = NULL;

  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  builder = json_builder_new ();
  schema = g_strdup_printf (SCHEMA_PREFIX "%d", SCHEMA_VERSION);
  ticks = g_list_sort (g_hash_table_get_keys (self->ticks), compare_numbers);

  json_builder_begin_object (builder);
  add_string (builder, "schema", schema);
  add_string (builder, "id", self->id);
  add_string (builder, "guide", self->guide);
  add_string (builder, "name", self->name);
  add_string (builder, "location", self->location);
  add_string (builder, "account", account_ids[self->account]);
  add_list (builder, "options", self->options);
  json_builder_set_member_name (builder, "ticks");
  json_builder_begin_array (builder);
  for (GList *tick = ticks; tick != NULL; tick = tick->next)
    json_builder_add_int_value (builder, GPOINTER_TO_INT (tick->data));
  json_builder_end_array (builder);
  if (self->page != NULL)
    add_string (builder, "page", self->page);
  json_builder_set_member_name (builder, "stored");
  json_builder_add_boolean_value (builder, self->stored);
  add_list (builder, "approved_hosts", self->approved_hosts);
  json_builder_set_member_name (builder, "handed_over");
  json_builder_add_boolean_value (builder, self->handed_over);
  if (self->result != NULL)
    {
      json_builder_set_member_name (builder, "result");
      json_builder_add_value (builder, onb_check_result_to_json (self->result));
    }
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static void
read_string (char **place, JsonObject *object, const char *name)
{
  const char *value = onb_json_get_string (object, name);

  if (value != NULL)
    replace (place, value);
}

static void
read_list (GPtrArray *list, JsonObject *object, const char *name)
{
  JsonArray *array = onb_json_get_array (object, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL)
        list_set (list, json_node_get_string (node), TRUE);
    }
}

static void
read_ticks (OnbClinic *self, JsonObject *object)
{
  JsonArray *array = onb_json_get_array (object, "ticks");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gint64 number = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;

      if (number > 0 && number < 1000)
        g_hash_table_add (self->ticks, GINT_TO_POINTER ((int) number));
    }
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
                           _ ("This is not a clinic’s file."));
      return FALSE;
    }

  if (version > SCHEMA_VERSION)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _ ("A newer version of this program wrote this file. Update the "
                              "program to open it."));
      return FALSE;
    }

  return TRUE;
}

OnbClinic *
onb_clinic_from_json (JsonNode *node, GError **error)
{
  g_autoptr (OnbClinic) self = NULL;
  JsonObject *object;
  JsonNode *result;
  const char *id, *guide, *account;

  g_return_val_if_fail (node != NULL, NULL);

  object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (!check_schema (object, error))
    return NULL;

  id = onb_json_get_string (object, "id");
  guide = onb_json_get_string (object, "guide");
  if (id == NULL || !g_uuid_string_is_valid (id) || guide == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("The clinic’s file lacks its id or its guide."));
      return NULL;
    }

  self = onb_clinic_new (guide);
  replace (&self->id, id);
  read_string (&self->name, object, "name");
  read_string (&self->location, object, "location");
  read_string (&self->page, object, "page");
  account = onb_json_get_string (object, "account");
  for (guint i = 0; i < ONB_N_ACCOUNTS; i++)
    if (g_strcmp0 (account, account_ids[i]) == 0)
      self->account = (OnbAccount) i;
  read_list (self->options, object, "options");
  read_list (self->approved_hosts, object, "approved_hosts");
  read_ticks (self, object);
  self->stored = json_object_get_boolean_member_with_default (object, "stored", FALSE);
  self->handed_over = json_object_get_boolean_member_with_default (object, "handed_over", FALSE);

  result = json_object_get_member (object, "result");
  if (result != NULL)
    self->result = onb_check_result_from_json (result);

  return g_steal_pointer (&self);
}

OnbClinic *
onb_clinic_from_text (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (length > MAX_FILE)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("The file is too large for a clinic’s."));
      return NULL;
    }

  node = onb_json_parse (text, length, ONB_JSON_MAX_VALUES, error);
  return node != NULL ? onb_clinic_from_json (node, error) : NULL;
}

char *
onb_clinic_to_text (OnbClinic *self)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  node = onb_clinic_to_json (self);
  return json_to_string (node, TRUE);
}

OnbClinic *
onb_clinic_duplicate (OnbClinic *self)
{
  g_autoptr (JsonNode) node = NULL;
  OnbClinic *copy;

  g_return_val_if_fail (ONB_IS_CLINIC (self), NULL);

  node = onb_clinic_to_json (self);
  copy = onb_clinic_from_json (node, NULL);
  g_free (copy->id);
  copy->id = g_uuid_string_random ();
  copy->stored = FALSE;
  copy->handed_over = FALSE;
  g_ptr_array_unref (copy->approved_hosts);
  copy->approved_hosts = list_new ();
  return copy;
}

static void
onb_clinic_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OnbClinic *self = ONB_CLINIC (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_clinic_finalize (GObject *object)
{
  OnbClinic *self = ONB_CLINIC (object);

  g_free (self->id);
  g_free (self->guide);
  g_free (self->name);
  g_free (self->location);
  g_ptr_array_unref (self->options);
  g_hash_table_unref (self->ticks);
  g_free (self->page);
  g_ptr_array_unref (self->approved_hosts);
  g_clear_pointer (&self->result, onb_check_result_unref);

  G_OBJECT_CLASS (onb_clinic_parent_class)->finalize (object);
}

static void
onb_clinic_class_init (OnbClinicClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = onb_clinic_get_property;
  object_class->finalize = onb_clinic_finalize;

  properties[PROP_NAME] =
      g_param_spec_string ("name", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[CHANGED] = g_signal_new ("changed", ONB_TYPE_CLINIC, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
onb_clinic_init (OnbClinic *self)
{
  self->id = g_uuid_string_random ();
  self->name = g_strdup ("");
  self->location = g_strdup ("");
  self->options = list_new ();
  self->approved_hosts = list_new ();
  self->ticks = g_hash_table_new (NULL, NULL);
}

OnbClinic *
onb_clinic_new (const char *guide)
{
  OnbClinic *self;

  g_return_val_if_fail (guide != NULL, NULL);

  self = g_object_new (ONB_TYPE_CLINIC, NULL);
  self->guide = g_strdup (guide);
  return self;
}
