/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "practice/onb-practice.h"

#include "command/onb-command.h"

typedef struct
{
  char *scenario;
  int port;
  int latency;
  char *certificate;
  char *key;
  gboolean list;
} Options;

static gboolean
on_interrupted (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
list_scenarios (void)
{
  guint n_scenarios;
  const OnbScenario *scenarios = onb_scenarios (&n_scenarios);

  for (guint i = 0; i < n_scenarios; i++)
    g_print ("%-24s %s\n", scenarios[i].name, _ (scenarios[i].plays));
}

static void
print_address (OnbPractice *practice)
{
  g_autoptr (OnbAddress) address = onb_practice_get_address (practice);
  g_autofree char *base = onb_address_get_base (address, ONB_FHIR_R4);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "fhir_url");
  json_builder_add_string_value (builder, base);
  json_builder_set_member_name (builder, "client_id");
  json_builder_add_string_value (builder, ONB_PRACTICE_CLIENT_ID);
  json_builder_set_member_name (builder, "client_secret");
  json_builder_add_string_value (builder, ONB_PRACTICE_CLIENT_SECRET);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_print ("%s\n", text);
  fflush (stdout);
}

static int
serve (const Options *options, const OnbScenario *scenario)
{
  g_autoptr (OnbPractice) practice = onb_practice_new (scenario);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  if (options->certificate != NULL)
    certificate = g_tls_certificate_new_from_files (options->certificate, options->key, &error);

  onb_practice_set_latency (practice, (guint) options->latency);
  if (error != NULL || !onb_practice_start (practice, (guint) options->port, certificate, &error))
    {
      g_printerr ("leyr-onboarding practice: %s\n", error->message);
      return ONB_EXIT_USAGE;
    }

  print_address (practice);
  g_unix_signal_add (SIGINT, on_interrupted, loop);
  g_unix_signal_add (SIGTERM, on_interrupted, loop);
  g_main_loop_run (loop);
  return 0;
}

static int
run (Options *options, int n_arguments, char **arguments)
{
  const GOptionEntry entries[] = {
    { "scenario", 0, 0, G_OPTION_ARG_STRING, &options->scenario, N_ ("What to play"), N_ ("NAME") },
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, N_ ("Where to listen, on loopback"),
      N_ ("PORT") },
    { "latency", 0, 0, G_OPTION_ARG_INT, &options->latency,
      N_ ("How many milliseconds every answer takes"), "MS" },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &options->certificate,
      N_ ("Serve https with this certificate, in PEM"), N_ ("FILE") },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options->key, N_ ("The certificate’s key, in PEM"),
      N_ ("FILE") },
    { "list-scenarios", 0, 0, G_OPTION_ARG_NONE, &options->list,
      N_ ("Name the scenarios, one a line"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  const OnbScenario *scenario;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ ("Serves a simulated Millennium on this computer, for "
                                            "rehearsals and tests, until it is interrupted."));
  if (!g_option_context_parse (context, &n_arguments, &arguments, &error))
    {
      g_printerr ("leyr-onboarding practice: %s\n", error->message);
      return ONB_EXIT_USAGE;
    }

  if (options->list)
    {
      list_scenarios ();
      return 0;
    }

  scenario = onb_scenario_find (options->scenario != NULL ? options->scenario : ONB_SCENARIO_WORKS);
  if (scenario == NULL)
    {
      g_printerr ("leyr-onboarding practice: %s\n",
                  _ ("There is no such scenario; --list-scenarios names them."));
      return ONB_EXIT_USAGE;
    }

  if (n_arguments > 1 || options->port < 0 || options->port > 65535 || options->latency < 0 ||
      (options->certificate == NULL) != (options->key == NULL))
    {
      g_printerr ("leyr-onboarding practice: %s\n",
                  _ ("Wrong usage; “practice --help” says what can be given."));
      return ONB_EXIT_USAGE;
    }

  return serve (options, scenario);
}

int
onb_command_practice (int n_arguments, char **arguments)
{
  Options options = { 0 };
  int status = run (&options, n_arguments, arguments);

  g_free (options.scenario);
  g_free (options.certificate);
  g_free (options.key);
  return status;
}
