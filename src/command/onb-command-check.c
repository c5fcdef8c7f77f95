/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "check/onb-check-report.h"
#include "check/onb-check.h"
#include "clinic/onb-clinic-store.h"
#include "guide/onb-guide.h"
#include "keyring/onb-keyring.h"
#include "practice/onb-practice.h"

#include "command/onb-command.h"

#define MAX_SECRET 4096

typedef struct
{
  gboolean json;
  gboolean practice;
  char *scenario;
  gboolean medical_notes;
  char *versions;
  char *ca_file;
  char **approved_hosts;
  int timeout;
  char *fhir_url;
  char *client_id;
  char *secret_file;
  char **rest;
} Options;

typedef struct
{
  Options options;

  OnbGuide *guide;
  OnbPractice *practice;
  char *clinic_id;
  char *clinic_name;
  OnbAddress *address;
  OnbCredentials *credentials;
  OnbCheckPlan *plan;
  GPtrArray *approved_hosts;
  GTlsDatabase *authorities;

  GMainLoop *loop;
  GCancellable *cancellable;
  gboolean interrupted;
  GError *error;
  OnbCheckResult *result;
} Command;

static gboolean
on_practice_option (const char *name, const char *value, gpointer data, GError **error)
{
  Options *options = data;

  options->practice = TRUE;
  g_free (options->scenario);
  options->scenario = g_strdup (value);
  return TRUE;
}

static gboolean
parse (Options *options, int n_arguments, char **arguments, GError **error)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_ ("Print the result as JSON"), NULL },
    { "practice", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, on_practice_option,
      N_ ("Test against the built-in simulated Millennium"), N_ ("SCENARIO") },
    { "fhir-url", 0, 0, G_OPTION_ARG_STRING, &options->fhir_url,
      N_ ("The FHIR base of either version"), "URL" },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &options->client_id, N_ ("The Client ID"), "ID" },
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &options->secret_file,
      N_ ("A file with the Client Secret; - reads it from standard input"), N_ ("FILE") },
    { "medical-notes", 0, 0, G_OPTION_ARG_NONE, &options->medical_notes,
      N_ ("Test the scopes for Medical Notes as well"), NULL },
    { "versions", 0, 0, G_OPTION_ARG_STRING, &options->versions,
      N_ ("FHIR versions to test, R4,DSTU2 by default"), N_ ("LIST") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options->ca_file,
      N_ ("Further certificate authorities, in PEM"), N_ ("FILE") },
    { "approve-host", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->approved_hosts,
      N_ ("The Client Secret may be sent there too"), N_ ("HOST") },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &options->timeout, N_ ("Limit for the whole test"),
      N_ ("SECONDS") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->rest, NULL, N_ ("[CLINIC]") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GOptionGroup) group = g_option_group_new ("check", NULL, NULL, options, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, g_steal_pointer (&group));
  g_option_context_set_summary (
      context, _ ("Tests a clinic’s connection to Millennium, and shows which scopes and FHIR "
                  "versions work.\nExit status: 0 ready, 1 not ready, 2 wrong usage, 3 could not "
                  "be tested, 130 interrupted."));
  return g_option_context_parse (context, &n_arguments, &arguments, error);
}

static gboolean
usage_error (GError **error, const char *message)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, message);
  return FALSE;
}

static gboolean
check_options (const Options *options, GError **error)
{
  gboolean by_url = options->fhir_url != NULL;
  guint n_clinics = options->rest != NULL ? g_strv_length (options->rest) : 0;

  if (n_clinics > 1)
    return usage_error (error, _ ("Name one clinic only."));
  if (by_url && n_clinics > 0)
    return usage_error (error, _ ("Give either a clinic or --fhir-url, not both."));
  if (by_url && (options->client_id == NULL || options->secret_file == NULL))
    return usage_error (error, _ ("--fhir-url needs --client-id and --secret-file as well."));
  if (!by_url && (options->client_id != NULL || options->secret_file != NULL))
    return usage_error (error, _ ("--client-id and --secret-file go with --fhir-url."));
  if (!by_url && n_clinics == 0 && !options->practice)
    return usage_error (error, _ ("Name a clinic, or give --fhir-url, or --practice."));
  if (options->timeout < 0)
    return usage_error (error, _ ("--timeout needs a number of seconds."));
  if (options->scenario != NULL && onb_scenario_find (options->scenario) == NULL)
    return usage_error (error, _ ("There is no such scenario. “practice --list-scenarios” names "
                                  "them."));
  if (options->scenario != NULL && by_url)
    return usage_error (error,
                        _ ("A scenario is for the built-in simulation, not for --fhir-url."));

  return TRUE;
}

