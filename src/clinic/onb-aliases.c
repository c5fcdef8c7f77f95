/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "clinic/onb-user-file.h"
#include "millennium/onb-host.h"
#include "millennium/onb-json.h"

#include "clinic/onb-aliases.h"

#define SCHEMA "io.leyr.Onboarding.aliases/1"
#define MAX_FILE (1024 * 1024)

/* Shorter ones are only a name where nothing else stands beside them. */
#define LEAST_PART 4

/* They are words to be said on the telephone, and so they are not translated. */
static const char *const kinds[ONB_N_ALIAS_KINDS] = {
  [ONB_ALIAS_CLINIC] = "clinic", [ONB_ALIAS_TENANT] = "tenant",       [ONB_ALIAS_CLIENT] = "client",
  [ONB_ALIAS_HOST] = "host",     [ONB_ALIAS_AUTHORITY] = "authority",
};

typedef struct
{
  char *value;
  char *alias;
} Alias;

struct _OnbAliases
{
  char *path;
  /* All that were ever given, by kind, and those that are used. */
  GPtrArray *values[ONB_N_ALIAS_KINDS];
  GPtrArray *used;
};

static void
alias_free (Alias *self)
{
  g_free (self->value);
  g_free (self->alias);
  g_free (self);
}

static void
load (OnbAliases *self)
{
  gsize length;
  g_autofree char *text = onb_user_file_read (self->path, MAX_FILE, &length, NULL);
  g_autoptr (JsonNode) node =
      text != NULL ? onb_json_parse (text, length, ONB_JSON_MAX_VALUES, NULL) : NULL;
  JsonObject *object =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (guint kind = 0; kind < ONB_N_ALIAS_KINDS; kind++)
    {
      g_auto (GStrv) values = onb_json_get_strings (object, kinds[kind]);

      for (guint i = 0; values[i] != NULL; i++)
        g_ptr_array_add (self->values[kind], g_strdup (values[i]));
    }
}

OnbAliases *
onb_aliases_new (const char *path)
{
  OnbAliases *self = g_atomic_rc_box_new0 (OnbAliases);

  self->path = path != NULL ? g_strdup (path)
                            : g_build_filename (g_get_user_data_dir (), "leyr-onboarding",
                                                "aliases.json", NULL);
  for (guint kind = 0; kind < ONB_N_ALIAS_KINDS; kind++)
    self->values[kind] = g_ptr_array_new_with_free_func (g_free);
  self->used = g_ptr_array_new_with_free_func ((GDestroyNotify) alias_free);
  load (self);
  return self;
}

OnbAliases *
onb_aliases_ref (OnbAliases *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
aliases_clear (OnbAliases *self)
{
  g_free (self->path);
  for (guint kind = 0; kind < ONB_N_ALIAS_KINDS; kind++)
    g_ptr_array_unref (self->values[kind]);
  g_ptr_array_unref (self->used);
}

void
onb_aliases_unref (OnbAliases *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) aliases_clear);
}

/* A name may be a part of another: the longer one is looked for first. */
static int
longest_first (gconstpointer one, gconstpointer other)
{
  gsize length = strlen ((*(const Alias *const *) one)->value);
  gsize other_length = strlen ((*(const Alias *const *) other)->value);

  return length > other_length ? -1 : length < other_length;
}

void
onb_aliases_add (OnbAliases *self, OnbAliasKind kind, const char *value)
{
  GPtrArray *values;
  guint index;
  Alias *alias;

  g_return_if_fail (self != NULL);
  g_return_if_fail (kind < ONB_N_ALIAS_KINDS);

  if (value == NULL || value[0] == '\0')
    return;

  for (guint i = 0; i < self->used->len; i++)
    if (strcmp (((const Alias *) g_ptr_array_index (self->used, i))->value, value) == 0)
      return;

  values = self->values[kind];
  if (!g_ptr_array_find_with_equal_func (values, value, g_str_equal, &index))
    {
      index = values->len;
      g_ptr_array_add (values, g_strdup (value));
    }

  alias = g_new0 (Alias, 1);
  alias->value = g_strdup (value);
  alias->alias = g_strdup_printf ("%s-%u", kinds[kind], index + 1);
  g_ptr_array_add (self->used, alias);
  g_ptr_array_sort (self->used, longest_first);
}

