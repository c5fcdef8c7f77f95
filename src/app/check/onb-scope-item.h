/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "check/onb-check-result.h"

G_BEGIN_DECLS

#define ONB_TYPE_SCOPE_ITEM (onb_scope_item_get_type ())
G_DECLARE_FINAL_TYPE (OnbScopeItem, onb_scope_item, ONB, SCOPE_ITEM, GObject)

/**
 * OnbScopeItem::changed:
 *
 * The scope does otherwise than it did.
 */

/**
 * onb_scope_item_new:
 * @result: a result, running or not
 * @index: of one of its scopes
 *
 * Returns: (transfer full): the scope as an item of a list, which outlives the results that a running
 *   test gives one after the other
 */
OnbScopeItem *onb_scope_item_new (OnbCheckResult *result, guint index, gboolean running);

/**
 * onb_scope_item_take_over:
 * @result: a later result
 *
 * Returns: whether it has the same scope in the same place, so that the item shows it now
 */
gboolean onb_scope_item_take_over (OnbScopeItem *self,
                                   OnbCheckResult *result,
                                   guint index,
                                   gboolean running);

/** onb_scope_item_get_scope: Returns: how the scope does; valid until the next change */
const OnbScopeResult *onb_scope_item_get_scope (OnbScopeItem *self);

/**
 * onb_scope_item_get_words:
 *
 * Returns: how it does in @version, translated
 */
const char *onb_scope_item_get_words (OnbScopeItem *self, OnbFhirVersion version);

/** onb_scope_item_get_name: Returns: (transfer full): the whole row, to be read out */
char *onb_scope_item_get_name (OnbScopeItem *self);

G_END_DECLS
