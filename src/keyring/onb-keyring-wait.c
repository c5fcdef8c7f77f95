/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "keyring/onb-keyring-waits.h"

#include "keyring/onb-keyring-wait.h"

/* For a library, to say that what was cancelled has ended. */
#define GRACE_MS 1000

struct _OnbKeyringWait
{
  GCancellable *cancellable;
  /* NULL when it is over. */
  GSource *timer;
  guint seconds;

  /* It owns this. */
  GTask *task;
  OnbKeyringGaveUp gave_up;
  GSource *grace;
  gboolean is_over;
};

static gboolean
on_over (gpointer data)
{
  OnbKeyringWait *self = data;

  g_clear_pointer (&self->timer, g_source_unref);
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
source_clear (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static gboolean
on_grace_over (gpointer data)
{
  OnbKeyringWait *self = data;

  g_clear_pointer (&self->grace, g_source_unref);
  self->is_over = TRUE;
  self->gave_up (self->task);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (OnbKeyringWait *self)
{
  if (self->grace != NULL || self->is_over)
    return;

  self->grace = g_timeout_source_new (GRACE_MS);
  g_source_set_callback (self->grace, on_grace_over, self, NULL);
  g_source_attach (self->grace, g_main_context_get_thread_default ());
}

OnbKeyringWait *
onb_keyring_wait_new (GCancellable *cancellable, guint seconds, gboolean quietly)
{
  OnbKeyringWait *self = g_new0 (OnbKeyringWait, 1);

  self->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    {
      g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel),
                               self->cancellable, G_CONNECT_SWAPPED);
      if (g_cancellable_is_cancelled (cancellable))
        g_cancellable_cancel (self->cancellable);
    }
  self->seconds = seconds;
  self->timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (self->timer, on_over, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  if (!quietly)
    onb_keyring_waits_add (onb_keyring_waits_get_default (), self->cancellable);
  return self;
}

void
onb_keyring_wait_watch (OnbKeyringWait *self, GTask *task, OnbKeyringGaveUp gave_up)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->task == NULL);
  g_return_if_fail (gave_up != NULL);

  self->task = task;
  self->gave_up = gave_up;
  g_signal_connect_swapped (self->cancellable, "cancelled", G_CALLBACK (on_cancelled), self);
  if (g_cancellable_is_cancelled (self->cancellable))
    on_cancelled (self);
}

void
onb_keyring_wait_end (OnbKeyringWait *self)
{
  g_return_if_fail (self != NULL);

  if (self->task != NULL)
    g_signal_handlers_disconnect_by_func (self->cancellable, on_cancelled, self);
  source_clear (&self->grace);
  onb_keyring_waits_remove (onb_keyring_waits_get_default (), self->cancellable);
}

gboolean
onb_keyring_wait_is_over (OnbKeyringWait *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_over;
}

gboolean
onb_keyring_wait_is_given_up (OnbKeyringWait *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->timer != NULL && g_cancellable_is_cancelled (self->cancellable);
}

void
onb_keyring_wait_free (OnbKeyringWait *self)
{
  g_return_if_fail (self != NULL);

  onb_keyring_wait_end (self);
  source_clear (&self->timer);
  g_object_unref (self->cancellable);
  g_free (self);
}

GCancellable *
onb_keyring_wait_get_cancellable (OnbKeyringWait *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cancellable;
}

GError *
onb_keyring_wait_judge (OnbKeyringWait *self, const GError *error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error != NULL, NULL);

  if (self->timer != NULL || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);

  /* Translators: a number of seconds. */
  return g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("no response within %u seconds"),
                      self->seconds);
}
