/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "command/onb-check-options.h"
#include "command/onb-subject.h"
#include "guide/onb-guide-library.h"
#include "practice/onb-practice.h"

G_BEGIN_DECLS

/**
 * OnbCheckSubjects: what "check" is run on, and on what terms, as its options say. All zero before it is
 * found.
 * @options: not held
 * @guide: (transfer none): that of the one clinic that is tested, or else the one that was named, or the
 *   default one
 * @practice: (nullable): the simulated server; it serves until this is cleared
 * @list: (element-type OnbSubject): where it is not all clinics, one
 * @n_left_out: how many of all clinics are not in it, because a file cannot be read or a guide is not here
 * @name_width: characters of the longest title of all clinics
 */
typedef struct
{
  const OnbCheckOptions *options;
  OnbGuideLibrary *library;
  OnbGuide *guide;
  OnbPractice *practice;
  OnbSubjectTerms terms;
  GPtrArray *list;
  guint n_left_out;
  glong name_width;
} OnbCheckSubjects;

/**
 * onb_check_subjects_find:
 * @options: have to outlive @self
 * @cancellable: ends the wait for a Client Secret
 *
 * Reads what the options name: clinics, guides, a secret, certificate authorities; starts the simulated
 * server where it is practice; and remarks on what a result will rest on. Runs the main loop where it
 * waits for a secret.
 *
 * Returns: whether there is something to test; if not, with an error that says why
 */
gboolean onb_check_subjects_find (OnbCheckSubjects *self,
                                  const OnbCheckOptions *options,
                                  GCancellable *cancellable,
                                  GError **error);

/** onb_check_subjects_clear: frees what it holds, not @self */
void onb_check_subjects_clear (OnbCheckSubjects *self);

G_END_DECLS
