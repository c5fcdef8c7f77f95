/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "command/onb-command.h"

#include "command/onb-command-line.h"

void
onb_command_line_keep_open (void)
{
  /* A reader that has gone is an error of the output as any other. */
  signal (SIGPIPE, SIG_IGN);

  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
    if (fcntl (stream, F_GETFD) < 0 && errno == EBADF)
      {
        /* The lowest free number is this one. Reading what can only be written fails, and the other
         * way round. */
        int opened = open ("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);

        if (opened >= 0 && opened != stream)
          close (opened);
      }
}

static gboolean
write_out (const char *text, gsize length, GError **error)
{
  int code;

  if (fwrite (text, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;

  code = errno;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               /* Translators: the system's reason, "No space left on device" for instance. */
               _ ("Could not write the output: %s"), g_strerror (code));
  return FALSE;
}

gboolean
onb_command_line_print_bytes (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return write_out (text, strlen (text), error);
}

gboolean
onb_command_line_print (const char *text, GError **error)
{
  g_autofree char *converted = NULL;
  const char *charset;
  gsize length;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_get_charset (&charset))
    converted = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, &length, NULL);

  return converted != NULL ? write_out (converted, length, error)
                           : write_out (text, strlen (text), error);
}

gboolean
onb_command_line_print_json (JsonNode *node, gboolean pretty, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *lines = NULL;

  g_return_val_if_fail (node != NULL, FALSE);

  text = json_to_string (node, pretty);
  lines = g_strconcat (text, "\n", NULL);
  return onb_command_line_print_bytes (lines, error);
}

/* Our own sentences isolate what they quote, so that isolates are ours as well. */
static gboolean
turns_the_direction (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e) ||
         c == 0x2067;
}

char *
onb_command_line_clean (const char *words)
{
  g_autofree char *valid = NULL;
  GString *clean;

  g_return_val_if_fail (words != NULL, NULL);

  valid = g_utf8_make_valid (words, -1);
  clean = g_string_new (NULL);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (clean, g_unichar_iscntrl (c) || turns_the_direction (c) ? '?' : c);
    }

  return g_string_free (clean, FALSE);
}

void
onb_command_line_complain (const char *command, const GError *error)
{
  onb_command_line_remark (command, error->message);
}

void
onb_command_line_remark (const char *command, const char *words)
{
  g_autofree char *clean = onb_command_line_clean (words);

  g_printerr ("leyr-onboarding %s: %s\n", command, clean);
}

char *
onb_command_line_get_text (const char *word, GError **error)
{
  char *text;

  g_return_val_if_fail (word != NULL, NULL);

  /* UTF-8 is UTF-8 also where cron and systemd set no locale. */
  text = g_utf8_validate (word, -1, NULL) ? g_strdup (word)
                                          : g_locale_to_utf8 (word, -1, NULL, NULL, NULL);
  if (text == NULL)
    {
      g_autofree char *shown = g_filename_display_name (word);

      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   /* Translators: an argument of the command line. */
                   _ ("“%s” is neither UTF-8 nor in the character encoding of the locale."), shown);
    }

  return text;
}

gboolean
onb_command_line_read_authorities (const char *name, GTlsDatabase **authorities, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) reason = NULL;
  const char *path;

  g_return_val_if_fail (authorities != NULL, FALSE);

  *authorities = NULL;
  if (name == NULL)
    return TRUE;

  file = g_file_new_for_commandline_arg (name);
  path = g_file_peek_path (file);
  if (path != NULL)
    *authorities = g_tls_file_database_new (path, &reason);
  if (*authorities != NULL)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("Could not read the certificate authorities: %s"),
               reason != NULL ? reason->message : name);
  return FALSE;
}

OnbGuideLibrary *
onb_command_line_load_guides (const char *command)
{
  OnbGuideLibrary *library = onb_guide_library_new (NULL);
  const char *const *losses = onb_guide_library_get_losses (library);

  g_return_val_if_fail (command != NULL, library);

  for (guint i = 0; losses[i] != NULL; i++)
    {
      g_auto (GStrv) paragraphs = g_strsplit (losses[i], "\n\n", -1);

      for (guint j = 0; paragraphs[j] != NULL; j++)
        onb_command_line_remark (command, paragraphs[j]);
    }

  return library;
}

OnbGuide *
onb_command_line_find_guide (OnbGuideLibrary *library, const char *id, GError **error)
{
  OnbGuide *guide = onb_guide_library_find (library, id);

  if (guide == NULL)
    /* Translators: the id of a guide. */
    g_set_error (
        error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_NOT_FOUND,
        _ ("The guide “%s” is not on this computer. Open its file in the Leyr Onboarding window."),
        id);
  return guide;
}

static int
print_and_end (const char *command, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (onb_command_line_print (text, &error))
    return ONB_EXIT_READY;

  onb_command_line_complain (command, error);
  return ONB_EXIT_UNTESTED;
}

gboolean
onb_command_line_parse (const OnbCommandLine *self, char ***words, int *status)
{
  g_autofree char *usage = g_strconcat ("leyr-onboarding ", self->name, NULL);
  gboolean help = FALSE, version = FALSE;
  const GOptionEntry common[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Show help"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Show the version"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (self->parameters);
  g_autoptr (GError) error = NULL;

  /* GOption's own help prints and exits by itself, and does not notice that nobody hears it. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, self->summary);
  g_option_context_add_main_entries (context, self->entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  g_set_prgname (usage);

  if (!g_option_context_parse_strv (context, words, &error))
    {
      if (self->refuse != NULL)
        {
          *status = self->refuse (error);
          return FALSE;
        }

      onb_command_line_complain (self->name, error);
      *status = ONB_EXIT_USAGE;
      return FALSE;
    }

  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      *status = print_and_end (self->name, text);
      return FALSE;
    }

  if (version)
    {
      *status = print_and_end (self->name, "leyr-onboarding " ONB_VERSION "\n");
      return FALSE;
    }

  return TRUE;
}
