/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-preflight-diagnosis.h"
#include "check/onb-token-endpoint.h"
#include "millennium/onb-millennium.h"

#include "check/onb-preflight.h"

/* What any authorization server refuses, for it holds no credentials (RFC 6749 §5.2); the refusal shows
 * that it is one, and that the network lets requests of that method through. */
#define EMPTY_TOKEN_REQUEST "grant_type=client_credentials"

struct _OnbPreflight
{
  OnbRun parent_instance;

  OnbGuide *guide;
  OnbPreflightRecord *record;
  guint n_pending;
  guint n_documents_pending;
  gboolean asked_token_host;
};

G_DEFINE_FINAL_TYPE (OnbPreflight, onb_preflight, ONB_TYPE_RUN)

/* One request on its way, and what it is for. */
typedef struct
{
  OnbPreflight *preflight;
  OnbStage stage;
  OnbFhirVersion version;
  OnbVisit *visit;
} Errand;

static void advance (OnbPreflight *self);

static void
complete (OnbPreflight *self)
{
  OnbRun *run = ONB_RUN (self);

  self->record->end = onb_run_close (run);
  self->record->duration = onb_run_get_duration (run);
  onb_run_return (run, onb_preflight_diagnose (self->record),
                  (GDestroyNotify) onb_preflight_result_unref);
}

static OnbAnswer *
read_answer (OnbPreflight *self,
             const Errand *errand,
             OnbExchange *exchange,
             const GByteArray *body)
{
  OnbRedactor *sent = onb_http_get_sent (onb_run_get_http (ONB_RUN (self)));
  /* Whoever gives one away without credentials: it is not kept. */
  g_autoptr (SecretValue) token = NULL;

  return errand->stage == ONB_STAGE_TOKEN
             ? onb_answer_read_token (exchange, body, onb_millennium_get_dialect (), sent, &token)
             : onb_answer_read_discovery (exchange, body, onb_millennium_get_dialect (), sent);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Errand *errand = data;
  g_autoptr (OnbPreflight) self = errand->preflight;
  GByteArray *body = NULL;
  OnbExchange *exchange = onb_http_send_finish (ONB_HTTP (source), result, &body);
  OnbAnswer *answer = read_answer (self, errand, exchange, body);
  OnbObservation *observation =
      onb_observation_new (errand->stage, errand->version, ONB_ALL_SCOPES, exchange, answer);

  onb_http_body_free (body);
  self->n_pending--;
  if (errand->visit != NULL)
    {
      errand->visit->observation = observation;
    }
  else
    {
      self->n_documents_pending--;
      g_ptr_array_add (self->record->documents->observations, observation);
    }

  advance (self);
}

static void
send (OnbPreflight *self,
      const OnbHttpRequest *request,
      OnbStage stage,
      OnbFhirVersion version,
      OnbVisit *visit)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->preflight = g_object_ref (self);
  errand->stage = stage;
  errand->version = version;
  errand->visit = visit;
  self->n_pending++;
  onb_http_send_async (onb_run_get_http (ONB_RUN (self)), request,
                       onb_run_get_cancellable (ONB_RUN (self)), on_answered, errand);
}

static void
visit (OnbPreflight *self, const OnbNeededHost *needed)
{
  OnbVisit *visit_ = onb_preflight_record_add_visit (self->record, needed);
  OnbHttpRequest request = {
    .url = visit_->needed->url,
    .accept = "text/html",
    .max_body = ONB_HTTP_MAX_BODY,
    .new_connection = TRUE,
  };

  switch (needed->speaks)
    {
    case ONB_GUIDE_SPEAKS_FHIR:
      request.accept = onb_fhir_version_get_media_type (ONB_FHIR_R4);
      break;
    case ONB_GUIDE_SPEAKS_OAUTH:
      request.accept = "application/json";
      request.form = EMPTY_TOKEN_REQUEST;
      request.max_body = ONB_RUN_MAX_SMALL_BODY;
      break;
    case ONB_GUIDE_SPEAKS_WEB:
    default:
      break;
    }

  send (self, &request,
        needed->speaks == ONB_GUIDE_SPEAKS_OAUTH ? ONB_STAGE_TOKEN : ONB_STAGE_METADATA,
        ONB_FHIR_R4, visit_);
}

static void
visit_all (OnbPreflight *self, OnbGuideSpeaks speaks)
{
  const OnbCheckRecord *documents = self->record->documents;
  g_autoptr (GPtrArray) hosts =
      onb_needed_hosts_new (self->guide, documents != NULL ? documents->address : NULL,
                            documents != NULL ? documents->token_endpoint : NULL);

  for (guint i = 0; i < hosts->len; i++)
    {
      const OnbNeededHost *needed = g_ptr_array_index (hosts, i);

      if (needed->speaks == speaks)
        visit (self, needed);
    }
}

static void
send_discovery (OnbRun *run, const OnbHttpRequest *request, OnbStage stage, OnbFhirVersion version)
{
  OnbPreflight *self = ONB_PREFLIGHT (run);

  self->n_documents_pending++;
  send (self, request, stage, version, NULL);
}

/* The one that the clinic's server names; where it names none, that of the guide. Nobody is asked whom
 * the user has not approved. */
