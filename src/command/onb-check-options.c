/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "command/onb-command-line.h"
#include "command/onb-command.h"
#include "practice/onb-scenario.h"
#include "wire/onb-host.h"

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
          usage_error (error,
                       _ ("--practice= needs a scenario. Without a scenario, use --practice."));
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

/* Whether the plugin’s words are wanted, however wrong the rest of what is wanted is. */
static gboolean
wants_nagios (char **words)
{
  for (guint i = 0; words[i] != NULL && strcmp (words[i], "--") != 0; i++)
    if (strcmp (words[i], "--format=nagios") == 0 ||
        (strcmp (words[i], "--format") == 0 && words[i + 1] != NULL &&
         strcmp (words[i + 1], "nagios") == 0))
      return TRUE;

  return FALSE;
}

/* The status of wrong usage is that of a clinic that does not work, to whoever reads a plugin. */
static int
refuse_as_plugin (const GError *error)
{
  g_autofree char *clean = onb_command_line_clean (error->message);
  g_autofree char *text = onb_check_format_error_to_nagios (clean);

  onb_command_line_print (text, NULL);
  return ONB_NAGIOS_UNKNOWN;
}

gboolean
onb_check_options_parse (OnbCheckOptions *self, char **arguments, int *status)
{
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &self->all,
      N_ ("Test all clinics at the same time; prints one line for each"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json,
      N_ ("Print the result as JSON; with --all, one line for each clinic"), NULL },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &self->format_name,
      N_ ("Output format: text, json, nagios (output and exit status of a monitoring plugin), or "
          "prometheus (for a textfile collector)"),
      N_ ("FORMAT") },
    { "preflight", 0, 0, G_OPTION_ARG_NONE, &self->preflight,
      N_ ("Check only the network, without sending credentials; without a clinic, only the hosts "
          "that every clinic needs"),
      NULL },
    { "for-firewall", 0, 0, G_OPTION_ARG_NONE, &self->for_firewall,
      N_ ("Print what the network administrator must allow; tests nothing"), NULL },
    { "practice", 0, 0, G_OPTION_ARG_FILENAME, &self->practice,
      N_ ("Test against the built-in simulated Millennium (demo mode; also --demo); without "
          "SCENARIO, everything works"),
      N_ ("SCENARIO") },
    { "fhir-url", 0, 0, G_OPTION_ARG_FILENAME, &self->fhir_url, N_ ("FHIR URL of either version"),
      "URL" },
    { "client-id", 0, 0, G_OPTION_ARG_FILENAME, &self->client_id, N_ ("Client ID"), "ID" },
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &self->secret_file,
      N_ ("File with the Client Secret; - reads standard input, or prompts on a terminal"),
      N_ ("FILE") },
    { "medical-notes", 0, 0, G_OPTION_ARG_NONE, &self->medical_notes,
      N_ ("Also test the scopes for Medical Notes"), NULL },
    { "option", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->guide_options,
      N_ ("Also test the scopes for this option of the guide"), N_ ("OPTION") },
    { "guide", 0, 0, G_OPTION_ARG_FILENAME, &self->guide,
      N_ ("Guide to use when no clinic is specified"), N_ ("ID") },
    { "versions", 0, 0, G_OPTION_ARG_FILENAME, &self->versions,
      N_ ("FHIR versions to test (default: R4,DSTU2)"), N_ ("LIST") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file,
      N_ ("Additional certificate authorities, in PEM format"), N_ ("FILE") },
    { "approve-host", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->approved_hosts,
      N_ ("Also allow sending the Client Secret to this host"), N_ ("HOST") },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &self->timeout,
      N_ ("Time limit for a whole test (default: 0, no limit)"), N_ ("SECONDS") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->rest, NULL, N_ ("[CLINIC]") },
    { NULL },
  };
  const OnbCommandLine line = {
    .name = "check",
    .summary = _ ("Tests a clinic’s connection to its EHR and shows which scopes and FHIR "
                  "versions work.\nExit status: 0 ready, 1 not ready, 2 usage error, 3 test not "
                  "completed, 130 interrupted; with --all, the highest of all clinics.\nWith "
                  "--format nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.\nWith --preflight: 0 "
                  "no network issues found, 1 issues found, 3 not checked completely."),
    .entries = entries,
    .refuse = wants_nagios (arguments) ? refuse_as_plugin : NULL,
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = settle_practice (arguments, &error);

  if (words == NULL)
    {
      if (line.refuse == NULL)
        onb_command_line_complain ("check", error);
      *status = line.refuse != NULL ? line.refuse (error) : (int) ONB_EXIT_USAGE;
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
                            _ ("--approve-host takes a host name or IP address, with a port if "
                               "needed, for example token.example.org or [2001:db8::1]:8443"));
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
    return usage_error (error,
                        _ ("--json is the same as --format json. Specify only one of them."));

  if (self->json)
    self->format = ONB_CHECK_FORMAT_JSON;
  else if (self->format_name != NULL &&
           !onb_check_format_from_id (self->format_name, &self->format))
    return usage_error (error, _ ("--format takes text, json, nagios, or prometheus."));

  return !onb_check_options_is_before_credentials (self) || self->format <= ONB_CHECK_FORMAT_JSON ||
         usage_error (error, _ ("--format nagios and --format prometheus can only be used for a "
                                "test with credentials."));
}

