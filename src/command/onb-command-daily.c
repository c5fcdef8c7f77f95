/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "command/onb-check-format.h"
#include "command/onb-command-line.h"
#include "command/onb-daily-run.h"
#include "guide/onb-guide-library.h"

#include "command/onb-command.h"

typedef struct
{
  gboolean practice;
  char *scenario;
  char *ca_file;
  char **rest;

  OnbDailyTerms terms;
  GMainLoop *loop;
  GCancellable *cancellable;
  GPtrArray *outcomes;
  guint n_left_out;
  GError *error;
} Command;

static gboolean
on_interrupted (gpointer data)
{
  Command *self = data;

  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

/* Whoever gets this by mail wants to read of nothing else. */
static void
on_tested (OnbClinic *clinic, const char *news, gpointer data)
{
  Command *self = data;
  g_autofree char *line = NULL;

  g_ptr_array_add (self->outcomes,
                   onb_check_outcome_new (onb_clinic_get_id (clinic), onb_clinic_get_title (clinic),
                                          onb_clinic_get_result (clinic)));
  if (news == NULL || self->error != NULL)
    return;

  line = g_strdup_printf ("%s%s%s: %s\n", self->practice ? _ ("DEMO MODE:") : "",
                          self->practice ? " " : "", onb_clinic_get_title (clinic), news);
  if (!onb_command_line_print (line, &self->error))
    g_cancellable_cancel (self->cancellable);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Command *self = data;

  onb_daily_run_finish (result, self->error == NULL ? &self->error : NULL);
  g_main_loop_quit (self->loop);
}

static gboolean
check_options (const Command *self, GError **error)
{
  if (self->rest == NULL && (self->scenario == NULL || self->practice))
    {
      if (self->scenario == NULL || onb_scenario_find (self->scenario) != NULL)
        return TRUE;
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("Unknown scenario. To list all scenarios, run “leyr-onboarding "
                              "practice --list-scenarios”."));
      return FALSE;
    }

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       _ ("Usage error. For help, run “leyr-onboarding daily --help”."));
  return FALSE;
}

static gboolean
load_authorities (Command *self, GError **error)
{
  g_autoptr (OnbAuthorityStore) kept = NULL;
  g_autoptr (GTlsDatabase) given = NULL;

  if (!onb_command_line_read_authorities (self->ca_file, &given, error))
    return FALSE;

  kept = onb_authority_store_new (NULL);
  self->terms.authorities = onb_authority_store_new_database (kept, given);
  return TRUE;
}

/* Those that cannot be tested are none of which nothing is said. */
static void
count_without_guide (Command *self)
{
  GListModel *clinics = G_LIST_MODEL (self->terms.store);

  for (guint i = 0; i < g_list_model_get_n_items (clinics); i++)
    {
      g_autoptr (OnbClinic) clinic = g_list_model_get_item (clinics, i);
      g_autoptr (GError) reason = NULL;
      g_autofree char *remark = NULL;

      if (!onb_clinic_get_daily (clinic) ||
          onb_command_line_find_guide (self->terms.library, onb_clinic_get_guide (clinic),
                                       &reason) != NULL)
        continue;

      remark = g_strdup_printf ("%s: %s", onb_clinic_get_title (clinic), reason->message);
      onb_command_line_remark ("daily", remark);
      self->n_left_out++;
    }
}

static void
load_clinics (Command *self)
{
  const char *const *problems;

  self->terms.store = onb_clinic_store_new (self->practice);
  onb_clinic_store_give_way (self->terms.store);
  onb_clinic_store_load (self->terms.store, FALSE);
  problems = onb_clinic_store_get_problems (self->terms.store);
  for (; problems[self->n_left_out] != NULL; self->n_left_out++)
    onb_command_line_remark ("daily", problems[self->n_left_out]);

  count_without_guide (self);
}

static gboolean
prepare (Command *self, GError **error)
{
  if (!check_options (self, error) || !load_authorities (self, error))
    return FALSE;

  self->terms.library = onb_command_line_load_guides ("daily");
  load_clinics (self);
  if (!self->practice)
    return TRUE;

  self->terms.practice = onb_practice_new (
      onb_scenario_find (self->scenario != NULL ? self->scenario : ONB_SCENARIO_WORKS));
  return onb_practice_start (self->terms.practice, 0, NULL, error);
}

static int
run (Command *self)
{
  const char *fault;

  if (!prepare (self, &self->error))
    {
      onb_command_line_complain ("daily", self->error);
      return ONB_EXIT_USAGE;
    }

  onb_daily_run_async (&self->terms, on_tested, self->cancellable, on_ended, self);
  g_main_loop_run (self->loop);
  onb_clinic_store_flush (self->terms.store);

  /* A window tries again; this one ends. */
  fault = onb_clinic_store_get_fault (self->terms.store);
  if (fault != NULL)
    {
      g_autofree char *remark =
          g_strdup_printf (_ ("Could not save all results, so some are missing from the histories. "
                              "Correct the cause, then run this command again. Details: %s"),
                           fault);

      onb_command_line_remark ("daily", remark);
    }
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return ONB_EXIT_INTERRUPTED;
  if (self->error != NULL)
    onb_command_line_complain ("daily", self->error);
  if (self->error != NULL || fault != NULL)
    return ONB_EXIT_UNTESTED;

  return onb_check_outcomes_get_status (self->outcomes, self->n_left_out, ONB_CHECK_FORMAT_TEXT);
}

static void
command_clear (Command *self)
{
  g_free (self->scenario);
  g_free (self->ca_file);
  g_strfreev (self->rest);
  g_clear_object (&self->terms.store);
  g_clear_object (&self->terms.library);
  g_clear_object (&self->terms.authorities);
  g_clear_object (&self->terms.practice);
  g_main_loop_unref (self->loop);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->outcomes);
  g_clear_error (&self->error);
}

int
onb_command_daily (char **arguments)
{
  Command self = { 0 };
  const GOptionEntry entries[] = {
    { "practice", 0, 0, G_OPTION_ARG_NONE, &self.practice,
      N_ ("Test the clinics of demo mode, against the built-in simulated Millennium"), NULL },
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &self.scenario,
      N_ ("Scenario to simulate in demo mode"), N_ ("NAME") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self.ca_file,
      N_ ("Additional certificate authorities, in PEM format"), N_ ("FILE") },
    { G_OPTION_REMAINING, 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME_ARRAY, &self.rest, NULL,
      NULL },
    { NULL },
  };
  const OnbCommandLine line = {
    .name = "daily",
    .summary = _ ("Tests the clinics that have Test Daily turned on, without asking for anything, "
                  "adds the results to their histories, and prints what has changed. Leyr "
                  "Onboarding does the same in the background."),
    .entries = entries,
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  int status;

  self.loop = g_main_loop_new (NULL, FALSE);
  self.cancellable = g_cancellable_new ();
  self.outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_check_outcome_free);

  if (onb_command_line_parse (&line, &words, &status))
    {
      guint interrupt_id = g_unix_signal_add (SIGINT, on_interrupted, &self);
      guint terminate_id = g_unix_signal_add (SIGTERM, on_interrupted, &self);

      status = run (&self);
      g_source_remove (interrupt_id);
      g_source_remove (terminate_id);
    }

  command_clear (&self);
  return status;
}
