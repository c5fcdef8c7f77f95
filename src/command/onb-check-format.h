/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "check/onb-check-result.h"

G_BEGIN_DECLS

/**
 * OnbCheckFormat: how results are printed.
 * @ONB_CHECK_FORMAT_NAGIOS: as the guidelines for monitoring plugins want it: one status line with
 *   performance data, then a line a clinic
 * @ONB_CHECK_FORMAT_PROMETHEUS: for node_exporter's textfile collector
 */
typedef enum
{
  ONB_CHECK_FORMAT_TEXT,
  ONB_CHECK_FORMAT_JSON,
  ONB_CHECK_FORMAT_NAGIOS,
  ONB_CHECK_FORMAT_PROMETHEUS,
} OnbCheckFormat;

/**
 * OnbCheckOutcome: what was found about one of several clinics.
 * @id: (nullable): the clinic's id
 * @name: what people call it
 */
typedef struct
{
  char *id;
  char *name;
  OnbCheckResult *result;
} OnbCheckOutcome;

/** onb_check_outcome_new: Returns: (transfer full): it, which holds @result */
OnbCheckOutcome *onb_check_outcome_new (const char *id, const char *name, OnbCheckResult *result);
void onb_check_outcome_free (OnbCheckOutcome *self);

/** onb_check_format_from_id: Returns: whether @id names a format */
gboolean onb_check_format_from_id (const char *id, OnbCheckFormat *format);

/**
 * onb_check_outcome_to_line:
 * @width: characters that the longest name has
 *
 * Returns: (transfer full): verdict, name, and the gravest of what was found, in one line for people
 */
char *onb_check_outcome_to_line (const OnbCheckOutcome *self, glong width);

/** onb_check_outcome_to_json: Returns: (transfer full): the result, with the clinic's id if it has one */
JsonNode *onb_check_outcome_to_json (const OnbCheckOutcome *self);

/**
 * onb_check_outcomes_get_status:
 * @outcomes: (element-type OnbCheckOutcome)
 * @left_out: clinics of which nothing is known, because their files cannot be read
 *
 * Returns: the exit status of the worst of them: of a plugin with %ONB_CHECK_FORMAT_NAGIOS, else of
 *   #OnbExit
 */
int onb_check_outcomes_get_status (GPtrArray *outcomes, guint left_out, OnbCheckFormat format);

/** onb_check_outcomes_to_nagios: Returns: (transfer full): what a plugin prints about them */
char *onb_check_outcomes_to_nagios (GPtrArray *outcomes, guint left_out);

/** onb_check_outcomes_to_prometheus: Returns: (transfer full): metrics in Prometheus' text format */
char *onb_check_outcomes_to_prometheus (GPtrArray *outcomes, guint left_out);

/**
 * onb_check_format_error_to_nagios:
 * @message: why there is no result
 *
 * Returns: (transfer full): what a plugin prints then; its exit status is %ONB_NAGIOS_UNKNOWN
 */
char *onb_check_format_error_to_nagios (const char *message);

/** OnbNagios: exit statuses of monitoring plugins. */
typedef enum
{
  ONB_NAGIOS_OK = 0,
  ONB_NAGIOS_WARNING = 1,
  ONB_NAGIOS_CRITICAL = 2,
  ONB_NAGIOS_UNKNOWN = 3,
} OnbNagios;

G_END_DECLS
