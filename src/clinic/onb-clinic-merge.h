/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "clinic/onb-clinic.h"

G_BEGIN_DECLS

/**
 * OnbClinicTrace: what is remembered of what was in a clinic's file.
 * @checksum: of onb_user_file_checksum()
 * @base: what onb_clinic_merge() needs of it
 */
typedef struct
{
  char *checksum;
  JsonNode *base;
} OnbClinicTrace;

/**
 * onb_clinic_trace_new:
 * @checksum: of what was in a clinic's file
 * @node: what it says; it keeps all of it
 *
 * Returns: (transfer full): what is to be remembered of it
 */
OnbClinicTrace *onb_clinic_trace_new (const char *checksum, JsonNode *node);
OnbClinicTrace *onb_clinic_trace_ref (OnbClinicTrace *self);
void onb_clinic_trace_unref (OnbClinicTrace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbClinicTrace, onb_clinic_trace_unref)

/**
 * onb_clinic_merge:
 * @base: a clinic's file as both knew it; results and history need not be in it
 * @ours: what we have made of it
 * @theirs: what somebody else has made of it
 * @yields: what we have changed gives way where they have changed the same
 *
 * Brings together what two have done to a clinic. The newer result stays, and the history has the tests
 * of both.
 *
 * Returns: (transfer full) (nullable): the clinic's file with both changes; %NULL where both have changed
 *   the same to different ends, and neither may go
 */
JsonNode *onb_clinic_merge (JsonNode *base, JsonNode *ours, JsonNode *theirs, gboolean yields);

/**
 * onb_clinic_assume:
 * @other: a clinic of the same id; its history goes over
 *
 * Makes the clinic what @other is. Of what is the same in both nobody is told.
 */
void onb_clinic_assume (OnbClinic *self, OnbClinic *other);

G_END_DECLS
