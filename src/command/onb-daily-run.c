/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "command/onb-batch.h"
#include "keyring/onb-keyring-proxy.h"

#include "command/onb-daily-run.h"

typedef struct
{
  OnbDailyTerms terms;
  OnbDailyFunc tested;
  gpointer data;

  /* In the same order: what is tested, and what each test is about. */
  GPtrArray *clinics;
  GPtrArray *subjects;
  OnbAbout **abouts;
} Run;

static void
run_free (Run *self)
{
  for (guint i = 0; i < self->clinics->len; i++)
    g_clear_pointer (&self->abouts[i], onb_about_unref);
  g_free (self->abouts);
  g_ptr_array_unref (self->subjects);
  g_ptr_array_unref (self->clinics);
  g_object_unref (self->terms.store);
  g_object_unref (self->terms.library);
  g_clear_object (&self->terms.authorities);
  g_clear_object (&self->terms.practice);
  g_free (self);
}

/* A clock that was set back makes nothing wait for the day that it came from. */
static gboolean
is_due (OnbClinic *clinic, gint64 seconds)
{
  const OnbCheckResult *result = onb_clinic_get_result (clinic);
  g_autoptr (GDateTime) now = NULL;
  gint64 age;

  if (!onb_clinic_get_daily (clinic))
    return FALSE;
  if (result == NULL)
    return TRUE;

  now = g_date_time_new_now_utc ();
  age = g_date_time_difference (now, result->started) / G_TIME_SPAN_SECOND;
  return age >= seconds || age < 0;
}

static GPtrArray *
find_due (OnbClinicStore *store, gint64 seconds)
{
  GPtrArray *due = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (OnbClinic) clinic = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (is_due (clinic, seconds))
        g_ptr_array_add (due, g_steal_pointer (&clinic));
    }

  return due;
}

gboolean
onb_daily_is_wanted (OnbClinicStore *store)
{
  g_return_val_if_fail (ONB_IS_CLINIC_STORE (store), FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (OnbClinic) clinic = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (onb_clinic_get_daily (clinic))
        return TRUE;
    }

  return FALSE;
}

gboolean
onb_daily_is_due (const OnbDailyTerms *terms)
{
  g_autoptr (GPtrArray) due = NULL;

  g_return_val_if_fail (terms != NULL, FALSE);

  due = find_due (terms->store, terms->seconds);
  return due->len > 0;
}

static OnbGuide *
guide_of (Run *self, OnbClinic *clinic)
{
  return onb_guide_library_find (self->terms.library, onb_clinic_get_guide (clinic));
}

/* Where its guide is not on this computer, nobody knows what a clinic needs. */
static void
leave_out_without_guide (Run *self)
{
  for (guint i = self->clinics->len; i > 0; i--)
    if (guide_of (self, g_ptr_array_index (self->clinics, i - 1)) == NULL)
      g_ptr_array_remove_index (self->clinics, i - 1);
}

static OnbSubject *
subject_new (Run *self, OnbClinic *clinic)
{
  g_autoptr (OnbCheckPlan) plan =
      onb_check_plan_new (guide_of (self, clinic), onb_clinic_get_options (clinic));
  OnbSubject *subject = onb_subject_new_for_any_clinic (clinic, plan);

  if (self->terms.practice != NULL)
    onb_subject_move (subject, onb_practice_get_address (self->terms.practice));
  return subject;
}

/* The keyring may have other credentials by now than the clinic knows of. */
static void
on_begun (guint index, const OnbCredentials *credentials, gpointer data)
{
  Run *self = g_task_get_task_data (data);
  OnbClinic *clinic = g_ptr_array_index (self->clinics, index);

  onb_clinic_find_credentials (clinic, credentials->client_id);
  g_clear_pointer (&self->abouts[index], onb_about_unref);
  self->abouts[index] = onb_clinic_get_about (clinic, guide_of (self, clinic), NULL);
}

static void
on_found (guint index, OnbCheckResult *result, gpointer data)
{
  Run *self = g_task_get_task_data (data);
  OnbClinic *clinic = g_ptr_array_index (self->clinics, index);
  g_autoptr (OnbAbout) before = onb_clinic_get_about (clinic, guide_of (self, clinic), NULL);
  g_autoptr (OnbAbout) now = NULL;
  OnbAbout *about = self->abouts[index] != NULL ? self->abouts[index] : before;
  g_autofree char *news = NULL;

  /* A window may be open for it, in another process. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (data)) ||
      !onb_clinic_store_refresh (self->terms.store, clinic) || guide_of (self, clinic) == NULL)
    return;

  now = onb_clinic_get_about (clinic, guide_of (self, clinic), NULL);
  if (onb_about_compare (about, now) != ONB_DIFFERENCE_NONE)
    return;

  onb_clinic_set_repeated_result (clinic, result, about);
  news = onb_history_describe_news (onb_clinic_get_history (clinic));
  self->tested (clinic, news, self->data);
}

static void
on_all_tested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  if (onb_batch_run_finish (result))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error_if_cancelled (task);
}

/* Without them, a proxy may ask in vain, which the results then say. */
static void
on_logins_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) logins = onb_keyring_lookup_proxy_logins_finish (result, NULL);
  const OnbSubjectTerms terms = {
    .practice = self->terms.practice != NULL,
    .quietly = TRUE,
    .authorities = self->terms.authorities,
    .logins = logins,
  };

  onb_batch_run_async (self->subjects, &terms, on_begun, on_found, g_task_get_cancellable (task),
                       on_all_tested, task);
  g_steal_pointer (&task);
}

void
onb_daily_run_async (const OnbDailyTerms *terms,
                     OnbDailyFunc tested,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Run *self;

  g_return_if_fail (terms != NULL);
  g_return_if_fail (tested != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_daily_run_async);
  g_task_set_check_cancellable (task, FALSE);

  self = g_new0 (Run, 1);
  self->terms = *terms;
  g_object_ref (self->terms.store);
  g_object_ref (self->terms.library);
  if (self->terms.authorities != NULL)
    g_object_ref (self->terms.authorities);
  if (self->terms.practice != NULL)
    g_object_ref (self->terms.practice);
  self->tested = tested;
  self->data = user_data;
  self->clinics = find_due (terms->store, terms->seconds);
  leave_out_without_guide (self);
  self->subjects = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_subject_free);
  self->abouts = g_new0 (OnbAbout *, self->clinics->len + 1);
  for (guint i = 0; i < self->clinics->len; i++)
    g_ptr_array_add (self->subjects, subject_new (self, g_ptr_array_index (self->clinics, i)));
  g_task_set_task_data (task, self, (GDestroyNotify) run_free);

  if (self->clinics->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    onb_keyring_lookup_proxy_logins_async (TRUE, cancellable, on_logins_found,
                                           g_steal_pointer (&task));
}

gboolean
onb_daily_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
