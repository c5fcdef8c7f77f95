/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "keyring/onb-keyring-wait.h"

struct _OnbKeyringWait
{
  GCancellable *cancellable;
  /* NULL when it is over. */
  GSource *timer;
  guint seconds;
};

static gboolean
on_over (gpointer data)
{
  OnbKeyringWait *self = data;

  g_clear_pointer (&self->timer, g_source_unref);
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

OnbKeyringWait *
onb_keyring_wait_new (GCancellable *cancellable, guint seconds)
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
  return self;
}

void
onb_keyring_wait_free (OnbKeyringWait *self)
{
  g_return_if_fail (self != NULL);

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
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
