/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "fhir/onb-scope.h"
#include "wire/onb-json.h"

#include "clinic/onb-enablement.h"
#include "clinic/onb-history.h"

/* Of an entry: more than there are scopes in both versions. */
#define MAX_CHANGES 200

static void
cell_change_free (OnbCellChange *self)
{
  g_free (self->scope);
  g_free (self);
}

static OnbHistoryEntry *
entry_new (GDateTime *when, OnbVerdict verdict, OnbDifference difference)
{
  OnbHistoryEntry *self = g_new0 (OnbHistoryEntry, 1);

  self->when = g_date_time_ref (when);
  self->verdict = verdict;
  self->difference = difference;
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) cell_change_free);
  return self;
}

void
onb_history_entry_free (OnbHistoryEntry *self)
{
  g_return_if_fail (self != NULL);

  g_date_time_unref (self->when);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

static void
add_change (OnbHistoryEntry *self,
            const char *scope,
            OnbFhirVersion version,
            OnbCellState was,
            OnbCellState is)
{
  OnbCellChange *change = g_new0 (OnbCellChange, 1);

  change->scope = g_strdup (scope);
  change->version = version;
  change->was = was;
  change->is = is;
  g_ptr_array_add (self->changes, change);
}

static const OnbScopeResult *
find_scope (const OnbCheckResult *result, const char *name)
{
  for (guint i = 0; i < result->scopes->len; i++)
    {
      const OnbScopeResult *scope = g_ptr_array_index (result->scopes, i);

      if (g_str_equal (scope->scope, name))
        return scope;
    }

  return NULL;
}

/* A cell that was not got at says nothing, neither before nor now. */
static gboolean
is_known (const OnbCell *cell)
{
  return cell->tested && cell->state != ONB_CELL_UNTESTED;
}

static void
compare_cells (OnbHistoryEntry *self, const OnbCheckResult *result, const OnbCheckResult *last)
{
  for (guint i = 0; i < result->scopes->len; i++)
    {
      const OnbScopeResult *scope = g_ptr_array_index (result->scopes, i);
      const OnbScopeResult *before = find_scope (last, scope->scope);

      for (guint v = 0; before != NULL && v < ONB_N_FHIR_VERSIONS; v++)
        if (is_known (&scope->cells[v]) && is_known (&before->cells[v]) &&
            scope->cells[v].state != before->cells[v].state)
          add_change (self, scope->scope, (OnbFhirVersion) v, before->cells[v].state,
                      scope->cells[v].state);
    }
}

/* What a test could not get at any more has no cell that tells of it: where a scope was missing yesterday and the
 * secret is wrong today, the verdict is the same, and yet all has changed. Of tests that found out nothing, the
 * reason may be another one each time, and is no news. */
static gboolean
has_other_issue (const OnbCheckResult *result, const OnbCheckResult *last)
{
  return result->verdict == ONB_VERDICT_NOT_READY && last->verdict == ONB_VERDICT_NOT_READY &&
         result->findings->len > 0 && last->findings->len > 0 &&
         !g_str_equal (((const OnbFinding *) g_ptr_array_index (result->findings, 0))->id,
                       ((const OnbFinding *) g_ptr_array_index (last->findings, 0))->id);
}

OnbHistoryEntry *
onb_history_entry_new (const OnbCheckResult *result,
                       const OnbAbout *about,
                       const OnbCheckResult *last,
                       const OnbAbout *last_about)
{
  OnbDifference difference = ONB_DIFFERENCE_NONE;
  OnbHistoryEntry *self;

  g_return_val_if_fail (result != NULL, NULL);
  g_return_val_if_fail (about != NULL, NULL);

  if (last_about != NULL)
    difference = onb_about_compare (last_about, about);

  self = entry_new (result->started, result->verdict, difference);
  self->enabled = onb_enablement_find (result);
  if (last != NULL && (difference & ONB_DIFFERENCE_ADDRESS) == 0)
    {
      compare_cells (self, result, last);
      self->other_issue = has_other_issue (result, last);
    }

  return self;
}

char *
onb_cell_change_describe (const OnbCellChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  /* Translators: a scope, a FHIR version, how it does now, how it did in the test before:
   * “system/Slot.read in R4: Refused, before: Works”. */
  return g_strdup_printf (_ ("%s in %s: %s, before: %s"), self->scope,
                          onb_fhir_version_get_title (self->version),
                          onb_cell_state_get_title (self->is),
                          onb_cell_state_get_title (self->was));
}

static const OnbHistoryEntry *
get_before (GPtrArray *history, guint index)
{
  return index > 0 && index < history->len ? g_ptr_array_index (history, index - 1) : NULL;
}

/* What the test found, not what it was about. */
static void
add_findings (GStrvBuilder *lines, const OnbHistoryEntry *entry, const OnbHistoryEntry *before)
{
  if (entry->verdict != before->verdict)
    {
      g_autofree char *line =
          /* Translators: what a test came to, and what the one before it had come to. */
          g_strdup_printf (_ ("%s, before: %s"), onb_verdict_get_title (entry->verdict),
                           onb_verdict_get_title (before->verdict));

      g_strv_builder_add (lines, line);
    }

  if (entry->other_issue)
    g_strv_builder_add (lines, _ ("Different issue from the previous test"));

  for (guint i = 0; i < entry->changes->len; i++)
    {
      g_autofree char *line = onb_cell_change_describe (g_ptr_array_index (entry->changes, i));

      g_strv_builder_add (lines, line);
    }
}

char **
onb_history_describe_changes (GPtrArray *history, guint index)
{
  static const struct
  {
    OnbDifference difference;
    const char *words;
  } differences[] = {
    { ONB_DIFFERENCE_ADDRESS, N_ ("Different FHIR URL from the previous test") },
    { ONB_DIFFERENCE_CREDENTIALS, N_ ("Different credentials from the previous test") },
    { ONB_DIFFERENCE_SCOPES, N_ ("Different scopes needed than in the previous test") },
  };
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  const OnbHistoryEntry *before;

  g_return_val_if_fail (history != NULL, NULL);

  before = get_before (history, index);
  if (before != NULL)
    {
      const OnbHistoryEntry *entry = g_ptr_array_index (history, index);

      add_findings (lines, entry, before);
      for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
        if ((entry->difference & differences[i].difference) != 0)
          g_strv_builder_add (lines, _ (differences[i].words));
    }

  return g_strv_builder_end (lines);
}

char *
onb_history_describe_news (GPtrArray *history)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;
  const OnbHistoryEntry *before;
  guint n_lines;

  g_return_val_if_fail (history != NULL, NULL);

  before = history->len > 0 ? get_before (history, history->len - 1) : NULL;
  if (before != NULL)
    add_findings (builder, g_ptr_array_index (history, history->len - 1), before);
  lines = g_strv_builder_end (builder);
  n_lines = g_strv_length (lines);
  if (n_lines == 0)
    return NULL;

  if (n_lines == 1)
    /* Translators: what has changed since the test before. */
    return g_strdup_printf (_ ("Changed: %s"), lines[0]);

  return g_strdup_printf (
      /* Translators: what has changed since the test before, and how much else has. */
      ngettext ("Changed: %s, and %u more", "Changed: %s, and %u more", n_lines - 1), lines[0],
      n_lines - 1);
}

