/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OnbLane: the way to one host, and who is on it. Where a network lets only few connections through to
 * it, those that got none are parked, and go over the ones that work when nobody else is on them, one
 * after the other.
 */
typedef struct _OnbLane OnbLane;

/**
 * OnbLaneFunc:
 * @member: who was parked
 * @go: whether it may go now; else no connection came about for anybody, and it ends here
 */
typedef void (*OnbLaneFunc) (gpointer member, gboolean go);

/** onb_lane_new: Returns: (transfer full): a lane that calls @next for whoever was parked on it */
OnbLane *onb_lane_new (OnbLaneFunc next);
void onb_lane_free (OnbLane *self);

/** onb_lane_enter: one more is on it */
void onb_lane_enter (OnbLane *self);

/**
 * onb_lane_park:
 * @member: who is on it and got no connection
 *
 * Another may show that the host answers; then this one goes after it.
 */
void onb_lane_park (OnbLane *self, gpointer member);

/** onb_lane_leave: @member, who was on it or parked, is so no longer */
void onb_lane_leave (OnbLane *self, gpointer member);

/** onb_lane_serve: if nobody is on it, it is the turn of the next of those that are parked */
void onb_lane_serve (OnbLane *self);

/**
 * onb_lane_set_answered:
 * @few: whether who was answered had got no connection of its own
 */
void onb_lane_set_answered (OnbLane *self, gboolean few);

/** onb_lane_is_limited: Returns: whether the network lets only few connections through to the host */
gboolean onb_lane_is_limited (const OnbLane *self);

G_END_DECLS
