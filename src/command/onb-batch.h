/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "command/onb-subject.h"

G_BEGIN_DECLS

/** How many live tests of a batch run side by side; they share the connections that one has to a host. */
#define ONB_BATCH_AT_ONCE 4

/** The finding of a subject whose live test could not even begin. */
#define ONB_BATCH_NOT_BEGUN "check.not-begun"

/**
 * OnbBatchFunc: what was found out about a subject.
 * @index: which of the subjects
 * @result: what was found; untested, with a finding that says why, where its test could not begin
 */
typedef void (*OnbBatchFunc) (guint index, OnbCheckResult *result, gpointer user_data);

/**
 * OnbBatchBegun: the test of a subject begins, for another time where it is run again.
 * @index: which of the subjects
 * @credentials: with which it is tested
 */
typedef void (*OnbBatchBegun) (guint index, const OnbCredentials *credentials, gpointer user_data);

/**
 * onb_batch_run_async:
 * @subjects: (element-type OnbSubject): stay alive until it is finished
 * @begun: (nullable): is called for each of them whose test begins
 * @found: is called for each of them, in the order of @subjects, as soon as it and those before it are
 *   known
 * @cancellable: (nullable): ends the tests that run, and begins no other
 * @user_data: for @begun, for @found, and for @callback
 *
 * Runs live tests side by side, no more than %ONB_BATCH_AT_ONCE. One that got no connection to a host that
 * answered is run again at the end, alone: the network may let only a few through. The keyring is asked for
 * one subject after the other, so that it asks its user once.
 */
void onb_batch_run_async (GPtrArray *subjects,
                          const OnbSubjectTerms *terms,
                          OnbBatchBegun begun,
                          OnbBatchFunc found,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/** onb_batch_run_finish: Returns: whether every subject is known; %FALSE where it was cancelled */
gboolean onb_batch_run_finish (GAsyncResult *result);

G_END_DECLS