static gboolean
choose_versions (OnbCheckPlan *plan, const char *list, GError **error)
{
  g_auto (GStrv) ids = g_strsplit (list, ",", -1);
  gboolean chosen[ONB_N_FHIR_VERSIONS] = { FALSE };
  gboolean any = FALSE;

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

/* Straight into memory that is wiped: no stream keeps a copy in a buffer of its own. */
static SecretValue *
read_secret (const char *name, GError **error)
{
  gboolean from_stdin = strcmp (name, "-") == 0;
  int file = from_stdin ? STDIN_FILENO : open (name, O_RDONLY | O_CLOEXEC);
  char buffer[MAX_SECRET + 1];
  gsize length = 0;
  gssize n_read = 1;
  SecretValue *secret = NULL;

  while (file >= 0 && n_read > 0 && length < sizeof buffer)
    {
      n_read = read (file, buffer + length, sizeof buffer - length);
      if (n_read < 0 && errno == EINTR)
        n_read = 1;
      else if (n_read > 0)
        length += (gsize) n_read;
    }

  if (file < 0 || n_read < 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                   _ ("The file with the secret could not be read: %s"), g_strerror (code));
    }

  if (file >= 0 && !from_stdin)
    close (file);

  if (file >= 0 && n_read >= 0)
    {
      /* The line break that every editor adds at the end of a file is none of the secret. */
      if (length > 0 && buffer[length - 1] == '\n')
        length--;
      if (length > 0 && buffer[length - 1] == '\r')
        length--;

      if (length == 0)
        usage_error (error, _ ("The file with the secret is empty."));
      else if (length > MAX_SECRET || memchr (buffer, '\0', length) != NULL)
        usage_error (error, _ ("The file with the secret holds something else than a secret."));
      else
        secret = secret_value_new (buffer, (gssize) length, "text/plain");
    }

  explicit_bzero (buffer, sizeof buffer);
  return secret;
}

static gboolean
use_url (Command *self, GError **error)
{
  g_autoptr (SecretValue) secret = NULL;

  self->address = onb_address_parse (self->options.fhir_url, error);
  if (self->address == NULL)
    return FALSE;

  secret = read_secret (self->options.secret_file, error);
  if (secret == NULL)
    return FALSE;

  self->credentials = onb_credentials_new_for_value (self->options.client_id, secret);
  return TRUE;
}

static gboolean
use_practice (Command *self, GError **error)
{
  const char *name = self->options.scenario != NULL ? self->options.scenario : ONB_SCENARIO_WORKS;

  self->practice = onb_practice_new (onb_scenario_find (name));
  if (!onb_practice_start (self->practice, 0, NULL, error))
    return FALSE;

  g_clear_pointer (&self->address, onb_address_free);
  self->address = onb_practice_get_address (self->practice);
  if (self->credentials == NULL)
    self->credentials = onb_credentials_new (ONB_PRACTICE_CLIENT_ID, ONB_PRACTICE_CLIENT_SECRET);

  return TRUE;
}

static void
on_credentials_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Command *self = data;

  self->credentials = onb_keyring_lookup_finish (result, &self->error);
  g_main_loop_quit (self->loop);
}

static gboolean
use_clinic (Command *self, GError **error)
{
  g_autoptr (OnbClinicStore) store = onb_clinic_store_new (self->options.practice);
  const char *name = self->options.rest[0];
  const char *const *hosts;
  OnbClinic *clinic;

  onb_clinic_store_load (store, TRUE);
  clinic = onb_clinic_store_find (store, name);
  if (clinic == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("There is no clinic called “%s”."), name);
      return FALSE;
    }

  self->clinic_id = g_strdup (onb_clinic_get_id (clinic));
  self->clinic_name = g_strdup (onb_clinic_get_name (clinic));
  self->options.medical_notes =
      self->options.medical_notes || onb_clinic_get_option (clinic, ONB_OPTION_MEDICAL_NOTES);
  hosts = onb_clinic_get_approved_hosts (clinic);
  for (guint i = 0; hosts[i] != NULL; i++)
    g_ptr_array_add (self->approved_hosts, g_strdup (hosts[i]));

  self->address = onb_clinic_get_address (clinic, error);
  if (self->address == NULL)
    return FALSE;

  onb_keyring_lookup_async (self->clinic_id, self->cancellable, on_credentials_found, self);
  g_main_loop_run (self->loop);

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  if (self->credentials == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _ ("The keyring holds no credentials for “%s”. Enter them in the program."),
                   name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
load_authorities (Command *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (self->options.ca_file);
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) reason = NULL;

  if (path != NULL)
    self->authorities = g_tls_file_database_new (path, &reason);
  if (self->authorities != NULL)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("The certificate authorities could not be read: %s"),
               reason != NULL ? reason->message : self->options.ca_file);
  return FALSE;
}

