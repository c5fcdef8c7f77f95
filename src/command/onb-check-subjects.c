/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "check/onb-needed-hosts.h"
#include "clinic/onb-authority-store.h"
#include "clinic/onb-clinic-store.h"
#include "command/onb-command-line.h"
#include "command/onb-secret-input.h"
#include "wire/onb-proxy.h"

#include "command/onb-check-subjects.h"

/* A Client Secret on its way from a file or a terminal. */
typedef struct
{
  GMainLoop *loop;
  SecretValue *secret;
  GError *error;
} SecretInput;

static gboolean
has_option (OnbGuide *guide, const char *id)
{
  GPtrArray *options = onb_guide_get_options (guide);

  for (guint i = 0; i < options->len; i++)
    if (g_str_equal (((const OnbGuideOption *) g_ptr_array_index (options, i))->id, id))
      return TRUE;

  return FALSE;
}

/* With the options of the guide that were chosen here, and those that the clinic has. */
static OnbCheckPlan *
plan_new (OnbCheckSubjects *self, OnbGuide *guide, const char *const *clinics, GError **error)
{
  char **named = self->options->guide_options;
  g_autoptr (GPtrArray) options = g_ptr_array_new ();
  g_autoptr (OnbCheckPlan) plan = NULL;

  for (guint i = 0; clinics != NULL && clinics[i] != NULL; i++)
    g_ptr_array_add (options, (gpointer) clinics[i]);
  if (self->options->medical_notes)
    g_ptr_array_add (options, (gpointer) ONB_OPTION_MEDICAL_NOTES);
  for (guint i = 0; named != NULL && named[i] != NULL; i++)
    {
      if (!has_option (guide, named[i]))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       /* Translators: the name of an EHR system, and a word that was given. */
                       _ ("The guide for %s has no option “%s”."), onb_guide_get_system (guide),
                       named[i]);
          return NULL;
        }
      g_ptr_array_add (options, named[i]);
    }
  g_ptr_array_add (options, NULL);

  plan = onb_check_plan_new (guide, (const char *const *) options->pdata);
  return onb_check_options_narrow (self->options, plan, error) ? g_steal_pointer (&plan) : NULL;
}

static void
on_secret_read (GObject *source, GAsyncResult *result, gpointer data)
{
  SecretInput *input = data;

  input->secret = onb_secret_input_read_finish (result, &input->error);
  g_main_loop_quit (input->loop);
}

static SecretValue *
read_secret (OnbCheckSubjects *self, GCancellable *cancellable, GError **error)
{
  SecretInput input = { .loop = g_main_loop_new (NULL, FALSE) };

  onb_secret_input_read_async (self->options->secret_file, cancellable, on_secret_read, &input);
  g_main_loop_run (input.loop);
  g_main_loop_unref (input.loop);
  if (input.error != NULL)
    g_propagate_error (error, input.error);

  return input.secret;
}

static OnbCredentials *
read_credentials (OnbCheckSubjects *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *client_id = onb_command_line_get_text (self->options->client_id, error);
  g_autoptr (SecretValue) secret = NULL;

  if (client_id == NULL)
    return NULL;

  secret = read_secret (self, cancellable, error);
  if (secret == NULL || !onb_credentials_check (client_id, secret_value_get_text (secret), error))
    return NULL;

  return onb_credentials_new_for_value (client_id, secret);
}

static OnbSubject *
subject_by_url (OnbCheckSubjects *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *url = onb_command_line_get_text (self->options->fhir_url, error);
  g_autoptr (OnbCheckPlan) plan = NULL;
  g_autoptr (OnbSubject) subject = NULL;

  if (url == NULL)
    return NULL;

  plan = plan_new (self, self->guide, NULL, error);
  if (plan == NULL)
    return NULL;

  subject = onb_subject_new (plan);
  subject->address = onb_address_parse (url, error);
  if (subject->address == NULL)
    return NULL;

  if (self->terms.practice && !onb_host_is_loopback (subject->address->host))
    {
      g_set_error_literal (
          error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
          _ ("--practice is only for a simulation on this computer, but --fhir-url leads to "
             "another one. To test a real clinic, leave out --practice."));
      return NULL;
    }

  if (onb_check_options_is_before_credentials (self->options))
    return g_steal_pointer (&subject);

  subject->credentials = read_credentials (self, cancellable, error);
  return subject->credentials != NULL ? g_steal_pointer (&subject) : NULL;
}

