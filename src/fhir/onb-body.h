/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "wire/onb-exchange.h"

G_BEGIN_DECLS

/**
 * OnbBodyKind: what came as a body, whatever its media type said.
 * @ONB_BODY_FOREIGN_JSON: JSON that is no object, or that is neither FHIR's nor OAuth's nor an error of the
 *   system's own
 */
typedef enum
{
  ONB_BODY_NONE,
  ONB_BODY_JSON,
  ONB_BODY_BROKEN_JSON,
  ONB_BODY_HTML,
  ONB_BODY_TEXT,
  ONB_BODY_FOREIGN_JSON,
} OnbBodyKind;

#define ONB_N_BODY_KINDS (ONB_BODY_FOREIGN_JSON + 1)

/**
 * onb_body_read:
 * @exchange: how it came
 * @body: what came
 * @kind: (out): what it is; of a JSON object no more than that
 *
 * Returns: (transfer full) (nullable): its root, an object; %NULL where it is none
 */
JsonNode *onb_body_read (const OnbExchange *exchange, const GByteArray *body, OnbBodyKind *kind);

G_END_DECLS
