/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "check/onb-check.h"
#include "check/onb-preflight.h"
#include "keyring/onb-keyring.h"

#include "command/onb-subject.h"

OnbSubject *
onb_subject_new (OnbCheckPlan *plan)
{
  OnbSubject *self;

  g_return_val_if_fail (plan != NULL, NULL);

  self = g_new0 (OnbSubject, 1);
  self->plan = onb_check_plan_ref (plan);
  self->approved_hosts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

OnbSubject *
onb_subject_new_for_clinic (OnbClinic *clinic, OnbCheckPlan *plan, GError **error)
{
  g_autoptr (OnbAddress) address = NULL;
  g_autoptr (GError) reason = NULL;
  const char *const *hosts;
  OnbSubject *self;

  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (plan != NULL, NULL);

  address = onb_clinic_get_address (clinic, &reason);
  if (address == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   /* Translators: a clinic's name, and what is wrong with the address it has. */
                   _ ("“%s” has no FHIR address that can be tested: %s"),
                   onb_clinic_get_title (clinic), reason->message);
      return NULL;
    }

  self = onb_subject_new (plan);
  self->address = g_steal_pointer (&address);
  self->clinic_id = g_strdup (onb_clinic_get_id (clinic));
  self->name = g_strdup (onb_clinic_get_name (clinic));
  hosts = onb_clinic_get_approved_hosts (clinic);
  for (guint i = 0; hosts[i] != NULL; i++)
    g_ptr_array_add (self->approved_hosts, g_strdup (hosts[i]));
  return self;
}

void
onb_subject_free (OnbSubject *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->clinic_id);
  g_free (self->name);
  g_clear_pointer (&self->address, onb_address_free);
  onb_check_plan_unref (self->plan);
  g_clear_pointer (&self->credentials, onb_credentials_unref);
  g_ptr_array_unref (self->approved_hosts);
  g_free (self);
}

typedef struct
{
  OnbSubject *subject;
  OnbSubjectTerms terms;
} Test;

static void
test_free (Test *self)
{
  g_clear_object (&self->terms.authorities);
  g_free (self);
}

static void
set_terms (OnbRun *run, const OnbSubject *subject, const OnbSubjectTerms *terms)
{
  if (terms->practice)
    onb_run_set_practice (run);
  onb_run_set_authorities (run, terms->authorities);
  onb_run_set_time_limit (run, terms->time_limit);
  for (guint i = 0; i < subject->approved_hosts->len; i++)
    onb_run_approve_host (run, g_ptr_array_index (subject->approved_hosts, i));
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  g_task_return_pointer (task, onb_check_run_finish (ONB_CHECK (source), result),
                         (GDestroyNotify) onb_check_result_unref);
}

static void
check (GTask *task)
{
  const Test *test = g_task_get_task_data (task);
  OnbSubject *subject = test->subject;
  g_autoptr (OnbCheck) run = onb_check_new (subject->name, subject->plan, subject->address);
  g_autoptr (OnbCredentials) credentials = g_steal_pointer (&subject->credentials);

  set_terms (ONB_RUN (run), subject, &test->terms);
  onb_check_run_async (run, credentials, g_task_get_cancellable (task), on_checked, task);
}

static void
on_credentials_found (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  const Test *test = g_task_get_task_data (task);
  OnbSubject *subject = test->subject;
  GError *error = NULL;

  subject->credentials = onb_keyring_lookup_finish (result, &error);
  if (subject->credentials != NULL)
    {
      check (task);
      return;
    }

  if (error == NULL)
    error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("The keyring holds no credentials for “%s”. Enter them in the "
                            "program."),
                         subject->name);
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
onb_subject_test_async (OnbSubject *self,
                        const OnbSubjectTerms *terms,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;
  Test *test;

  g_return_if_fail (self != NULL);
  g_return_if_fail (terms != NULL);
  g_return_if_fail (self->credentials != NULL || self->clinic_id != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_subject_test_async);
  /* What is known when it is interrupted is a result. */
  g_task_set_check_cancellable (task, FALSE);
  test = g_new0 (Test, 1);
  test->subject = self;
  test->terms = *terms;
  if (test->terms.authorities != NULL)
    g_object_ref (test->terms.authorities);
  g_task_set_task_data (task, test, (GDestroyNotify) test_free);

  if (self->credentials != NULL)
    check (task);
  else
    onb_keyring_lookup_async (self->clinic_id, cancellable, on_credentials_found, task);
}

OnbCheckResult *
onb_subject_test_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  g_task_return_pointer (task, onb_preflight_run_finish (ONB_PREFLIGHT (source), result),
                         (GDestroyNotify) onb_preflight_result_unref);
}

void
onb_subject_look_async (OnbSubject *self,
                        OnbGuide *guide,
                        const OnbSubjectTerms *terms,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (OnbPreflight) run = NULL;
  GTask *task;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ONB_IS_GUIDE (guide));
  g_return_if_fail (terms != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_subject_look_async);
  /* What is known when it is interrupted is a result. */
  g_task_set_check_cancellable (task, FALSE);

  run = onb_preflight_new (guide, self->plan, self->name, self->address);
  set_terms (ONB_RUN (run), self, terms);
  onb_preflight_run_async (run, cancellable, on_looked, task);
}

OnbPreflightResult *
onb_subject_look_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
