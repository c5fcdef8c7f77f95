/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-clinic.h"

G_BEGIN_DECLS

/**
 * OnbAliasKind: what an alias stands for.
 */
typedef enum
{
  ONB_ALIAS_CLINIC,
  ONB_ALIAS_TENANT,
  ONB_ALIAS_CLIENT,
  ONB_ALIAS_HOST,
  ONB_ALIAS_AUTHORITY,
  ONB_ALIAS_APPLICATION,
  ONB_N_ALIAS_KINDS,
} OnbAliasKind;

/**
 * OnbAliases: what stands in place of names in what goes to support, such as "clinic-1". The list of what
 * is meant is a file of the user's and goes nowhere, so that a name has the same alias each time.
 */
typedef struct _OnbAliases OnbAliases;

/**
 * onb_aliases_new:
 * @path: (nullable): the file with the list, %NULL for the user's
 *
 * Returns: (transfer full): what was given so far; nothing where the file cannot be read
 */
OnbAliases *onb_aliases_new (const char *path);
OnbAliases *onb_aliases_ref (OnbAliases *self);
void onb_aliases_unref (OnbAliases *self);

/**
 * onb_aliases_add:
 * @value: (nullable): a name; nothing is done where it is empty
 *
 * Gives @value an alias, its old one where it has one, and uses it from now on.
 */
void onb_aliases_add (OnbAliases *self, OnbAliasKind kind, const char *value);

/**
 * onb_aliases_add_clinic:
 *
 * The same for all that tells which clinic it is: its name, its tenant, hosts that are not the
 * maker's, the Client ID and the application's own number as they are shown, also of the last test, and
 * what its findings name.
 */
void onb_aliases_add_clinic (OnbAliases *self, OnbClinic *clinic);

/**
 * onb_aliases_disguise:
 * @text: (nullable): a text
 *
 * Returns: (transfer full) (nullable): @text with the alias in place of each name that was added, whatever
 *   case it is in, or, where it is very short, as it is written; a name within a word is another word, and
 *   an alias in @text stays
 */
char *onb_aliases_disguise (OnbAliases *self, const char *text);

/** onb_aliases_describe: Returns: (transfer full): a line for each that was added: alias, what it is */
char *onb_aliases_describe (const OnbAliases *self);

/**
 * onb_aliases_save_async:
 *
 * Writes the list, so that an alias can be looked up when support names it. A list that is there and could
 * not be read is left as it is.
 */
void onb_aliases_save_async (OnbAliases *self, GAsyncReadyCallback callback, gpointer user_data);

/** onb_aliases_save_finish: Returns: whether it is written; if not, with #G_FILE_ERROR */
gboolean onb_aliases_save_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbAliases, onb_aliases_unref)

G_END_DECLS