GPtrArray *
onb_history_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) onb_history_entry_free);
}

void
onb_history_add (GPtrArray *history, OnbHistoryEntry *entry)
{
  g_return_if_fail (history != NULL);
  g_return_if_fail (entry != NULL);

  while (history->len >= ONB_HISTORY_MAX)
    g_ptr_array_remove_index (history, 0);
  g_ptr_array_add (history, entry);
}

static gboolean
says_nothing (const OnbHistoryEntry *entry, const OnbHistoryEntry *before)
{
  return entry->verdict == before->verdict && entry->difference == ONB_DIFFERENCE_NONE &&
         entry->changes->len == 0 && !entry->other_issue;
}

void
onb_history_repeat (GPtrArray *history, OnbHistoryEntry *entry)
{
  guint n;

  g_return_if_fail (history != NULL);
  g_return_if_fail (entry != NULL);

  n = history->len;
  if (n > 1 && says_nothing (entry, history->pdata[n - 1]) &&
      says_nothing (history->pdata[n - 1], history->pdata[n - 2]))
    g_ptr_array_remove_index (history, n - 1);
  onb_history_add (history, entry);
}

static void
add_entry (JsonBuilder *builder, const OnbHistoryEntry *entry)
{
  g_autofree char *when = g_date_time_format_iso8601 (entry->when);

  json_builder_begin_object (builder);
  onb_json_add_string (builder, "when", when);
  onb_json_add_string (builder, "verdict", onb_verdict_get_id (entry->verdict));
  if (entry->enabled != ONB_ENABLED_UNKNOWN)
    onb_json_add_boolean (builder, "enabled", entry->enabled == ONB_ENABLED_YES);
  if (entry->difference != ONB_DIFFERENCE_NONE)
    onb_json_add_int (builder, "difference", entry->difference);
  if (entry->other_issue)
    onb_json_add_boolean (builder, "other_issue", TRUE);
  if (entry->changes->len > 0)
    {
      json_builder_set_member_name (builder, "changes");
      json_builder_begin_array (builder);
      for (guint i = 0; i < entry->changes->len; i++)
        {
          const OnbCellChange *change = g_ptr_array_index (entry->changes, i);

          json_builder_begin_object (builder);
          onb_json_add_string (builder, "scope", change->scope);
          onb_json_add_string (builder, "version", onb_fhir_version_get_id (change->version));
          onb_json_add_string (builder, "was", onb_cell_state_get_id (change->was));
          onb_json_add_string (builder, "is", onb_cell_state_get_id (change->is));
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

JsonNode *
onb_history_to_json (GPtrArray *history)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (history != NULL, NULL);

  json_builder_begin_array (builder);
  for (guint i = 0; i < history->len; i++)
    add_entry (builder, g_ptr_array_index (history, i));
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

static void
read_changes (OnbHistoryEntry *entry, JsonArray *array)
{
  JsonObject *object;

  for (guint i = 0; i < MAX_CHANGES && (object = onb_json_array_get_object (array, i)) != NULL; i++)
    {
      const char *scope = onb_json_get_string (object, "scope");
      const char *id = onb_json_get_string (object, "version");
      OnbFhirVersion version;
      OnbCellState was, is;

      /* It may be in a report from whomever. */
      if (scope != NULL && onb_scope_is_well_formed (scope) && id != NULL &&
          onb_fhir_version_from_id (id, &version) &&
          onb_cell_state_from_id (onb_json_get_string (object, "was"), &was) &&
          onb_cell_state_from_id (onb_json_get_string (object, "is"), &is))
        add_change (entry, scope, version, was, is);
    }
}

void
onb_history_read (GPtrArray *history, JsonArray *array)
{
  JsonObject *object;

  g_return_if_fail (history != NULL);

  for (guint i = 0; (object = onb_json_array_get_object (array, i)) != NULL; i++)
    {
      g_autoptr (GDateTime) when = onb_json_get_time (object, "when");
      OnbVerdict verdict;
      OnbHistoryEntry *entry;

      if (when == NULL || !onb_verdict_from_id (onb_json_get_string (object, "verdict"), &verdict))
        continue;

      entry = entry_new (when, verdict,
                         (OnbDifference) CLAMP (onb_json_get_int (object, "difference", 0), 0, 7));
      if (json_object_has_member (object, "enabled"))
        entry->enabled =
            onb_json_get_boolean (object, "enabled") ? ONB_ENABLED_YES : ONB_ENABLED_NO;
      entry->other_issue = onb_json_get_boolean (object, "other_issue");
      read_changes (entry, onb_json_get_array (object, "changes"));
      onb_history_add (history, entry);
    }
}
