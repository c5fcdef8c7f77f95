/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "command/onb-command-line.h"
#include "command/onb-command.h"
#include "millennium/onb-host.h"
#include "practice/onb-scenario.h"

#include "command/onb-check-options.h"

#define PRACTICE_OPTION "--practice"

static gboolean
usage_error (GError **error, const char *message)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, message);
  return FALSE;
}

/* GOption would take any next word for the scenario, a clinic's name as well. Without one the option's
 * value is empty from here on. */
static char **
settle_practice (char **words, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint i;

  for (i = 0; words[i] != NULL && strcmp (words[i], "--") != 0; i++)
    {
      const char *scenario = "";
      g_autofree char *option = NULL;

      if (strcmp (words[i], PRACTICE_OPTION "=") == 0)
        {
          usage_error (error, _ ("--practice= needs a scenario; without one it is --practice."));
          return NULL;
        }

      if (strcmp (words[i], PRACTICE_OPTION) != 0)
        {
          g_strv_builder_add (builder, words[i]);
          continue;
        }

      if (words[i + 1] != NULL && onb_scenario_find (words[i + 1]) != NULL)
        scenario = words[++i];
      option = g_strconcat (PRACTICE_OPTION "=", scenario, NULL);
      g_strv_builder_add (builder, option);
    }

  for (; words[i] != NULL; i++)
    g_strv_builder_add (builder, words[i]);

  return g_strv_builder_end (builder);
}

gboolean
onb_check_options_parse (OnbCheckOptions *self, char **arguments, int *status)
{
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &self->all,
      N_ ("Test all clinics, side by side; a line each"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json,
      N_ ("Print the result as JSON; with --all, a clinic a line"), NULL },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &self->format_name,
      N_ ("text, json, nagios (a monitoring plugin’s output and exit status), or prometheus (for a "
          "textfile collector)"),
      N_ ("FORMAT") },
    { "preflight", 0, 0, G_OPTION_ARG_NONE, &self->preflight,
      N_ ("Look at the network alone: needs no credentials, and sends none; without a clinic, only "
          "at the hosts that every clinic needs"),
      NULL },
    { "for-firewall", 0, 0, G_OPTION_ARG_NONE, &self->for_firewall,
      N_ ("Print what a network team has to allow, and test nothing"), NULL },
    { "practice", 0, 0, G_OPTION_ARG_FILENAME, &self->practice,
      N_ ("Test against the built-in simulated Millennium; without SCENARIO, one in which "
          "everything works"),
      N_ ("SCENARIO") },
    { "fhir-url", 0, 0, G_OPTION_ARG_FILENAME, &self->fhir_url,
      N_ ("The FHIR base of either version"), "URL" },
    { "client-id", 0, 0, G_OPTION_ARG_FILENAME, &self->client_id, N_ ("The Client ID"), "ID" },
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &self->secret_file,
      N_ ("A file with the Client Secret; - reads it from standard input, or asks for it on a "
          "terminal"),
      N_ ("FILE") },
    { "medical-notes", 0, 0, G_OPTION_ARG_NONE, &self->medical_notes,
      N_ ("Test the scopes for Medical Notes as well"), NULL },
    { "versions", 0, 0, G_OPTION_ARG_FILENAME, &self->versions,
      N_ ("FHIR versions to test, R4,DSTU2 by default"), N_ ("LIST") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file,
      N_ ("Further certificate authorities, in PEM"), N_ ("FILE") },
    { "approve-host", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->approved_hosts,
      N_ ("The Client Secret may be sent there too"), N_ ("HOST") },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &self->timeout,
      N_ ("Limit for a whole test; 0, as without it, is none"), N_ ("SECONDS") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->rest, NULL, N_ ("[CLINIC]") },
    { NULL },
  };
  const OnbCommandLine line = {
    .name = "check",
    .summary = _ ("Tests a clinic’s connection to Millennium, and shows which scopes and FHIR "
                  "versions work.\nExit status: 0 ready, 1 not ready, 2 wrong usage, 3 could not "
                  "be tested, 130 interrupted; with --all, the worst of all clinics.\nWith "
                  "--format nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.\nWith --preflight: 0 "
                  "nothing is in the way, 1 "
                  "something is, 3 could not be looked at."),
    .entries = entries,
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = settle_practice (arguments, &error);

  if (words == NULL)
    {
      onb_command_line_complain ("check", error);
      *status = ONB_EXIT_USAGE;
      return FALSE;
    }

  return onb_command_line_parse (&line, &words, status);
}

const char *
onb_check_options_get_scenario (const OnbCheckOptions *self)
{
  return self->practice != NULL && self->practice[0] != '\0' ? self->practice : NULL;
}

static gboolean
check_hosts (char **hosts, GError **error)
{
  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    {
      g_autoptr (OnbHost) host = onb_host_parse (hosts[i]);

      if (host == NULL)
        return usage_error (error,
                            _ ("--approve-host takes a host’s name or address, with a port "
                               "where it needs one: token.example.org, [2001:db8::1]:8443."));
    }

  return TRUE;
}

