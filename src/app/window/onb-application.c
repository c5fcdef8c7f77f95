/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/window/onb-help-dialog.h"
#include "app/window/onb-shortcuts.h"
#include "app/window/onb-watcher.h"
#include "app/window/onb-window.h"
#include "clinic/onb-clinic-store.h"
#include "desktop/onb-autostart.h"
#include "guide/onb-bidi.h"
#include "guide/onb-guide-library.h"
#include "practice/onb-practice.h"

#include "app/window/onb-application.h"

/* The option, without its dashes. */
#define BACKGROUND (&ONB_AUTOSTART_OPTION[2])

struct _OnbApplication
{
  AdwApplication parent_instance;

  gboolean is_practice;
  OnbGuideLibrary *library;
  OnbClinicStore *store;
  OnbPractice *practice;
  OnbWatcher *watcher;
};

G_DEFINE_FINAL_TYPE (OnbApplication, onb_application, ADW_TYPE_APPLICATION)

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_dialog (GTK_WIDGET (gtk_application_get_active_window (data)), "application-name",
                         "Leyr Onboarding", "application-icon", ONB_APPLICATION_ID, "version",
                         ONB_VERSION, "developer-name", _ ("The Leyr Onboarding authors"),
                         "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Connects a clinic’s EHR to Leyr and tests the connection."), NULL);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);

  if (window != NULL)
    gtk_window_close (window);
  else
    g_application_quit (data);
}

/* A second program beside this one, with clinics and settings of its own. The desktop's entry for it
 * comes here as well, over D-Bus. */
static void
practise_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (display);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *quoted = g_shell_quote (program != NULL ? program : "leyr-onboarding");
  g_autofree char *command = g_strconcat (quoted, " --practice", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAppInfo) info =
      g_app_info_create_from_commandline (command, "Leyr Onboarding",
                                          G_APP_INFO_CREATE_SUPPORTS_STARTUP_NOTIFICATION, &error);

  if (info != NULL && g_app_info_launch (info, NULL, G_APP_LAUNCH_CONTEXT (context), &error))
    return;

  if (window != NULL)
    {
      /* Translators: the reason. */
      g_autofree char *message =
          onb_bidi_format (_ ("Could not start demo mode: %s"), error->message);

      onb_window_toast (ONB_WINDOW (window), message);
    }
  else
    {
      g_printerr ("leyr-onboarding: %s\n", error->message);
    }
}

static void
on_watcher_told (OnbWatcher *watcher, const char *message, OnbApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    onb_window_toast (ONB_WINDOW (window), message);
  else
    g_printerr ("leyr-onboarding: %s\n", message);
}

/* Of the files that could not be read. */
static void
tell_problems (OnbApplication *self, GtkWindow *window)
{
  g_autofree char *clinics =
      g_strjoinv ("\n\n", (char **) onb_clinic_store_get_problems (self->store));
  g_autofree char *guides =
      g_strjoinv ("\n\n", (char **) onb_guide_library_get_problems (self->library));
  g_autofree char *text = g_strjoin ("\n\n", clinics, guides, NULL);
  AdwDialog *dialog;

  g_strstrip (text);
  if (text[0] == '\0')
    return;

  dialog = adw_alert_dialog_new (_ ("Some Data Could Not Be Read"), text);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("Close"));
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

/* Of a window's clinics, once they are there. */
static void
on_loaded (OnbApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL || onb_clinic_store_is_loading (self->store))
    return;

  onb_watcher_verify (self->watcher);
  tell_problems (self, window);
}

static gboolean
load (OnbApplication *self, GError **error)
{
  if (self->store != NULL)
    return TRUE;

  if (self->is_practice)
    {
      self->practice = onb_practice_new (onb_scenario_find (ONB_SCENARIO_WORKS));
      if (!onb_practice_start (self->practice, 0, NULL, error))
        return FALSE;
    }

  self->library = onb_guide_library_new (NULL);
  self->store = onb_clinic_store_new (self->is_practice);
  g_signal_connect_object (self->store, "notify::loading", G_CALLBACK (on_loaded), self,
                           G_CONNECT_SWAPPED);
  onb_clinic_store_begin_load (self->store, FALSE);
  onb_clinic_store_follow (self->store);
  self->watcher =
      onb_watcher_new (G_APPLICATION (self), self->store, self->library, self->practice);
  g_signal_connect_object (self->watcher, "told", G_CALLBACK (on_watcher_told), self, 0);
  return TRUE;
}

