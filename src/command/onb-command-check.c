/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "check/onb-check-report.h"
#include "check/onb-firewall-request.h"
#include "clinic/onb-authority-store.h"
#include "clinic/onb-clinic-store.h"
#include "command/onb-batch.h"
#include "command/onb-check-options.h"
#include "command/onb-command-line.h"
#include "command/onb-secret-input.h"
#include "command/onb-subject.h"
#include "guide/onb-guide-library.h"
#include "keyring/onb-keyring-waits.h"
#include "practice/onb-practice.h"
#include "wire/onb-proxy.h"

#include "command/onb-command.h"

typedef struct
{
  OnbCheckOptions options;

  OnbGuideLibrary *library;
  /* That of the one clinic that is tested, or the default one. */
  OnbGuide *guide;
  OnbPractice *practice;
  OnbSubjectTerms terms;

  /* What is tested; where it is not all clinics, one. */
  GPtrArray *subjects;
  guint n_left_out;
  GPtrArray *outcomes;
  glong name_width;

  GMainLoop *loop;
  GCancellable *cancellable;
  gboolean interrupted;
  SecretValue *secret;
  OnbCheckResult *result;
  OnbPreflightResult *look;
  GError *error;
} Command;

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
plan_new (Command *self, OnbGuide *guide, const char *const *clinics, GError **error)
{
  char **named = self->options.guide_options;
  g_autoptr (GPtrArray) options = g_ptr_array_new ();
  g_autoptr (OnbCheckPlan) plan = NULL;

  for (guint i = 0; clinics != NULL && clinics[i] != NULL; i++)
    g_ptr_array_add (options, (gpointer) clinics[i]);
  if (self->options.medical_notes)
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
  return onb_check_options_narrow (&self->options, plan, error) ? g_steal_pointer (&plan) : NULL;
}

static OnbGuide *
find_guide (Command *self, const char *id, GError **error)
{
  OnbGuide *guide = onb_guide_library_find (self->library, id);

  if (guide == NULL)
    /* Translators: the id of a guide. */
    g_set_error (
        error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_NOT_FOUND,
        _ ("The guide “%s” is not on this computer. Open its file in the Leyr Onboarding window."),
        id);
  return guide;
}

static void
on_secret_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Command *self = data;

  self->secret = onb_secret_input_read_finish (result, &self->error);
  g_main_loop_quit (self->loop);
}

static OnbCredentials *
read_credentials (Command *self, GError **error)
{
  g_autofree char *client_id = onb_command_line_get_text (self->options.client_id, error);

  if (client_id == NULL)
    return NULL;

  onb_secret_input_read_async (self->options.secret_file, self->cancellable, on_secret_read, self);
  g_main_loop_run (self->loop);
  if (self->secret == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }

  if (!onb_credentials_check (client_id, secret_value_get_text (self->secret), error))
    return NULL;

  return onb_credentials_new_for_value (client_id, self->secret);
}

static OnbSubject *
subject_by_url (Command *self, GError **error)
{
  g_autofree char *url = onb_command_line_get_text (self->options.fhir_url, error);
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

  if (onb_check_options_is_before_credentials (&self->options))
    return g_steal_pointer (&subject);

  subject->credentials = read_credentials (self, error);
  return subject->credentials != NULL ? g_steal_pointer (&subject) : NULL;
}

static OnbSubject *
subject_by_name (Command *self, GError **error)
{
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (self->terms.practice);
  g_autofree char *name = onb_command_line_get_text (self->options.rest[0], error);
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

  self->guide = find_guide (self, onb_clinic_get_guide (clinic), error);
  if (self->guide == NULL)
    return NULL;

  plan = plan_new (self, self->guide, onb_clinic_get_options (clinic), error);
  return plan != NULL ? onb_subject_new_for_clinic (clinic, plan, error) : NULL;
}

/* What every clinic needs. */
static OnbSubject *
subject_of_nobody (Command *self, GError **error)
{
  g_autoptr (OnbCheckPlan) plan = plan_new (self, self->guide, NULL, error);

  return plan != NULL ? onb_subject_new (plan) : NULL;
}

