/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "check/onb-preflight-diagnosis.h"
#include "check/onb-token-endpoint.h"
#include "millennium/onb-http.h"

#include "check/onb-preflight.h"

#define MAX_SMALL_BODY (1024 * 1024)

/* What any authorization server refuses, for it holds no credentials (RFC 6749 §5.2); the refusal shows
 * that it is one, and that the network lets requests of that method through. */
#define EMPTY_TOKEN_REQUEST "grant_type=client_credentials"

struct _OnbPreflight
{
  GObject parent_instance;

  OnbGuide *guide;
  OnbPreflightRecord *record;
  OnbHttp *http;
  GTlsDatabase *authorities;
  GPtrArray *approved_hosts;
  GPtrArray *proxy_logins;
  guint time_limit;

  GTask *task;
  GCancellable *cancellable;
  gulong cancelled_id;
  guint time_limit_id;
  gint64 started;
  guint n_pending;
  guint n_documents_pending;
  gboolean asked_token_host;
};

G_DEFINE_FINAL_TYPE (OnbPreflight, onb_preflight, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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
  OnbPreflightRecord *record = self->record;
  GTask *task = g_steal_pointer (&self->task);
  GCancellable *outer = g_task_get_cancellable (task);

  if (outer != NULL)
    g_cancellable_disconnect (outer, self->cancelled_id);
  g_clear_handle_id (&self->time_limit_id, g_source_remove);
  g_clear_object (&self->http);

  record->duration = g_get_monotonic_time () - self->started;
  if (record->end == ONB_END_RUNNING)
    record->end =
        g_cancellable_is_cancelled (self->cancellable) ? ONB_END_CANCELLED : ONB_END_COMPLETE;

  g_task_return_pointer (task, onb_preflight_diagnose (record),
                         (GDestroyNotify) onb_preflight_result_unref);
  g_object_unref (task);
}

static OnbAnswer *
read_answer (OnbPreflight *self,
             const Errand *errand,
             OnbExchange *exchange,
             const GByteArray *body)
{
  OnbRedactor *sent = onb_http_get_sent (self->http);
  /* Whoever gives one away without credentials: it is not kept. */
  g_autoptr (SecretValue) token = NULL;

  return errand->stage == ONB_STAGE_TOKEN ? onb_answer_read_token (exchange, body, sent, &token)
                                          : onb_answer_read_discovery (exchange, body, sent);
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
  onb_http_send_async (self->http, request, self->cancellable, on_answered, errand);
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
      request.max_body = MAX_SMALL_BODY;
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
read_documents (OnbPreflight *self)
{
  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      OnbFhirVersion version = (OnbFhirVersion) v;
      g_autofree char *base = onb_address_get_base (self->record->documents->address, version);
      g_autofree char *smart = g_strconcat (base, ".well-known/smart-configuration", NULL);
      g_autofree char *metadata = g_strconcat (base, "metadata", NULL);

      if (!self->record->plan->versions[v])
        continue;

      self->n_documents_pending += 2;
      send (self,
            &(OnbHttpRequest){ .url = smart,
                               .accept = "application/json",
                               .max_body = MAX_SMALL_BODY,
                               .new_connection = TRUE },
            ONB_STAGE_SMART_CONFIGURATION, version, NULL);
      send (self,
            &(OnbHttpRequest){ .url = metadata,
                               .accept = onb_fhir_version_get_media_type (version),
                               .max_body = ONB_HTTP_MAX_BODY,
                               .new_connection = TRUE },
            ONB_STAGE_METADATA, version, NULL);
    }
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
    documents->token_host = onb_token_endpoint_judge (documents->token_endpoint,
                                                      self->record->practice, self->approved_hosts);
  if (documents->token_endpoint == NULL ? !self->record->practice
                                        : documents->token_host == ONB_TOKEN_HOST_APPROVED)
    visit_all (self, ONB_GUIDE_SPEAKS_OAUTH);
}

static void
advance (OnbPreflight *self)
{
  g_object_ref (self);

  if (self->record->documents != NULL && !g_cancellable_is_cancelled (self->cancellable))
    visit_token_host (self);

  self->record->duration = g_get_monotonic_time () - self->started;
  g_signal_emit (self, signals[CHANGED], 0);

  if (self->n_pending == 0)
    complete (self);

  g_object_unref (self);
}

static void
on_cancelled (GCancellable *outer, gpointer data)
{
  OnbPreflight *self = data;

  g_cancellable_cancel (self->cancellable);
}

