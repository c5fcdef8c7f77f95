/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "check/onb-diagnosis-table.h"
#include "check/onb-diagnosis.h"
#include "check/onb-grants.h"
#include "check/onb-token-endpoint.h"
#include "fhir/onb-token.h"
#include "millennium/onb-millennium.h"
#include "wire/onb-basic.h"

#include "check/onb-check.h"

struct _OnbCheck
{
  OnbRun parent_instance;

  OnbCheckRecord *record;
  OnbCredentials *credentials;

  guint n_pending;
  guint n_discoveries_pending;
  guint n_tokens_pending;
  gboolean token_asked;
  gboolean asked_singly;
  gboolean asked_again;
  gboolean probed;
  /* One for all scopes, in the form of either version of SMART, or one a scope. */
  SecretValue *token[ONB_SMART_V2 + 1];
  SecretValue **tokens;
};

G_DEFINE_FINAL_TYPE (OnbCheck, onb_check, ONB_TYPE_RUN)

/* One request on its way, and what it is for. */
typedef struct
{
  OnbCheck *check;
  OnbStage stage;
  OnbFhirVersion version;
  OnbSmartVersion smart;
  int scope;
} Errand;

static void advance (OnbCheck *self);

static guint
n_scopes (const OnbCheck *self)
{
  return self->record->plan->scopes->len;
}

static const OnbPlanScope *
scope_at (const OnbCheck *self, guint index)
{
  return g_ptr_array_index (self->record->plan->scopes, index);
}

static void
clear_tokens (OnbCheck *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->token); i++)
    g_clear_pointer (&self->token[i], secret_value_unref);
  if (self->tokens == NULL)
    return;

  for (guint i = 0; i < n_scopes (self); i++)
    g_clear_pointer (&self->tokens[i], secret_value_unref);
  g_clear_pointer (&self->tokens, g_free);
}

static void
complete (OnbCheck *self)
{
  OnbRun *run = ONB_RUN (self);

  self->record->end = onb_run_close (run);
  self->record->duration = onb_run_get_duration (run);
  clear_tokens (self);
  g_clear_pointer (&self->credentials, onb_credentials_unref);
  onb_run_return (run, onb_diagnose (self->record), (GDestroyNotify) onb_check_result_unref);
}

static OnbAnswer *
read_answer (OnbCheck *self, const Errand *errand, OnbExchange *exchange, const GByteArray *body)
{
  OnbRedactor *sent = onb_http_get_sent (onb_run_get_http (ONB_RUN (self)));
  g_autoptr (SecretValue) token = NULL;
  OnbAnswer *answer;

  if ((errand->stage & ONB_STAGE_DISCOVERY) != 0)
    return onb_answer_read_discovery (exchange, body, onb_millennium_get_dialect (), sent);
  if (errand->stage == ONB_STAGE_PROBE)
    return onb_answer_read_probe (exchange, body, onb_millennium_get_dialect (), sent);

  answer = onb_answer_read_token (exchange, body, onb_millennium_get_dialect (), sent, &token);
  if (errand->scope == ONB_ALL_SCOPES)
    self->token[errand->smart] = g_steal_pointer (&token);
  else
    self->tokens[errand->scope] = g_steal_pointer (&token);
  return answer;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Errand *errand = data;
  g_autoptr (OnbCheck) self = errand->check;
  GByteArray *body = NULL;
  OnbExchange *exchange = onb_http_send_finish (ONB_HTTP (source), result, &body);
  OnbAnswer *answer = read_answer (self, errand, exchange, body);
  OnbObservation *observation =
      onb_observation_new (errand->stage, errand->version, errand->scope, exchange, answer);

  onb_http_body_free (body);
  observation->smart = errand->smart;
  g_ptr_array_add (self->record->observations, observation);
  self->n_pending--;
  self->n_discoveries_pending -= (errand->stage & ONB_STAGE_DISCOVERY) != 0;
  self->n_tokens_pending -= errand->stage == ONB_STAGE_TOKEN;

  advance (self);
}

static void
send (OnbCheck *self,
      const OnbHttpRequest *request,
      OnbStage stage,
      OnbFhirVersion version,
      OnbSmartVersion smart,
      int scope)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->check = g_object_ref (self);
  errand->stage = stage;
  errand->version = version;
  errand->smart = smart;
  errand->scope = scope;
  self->n_pending++;
  onb_http_send_async (onb_run_get_http (ONB_RUN (self)), request,
                       onb_run_get_cancellable (ONB_RUN (self)), on_answered, errand);
}

