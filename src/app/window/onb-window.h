/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/window/onb-watcher.h"
#include "clinic/onb-clinic-store.h"
#include "guide/onb-guide-library.h"
#include "practice/onb-practice.h"

G_BEGIN_DECLS

#define ONB_TYPE_WINDOW (onb_window_get_type ())
G_DECLARE_FINAL_TYPE (OnbWindow, onb_window, ONB, WINDOW, AdwApplicationWindow)

/**
 * onb_window_new:
 * @watcher: (nullable): has clinics tested daily
 * @practice: (nullable): the simulated Millennium, in practice mode
 *
 * Returns: (transfer floating): the program's window, with the clinics in view
 */
GtkWidget *onb_window_new (GtkApplication *application,
                           OnbGuideLibrary *library,
                           OnbClinicStore *store,
                           OnbWatcher *watcher,
                           OnbPractice *practice);

/** onb_window_open_clinic: brings the wizard of @clinic into view */
void onb_window_open_clinic (OnbWindow *self, OnbClinic *clinic);

/** onb_window_open_test: brings the page of the test of @clinic into view */
void onb_window_open_test (OnbWindow *self, OnbClinic *clinic);

/**
 * onb_window_open_step:
 * @number: one of the guide's steps
 *
 * Brings the step into view, for the clinic that is open, or else the one that was open last, or
 * else the first one, or else a new one.
 */
void onb_window_open_step (OnbWindow *self, int number);

/** onb_window_toast: tells the user something in passing, in place of what was told before */
void onb_window_toast (OnbWindow *self, const char *message);

/**
 * onb_window_open_file:
 * @file: a support report or a guide, from whomever
 *
 * Shows it, or says what is wrong with it.
 */
void onb_window_open_file (OnbWindow *self, GFile *file);

/** onb_window_get_library: Returns: (transfer none) (nullable): the guides; %NULL once it is closed */
OnbGuideLibrary *onb_window_get_library (OnbWindow *self);

G_END_DECLS
