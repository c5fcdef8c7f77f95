/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "check/onb-check-plan.h"
#include "guide/onb-bidi.h"
#include "wire/onb-text.h"

#include "clinic/onb-enablement.h"

static const char *const state_ids[ONB_N_ENABLEMENT_STATES] = {
  [ONB_ENABLEMENT_NONE] = "none",       [ONB_ENABLEMENT_OPEN] = "open",
  [ONB_ENABLEMENT_WAITING] = "waiting", [ONB_ENABLEMENT_AGAIN] = "again",
  [ONB_ENABLEMENT_DONE] = "done",
};

static const char *const refusals[] = {
  "token.invalid-tenant",
  "probe.tenant-not-accessible",
  "tenant.nothing-offered",
  NULL,
};

gboolean
onb_enablement_is_wanted_by (const char *finding)
{
  g_return_val_if_fail (finding != NULL, FALSE);

  return g_strv_contains (refusals, finding);
}

gboolean
onb_enablement_is_client_id (OnbClinic *clinic, const char *application_id)
{
  g_autofree char *shortened = NULL;

  g_return_val_if_fail (ONB_IS_CLINIC (clinic), FALSE);
  g_return_val_if_fail (application_id != NULL, FALSE);

  if (application_id[0] == '\0' || onb_clinic_get_client_id (clinic) == NULL)
    return FALSE;

  /* Of the Client ID no more is kept than what is shown of it. */
  shortened = onb_text_shorten_id (application_id);
  return g_ascii_strcasecmp (shortened, onb_clinic_get_client_id (clinic)) == 0;
}

static gboolean
holds_all (const char *const *list, const char *const *wanted)
{
  for (guint i = 0; wanted[i] != NULL; i++)
    if (!g_strv_contains (list, wanted[i]))
      return FALSE;

  return TRUE;
}