/* Where clinics are tested daily, the program goes on without its window. */
static void
on_window_destroyed (OnbApplication *self)
{
  onb_clinic_store_wait (self->store);
  if (!onb_watcher_stays (self->watcher))
    g_application_quit (G_APPLICATION (self));
}

/* The program's window, with all that it needs; %NULL where something is missing, and it was said. */
static OnbWindow *
ensure_window (OnbApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GError) error = NULL;

  if (window != NULL)
    return ONB_WINDOW (window);

  if (!load (self, &error))
    {
      g_printerr ("leyr-onboarding: %s\n", error->message);
      return NULL;
    }

  window = GTK_WINDOW (onb_window_new (GTK_APPLICATION (self), self->library, self->store,
                                       self->watcher, self->practice));
  /* Also where one of its dialogs is still open. */
  g_signal_connect_object (window, "destroy", G_CALLBACK (on_window_destroyed), self,
                           G_CONNECT_SWAPPED);
  if (onb_clinic_store_is_loading (self->store))
    onb_clinic_store_wait_for_few (self->store);
  else
    on_loaded (self);
  return ONB_WINDOW (window);
}

static void
step_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OnbWindow *window = ensure_window (data);

  if (window == NULL)
    return;
  onb_window_open_step (window, g_variant_get_int32 (parameter));
  gtk_window_present (GTK_WINDOW (window));
}

/* Where a notification leads. */
static void
open_clinic_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OnbWindow *window = ensure_window (data);
  OnbClinic *clinic;

  if (window == NULL)
    return;

  clinic =
      onb_clinic_store_get (ONB_APPLICATION (data)->store, g_variant_get_string (parameter, NULL));
  if (clinic != NULL)
    onb_window_open_test (window, clinic);
  gtk_window_present (GTK_WINDOW (window));
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OnbWindow *window = ensure_window (data);
  AdwDialog *visible;

  if (window == NULL)
    return;

  visible = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  if (!ONB_IS_HELP_DIALOG (visible))
    adw_dialog_present (onb_help_dialog_new (), GTK_WIDGET (window));
  gtk_window_present (GTK_WINDOW (window));
}

/* What leads into the guide from a chat or a mail: leyr-onboarding:step/8. A desktop, a browser or a
 * chat may put slashes after the colon, or one at the end. */
#define LINK_SCHEME "leyr-onboarding:"
#define LINK_STEP "step/"

static gboolean
parse_link (const char *link, guint64 *number)
{
  const char *rest = link + strlen (LINK_SCHEME);
  g_autofree char *digits = NULL;

  while (*rest == '/')
    rest++;
  if (!g_str_has_prefix (rest, LINK_STEP))
    return FALSE;

  digits = g_strdup (rest + strlen (LINK_STEP));
  if (g_str_has_suffix (digits, "/"))
    digits[strlen (digits) - 1] = '\0';
  return g_ascii_string_to_unsigned (digits, 10, 1, 999, number, NULL);
}

static void
open_link (OnbWindow *window, const char *link)
{
  guint64 number;

  if (g_str_has_prefix (link, LINK_SCHEME) && parse_link (link, &number))
    onb_window_open_step (window, (int) number);
  else
    onb_window_toast (
        window,
        _ ("This link is not valid. A link to a step looks like “leyr-onboarding:step/8”."));
}

static int
onb_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  OnbApplication *self = ONB_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) rest = NULL;
  OnbWindow *window;
  OnbClinic *clinic = NULL;
  g_autofree char *report = NULL;
  const char *link = NULL;
  int step;

  if (!load (self, &error))
    {
      g_application_command_line_printerr (command_line, "leyr-onboarding: %s\n", error->message);
      return 1;
    }

  /* Started at login: where nothing is tested daily, it ends at once. */
  if (g_variant_dict_contains (options, BACKGROUND))
    {
      onb_clinic_store_wait (self->store);
      return 0;
    }

  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^as", &rest) && rest[0] != NULL)
    {
      if (g_str_has_prefix (rest[0], LINK_SCHEME))
        link = rest[0];
      else
        clinic = onb_clinic_store_find (self->store, rest[0], &error);
      if (link == NULL && clinic == NULL)
        {
          g_application_command_line_printerr (command_line, "leyr-onboarding: %s\n",
                                               error->message);
          return 2;
        }
    }

  window = ensure_window (self);
  if (clinic != NULL)
    onb_window_open_clinic (window, clinic);
  if (g_variant_dict_lookup (options, "step", "i", &step))
    onb_window_open_step (window, step);
  if (link != NULL)
    open_link (window, link);
  if (g_variant_dict_lookup (options, "report", "^ay", &report))
    {
      g_autoptr (GFile) file =
          g_application_command_line_create_file_for_arg (command_line, report);

      onb_window_open_file (window, file);
    }
  gtk_window_present (GTK_WINDOW (window));
  return 0;
}

