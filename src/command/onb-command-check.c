/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "check/onb-check-json.h"
#include "check/onb-check-report.h"
#include "check/onb-firewall-request.h"
#include "clinic/onb-clinic-store.h"
#include "command/onb-batch.h"
#include "command/onb-check-subjects.h"
#include "command/onb-command-line.h"
#include "keyring/onb-keyring-waits.h"

#include "command/onb-command.h"

typedef struct
{
  OnbCheckOptions options;
  OnbCheckSubjects subjects;
  GPtrArray *outcomes;

  GMainLoop *loop;
  GCancellable *cancellable;
  gboolean interrupted;
  OnbCheckResult *result;
  OnbPreflightResult *look;
  GError *error;
} Command;

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
    onb_subject_test_async (self->subjects.list->pdata[0], &self->subjects.terms, self->cancellable,
                            on_tested, self);
  else
    g_main_loop_quit (self->loop);
}

static gboolean
test (Command *self, GError **error)
{
  onb_subject_take_credentials_async (self->subjects.list->pdata[0], FALSE, self->cancellable,
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

  line = onb_check_outcome_to_line (outcome, self->subjects.name_width);
  return onb_command_line_print (line, error);
}

/* A line each, as soon as it is known. Where nobody gets them, the others are not tested any more. */
static void
on_found (guint index, OnbCheckResult *result, gpointer data)
{
  Command *self = data;
  const OnbSubject *subject = g_ptr_array_index (self->subjects.list, index);
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
      text = onb_check_outcomes_to_nagios (self->outcomes, self->subjects.n_left_out);
      return onb_command_line_print (text, error);
    case ONB_CHECK_FORMAT_PROMETHEUS:
      text = onb_check_outcomes_to_prometheus (self->outcomes, self->subjects.n_left_out);
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

  if (self->subjects.terms.practice && self->options.format == ONB_CHECK_FORMAT_TEXT &&
      !onb_command_line_print (practice, error))
    return FALSE;

  onb_batch_run_async (self->subjects.list, &self->subjects.terms, NULL, on_found,
                       self->cancellable, on_all_tested, self);
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

  onb_subject_look_async (self->subjects.list->pdata[0], self->subjects.guide,
                          &self->subjects.terms, self->cancellable, on_looked, self);
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
  const OnbSubject *subject = g_ptr_array_index (self->subjects.list, 0);
  g_autoptr (OnbFirewallRequest) request =
      onb_firewall_request_new (self->subjects.guide, subject->name, subject->address, NULL);
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

  return onb_check_outcomes_get_status (self->outcomes, self->subjects.n_left_out,
                                        self->options.format);
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
  gboolean prepared =
      onb_check_options_check (&self->options, &error) &&
      onb_check_subjects_find (&self->subjects, &self->options, self->cancellable, &error);

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
  onb_check_subjects_clear (&self->subjects);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_object (&self->cancellable);
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
