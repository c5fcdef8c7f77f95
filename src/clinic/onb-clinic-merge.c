/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "clinic/onb-clinic-file.h"
#include "wire/onb-json.h"

#include "clinic/onb-clinic-merge.h"

#define MAX_MEMBERS 3

/* What belongs together, zero-terminated. */
static const char *const result_members[MAX_MEMBERS] = { "result", "result_about" };
static const char *const history_members[MAX_MEMBERS] = { "history" };
/* The mark of credentials says nothing but that they are others, and a page is where somebody was last:
 * where two have changed them, none is lost with one of the two. */
static const char *const light[][MAX_MEMBERS] = { { "stored", "credentials" }, { "page" } };

static void
trace_clear (OnbClinicTrace *self)
{
  g_free (self->checksum);
  g_clear_pointer (&self->base, json_node_unref);
}

OnbClinicTrace *
onb_clinic_trace_ref (OnbClinicTrace *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
onb_clinic_trace_unref (OnbClinicTrace *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) trace_clear);
}

static const char *
get_started (JsonObject *clinic)
{
  return onb_json_get_string (onb_json_get_object (clinic, "result"), "started");
}

/* Of the rest, which is most of it, only when the result began has to be known. */
static gboolean
is_in_base (const char *name)
{
  return !g_strv_contains (result_members, name) && !g_strv_contains (history_members, name);
}

OnbClinicTrace *
onb_clinic_trace_new (const char *checksum, JsonNode *node)
{
  g_autoptr (GList) names = NULL;
  OnbClinicTrace *self;
  JsonObject *object, *base;

  g_return_val_if_fail (checksum != NULL, NULL);
  g_return_val_if_fail (node != NULL && JSON_NODE_HOLDS_OBJECT (node), NULL);

  object = json_node_get_object (node);
  base = json_object_new ();
  names = json_object_get_members (object);
  for (GList *name = names; name != NULL; name = name->next)
    if (is_in_base (name->data))
      json_object_set_member (base, name->data,
                              json_node_copy (json_object_get_member (object, name->data)));

  if (get_started (object) != NULL)
    {
      JsonObject *result = json_object_new ();

      json_object_set_string_member (result, "started", get_started (object));
      json_object_set_object_member (base, "result", result);
    }

  self = g_atomic_rc_box_new0 (OnbClinicTrace);
  self->checksum = g_strdup (checksum);
  self->base = json_node_init_object (json_node_alloc (), base);
  json_object_unref (base);
  return self;
}

static gboolean
is_same (JsonObject *a, JsonObject *b, const char *const *members)
{
  for (; *members != NULL; members++)
    {
      JsonNode *first = json_object_get_member (a, *members);
      JsonNode *second = json_object_get_member (b, *members);

      if ((first == NULL) != (second == NULL) ||
          (first != NULL && !json_node_equal (first, second)))
        return FALSE;
    }

  return TRUE;
}

static void
take (JsonObject *merged, JsonObject *from, const char *const *members)
{
  for (; *members != NULL; members++)
    {
      JsonNode *node = json_object_get_member (from, *members);

      if (node != NULL)
        json_object_set_member (merged, *members, json_node_copy (node));
      else
        json_object_remove_member (merged, *members);
    }
}

/* A test that began when a clock was wrong is not the newest for years. */
static GDateTime *
get_time (JsonObject *object, const char *name)
{
  g_autoptr (GDateTime) time = onb_json_get_time (object, name);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return time != NULL && g_date_time_difference (time, now) < G_TIME_SPAN_DAY
             ? g_steal_pointer (&time)
             : NULL;
}

/* Two tests may have begun within a second. */
static gboolean
is_newer (JsonObject *ours, JsonObject *theirs)
{
  g_autoptr (GDateTime) mine = get_time (onb_json_get_object (ours, "result"), "started");
  g_autoptr (GDateTime) other = get_time (onb_json_get_object (theirs, "result"), "started");

  return mine != NULL && (other == NULL || g_date_time_compare (mine, other) > 0);
}

