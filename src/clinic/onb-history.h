/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-about.h"

G_BEGIN_DECLS

/** How many verdicts of a clinic are kept. */
#define ONB_HISTORY_MAX 50

/**
 * OnbCellChange: a scope in a version that did otherwise in the test before.
 */
typedef struct
{
  char *scope;
  OnbFhirVersion version;
  OnbCellState was;
  OnbCellState is;
} OnbCellChange;

/** OnbEnabled: what a test found out of whether the clinic's organisation has enabled the application. */
typedef enum
{
  ONB_ENABLED_UNKNOWN,
  ONB_ENABLED_YES,
  ONB_ENABLED_NO
} OnbEnabled;

/**
 * OnbHistoryEntry: a live test that there was, and what was otherwise than in the one before it.
 * @when: when it began
 * @enabled: whether it was let in, as far as that is kept: the file of a former version does not tell
 * @difference: what it was about that the one before it was not
 * @changes: (element-type OnbCellChange): none where the two were not about the same address
 * @other_issue: whether both came to "not ready" at the same address, each for a reason of its own
 */
typedef struct
{
  GDateTime *when;
  OnbVerdict verdict;
  OnbEnabled enabled;
  OnbDifference difference;
  GPtrArray *changes;
  gboolean other_issue;
} OnbHistoryEntry;

/**
 * onb_history_entry_new:
 * @result: a result
 * @about: what it is about
 * @last: (nullable): the result before it
 * @last_about: (nullable): what that was about
 *
 * Returns: (transfer full): what there is to remember of @result
 */
OnbHistoryEntry *onb_history_entry_new (const OnbCheckResult *result,
                                        const OnbAbout *about,
                                        const OnbCheckResult *last,
                                        const OnbAbout *last_about);
void onb_history_entry_free (OnbHistoryEntry *self);

/**
 * onb_cell_change_describe:
 *
 * Returns: (transfer full): the change in a line for people, translated
 */
char *onb_cell_change_describe (const OnbCellChange *self);

/**
 * onb_history_describe_changes:
 * @history: (element-type OnbHistoryEntry)
 * @index: one of them
 *
 * Returns: (transfer full) (array zero-terminated=1): what was otherwise in that test than in the one
 *   before it, a line each, translated: the verdict first, then scopes, then what it was about; empty
 *   where nothing was, or there was none before it
 */
char **onb_history_describe_changes (GPtrArray *history, guint index);

/**
 * onb_history_describe_news:
 * @history: (element-type OnbHistoryEntry)
 *
 * Returns: (transfer full) (nullable): in one line, what the last test found otherwise than the one before
 *   it; %NULL where that is nothing
 */
char *onb_history_describe_news (GPtrArray *history);

/** onb_history_new: Returns: (transfer full) (element-type OnbHistoryEntry): the empty history */
GPtrArray *onb_history_new (void);

/** onb_history_add: @entry: (transfer full): the newest; the oldest goes where there are too many */
void onb_history_add (GPtrArray *history, OnbHistoryEntry *entry);

/**
 * onb_history_repeat:
 * @entry: (transfer full): of a test that repeats itself
 *
 * Adds the newest. Where it found nothing else than the one before it, which had found nothing else
 * either, it takes that one's place: waiting does not fill the history.
 */
void onb_history_repeat (GPtrArray *history, OnbHistoryEntry *entry);

/** onb_history_to_json: Returns: (transfer full): an array for the clinic's file */
JsonNode *onb_history_to_json (GPtrArray *history);

/** onb_history_read: adds what is in a clinic's file; what is no entry there is left out */
void onb_history_read (GPtrArray *history, JsonArray *array);

G_END_DECLS
