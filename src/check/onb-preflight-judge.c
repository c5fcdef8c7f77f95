/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-preflight-judge.h"

OnbDraft *
onb_preflight_judge_raise (OnbPreflightJudge *self,
                           OnbDiagnosisId id,
                           OnbSeverity severity,
                           const OnbObservation *observation)
{
  return onb_drafts_raise (self->drafts, self->record->plan, id, severity, observation);
}

gboolean
onb_preflight_judge_was_given_up (const OnbPreflightJudge *self, const OnbObservation *observation)
{
  return onb_observation_was_given_up (observation, self->record->end);
}
