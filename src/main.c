/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "command/onb-command.h"
#include "keyring/onb-keyring.h"

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
    practice = practice || strcmp (argv[i], "--practice") == 0;

  application = onb_application_new (practice);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
#else
static int
run_window (int argc, char **argv)
{
  g_printerr ("%s\n", _ ("This build of the program has no window, only “check” and “practice”."));
  return ONB_EXIT_USAGE;
}
#endif

int
main (int argc, char **argv)
{

  onb_keyring_harden_process ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ONB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc > 1 && strcmp (argv[1], "check") == 0)
    return onb_command_check (argc - 1, argv + 1);
  if (argc > 1 && strcmp (argv[1], "practice") == 0)
    return onb_command_practice (argc - 1, argv + 1);
  if (argc > 1 && strcmp (argv[1], "guide") == 0)
    return onb_command_guide (argc - 1, argv + 1);

  return run_window (argc, argv);
}
