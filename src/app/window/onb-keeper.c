/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/window/onb-keeper.h"

struct _OnbKeeper
{
  GObject parent_instance;

  OnbClinic *clinic;
  OnbKeeperState state;
  /* How often the keyring is being waited for. */
  guint n_waiting;
  /* For one wait: what was cancelled once stays cancelled. */
  GCancellable *cancellable;
  GError *problem;
  gboolean lost;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (OnbKeeper, onb_keeper, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  N_PROPERTIES
};

enum
{
  KEPT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void
set_state (OnbKeeper *self, OnbKeeperState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static GCancellable *
begin (OnbKeeper *self, OnbKeeperState state)
{
  if (self->n_waiting++ == 0)
    {
      g_clear_object (&self->cancellable);
      self->cancellable = g_cancellable_new ();
    }
  g_clear_error (&self->problem);
  set_state (self, state);
  return self->cancellable;
}

/* While somebody else still waits, that is the state. */
static void
end (OnbKeeper *self, OnbKeeperState state, const GError *error)
{
  self->n_waiting--;
  g_clear_error (&self->problem);
  if (error != NULL)
    {
      self->problem = g_error_copy (error);
      state = g_error_matches (error, ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_LOCKED)
                  ? ONB_KEEPER_LOCKED
                  : ONB_KEEPER_UNKNOWN;
    }
  set_state (self, self->n_waiting > 0 ? self->state : state);
}

OnbKeeperState
onb_keeper_get_state (OnbKeeper *self)
{
  g_return_val_if_fail (ONB_IS_KEEPER (self), ONB_KEEPER_UNKNOWN);

  return self->state;
}

gboolean
onb_keeper_is_busy (OnbKeeper *self)
{
  g_return_val_if_fail (ONB_IS_KEEPER (self), FALSE);

  return self->n_waiting > 0;
}

const GError *
onb_keeper_get_problem (OnbKeeper *self)
{
  g_return_val_if_fail (ONB_IS_KEEPER (self), NULL);

  return self->problem;
}

gboolean
onb_keeper_get_lost (OnbKeeper *self)
{
  g_return_val_if_fail (ONB_IS_KEEPER (self), FALSE);

  return self->lost;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  OnbKeeper *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbCredentials) credentials = onb_keyring_lookup_finish (result, &error);

  if (g_task_get_task_data (task) != NULL)
    g_signal_handlers_disconnect_by_data (self->cancellable, g_task_get_task_data (task));
  if (!self->closed && error != NULL)
    {
      end (self, ONB_KEEPER_UNKNOWN, error);
    }
  else if (!self->closed)
    {
      self->lost = credentials == NULL && (self->lost || onb_clinic_get_stored (self->clinic));
      if (credentials != NULL)
        onb_clinic_find_credentials (self->clinic, credentials->client_id);
      else
        onb_clinic_forget_credentials (self->clinic);
      end (self, credentials != NULL ? ONB_KEEPER_KEPT : ONB_KEEPER_NONE, NULL);
    }

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&credentials),
                           (GDestroyNotify) onb_credentials_unref);
}

void
onb_keeper_look_up_async (OnbKeeper *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GCancellable *own;
  GTask *task;

  g_return_if_fail (ONB_IS_KEEPER (self));

  own = begin (self, ONB_KEEPER_LOOKING);
  /* Who does not wait any longer gives up whatever is waited for. */
  if (cancellable != NULL)
    g_signal_connect_object (own, "cancelled", G_CALLBACK (g_cancellable_cancel), cancellable,
                             G_CONNECT_SWAPPED);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, onb_keeper_look_up_async);
  if (cancellable != NULL)
    g_task_set_task_data (task, g_object_ref (cancellable), g_object_unref);
  onb_keyring_lookup_async (onb_clinic_get_id (self->clinic), FALSE,
                            cancellable != NULL ? cancellable : own, on_looked_up, task);
}

OnbCredentials *
onb_keeper_look_up_finish (OnbKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
onb_keeper_refresh (OnbKeeper *self)
{
  g_return_if_fail (ONB_IS_KEEPER (self));

  if (self->n_waiting == 0)
    onb_keeper_look_up_async (self, NULL, NULL, NULL);
}

/* Whether what was to be stored may have arrived all the same. */
static gboolean
may_be_stored (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_TIMED_OUT);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  OnbKeeper *self = g_task_get_source_object (task);
  OnbCredentials *credentials = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean stored = onb_keyring_store_finish (result, &error);

  /* The clinic outlives the session. What may have been stored is not what was tested. */
  if (stored)
    {
      self->lost = FALSE;
      onb_clinic_keep_credentials (self->clinic, credentials);
    }
  else if (may_be_stored (error) && onb_clinic_get_stored (self->clinic))
    {
      g_autofree char *client_id = g_strdup (onb_clinic_get_client_id (self->clinic));

      onb_clinic_restore_credentials (self->clinic, client_id, NULL);
    }
  if (!self->closed)
    {
      end (self, ONB_KEEPER_KEPT, error);
      if (stored)
        g_signal_emit (self, signals[KEPT], 0);
    }
  g_task_return_boolean (task, stored);
}

void
onb_keeper_keep (OnbKeeper *self, OnbCredentials *credentials)
{
  g_autoptr (OnbAddress) address = NULL;
  g_autofree char *label = NULL;
  GCancellable *cancellable;
  GTask *task;

  g_return_if_fail (ONB_IS_KEEPER (self));
  g_return_if_fail (credentials != NULL);

  address = onb_clinic_get_address (self->clinic, NULL);
  /* Translators: what the keyring's own program shows; the clinic's name. */
  label = g_strdup_printf (_ ("Leyr Onboarding: %s"), onb_clinic_get_title (self->clinic));
  cancellable = begin (self, ONB_KEEPER_SAVING);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, onb_keeper_keep);
  g_task_set_task_data (task, onb_credentials_ref (credentials),
                        (GDestroyNotify) onb_credentials_unref);
  onb_keyring_store_async (onb_clinic_get_id (self->clinic), label,
                           address != NULL ? address->tenant : "", credentials, cancellable,
                           on_stored, task);
}

void
onb_keeper_stop (OnbKeeper *self)
{
  g_return_if_fail (ONB_IS_KEEPER (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

void
onb_keeper_close (OnbKeeper *self)
{
  g_return_if_fail (ONB_IS_KEEPER (self));

  self->closed = TRUE;
}

static void
onb_keeper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, ONB_KEEPER (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_keeper_finalize (GObject *object)
{
  OnbKeeper *self = ONB_KEEPER (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->problem);
  g_object_unref (self->clinic);

  G_OBJECT_CLASS (onb_keeper_parent_class)->finalize (object);
}

static void
onb_keeper_class_init (OnbKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = onb_keeper_get_property;
  object_class->finalize = onb_keeper_finalize;

  properties[PROP_STATE] =
      g_param_spec_uint ("state", NULL, NULL, 0, ONB_N_KEEPER_STATES - 1, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[KEPT] = g_signal_new ("kept", ONB_TYPE_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
onb_keeper_init (OnbKeeper *self)
{
}

OnbKeeper *
onb_keeper_new (OnbClinic *clinic)
{
  OnbKeeper *self;

  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);

  self = g_object_new (ONB_TYPE_KEEPER, NULL);
  self->clinic = g_object_ref (clinic);
  return self;
}