static OnbSubject *
subject_by_name (OnbCheckSubjects *self, GError **error)
{
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (self->terms.practice);
  g_autofree char *name = onb_command_line_get_text (self->options->rest[0], error);
  g_autoptr (OnbCheckPlan) plan = NULL;
  g_autoptr (GError) reason = NULL;
  OnbClinic *clinic;

  if (name == NULL)
    return NULL;

  onb_clinic_store_load (store, TRUE);
  clinic = onb_clinic_store_find (store, name, &reason);
  if (clinic == NULL)
    {
      const char *const *problems = onb_clinic_store_get_problems (store);

      /* It may be in a file that was left out. */
      for (guint i = 0; problems[i] != NULL; i++)
        onb_command_line_remark ("check", problems[i]);

      if (self->terms.practice &&
          g_error_matches (reason, ONB_CLINIC_STORE_ERROR, ONB_CLINIC_STORE_ERROR_NOT_FOUND))
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                     _ ("In demo mode, there is no scenario and no clinic named “%s”. To list all "
                        "scenarios, run “leyr-onboarding practice --list-scenarios”."),
                     name);
      else
        g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  self->guide = onb_command_line_find_guide (self->library, onb_clinic_get_guide (clinic), error);
  if (self->guide == NULL)
    return NULL;

  plan = plan_new (self, self->guide, onb_clinic_get_options (clinic), error);
  return plan != NULL ? onb_subject_new_for_clinic (clinic, plan, error) : NULL;
}

/* What every clinic needs. */
static OnbSubject *
subject_of_nobody (OnbCheckSubjects *self, GError **error)
{
  g_autoptr (OnbCheckPlan) plan = plan_new (self, self->guide, NULL, error);

  return plan != NULL ? onb_subject_new (plan) : NULL;
}

static OnbSubject *
subject_for_practice (OnbCheckSubjects *self, GError **error)
{
  g_autoptr (OnbCheckPlan) plan = plan_new (self, self->guide, NULL, error);
  OnbSubject *subject;

  if (plan == NULL)
    return NULL;

  subject = onb_subject_new (plan);
  subject->credentials = onb_credentials_new (ONB_PRACTICE_CLIENT_ID, ONB_PRACTICE_CLIENT_SECRET);
  return subject;
}

static gboolean
start_practice (OnbCheckSubjects *self, GError **error)
{
  const char *scenario = onb_check_options_get_scenario (self->options);

  self->practice =
      onb_practice_new (onb_scenario_find (scenario != NULL ? scenario : ONB_SCENARIO_WORKS));
  if (!onb_practice_start (self->practice, 0, NULL, error))
    return FALSE;

  for (guint i = 0; i < self->list->len; i++)
    onb_subject_move (g_ptr_array_index (self->list, i), onb_practice_get_address (self->practice));

  return TRUE;
}

/* What is trusted beside the system's is said: a result rests on it. */
static void
add_kept_authorities (OnbCheckSubjects *self)
{
  g_autoptr (OnbAuthorityStore) store = onb_authority_store_new (NULL);
  g_autofree char *names = onb_authority_store_describe (store);
  g_autoptr (GTlsDatabase) given = g_steal_pointer (&self->terms.authorities);

  self->terms.authorities = onb_authority_store_new_database (store, given);
  if (onb_authority_store_get_problem (store) != NULL)
    onb_command_line_remark ("check", onb_authority_store_get_problem (store));
  if (names != NULL)
    {
      g_autofree char *remark =
          /* Translators: names of certificate authorities. */
          g_strdup_printf (_ ("These certificate authorities, which were added to Leyr Onboarding, "
                              "are also trusted: %s"),
                           names);

      onb_command_line_remark ("check", remark);
    }
}

/* Whose name and password goes to which proxy, but for these two themselves. */
static void
tell_proxies (OnbCheckSubjects *self)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->list->len; i++)
    {
      const OnbSubject *subject = g_ptr_array_index (self->list, i);
      g_autoptr (GPtrArray) hosts = onb_needed_hosts_new (self->guide, subject->address, NULL);
      g_autofree char *proxy = NULL;
      g_autofree char *remark = NULL;

      /* A guide need not name any. */
      if (hosts->len == 0 ||
          (subject->address != NULL && onb_host_is_loopback (subject->address->host)))
        continue;

      proxy =
          onb_proxy_find_login (NULL, ((const OnbNeededHost *) g_ptr_array_index (hosts, 0))->url);
      if (proxy == NULL || g_hash_table_contains (told, proxy))
        continue;

      /* Translators: a proxy, host and port. */
      remark = g_strdup_printf (
          _ ("If the proxy %s requires a sign-in, the name and password from https_proxy or from "
             "the desktop’s network settings are sent to it, and to nobody else."),
          proxy);
      onb_command_line_remark ("check", remark);
      g_hash_table_add (told, g_steal_pointer (&proxy));
    }
}

