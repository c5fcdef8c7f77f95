/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "clinic/onb-user-file.h"
#include "millennium/onb-millennium.h"
#include "wire/onb-host.h"
#include "wire/onb-json.h"
#include "wire/onb-text.h"

#include "clinic/onb-aliases.h"

#define SCHEMA "io.leyr.Onboarding.aliases/1"
#define MAX_FILE (1024 * 1024)

/* Shorter ones are only a name as they are written. */
#define LEAST_PART 4

/* One that was given. */
#define ALIAS "(?-i:(?:clinic|tenant|client|host|authority|application)-[0-9]+)"

/* For the pattern of one regular expression, in bytes. */
#define ROOM (8 * 1024)

/* They are words to be said on the telephone, and so they are not translated. */
static const char *const kinds[ONB_N_ALIAS_KINDS] = {
  [ONB_ALIAS_CLINIC] = "clinic",       [ONB_ALIAS_TENANT] = "tenant",
  [ONB_ALIAS_CLIENT] = "client",       [ONB_ALIAS_HOST] = "host",
  [ONB_ALIAS_AUTHORITY] = "authority", [ONB_ALIAS_APPLICATION] = "application",
};

typedef struct
{
  char *value;
  char *alias;
  /* Whether it begins like one itself. */
  gboolean is_like_alias;
} Alias;

/* Finds some of those that are used, each in a group of its own. */
typedef struct
{
  GRegex *regex;
  guint first;
} Finder;

struct _OnbAliases
{
  char *path;
  /* All that were ever given, by kind, and those that are used. */
  GPtrArray *values[ONB_N_ALIAS_KINDS];
  GPtrArray *used;
  /* (element-type Finder): what finds those that are used; NULL until it is needed. */
  GPtrArray *finders;
  /* What the file holds is not known, and so it stays. */
  gboolean unreadable;
};

static void
alias_free (Alias *self)
{
  g_free (self->value);
  g_free (self->alias);
  g_free (self);
}

static void
finder_free (Finder *self)
{
  g_regex_unref (self->regex);
  g_free (self);
}

static void
load (OnbAliases *self)
{
  gsize length;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = onb_user_file_read (self->path, MAX_FILE, &length, &error);
  g_autoptr (JsonNode) node =
      text != NULL ? onb_json_parse (text, length, ONB_JSON_MAX_VALUES, NULL) : NULL;
  JsonObject *object =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  self->unreadable = object == NULL && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) &&
                     !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);

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
  g_clear_pointer (&self->finders, g_ptr_array_unref);
}

void
onb_aliases_unref (OnbAliases *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) aliases_clear);
}

/* A name may be a part of another: the longer one is looked for first. Names like "host-1.example.org" are
 * looked for before aliases are. */
static int
in_order (gconstpointer one, gconstpointer other)
{
  const Alias *first = *(const Alias *const *) one;
  const Alias *second = *(const Alias *const *) other;
  gsize length = strlen (first->value);
  gsize other_length = strlen (second->value);

  if (first->is_like_alias != second->is_like_alias)
    return first->is_like_alias ? -1 : 1;

  return length > other_length ? -1 : length < other_length;
}

static gboolean
is_like_alias (const char *value)
{
  return g_regex_match_simple ("^(clinic|tenant|client|host|authority)-[0-9]", value,
                               G_REGEX_CASELESS, 0);
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
  alias->is_like_alias = is_like_alias (value);
  g_ptr_array_add (self->used, alias);
  g_ptr_array_sort (self->used, in_order);
  g_clear_pointer (&self->finders, g_ptr_array_unref);
}

/* The hosts of the EHR's maker are every clinic's. */
static void
add_host (OnbAliases *self, const char *text)
{
  g_autoptr (OnbHost) host = text != NULL ? onb_host_parse (text) : NULL;

  if (host != NULL && !onb_millennium_has_site (host->name) && !onb_host_is_loopback (host->name))
    onb_aliases_add (self, ONB_ALIAS_HOST, host->name);
}

/* What a finding's words name: a host or an address, or else whom a certificate is from. */
static void
add_name (OnbAliases *self, const char *name)
{
  g_autoptr (OnbHost) host = onb_host_parse (name);

  if (host == NULL)
    host = onb_host_parse_url (name);
  if (host != NULL)
    add_host (self, host->name);
  else
    onb_aliases_add (self, ONB_ALIAS_AUTHORITY, name);
}

static void
add_finding (OnbAliases *self, const OnbFinding *finding)
{
  add_host (self, finding->host);
  for (guint i = 0; finding->names != NULL && finding->names[i] != NULL; i++)
    add_name (self, finding->names[i]);
  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const OnbEvidence *evidence = g_ptr_array_index (finding->evidence, i);
      g_autoptr (OnbHost) host = evidence->url != NULL ? onb_host_parse_url (evidence->url) : NULL;

      add_host (self, host != NULL ? host->name : NULL);
    }
}

