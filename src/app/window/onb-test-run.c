/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"

#include "app/window/onb-test-run.h"

#define REPEAT_SECONDS 60

struct _OnbTestRun
{
  GObject parent_instance;

  OnbGuide *guide;
  OnbClinic *clinic;
  OnbAuthorityStore *authorities;
  OnbKeeper *keeper;
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
  /* Whether it is with credentials that are not kept yet. */
  gboolean trial;

  OnbCheckResult *failed_trial;
  /* What a trial that has passed found, until its credentials are kept. */
  OnbCheckResult *passed;
  OnbAbout *passed_about;
};

G_DEFINE_FINAL_TYPE (OnbTestRun, onb_test_run, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_RESULT,
  PROP_REPEATS,
  N_PROPERTIES
};

enum
{
  ENDED,
  LOGIN_WANTED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void
notify (OnbTestRun *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_state (OnbTestRun *self, OnbTestState state, const char *problem)
{
  self->state = state;
  g_set_str (&self->problem, problem);
  notify (self, PROP_STATE);
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
  notify (self, PROP_RESULT);
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
  title = onb_bidi_format (_ ("%s is ready"), onb_clinic_get_title (self->clinic));
  if (self->practice != NULL)
    practice = onb_bidi_format (_ ("Demo: %s"), title);

  notification = g_notification_new (practice != NULL ? practice : title);
  g_notification_set_body (notification, _ ("The connection test succeeded."));
  g_application_send_notification (application, onb_clinic_get_id (self->clinic), notification);
}

/* The clinic has a verdict. */
static void
conclude (OnbTestRun *self, OnbCheckResult *result, OnbAbout *about)
{
  if (self->repeats)
    onb_clinic_set_repeated_result (self->clinic, result, about);
  else
    onb_clinic_set_result (self->clinic, result, about);
  if (onb_verdict_is_ready (result->verdict) && self->repeats)
    {
      onb_test_run_set_repeats (self, FALSE);
      notify_ready (self);
    }
}

static void
forget_trial (OnbTestRun *self)
{
  g_clear_pointer (&self->failed_trial, onb_check_result_unref);
  g_clear_pointer (&self->passed, onb_check_result_unref);
  g_clear_pointer (&self->passed_about, onb_about_unref);
}

/* What was tried counts only with what it was tried for. */
static void
conclude_trial (OnbTestRun *self, OnbCheckResult *result, OnbAbout *about, OnbCredentials *tried)
{
  if (!onb_verdict_is_ready (result->verdict))
    {
      self->failed_trial = onb_check_result_ref (result);
      return;
    }

  self->passed = onb_check_result_ref (result);
  self->passed_about = onb_about_ref (about);
  onb_keeper_keep (self->keeper, tried);
}

static void
on_kept (OnbKeeper *keeper, OnbTestRun *self)
{
  g_autoptr (OnbCheckResult) passed = g_steal_pointer (&self->passed);
  g_autoptr (OnbAbout) about = g_steal_pointer (&self->passed_about);

  forget_trial (self);
  if (self->state == ONB_TEST_NO_CREDENTIALS)
    set_state (self, ONB_TEST_IDLE, NULL);
  if (passed == NULL)
    return;

  conclude (self, passed, about);
  g_signal_emit (self, signals[ENDED], 0, passed->verdict);
}

/* What kept a test from being run does no longer. */
static void
on_location_changed (OnbTestRun *self)
{
  if (self->state == ONB_TEST_NO_ADDRESS)
    set_state (self, ONB_TEST_IDLE, NULL);
}

static void
on_checked (GObject *source, GAsyncResult *async_result, gpointer data)
{
  g_autoptr (OnbTestRun) self = data;
  g_autoptr (OnbCheckResult) result = onb_check_run_finish (ONB_CHECK (source), async_result);
  g_autoptr (OnbAbout) about = g_steal_pointer (&self->about);
  g_autoptr (OnbCredentials) credentials = g_steal_pointer (&self->credentials);
  gboolean stopped = g_cancellable_is_cancelled (self->cancellable);
  gboolean trial = self->trial;
  gboolean wants_login;

  g_signal_handlers_disconnect_by_data (source, self);
  g_set_str (&self->asking_proxy, onb_run_settle_logins (ONB_RUN (source), self->logins));
  g_clear_object (&self->check);
  g_clear_object (&self->cancellable);
  take_result (self, NULL);
  self->trial = FALSE;
  if (self->closed)
    return;

  if (!trial)
    conclude (self, result, about);
  /* What was stopped is neither kept nor said to have failed. */
  else if (!stopped)
    conclude_trial (self, result, about, credentials);
  wants_login = self->asking_proxy != NULL && !stopped;
  if (wants_login)
    onb_test_run_set_repeats (self, FALSE);
  set_state (self, ONB_TEST_IDLE, NULL);
  wait_for_next (self);
  if (!trial)
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

/* With all that the user has agreed to. */
static OnbCheck *
check_new (OnbTestRun *self, const OnbAddress *address)
{
  g_autoptr (OnbCheckPlan) plan =
      onb_check_plan_new (self->guide, onb_clinic_get_options (self->clinic));
  g_autoptr (GTlsDatabase) authorities = onb_authority_store_new_database (self->authorities, NULL);
  OnbCheck *check = onb_check_new (onb_clinic_get_name (self->clinic), plan, address);

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
  g_clear_pointer (&self->credentials, onb_credentials_unref);
  self->trial = FALSE;
  set_state (self, state, problem);
  wait_for_next (self);
}

static void
on_logins_loaded (GObject *source, GAsyncResult *async_result, gpointer data)
{
  g_autoptr (OnbTestRun) self = data;
  GPtrArray *logins = onb_proxy_logins_load_finish (ONB_PROXY_LOGINS (source), async_result);
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

  /* What is kept has the clinic's mark, which what the keyring gives has not. */
  self->about =
      onb_clinic_get_about (self->clinic, self->guide, self->trial ? self->credentials : NULL);
  self->check = check_new (self, address);
  onb_run_add_proxy_logins (ONB_RUN (self->check), logins);
  g_signal_connect_object (self->check, "changed", G_CALLBACK (on_check_changed), self, 0);
  onb_check_run_async (self->check, self->credentials, self->cancellable, on_checked,
                       g_object_ref (self));
  on_check_changed (self->check, self);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbTestRun) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbCredentials) credentials =
      onb_keeper_look_up_finish (ONB_KEEPER (source), result, &error);

  if (self->closed)
    return;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      onb_test_run_set_repeats (self, FALSE);
      give_up (self, ONB_TEST_IDLE, NULL);
    }
  else if (error != NULL)
    {
      /* Who has closed the keyring's dialog, or never saw it, is not asked again every minute. */
      if (g_error_matches (error, ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_LOCKED) ||
          g_error_matches (error, ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_TIMED_OUT))
        onb_test_run_set_repeats (self, FALSE);
      give_up (self, ONB_TEST_NO_CREDENTIALS, error->message);
    }
  else if (credentials == NULL)
    {
      give_up (self, ONB_TEST_NO_CREDENTIALS, _ ("No credentials are saved for this clinic yet."));
    }
  else
    {
      self->credentials = g_steal_pointer (&credentials);
      onb_proxy_logins_load_async (self->logins, self->cancellable, on_logins_loaded,
                                   g_object_ref (self));
    }
}