/* A result is the same as long as it began when it began. */
static gboolean
is_ours (JsonObject *base, JsonObject *ours, JsonObject *theirs)
{
  if (g_strcmp0 (get_started (ours), get_started (base)) == 0)
    return FALSE;

  return g_strcmp0 (get_started (theirs), get_started (base)) == 0 || is_newer (ours, theirs);
}

static gboolean
has_entry (JsonArray *array, JsonNode *entry)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (json_node_equal (json_array_get_element (array, i), entry))
      return TRUE;

  return FALSE;
}

static gint
by_time (gconstpointer a, gconstpointer b)
{
  JsonNode *first = *(JsonNode *const *) a;
  JsonNode *second = *(JsonNode *const *) b;
  g_autoptr (GDateTime) when = get_time (json_node_get_object (first), "when");
  g_autoptr (GDateTime) other = get_time (json_node_get_object (second), "when");

  return when != NULL && other != NULL ? g_date_time_compare (when, other) : 0;
}

/* Those that others have, or that they have not. */
static void
add_entries (GPtrArray *entries, JsonArray *array, JsonArray *others, gboolean common)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *entry = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (entry) && has_entry (others, entry) == common)
        g_ptr_array_add (entries, entry);
    }
}

/* What both have is in its order already. */
static void
merge_history (JsonObject *merged, JsonObject *ours, JsonObject *theirs)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  JsonArray *mine = onb_json_get_array (ours, "history");
  JsonArray *other = onb_json_get_array (theirs, "history");
  JsonArray *history = json_array_new ();

  add_entries (entries, other, mine, TRUE);
  add_entries (added, other, mine, FALSE);
  add_entries (added, mine, other, FALSE);
  g_ptr_array_sort (added, by_time);
  g_ptr_array_extend (entries, added, NULL, NULL);
  for (guint i = entries->len > ONB_HISTORY_MAX ? entries->len - ONB_HISTORY_MAX : 0;
       i < entries->len; i++)
    json_array_add_element (history, json_node_copy (g_ptr_array_index (entries, i)));
  json_object_set_array_member (merged, "history", history);
}

/* By the members that @name belongs with. */
static const char *const *
find_light (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (light); i++)
    if (g_strv_contains (light[i], name))
      return light[i];

  return NULL;
}

static gboolean
merge_member (JsonObject *merged,
              JsonObject *base,
              JsonObject *ours,
              JsonObject *theirs,
              const char *name,
              gboolean yields)
{
  const char *alone[] = { name, NULL };
  const char *const *members = find_light (name);
  gboolean is_light = members != NULL;

  if (!is_light)
    members = alone;

  if (is_same (ours, base, members))
    take (merged, theirs, members);
  else if (is_same (theirs, base, members) || is_same (ours, theirs, members))
    take (merged, ours, members);
  else if (yields)
    take (merged, theirs, members);
  else if (is_light)
    take (merged, ours, members);
  else
    return FALSE;

  return TRUE;
}

static gboolean
merge_members (JsonObject *merged,
               JsonObject *base,
               JsonObject *ours,
               JsonObject *theirs,
               JsonObject *of,
               gboolean yields)
{
  g_autoptr (GList) names = json_object_get_members (of);

  for (GList *name = names; name != NULL; name = name->next)
    if (is_in_base (name->data) && !merge_member (merged, base, ours, theirs, name->data, yields))
      return FALSE;

  return TRUE;
}

JsonNode *
onb_clinic_merge (JsonNode *base, JsonNode *ours, JsonNode *theirs, gboolean yields)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *known, *mine, *other, *merged;

  g_return_val_if_fail (base != NULL && JSON_NODE_HOLDS_OBJECT (base), NULL);
  g_return_val_if_fail (ours != NULL && JSON_NODE_HOLDS_OBJECT (ours), NULL);
  g_return_val_if_fail (theirs != NULL && JSON_NODE_HOLDS_OBJECT (theirs), NULL);

  known = json_node_get_object (base);
  mine = json_node_get_object (ours);
  other = json_node_get_object (theirs);
  merged = json_object_new ();
  node = json_node_init_object (json_node_alloc (), merged);
  json_object_unref (merged);

  if (!merge_members (merged, known, mine, other, mine, yields) ||
      !merge_members (merged, known, mine, other, other, yields))
    return NULL;

  take (merged, is_ours (known, mine, other) ? mine : other, result_members);
  merge_history (merged, mine, other);
  return g_steal_pointer (&node);
}

