/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * OnbDialect: how a system's servers put errors, beyond FHIR and OAuth. What is found may say again what was
 * sent; whoever keeps it strikes that.
 * @find_reason: Returns: (transfer full) (nullable): the cause, in lower case with hyphens, that is named
 *   somewhere in an error's text
 * @find_correlation_id: Returns: (transfer full) (nullable): what support finds an error by, in the address
 *   where the error is explained
 * @is_error: Returns: whether a body that is none of FHIR's or OAuth's is an error of the system's own
 */
typedef struct
{
  char *(*find_reason) (const char *text);
  char *(*find_correlation_id) (const char *error_uri);
  gboolean (*is_error) (JsonObject *body);
} OnbDialect;

G_END_DECLS