gboolean
onb_check_options_is_before_credentials (const OnbCheckOptions *self)
{
  return self->preflight || self->for_firewall;
}

static gboolean
check_format (OnbCheckOptions *self, GError **error)
{
  if (self->json && self->format_name != NULL)
    return usage_error (error, _ ("--json is --format json. Give one of the two."));

  if (self->json)
    self->format = ONB_CHECK_FORMAT_JSON;
  else if (self->format_name != NULL &&
           !onb_check_format_from_id (self->format_name, &self->format))
    return usage_error (error, _ ("--format takes text, json, nagios, or prometheus."));

  return !onb_check_options_is_before_credentials (self) || self->format <= ONB_CHECK_FORMAT_JSON ||
         usage_error (
             error, _ ("--format nagios and --format prometheus are for a test with credentials."));
}

static gboolean
check_all (const OnbCheckOptions *self, GError **error)
{
  if (!self->all)
    return TRUE;
  if (self->rest != NULL || self->fhir_url != NULL ||
      onb_check_options_is_before_credentials (self))
    return usage_error (error,
                        _ ("--all takes the clinics that are kept, and goes with neither a clinic "
                           "nor --fhir-url, --preflight, or --for-firewall."));

  /* Each clinic has its own. */
  return self->approved_hosts == NULL ||
         usage_error (
             error, _ ("A host is approved for one clinic. Leave out --approve-host with --all."));
}

static gboolean
check_credentials (const OnbCheckOptions *options, GError **error)
{
  gboolean by_url = options->fhir_url != NULL;

  if (onb_check_options_is_before_credentials (options))
    return (options->client_id == NULL && options->secret_file == NULL) ||
           usage_error (error, _ ("--preflight and --for-firewall need no credentials. Leave out "
                                  "--client-id and --secret-file."));
  if (by_url && (options->client_id == NULL || options->secret_file == NULL))
    return usage_error (error, _ ("--fhir-url needs --client-id and --secret-file as well."));
  if (!by_url && (options->client_id != NULL || options->secret_file != NULL))
    return usage_error (error, _ ("--client-id and --secret-file go with --fhir-url."));

  return TRUE;
}

gboolean
onb_check_options_check (OnbCheckOptions *self, GError **error)
{
  gboolean by_url = self->fhir_url != NULL;
  guint n_clinics = self->rest != NULL ? g_strv_length (self->rest) : 0;
  const char *scenario = onb_check_options_get_scenario (self);

  /* First of all: it says how the rest is told. */
  if (!check_format (self, error))
    return FALSE;
  if (n_clinics > 1)
    return usage_error (error, _ ("Name one clinic only."));
  if (by_url && n_clinics > 0)
    return usage_error (error, _ ("Give either a clinic or --fhir-url, not both."));
  if (self->for_firewall &&
      (self->preflight || self->json || self->format_name != NULL || self->practice != NULL))
    return usage_error (error, _ ("--for-firewall goes with a clinic or --fhir-url, or alone."));
  if (!check_all (self, error) || !check_credentials (self, error))
    return FALSE;
  if (!by_url && n_clinics == 0 && !self->all && self->practice == NULL &&
      !onb_check_options_is_before_credentials (self))
    return usage_error (error, _ ("Name a clinic, or give --all, --fhir-url, or --practice."));
  if (self->timeout < 0)
    return usage_error (error, _ ("--timeout needs a number of seconds."));
  if (scenario != NULL && onb_scenario_find (scenario) == NULL)
    return usage_error (error, _ ("There is no such scenario. “practice --list-scenarios” names "
                                  "them."));
  if (scenario != NULL && by_url)
    return usage_error (error,
                        _ ("A scenario is for the built-in simulation, not for --fhir-url."));

  return check_hosts (self->approved_hosts, error);
}

gboolean
onb_check_options_narrow (const OnbCheckOptions *self, OnbCheckPlan *plan, GError **error)
{
  g_auto (GStrv) ids = NULL;
  gboolean chosen[ONB_N_FHIR_VERSIONS] = { FALSE };
  gboolean any = FALSE;

  if (self->versions == NULL)
    return TRUE;

  ids = g_strsplit (self->versions, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      OnbFhirVersion version;

      if (!onb_fhir_version_from_id (g_strstrip (ids[i]), &version))
        return usage_error (error, _ ("--versions takes R4, DSTU2, or both with a comma between."));

      chosen[version] = TRUE;
    }

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      plan->versions[v] = plan->versions[v] && chosen[v];
      any = any || plan->versions[v];
    }

  return any || usage_error (error, _ ("--versions names no FHIR version of this guide."));
}

void
onb_check_options_clear (OnbCheckOptions *self)
{
  g_free (self->format_name);
  g_free (self->practice);
  g_free (self->versions);
  g_free (self->ca_file);
  g_strfreev (self->approved_hosts);
  g_free (self->fhir_url);
  g_free (self->client_id);
  g_free (self->secret_file);
  g_strfreev (self->rest);
}
