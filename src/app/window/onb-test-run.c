/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"
#include "keyring/onb-keyring.h"

#include "app/window/onb-test-run.h"

#define REPEAT_SECONDS 60

struct _OnbTestRun
{
  GObject parent_instance;

  OnbGuide *guide;
  OnbClinic *clinic;
  OnbAuthorityStore *authorities;
  OnbPractice *practice;

  OnbTestState state;
  char *problem;
  gboolean repeats;
  guint timer;
  gboolean closed;
  OnbProxyLogins *logins;
  char *asking_proxy;

  /* Only while a test is running. */
  GCancellable *cancellable;
  OnbCredentials *credentials;
  OnbCheck *check;
  OnbAbout *about;
  OnbCheckResult *result;
};

G_DEFINE_FINAL_TYPE (OnbTestRun, onb_test_run, G_TYPE_OBJECT)

enum
{
  CHANGED,
  ENDED,
  LOGIN_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_state (OnbTestRun *self, OnbTestState state, const char *problem)
{
  self->state = state;
  g_set_str (&self->problem, problem);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
on_repeat_due (gpointer data)
{
  OnbTestRun *self = data;

  self->timer = 0;
  onb_test_run_start (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_next (OnbTestRun *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->repeats && !self->closed && self->state != ONB_TEST_RUNNING)
    self->timer = g_timeout_add_seconds (REPEAT_SECONDS, on_repeat_due, self);
}

static void
take_result (OnbTestRun *self, OnbCheckResult *result)
{
  g_clear_pointer (&self->result, onb_check_result_unref);
  self->result = result;
}

static void
on_check_changed (OnbCheck *check, OnbTestRun *self)
{
  take_result (self, onb_check_get_result (check));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Whoever lets a test repeat looks elsewhere meanwhile. */
static void
notify_ready (OnbTestRun *self)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *title = NULL;
  g_autofree char *practice = NULL;

  if (application == NULL)
    return;

  /* Translators: a notification: a clinic’s name. */
  title = onb_bidi_format (_ ("%s Is Ready"), onb_clinic_get_title (self->clinic));
  if (self->practice != NULL)
    practice = onb_bidi_format (_ ("Practice: %s"), title);

  notification = g_notification_new (practice != NULL ? practice : title);
  g_notification_set_body (notification,
                           _ ("The connection test found that everything works now."));
  g_application_send_notification (application, onb_clinic_get_id (self->clinic), notification);
}

static void
on_checked (GObject *source, GAsyncResult *async_result, gpointer data)
{
  g_autoptr (OnbTestRun) self = data;
  g_autoptr (OnbCheckResult) result = onb_check_run_finish (ONB_CHECK (source), async_result);
  g_autoptr (OnbAbout) about = g_steal_pointer (&self->about);
  gboolean stopped = g_cancellable_is_cancelled (self->cancellable);
  gboolean wants_login;

  g_signal_handlers_disconnect_by_data (source, self);
  g_set_str (&self->asking_proxy, onb_run_settle_logins (ONB_RUN (source), self->logins));
  g_clear_object (&self->check);
  g_clear_object (&self->cancellable);
  take_result (self, NULL);
  if (self->closed)
    return;

  onb_clinic_set_result (self->clinic, result, about);
  if (onb_verdict_is_ready (result->verdict) && self->repeats)
    {
      self->repeats = FALSE;
      notify_ready (self);
    }
  wants_login = self->asking_proxy != NULL && !stopped;
  self->repeats = self->repeats && !wants_login;
  set_state (self, ONB_TEST_IDLE, NULL);
  wait_for_next (self);
  g_signal_emit (self, signals[ENDED], 0, result->verdict);
  if (wants_login)
    g_signal_emit (self, signals[LOGIN_WANTED], 0, self->asking_proxy,
                   onb_findings_find (result->findings, "network.proxy-login-wrong") != NULL);
}

static OnbAddress *
find_target (OnbTestRun *self, GError **error)
{
  return self->practice != NULL ? onb_practice_get_address (self->practice)
                                : onb_clinic_get_address (self->clinic, error);
}

OnbCheck *
onb_test_run_new_check (OnbTestRun *self, const OnbAddress *address)
{
  g_autoptr (OnbCheckPlan) plan = NULL;
  g_autoptr (GTlsDatabase) authorities = NULL;
  OnbCheck *check;

  g_return_val_if_fail (ONB_IS_TEST_RUN (self), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  plan = onb_check_plan_new (self->guide, onb_clinic_get_options (self->clinic));
  authorities = onb_authority_store_new_database (self->authorities, NULL);
  check = onb_check_new (onb_clinic_get_name (self->clinic), plan, address);
  onb_run_set_authorities (ONB_RUN (check), authorities);
  if (self->practice != NULL)
    onb_run_set_practice (ONB_RUN (check));
  onb_run_approve_hosts (ONB_RUN (check), onb_clinic_get_approved_hosts (self->clinic));
  return check;
}

/* What keeps a test from being run. */
static void
give_up (OnbTestRun *self, OnbTestState state, const char *problem)
{
  onb_proxy_logins_settle (self->logins, NULL, FALSE);
  g_clear_object (&self->cancellable);
  set_state (self, state, problem);
  wait_for_next (self);
}

static void
on_logins_loaded (GObject *source, GAsyncResult *async_result, gpointer data)
{
  g_autoptr (OnbTestRun) self = data;
  GPtrArray *logins = onb_proxy_logins_load_finish (ONB_PROXY_LOGINS (source), async_result);
  g_autoptr (OnbCredentials) credentials = g_steal_pointer (&self->credentials);
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbAddress) address = NULL;

  if (self->closed)
    return;

  address = find_target (self, &error);
  if (address == NULL)
    {
      give_up (self, ONB_TEST_NO_ADDRESS, error->message);
      return;
    }

  onb_clinic_find_credentials (self->clinic, credentials->client_id);
  self->about = onb_clinic_get_about (self->clinic, self->guide, NULL);
  self->check = onb_test_run_new_check (self, address);
  onb_run_add_proxy_logins (ONB_RUN (self->check), logins);
  g_signal_connect_object (self->check, "changed", G_CALLBACK (on_check_changed), self, 0);
  onb_check_run_async (self->check, credentials, self->cancellable, on_checked,
                       g_object_ref (self));
  on_check_changed (self->check, self);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbTestRun) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbCredentials) credentials = onb_keyring_lookup_finish (result, &error);

  if (self->closed)
    return;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      give_up (self, ONB_TEST_IDLE, NULL);
    }
  else if (error != NULL)
    {
      give_up (self, ONB_TEST_NO_CREDENTIALS, error->message);
    }
  else if (credentials == NULL)
    {
      give_up (self, ONB_TEST_NO_CREDENTIALS,
               _ ("The keyring holds no credentials for this clinic yet."));
    }
  else
    {
      self->credentials = g_steal_pointer (&credentials);
      onb_proxy_logins_load_async (self->logins, self->cancellable, on_logins_loaded,
                                   g_object_ref (self));
    }
}

