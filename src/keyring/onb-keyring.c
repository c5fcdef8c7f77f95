/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <glib/gi18n-lib.h>

#include "keyring/onb-keyring.h"

#define ATTRIBUTE_CLINIC "clinic"
#define ATTRIBUTE_TENANT "tenant"
#define ATTRIBUTE_CLIENT_ID "client-id"

static const SecretSchema schema = {
  ONB_APPLICATION_ID ".Credentials",
  SECRET_SCHEMA_NONE,
  {
      { ATTRIBUTE_CLINIC, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { ATTRIBUTE_TENANT, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { ATTRIBUTE_CLIENT_ID, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

G_DEFINE_QUARK (onb - keyring - error - quark, onb_keyring_error)

static GHashTable *
attributes_new (const char *clinic)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_CLINIC, g_strdup (clinic));
  return attributes;
}

static GError *
explain_unavailable (const char *reason)
{
  return g_error_new (ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_UNAVAILABLE,
                      _ ("No keyring was found on this desktop. Install or start one (GNOME "
                         "Keyring, KWallet or KeePassXC), then try again. Nothing was lost: %s"),
                      reason);
}

/* The details are the service's own words; they never hold a secret. */
static GError *
explain (const GError *reason)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (reason);

  if (g_error_matches (reason, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
      g_error_matches (reason, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
      g_error_matches (reason, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND) ||
      g_error_matches (reason, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_EXITED) ||
      g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return explain_unavailable (reason->message);

  if (g_error_matches (reason, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return g_error_new (ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_LOCKED,
                        _ ("The keyring is locked. Unlock it when the system asks, then try "
                           "again. Nothing was lost: %s"),
                        reason->message);

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (reason, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
      g_error_matches (reason, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT))
    return g_error_new (ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_TIMED_OUT,
                        _ ("The keyring did not answer. Try again; if it stays so, log out and in "
                           "again. Nothing was lost: %s"),
                        reason->message);

  return g_error_new (ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_FAILED,
                      _ ("The keyring could not do it. Try again. Nothing was lost: %s"),
                      reason->message);
}

typedef struct
{
  char *clinic;
  GHashTable *stored;
  GList *others;
} Store;

static void
store_free (Store *self)
{
  g_free (self->clinic);
  g_hash_table_unref (self->stored);
  g_list_free_full (self->others, (GDestroyNotify) g_hash_table_unref);
  g_free (self);
}

typedef struct
{
  GTask *task;
  GError *reason;
} Failure;

static void
on_bus_asked (GObject *source, GAsyncResult *result, gpointer data)
{
  Failure *failure = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  g_task_return_error (failure->task, bus != NULL ? explain (failure->reason)
                                                  : explain_unavailable (error->message));
  g_object_unref (failure->task);
  g_error_free (failure->reason);
  g_free (failure);
}

/* Without a session bus (cron, ssh) there is no keyring, whatever words that failed with. */
static void
return_error (GTask *task, const GError *reason)
{
  Failure *failure = g_new0 (Failure, 1);

  failure->task = task;
  failure->reason = g_error_copy (reason);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus_asked, failure);
}

static void remove_next_other (GTask *task);

static void
on_other_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_error (task, error);
  else
    remove_next_other (task);
}

static void
remove_next_other (GTask *task)
{
  Store *store = g_task_get_task_data (task);
  g_autoptr (GHashTable) other = NULL;

  if (store->others == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  other = store->others->data;
  store->others = g_list_delete_link (store->others, store->others);
  secret_password_clearv (&schema, other, g_task_get_cancellable (task), on_other_removed, task);
}

/* The attributes that make an item the same as another: not the schema's name, which some services
 * list among them. */
static GHashTable *
own_attributes (SecretRetrievable *item)
{
  static const char *const names[] = { ATTRIBUTE_CLINIC, ATTRIBUTE_TENANT, ATTRIBUTE_CLIENT_ID };
  g_autoptr (GHashTable) all = secret_retrievable_get_attributes (item);
  GHashTable *own = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_hash_table_lookup (all, names[i]);

      if (value != NULL)
        g_hash_table_insert (own, (gpointer) names[i], g_strdup (value));
    }

  return own;
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
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    {
      return_error (task, error);
      return;
    }

  for (GList *item = items; item != NULL; item = item->next)
    {
      GHashTable *attributes = own_attributes (item->data);

      if (is_same_item (attributes, store->stored))
        g_hash_table_unref (attributes);
      else
        store->others = g_list_prepend (store->others, attributes);
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

  if (!secret_password_store_finish (result, &error))
    {
      if (error == NULL)
        g_set_error_literal (&error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "not stored");
      return_error (task, error);
      return;
    }

  /* Only now, with the new one safe, do items with another Client ID or tenant go. */
  attributes = attributes_new (store->clinic);
  secret_password_searchv (&schema, attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK,
                           g_task_get_cancellable (task), on_others_found, task);
}

void
onb_keyring_store_async (const char *clinic,
                         const char *label,
                         const char *tenant,
                         OnbCredentials *credentials,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;
  Store *store;

  g_return_if_fail (clinic != NULL);
  g_return_if_fail (label != NULL);
  g_return_if_fail (tenant != NULL);
  g_return_if_fail (credentials != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_keyring_store_async);

  store = g_new0 (Store, 1);
  store->clinic = g_strdup (clinic);
  store->stored = attributes_new (clinic);
  g_hash_table_insert (store->stored, (gpointer) ATTRIBUTE_TENANT, g_strdup (tenant));
  g_hash_table_insert (store->stored, (gpointer) ATTRIBUTE_CLIENT_ID,
                       g_strdup (credentials->client_id));
  g_task_set_task_data (task, store, (GDestroyNotify) store_free);

  secret_password_storev_binary (&schema, store->stored, SECRET_COLLECTION_DEFAULT, label,
                                 credentials->secret, cancellable, on_stored, task);
}

gboolean
onb_keyring_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_retrieved (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  SecretRetrievable *item = SECRET_RETRIEVABLE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretValue) secret = secret_retrievable_retrieve_secret_finish (item, result, &error);
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  const char *client_id = g_hash_table_lookup (attributes, ATTRIBUTE_CLIENT_ID);

  if (error == NULL && secret == NULL)
    g_set_error_literal (&error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "the item stays locked");

  if (error != NULL)
    {
      return_error (task, error);
      return;
    }

  g_task_return_pointer (task,
                         onb_credentials_new_for_value (client_id != NULL ? client_id : "", secret),
                         (GDestroyNotify) onb_credentials_unref);
  g_object_unref (task);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    {
      return_error (task, error);
    }
  else if (items == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
    }
  else
    {
      secret_retrievable_retrieve_secret (items->data, g_task_get_cancellable (task), on_retrieved,
                                          task);
    }

  g_list_free_full (items, g_object_unref);
}

void
onb_keyring_lookup_async (const char *clinic,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GHashTable) attributes = NULL;
  GTask *task;

  g_return_if_fail (clinic != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_keyring_lookup_async);
  attributes = attributes_new (clinic);
  secret_password_searchv (&schema, attributes, SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
                           cancellable, on_found, task);
}

OnbCredentials *
onb_keyring_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (GError) error = NULL;

  /* It returns FALSE without an error where there was nothing to remove. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    {
      return_error (task, error);
      return;
    }

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

void
onb_keyring_remove_async (const char *clinic,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GHashTable) attributes = NULL;
  GTask *task;

  g_return_if_fail (clinic != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_keyring_remove_async);
  attributes = attributes_new (clinic);
  secret_password_clearv (&schema, attributes, cancellable, on_removed, task);
}

gboolean
onb_keyring_remove_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
onb_keyring_harden_process (void)
{
  const struct rlimit none = { 0, 0 };

  /* Both, because a core pattern that pipes to a program does not ask for the limit. */
  setrlimit (RLIMIT_CORE, &none);
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
}
