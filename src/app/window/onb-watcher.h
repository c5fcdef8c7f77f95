/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-clinic-store.h"
#include "guide/onb-guide-library.h"
#include "practice/onb-practice.h"

G_BEGIN_DECLS

#define ONB_TYPE_WATCHER (onb_watcher_get_type ())
G_DECLARE_FINAL_TYPE (OnbWatcher, onb_watcher, ONB, WATCHER, GObject)

/**
 * OnbWatcher: has the clinics tested daily for which that is on, as long as the program runs, and sees to
 * it that the desktop starts the program. It notifies of what has changed. There is one a program. In
 * practice a day lasts a minute, and the desktop is not asked for anything.
 */

/**
 * OnbWatcher::told:
 * @message: a sentence or two for the user
 *
 * Test Daily has been turned off by somebody else, or leaves something behind.
 */

/**
 * onb_watcher_new:
 * @application: kept running while any clinic is tested daily, also without a window; its action
 *   "open-clinic" is where the notifications lead
 * @practice: (nullable): the simulated Millennium, in practice mode
 *
 * Returns: (transfer full): a watcher that tests when there is time
 */
OnbWatcher *onb_watcher_new (GApplication *application,
                             OnbClinicStore *store,
                             OnbGuideLibrary *library,
                             OnbPractice *practice);

/** onb_watcher_stays: Returns: whether the program goes on when its window is closed */
gboolean onb_watcher_stays (OnbWatcher *self);

/** onb_watcher_close: the program ends: no test begins any more, and one that runs is given up */
void onb_watcher_close (OnbWatcher *self);

/**
 * onb_watcher_verify:
 *
 * Asks the desktop whether it still starts the program at login. Where it does not, nothing is tested daily
 * any more, and OnbWatcher::told says so.
 */
void onb_watcher_verify (OnbWatcher *self);

/**
 * onb_watcher_set_daily_async:
 * @clinic: one of the store's
 * @daily: whether it is to be tested daily
 *
 * The clinic's own property follows when the desktop has agreed, and not before.
 */
void onb_watcher_set_daily_async (OnbWatcher *self,
                                  OnbClinic *clinic,
                                  gboolean daily,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/** onb_watcher_set_daily_finish: Returns: whether it is so; if not, with an error for the user */
gboolean onb_watcher_set_daily_finish (OnbWatcher *self, GAsyncResult *result, GError **error);

G_END_DECLS