/* The desktop starts the program over D-Bus, without a command line: plainly, or with links. */
static void
onb_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  OnbWindow *window = ensure_window (ONB_APPLICATION (application));

  if (window == NULL)
    return;
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *link = g_file_get_uri (files[i]);

      if (g_file_is_native (files[i]))
        onb_window_open_file (window, files[i]);
      else
        open_link (window, link);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
onb_application_activate (GApplication *application)
{
  onb_application_open (application, NULL, 0, "");
}

static void
onb_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "about", about_action },
    { "help", help_action },
    { "quit", quit_action },
    { "step", step_action, "i" },
    { "open-clinic", open_clinic_action, "s" },
  };

  /* GTK itself would end the program with a word or two. */
  if (!gtk_init_check ())
    {
      g_printerr ("leyr-onboarding: %s\n",
                  _ ("There is no display. Start Leyr Onboarding in a desktop session, or log in "
                     "with “ssh -X”. To test a connection without a display, use “leyr-onboarding "
                     "check”. For help, run “leyr-onboarding check --help”."));
      exit (EXIT_FAILURE);
    }

  G_APPLICATION_CLASS (onb_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  if (!ONB_APPLICATION (application)->is_practice)
    {
      static const GActionEntry practise[] = { { "practise", practise_action } };

      g_action_map_add_action_entries (G_ACTION_MAP (application), practise,
                                       G_N_ELEMENTS (practise), application);
    }
  onb_shortcuts_install (GTK_APPLICATION (application));
}

static void
onb_application_shutdown (GApplication *application)
{
  OnbApplication *self = ONB_APPLICATION (application);

  if (self->watcher != NULL)
    onb_watcher_close (self->watcher);
  if (self->store != NULL)
    onb_clinic_store_flush (self->store);
  g_clear_object (&self->watcher);
  g_clear_object (&self->store);
  g_clear_object (&self->practice);
  g_clear_object (&self->library);

  G_APPLICATION_CLASS (onb_application_parent_class)->shutdown (application);
}

static void
onb_application_class_init (OnbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = onb_application_startup;
  application_class->activate = onb_application_activate;
  application_class->open = onb_application_open;
  application_class->command_line = onb_application_command_line;
  application_class->shutdown = onb_application_shutdown;
}

static void
onb_application_init (OnbApplication *self)
{
}

OnbApplication *
onb_application_new (gboolean practice)
{
  const GOptionEntry entries[] = {
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Start in demo mode, with a simulated Millennium on this computer"), NULL },
    { "step", 0, 0, G_OPTION_ARG_INT, NULL, N_ ("Open the guide at this step"), N_ ("NUMBER") },
    { BACKGROUND, 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Open no window, and stay as long as clinics are tested daily"), NULL },
    { "report", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_ ("[CLINIC]") },
    { NULL },
  };
  OnbApplication *self =
      g_object_new (ONB_TYPE_APPLICATION, "application-id",
                    practice ? ONB_APPLICATION_ID ".Practice" : ONB_APPLICATION_ID, "flags",
                    G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                    "resource-base-path", "/io/leyr/Onboarding", NULL);

  self->is_practice = practice;
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  g_application_set_option_context_summary (
      G_APPLICATION (self), _ ("Commands:\n"
                               "  check     Test a clinic’s connection from the command line\n"
                               "  daily     Test the clinics that have Test Daily turned on\n"
                               "  report    Show a support report\n"
                               "  guide     Check guide files\n"
                               "  practice  Run the simulated Millennium server\n\n"
                               "For the options of a command, add --help."));
  return self;
}
