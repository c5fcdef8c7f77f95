/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "keyring/onb-keyring-waits.h"

struct _OnbKeyringWaits
{
  GObject parent_instance;

  GPtrArray *waits;
  guint overdue_id;
  gboolean overdue;
};

G_DEFINE_FINAL_TYPE (OnbKeyringWaits, onb_keyring_waits, G_TYPE_OBJECT)

enum
{
  PROP_OVERDUE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
set_overdue (OnbKeyringWaits *self, gboolean overdue)
{
  if (self->overdue == overdue)
    return;

  self->overdue = overdue;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERDUE]);
}

static gboolean
on_overdue (gpointer data)
{
  OnbKeyringWaits *self = data;

  self->overdue_id = 0;
  set_overdue (self, TRUE);
  return G_SOURCE_REMOVE;
}

OnbKeyringWaits *
onb_keyring_waits_get_default (void)
{
  static OnbKeyringWaits *waits;

  if (waits == NULL)
    waits = g_object_new (ONB_TYPE_KEYRING_WAITS, NULL);
  return waits;
}

gboolean
onb_keyring_waits_is_overdue (OnbKeyringWaits *self)
{
  g_return_val_if_fail (ONB_IS_KEYRING_WAITS (self), FALSE);

  return self->overdue;
}

void
onb_keyring_waits_stop (OnbKeyringWaits *self)
{
  g_autoptr (GPtrArray) waits = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (ONB_IS_KEYRING_WAITS (self));

  /* Some may be over at once. */
  for (guint i = 0; i < self->waits->len; i++)
    g_ptr_array_add (waits, g_object_ref (g_ptr_array_index (self->waits, i)));
  for (guint i = 0; i < waits->len; i++)
    g_cancellable_cancel (g_ptr_array_index (waits, i));
}

void
onb_keyring_waits_add (OnbKeyringWaits *self, GCancellable *wait)
{
  g_return_if_fail (ONB_IS_KEYRING_WAITS (self));
  g_return_if_fail (G_IS_CANCELLABLE (wait));

  if (self->waits->len == 0)
    self->overdue_id = g_timeout_add_seconds (ONB_KEYRING_OVERDUE_SECONDS, on_overdue, self);
  g_ptr_array_add (self->waits, g_object_ref (wait));
}

void
onb_keyring_waits_remove (OnbKeyringWaits *self, GCancellable *wait)
{
  g_return_if_fail (ONB_IS_KEYRING_WAITS (self));
  g_return_if_fail (G_IS_CANCELLABLE (wait));

  if (!g_ptr_array_remove (self->waits, wait) || self->waits->len > 0)
    return;

  g_clear_handle_id (&self->overdue_id, g_source_remove);
  set_overdue (self, FALSE);
}

static void
onb_keyring_waits_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_OVERDUE:
      g_value_set_boolean (value, ONB_KEYRING_WAITS (object)->overdue);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_keyring_waits_finalize (GObject *object)
{
  OnbKeyringWaits *self = ONB_KEYRING_WAITS (object);

  g_clear_handle_id (&self->overdue_id, g_source_remove);
  g_ptr_array_unref (self->waits);

  G_OBJECT_CLASS (onb_keyring_waits_parent_class)->finalize (object);
}

static void
onb_keyring_waits_class_init (OnbKeyringWaitsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = onb_keyring_waits_get_property;
  object_class->finalize = onb_keyring_waits_finalize;

  properties[PROP_OVERDUE] =
      g_param_spec_boolean ("overdue", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
onb_keyring_waits_init (OnbKeyringWaits *self)
{
  self->waits = g_ptr_array_new_with_free_func (g_object_unref);
}