static gboolean
load_guides (OnbCheckSubjects *self, GError **error)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) reason = NULL;

  self->library = onb_command_line_load_guides ("check");
  self->guide = onb_guide_library_get_default (self->library);
  if (self->options->guide == NULL)
    return TRUE;

  id = onb_command_line_get_text (self->options->guide, error);
  if (id == NULL)
    return FALSE;

  self->guide = onb_command_line_find_guide (self->library, id, &reason);
  if (self->guide == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, reason->message);
  return self->guide != NULL;
}

static gboolean
add_subject (OnbCheckSubjects *self, GCancellable *cancellable, GError **error)
{
  char **hosts = self->options->approved_hosts;
  OnbSubject *subject;

  if (self->options->fhir_url != NULL)
    subject = subject_by_url (self, cancellable, error);
  else if (self->options->rest != NULL)
    subject = subject_by_name (self, error);
  else if (self->options->practice == NULL)
    subject = subject_of_nobody (self, error);
  else
    subject = subject_for_practice (self, error);
  if (subject == NULL)
    return FALSE;

  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    g_ptr_array_add (subject->approved_hosts, g_strdup (hosts[i]));
  g_ptr_array_add (self->list, subject);
  return TRUE;
}

static gboolean
add_all_clinics (OnbCheckSubjects *self, GError **error)
{
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (self->terms.practice);
  const char *const *problems;
  guint n_clinics;

  onb_clinic_store_load (store, TRUE);
  problems = onb_clinic_store_get_problems (store);
  for (; problems[self->n_left_out] != NULL; self->n_left_out++)
    onb_command_line_remark ("check", problems[self->n_left_out]);

  n_clinics = g_list_model_get_n_items (G_LIST_MODEL (store));
  for (guint i = 0; i < n_clinics; i++)
    {
      g_autoptr (OnbClinic) clinic = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_autoptr (OnbCheckPlan) plan = NULL;
      g_autoptr (GError) reason = NULL;
      OnbGuide *guide =
          onb_command_line_find_guide (self->library, onb_clinic_get_guide (clinic), &reason);

      if (guide == NULL)
        {
          g_autofree char *remark =
              g_strdup_printf ("%s: %s", onb_clinic_get_title (clinic), reason->message);

          onb_command_line_remark ("check", remark);
          self->n_left_out++;
          continue;
        }

      plan = plan_new (self, guide, onb_clinic_get_options (clinic), error);
      if (plan == NULL)
        return FALSE;

      self->name_width = MAX (self->name_width, g_utf8_strlen (onb_clinic_get_title (clinic), -1));
      g_ptr_array_add (self->list, onb_subject_new_for_any_clinic (clinic, plan));
    }

  if (n_clinics > 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       self->terms.practice ? _ ("There are no clinics in demo mode yet.")
                                            : _ ("There are no clinics yet."));
  return FALSE;
}

gboolean
onb_check_subjects_find (OnbCheckSubjects *self,
                         const OnbCheckOptions *options,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (options != NULL, FALSE);

  self->options = options;
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_subject_free);
  self->terms.practice = self->options->practice != NULL;
  self->terms.time_limit = (guint) self->options->timeout;
  if (!onb_command_line_read_authorities (self->options->ca_file, &self->terms.authorities, error))
    return FALSE;

  if (!load_guides (self, error))
    return FALSE;

  if (!(self->options->all ? add_all_clinics (self, error)
                           : add_subject (self, cancellable, error)))
    return FALSE;

  if (!self->options->for_firewall)
    {
      add_kept_authorities (self);
      if (!self->terms.practice)
        tell_proxies (self);
    }

  return !self->terms.practice || self->options->fhir_url != NULL || start_practice (self, error);
}

void
onb_check_subjects_clear (OnbCheckSubjects *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->library);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_object (&self->terms.authorities);
}
