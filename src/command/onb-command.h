/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OnbExit: exit statuses; scripts rely on them.
 */
typedef enum
{
  ONB_EXIT_READY = 0,
  ONB_EXIT_NOT_READY = 1,
  ONB_EXIT_USAGE = 2,
  ONB_EXIT_UNTESTED = 3,
  ONB_EXIT_INTERRUPTED = 130,
} OnbExit;

/**
 * onb_command_check:
 * @arguments: (array zero-terminated=1): the command line from the word "check" on
 *
 * Runs a live test and prints what it found.
 *
 * Returns: the exit status
 */
int onb_command_check (char **arguments);

/**
 * onb_command_daily:
 * @arguments: (array zero-terminated=1): the command line from the word "daily" on
 *
 * Tests the clinics that are to be tested daily, keeps the results, and prints what has changed.
 *
 * Returns: the exit status: the worst, as of onb_command_check()
 */
int onb_command_daily (char **arguments);

/**
 * onb_command_practice:
 * @arguments: (array zero-terminated=1): the command line from the word "practice" on
 *
 * Serves the simulated Millennium until it is interrupted.
 *
 * Returns: the exit status
 */
int onb_command_practice (char **arguments);

/**
 * onb_command_guide:
 * @arguments: (array zero-terminated=1): the command line from the word "guide" on
 *
 * Checks guide files, for whoever writes one: "guide check FILE…".
 *
 * Returns: the exit status: 0 all are guides, 1 one is not, 2 wrong usage
 */
int onb_command_guide (char **arguments);

/**
 * onb_command_report:
 * @arguments: (array zero-terminated=1): the command line from the word "report" on
 * @show: (nullable): opens the report of a file in a window, and returns the exit status
 *
 * Shows a support report from somebody else: "report [--text] FILE".
 *
 * Returns: the exit status: 0 shown, 1 the file is no report, 2 wrong usage
 */
int onb_command_report (char **arguments, int (*show) (const char *path));

G_END_DECLS
