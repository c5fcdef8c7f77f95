/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "millennium/onb-lane.h"

struct _OnbLane
{
  OnbLaneFunc next;
  guint n_active;
  gboolean answered;
  gboolean limited;
  GQueue parked;
};

OnbLane *
onb_lane_new (OnbLaneFunc next)
{
  OnbLane *self = g_new0 (OnbLane, 1);

  self->next = next;
  g_queue_init (&self->parked);
  return self;
}

void
onb_lane_free (OnbLane *self)
{
  g_return_if_fail (self != NULL);

  g_queue_clear (&self->parked);
  g_free (self);
}

void
onb_lane_enter (OnbLane *self)
{
  g_return_if_fail (self != NULL);

  self->n_active++;
}

void
onb_lane_park (OnbLane *self, gpointer member)
{
  g_return_if_fail (self != NULL && self->n_active > 0);

  self->n_active--;
  g_queue_push_tail (&self->parked, member);
  onb_lane_serve (self);
}

void
onb_lane_leave (OnbLane *self, gpointer member)
{
  g_return_if_fail (self != NULL);

  if (!g_queue_remove (&self->parked, member))
    self->n_active--;
}

void
onb_lane_serve (OnbLane *self)
{
  g_return_if_fail (self != NULL);

  if (self->n_active > 0 || g_queue_is_empty (&self->parked))
    return;

  if (!self->answered)
    {
      /* Each that leaves lets the next one be served. */
      self->next (g_queue_peek_head (&self->parked), FALSE);
      return;
    }

  self->n_active++;
  self->next (g_queue_pop_head (&self->parked), TRUE);
}

void
onb_lane_set_answered (OnbLane *self, gboolean few)
{
  g_return_if_fail (self != NULL);

  self->answered = TRUE;
  self->limited = self->limited || few;
}

gboolean
onb_lane_is_limited (const OnbLane *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->limited;
}