static void
visit_token_host (OnbPreflight *self)
{
  OnbCheckRecord *documents = self->record->documents;

  if (self->asked_token_host)
    return;

  documents->token_endpoint =
      g_strdup (onb_token_endpoint_find (self->record->plan, documents->observations));
  if (documents->token_endpoint == NULL && self->n_documents_pending > 0)
    return;

  self->asked_token_host = TRUE;
  if (documents->token_endpoint != NULL)
    documents->token_host =
        onb_token_endpoint_judge (documents->token_endpoint, self->record->practice,
                                  onb_run_get_approved_hosts (ONB_RUN (self)));
  if (documents->token_endpoint == NULL ? !self->record->practice
                                        : documents->token_host == ONB_TOKEN_HOST_APPROVED)
    visit_all (self, ONB_GUIDE_SPEAKS_OAUTH);
}

static void
advance (OnbPreflight *self)
{
  g_object_ref (self);

  if (self->record->documents != NULL && !onb_run_is_stopped (ONB_RUN (self)))
    visit_token_host (self);

  self->record->duration = onb_run_get_duration (ONB_RUN (self));
  onb_run_changed (ONB_RUN (self));

  if (self->n_pending == 0)
    complete (self);

  g_object_unref (self);
}

/* An address that no test can use is told as one, and nothing is asked there. */
static gboolean
may_read_documents (OnbPreflight *self)
{
  OnbCheckRecord *documents = self->record->documents;
  gboolean may;

  documents->practice = self->record->practice;
  may = onb_check_record_may_begin (documents);
  self->record->practice = documents->practice;
  return may;
}

static void
name_fhir_host (OnbPreflight *self)
{
  g_autoptr (GPtrArray) hosts =
      onb_needed_hosts_new (self->guide, self->record->documents->address, NULL);

  self->record->fhir = onb_needed_host_copy (g_ptr_array_index (hosts, 0));
}

void
onb_preflight_run_async (OnbPreflight *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  OnbCheckRecord *documents;

  g_return_if_fail (ONB_IS_PREFLIGHT (self));
  g_return_if_fail (!onb_run_has_begun (ONB_RUN (self)));
  g_return_if_fail (!onb_run_is_practice (ONB_RUN (self)) || self->record->documents != NULL);

  documents = self->record->documents;
  onb_run_begin (ONB_RUN (self), documents != NULL ? documents->address : NULL, cancellable,
                 callback, user_data, onb_preflight_run_async);
  self->record->practice = onb_run_is_practice (ONB_RUN (self));

  if (documents != NULL && !may_read_documents (self))
    {
      complete (self);
      return;
    }

  if (documents != NULL)
    {
      onb_run_discover (ONB_RUN (self), self->record->plan, documents->address, send_discovery);
    }
  else
    {
      visit_all (self, ONB_GUIDE_SPEAKS_FHIR);
      visit_all (self, ONB_GUIDE_SPEAKS_OAUTH);
    }
  if (!self->record->practice)
    visit_all (self, ONB_GUIDE_SPEAKS_WEB);
  /* A guide need not name any host. */
  if (self->n_pending == 0)
    complete (self);
}

OnbPreflightResult *
onb_preflight_run_finish (OnbPreflight *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

OnbPreflightResult *
onb_preflight_get_result (OnbPreflight *self)
{
  g_return_val_if_fail (ONB_IS_PREFLIGHT (self), NULL);

  return onb_preflight_diagnose (self->record);
}

/* All that was asked, of the hosts and of the clinic's server. */
static GPtrArray *
list_exchanges (OnbRun *run)
{
  const OnbPreflightRecord *record = ONB_PREFLIGHT (run)->record;
  g_autoptr (GPtrArray) observations = g_ptr_array_new ();

  for (guint i = 0; i < record->visits->len; i++)
    {
      const OnbVisit *visit_ = g_ptr_array_index (record->visits, i);

      if (visit_->observation != NULL)
        g_ptr_array_add (observations, visit_->observation);
    }
  if (record->documents != NULL)
    g_ptr_array_extend (observations, record->documents->observations, NULL, NULL);

  return onb_observations_list_exchanges (observations);
}

static void
onb_preflight_finalize (GObject *object)
{
  OnbPreflight *self = ONB_PREFLIGHT (object);

  g_clear_object (&self->guide);
  g_clear_pointer (&self->record, onb_preflight_record_free);

  G_OBJECT_CLASS (onb_preflight_parent_class)->finalize (object);
}

static void
onb_preflight_class_init (OnbPreflightClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_preflight_finalize;
  ONB_RUN_CLASS (klass)->list_exchanges = list_exchanges;
}

static void
onb_preflight_init (OnbPreflight *self)
{
}

OnbPreflight *
onb_preflight_new (OnbGuide *guide,
                   OnbCheckPlan *plan,
                   const char *clinic,
                   const OnbAddress *address)
{
  OnbPreflight *self;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);
  g_return_val_if_fail (plan != NULL, NULL);

  self = g_object_new (ONB_TYPE_PREFLIGHT, NULL);
  self->guide = g_object_ref (guide);
  self->record = onb_preflight_record_new (clinic, plan, address);
  if (address != NULL)
    name_fhir_host (self);
  return self;
}