void
onb_test_run_start (OnbTestRun *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbAddress) address = NULL;

  g_return_if_fail (ONB_IS_TEST_RUN (self));

  if (self->state == ONB_TEST_RUNNING || self->closed)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  address = find_target (self, &error);
  if (address == NULL)
    {
      onb_proxy_logins_settle (self->logins, NULL, FALSE);
      set_state (self, ONB_TEST_NO_ADDRESS, error->message);
      return;
    }

  self->cancellable = g_cancellable_new ();
  set_state (self, ONB_TEST_RUNNING, NULL);
  onb_keyring_lookup_async (onb_clinic_get_id (self->clinic), self->cancellable, on_looked_up,
                            g_object_ref (self));
}

void
onb_test_run_stop (OnbTestRun *self)
{
  g_return_if_fail (ONB_IS_TEST_RUN (self));

  self->repeats = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

void
onb_test_run_close (OnbTestRun *self)
{
  g_return_if_fail (ONB_IS_TEST_RUN (self));

  self->closed = TRUE;
  onb_test_run_stop (self);
}

OnbTestState
onb_test_run_get_state (OnbTestRun *self)
{
  g_return_val_if_fail (ONB_IS_TEST_RUN (self), ONB_TEST_IDLE);

  return self->state;
}

const char *
onb_test_run_get_problem (OnbTestRun *self)
{
  g_return_val_if_fail (ONB_IS_TEST_RUN (self), NULL);

  return self->problem;
}

OnbCheckResult *
onb_test_run_get_result (OnbTestRun *self)
{
  g_return_val_if_fail (ONB_IS_TEST_RUN (self), NULL);

  return self->result;
}

OnbProxyLogins *
onb_test_run_get_logins (OnbTestRun *self)
{
  g_return_val_if_fail (ONB_IS_TEST_RUN (self), NULL);

  return self->logins;
}

const char *
onb_test_run_get_asking_proxy (OnbTestRun *self)
{
  g_return_val_if_fail (ONB_IS_TEST_RUN (self), NULL);

  return self->asking_proxy;
}

gboolean
onb_test_run_get_repeats (OnbTestRun *self)
{
  g_return_val_if_fail (ONB_IS_TEST_RUN (self), FALSE);

  return self->repeats;
}

void
onb_test_run_set_repeats (OnbTestRun *self, gboolean repeats)
{
  g_return_if_fail (ONB_IS_TEST_RUN (self));

  if (self->repeats == repeats)
    return;

  self->repeats = repeats;
  wait_for_next (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
onb_test_run_finalize (GObject *object)
{
  OnbTestRun *self = ONB_TEST_RUN (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->check);
  g_clear_pointer (&self->about, onb_about_unref);
  g_clear_pointer (&self->credentials, onb_credentials_unref);
  take_result (self, NULL);
  g_object_unref (self->logins);
  g_free (self->asking_proxy);
  g_free (self->problem);
  g_object_unref (self->guide);
  g_object_unref (self->clinic);
  g_object_unref (self->authorities);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (onb_test_run_parent_class)->finalize (object);
}

static void
onb_test_run_class_init (OnbTestRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_test_run_finalize;

  signals[CHANGED] = g_signal_new ("changed", ONB_TYPE_TEST_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", ONB_TYPE_TEST_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[LOGIN_WANTED] =
      g_signal_new ("login-wanted", ONB_TYPE_TEST_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
onb_test_run_init (OnbTestRun *self)
{
  self->logins = onb_proxy_logins_new ();
}

OnbTestRun *
onb_test_run_new (OnbGuide *guide,
                  OnbClinic *clinic,
                  OnbAuthorityStore *authorities,
                  OnbPractice *practice)
{
  OnbTestRun *self;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);
  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (ONB_IS_AUTHORITY_STORE (authorities), NULL);

  self = g_object_new (ONB_TYPE_TEST_RUN, NULL);
  self->guide = g_object_ref (guide);
  self->clinic = g_object_ref (clinic);
  self->authorities = g_object_ref (authorities);
  g_set_object (&self->practice, practice);
  return self;
}
