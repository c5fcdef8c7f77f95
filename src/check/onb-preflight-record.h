/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-needed-hosts.h"
#include "check/onb-observation.h"

G_BEGIN_DECLS

/**
 * OnbVisit: a host that was asked for what it tells everybody.
 * @needed: (not nullable): the host
 * @observation: (nullable): how that went; %NULL while it is on its way, or where it was not asked
 */
typedef struct
{
  OnbNeededHost *needed;
  OnbObservation *observation;
} OnbVisit;

/**
 * OnbPreflightRecord: all that a look at the network has seen; what its result is made from.
 * @documents: (nullable): what the clinic's own FHIR server publishes; %NULL without an address
 * @fhir: (nullable): the clinic's own FHIR server, with @documents
 * @visits: (element-type OnbVisit): the other hosts
 */
typedef struct
{
  char *clinic;
  OnbCheckPlan *plan;
  OnbCheckRecord *documents;
  OnbNeededHost *fhir;
  GPtrArray *visits;
  GDateTime *started;
  gint64 duration;
  OnbEnd end;
  gboolean practice;
} OnbPreflightRecord;

/** onb_preflight_record_new: Returns: (transfer full): the record of a look that begins now */
OnbPreflightRecord *
onb_preflight_record_new (const char *clinic, OnbCheckPlan *plan, const OnbAddress *address);
void onb_preflight_record_free (OnbPreflightRecord *self);

/**
 * onb_preflight_record_add_visit:
 *
 * Returns: (transfer none): a visit to a copy of @needed, still without an observation
 */
OnbVisit *onb_preflight_record_add_visit (OnbPreflightRecord *self, const OnbNeededHost *needed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbPreflightRecord, onb_preflight_record_free)

G_END_DECLS
