/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-authority-store.h"
#include "clinic/onb-clinic-store.h"
#include "guide/onb-guide-library.h"
#include "practice/onb-practice.h"

G_BEGIN_DECLS

/** Seconds in which a clinic’s test is not due again. */
#define ONB_DAILY_SECONDS (24 * 60 * 60)

/**
 * OnbDailyTerms: what a daily run works with. It holds them until its end.
 * @store: the clinics
 * @library: the guides; those of the clinics say which scopes are needed
 * @authorities: (nullable): whom to trust beside the system's
 * @practice: (nullable): in place of wherever the clinics say that they are
 * @seconds: how long ago the last test has to be; 0 for whenever that was
 */
typedef struct
{
  OnbClinicStore *store;
  OnbGuideLibrary *library;
  GTlsDatabase *authorities;
  OnbPractice *practice;
  gint64 seconds;
} OnbDailyTerms;

/**
 * OnbDailyFunc: a clinic was tested, and has the result.
 * @news: (nullable): what the test found otherwise than the one before it, in a line for people,
 *   translated; %NULL where that is nothing
 */
typedef void (*OnbDailyFunc) (OnbClinic *clinic, const char *news, gpointer user_data);

/** onb_daily_is_wanted: Returns: whether any of the clinics is to be tested daily */
gboolean onb_daily_is_wanted (OnbClinicStore *store);

/** onb_daily_is_due: Returns: whether a run on these terms would test any clinic now */
gboolean onb_daily_is_due (const OnbDailyTerms *terms);

/**
 * onb_daily_run_async:
 * @tested: is called for each clinic, when it has its result
 * @cancellable: (nullable): ends it; what was not found out by then is not kept
 * @user_data: for @tested and for @callback
 *
 * Tests the clinics that are to be tested daily and whose tests are due, with the credentials in the
 * keyring, and adds the results to their histories. The user is asked for nothing: where the keyring is
 * locked, that is the result. What was changed in a clinic while its test ran makes that test void.
 */
void onb_daily_run_async (const OnbDailyTerms *terms,
                          OnbDailyFunc tested,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/** onb_daily_run_finish: Returns: whether it came to its end; if not, with %G_IO_ERROR_CANCELLED */
gboolean onb_daily_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
