/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-check-plan.h"
#include "command/onb-check-format.h"

G_BEGIN_DECLS

/**
 * OnbCheckOptions: what "check" was given, as it came: what is text may be in any encoding.
 * @format_name: (nullable): as it was given
 * @format: how results are printed, once onb_check_options_check() has found the options to be good
 * @practice: (nullable): a scenario, "" for --practice alone, %NULL without it
 * @versions: (nullable): names of FHIR versions with commas between
 * @approved_hosts: (nullable) (array zero-terminated=1)
 * @timeout: seconds, 0 for no limit
 * @secret_file: (nullable): a path, "-" for standard input
 * @rest: (nullable) (array zero-terminated=1): a clinic's name or id
 */
typedef struct
{
  gboolean all;
  gboolean json;
  char *format_name;
  OnbCheckFormat format;
  gboolean preflight;
  gboolean for_firewall;
  char *practice;
  gboolean medical_notes;
  char **guide_options;
  char *guide;
  char *versions;
  char *ca_file;
  char **approved_hosts;
  int timeout;
  char *fhir_url;
  char *client_id;
  char *secret_file;
  char **rest;
} OnbCheckOptions;

/**
 * onb_check_options_parse:
 * @self: all zero
 * @arguments: (array zero-terminated=1): the command line from the word "check" on
 * @status: (out): the exit status where there is nothing more to do
 *
 * Returns: whether the command is to go on; if not, it has said why
 */
gboolean onb_check_options_parse (OnbCheckOptions *self, char **arguments, int *status);

/**
 * onb_check_options_check:
 *
 * Settles how results, and errors from there on, are printed.
 *
 * Returns: whether the options go together; if not, with #G_OPTION_ERROR
 */
gboolean onb_check_options_check (OnbCheckOptions *self, GError **error);

/** onb_check_options_get_scenario: Returns: (nullable): the scenario that was named */
const char *onb_check_options_get_scenario (const OnbCheckOptions *self);

/**
 * onb_check_options_is_before_credentials:
 *
 * Returns: whether it is about the network, before there are credentials
 */
gboolean onb_check_options_is_before_credentials (const OnbCheckOptions *self);

/**
 * onb_check_options_narrow:
 * @plan: what is to be tested
 *
 * Leaves the chosen FHIR versions in @plan.
 *
 * Returns: whether any is left; if not, or where a version is unknown, with #G_OPTION_ERROR
 */
gboolean onb_check_options_narrow (const OnbCheckOptions *self, OnbCheckPlan *plan, GError **error);

/** onb_check_options_clear: frees what the options hold, not @self */
void onb_check_options_clear (OnbCheckOptions *self);

G_END_DECLS