typedef void (*SetMember) (OnbClinic *self, const char *text, gboolean member);

static void
withdraw_or_approve (OnbClinic *self, const char *host, gboolean approved)
{
  if (approved)
    onb_clinic_approve_host (self, host);
  else
    onb_clinic_withdraw_host (self, host);
}

static void
assume_list (OnbClinic *self, const char *const *list, const char *const *others, SetMember set)
{
  g_auto (GStrv) before = g_strdupv ((char **) list);

  for (guint i = 0; before[i] != NULL; i++)
    if (!g_strv_contains (others, before[i]))
      set (self, before[i], FALSE);
  for (guint i = 0; others[i] != NULL; i++)
    set (self, others[i], TRUE);
}

static void
assume_ticks (OnbClinic *self, OnbClinic *other)
{
  g_autoptr (GArray) before = onb_clinic_get_ticks (self);
  g_autoptr (GArray) ticks = onb_clinic_get_ticks (other);

  for (guint i = 0; i < before->len; i++)
    onb_clinic_set_tick (self, g_array_index (before, int, i),
                         onb_clinic_get_tick (other, g_array_index (before, int, i)));
  for (guint i = 0; i < ticks->len; i++)
    onb_clinic_set_tick (self, g_array_index (ticks, int, i), TRUE);
}

static void
assume_credentials (OnbClinic *self, OnbClinic *other)
{
  if (onb_clinic_get_stored (other))
    onb_clinic_restore_credentials (self, onb_clinic_get_client_id (other),
                                    onb_clinic_get_credentials (other));
  else
    onb_clinic_forget_credentials (self);
  onb_clinic_set_handed_over (self, onb_clinic_get_handed_over (other));
}

static void
assume_result (OnbClinic *self, OnbClinic *other)
{
  g_autoptr (JsonNode) before = onb_clinic_to_json (self);
  g_autoptr (JsonNode) after = onb_clinic_to_json (other);
  JsonObject *mine = json_node_get_object (before);
  JsonObject *theirs = json_node_get_object (after);
  GPtrArray *history = onb_clinic_get_history (self);

  if (onb_clinic_get_result (other) == NULL ||
      (is_same (mine, theirs, result_members) && is_same (mine, theirs, history_members)))
    return;

  g_ptr_array_set_size (history, 0);
  g_ptr_array_extend_and_steal (history, g_ptr_array_ref (onb_clinic_get_history (other)));
  onb_clinic_restore_result (self, onb_clinic_get_result (other),
                             onb_clinic_get_result_about (other));
}

void
onb_clinic_assume (OnbClinic *self, OnbClinic *other)
{
  g_return_if_fail (ONB_IS_CLINIC (self));
  g_return_if_fail (ONB_IS_CLINIC (other));

  g_object_freeze_notify (G_OBJECT (self));
  /* First: another guide has other options. */
  onb_clinic_set_guide (self, onb_clinic_get_guide (other));
  onb_clinic_set_name (self, onb_clinic_get_name (other));
  onb_clinic_set_location (self, onb_clinic_get_location (other));
  onb_clinic_set_account (self, onb_clinic_get_account (other));
  assume_list (self, onb_clinic_get_options (self), onb_clinic_get_options (other),
               onb_clinic_set_option);
  assume_ticks (self, other);
  onb_clinic_set_page (self, onb_clinic_get_page (other));
  assume_credentials (self, other);
  assume_list (self, onb_clinic_get_approved_hosts (self), onb_clinic_get_approved_hosts (other),
               withdraw_or_approve);
  onb_clinic_set_hosting (self, onb_clinic_get_hosting (other));
  onb_clinic_set_application_id (self, onb_clinic_get_application_id (other));
  onb_clinic_set_request (self, onb_clinic_get_request_sent (other),
                          onb_clinic_get_request_address (other),
                          onb_clinic_get_request_scopes (other));
  onb_clinic_set_daily (self, onb_clinic_get_daily (other));
  assume_result (self, other);
  g_object_thaw_notify (G_OBJECT (self));
}
