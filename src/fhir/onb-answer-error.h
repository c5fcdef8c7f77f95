/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fhir/onb-answer.h"

G_BEGIN_DECLS

/**
 * onb_answer_read_error:
 * @self: gets what the error says; its body is foreign where nobody's way to put errors fits
 * @object: what came
 * @dialect: of the system that was asked
 * @sent: (nullable): what was sent, which the answer shall not say again
 *
 * An error, at any stage: OAuth's, FHIR's, one of the system's own, or somebody else's.
 */
void onb_answer_read_error (OnbAnswer *self,
                            JsonObject *object,
                            const OnbDialect *dialect,
                            const OnbRedactor *sent);

G_END_DECLS
