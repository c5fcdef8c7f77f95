/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fhir/onb-answer.h"
#include "millennium/onb-millennium.h"

#include "fuzz.h"

/* All that is read from a server's body: smart-configuration and capability statement, token answer
 * and error, bundle and OperationOutcome. The first byte chooses status and media type. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const guint statuses[] = { 200, 400, 403, 500 };
  static const char *const types[] = { NULL, "application/json", "text/html", "text/plain" };
  const OnbDialect *dialect = onb_millennium_get_dialect ();
  g_autoptr (OnbExchange) exchange = onb_exchange_new ("GET", "https://host.example/");
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (SecretValue) token = NULL;
  g_autoptr (OnbAnswer) discovery = NULL;
  g_autoptr (OnbAnswer) granted = NULL;
  g_autoptr (OnbAnswer) probe = NULL;

  if (size == 0)
    return 0;

  exchange->status = statuses[data[0] % 4];
  exchange->content_type = g_strdup (types[data[0] / 4 % 4]);
  g_byte_array_append (body, data + 1, (guint) size - 1);

  discovery = onb_answer_read_discovery (exchange, body, dialect, NULL);
  granted = onb_answer_read_token (exchange, body, dialect, NULL, &token);
  probe = onb_answer_read_probe (exchange, body, dialect, NULL);
  g_assert ((token != NULL) == granted->has_token);
  return 0;
}