static gboolean
prepare (Command *self, GError **error)
{
  const char *options[] = { NULL, NULL };

  self->guide = onb_guide_load (ONB_GUIDE_CERNER_MILLENNIUM, error);
  if (self->guide == NULL)
    return FALSE;

  if (self->options.fhir_url != NULL && !use_url (self, error))
    return FALSE;
  if (self->options.rest != NULL && !use_clinic (self, error))
    return FALSE;
  if (self->options.practice && self->options.fhir_url == NULL && !use_practice (self, error))
    return FALSE;

  if (self->options.medical_notes)
    options[0] = ONB_OPTION_MEDICAL_NOTES;
  self->plan = onb_check_plan_new (self->guide, options);
  if (self->options.versions != NULL &&
      !choose_versions (self->plan, self->options.versions, error))
    return FALSE;

  for (guint i = 0; self->options.approved_hosts != NULL && self->options.approved_hosts[i] != NULL;
       i++)
    g_ptr_array_add (self->approved_hosts, g_strdup (self->options.approved_hosts[i]));

  if (self->options.ca_file != NULL && !load_authorities (self, error))
    return FALSE;

  return TRUE;
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
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  Command *self = data;

  self->result = onb_check_run_finish (ONB_CHECK (source), result);
  g_main_loop_quit (self->loop);
}

static void
run (Command *self)
{
  g_autoptr (OnbCheck) check = onb_check_new (self->clinic_name, self->plan, self->address);

  if (self->options.practice)
    onb_check_set_practice (check);
  onb_check_set_authorities (check, self->authorities);
  onb_check_set_time_limit (check, (guint) self->options.timeout);
  for (guint i = 0; i < self->approved_hosts->len; i++)
    onb_check_approve_host (check, g_ptr_array_index (self->approved_hosts, i));

  onb_check_run_async (check, self->credentials, self->cancellable, on_checked, self);
  g_clear_pointer (&self->credentials, onb_credentials_unref);
  g_main_loop_run (self->loop);
}

static void
print_result (Command *self)
{
  g_autofree char *text = NULL;

  if (self->options.json)
    {
      g_autoptr (JsonNode) node = onb_check_result_to_json (self->result);

      text = json_to_string (node, TRUE);
      g_print ("%s\n", text);
    }
  else
    {
      text = onb_check_report_to_text (self->result);
      g_print ("%s", text);
    }
}

static int
exit_status (Command *self)
{
  if (self->interrupted)
    return ONB_EXIT_INTERRUPTED;

  switch (self->result->verdict)
    {
    case ONB_VERDICT_READY:
    case ONB_VERDICT_READY_WITH_WARNINGS:
      return ONB_EXIT_READY;
    case ONB_VERDICT_NOT_READY:
      return ONB_EXIT_NOT_READY;
    case ONB_VERDICT_UNTESTED:
    default:
      return ONB_EXIT_UNTESTED;
    }
}

static int
report_error (Command *self, const GError *error)
{
  g_printerr ("leyr-onboarding check: %s\n", error->message);

  if (self->interrupted)
    return ONB_EXIT_INTERRUPTED;

  return error->domain == G_OPTION_ERROR || error->domain == ONB_ADDRESS_ERROR ||
                 error->domain == G_FILE_ERROR
             ? ONB_EXIT_USAGE
             : ONB_EXIT_UNTESTED;
}

static void
command_clear (Command *self)
{
  g_free (self->options.scenario);
  g_free (self->options.versions);
  g_free (self->options.ca_file);
  g_strfreev (self->options.approved_hosts);
  g_free (self->options.fhir_url);
  g_free (self->options.client_id);
  g_free (self->options.secret_file);
  g_strfreev (self->options.rest);
  g_clear_object (&self->guide);
  g_clear_object (&self->practice);
  g_free (self->clinic_id);
  g_free (self->clinic_name);
  g_clear_pointer (&self->address, onb_address_free);
  g_clear_pointer (&self->credentials, onb_credentials_unref);
  g_clear_pointer (&self->plan, onb_check_plan_unref);
  g_ptr_array_unref (self->approved_hosts);
  g_clear_object (&self->authorities);
  g_main_loop_unref (self->loop);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  g_clear_pointer (&self->result, onb_check_result_unref);
}

int
onb_command_check (int n_arguments, char **arguments)
{
  Command self = { 0 };
  g_autoptr (GError) error = NULL;
  guint interrupt_id, terminate_id;
  int status;

  self.loop = g_main_loop_new (NULL, FALSE);
  self.cancellable = g_cancellable_new ();
  self.approved_hosts = g_ptr_array_new_with_free_func (g_free);
  interrupt_id = g_unix_signal_add (SIGINT, on_interrupted, &self);
  terminate_id = g_unix_signal_add (SIGTERM, on_interrupted, &self);

  if (parse (&self.options, n_arguments, arguments, &error) &&
      check_options (&self.options, &error) && prepare (&self, &error))
    {
      run (&self);
      print_result (&self);
      status = exit_status (&self);
    }
  else
    {
      status = report_error (&self, error);
    }

  g_source_remove (interrupt_id);
  g_source_remove (terminate_id);
  command_clear (&self);
  return status;
}