static void
send_discovery (OnbRun *run, const OnbHttpRequest *request, OnbStage stage, OnbFhirVersion version)
{
  OnbCheck *self = ONB_CHECK (run);

  self->n_discoveries_pending++;
  send (self, request, stage, version, ONB_SMART_V1, ONB_ALL_SCOPES);
}

/* All probes go out at once, when the token is there. By then there are connections for them: those of
 * the discovery, which opens one a request by itself, and these. */
static void
preconnect (OnbCheck *self)
{
  const OnbCheckPlan *plan = self->record->plan;
  g_autofree char *base = onb_address_get_base (self->record->address, ONB_FHIR_R4);
  OnbHttp *http = onb_run_get_http (ONB_RUN (self));
  guint n_reads = 0, n_versions = 0, n_probes;

  for (guint i = 0; i < n_scopes (self); i++)
    n_reads += scope_at (self, i)->access == ONB_ACCESS_READ;
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    n_versions += plan->versions[v];
  n_probes = MIN (n_reads * n_versions, onb_http_get_width (http));

  /* What counts is what the FHIR server publishes; this one only has its connection early. */
  if (plan->token_host != NULL && onb_millennium_has_host (self->record->address->host))
    {
      g_autofree char *url = g_strdup_printf ("https://%s/", plan->token_host);

      onb_http_preconnect (http, url, 1);
    }
  if (n_probes > self->n_discoveries_pending)
    onb_http_preconnect (http, base, n_probes - self->n_discoveries_pending);
}

static void
ask_for_token (OnbCheck *self, OnbSmartVersion smart, int scope, const char *const *names)
{
  g_autofree char *form = onb_token_new_form (names);
  char *authorization = onb_basic_new (self->credentials->client_id, self->credentials->secret);

  self->n_tokens_pending++;
  send (self,
        &(OnbHttpRequest){ .url = self->record->token_endpoint,
                           .accept = "application/json",
                           .authorization = authorization,
                           .form = form,
                           .max_body = ONB_RUN_MAX_SMALL_BODY },
        ONB_STAGE_TOKEN, ONB_FHIR_R4, smart, scope);
  secret_password_free (authorization);
}

static void
ask_for_all (OnbCheck *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < n_scopes (self); i++)
    g_ptr_array_add (names, scope_at (self, i)->name);
  g_ptr_array_add (names, NULL);
  ask_for_token (self, ONB_SMART_V1, ONB_ALL_SCOPES, (const char *const *) names->pdata);
}

static void
ask_singly (OnbCheck *self)
{
  for (guint i = 0; i < n_scopes (self); i++)
    {
      const char *const names[] = { scope_at (self, i)->name, NULL };

      ask_for_token (self, ONB_SMART_V1, (int) i, names);
    }
}

/* An application that is registered for SMART v2 has no scope in the form of v1, and the server does not
 * say so: it refuses, or gives a token that is good for nothing. One more request tells. */
static void
ask_again (OnbCheck *self)
{
  g_autoptr (GPtrArray) observations = onb_check_record_sort (self->record);
  g_autoptr (OnbGrants) grants = onb_grants_new (self->record->plan, observations);
  g_auto (GStrv) names = NULL;

  if (grants->useful || (!grants->any && !onb_grants_are_refused (observations)))
    return;

  names = onb_token_new_v2_scopes (self->record->plan, observations);
  if (names != NULL)
    ask_for_token (self, ONB_SMART_V2, ONB_ALL_SCOPES, (const char *const *) names);
}

static const OnbObservation *
token_for_all (const OnbCheck *self)
{
  return onb_observations_find (self->record->observations, ONB_STAGE_TOKEN, ONB_FHIR_R4,
                                ONB_SMART_V1, ONB_ALL_SCOPES);
}

/* The token to search with: the one that was granted something, else one of which that is not known. */
static SecretValue *
token_for (const OnbCheck *self, guint scope)
{
  if (self->token[ONB_SMART_V2] != NULL)
    return self->token[ONB_SMART_V2];

  return self->token[ONB_SMART_V1] != NULL ? self->token[ONB_SMART_V1] : self->tokens[scope];
}

