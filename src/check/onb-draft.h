/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-diagnosis-table.h"

G_BEGIN_DECLS

/**
 * OnbDraft: a finding while it is being put together.
 * @values: the values for the names in its sentences
 */
typedef struct
{
  const OnbDiagnosis *row;
  OnbFinding *finding;
  GHashTable *values;
} OnbDraft;

/** onb_draft_new: Returns: (transfer full): a draft of what @row says */
OnbDraft *onb_draft_new (const OnbDiagnosis *row);
void onb_draft_free (OnbDraft *self);

/**
 * onb_draft_add:
 * @name: a name that stands in braces in the row's sentences; must live on
 * @value: (nullable): one more value for it
 */
void onb_draft_add (OnbDraft *self, const char *name, const char *value);

/** onb_draft_add_exchange: adds what is known of a request: host, status, detail, issuer, location */
void onb_draft_add_exchange (OnbDraft *self, const OnbExchange *exchange);

/**
 * onb_draft_fill_in:
 * @text: one of the row's sentences
 *
 * Returns: (transfer full): the sentence, translated, with the values in the place of their names
 */
char *onb_draft_fill_in (const OnbDraft *self, const char *text);

G_END_DECLS