static OnbSubject *
subject_for_practice (Command *self, GError **error)
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
start_practice (Command *self, GError **error)
{
  const char *scenario = onb_check_options_get_scenario (&self->options);

  self->practice =
      onb_practice_new (onb_scenario_find (scenario != NULL ? scenario : ONB_SCENARIO_WORKS));
  if (!onb_practice_start (self->practice, 0, NULL, error))
    return FALSE;

  for (guint i = 0; i < self->subjects->len; i++)
    onb_subject_move (g_ptr_array_index (self->subjects, i),
                      onb_practice_get_address (self->practice));

  return TRUE;
}

/* What is trusted beside the system's is said: a result rests on it. */
static void
add_kept_authorities (Command *self)
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
tell_proxies (Command *self)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->subjects->len; i++)
    {
      const OnbSubject *subject = g_ptr_array_index (self->subjects, i);
      g_autoptr (GPtrArray) hosts = onb_needed_hosts_new (self->guide, subject->address, NULL);
      const OnbNeededHost *first = g_ptr_array_index (hosts, 0);
      g_autofree char *proxy = NULL;
      g_autofree char *remark = NULL;

      if (subject->address != NULL && onb_host_is_loopback (subject->address->host))
        continue;

      proxy = onb_proxy_find_login (NULL, first->url);
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
load_guides (Command *self, GError **error)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) reason = NULL;

  self->library = onb_guide_library_new (NULL);
  self->guide = onb_guide_library_get_default (self->library);
  if (self->options.guide == NULL)
    return TRUE;

  id = onb_command_line_get_text (self->options.guide, error);
  if (id == NULL)
    return FALSE;

  self->guide = find_guide (self, id, &reason);
  if (self->guide == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, reason->message);
  return self->guide != NULL;
}

static gboolean
add_subject (Command *self, GError **error)
{
  char **hosts = self->options.approved_hosts;
  OnbSubject *subject;

  if (self->options.fhir_url != NULL)
    subject = subject_by_url (self, error);
  else if (self->options.rest != NULL)
    subject = subject_by_name (self, error);
  else if (self->options.practice == NULL)
    subject = subject_of_nobody (self, error);
  else
    subject = subject_for_practice (self, error);
  if (subject == NULL)
    return FALSE;

  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    g_ptr_array_add (subject->approved_hosts, g_strdup (hosts[i]));
  g_ptr_array_add (self->subjects, subject);
  return TRUE;
}

static gboolean
add_all_clinics (Command *self, GError **error)
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
      OnbGuide *guide = find_guide (self, onb_clinic_get_guide (clinic), &reason);

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
      g_ptr_array_add (self->subjects, onb_subject_new_for_any_clinic (clinic, plan));
    }

  if (n_clinics > 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       self->terms.practice ? _ ("There are no clinics in demo mode yet.")
                                            : _ ("There are no clinics yet."));
  return FALSE;
}

static gboolean
prepare (Command *self, GError **error)
{
  self->terms.practice = self->options.practice != NULL;
  self->terms.time_limit = (guint) self->options.timeout;
  if (!onb_command_line_read_authorities (self->options.ca_file, &self->terms.authorities, error))
    return FALSE;

  if (!load_guides (self, error))
    return FALSE;

  if (!(self->options.all ? add_all_clinics (self, error) : add_subject (self, error)))
    return FALSE;

  if (!self->options.for_firewall)
    {
      add_kept_authorities (self);
      if (!self->terms.practice)
        tell_proxies (self);
    }

  return !self->terms.practice || self->options.fhir_url != NULL || start_practice (self, error);
}

static gboolean
on_interrupted (gpointer data)
{
  Command *self = data;

  self->interrupted = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer data)
{
  Command *self = data;

  self->result = onb_subject_test_finish (result);
  g_main_loop_quit (self->loop);
}

static void
on_credentials_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  Command *self = data;

  if (onb_subject_take_credentials_finish (result, &self->error))
    onb_subject_test_async (self->subjects->pdata[0], &self->terms, self->cancellable, on_tested,
                            self);
  else
    g_main_loop_quit (self->loop);
}

