/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-run.h"

typedef struct
{
  gboolean practice;
  GTlsDatabase *authorities;
  GPtrArray *approved_hosts;
  GPtrArray *proxy_logins;
  guint time_limit;
  guint width;

  OnbHttp *http;
  GTask *task;
  GCancellable *cancellable;
  gulong cancelled_id;
  guint time_limit_id;
  guint slow_id;
  gboolean is_slow;
  gboolean timed_out;
  gint64 started;
} OnbRunPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (OnbRun, onb_run, G_TYPE_OBJECT)

#define PRIVATE(self) ((OnbRunPrivate *) onb_run_get_instance_private (self))

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
onb_run_set_practice (OnbRun *self)
{
  g_return_if_fail (ONB_IS_RUN (self));

  PRIVATE (self)->practice = TRUE;
}

void
onb_run_set_authorities (OnbRun *self, GTlsDatabase *authorities)
{
  g_return_if_fail (ONB_IS_RUN (self));

  g_set_object (&PRIVATE (self)->authorities, authorities);
}

gboolean
onb_run_approve_host (OnbRun *self, const char *host)
{
  OnbHost *approved;

  g_return_val_if_fail (ONB_IS_RUN (self), FALSE);
  g_return_val_if_fail (host != NULL, FALSE);

  approved = onb_host_parse (host);
  if (approved == NULL)
    return FALSE;

  g_ptr_array_add (PRIVATE (self)->approved_hosts, approved);
  return TRUE;
}

void
onb_run_approve_hosts (OnbRun *self, const char *const *hosts)
{
  g_return_if_fail (ONB_IS_RUN (self));
  g_return_if_fail (hosts != NULL);

  for (guint i = 0; hosts[i] != NULL; i++)
    onb_run_approve_host (self, hosts[i]);
}

void
onb_run_add_proxy_logins (OnbRun *self, GPtrArray *logins)
{
  g_return_if_fail (ONB_IS_RUN (self));
  g_return_if_fail (logins != NULL);

  for (guint i = 0; i < logins->len; i++)
    g_ptr_array_add (PRIVATE (self)->proxy_logins,
                     onb_proxy_login_copy (g_ptr_array_index (logins, i)));
}

GPtrArray *
onb_run_list_exchanges (OnbRun *self)
{
  g_return_val_if_fail (ONB_IS_RUN (self), NULL);

  return ONB_RUN_GET_CLASS (self)->list_exchanges (self);
}

const char *
onb_run_settle_logins (OnbRun *self, OnbProxyLogins *logins)
{
  g_autoptr (GPtrArray) exchanges = NULL;
  const char *entered, *asking = NULL;
  gboolean passed = FALSE;

  g_return_val_if_fail (ONB_IS_RUN (self), NULL);
  g_return_val_if_fail (ONB_IS_PROXY_LOGINS (logins), NULL);

  exchanges = onb_run_list_exchanges (self);
  entered = onb_proxy_logins_get_entered (logins);
  for (guint i = 0; i < exchanges->len; i++)
    {
      const OnbExchange *exchange = g_ptr_array_index (exchanges, i);

      if (asking == NULL)
        asking = onb_exchange_get_asking_proxy (exchange);
      passed = passed || (entered != NULL && onb_exchange_has_passed (exchange, entered));
    }

  onb_proxy_logins_settle (logins, asking, passed);
  return asking;
}

void
onb_run_set_time_limit (OnbRun *self, guint seconds)
{
  g_return_if_fail (ONB_IS_RUN (self));

  PRIVATE (self)->time_limit = seconds;
}

void
onb_run_set_width (OnbRun *self, guint width)
{
  g_return_if_fail (ONB_IS_RUN (self));

  PRIVATE (self)->width = width;
}

static void
stop (OnbRun *self)
{
  g_cancellable_cancel (PRIVATE (self)->cancellable);
  onb_http_cancel_preconnects (PRIVATE (self)->http);
}

static void
on_cancelled (GCancellable *outer, gpointer data)
{
  stop (data);
}