static gboolean
on_time_limit (gpointer data)
{
  OnbPreflight *self = data;

  self->time_limit_id = 0;
  self->record->end = ONB_END_TIMED_OUT;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

/* An address that no test can use is told as one, and nothing is asked there. */
static gboolean
may_read_documents (OnbPreflight *self)
{
  OnbCheckRecord *documents = self->record->documents;
  OnbAddressKind kind = onb_address_get_kind (documents->address);
  gboolean loopback = onb_host_is_loopback (documents->address->host);

  documents->not_practice = self->record->practice && !loopback;
  self->record->practice = self->record->practice && loopback;
  documents->practice = self->record->practice;
  documents->insecure_address =
      strcmp (documents->address->scheme, "https") != 0 && !self->record->practice;

  return !documents->not_practice && !documents->insecure_address &&
         kind != ONB_ADDRESS_OPEN_SANDBOX && kind != ONB_ADDRESS_PATIENT &&
         kind != ONB_ADDRESS_SOARIAN;
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
  g_return_if_fail (self->cancellable == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, onb_preflight_run_async);
  /* What is known when it was cancelled is a result as well. */
  g_task_set_check_cancellable (self->task, FALSE);

  documents = self->record->documents;
  self->started = g_get_monotonic_time ();
  self->cancellable = g_cancellable_new ();
  self->http = onb_http_new (self->authorities);
  for (guint i = 0; i < self->proxy_logins->len; i++)
    onb_http_add_proxy_login (self->http, g_ptr_array_index (self->proxy_logins, i));
  if (documents != NULL && onb_host_is_loopback (documents->address->host))
    onb_http_set_direct (self->http);

  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
  if (self->time_limit > 0)
    self->time_limit_id = g_timeout_add_seconds (self->time_limit, on_time_limit, self);

  if (documents != NULL && !may_read_documents (self))
    {
      complete (self);
      return;
    }

  if (documents != NULL)
    read_documents (self);
  else
    visit_all (self, ONB_GUIDE_SPEAKS_FHIR);
  if (documents == NULL)
    visit_all (self, ONB_GUIDE_SPEAKS_OAUTH);
  if (!self->record->practice)
    visit_all (self, ONB_GUIDE_SPEAKS_WEB);
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

void
onb_preflight_set_practice (OnbPreflight *self)
{
  g_return_if_fail (ONB_IS_PREFLIGHT (self));
  g_return_if_fail (self->record->documents != NULL);

  self->record->practice = TRUE;
}

void
onb_preflight_set_authorities (OnbPreflight *self, GTlsDatabase *authorities)
{
  g_return_if_fail (ONB_IS_PREFLIGHT (self));

  g_set_object (&self->authorities, authorities);
}

gboolean
onb_preflight_approve_host (OnbPreflight *self, const char *host)
{
  OnbHost *approved;

  g_return_val_if_fail (ONB_IS_PREFLIGHT (self), FALSE);
  g_return_val_if_fail (host != NULL, FALSE);

  approved = onb_host_parse (host);
  if (approved == NULL)
    return FALSE;

  g_ptr_array_add (self->approved_hosts, approved);
  return TRUE;
}

void
onb_preflight_add_proxy_login (OnbPreflight *self, const OnbProxyLogin *login)
{
  g_return_if_fail (ONB_IS_PREFLIGHT (self));
  g_return_if_fail (login != NULL);

  g_ptr_array_add (self->proxy_logins, onb_proxy_login_copy (login));
}

/* All that was asked, of the hosts and of the clinic's server. */
static GPtrArray *
collect_exchanges (OnbPreflight *self)
{
  GPtrArray *exchanges = g_ptr_array_new ();

  for (guint i = 0; i < self->record->visits->len; i++)
    {
      const OnbVisit *visit_ = g_ptr_array_index (self->record->visits, i);

      if (visit_->observation != NULL)
        g_ptr_array_add (exchanges, visit_->observation->exchange);
    }

  if (self->record->documents != NULL)
    {
      GPtrArray *observations = self->record->documents->observations;

      for (guint i = 0; i < observations->len; i++)
        g_ptr_array_add (exchanges,
                         ((OnbObservation *) g_ptr_array_index (observations, i))->exchange);
    }

  return exchanges;
}

const char *
onb_preflight_get_asking_proxy (OnbPreflight *self)
{
  g_autoptr (GPtrArray) exchanges = NULL;
  const char *proxy = NULL;

  g_return_val_if_fail (ONB_IS_PREFLIGHT (self), NULL);

  exchanges = collect_exchanges (self);
  for (guint i = 0; proxy == NULL && i < exchanges->len; i++)
    proxy = onb_exchange_get_asking_proxy (g_ptr_array_index (exchanges, i));

  return proxy;
}

gboolean
onb_preflight_has_passed (OnbPreflight *self, const char *proxy)
{
  g_autoptr (GPtrArray) exchanges = NULL;
  gboolean passed = FALSE;

  g_return_val_if_fail (ONB_IS_PREFLIGHT (self), FALSE);
  g_return_val_if_fail (proxy != NULL, FALSE);

  exchanges = collect_exchanges (self);
  for (guint i = 0; !passed && i < exchanges->len; i++)
    passed = onb_exchange_has_passed (g_ptr_array_index (exchanges, i), proxy);

  return passed;
}

void
onb_preflight_set_time_limit (OnbPreflight *self, guint seconds)
{
  g_return_if_fail (ONB_IS_PREFLIGHT (self));

  self->time_limit = seconds;
}

static void
onb_preflight_finalize (GObject *object)
{
  OnbPreflight *self = ONB_PREFLIGHT (object);

  g_clear_object (&self->guide);
  g_clear_object (&self->http);
  g_clear_object (&self->authorities);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->approved_hosts, g_ptr_array_unref);
  g_clear_pointer (&self->proxy_logins, g_ptr_array_unref);
  g_clear_pointer (&self->record, onb_preflight_record_free);

  G_OBJECT_CLASS (onb_preflight_parent_class)->finalize (object);
}

static void
onb_preflight_class_init (OnbPreflightClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_preflight_finalize;

  signals[CHANGED] = g_signal_new ("changed", ONB_TYPE_PREFLIGHT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
onb_preflight_init (OnbPreflight *self)
{
  self->approved_hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_host_free);
  self->proxy_logins = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_proxy_login_free);
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
