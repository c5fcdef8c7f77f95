/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "wire/onb-lane.h"

struct _OnbLane
{
  OnbLaneFunc next;
  guint width;
  guint most;
  guint n_active;
  gboolean answered;
  gboolean limited;
  GQueue waiting;
  guint patience_id;
  GQueue parked;
};

OnbLane *
onb_lane_new (guint width, guint most, OnbLaneFunc next)
{
  OnbLane *self;

  g_return_val_if_fail (width > 0 && width <= most, NULL);
  g_return_val_if_fail (next != NULL, NULL);

  self = g_rc_box_new0 (OnbLane);
  self->width = width;
  self->most = most;
  self->next = next;
  g_queue_init (&self->waiting);
  g_queue_init (&self->parked);
  return self;
}

static void
clear (OnbLane *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_queue_clear (&self->waiting);
  g_queue_clear (&self->parked);
}

void
onb_lane_free (OnbLane *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, (GDestroyNotify) clear);
}

static gboolean
on_patience_ended (gpointer data)
{
  OnbLane *self = data;

  self->patience_id = 0;
  self->width = self->most;
  onb_lane_serve (self);
  return G_SOURCE_REMOVE;
}

/* Those for whom there is a place; where the network has too few for all, they are parked with the others. */
static void
serve_waiting (OnbLane *self)
{
  while (!g_queue_is_empty (&self->waiting) && (self->limited || self->n_active < self->width))
    {
      gpointer member = g_queue_pop_head (&self->waiting);

      if (self->limited)
        {
          g_queue_push_tail (&self->parked, member);
        }
      else
        {
          self->n_active++;
          self->next (member, ONB_LANE_GO);
        }
    }

  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (!g_queue_is_empty (&self->waiting) && self->width < self->most)
    self->patience_id = g_timeout_add (ONB_LANE_PATIENCE, on_patience_ended, self);
}

void
onb_lane_enter (OnbLane *self, gpointer member)
{
  g_return_if_fail (self != NULL);

  g_queue_push_tail (&self->waiting, member);
  onb_lane_serve (self);
}

void
onb_lane_park (OnbLane *self, gpointer member)
{
  g_return_if_fail (self != NULL && self->n_active > 0);

  self->n_active--;
  /* Whoever sought one now would hang as long, where the network lets what is too much wait. */
  self->limited = self->limited || self->answered;
  g_queue_push_tail (&self->parked, member);
  onb_lane_serve (self);
}

void
onb_lane_leave (OnbLane *self, gpointer member)
{
  g_return_if_fail (self != NULL);

  if (!g_queue_remove (&self->waiting, member) && !g_queue_remove (&self->parked, member))
    self->n_active--;
}

static void
serve_parked (OnbLane *self)
{
  if (self->n_active > 0 || g_queue_is_empty (&self->parked))
    return;

  if (!self->answered)
    {
      /* Each that leaves lets the next one be served. */
      self->next (g_queue_peek_head (&self->parked), ONB_LANE_END);
      return;
    }

  self->n_active++;
  self->next (g_queue_pop_head (&self->parked), ONB_LANE_GO_SHARED);
}

void
onb_lane_serve (OnbLane *self)
{
  g_return_if_fail (self != NULL);

  /* Whoever has its turn may be the last who needs the lane. */
  g_rc_box_acquire (self);
  serve_waiting (self);
  serve_parked (self);
  onb_lane_free (self);
}

void
onb_lane_set_answered (OnbLane *self, gboolean few)
{
  g_return_if_fail (self != NULL);

  self->answered = TRUE;
  self->limited = self->limited || few || !g_queue_is_empty (&self->parked);
}
