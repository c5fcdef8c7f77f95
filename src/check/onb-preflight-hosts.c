/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "check/onb-preflight-judge.h"

gboolean
onb_preflight_is_of_network (OnbDiagnosisId id)
{
  const char *name = onb_diagnosis_get (id)->name;

  return g_str_has_prefix (name, "network.") || g_str_has_prefix (name, "tls.") ||
         id == ONB_DIAGNOSIS_DISCOVERY_SERVER_ERROR || id == ONB_DIAGNOSIS_TOKEN_SERVER_ERROR ||
         id == ONB_DIAGNOSIS_TOKEN_REDIRECT || id == ONB_DIAGNOSIS_ADDRESS_REDIRECT;
}

static gboolean
is_plain_http (const char *location)
{
  return location != NULL && g_ascii_strncasecmp (location, "http:", 5) == 0;
}

/* A website answers with pages and redirects of its own; that it sends people to an address without
 * encryption, it does not. */
static OnbDiagnosisId
judge_website (const OnbExchange *exchange)
{
  gboolean redirects = exchange->status >= 300 && exchange->status <= 399;

  return exchange->status == 511 || (redirects && is_plain_http (exchange->location))
             ? ONB_DIAGNOSIS_NETWORK_CAPTIVE_PORTAL
             : ONB_DIAGNOSIS_NONE;
}

/* Neither a FHIR server nor an authorization server has anything else to say with success. */
static OnbDiagnosisId
judge_success (const OnbObservation *observation)
{
  return observation->answer->body == ONB_BODY_HTML ? ONB_DIAGNOSIS_NETWORK_CAPTIVE_PORTAL
                                                    : ONB_DIAGNOSIS_NETWORK_BLOCKED;
}

static OnbDiagnosisId
judge_visit (const OnbPreflightJudge *self, const OnbVisit *visit)
{
  const OnbObservation *observation = visit->observation;
  const OnbExchange *exchange;
  OnbDiagnosisId id;

  if (observation == NULL || onb_preflight_judge_was_given_up (self, observation))
    return ONB_DIAGNOSIS_NONE;

  exchange = observation->exchange;
  id = onb_diagnosis_match (observation)->id;
  if (exchange->fault == ONB_FAULT_TOO_LARGE && visit->needed->speaks == ONB_GUIDE_SPEAKS_WEB)
    return ONB_DIAGNOSIS_NONE;
  if (exchange->fault != ONB_FAULT_NONE || exchange->status == 407)
    return id;
  if (visit->needed->speaks == ONB_GUIDE_SPEAKS_WEB)
    return judge_website (exchange);
  if (onb_observation_went_well (observation))
    return ONB_DIAGNOSIS_NONE;
  if (exchange->status >= 200 && exchange->status <= 299)
    return judge_success (observation);

  return onb_preflight_is_of_network (id) ? id : ONB_DIAGNOSIS_NONE;
}

/* What is for the browser may find another way, and what is optional is in nobody's way. */
static OnbSeverity
severity_of (OnbDiagnosisId id, const OnbNeededHost *needed)
{
  OnbSeverity severity = onb_diagnosis_get (id)->severity;

  if (needed->optional)
    return ONB_SEVERITY_INFO;

  return needed->speaks == ONB_GUIDE_SPEAKS_WEB ? MIN (severity, ONB_SEVERITY_WARNING) : severity;
}

static char *
title_of (OnbDiagnosisId id, const OnbPreflightJudge *self, const OnbObservation *observation)
{
  OnbDraft *draft = onb_draft_new (id, self->record->plan);
  char *title;

  onb_draft_add_observation (draft, observation);
  title = onb_draft_fill_in (draft, draft->row->title);
  onb_draft_free (draft);
  return title;
}

/* Which of the rows of a host a finding stands in. */
static OnbPreflightSubject
subject_of (const OnbExchange *exchange, OnbDiagnosisId id)
{
  if (exchange->fault == ONB_FAULT_NONE)
    return exchange->status == 407 ? ONB_PREFLIGHT_PROXY : ONB_PREFLIGHT_RESPONSE;

  if (g_str_has_prefix (onb_diagnosis_get (id)->name, "network.proxy"))
    return ONB_PREFLIGHT_PROXY;

  switch ((int) exchange->fault)
    {
    case ONB_FAULT_OFFLINE:
    case ONB_FAULT_NAME_NOT_FOUND:
      return ONB_PREFLIGHT_NAME;
    case ONB_FAULT_UNREACHABLE:
    case ONB_FAULT_REFUSED:
      return ONB_PREFLIGHT_CONNECTION;
    case ONB_FAULT_TLS_UNTRUSTED:
    case ONB_FAULT_TLS_SELF_SIGNED:
    case ONB_FAULT_TLS_EXPIRED:
    case ONB_FAULT_TLS_NOT_YET_VALID:
    case ONB_FAULT_TLS_WRONG_HOST:
    case ONB_FAULT_TLS_BAD_CERTIFICATE:
    case ONB_FAULT_TLS_HANDSHAKE:
      return ONB_PREFLIGHT_TLS;
    default:
      return exchange->reach == ONB_REACH_TLS          ? ONB_PREFLIGHT_RESPONSE
             : exchange->reach == ONB_REACH_CONNECTION ? ONB_PREFLIGHT_TLS
             : exchange->reach == ONB_REACH_NAME       ? ONB_PREFLIGHT_CONNECTION
                                                       : ONB_PREFLIGHT_NAME;
    }
}