static gboolean
has_works (const OnbCheckResult *result)
{
  for (guint i = 0; i < result->scopes->len; i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      {
        const OnbCell *cell =
            &((const OnbScopeResult *) g_ptr_array_index (result->scopes, i))->cells[v];

        if (cell->tested && cell->state == ONB_CELL_WORKS)
          return TRUE;
      }

  return FALSE;
}

OnbEnabled
onb_enablement_find (const OnbCheckResult *result)
{
  g_return_val_if_fail (result != NULL, ONB_ENABLED_UNKNOWN);

  if (has_works (result))
    return ONB_ENABLED_YES;

  for (guint i = 0; i < result->findings->len; i++)
    if (onb_enablement_is_wanted_by (
            ((const OnbFinding *) g_ptr_array_index (result->findings, i))->id))
      return ONB_ENABLED_NO;

  return ONB_ENABLED_UNKNOWN;
}

/* Whether the last test that found it out was let in; those after it leave what was known. */
static gboolean
was_let_in (OnbClinic *clinic)
{
  const OnbCheckResult *result = onb_clinic_get_result (clinic);
  GPtrArray *history = onb_clinic_get_history (clinic);
  OnbEnabled enabled = result != NULL ? onb_enablement_find (result) : ONB_ENABLED_UNKNOWN;

  for (guint i = history->len; i > 0 && enabled == ONB_ENABLED_UNKNOWN; i--)
    {
      const OnbHistoryEntry *entry = g_ptr_array_index (history, i - 1);

      enabled = onb_verdict_is_ready (entry->verdict) ? ONB_ENABLED_YES : entry->enabled;
      /* What was before it was about another tenant, or other scopes. */
      if ((entry->difference & ~(guint) ONB_DIFFERENCE_CREDENTIALS) != 0)
        break;
    }

  return enabled == ONB_ENABLED_YES;
}

/* Tenant and application, whatever its secret and its scopes are. */
static gboolean
is_same_application (const OnbAbout *about, const OnbAbout *now)
{
  return g_str_equal (about->address, now->address) &&
         (about->client_id == NULL || now->client_id == NULL ||
          g_str_equal (about->client_id, now->client_id));
}

/* A request names its tenant: for another one nobody was asked. Where it was still to be filled in, whoever sent
 * it has done so by hand. */
static gboolean
is_sent (OnbClinic *clinic, const OnbAbout *now)
{
  const char *requested = onb_clinic_get_request_address (clinic);

  return onb_clinic_get_request_sent (clinic) != NULL &&
         (requested == NULL || requested[0] == '\0' || g_str_equal (requested, now->address));
}

gboolean
onb_enablement_is_sent (OnbClinic *clinic, OnbGuide *guide)
{
  g_autoptr (OnbAbout) now = NULL;

  g_return_val_if_fail (ONB_IS_CLINIC (clinic), FALSE);
  g_return_val_if_fail (ONB_IS_GUIDE (guide), FALSE);

  now = onb_clinic_get_about (clinic, guide, NULL);
  return is_sent (clinic, now);
}

OnbEnablementState
onb_enablement_get_state (OnbClinic *clinic, OnbGuide *guide)
{
  g_autoptr (OnbAbout) now = NULL;
  const OnbAbout *about;
  const char *const *scopes;
  gboolean sent;

  g_return_val_if_fail (ONB_IS_CLINIC (clinic), ONB_ENABLEMENT_NONE);
  g_return_val_if_fail (ONB_IS_GUIDE (guide), ONB_ENABLEMENT_NONE);

  if (onb_guide_get_enablement (guide) == NULL)
    return ONB_ENABLEMENT_NONE;

  now = onb_clinic_get_about (clinic, guide, NULL);
  about = onb_clinic_get_result_about (clinic);
  scopes = (const char *const *) now->scopes;
  sent = is_sent (clinic, now);

  if (onb_standing_is_ready (onb_clinic_get_standing (clinic, guide)))
    return ONB_ENABLEMENT_DONE;
  if (sent && !holds_all (onb_clinic_get_request_scopes (clinic), scopes))
    return ONB_ENABLEMENT_AGAIN;
  if (about != NULL && is_same_application (about, now) && was_let_in (clinic))
    {
      if (holds_all ((const char *const *) about->scopes, scopes))
        return ONB_ENABLEMENT_DONE;
      /* It was there before anybody kept book of it, and for other scopes. */
      if (!sent)
        return ONB_ENABLEMENT_AGAIN;
    }

  return sent ? ONB_ENABLEMENT_WAITING : ONB_ENABLEMENT_OPEN;
}

char *
onb_enablement_describe_waiting (GDateTime *sent, GDateTime *now)
{
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *date = NULL;
  gint64 days;

  g_return_val_if_fail (sent != NULL, NULL);
  g_return_val_if_fail (now != NULL, NULL);

  local = g_date_time_to_local (sent);
  date = g_date_time_format (local, "%x");
  days = MAX (g_date_time_difference (now, sent) / G_TIME_SPAN_DAY, 0);
  if (days == 0)
    /* Translators: a date. */
    return onb_bidi_format (_ ("Waiting to be enabled since %s"), date);

  return onb_bidi_format (
      /* Translators: a date, and the number of days since then. */
      ngettext ("Waiting to be enabled since %s, %d day", "Waiting to be enabled since %s, %d days",
                (gulong) days),
      date, (int) days);
}

const char *
onb_enablement_state_get_id (OnbEnablementState state)
{
  g_return_val_if_fail (state < ONB_N_ENABLEMENT_STATES, NULL);

  return state_ids[state];
}

gboolean
onb_enablement_state_from_id (const char *id, OnbEnablementState *state)
{
  for (guint i = 0; i < ONB_N_ENABLEMENT_STATES; i++)
    if (g_strcmp0 (id, state_ids[i]) == 0)
      {
        *state = (OnbEnablementState) i;
        return TRUE;
      }

  return FALSE;
}

char *
onb_enablement_state_describe (OnbEnablementState state, GDateTime *sent, GDateTime *now)
{
  switch (state)
    {
    case ONB_ENABLEMENT_OPEN:
      return g_strdup (_ ("The request has not been sent yet."));
    case ONB_ENABLEMENT_WAITING:
      return sent != NULL ? onb_enablement_describe_waiting (sent, now) : g_strdup ("");
    case ONB_ENABLEMENT_AGAIN:
      return g_strdup (
          _ ("Scopes were added. The organization must accept them: send the request again."));
    case ONB_ENABLEMENT_DONE:
      return g_strdup (_ ("The tenant allows the application."));
    case ONB_ENABLEMENT_NONE:
    default:
      return g_strdup ("");
    }
}

char *
onb_enablement_describe (OnbClinic *clinic, OnbGuide *guide)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return onb_enablement_state_describe (onb_enablement_get_state (clinic, guide),
                                        onb_clinic_get_request_sent (clinic), now);
}

