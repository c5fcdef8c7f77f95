/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-observation.h"

/** Records of tests that nobody ran: healthy but for one setting, and for what is done to them. */

/** Outcome: everything that an answer can be, as far as the diagnosis looks at it. */
typedef struct
{
  OnbFault fault;
  guint status;
  OnbBodyKind body;
  const char *resource_type;
  const char *error;
  const char *reason;
  const char *text;
  guint issues;
  const char *location;
} Outcome;

/** Setting: statements, tokens and versions in all the ways that matter. */
typedef struct
{
  gboolean no_r4;
  gboolean no_dstu2;
  gboolean notes;
  gboolean empty_statements;
  gboolean no_statement_of_r4;
  gboolean nothing_declared;
  gboolean no_writes_declared;
  gboolean no_location;
  gboolean patient_alone;
  gboolean mixed_up;
  const char *granted;
  gboolean unreadable;
  gboolean singly;
  const char *granted_again;
} Setting;

extern const Outcome outcomes[];
extern const guint n_outcomes;

extern const Setting settings[];
extern const guint n_settings;

/** set_outcome: the request was answered in this way, and in no other */
void set_outcome (OnbObservation *observation, const Outcome *outcome);

/** observe: Returns: (transfer none): one more request of @record, answered well, with nothing in it */
OnbObservation *observe (OnbCheckRecord *record,
                         OnbStage stage,
                         OnbFhirVersion version,
                         OnbSmartVersion smart,
                         int scope);

/** record_new: Returns: (transfer full): what a test of @guide saw that is over */
OnbCheckRecord *record_new (OnbGuide *guide, const Setting *setting);
