/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/**
 * OnbKeyringItem: what the keyring keeps of one thing. The first attribute of its schema says of which:
 * each has one item.
 * @attributes: (element-type utf8 utf8): what is not secret
 */
typedef struct
{
  GHashTable *attributes;
  SecretValue *secret;
} OnbKeyringItem;

/** onb_keyring_item_free: lets an item go; its secret is wiped with the last reference */
void onb_keyring_item_free (OnbKeyringItem *self);

/**
 * onb_keyring_item_store_async:
 * @schema: what kind of item it is; owned by the caller, for good
 * @label: what the keyring's own program shows
 * @secret: what to keep
 * @...: the attributes, a value for each that the schema has, in its order
 *
 * Keeps @secret, in place of what was kept of the same thing.
 */
void onb_keyring_item_store_async (const SecretSchema *schema,
                                   const char *label,
                                   SecretValue *secret,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data,
                                   ...);

/** onb_keyring_item_store_finish: Returns: whether it is kept; if not, with #ONB_KEYRING_ERROR */
gboolean onb_keyring_item_store_finish (GAsyncResult *result, GError **error);

/**
 * onb_keyring_item_lookup_async:
 * @key: (nullable): of which thing; %NULL for all things
 * @quietly: asks the user for nothing: what is locked is an error
 */
void onb_keyring_item_lookup_async (const SecretSchema *schema,
                                    const char *key,
                                    gboolean quietly,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * onb_keyring_item_lookup_finish:
 *
 * Returns: (transfer full) (nullable) (element-type OnbKeyringItem): what is kept, the newest of each
 *   thing, which may be nothing;
 *   %NULL with #ONB_KEYRING_ERROR where that could not be found out
 */
GPtrArray *onb_keyring_item_lookup_finish (GAsyncResult *result, GError **error);

/**
 * onb_keyring_item_remove_async:
 * @key: of which thing
 */
void onb_keyring_item_remove_async (const SecretSchema *schema,
                                    const char *key,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/** onb_keyring_item_remove_finish: Returns: whether nothing is kept any more; else #ONB_KEYRING_ERROR */
gboolean onb_keyring_item_remove_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbKeyringItem, onb_keyring_item_free)

G_END_DECLS
