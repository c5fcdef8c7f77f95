/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "keyring/onb-keyring-fault.h"
#include "keyring/onb-keyring-wait.h"
#include "keyring/onb-keyring.h"

#include "keyring/onb-keyring-item.h"

void
onb_keyring_item_free (OnbKeyringItem *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->attributes);
  secret_value_unref (self->secret);
  g_free (self);
}

/* The names are the schema's. */
static GHashTable *
attributes_new (const SecretSchema *schema, const char *key)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  if (key != NULL)
    g_hash_table_insert (attributes, (gpointer) schema->attributes[0].name, g_strdup (key));
  return attributes;
}

static const char *
attribute (const SecretSchema *schema, GHashTable *attributes, guint index)
{
  return g_hash_table_lookup (attributes, schema->attributes[index].name);
}

/* Not the schema's name, which some services list among them. */
static GHashTable *
own_attributes (const SecretSchema *schema, SecretRetrievable *item)
{
  g_autoptr (GHashTable) all = secret_retrievable_get_attributes (item);
  GHashTable *own = attributes_new (schema, NULL);

  for (guint i = 0; schema->attributes[i].name != NULL; i++)
    {
      const char *value = attribute (schema, all, i);

      if (value != NULL)
        g_hash_table_insert (own, (gpointer) schema->attributes[i].name, g_strdup (value));
    }

  return own;
}

/* What is kept, or is to be kept no more, and what else there is of the same thing. */
typedef struct
{
  OnbKeyringWait *wait;
  const SecretSchema *schema;
  GHashTable *stored;
  gboolean is_stored;
  GList *others;
} Store;

static void
store_free (Store *self)
{
  onb_keyring_wait_free (self->wait);
  g_hash_table_unref (self->stored);
  g_list_free_full (self->others, g_object_unref);
  g_free (self);
}

static void
on_explained (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  g_task_return_error (task, onb_keyring_fault_explain_finish (result));
}

/* The task ends with it. */
static void
return_error (GTask *task, OnbKeyringWait *wait, const GError *error)
{
  g_autoptr (GError) reason = onb_keyring_wait_judge (wait, error);

  onb_keyring_wait_end (wait);
  onb_keyring_fault_explain_async (reason, onb_keyring_wait_is_given_up (wait), on_explained, task);
}

/* libsecret does not say that it has cancelled what it was to cancel. */
static void
return_cancelled (GTask *task, OnbKeyringWait *wait)
{
  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "libsecret does not respond");

  return_error (g_object_ref (task), wait, error);
}

/* Whether a callback comes too late for its task, which it lets go then. */
static gboolean
is_too_late (GTask *task, OnbKeyringWait *wait)
{
  if (!onb_keyring_wait_is_over (wait))
    return FALSE;

  g_object_unref (task);
  return TRUE;
}

static void
on_store_given_up (GTask *task)
{
  Store *store = g_task_get_task_data (task);

  if (store->is_stored)
    g_task_return_boolean (task, TRUE);
  else
    return_cancelled (task, store->wait);
}

static void remove_next_other (GTask *task);

/* One that stays is older than what was stored, and counts no more: that it stays is no fault to tell. */
static void
on_other_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  Store *store = g_task_get_task_data (data);
  g_autoptr (GError) error = NULL;

  if (is_too_late (data, store->wait))
    return;

  if (source != NULL)
    secret_item_delete_finish (SECRET_ITEM (source), result, &error);
  else
    secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_debug ("An older item stays in the keyring: %s", error->message);

  remove_next_other (data);
}

static void
remove_next_other (GTask *task)
{
  Store *store = g_task_get_task_data (task);
  g_autoptr (GObject) other = NULL;

  if (store->others == NULL)
    {
      onb_keyring_wait_end (store->wait);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  other = store->others->data;
  store->others = g_list_delete_link (store->others, store->others);

  /* In a sandbox, the keyring is a file with items that are known by their attributes alone. */
  if (SECRET_IS_ITEM (other))
    {
      secret_item_delete (SECRET_ITEM (other), onb_keyring_wait_get_cancellable (store->wait),
                          on_other_removed, task);
    }
  else
    {
      g_autoptr (GHashTable) attributes =
          own_attributes (store->schema, SECRET_RETRIEVABLE (other));

      secret_password_clearv (store->schema, attributes,
                              onb_keyring_wait_get_cancellable (store->wait), on_other_removed,
                              task);
    }
}

static gboolean
is_same_item (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer name, value;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_strcmp0 (value, g_hash_table_lookup (b, name)) != 0)
      return FALSE;

  return TRUE;
}