static gboolean
test (Command *self, GError **error)
{
  onb_subject_take_credentials_async (self->subjects->pdata[0], FALSE, self->cancellable,
                                      on_credentials_taken, self);
  g_main_loop_run (self->loop);
  if (self->result != NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static gboolean
print_outcome (Command *self, const OnbCheckOutcome *outcome, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *line = NULL;

  if (self->options.format == ONB_CHECK_FORMAT_JSON)
    {
      node = onb_check_outcome_to_json (outcome);
      return onb_command_line_print_json (node, FALSE, error);
    }

  if (self->options.format != ONB_CHECK_FORMAT_TEXT)
    return TRUE;

  line = onb_check_outcome_to_line (outcome, self->name_width);
  return onb_command_line_print (line, error);
}

/* A line each, as soon as it is known. Where nobody gets them, the others are not tested any more. */
static void
on_found (guint index, OnbCheckResult *result, gpointer data)
{
  Command *self = data;
  const OnbSubject *subject = g_ptr_array_index (self->subjects, index);
  const char *title = subject->title != NULL ? subject->title : subject->address->host;
  OnbCheckOutcome *outcome = onb_check_outcome_new (subject->clinic_id, title, result);

  g_ptr_array_add (self->outcomes, outcome);
  if (self->error == NULL && !print_outcome (self, outcome, &self->error))
    g_cancellable_cancel (self->cancellable);
}

static void
on_all_tested (GObject *source, GAsyncResult *result, gpointer data)
{
  Command *self = data;

  onb_batch_run_finish (result);
  g_main_loop_quit (self->loop);
}

static gboolean
print_outcomes (Command *self, GError **error)
{
  g_autofree char *text = NULL;

  switch (self->options.format)
    {
    case ONB_CHECK_FORMAT_NAGIOS:
      text = onb_check_outcomes_to_nagios (self->outcomes, self->n_left_out);
      return onb_command_line_print (text, error);
    case ONB_CHECK_FORMAT_PROMETHEUS:
      text = onb_check_outcomes_to_prometheus (self->outcomes, self->n_left_out);
      return onb_command_line_print_bytes (text, error);
    case ONB_CHECK_FORMAT_TEXT:
    case ONB_CHECK_FORMAT_JSON:
    default:
      return TRUE;
    }
}

static gboolean
test_all (Command *self, GError **error)
{
  g_autofree char *practice = g_strconcat (onb_check_report_get_practice_note (), "\n\n", NULL);

  if (self->terms.practice && self->options.format == ONB_CHECK_FORMAT_TEXT &&
      !onb_command_line_print (practice, error))
    return FALSE;

  onb_batch_run_async (self->subjects, &self->terms, NULL, on_found, self->cancellable,
                       on_all_tested, self);
  g_main_loop_run (self->loop);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  /* What is told of an interrupted test is no answer to a plugin’s question. */
  if (self->interrupted)
    return self->options.format != ONB_CHECK_FORMAT_NAGIOS;

  return print_outcomes (self, error);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  Command *self = data;

  self->look = onb_subject_look_finish (result);
  g_main_loop_quit (self->loop);
}

static gboolean
look (Command *self, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  onb_subject_look_async (self->subjects->pdata[0], self->guide, &self->terms, self->cancellable,
                          on_looked, self);
  g_main_loop_run (self->loop);

  if (self->options.format == ONB_CHECK_FORMAT_JSON)
    {
      node = onb_preflight_result_to_json (self->look);
      return onb_command_line_print_json (node, TRUE, error);
    }

  text = onb_preflight_result_to_text (self->look);
  return onb_command_line_print (text, error);
}

static gboolean
print_request (Command *self, GError **error)
{
  const OnbSubject *subject = g_ptr_array_index (self->subjects, 0);
  g_autoptr (OnbFirewallRequest) request =
      onb_firewall_request_new (self->guide, subject->name, subject->address, NULL);
  g_autofree char *text = onb_firewall_request_to_text (request);

  return onb_command_line_print (text, error);
}

static gboolean
print_result (Command *self, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (self->options.format == ONB_CHECK_FORMAT_JSON)
    {
      node = onb_check_result_to_json (self->result);
      return onb_command_line_print_json (node, TRUE, error);
    }

  text = onb_check_report_to_text (self->result);
  return onb_command_line_print (text, error);
}

static int
status_of_result (Command *self)
{
  if (self->interrupted)
    return self->options.format == ONB_CHECK_FORMAT_NAGIOS ? (int) ONB_NAGIOS_UNKNOWN
                                                           : (int) ONB_EXIT_INTERRUPTED;

  return onb_check_outcomes_get_status (self->outcomes, self->n_left_out, self->options.format);
}

static int
status_of_look (Command *self)
{
  if (self->interrupted)
    return ONB_EXIT_INTERRUPTED;

  switch (self->look->verdict)
    {
    case ONB_PREFLIGHT_CLEAR:
      return ONB_EXIT_READY;
    case ONB_PREFLIGHT_OBSTRUCTED:
      return ONB_EXIT_NOT_READY;
    case ONB_PREFLIGHT_UNTESTED:
    default:
      return ONB_EXIT_UNTESTED;
    }
}

static int
status_of_error (Command *self, const GError *error, gboolean prepared)
{
  /* Whoever reads a plugin sees what it prints, and nothing else. */
  if (self->options.format == ONB_CHECK_FORMAT_NAGIOS)
    {
      g_autofree char *text =
          onb_check_format_error_to_nagios (self->interrupted ? _ ("Interrupted") : error->message);

      onb_command_line_print (text, NULL);
      return ONB_NAGIOS_UNKNOWN;
    }

  if (self->interrupted)
    return ONB_EXIT_INTERRUPTED;

  onb_command_line_complain ("check", error);
  /* What can be wrong with what was given, and only that, is wrong usage. */
  return !prepared &&
                 (error->domain == G_OPTION_ERROR || error->domain == G_FILE_ERROR ||
                  error->domain == ONB_ADDRESS_ERROR || error->domain == ONB_CREDENTIALS_ERROR ||
                  error->domain == ONB_CLINIC_STORE_ERROR)
             ? ONB_EXIT_USAGE
             : ONB_EXIT_UNTESTED;
}

static int
run (Command *self)
{
  g_autoptr (GError) error = NULL;
  gboolean prepared = onb_check_options_check (&self->options, &error) && prepare (self, &error);

  if (prepared && self->options.for_firewall)
    {
      if (print_request (self, &error))
        return ONB_EXIT_READY;
    }
  else if (prepared && self->options.preflight)
    {
      if (look (self, &error))
        return status_of_look (self);
    }
  else if (prepared && (self->options.all || self->options.format > ONB_CHECK_FORMAT_JSON))
    {
      if (test_all (self, &error))
        return status_of_result (self);
    }
  else if (prepared && test (self, &error))
    {
      g_ptr_array_add (self->outcomes, onb_check_outcome_new (NULL, "", self->result));
      if (print_result (self, &error))
        return status_of_result (self);
    }

  return status_of_error (self, error, prepared);
}

static void
command_clear (Command *self)
{
  onb_check_options_clear (&self->options);
  g_clear_object (&self->library);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->subjects, g_ptr_array_unref);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_clear_object (&self->terms.authorities);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->secret, secret_value_unref);
  g_clear_pointer (&self->result, onb_check_result_unref);
  g_clear_pointer (&self->look, onb_preflight_result_unref);
  g_clear_error (&self->error);
}