static char *
words_of (OnbPreflightSubject subject, const OnbExchange *exchange)
{
  switch ((int) subject)
    {
    case ONB_PREFLIGHT_NAME:
      return g_strdup (exchange->proxy != NULL ? _ ("The proxy resolves the name.")
                                               : _ ("The name was resolved."));
    case ONB_PREFLIGHT_PROXY:
      /* Translators: a proxy, host and port. */
      return g_strdup_printf (_ ("%s allows the connection."), exchange->proxy);
    case ONB_PREFLIGHT_CONNECTION:
      return g_strdup (_ ("The port accepts connections."));
    case ONB_PREFLIGHT_TLS:
      if (exchange->issuer == NULL)
        return g_strdup (_ ("The connection is encrypted."));
      /* Translators: the name of whoever signed a certificate. */
      return g_strdup_printf (_ ("The certificate is trusted. It was issued by “%s”."),
                              exchange->issuer);
    case ONB_PREFLIGHT_RESPONSE:
    default:
      /* Translators: a number, as 200. */
      return g_strdup_printf (_ ("The host responds (HTTP status %u)."), exchange->status);
    }
}

/* @observation: NULL where it was not asked, or not answered yet. */
void
onb_preflight_judge_host (OnbPreflightJudge *self,
                          const OnbNeededHost *needed,
                          const OnbObservation *observation,
                          OnbDiagnosisId id)
{
  gboolean known = observation != NULL && !onb_preflight_judge_was_given_up (self, observation);
  gboolean behind_proxy = known && observation->exchange->proxy != NULL;
  gboolean plain = g_str_has_prefix (needed->url, "http:");
  OnbPreflightSubject bad =
      id != ONB_DIAGNOSIS_NONE ? subject_of (observation->exchange, id) : ONB_PREFLIGHT_CLOCK;
  OnbPreflightState state = id == ONB_DIAGNOSIS_NONE                        ? ONB_PREFLIGHT_GOOD
                            : severity_of (id, needed) == ONB_SEVERITY_INFO ? ONB_PREFLIGHT_NOTE
                                                                            : ONB_PREFLIGHT_BAD;

  for (guint i = ONB_PREFLIGHT_NAME; i <= ONB_PREFLIGHT_RESPONSE; i++)
    {
      OnbPreflightSubject subject = (OnbPreflightSubject) i;
      g_autofree char *words = NULL;

      if ((subject == ONB_PREFLIGHT_PROXY && !behind_proxy && bad != ONB_PREFLIGHT_PROXY) ||
          (subject == ONB_PREFLIGHT_TLS && plain))
        continue;

      if (!known || subject > bad)
        {
          onb_preflight_result_add_row (self->result, needed->host, needed->purpose, subject,
                                        ONB_PREFLIGHT_UNKNOWN, _ ("Not checked."), NULL);
        }
      else if (subject == bad)
        {
          words = title_of (id, self, observation);
          onb_preflight_result_add_row (self->result, needed->host, needed->purpose, subject, state,
                                        words, onb_diagnosis_get (id)->name);
        }
      else
        {
          words = words_of (subject, observation->exchange);
          onb_preflight_result_add_row (self->result, needed->host, needed->purpose, subject,
                                        ONB_PREFLIGHT_GOOD, words, NULL);
        }
    }
}

void
onb_preflight_judge_visits (OnbPreflightJudge *self)
{
  for (guint i = 0; i < self->record->visits->len; i++)
    {
      const OnbVisit *visit = g_ptr_array_index (self->record->visits, i);
      OnbDiagnosisId id = judge_visit (self, visit);

      onb_preflight_judge_host (self, visit->needed, visit->observation, id);
      if (id != ONB_DIAGNOSIS_NONE)
        onb_preflight_judge_raise (self, id, severity_of (id, visit->needed), visit->observation);
    }
}
