/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "command/onb-command-line.h"
#include "practice/onb-practice.h"
#include "wire/onb-json.h"

#include "command/onb-command.h"

typedef struct
{
  char *scenario;
  int port;
  int latency;
  char *certificate;
  char *key;
  gboolean list;
  char **rest;
} Options;

static gboolean
on_interrupted (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
list_scenarios (GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_scenarios;
  const OnbScenario *scenarios = onb_scenarios (&n_scenarios);

  for (guint i = 0; i < n_scenarios; i++)
    g_string_append_printf (text, "%-24s %s\n", scenarios[i].name, _ (scenarios[i].plays));

  return onb_command_line_print (text->str, error);
}

static gboolean
print_address (OnbPractice *practice, GError **error)
{
  g_autoptr (OnbAddress) address = onb_practice_get_address (practice);
  g_autofree char *base = onb_address_get_base (address, ONB_FHIR_R4);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  onb_json_add_string (builder, "fhir_url", base);
  onb_json_add_string (builder, "client_id", ONB_PRACTICE_CLIENT_ID);
  onb_json_add_string (builder, "client_secret", ONB_PRACTICE_CLIENT_SECRET);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return onb_command_line_print_json (root, FALSE, error);
}

static gboolean
start (const Options *options, OnbPractice *practice, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (options->certificate != NULL)
    {
      certificate = g_tls_certificate_new_from_files (options->certificate, options->key, error);
      if (certificate == NULL)
        return FALSE;
    }

  onb_practice_set_latency (practice, (guint) options->latency);
  return onb_practice_start (practice, (guint) options->port, certificate, error);
}

static int
serve (const Options *options, const OnbScenario *scenario)
{
  g_autoptr (OnbPractice) practice = onb_practice_new (scenario);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;

  if (!start (options, practice, &error))
    {
      onb_command_line_complain ("practice", error);
      return ONB_EXIT_USAGE;
    }

  if (!print_address (practice, &error))
    {
      onb_command_line_complain ("practice", error);
      return ONB_EXIT_UNTESTED;
    }

  g_unix_signal_add (SIGINT, on_interrupted, loop);
  g_unix_signal_add (SIGTERM, on_interrupted, loop);
  g_main_loop_run (loop);
  return ONB_EXIT_READY;
}

static gboolean
check_options (const Options *options, GError **error)
{
  if (options->scenario != NULL && onb_scenario_find (options->scenario) == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("Unknown scenario. To list all scenarios, use --list-scenarios."));
      return FALSE;
    }

  if (options->rest != NULL || options->port < 0 || options->port > G_MAXUINT16 ||
      options->latency < 0 || (options->certificate == NULL) != (options->key == NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("Usage error. For help, run “leyr-onboarding practice --help”."));
      return FALSE;
    }

  return TRUE;
}

static int
run (const Options *options)
{
  g_autoptr (GError) error = NULL;

  if (options->list)
    {
      if (list_scenarios (&error))
        return ONB_EXIT_READY;
      onb_command_line_complain ("practice", error);
      return ONB_EXIT_UNTESTED;
    }

  if (!check_options (options, &error))
    {
      onb_command_line_complain ("practice", error);
      return ONB_EXIT_USAGE;
    }

  return serve (options, onb_scenario_find (options->scenario != NULL ? options->scenario
                                                                      : ONB_SCENARIO_WORKS));
}

static gboolean
parse (Options *options, char **arguments, int *status)
{
  const GOptionEntry entries[] = {
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &options->scenario, N_ ("Scenario to simulate"),
      N_ ("NAME") },
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, N_ ("Port to listen on (this computer only)"),
      N_ ("PORT") },
    { "latency", 0, 0, G_OPTION_ARG_INT, &options->latency,
      N_ ("Delay of each response, in milliseconds"), "MS" },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &options->certificate,
      N_ ("Serve HTTPS with this certificate, in PEM format"), N_ ("FILE") },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options->key,
      N_ ("Private key of the certificate, in PEM format"), N_ ("FILE") },
    { "list-scenarios", 0, 0, G_OPTION_ARG_NONE, &options->list, N_ ("List all scenarios"), NULL },
    { G_OPTION_REMAINING, 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME_ARRAY, &options->rest,
      NULL, NULL },
    { NULL },
  };
  const OnbCommandLine line = {
    .name = "practice",
    .summary = _ ("Runs a simulated Millennium on this computer, for demos and tests, until it is "
                  "interrupted."),
    .entries = entries,
  };
  g_auto (GStrv) words = g_strdupv (arguments);

  return onb_command_line_parse (&line, &words, status);
}

int
onb_command_practice (char **arguments)
{
  Options options = { 0 };
  int status;

  if (parse (&options, arguments, &status))
    status = run (&options);

  g_free (options.scenario);
  g_free (options.certificate);
  g_free (options.key);
  g_strfreev (options.rest);
  return status;
}