void
onb_enablement_mark_sent (OnbClinic *clinic, OnbGuide *guide, GDateTime *sent)
{
  g_autoptr (OnbAbout) about = NULL;

  g_return_if_fail (ONB_IS_CLINIC (clinic));
  g_return_if_fail (ONB_IS_GUIDE (guide));

  about = onb_clinic_get_about (clinic, guide, NULL);
  if (sent != NULL)
    onb_clinic_set_request (clinic, sent, about->address, (const char *const *) about->scopes);
  else
    onb_clinic_set_request (clinic, NULL, NULL, NULL);
}

char *
onb_enablement_write_subject (OnbClinic *clinic, OnbGuide *guide)
{
  const OnbGuideEnablement *enablement = onb_guide_get_enablement (guide);

  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (enablement != NULL, NULL);

  return g_strdup_printf ("%s: %s", enablement->subject, onb_clinic_get_title (clinic));
}

static void
append_line (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s: %s\n", name,
                          value != NULL && value[0] != '\0' ? value : "(to be filled in)");
}

/* Whoever reads it is at the EHR's maker: it is in English, as the guide's untranslated words are, whatever
 * language the clinic speaks. */
char *
onb_enablement_write_request (OnbClinic *clinic, OnbGuide *guide, const char *client_id)
{
  const OnbGuideEnablement *enablement = onb_guide_get_enablement (guide);
  g_autoptr (OnbAddress) address = NULL;
  g_autoptr (OnbAbout) about = NULL;
  GString *text;

  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (enablement != NULL, NULL);

  text = g_string_new (NULL);
  address = onb_clinic_get_address (clinic, NULL);
  about = onb_clinic_get_about (clinic, guide, NULL);

  g_string_append_printf (text, "Please enable this application for our %s tenant.\n\n",
                          onb_guide_get_system (guide));
  append_line (text, "Request", enablement->subject);
  append_line (text, "Product", enablement->product);
  append_line (text, "Organization", onb_clinic_get_name (clinic));
  append_line (text, enablement->identifier, onb_clinic_get_application_id (clinic));
  append_line (text, onb_guide_get_credential_label (guide, FALSE), client_id);
  append_line (text, "Tenant ID", address != NULL ? address->tenant : NULL);
  if (address == NULL)
    append_line (text, "FHIR URL", NULL);
  for (guint v = 0; address != NULL && v < ONB_N_FHIR_VERSIONS; v++)
    {
      g_autofree char *base = onb_address_get_base (address, (OnbFhirVersion) v);
      g_autofree char *name =
          g_strdup_printf ("FHIR URL, %s", onb_fhir_version_get_title ((OnbFhirVersion) v));

      append_line (text, name, base);
    }

  g_string_append (text, "Scopes:\n");
  for (guint i = 0; about->scopes[i] != NULL; i++)
    g_string_append_printf (text, "  %s\n", about->scopes[i]);
  return g_string_free (text, FALSE);
}
