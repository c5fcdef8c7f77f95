/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "check/onb-check.h"
#include "check/onb-preflight.h"
#include "command/onb-command-line.h"
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
  self->answered = g_ptr_array_new_with_free_func (g_free);
  self->unconnected = g_ptr_array_new_with_free_func (g_free);
  return self;
}

OnbSubject *
onb_subject_new_for_any_clinic (OnbClinic *clinic, OnbCheckPlan *plan)
{
  g_autoptr (GError) reason = NULL;
  const char *const *hosts;
  OnbSubject *self;

  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (plan != NULL, NULL);

  self = onb_subject_new (plan);
  self->address = onb_clinic_get_address (clinic, &reason);
  self->clinic_id = g_strdup (onb_clinic_get_id (clinic));
  self->name = g_strdup (onb_clinic_get_name (clinic));
  self->title = g_strdup (onb_clinic_get_title (clinic));
  if (self->address == NULL)
    self->problem =
        g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                     /* Translators: a clinic's name, and what is wrong with the address it has. */
                     _ ("“%s” has no FHIR URL that can be tested: %s"), self->title,
                     reason->message);

  hosts = onb_clinic_get_approved_hosts (clinic);
  for (guint i = 0; hosts[i] != NULL; i++)
    g_ptr_array_add (self->approved_hosts, g_strdup (hosts[i]));
  return self;
}

OnbSubject *
onb_subject_new_for_clinic (OnbClinic *clinic, OnbCheckPlan *plan, GError **error)
{
  g_autoptr (OnbSubject) self = onb_subject_new_for_any_clinic (clinic, plan);

  g_return_val_if_fail (self != NULL, NULL);

  if (self->problem == NULL)
    return g_steal_pointer (&self);

  g_propagate_error (error, g_steal_pointer (&self->problem));
  return NULL;
}

void
onb_subject_free (OnbSubject *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->clinic_id);
  g_free (self->name);
  g_free (self->title);
  g_clear_pointer (&self->address, onb_address_free);
  onb_check_plan_unref (self->plan);
  g_clear_pointer (&self->credentials, onb_credentials_unref);
  g_ptr_array_unref (self->approved_hosts);
  g_clear_error (&self->problem);
  g_ptr_array_unref (self->answered);
  g_ptr_array_unref (self->unconnected);
  g_free (self);
}

void
onb_subject_move (OnbSubject *self, OnbAddress *address)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (address != NULL);

  g_clear_error (&self->problem);
  g_clear_pointer (&self->address, onb_address_free);
  self->address = address;
}

/* Whoever waits is told why, once. */
static void
on_run_changed (OnbRun *run, const OnbSubject *subject)
{
  const OnbAddress *address = subject->address;
  g_autofree char *patience = NULL;
  g_autoptr (GString) words = NULL;

  if (!onb_run_is_slow (run))
    return;

  patience = g_strdup_printf (_ ("The server is slow. A response can take up to %d seconds."),
                              ONB_HTTP_ANSWER_SECONDS);
  words = g_string_new (subject->title);
  if (subject->title == NULL && address != NULL)
    g_string_append (words, address->host);
  if (words->len > 0)
    g_string_append (words, ": ");
  g_string_append (words, patience);
  onb_command_line_remark ("check", words->str);
  g_signal_handlers_disconnect_by_func (run, on_run_changed, (gpointer) subject);
}

static void
set_terms (OnbRun *run, const OnbSubject *subject, const OnbSubjectTerms *terms)
{
  /* Where nothing is asked, nobody waits. */
  if (!terms->quietly)
    g_signal_connect (run, "changed", G_CALLBACK (on_run_changed), (gpointer) subject);
  if (terms->practice)
    onb_run_set_practice (run);
  onb_run_set_authorities (run, terms->authorities);
  onb_run_set_time_limit (run, terms->time_limit);
  onb_run_set_width (run, ONB_HTTP_MAX_CONNECTIONS / MAX (terms->at_once, 1));
  if (terms->logins != NULL)
    onb_run_add_proxy_logins (run, terms->logins);
  for (guint i = 0; i < subject->approved_hosts->len; i++)
    onb_run_approve_host (run, g_ptr_array_index (subject->approved_hosts, i));
}

static void
on_credentials_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  OnbSubject *subject = g_task_get_task_data (task);
  GError *error = NULL;

  subject->credentials = onb_keyring_lookup_finish (result, &error);
  if (subject->credentials != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (error == NULL)
    error = g_error_new (
        G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
        _ ("The keyring contains no credentials for “%s”. Enter them in Leyr Onboarding."),
        subject->title);
  g_task_return_error (task, error);
}

void
onb_subject_take_credentials_async (OnbSubject *self,
                                    gboolean quietly,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (self != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_subject_take_credentials_async);
  g_task_set_task_data (task, self, NULL);

  if (self->problem != NULL)
    {
      g_task_return_error (task, g_error_copy (self->problem));
      return;
    }

  if (self->credentials != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  onb_keyring_lookup_async (self->clinic_id, quietly, cancellable, on_credentials_found,
                            g_steal_pointer (&task));
}

gboolean
onb_subject_take_credentials_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
keep_hosts (OnbSubject *self, OnbRun *run)
{
  g_autoptr (GPtrArray) exchanges = onb_run_list_exchanges (run);

  g_ptr_array_set_size (self->answered, 0);
  g_ptr_array_set_size (self->unconnected, 0);
  for (guint i = 0; i < exchanges->len; i++)
    {
      const OnbExchange *exchange = g_ptr_array_index (exchanges, i);

      if (exchange->status > 0)
        g_ptr_array_add (self->answered, onb_exchange_get_host (exchange));
      if (exchange->no_connection)
        g_ptr_array_add (self->unconnected, onb_exchange_get_host (exchange));
    }
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  keep_hosts (g_task_get_task_data (task), ONB_RUN (source));

  g_task_return_pointer (task, onb_check_run_finish (ONB_CHECK (source), result),
                         (GDestroyNotify) onb_check_result_unref);
}

void
onb_subject_test_async (OnbSubject *self,
                        const OnbSubjectTerms *terms,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (OnbCheck) run = NULL;
  g_autoptr (OnbCredentials) credentials = NULL;
  GTask *task;

  g_return_if_fail (self != NULL);
  g_return_if_fail (terms != NULL);
  g_return_if_fail (self->credentials != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_subject_test_async);
  g_task_set_task_data (task, self, NULL);
  /* What is known when it is interrupted is a result. */
  g_task_set_check_cancellable (task, FALSE);

  run = onb_check_new (self->name, self->plan, self->address);
  credentials = g_steal_pointer (&self->credentials);
  set_terms (ONB_RUN (run), self, terms);
  onb_check_run_async (run, credentials, cancellable, on_checked, task);
}

OnbCheckResult *
onb_subject_test_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
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
