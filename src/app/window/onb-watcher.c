/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "clinic/onb-authority-store.h"
#include "command/onb-daily-run.h"
#include "desktop/onb-autostart.h"
#include "guide/onb-bidi.h"

#include "app/window/onb-watcher.h"

/* By the clock on the wall, which a timer does not follow while the computer sleeps. */
#define LOOK_SECONDS (15 * 60)
/* After a login, or when the network comes back, until all of it is there. */
#define SETTLE_SECONDS 30
#define PRACTICE_LOOK_SECONDS 5
#define PRACTICE_DAY_SECONDS 60

struct _OnbWatcher
{
  GObject parent_instance;

  /* Not held: it has this one. */
  GApplication *application;
  OnbClinicStore *store;
  OnbGuideLibrary *library;
  OnbPractice *practice;

  gboolean wanted;
  gboolean verifying;
  /* How often the desktop is being told something, and has not answered. */
  guint n_asking;
  guint timer;
  /* Only while tests are running. */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (OnbWatcher, onb_watcher, G_TYPE_OBJECT)

enum
{
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_reason (void)
{
  /* Translators: a desktop shows this where it asks whether the program may run in the background. */
  return _ ("Test the clinics once a day, and tell what has changed");
}

static const char *
first_finding (OnbClinic *clinic)
{
  const OnbCheckResult *result = onb_clinic_get_result (clinic);

  return result->findings->len > 0 && !onb_verdict_is_ready (result->verdict)
             ? ((const OnbFinding *) g_ptr_array_index (result->findings, 0))->title
             : NULL;
}

static void
on_tested (OnbClinic *clinic, const char *news, gpointer data)
{
  OnbWatcher *self = data;
  const char *title = onb_clinic_get_title (clinic);
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *practice = NULL;
  g_autofree char *body = NULL;

  if (news == NULL)
    return;

  if (self->practice != NULL)
    practice = onb_bidi_format (_ ("Demo: %s"), title);
  if (first_finding (clinic) != NULL)
    body = onb_bidi_format ("%s. %s", news, first_finding (clinic));

  notification = g_notification_new (practice != NULL ? practice : title);
  g_notification_set_body (notification, body != NULL ? body : news);
  g_notification_set_default_action_and_target (notification, "app.open-clinic", "s",
                                                onb_clinic_get_id (clinic));
  g_application_send_notification (self->application, onb_clinic_get_id (clinic), notification);
}

static void
on_run_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbWatcher) self = data;

  onb_daily_run_finish (result, NULL);
  g_clear_object (&self->cancellable);
}

/* At login the network may come after this program: that is no result. */
static gboolean
has_network (OnbWatcher *self)
{
  return self->practice != NULL ||
         g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

static void
look (OnbWatcher *self)
{
  OnbDailyTerms terms = {
    .store = self->store,
    .library = self->library,
    .practice = self->practice,
    .seconds = self->practice != NULL ? PRACTICE_DAY_SECONDS : ONB_DAILY_SECONDS,
  };
  g_autoptr (OnbAuthorityStore) trusted = NULL;
  g_autoptr (GTlsDatabase) authorities = NULL;

  if (self->cancellable != NULL || !has_network (self) || !onb_daily_is_due (&terms))
    return;

  trusted = onb_authority_store_new (NULL);
  authorities = onb_authority_store_new_database (trusted, NULL);
  terms.authorities = authorities;
  self->cancellable = g_cancellable_new ();
  onb_daily_run_async (&terms, on_tested, self->cancellable, on_run_ended, g_object_ref (self));
}

static gboolean
on_look_due (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_settled (gpointer data)
{
  OnbWatcher *self = data;

  look (self);
  self->timer = g_timeout_add_seconds (LOOK_SECONDS, on_look_due, self);
  return G_SOURCE_REMOVE;
}

static void
settle (OnbWatcher *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (!self->wanted)
    return;

  self->timer = self->practice != NULL
                    ? g_timeout_add_seconds (PRACTICE_LOOK_SECONDS, on_look_due, self)
                    : g_timeout_add_seconds (SETTLE_SECONDS, on_settled, self);
}

/* What the desktop was asked for it does, also where nobody waits for its answer: until that has come, the program
 * stays, so that both go on to agree. */
static void
begin_asking (OnbWatcher *self)
{
  self->n_asking++;
  g_application_hold (self->application);
}

static void
end_asking (OnbWatcher *self)
{
  self->n_asking--;
  g_application_release (self->application);
}

static void
on_autostart_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbWatcher) self = data;
  g_autoptr (GError) error = NULL;

  if (!onb_autostart_set_finish (result, &error))
    g_signal_emit (self, signals[TOLD], 0, error->message);
  end_asking (self);
}

