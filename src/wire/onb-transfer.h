/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/onb-http.h"
#include "wire/onb-lane.h"
#include "wire/onb-trust.h"

G_BEGIN_DECLS

/**
 * OnbWire: what the transfers of one client share.
 * @connect_limit: milliseconds for a connection
 * @answer_limit: milliseconds for an answer
 */
typedef struct
{
  SoupSession *session;
  OnbProxies *proxies;
  OnbTrust *trust;
  OnbRedactor *sent;
  guint connect_limit;
  guint answer_limit;
} OnbWire;

/**
 * onb_transfer_begin:
 * @task: (transfer full): its source is the client, an #OnbHttp; returns when the transfer is over
 * @wire: the client's
 * @request: what to ask; only needed during this call
 *
 * One request on its way, over all its attempts, bound in time and size whatever libsoup does.
 */
void onb_transfer_begin (GTask *task, const OnbWire *wire, const OnbHttpRequest *request);

/**
 * onb_transfer_enter:
 * @task: a transfer that has begun
 * @lane: the way to its host, one of onb_transfer_lane_new()
 *
 * Sends it, as soon as the lane lets it.
 */
void onb_transfer_enter (GTask *task, OnbLane *lane);

/**
 * onb_transfer_lane_new:
 * @width: how many transfers may be on it at once before the others wait
 *
 * Returns: (transfer full): the way to a host, for transfers
 */
OnbLane *onb_transfer_lane_new (guint width);

/**
 * onb_transfer_get_exchange:
 * @task: a transfer
 *
 * Returns: (transfer none): what is known of it so far
 */
const OnbExchange *onb_transfer_get_exchange (GTask *task);

/**
 * onb_transfer_finish:
 * @body: (out) (transfer full): what came
 *
 * Returns: (transfer full): what happened
 */
OnbExchange *onb_transfer_finish (GTask *task, GByteArray **body);

G_END_DECLS