/* Whether there is something to be tested, and nothing else is. */
static gboolean
begin (OnbTestRun *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbAddress) address = NULL;

  if (self->state == ONB_TEST_RUNNING || self->closed)
    return FALSE;

  forget_trial (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  address = find_target (self, &error);
  if (address == NULL)
    {
      onb_proxy_logins_settle (self->logins, NULL, FALSE);
      set_state (self, ONB_TEST_NO_ADDRESS, error->message);
      wait_for_next (self);
      return FALSE;
    }

  self->cancellable = g_cancellable_new ();
  return TRUE;
}

void
onb_test_run_start (OnbTestRun *self)
{
  g_return_if_fail (ONB_IS_TEST_RUN (self));

  if (!begin (self))
    return;

  set_state (self, ONB_TEST_RUNNING, NULL);
  onb_keeper_look_up_async (self->keeper, self->cancellable, on_looked_up, g_object_ref (self));
}

void
onb_test_run_try (OnbTestRun *self, OnbCredentials *credentials)
{
  g_return_if_fail (ONB_IS_TEST_RUN (self));
  g_return_if_fail (credentials != NULL);

  if (!begin (self))
    return;

  self->trial = TRUE;
  self->credentials = onb_credentials_ref (credentials);
  set_state (self, ONB_TEST_RUNNING, NULL);
  onb_proxy_logins_load_async (self->logins, self->cancellable, on_logins_loaded,
                               g_object_ref (self));
}

