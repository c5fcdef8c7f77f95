/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"
#include "keyring/onb-keyring-item.h"

#include "keyring/onb-keyring-proxy.h"

#define ATTRIBUTE_PROXY "proxy"
#define ATTRIBUTE_USER "user"

static const SecretSchema schema = {
  ONB_APPLICATION_ID ".ProxyLogin",
  SECRET_SCHEMA_NONE,
  {
      { ATTRIBUTE_PROXY, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { ATTRIBUTE_USER, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

void
onb_keyring_store_proxy_login_async (const OnbProxyLogin *login,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autofree char *label = NULL;

  g_return_if_fail (login != NULL);

  /* Translators: what the keyring’s own program shows; a proxy, host and port. */
  label = onb_bidi_format (_ ("Proxy %s (Leyr Onboarding)"), login->proxy);
  onb_keyring_item_store_async (&schema, label, login->password, cancellable, callback, user_data,
                                login->proxy, login->user);
}

gboolean
onb_keyring_store_proxy_login_finish (GAsyncResult *result, GError **error)
{
  return onb_keyring_item_store_finish (result, error);
}

void
onb_keyring_lookup_proxy_logins_async (gboolean quietly,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  onb_keyring_item_lookup_async (&schema, NULL, quietly, cancellable, callback, user_data);
}

GPtrArray *
onb_keyring_lookup_proxy_logins_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) items = onb_keyring_item_lookup_finish (result, error);
  GPtrArray *logins;

  if (items == NULL)
    return NULL;

  logins = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_proxy_login_free);
  for (guint i = 0; i < items->len; i++)
    {
      const OnbKeyringItem *item = g_ptr_array_index (items, i);
      const char *proxy = g_hash_table_lookup (item->attributes, ATTRIBUTE_PROXY);
      const char *user = g_hash_table_lookup (item->attributes, ATTRIBUTE_USER);

      if (proxy != NULL && user != NULL)
        g_ptr_array_add (logins, onb_proxy_login_new (proxy, user, item->secret));
    }

  return logins;
}

void
onb_keyring_remove_proxy_login_async (const char *proxy,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (proxy != NULL);

  onb_keyring_item_remove_async (&schema, proxy, cancellable, callback, user_data);
}

gboolean
onb_keyring_remove_proxy_login_finish (GAsyncResult *result, GError **error)
{
  return onb_keyring_item_remove_finish (result, error);
}