/* Oracle's hosts are everybody's. */
static void
add_host (OnbAliases *self, const char *text)
{
  g_autoptr (OnbHost) host = text != NULL ? onb_host_parse (text) : NULL;

  if (host != NULL && !onb_host_is_oracle_site (host->name) && !onb_host_is_loopback (host->name))
    onb_aliases_add (self, ONB_ALIAS_HOST, host->name);
}

void
onb_aliases_add_clinic (OnbAliases *self, OnbClinic *clinic)
{
  g_autoptr (OnbAddress) address = NULL;
  const char *const *approved;
  OnbCheckResult *result;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  address = onb_clinic_get_address (clinic, NULL);
  result = onb_clinic_get_result (clinic);
  approved = onb_clinic_get_approved_hosts (clinic);

  onb_aliases_add (self, ONB_ALIAS_CLINIC, onb_clinic_get_name (clinic));
  onb_aliases_add (self, ONB_ALIAS_CLIENT, onb_clinic_get_client_id (clinic));
  if (address != NULL)
    {
      g_autofree char *authority = onb_address_get_authority (address);

      onb_aliases_add (self, ONB_ALIAS_TENANT, address->tenant);
      add_host (self, authority);
    }
  for (guint i = 0; approved[i] != NULL; i++)
    add_host (self, approved[i]);

  if (result == NULL)
    return;

  onb_aliases_add (self, ONB_ALIAS_CLINIC, result->clinic);
  onb_aliases_add (self, ONB_ALIAS_TENANT, result->tenant);
  add_host (self, result->fhir_host);
  for (guint i = 0; i < result->findings->len; i++)
    {
      const OnbFinding *finding = g_ptr_array_index (result->findings, i);

      add_host (self, finding->host);
      for (guint e = 0; e < finding->evidence->len; e++)
        {
          const OnbEvidence *evidence = g_ptr_array_index (finding->evidence, e);
          g_autoptr (OnbHost) host =
              evidence->url != NULL ? onb_host_parse_url (evidence->url) : NULL;

          add_host (self, host != NULL ? host->name : NULL);
        }
    }
}

static char *
replace (const char *text, const Alias *alias)
{
  g_autofree char *escaped = g_regex_escape_string (alias->value, -1);
  g_autofree char *pattern = g_strdup_printf ("(?<!\\w)%s(?!\\w)", escaped);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);

  return regex != NULL ? g_regex_replace_literal (regex, text, -1, 0, alias->alias, 0, NULL) : NULL;
}

char *
onb_aliases_disguise (const OnbAliases *self, const char *text)
{
  char *result;

  g_return_val_if_fail (self != NULL, NULL);

  result = g_strdup (text);
  for (guint i = 0; result != NULL && i < self->used->len; i++)
    {
      const Alias *alias = g_ptr_array_index (self->used, i);
      char *next;

      if (strcmp (result, alias->value) == 0)
        next = g_strdup (alias->alias);
      else if (g_utf8_strlen (alias->value, -1) >= LEAST_PART)
        next = replace (result, alias);
      else
        continue;

      g_free (result);
      result = next;
    }
  return result;
}

char *
onb_aliases_describe (const OnbAliases *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint kind = 0; kind < ONB_N_ALIAS_KINDS; kind++)
    for (guint i = 0; i < self->used->len; i++)
      {
        const Alias *alias = g_ptr_array_index (self->used, i);

        if (g_str_has_prefix (alias->alias, kinds[kind]))
          g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", alias->alias,
                                  alias->value);
      }
  return g_string_free (text, FALSE);
}

typedef struct
{
  char *path;
  char *text;
} Writing;

static void
writing_free (Writing *self)
{
  g_free (self->path);
  g_free (self->text);
  g_free (self);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Writing *writing = data;
  GError *error = NULL;

  if (onb_user_file_write (writing->path, writing->text, strlen (writing->text), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
onb_aliases_save_async (OnbAliases *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) node = NULL;
  Writing *writing;

  g_return_if_fail (self != NULL);

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  onb_json_add_string (builder, "schema", SCHEMA);
  for (guint kind = 0; kind < ONB_N_ALIAS_KINDS; kind++)
    {
      json_builder_set_member_name (builder, kinds[kind]);
      json_builder_begin_array (builder);
      for (guint i = 0; i < self->values[kind]->len; i++)
        json_builder_add_string_value (builder, g_ptr_array_index (self->values[kind], i));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  writing = g_new0 (Writing, 1);
  writing->path = g_strdup (self->path);
  writing->text = json_to_string (node, TRUE);
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, onb_aliases_save_async);
  g_task_set_task_data (task, writing, (GDestroyNotify) writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
onb_aliases_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
