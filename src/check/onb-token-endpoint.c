/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "millennium/onb-millennium.h"

#include "check/onb-token-endpoint.h"

const char *
onb_token_endpoint_find (const OnbCheckPlan *plan, GPtrArray *observations)
{
  static const OnbStage stages[] = { ONB_STAGE_SMART_CONFIGURATION, ONB_STAGE_METADATA };

  g_return_val_if_fail (plan != NULL, NULL);
  g_return_val_if_fail (observations != NULL, NULL);

  for (guint s = 0; s < G_N_ELEMENTS (stages); s++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      {
        gboolean answered = !plan->versions[v];

        for (guint i = 0; i < observations->len; i++)
          {
            const OnbObservation *observation = g_ptr_array_index (observations, i);

            if (observation->stage != stages[s] || observation->version != v)
              continue;

            answered = TRUE;
            if (observation->answer->token_endpoint != NULL)
              return observation->answer->token_endpoint;
          }

        if (!answered)
          return NULL;
      }

  return NULL;
}

OnbTokenHost
onb_token_endpoint_judge (const char *endpoint, gboolean practice, GPtrArray *approved)
{
  g_autoptr (OnbHost) host = NULL;

  g_return_val_if_fail (endpoint != NULL, ONB_TOKEN_HOST_UNKNOWN);
  g_return_val_if_fail (approved != NULL, ONB_TOKEN_HOST_UNKNOWN);

  host = onb_host_parse_url (endpoint);
  if (host == NULL)
    return ONB_TOKEN_HOST_INSECURE;

  if (practice && onb_host_is_loopback (host->name))
    return ONB_TOKEN_HOST_APPROVED;

  if (g_strcmp0 (g_uri_peek_scheme (endpoint), "https") != 0)
    return ONB_TOKEN_HOST_INSECURE;

  if (onb_millennium_has_host (host->name))
    return ONB_TOKEN_HOST_APPROVED;

  for (guint i = 0; i < approved->len; i++)
    if (onb_host_covers (g_ptr_array_index (approved, i), host))
      return ONB_TOKEN_HOST_APPROVED;

  return ONB_TOKEN_HOST_NOT_APPROVED;
}
