/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/check/onb-scope-item.h"

struct _OnbScopeItem
{
  GObject parent_instance;

  OnbCheckResult *result;
  guint index;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (OnbScopeItem, onb_scope_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const OnbScopeResult *
scope_at (OnbCheckResult *result, guint index)
{
  return index < result->scopes->len ? g_ptr_array_index (result->scopes, index) : NULL;
}

const OnbScopeResult *
onb_scope_item_get_scope (OnbScopeItem *self)
{
  g_return_val_if_fail (ONB_IS_SCOPE_ITEM (self), NULL);

  return scope_at (self->result, self->index);
}

const char *
onb_scope_item_get_words (OnbScopeItem *self, OnbFhirVersion version)
{
  const OnbCell *cell;

  g_return_val_if_fail (ONB_IS_SCOPE_ITEM (self), NULL);

  cell = &onb_scope_item_get_scope (self)->cells[version];
  /* Translators: a scope that the running test has not come to yet. */
  return self->running && cell->state == ONB_CELL_UNTESTED ? _ ("Waiting")
                                                           : onb_cell_state_get_title (cell->state);
}

char *
onb_scope_item_get_name (OnbScopeItem *self)
{
  const OnbScopeResult *scope;
  GString *name;

  g_return_val_if_fail (ONB_IS_SCOPE_ITEM (self), NULL);

  scope = onb_scope_item_get_scope (self);
  name = g_string_new (scope->scope);
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    if (scope->cells[v].tested)
      {
        g_string_append (name, ". ");
        /* Translators: what something is called, and what it is. */
        g_string_append_printf (name, _ ("%s: %s"), onb_fhir_version_get_title ((OnbFhirVersion) v),
                                onb_scope_item_get_words (self, (OnbFhirVersion) v));
      }

  return g_string_free (name, FALSE);
}

gboolean
onb_scope_item_take_over (OnbScopeItem *self, OnbCheckResult *result, guint index, gboolean running)
{
  const OnbScopeResult *scope, *other;

  g_return_val_if_fail (ONB_IS_SCOPE_ITEM (self), FALSE);
  g_return_val_if_fail (result != NULL, FALSE);

  scope = onb_scope_item_get_scope (self);
  other = scope_at (result, index);
  if (other == NULL || !g_str_equal (scope->scope, other->scope))
    return FALSE;

  onb_check_result_ref (result);
  onb_check_result_unref (self->result);
  self->result = result;
  self->index = index;
  self->running = running;
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

static void
onb_scope_item_finalize (GObject *object)
{
  onb_check_result_unref (ONB_SCOPE_ITEM (object)->result);

  G_OBJECT_CLASS (onb_scope_item_parent_class)->finalize (object);
}

static void
onb_scope_item_class_init (OnbScopeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_scope_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", ONB_TYPE_SCOPE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
onb_scope_item_init (OnbScopeItem *self)
{
}

OnbScopeItem *
onb_scope_item_new (OnbCheckResult *result, guint index, gboolean running)
{
  OnbScopeItem *self;

  g_return_val_if_fail (result != NULL, NULL);
  g_return_val_if_fail (index < result->scopes->len, NULL);

  self = g_object_new (ONB_TYPE_SCOPE_ITEM, NULL);
  self->result = onb_check_result_ref (result);
  self->index = index;
  self->running = running;
  return self;
}