static void
on_keyring_overdue (OnbKeyringWaits *waits)
{
  if (onb_keyring_waits_is_overdue (waits))
    onb_command_line_remark (
        "check", _ ("The keyring has not responded yet. It may be asking something in a window "
                    "that is behind others, or in one that cannot appear. To stop waiting, press "
                    "Ctrl+C."));
}

int
onb_command_check (char **arguments)
{
  OnbKeyringWaits *waits = onb_keyring_waits_get_default ();
  Command self = { 0 };
  gulong overdue_id;
  int status;

  self.loop = g_main_loop_new (NULL, FALSE);
  self.cancellable = g_cancellable_new ();

  self.subjects = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_subject_free);
  self.outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_check_outcome_free);
  overdue_id = g_signal_connect (waits, "notify::overdue", G_CALLBACK (on_keyring_overdue), NULL);

  if (onb_check_options_parse (&self.options, arguments, &status))
    {
      guint interrupt_id = g_unix_signal_add (SIGINT, on_interrupted, &self);
      guint terminate_id = g_unix_signal_add (SIGTERM, on_interrupted, &self);

      status = run (&self);
      g_source_remove (interrupt_id);
      g_source_remove (terminate_id);
    }

  g_signal_handler_disconnect (waits, overdue_id);
  command_clear (&self);
  return status;
}
