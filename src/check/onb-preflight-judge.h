/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-draft.h"
#include "check/onb-preflight-record.h"
#include "check/onb-preflight-result.h"
#include "check/onb-version-facts.h"

G_BEGIN_DECLS

/**
 * OnbPreflightJudge: a look at the network while its result is made: what the files of its diagnosis
 * share.
 * @record: what was seen
 * @result: (not nullable): gets the rows
 * @drafts: (element-type OnbDraft): become the findings
 * @observations: (nullable): of the documents; %NULL without an address
 * @versions: what the documents say of each version
 */
typedef struct
{
  const OnbPreflightRecord *record;
  OnbPreflightResult *result;
  GPtrArray *drafts;
  GPtrArray *observations;
  OnbVersionFacts versions[ONB_N_FHIR_VERSIONS];
} OnbPreflightJudge;

/**
 * onb_preflight_judge_raise:
 * @observation: (nullable): what it rests on
 *
 * Returns: (transfer none): the draft of a finding, a new one or the one that there is already
 */
OnbDraft *onb_preflight_judge_raise (OnbPreflightJudge *self,
                                     OnbDiagnosisId id,
                                     OnbSeverity severity,
                                     const OnbObservation *observation);

/** onb_preflight_judge_was_given_up: Returns: whether it was on its way when all was ended */
gboolean onb_preflight_judge_was_given_up (const OnbPreflightJudge *self,
                                           const OnbObservation *observation);

/**
 * onb_preflight_is_of_network:
 *
 * Of what a host answers that is not asked for anything of the clinic's, only what says that somebody
 * else answers, or that it is out of order.
 *
 * Returns: whether @id is of that kind
 */
gboolean onb_preflight_is_of_network (OnbDiagnosisId id);

/**
 * onb_preflight_judge_host:
 * @observation: (nullable): how it went; %NULL where it was not asked, or has not answered yet
 * @id: what is wrong with it, %ONB_DIAGNOSIS_NONE where nothing is
 *
 * Adds the rows of a host: its name, the proxy, the port, TLS, the answer.
 */
void onb_preflight_judge_host (OnbPreflightJudge *self,
                               const OnbNeededHost *needed,
                               const OnbObservation *observation,
                               OnbDiagnosisId id);

/** onb_preflight_judge_visits: adds rows and findings of the hosts that every clinic needs */
void onb_preflight_judge_visits (OnbPreflightJudge *self);

/**
 * onb_preflight_judge_documents:
 *
 * Adds rows and findings of what the clinic's own FHIR server publishes: the host itself, the token
 * endpoint, FHIR versions, scopes.
 */
void onb_preflight_judge_documents (OnbPreflightJudge *self);

G_END_DECLS
