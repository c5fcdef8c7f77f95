/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "command/onb-command-line.h"
#include "command/onb-command.h"
#include "keyring/onb-keyring.h"

#define PRACTICE_OPTION "--practice"
#define DEMO_OPTION "--demo"

static int
print (const char *text)
{
  g_autoptr (GError) error = NULL;

  if (onb_command_line_print (text, &error))
    return ONB_EXIT_READY;

  g_printerr ("leyr-onboarding: %s\n", error->message);
  return ONB_EXIT_UNTESTED;
}

#ifdef ONB_WITH_WINDOW
#include "app/window/onb-application.h"

static int
run_window (int argc, char **argv)
{
  g_autoptr (OnbApplication) application = NULL;
  gboolean practice = FALSE;

  /* Practice is a program of its own to the desktop, so that it never joins one that is open for a
   * real clinic. */
  for (int i = 1; i < argc; i++)
    practice = practice || strcmp (argv[i], PRACTICE_OPTION) == 0;

  application = onb_application_new (practice);
  return g_application_run (G_APPLICATION (application), argc, argv);
}

/* In the window that is open for real clinics, where there is one. */
static int
show_report (const char *path)
{
  char *argv[] = { (char *) "leyr-onboarding", (char *) "--report", (char *) path, NULL };

  return run_window (3, argv);
}
#else
#define show_report NULL

static int
run_window (int argc, char **argv)
{
  const char *words = _ ("This build has no window, only the commands “leyr-onboarding check”, "
                         "“daily”, “practice”, “guide”, and “report”. For help, add --help to a "
                         "command.");
  g_autofree char *text = g_strconcat (words, "\n", NULL);

  if (argc > 1 && strcmp (argv[1], "--help") == 0)
    return print (text);

  g_printerr ("%s", text);
  return ONB_EXIT_USAGE;
}
#endif

static int
report (char **arguments)
{
  return onb_command_report (arguments, show_report);
}

/* The window says demo mode, and so may whoever types it: for every command. */
static void
rename_demo (char **argv)
{
  for (guint i = 1; argv[i] != NULL && strcmp (argv[i], "--") != 0; i++)
    {
      const char *rest =
          g_str_has_prefix (argv[i], DEMO_OPTION) ? argv[i] + strlen (DEMO_OPTION) : NULL;

      if (rest != NULL && (rest[0] == '\0' || rest[0] == '='))
        argv[i] = g_strconcat (PRACTICE_OPTION, rest, NULL);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    int (*run) (char **arguments);
  } commands[] = {
    { "check", onb_command_check },
    { "daily", onb_command_daily },
    { "practice", onb_command_practice },
    { "guide", onb_command_guide },
    { "report", report },
  };

  onb_command_line_keep_open ();
  onb_keyring_harden_process ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ONB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc > 1)
    rename_demo (argv);
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return commands[i].run (argv + 1);
  if (argc > 1 && strcmp (argv[1], "--version") == 0)
    return print ("leyr-onboarding " ONB_VERSION "\n");

  return run_window (argc, argv);
}