static gboolean
on_time_limit (gpointer data)
{
  OnbRun *self = data;

  PRIVATE (self)->time_limit_id = 0;
  PRIVATE (self)->timed_out = TRUE;
  stop (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_slow (gpointer data)
{
  OnbRun *self = data;

  PRIVATE (self)->slow_id = 0;
  PRIVATE (self)->is_slow = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* From the beginning, and from each answer on. */
static void
wait_for_answer (OnbRun *self)
{
  OnbRunPrivate *priv = PRIVATE (self);

  priv->is_slow = FALSE;
  g_clear_handle_id (&priv->slow_id, g_source_remove);
  priv->slow_id = g_timeout_add_seconds (ONB_RUN_SLOW_SECONDS, on_slow, self);
}

void
onb_run_begin (OnbRun *self,
               const OnbAddress *address,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data,
               gpointer source_tag)
{
  OnbRunPrivate *priv;

  g_return_if_fail (ONB_IS_RUN (self));
  g_return_if_fail (!onb_run_has_begun (self));

  priv = PRIVATE (self);
  priv->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (priv->task, source_tag);
  /* What is known when it was cancelled is a result as well. */
  g_task_set_check_cancellable (priv->task, FALSE);

  priv->started = g_get_monotonic_time ();
  priv->cancellable = g_cancellable_new ();
  priv->http = onb_http_new (priv->authorities);
  onb_http_set_width (priv->http, priv->width);
  for (guint i = 0; i < priv->proxy_logins->len; i++)
    onb_http_add_proxy_login (priv->http, g_ptr_array_index (priv->proxy_logins, i));
  if (address != NULL && onb_host_is_loopback (address->host))
    onb_http_set_direct (priv->http);

  if (cancellable != NULL)
    priv->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
  if (priv->time_limit > 0)
    priv->time_limit_id = g_timeout_add_seconds (priv->time_limit, on_time_limit, self);
  wait_for_answer (self);
}

void
onb_run_discover (OnbRun *self,
                  const OnbCheckPlan *plan,
                  const OnbAddress *address,
                  OnbRunSend send)
{
  g_return_if_fail (ONB_IS_RUN (self));
  g_return_if_fail (plan != NULL);
  g_return_if_fail (address != NULL);
  g_return_if_fail (send != NULL);

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      OnbFhirVersion version = (OnbFhirVersion) v;
      g_autofree char *base = NULL;
      g_autofree char *smart = NULL;
      g_autofree char *metadata = NULL;

      if (!plan->versions[v])
        continue;

      base = onb_address_get_base (address, version);
      smart = g_strconcat (base, ".well-known/smart-configuration", NULL);
      metadata = g_strconcat (base, "metadata", NULL);

      send (self,
            &(OnbHttpRequest){ .url = smart,
                               .accept = "application/json",
                               .max_body = ONB_RUN_MAX_SMALL_BODY,
                               .new_connection = TRUE },
            ONB_STAGE_SMART_CONFIGURATION, version);
      send (self,
            &(OnbHttpRequest){ .url = metadata,
                               .accept = onb_fhir_version_get_media_type (version),
                               .max_body = ONB_HTTP_MAX_BODY,
                               .new_connection = TRUE },
            ONB_STAGE_METADATA, version);
    }
}

void
onb_run_changed (OnbRun *self)
{
  g_return_if_fail (ONB_IS_RUN (self));

  wait_for_answer (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

OnbEnd
onb_run_close (OnbRun *self)
{
  OnbRunPrivate *priv;
  GCancellable *outer;

  g_return_val_if_fail (ONB_IS_RUN (self), ONB_END_COMPLETE);
  g_return_val_if_fail (onb_run_has_begun (self), ONB_END_COMPLETE);

  priv = PRIVATE (self);
  outer = g_task_get_cancellable (priv->task);
  if (outer != NULL)
    g_cancellable_disconnect (outer, priv->cancelled_id);
  g_clear_handle_id (&priv->time_limit_id, g_source_remove);
  g_clear_handle_id (&priv->slow_id, g_source_remove);
  g_clear_object (&priv->http);

  return priv->timed_out             ? ONB_END_TIMED_OUT
         : onb_run_is_stopped (self) ? ONB_END_CANCELLED
                                     : ONB_END_COMPLETE;
}

void
onb_run_return (OnbRun *self, gpointer result, GDestroyNotify destroy)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ONB_IS_RUN (self));

  task = g_steal_pointer (&PRIVATE (self)->task);
  g_task_return_pointer (task, result, destroy);
}

gboolean
onb_run_has_begun (OnbRun *self)
{
  g_return_val_if_fail (ONB_IS_RUN (self), FALSE);

  return PRIVATE (self)->cancellable != NULL;
}

gboolean
onb_run_is_practice (OnbRun *self)
{
  g_return_val_if_fail (ONB_IS_RUN (self), FALSE);

  return PRIVATE (self)->practice;
}

gboolean
onb_run_is_slow (OnbRun *self)
{
  g_return_val_if_fail (ONB_IS_RUN (self), FALSE);

  return PRIVATE (self)->is_slow;
}

gboolean
onb_run_is_stopped (OnbRun *self)
{
  g_return_val_if_fail (ONB_IS_RUN (self), FALSE);

  return g_cancellable_is_cancelled (PRIVATE (self)->cancellable);
}

OnbHttp *
onb_run_get_http (OnbRun *self)
{
  g_return_val_if_fail (ONB_IS_RUN (self), NULL);

  return PRIVATE (self)->http;
}

GCancellable *
onb_run_get_cancellable (OnbRun *self)
{
  g_return_val_if_fail (ONB_IS_RUN (self), NULL);

  return PRIVATE (self)->cancellable;
}

GPtrArray *
onb_run_get_approved_hosts (OnbRun *self)
{
  g_return_val_if_fail (ONB_IS_RUN (self), NULL);

  return PRIVATE (self)->approved_hosts;
}

gint64
onb_run_get_duration (OnbRun *self)
{
  g_return_val_if_fail (ONB_IS_RUN (self), 0);

  return g_get_monotonic_time () - PRIVATE (self)->started;
}

static void
onb_run_finalize (GObject *object)
{
  OnbRunPrivate *priv = PRIVATE (ONB_RUN (object));

  g_clear_handle_id (&priv->slow_id, g_source_remove);
  g_clear_object (&priv->http);
  g_clear_object (&priv->authorities);
  g_clear_object (&priv->cancellable);
  g_ptr_array_unref (priv->approved_hosts);
  g_ptr_array_unref (priv->proxy_logins);

  G_OBJECT_CLASS (onb_run_parent_class)->finalize (object);
}

static void
onb_run_class_init (OnbRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_run_finalize;

  signals[CHANGED] = g_signal_new ("changed", ONB_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
onb_run_init (OnbRun *self)
{
  PRIVATE (self)->width = ONB_HTTP_MAX_CONNECTIONS;
  PRIVATE (self)->approved_hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_host_free);
  PRIVATE (self)->proxy_logins =
      g_ptr_array_new_with_free_func ((GDestroyNotify) onb_proxy_login_free);
}