static void
probe (OnbCheck *self)
{
  for (guint i = 0; i < n_scopes (self); i++)
    {
      const OnbPlanScope *scope = scope_at (self, i);
      SecretValue *token = token_for (self, i);
      char *authorization;

      if (scope->access != ONB_ACCESS_READ || token == NULL)
        continue;

      authorization = onb_token_new_bearer (token);
      for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
        {
          OnbFhirVersion version = (OnbFhirVersion) v;
          g_autofree char *base = onb_address_get_base (self->record->address, version);
          g_autofree char *url =
              g_strconcat (base, scope->resource,
                           "?_id=", onb_millennium_get_impossible_id (scope->resource), NULL);

          if (self->record->plan->versions[v])
            send (self,
                  &(OnbHttpRequest){ .url = url,
                                     .accept = onb_fhir_version_get_media_type (version),
                                     .authorization = authorization,
                                     .max_body = ONB_RUN_MAX_SMALL_BODY },
                  ONB_STAGE_PROBE, version, ONB_SMART_V1, (int) i);
        }
      secret_password_free (authorization);
    }
}

/* Does what can be done with what is known by now. */
static void
advance (OnbCheck *self)
{
  const OnbObservation *token;

  g_object_ref (self);

  if (!onb_run_is_stopped (ONB_RUN (self)))
    {
      if (!self->token_asked && self->record->token_endpoint == NULL)
        {
          self->record->token_endpoint =
              g_strdup (onb_token_endpoint_find (self->record->plan, self->record->observations));
          if (self->record->token_endpoint != NULL)
            self->record->token_host =
                onb_token_endpoint_judge (self->record->token_endpoint, self->record->practice,
                                          onb_run_get_approved_hosts (ONB_RUN (self)));
          if (self->record->token_host == ONB_TOKEN_HOST_APPROVED)
            {
              self->token_asked = TRUE;
              ask_for_all (self);
            }
        }

      token = token_for_all (self);
      if (token != NULL && !self->asked_singly && !onb_observation_went_well (token) &&
          onb_diagnosis_asks_singly (token))
        {
          self->asked_singly = TRUE;
          ask_singly (self);
        }

      if (token != NULL && self->n_tokens_pending == 0 && !self->asked_again)
        {
          self->asked_again = TRUE;
          ask_again (self);
        }

      if (token != NULL && self->n_tokens_pending == 0 && !self->probed)
        {
          self->probed = TRUE;
          probe (self);
        }
    }

  self->record->duration = onb_run_get_duration (ONB_RUN (self));
  onb_run_changed (ONB_RUN (self));

  if (self->n_pending == 0)
    complete (self);

  g_object_unref (self);
}

void
onb_check_run_async (OnbCheck *self,
                     OnbCredentials *credentials,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (ONB_IS_CHECK (self));
  g_return_if_fail (credentials != NULL);
  g_return_if_fail (!onb_run_has_begun (ONB_RUN (self)));

  onb_run_begin (ONB_RUN (self), self->record->address, cancellable, callback, user_data,
                 onb_check_run_async);
  self->credentials = onb_credentials_ref (credentials);
  self->record->ambiguous_credentials =
      onb_token_is_ambiguous (credentials->client_id, credentials->secret);
  self->record->practice = onb_run_is_practice (ONB_RUN (self));
  self->tokens = g_new0 (SecretValue *, n_scopes (self));

  if (!onb_check_record_may_begin (self->record))
    {
      complete (self);
      return;
    }

  onb_run_discover (ONB_RUN (self), self->record->plan, self->record->address, send_discovery);
  preconnect (self);
}

OnbCheckResult *
onb_check_run_finish (OnbCheck *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

OnbCheckResult *
onb_check_get_result (OnbCheck *self)
{
  g_return_val_if_fail (ONB_IS_CHECK (self), NULL);

  return onb_diagnose (self->record);
}

static GPtrArray *
list_exchanges (OnbRun *run)
{
  return onb_observations_list_exchanges (ONB_CHECK (run)->record->observations);
}

static void
onb_check_finalize (GObject *object)
{
  OnbCheck *self = ONB_CHECK (object);

  clear_tokens (self);
  g_clear_pointer (&self->credentials, onb_credentials_unref);
  g_clear_pointer (&self->record, onb_check_record_free);

  G_OBJECT_CLASS (onb_check_parent_class)->finalize (object);
}

static void
onb_check_class_init (OnbCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_check_finalize;
  ONB_RUN_CLASS (klass)->list_exchanges = list_exchanges;
}

static void
onb_check_init (OnbCheck *self)
{
}

OnbCheck *
onb_check_new (const char *clinic, OnbCheckPlan *plan, const OnbAddress *address)
{
  OnbCheck *self;

  g_return_val_if_fail (plan != NULL, NULL);
  g_return_val_if_fail (address != NULL, NULL);

  self = g_object_new (ONB_TYPE_CHECK, NULL);
  self->record = onb_check_record_new (clinic, plan, address);
  return self;
}
