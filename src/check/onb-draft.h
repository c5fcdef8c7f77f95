/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-diagnosis-table.h"

G_BEGIN_DECLS

/**
 * OnbValue: what may stand in braces in a row's sentences, and under what name.
 * @ONB_VALUE_HOSTS: {hosts}: every host that the clinic's network has to let through, with {host} first
 * @ONB_VALUE_CELLS: {cells}: scopes with the versions to which it applies, each pair that is meant and
 *   no other
 * @ONB_VALUE_SCOPES: {scopes}: the scopes alone
 * @ONB_VALUE_GRANTED: {granted}: scopes as the server wrote them
 * @ONB_VALUE_ASKED: {asked}: scopes as they were asked for
 */
typedef enum
{
  ONB_VALUE_HOST,
  ONB_VALUE_PROXY,
  ONB_VALUE_HOSTS,
  ONB_VALUE_ENDPOINT_HOST,
  ONB_VALUE_ENDPOINT,
  ONB_VALUE_TENANT,
  ONB_VALUE_STATUS,
  ONB_VALUE_DETAIL,
  ONB_VALUE_ISSUER,
  ONB_VALUE_AUTHORITY,
  ONB_VALUE_LOCATION,
  ONB_VALUE_SAYS,
  ONB_VALUE_ERROR,
  ONB_VALUE_REASON,
  ONB_VALUE_ERROR_URI,
  ONB_VALUE_CORRELATION,
  ONB_VALUE_CELLS,
  ONB_VALUE_SCOPES,
  ONB_VALUE_VERSIONS,
  ONB_VALUE_V1,
  ONB_VALUE_GRANTED,
  ONB_VALUE_ASKED,
  ONB_VALUE_MINUTES,
  ONB_VALUE_CONNECT_SECONDS,
  ONB_VALUE_ANSWER_SECONDS,
  ONB_VALUE_SYSTEM,
  ONB_VALUE_MAKER,
  ONB_VALUE_CLIENT_ID,
  ONB_VALUE_CLIENT_SECRET,
  ONB_VALUE_APPLICATION_ID,
  ONB_VALUE_DIRECTORY,
  ONB_N_VALUES,
} OnbValue;

/**
 * OnbDraft: a finding while it is being put together.
 * @versions: mask of 1 << #OnbFhirVersion: what it is about; 0 where it is about no version
 * @cells: (element-type guint): a scope each, by its index in the plan: mask of the versions in which it
 *   is the reason
 */
typedef struct
{
  const OnbDiagnosis *row;
  const OnbCheckPlan *plan;
  OnbFinding *finding;
  guint versions;
  GArray *cells;
  GPtrArray *values[ONB_N_VALUES];
} OnbDraft;

/** onb_draft_new: Returns: (transfer full): a draft of what the row of @id says */
OnbDraft *onb_draft_new (OnbDiagnosisId id, const OnbCheckPlan *plan);
void onb_draft_free (OnbDraft *self);

/**
 * onb_draft_add:
 * @value: (nullable): one more value for the name
 */
void onb_draft_add (OnbDraft *self, OnbValue name, const char *value);

/** onb_draft_add_exchange: adds what is known of a request: host, status, detail, issuer, location */
void onb_draft_add_exchange (OnbDraft *self, const OnbExchange *exchange);

/** onb_draft_add_observation: adds what was asked, what came, and that as evidence; each only once */
void onb_draft_add_observation (OnbDraft *self, const OnbObservation *observation);

/** onb_draft_add_version: the draft is about this version too */
void onb_draft_add_version (OnbDraft *self, OnbFhirVersion version);

/**
 * onb_draft_add_cell:
 * @scope: index into the plan's scopes
 *
 * The draft is the reason for how the scope does in the version.
 */
void onb_draft_add_cell (OnbDraft *self, guint scope, OnbFhirVersion version);

/** onb_draft_write: fills in the finding's sentences, translated, with the values in place of names, and
 * what of it may tell which clinic it is */
void onb_draft_write (OnbDraft *self);

/**
 * onb_draft_fill_in:
 * @text: a sentence with names in braces, not yet translated
 *
 * Returns: (transfer full): it, translated, with the values in place of their names
 */
char *onb_draft_fill_in (const OnbDraft *self, const char *text);

/**
 * onb_drafts_raise:
 * @drafts: (element-type OnbDraft)
 * @observation: (nullable): what it rests on
 *
 * Findings of the same id are one: what they rest on adds up, and the gravest counts.
 *
 * Returns: (transfer none): the draft of @id, which is one of @drafts now
 */
OnbDraft *onb_drafts_raise (GPtrArray *drafts,
                            const OnbCheckPlan *plan,
                            OnbDiagnosisId id,
                            OnbSeverity severity,
                            const OnbObservation *observation);

/** onb_drafts_sort: the gravest first, and those that are alike in the order of the table */
void onb_drafts_sort (GPtrArray *drafts);

/**
 * onb_drafts_take_findings:
 * @findings: (element-type OnbFinding): to which those of @drafts are added, in their order
 */
void onb_drafts_take_findings (GPtrArray *drafts, GPtrArray *findings);

/**
 * onb_value_from_name:
 * @name: what stands in braces
 * @value: (out): what is meant
 *
 * Returns: whether there is such a value
 */
gboolean onb_value_from_name (const char *name, OnbValue *value);

G_END_DECLS