static void
on_others_found (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Store *store = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *items;

  if (is_too_late (task, store->wait))
    return;

  items = secret_password_search_finish (result, &error);
  if (error != NULL)
    g_debug ("Older items stay in the keyring: %s", error->message);

  for (GList *item = items; item != NULL; item = item->next)
    {
      g_autoptr (GHashTable) attributes = own_attributes (store->schema, item->data);

      if (!is_same_item (attributes, store->stored))
        store->others = g_list_prepend (store->others, g_object_ref (item->data));
    }
  g_list_free_full (items, g_object_unref);

  remove_next_other (task);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Store *store = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) attributes = NULL;

  if (is_too_late (task, store->wait))
    return;

  if (!secret_password_store_finish (result, &error))
    {
      if (error == NULL)
        g_set_error_literal (&error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED,
                             _ ("the item was not saved"));
      return_error (task, store->wait, error);
      return;
    }

  /* Only now, with the new one safe, do those go that were kept of the same thing. It is stored, whatever
   * becomes of them and whoever gives up waiting for it. */
  g_task_set_check_cancellable (task, FALSE);
  store->is_stored = TRUE;
  attributes = attributes_new (store->schema, attribute (store->schema, store->stored, 0));
  secret_password_searchv (store->schema, attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK,
                           onb_keyring_wait_get_cancellable (store->wait), on_others_found, task);
}

void
onb_keyring_item_store_async (const SecretSchema *schema,
                              const char *label,
                              SecretValue *secret,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data,
                              ...)
{
  GTask *task;
  Store *store;
  va_list values;

  g_return_if_fail (schema != NULL);
  g_return_if_fail (label != NULL);
  g_return_if_fail (secret != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_keyring_item_store_async);

  store = g_new0 (Store, 1);
  store->wait = onb_keyring_wait_new (cancellable, ONB_KEYRING_PATIENCE_SECONDS, FALSE);
  store->schema = schema;
  store->stored = attributes_new (schema, NULL);
  va_start (values, user_data);
  for (guint i = 0; schema->attributes[i].name != NULL; i++)
    g_hash_table_insert (store->stored, (gpointer) schema->attributes[i].name,
                         g_strdup (va_arg (values, const char *)));
  va_end (values);
  g_task_set_task_data (task, store, (GDestroyNotify) store_free);
  onb_keyring_wait_watch (store->wait, task, on_store_given_up);

  secret_password_storev_binary (schema, store->stored, SECRET_COLLECTION_DEFAULT, label, secret,
                                 onb_keyring_wait_get_cancellable (store->wait), on_stored, task);
}

gboolean
onb_keyring_item_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  OnbKeyringWait *wait;
  const SecretSchema *schema;
  gboolean quietly;
  GList *items;
  GPtrArray *retrieved;
} Lookup;

static void
lookup_free (Lookup *self)
{
  onb_keyring_wait_free (self->wait);
  g_list_free_full (self->items, g_object_unref);
  g_clear_pointer (&self->retrieved, g_ptr_array_unref);
  g_free (self);
}

static void
on_lookup_given_up (GTask *task)
{
  Lookup *lookup = g_task_get_task_data (task);

  return_cancelled (task, lookup->wait);
}

static void retrieve_next (GTask *task);

static void
on_retrieved (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Lookup *lookup = g_task_get_task_data (task);
  SecretRetrievable *retrievable = SECRET_RETRIEVABLE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretValue) secret = NULL;
  OnbKeyringItem *item;

  if (is_too_late (task, lookup->wait))
    return;

  secret = secret_retrievable_retrieve_secret_finish (retrievable, result, &error);
  if (error == NULL && secret == NULL)
    g_set_error_literal (&error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED,
                         _ ("the item is still locked"));

  if (error != NULL)
    {
      return_error (task, lookup->wait, error);
      return;
    }

  item = g_new0 (OnbKeyringItem, 1);
  item->attributes = own_attributes (lookup->schema, retrievable);
  item->secret = g_steal_pointer (&secret);
  g_ptr_array_add (lookup->retrieved, item);
  retrieve_next (task);
}

