/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib/gi18n-lib.h>

#include "check/onb-diagnosis-table.h"

/* What the files that hold the rows share. New knowledge about an answer is a row in the file of its
 * stage; what only all answers together say is a row in onb-rows-joint.c. */

#define ERROR ONB_SEVERITY_ERROR
#define WARNING ONB_SEVERITY_WARNING
#define INFO ONB_SEVERITY_INFO

#define HTML (1u << ONB_BODY_HTML)
#define BROKEN (1u << ONB_BODY_BROKEN_JSON)
#define JSON (1u << ONB_BODY_JSON)
#define FOREIGN (1u << ONB_BODY_FOREIGN_JSON)
#define TEXT (1u << ONB_BODY_TEXT)
#define NONE (1u << ONB_BODY_NONE)

#define NOWHERE (1u << ONB_LEAD_NOWHERE)
#define ELSEWHERE (1u << ONB_LEAD_ELSEWHERE)

/* Sentences that many rows have. */
#define SEND_REPORT                                                                                \
  N_ ("Test again. If this keeps happening, create a support report and email it to "              \
      "contact@leyr.io.")
#define WAIT N_ ("Wait a few minutes, then test again.")
#define WAIT_OR_REPORT                                                                             \
  N_ ("Wait a few minutes, then test again. If this keeps "                                        \
      "happening, create a support report and email it to "                                        \
      "contact@leyr.io. It contains the request IDs that {maker} "                                 \
      "support needs.")
#define NO_ACTION N_ ("No action needed.")
#define ENABLE                                                                                     \
  N_ ("Ask {maker} or your {system} administrator to enable the "                                  \
      "application with your {client-id} for this tenant. Leyr can "                               \
      "help: contact@leyr.io")

/** OnbRows: rows of one kind, in the order in which they are tried. */
typedef struct
{
  const OnbDiagnosis *rows;
  guint n_rows;
} OnbRows;

/** Where they are found: in the order in which they are tried. */
extern const OnbRows onb_rows_network;
extern const OnbRows onb_rows_discovery;
extern const OnbRows onb_rows_token;
extern const OnbRows onb_rows_probe;
extern const OnbRows onb_rows_joint;