gboolean
onb_test_run_is_trial (OnbTestRun *self)
{
  g_return_val_if_fail (ONB_IS_TEST_RUN (self), FALSE);

  return self->trial;
}

OnbCheckResult *
onb_test_run_get_failed_trial (OnbTestRun *self)
{
  g_return_val_if_fail (ONB_IS_TEST_RUN (self), NULL);

  return self->failed_trial;
}

void
onb_test_run_forget_trial (OnbTestRun *self)
{
  g_return_if_fail (ONB_IS_TEST_RUN (self));

  forget_trial (self);
  /* One that runs is given up: nobody wants what it tries any more. */
  if (self->trial && self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  notify (self, PROP_STATE);
}

void
onb_test_run_stop (OnbTestRun *self)
{
  g_return_if_fail (ONB_IS_TEST_RUN (self));

  onb_test_run_set_repeats (self, FALSE);
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

gboolean
onb_test_run_is_slow (OnbTestRun *self)
{
  g_return_val_if_fail (ONB_IS_TEST_RUN (self), FALSE);

  return self->check != NULL && onb_run_is_slow (ONB_RUN (self->check));
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
  notify (self, PROP_REPEATS);
}

static void
onb_test_run_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OnbTestRun *self = ONB_TEST_RUN (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_RESULT:
      g_value_set_boxed (value, self->result);
      break;
    case PROP_REPEATS:
      g_value_set_boolean (value, self->repeats);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
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
  forget_trial (self);
  g_object_unref (self->logins);
  g_free (self->asking_proxy);
  g_free (self->problem);
  g_object_unref (self->guide);
  g_object_unref (self->clinic);
  g_object_unref (self->authorities);
  g_object_unref (self->keeper);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (onb_test_run_parent_class)->finalize (object);
}

static void
onb_test_run_class_init (OnbTestRunClass *klass)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = onb_test_run_get_property;
  G_OBJECT_CLASS (klass)->finalize = onb_test_run_finalize;

  properties[PROP_STATE] =
      g_param_spec_uint ("state", NULL, NULL, 0, ONB_TEST_NO_CREDENTIALS, 0, readable);
  properties[PROP_RESULT] =
      g_param_spec_boxed ("result", NULL, NULL, ONB_TYPE_CHECK_RESULT, readable);
  properties[PROP_REPEATS] = g_param_spec_boolean ("repeats", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

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
                  OnbKeeper *keeper,
                  OnbPractice *practice)
{
  OnbTestRun *self;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);
  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (ONB_IS_AUTHORITY_STORE (authorities), NULL);
  g_return_val_if_fail (ONB_IS_KEEPER (keeper), NULL);

  self = g_object_new (ONB_TYPE_TEST_RUN, NULL);
  self->guide = g_object_ref (guide);
  self->clinic = g_object_ref (clinic);
  self->authorities = g_object_ref (authorities);
  self->keeper = g_object_ref (keeper);
  g_set_object (&self->practice, practice);
  g_signal_connect_object (keeper, "kept", G_CALLBACK (on_kept), self, 0);
  g_signal_connect_object (clinic, "notify::location", G_CALLBACK (on_location_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
