/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/onb-authority.h"

G_BEGIN_DECLS

#define ONB_TYPE_AUTHORITY_STORE (onb_authority_store_get_type ())
G_DECLARE_FINAL_TYPE (OnbAuthorityStore, onb_authority_store, ONB, AUTHORITY_STORE, GObject)

/**
 * OnbAuthorityStore: the certificate authorities that the user has added, for this program alone: a file
 * of ours below the user's data, in PEM. It is a #GListModel of #OnbAuthority, in the order in which they
 * were added.
 */

/**
 * onb_authority_store_new:
 * @path: (nullable) (type filename): the file; %NULL for that in the user's data folder
 *
 * Reads the file, of at most #ONB_AUTHORITY_MAX_FILE.
 *
 * Returns: (transfer full): the store; an empty one where there is no file
 */
OnbAuthorityStore *onb_authority_store_new (const char *path);

/**
 * onb_authority_store_refresh:
 *
 * Reads the file anew: another process of the same user may have changed it. So does whatever changes the
 * list, or makes a test trust it.
 */
void onb_authority_store_refresh (OnbAuthorityStore *self);

/**
 * onb_authority_store_get_problem:
 *
 * Returns: (transfer none) (nullable): why a file that is there could not be read, a sentence. It is left
 *   as it is, and nothing is added to it.
 */
const char *onb_authority_store_get_problem (OnbAuthorityStore *self);

/**
 * onb_authority_store_add:
 * @authority: what the user was shown, and accepted
 *
 * Keeps it; one that is there already stays. It waits for the disk, for some kilobytes.
 *
 * Returns: whether it is kept; if not, with #G_FILE_ERROR, or %ONB_AUTHORITY_ERROR_TOO_LARGE where there
 *   are too many
 */
gboolean onb_authority_store_add (OnbAuthorityStore *self, OnbAuthority *authority, GError **error);

/**
 * onb_authority_store_remove:
 * @authority: one of those in it
 *
 * No longer trusts it: from the next test on.
 *
 * Returns: whether it is gone; if not, with #G_FILE_ERROR
 */
gboolean
onb_authority_store_remove (OnbAuthorityStore *self, OnbAuthority *authority, GError **error);

/**
 * onb_authority_store_describe:
 *
 * Returns: (transfer full) (nullable): whose they are, for a sentence; %NULL where there are none
 */
char *onb_authority_store_describe (OnbAuthorityStore *self);

/**
 * onb_authority_store_new_database:
 * @other: (nullable): further authorities, as of a file of this one test
 *
 * Returns: (transfer full) (nullable): what trusts those in the store and @other, for a test; %NULL where
 *   that is nobody
 */
GTlsDatabase *onb_authority_store_new_database (OnbAuthorityStore *self, GTlsDatabase *other);

G_END_DECLS
