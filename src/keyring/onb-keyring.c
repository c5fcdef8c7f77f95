/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <sys/prctl.h>
#include <sys/resource.h>

#include "keyring/onb-keyring-item.h"

#include "keyring/onb-keyring.h"

#define ATTRIBUTE_CLIENT_ID "client-id"

static const SecretSchema schema = {
  ONB_APPLICATION_ID ".Credentials",
  SECRET_SCHEMA_NONE,
  {
      { "clinic", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "tenant", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { ATTRIBUTE_CLIENT_ID, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

G_DEFINE_QUARK (onb - keyring - error - quark, onb_keyring_error)

void
onb_keyring_store_async (const char *clinic,
                         const char *label,
                         const char *tenant,
                         OnbCredentials *credentials,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (clinic != NULL);
  g_return_if_fail (label != NULL);
  g_return_if_fail (tenant != NULL);
  g_return_if_fail (credentials != NULL);

  onb_keyring_item_store_async (&schema, label, credentials->secret, cancellable, callback,
                                user_data, clinic, tenant, credentials->client_id);
}

gboolean
onb_keyring_store_finish (GAsyncResult *result, GError **error)
{
  return onb_keyring_item_store_finish (result, error);
}

void
onb_keyring_lookup_async (const char *clinic,
                          gboolean quietly,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (clinic != NULL);

  onb_keyring_item_lookup_async (&schema, clinic, quietly, cancellable, callback, user_data);
}

OnbCredentials *
onb_keyring_lookup_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) items = onb_keyring_item_lookup_finish (result, error);
  const OnbKeyringItem *item;
  const char *client_id;

  if (items == NULL || items->len == 0)
    return NULL;

  item = g_ptr_array_index (items, 0);
  client_id = g_hash_table_lookup (item->attributes, ATTRIBUTE_CLIENT_ID);
  return onb_credentials_new_for_value (client_id != NULL ? client_id : "", item->secret);
}

void
onb_keyring_remove_async (const char *clinic,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (clinic != NULL);

  onb_keyring_item_remove_async (&schema, clinic, cancellable, callback, user_data);
}

gboolean
onb_keyring_remove_finish (GAsyncResult *result, GError **error)
{
  return onb_keyring_item_remove_finish (result, error);
}

void
onb_keyring_harden_process (void)
{
  const struct rlimit none = { 0, 0 };

  /* Both, because a core pattern that pipes to a program does not ask for the limit. */
  setrlimit (RLIMIT_CORE, &none);
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
}