/* Of an address that is none, or none yet. */
static void
add_hosts_in (OnbAliases *self, const char *location)
{
  g_auto (GStrv) parts = g_strsplit_set (location, "/?#&=:@ \t\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (strchr (parts[i], '.') != NULL && onb_host_is_name (parts[i]))
      add_host (self, parts[i]);
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
  if (onb_clinic_get_application_id (clinic)[0] != '\0')
    {
      g_autofree char *shown = onb_text_shorten_id (onb_clinic_get_application_id (clinic));

      onb_aliases_add (self, ONB_ALIAS_APPLICATION, shown);
    }
  if (address != NULL)
    {
      g_autofree char *authority = onb_address_get_authority (address);

      onb_aliases_add (self, ONB_ALIAS_TENANT, address->tenant);
      add_host (self, authority);
    }
  else
    add_hosts_in (self, onb_clinic_get_location (clinic));
  for (guint i = 0; approved[i] != NULL; i++)
    add_host (self, approved[i]);

  if (result == NULL)
    return;

  onb_aliases_add (self, ONB_ALIAS_CLINIC, result->clinic);
  onb_aliases_add (self, ONB_ALIAS_TENANT, result->tenant);
  add_host (self, result->fhir_host);
  for (guint i = 0; i < result->findings->len; i++)
    add_finding (self, g_ptr_array_index (result->findings, i));
}

static void
append_alternative (GString *pattern, const char *format, const char *what)
{
  g_string_append (pattern, pattern->len > 0 ? "|(?<!\\w)" : "(?<!\\w)");
  g_string_append_printf (pattern, format, what);
  g_string_append (pattern, "(?!\\w)");
}

/* Names from @first on, as many as there is room for, all at once, so that none is found in the alias of
 * another; nor is one in an alias that was given before, which stays as it is. */
static Finder *
finder_new (const OnbAliases *self, guint first, guint *next)
{
  g_autoptr (GString) pattern = g_string_new (NULL);
  gboolean skips_aliases = FALSE;
  Finder *finder = g_new0 (Finder, 1);
  guint i;

  for (i = first; i < self->used->len && (i == first || pattern->len < ROOM); i++)
    {
      const Alias *alias = g_ptr_array_index (self->used, i);
      g_autofree char *escaped = g_regex_escape_string (alias->value, -1);

      if (!skips_aliases && !alias->is_like_alias)
        {
          append_alternative (pattern, "%s", ALIAS);
          skips_aliases = TRUE;
        }
      append_alternative (pattern,
                          g_utf8_strlen (alias->value, -1) < LEAST_PART ? "((?-i:%s))" : "(%s)",
                          escaped);
    }

  finder->regex = g_regex_new (pattern->str, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  finder->first = first;
  *next = i;
  return finder;
}

static void
make_finders (OnbAliases *self)
{
  guint next = 0;

  self->finders = g_ptr_array_new_with_free_func ((GDestroyNotify) finder_free);
  while (next < self->used->len)
    g_ptr_array_add (self->finders, finder_new (self, next, &next));
}

typedef struct
{
  const OnbAliases *aliases;
  guint first;
} Putting;

/* The last group that matched is the only one; where there is none, it was an alias. */
static gboolean
put_alias (const GMatchInfo *match, GString *result, gpointer data)
{
  const Putting *putting = data;
  int group = g_match_info_get_match_count (match) - 1;
  g_autofree char *same = g_match_info_fetch (match, 0);
  const Alias *alias =
      group > 0 ? g_ptr_array_index (putting->aliases->used, putting->first + (guint) group - 1)
                : NULL;

  g_string_append (result, alias != NULL ? alias->alias : same);
  return FALSE;
}

char *
onb_aliases_disguise (OnbAliases *self, const char *text)
{
  char *result;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->finders == NULL)
    make_finders (self);

  result = g_strdup (text);
  for (guint i = 0; result != NULL && i < self->finders->len; i++)
    {
      const Finder *finder = g_ptr_array_index (self->finders, i);
      Putting putting = { self, finder->first };
      char *next =
          g_regex_replace_eval (finder->regex, result, -1, 0, 0, put_alias, &putting, NULL);

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

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, onb_aliases_save_async);
  if (self->unreadable)
    {
      g_task_return_new_error (
          task, G_FILE_ERROR, G_FILE_ERROR_INVAL,
          _ ("The list on this computer cannot be read. It was left unchanged."));
      return;
    }

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
  g_task_set_task_data (task, writing, (GDestroyNotify) writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
onb_aliases_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