static gboolean
check_all (const OnbCheckOptions *self, GError **error)
{
  if (!self->all)
    return TRUE;
  if (self->rest != NULL || self->fhir_url != NULL ||
      onb_check_options_is_before_credentials (self))
    return usage_error (error, _ ("--all tests all saved clinics. It cannot be used with a clinic, "
                                  "--fhir-url, --preflight, or --for-firewall."));

  /* Each clinic has its own. */
  return self->approved_hosts == NULL ||
         usage_error (error, _ ("A host is approved for a single clinic. --approve-host cannot be "
                                "used with --all."));
}

static gboolean
check_credentials (const OnbCheckOptions *options, GError **error)
{
  gboolean by_url = options->fhir_url != NULL;

  if (onb_check_options_is_before_credentials (options))
    return (options->client_id == NULL && options->secret_file == NULL) ||
           usage_error (error, _ ("--preflight and --for-firewall need no credentials. They cannot "
                                  "be used with --client-id or --secret-file."));
  if (by_url && (options->client_id == NULL || options->secret_file == NULL))
    return usage_error (error, _ ("--fhir-url also needs --client-id and --secret-file."));
  if (!by_url && (options->client_id != NULL || options->secret_file != NULL))
    return usage_error (error,
                        _ ("--client-id and --secret-file can only be used with --fhir-url."));

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
    return usage_error (error, _ ("Specify only one clinic."));
  if (by_url && n_clinics > 0)
    return usage_error (error, _ ("Specify either a clinic or --fhir-url, not both."));
  if (self->for_firewall &&
      (self->preflight || self->json || self->format_name != NULL || self->practice != NULL))
    return usage_error (
        error, _ ("--for-firewall can only be used with a clinic or --fhir-url, or alone."));
  if (!check_all (self, error) || !check_credentials (self, error))
    return FALSE;
  if (!by_url && n_clinics == 0 && !self->all && self->practice == NULL &&
      !onb_check_options_is_before_credentials (self))
    return usage_error (error, _ ("Specify a clinic, --all, --fhir-url, or --practice."));
  if (self->timeout < 0)
    return usage_error (error,
                        _ ("--timeout needs a positive number of seconds, or 0 for no limit."));
  if (scenario != NULL && onb_scenario_find (scenario) == NULL)
    return usage_error (error, _ ("Unknown scenario. To list all scenarios, run “leyr-onboarding "
                                  "practice --list-scenarios”."));
  if (scenario != NULL && by_url)
    return usage_error (
        error,
        _ ("A scenario can only be used with the built-in simulation, not with --fhir-url."));

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
        return usage_error (error,
                            _ ("--versions takes R4, DSTU2, or both, separated by a comma."));

      chosen[version] = TRUE;
    }

  for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
    {
      plan->versions[v] = plan->versions[v] && chosen[v];
      any = any || plan->versions[v];
    }

  return any ||
         usage_error (error, _ ("--versions contains no FHIR version that this guide uses."));
}

void
onb_check_options_clear (OnbCheckOptions *self)
{
  g_free (self->format_name);
  g_free (self->practice);
  g_strfreev (self->guide_options);
  g_free (self->guide);
  g_free (self->versions);
  g_free (self->ca_file);
  g_strfreev (self->approved_hosts);
  g_free (self->fhir_url);
  g_free (self->client_id);
  g_free (self->secret_file);
  g_strfreev (self->rest);
}
