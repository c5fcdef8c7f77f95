/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OnbLane: the way to one host, and who is on it. It can be so wide that only some are on it at once:
 * the others wait until one leaves it. Where a network lets only few connections through to the host,
 * those that got none are parked, and go over the ones that work when nobody else is on them, one after
 * the other.
 */
typedef struct _OnbLane OnbLane;

/** ONB_LANE_PATIENCE: milliseconds without an answer after which a lane is as wide as it can be */
#define ONB_LANE_PATIENCE 1000

/**
 * OnbLaneTurn: what is next for a member.
 * @ONB_LANE_GO: it may go
 * @ONB_LANE_GO_SHARED: it was parked, and may go over a connection that is there
 * @ONB_LANE_END: it was parked, no connection came about for anybody, and it ends here
 */
typedef enum
{
  ONB_LANE_GO,
  ONB_LANE_GO_SHARED,
  ONB_LANE_END,
} OnbLaneTurn;

/** OnbLaneFunc: it is the turn of @member; what is not to go has to leave */
typedef void (*OnbLaneFunc) (gpointer member, OnbLaneTurn turn);

/**
 * onb_lane_new:
 * @width: how many may be on it at once before the others wait; at least 1
 * @most: how many where none is answered for %ONB_LANE_PATIENCE; there are no connections for more
 * @next: is called for each that enters, at once or later
 *
 * Returns: (transfer full): a lane
 */
OnbLane *onb_lane_new (guint width, guint most, OnbLaneFunc next);
void onb_lane_free (OnbLane *self);

/**
 * onb_lane_enter:
 * @member: goes at once where there is a place for it; else when one leaves, or when none is answered
 *   for %ONB_LANE_PATIENCE: then it is not the lane that makes it slow
 */
void onb_lane_enter (OnbLane *self, gpointer member);

/**
 * onb_lane_park:
 * @member: who is on it and got no connection
 *
 * Another may show that the host answers; then this one goes after it.
 */
void onb_lane_park (OnbLane *self, gpointer member);

/** onb_lane_leave: @member, who was on it, or waited, or was parked, does so no longer */
void onb_lane_leave (OnbLane *self, gpointer member);

/** onb_lane_serve: whoever can go now has its turn; the parked only where nobody else is on it */
void onb_lane_serve (OnbLane *self);

/**
 * onb_lane_set_answered:
 * @few: whether who was answered had got no connection of its own
 */
void onb_lane_set_answered (OnbLane *self, gboolean few);

G_END_DECLS