static void
remove_autostart (OnbWatcher *self)
{
  begin_asking (self);
  onb_autostart_set_async (FALSE, get_reason (), on_autostart_removed, g_object_ref (self));
}

/* In practice the program ends with its window: nobody waits for what is simulated. */
static void
set_wanted (OnbWatcher *self, gboolean wanted)
{
  if (self->wanted == wanted)
    return;

  self->wanted = wanted;
  settle (self);
  if (self->practice != NULL)
    return;

  if (wanted)
    {
      g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                               G_CALLBACK (settle), self, G_CONNECT_SWAPPED);
      g_application_hold (self->application);
    }
  else
    {
      g_signal_handlers_disconnect_by_func (g_network_monitor_get_default (), settle, self);
      remove_autostart (self);
      g_application_release (self->application);
    }
}

static void
on_clinics_changed (OnbWatcher *self)
{
  set_wanted (self, onb_daily_is_wanted (self->store));
}

static void
turn_all_off (OnbWatcher *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (OnbClinic) clinic = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      onb_clinic_set_daily (clinic, FALSE);
    }
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbWatcher) self = data;
  g_autoptr (GError) error = NULL;
  gboolean starts = onb_autostart_check_finish (result, &error);

  self->verifying = FALSE;
  /* What could not be found out is no reason to turn anything off. */
  if (starts || error != NULL || !self->wanted)
    return;

  turn_all_off (self);
  g_signal_emit (self, signals[TOLD], 0,
                 _ ("Test Daily is off: the desktop no longer starts Leyr Onboarding at login."));
}

void
onb_watcher_verify (OnbWatcher *self)
{
  g_return_if_fail (ONB_IS_WATCHER (self));

  if (!self->wanted || self->verifying || self->practice != NULL)
    return;

  self->verifying = TRUE;
  onb_autostart_check_async (get_reason (), on_verified, g_object_ref (self));
}

gboolean
onb_watcher_stays (OnbWatcher *self)
{
  g_return_val_if_fail (ONB_IS_WATCHER (self), FALSE);

  return (self->wanted || self->n_asking > 0) && self->practice == NULL;
}

void
onb_watcher_close (OnbWatcher *self)
{
  g_return_if_fail (ONB_IS_WATCHER (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static gboolean
has_clinic (OnbWatcher *self, OnbClinic *clinic)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (OnbClinic) other = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (other == clinic)
        return TRUE;
    }

  return FALSE;
}

/* While a desktop asks its user, the clinic may be removed: then nothing is left to start for. */
static void
on_autostart_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  OnbWatcher *self = g_task_get_source_object (task);
  OnbClinic *clinic = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean added = onb_autostart_set_finish (result, &error);

  if (added && has_clinic (self, clinic))
    onb_clinic_set_daily (clinic, TRUE);
  else if (added && !self->wanted)
    remove_autostart (self);

  on_clinics_changed (self);
  if (added)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  end_asking (self);
}

void
onb_watcher_set_daily_async (OnbWatcher *self,
                             OnbClinic *clinic,
                             gboolean daily,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ONB_IS_WATCHER (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, onb_watcher_set_daily_async);
  g_task_set_task_data (task, g_object_ref (clinic), g_object_unref);
  if (daily && self->practice == NULL)
    {
      begin_asking (self);
      onb_autostart_set_async (TRUE, get_reason (), on_autostart_added, g_steal_pointer (&task));
      return;
    }

  /* With the last of them, the desktop is told as well. */
  onb_clinic_set_daily (clinic, daily);
  g_task_return_boolean (task, TRUE);
}

gboolean
onb_watcher_set_daily_finish (OnbWatcher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
onb_watcher_finalize (GObject *object)
{
  OnbWatcher *self = ONB_WATCHER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->library);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (onb_watcher_parent_class)->finalize (object);
}

static void
onb_watcher_class_init (OnbWatcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_watcher_finalize;

  signals[TOLD] = g_signal_new ("told", ONB_TYPE_WATCHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
onb_watcher_init (OnbWatcher *self)
{
}

OnbWatcher *
onb_watcher_new (GApplication *application,
                 OnbClinicStore *store,
                 OnbGuideLibrary *library,
                 OnbPractice *practice)
{
  OnbWatcher *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (ONB_IS_CLINIC_STORE (store), NULL);
  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (library), NULL);

  self = g_object_new (ONB_TYPE_WATCHER, NULL);
  self->application = application;
  self->store = g_object_ref (store);
  self->library = g_object_ref (library);
  g_set_object (&self->practice, practice);
  g_signal_connect_object (store, "items-changed", G_CALLBACK (on_clinics_changed), self,
                           G_CONNECT_SWAPPED);
  on_clinics_changed (self);
  return self;
}