static void
retrieve_next (GTask *task)
{
  Lookup *lookup = g_task_get_task_data (task);
  g_autoptr (SecretRetrievable) item = NULL;

  if (lookup->items == NULL)
    {
      onb_keyring_wait_end (lookup->wait);
      g_task_return_pointer (task, g_steal_pointer (&lookup->retrieved),
                             (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }

  item = lookup->items->data;
  lookup->items = g_list_delete_link (lookup->items, lookup->items);
  secret_retrievable_retrieve_secret (item, onb_keyring_wait_get_cancellable (lookup->wait),
                                      on_retrieved, task);
}

static gboolean
is_of_same_thing (const SecretSchema *schema, SecretRetrievable *a, SecretRetrievable *b)
{
  g_autoptr (GHashTable) first = secret_retrievable_get_attributes (a);
  g_autoptr (GHashTable) second = secret_retrievable_get_attributes (b);

  return g_strcmp0 (attribute (schema, first, 0), attribute (schema, second, 0)) == 0;
}

/* Several of one thing are there where a clean-up failed, or where keyrings were put together; in which
 * order they are found says nothing. */
static GList *
keep_newest (const SecretSchema *schema, GList *items)
{
  GList *kept = NULL;

  for (GList *item = items; item != NULL; item = item->next)
    {
      GList *other = kept;

      while (other != NULL && !is_of_same_thing (schema, other->data, item->data))
        other = other->next;

      if (other == NULL)
        kept = g_list_append (kept, g_object_ref (item->data));
      else if (secret_retrievable_get_modified (item->data) >
               secret_retrievable_get_modified (other->data))
        g_set_object ((GObject **) &other->data, item->data);
    }

  g_list_free_full (items, g_object_unref);
  return kept;
}

static gboolean
is_locked (GList *items)
{
  for (GList *item = items; item != NULL; item = item->next)
    if (SECRET_IS_ITEM (item->data) && secret_item_get_locked (item->data))
      return TRUE;

  return FALSE;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Lookup *lookup = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (is_too_late (task, lookup->wait))
    return;

  lookup->items = keep_newest (lookup->schema, secret_password_search_finish (result, &error));
  /* Nobody was asked to unlock it. */
  if (error == NULL && lookup->quietly && is_locked (lookup->items))
    g_set_error_literal (&error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "the item is locked");
  if (error != NULL)
    return_error (task, lookup->wait, error);
  else
    retrieve_next (task);
}

void
onb_keyring_item_lookup_async (const SecretSchema *schema,
                               const char *key,
                               gboolean quietly,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GHashTable) attributes = NULL;
  GTask *task;
  Lookup *lookup;

  g_return_if_fail (schema != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_keyring_item_lookup_async);
  lookup = g_new0 (Lookup, 1);
  lookup->wait = onb_keyring_wait_new (cancellable, ONB_KEYRING_PATIENCE_SECONDS, quietly);
  lookup->schema = schema;
  lookup->quietly = quietly;
  lookup->retrieved = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_keyring_item_free);
  g_task_set_task_data (task, lookup, (GDestroyNotify) lookup_free);
  onb_keyring_wait_watch (lookup->wait, task, on_lookup_given_up);

  attributes = attributes_new (schema, key);
  secret_password_searchv (schema, attributes,
                           quietly ? SECRET_SEARCH_ALL : SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK,
                           onb_keyring_wait_get_cancellable (lookup->wait), on_found, task);
}

GPtrArray *
onb_keyring_item_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Store *store = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (is_too_late (task, store->wait))
    return;

  /* It returns FALSE without an error where there was nothing to remove. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    {
      return_error (task, store->wait, error);
      return;
    }

  onb_keyring_wait_end (store->wait);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Locked items are left where they are, and without a word, so that they are unlocked first. */
static void
on_found_to_remove (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  const Store *store = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *items;

  if (is_too_late (task, store->wait))
    return;

  items = secret_password_search_finish (result, &error);
  if (error == NULL && is_locked (items))
    g_set_error_literal (&error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED,
                         _ ("the item is still locked"));
  g_list_free_full (items, g_object_unref);

  if (error != NULL)
    return_error (task, store->wait, error);
  else
    secret_password_clearv (store->schema, store->stored,
                            onb_keyring_wait_get_cancellable (store->wait), on_removed, task);
}

void
onb_keyring_item_remove_async (const SecretSchema *schema,
                               const char *key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  Store *store;

  g_return_if_fail (schema != NULL);
  g_return_if_fail (key != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_keyring_item_remove_async);
  store = g_new0 (Store, 1);
  store->wait = onb_keyring_wait_new (cancellable, ONB_KEYRING_PATIENCE_SECONDS, FALSE);
  store->schema = schema;
  store->stored = attributes_new (schema, key);
  g_task_set_task_data (task, store, (GDestroyNotify) store_free);
  onb_keyring_wait_watch (store->wait, task, on_store_given_up);
  secret_password_searchv (schema, store->stored, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK,
                           onb_keyring_wait_get_cancellable (store->wait), on_found_to_remove,
                           task);
}

gboolean
onb_keyring_item_remove_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
