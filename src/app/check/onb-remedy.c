/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"

#include "app/check/onb-remedy.h"

/* By the finding's id, or by its beginning where that ends with a full stop; the first row counts. */
static const struct
{
  const char *id;
  OnbRemedy remedy;
  gboolean takes_time;
} remedies[] = {
  { "token.invalid-client-credentials", ONB_REMEDY_CREDENTIALS },
  { "token.invalid-authorization-header", ONB_REMEDY_CREDENTIALS },
  { "token.invalid-client", ONB_REMEDY_CREDENTIALS },
  { "token.invalid-tenant", ONB_REMEDY_ASK_SYSTEM, TRUE },
  { "token.terminated-client", ONB_REMEDY_ASK_SYSTEM },
  { "probe.tenant-not-accessible", ONB_REMEDY_ASK_SYSTEM, TRUE },
  { "tenant.nothing-offered", ONB_REMEDY_ASK_SYSTEM, TRUE },
  { "version.r4-missing", ONB_REMEDY_ASK_SYSTEM, TRUE },
  { "version.mismatch", ONB_REMEDY_ADDRESS },
  { "version.retired-alone", ONB_REMEDY_ADDRESS },
  { "discovery.no-token-endpoint", ONB_REMEDY_ADDRESS },
  { "discovery.endpoint-insecure", ONB_REMEDY_ADDRESS },
  { "probe.tenant-mismatch", ONB_REMEDY_ADDRESS },
  { "answer.too-large", ONB_REMEDY_ADDRESS },
  { "answer.not-http", ONB_REMEDY_ADDRESS },
  { "network.name-not-found", ONB_REMEDY_ADDRESS },
  { "network.captive-portal", ONB_REMEDY_WEB_PAGE },
  { "network.proxy-login", ONB_REMEDY_PROXY_LOGIN },
  { "network.proxy-login-wrong", ONB_REMEDY_PROXY_LOGIN },
  { "network.offline", ONB_REMEDY_NONE },
  { "network.clock-skew", ONB_REMEDY_NONE },
  { "network.", ONB_REMEDY_ASK_NETWORK },
  { "tls.added-authority", ONB_REMEDY_NONE },
  { "tls.", ONB_REMEDY_ASK_NETWORK },
  { "address.", ONB_REMEDY_ADDRESS },
};

static gboolean
is_row_for (const char *row, const char *id)
{
  return g_str_has_suffix (row, ".") ? g_str_has_prefix (id, row) : g_str_equal (id, row);
}

OnbRemedy
onb_remedy_of (const OnbFinding *finding)
{
  g_return_val_if_fail (finding != NULL, ONB_REMEDY_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    if (is_row_for (remedies[i].id, finding->id))
      return remedies[i].remedy;

  return finding->step != 0 ? ONB_REMEDY_STEP : ONB_REMEDY_NONE;
}

gboolean
onb_remedy_is_elsewhere (OnbRemedy remedy)
{
  return remedy == ONB_REMEDY_STEP || remedy == ONB_REMEDY_CREDENTIALS ||
         remedy == ONB_REMEDY_ADDRESS;
}

gboolean
onb_remedy_may_be_authority (const OnbFinding *finding)
{
  g_return_val_if_fail (finding != NULL, FALSE);

  return g_str_equal (finding->id, "tls.untrusted") || g_str_equal (finding->id, "tls.self-signed");
}

gboolean
onb_remedy_takes_time (const OnbFinding *finding)
{
  g_return_val_if_fail (finding != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    if (is_row_for (remedies[i].id, finding->id))
      return remedies[i].takes_time;

  return FALSE;
}

char *
onb_remedy_get_label (OnbRemedy remedy, int step)
{
  switch (remedy)
    {
    case ONB_REMEDY_STEP:
      /* Translators: a button; the number of a step. */
      return g_strdup_printf (_ ("Go to Step %d"), step);
    case ONB_REMEDY_CREDENTIALS:
      return g_strdup (_ ("Enter Credentials"));
    case ONB_REMEDY_ADDRESS:
      return g_strdup (_ ("Go to FHIR URL"));
    case ONB_REMEDY_WEB_PAGE:
      return g_strdup (_ ("Open Web Page"));
    case ONB_REMEDY_PROXY_LOGIN:
      return g_strdup (_ ("Sign In to Proxy…"));
    case ONB_REMEDY_ASK_NETWORK:
      return g_strdup (_ ("Copy Message to Administrator"));
    case ONB_REMEDY_ASK_SYSTEM:
      return g_strdup (_ ("Copy Request to Administrator"));
    case ONB_REMEDY_NONE:
    default:
      return NULL;
    }
}

char *
onb_remedy_write_request (const OnbFinding *finding,
                          const char *host,
                          const char *tenant,
                          const char *id_label,
                          const char *client_id)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (finding != NULL, NULL);

  g_string_append_printf (text, "%s\n\n%s\n%s\n\n", finding->title, finding->cause, finding->fix);
  if (host != NULL)
    /* Translators: the name of a host. */
    g_string_append_printf (text, _ ("FHIR host: %s\n"), host);
  if (tenant != NULL)
    /* Translators: a tenant’s ID. */
    g_string_append_printf (text, _ ("Tenant ID: %s\n"), tenant);
  if (client_id != NULL)
    {
      /* Translators: what something is called, and what it is. */
      g_string_append_printf (text, _ ("%s: %s"), id_label, client_id);
      g_string_append_c (text, '\n');
    }
  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const OnbEvidence *evidence = g_ptr_array_index (finding->evidence, i);

      if (evidence->request_id != NULL)
        /* Translators: an ID that the EHR maker’s support asks for. */
        g_string_append_printf (text, _ ("Request ID: %s\n"), evidence->request_id);
    }
  /* Translators: the ID of a finding, which Leyr knows. */
  g_string_append_printf (text, _ ("Leyr Onboarding: %s\n"), finding->id);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
