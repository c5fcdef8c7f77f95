/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "clinic/onb-user-file.h"
#include "desktop/onb-portal.h"

#include "desktop/onb-autostart.h"

#define PORTAL_BACKGROUND "org.freedesktop.portal.Background"
#define GROUP G_KEY_FILE_DESKTOP_GROUP
/* Other than the specification's, this is what GNOME's own settings switch. */
#define KEY_ENABLED "X-GNOME-Autostart-enabled"
/* How the program is started where its own path alone would not do it: words of an Exec line. */
#define LAUNCHER "ONB_AUTOSTART_EXEC"

typedef enum
{
  CHECK,
  SWITCH_ON,
  SWITCH_OFF,
} Deed;

static char *
get_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", ONB_APPLICATION_ID ".desktop",
                           NULL);
}

/* As the Desktop Entry Specification wants a word of an Exec line. */
static char *
quote (const char *word)
{
  g_autoptr (GString) quoted = g_string_new ("\"");

  for (const char *c = word; *c != '\0'; c++)
    {
      if (strchr ("\"`$\\", *c) != NULL)
        g_string_append_c (quoted, '\\');
      if (*c == '%')
        g_string_append_c (quoted, '%');
      g_string_append_c (quoted, *c);
    }
  g_string_append_c (quoted, '"');
  return g_strdup (quoted->str);
}

static gboolean
write_entry (GError **error)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autofree char *path = get_path ();
  g_autofree char *program = g_file_read_link ("/proc/self/exe", error);
  g_autofree char *own = program != NULL ? quote (program) : NULL;
  const char *launcher = g_getenv (LAUNCHER);
  g_autofree char *command = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (program == NULL)
    return FALSE;

  command = g_strconcat (launcher != NULL ? launcher : own, " " ONB_AUTOSTART_OPTION, NULL);
  g_key_file_set_string (entry, GROUP, "Type", "Application");
  g_key_file_set_string (entry, GROUP, "Name", "Leyr Onboarding");
  g_key_file_set_string (entry, GROUP, "Icon", ONB_APPLICATION_ID);
  g_key_file_set_string (entry, GROUP, "TryExec", program);
  g_key_file_set_string (entry, GROUP, "Exec", command);
  text = g_key_file_to_data (entry, &length, NULL);
  return onb_user_file_write (path, text, length, error);
}

static gboolean
remove_entry (GError **error)
{
  g_autofree char *path = get_path ();

  if (g_unlink (path) == 0 || errno == ENOENT || errno == ENOTDIR)
    return TRUE;

  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

/* Whether the desktop would start it: the user may have switched it off elsewhere, or the program may have
 * been moved. */
static gboolean
entry_counts (void)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autofree char *path = get_path ();
  g_autofree char *program = NULL;
  g_autofree char *command = NULL;

  if (!g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, NULL))
    return FALSE;

  program = g_key_file_get_string (entry, GROUP, "TryExec", NULL);
  command = g_key_file_get_string (entry, GROUP, "Exec", NULL);
  return program != NULL && g_file_test (program, G_FILE_TEST_IS_EXECUTABLE) && command != NULL &&
         g_str_has_suffix (command, " " ONB_AUTOSTART_OPTION) &&
         !g_key_file_get_boolean (entry, GROUP, "Hidden", NULL) &&
         (!g_key_file_has_key (entry, GROUP, KEY_ENABLED, NULL) ||
          g_key_file_get_boolean (entry, GROUP, KEY_ENABLED, NULL));
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Deed deed = (Deed) GPOINTER_TO_INT (data);
  g_autoptr (GError) reason = NULL;

  if (deed == SWITCH_ON)
    write_entry (&reason);
  else if (deed == SWITCH_OFF)
    remove_entry (&reason);

  if (reason != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             deed == SWITCH_ON
                                 /* Translators: the reason. */
                                 ? _ ("Could not make Leyr Onboarding start at login: %s")
                                 /* Translators: the reason. */
                                 : _ ("Could not stop Leyr Onboarding from starting at login: %s"),
                             reason->message);
  else
    g_task_return_boolean (task, entry_counts ());
}

static void
on_portal_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Deed deed = (Deed) GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autoptr (GError) reason = NULL;
  g_autoptr (GVariant) answer = onb_portal_request_finish (result, &reason);
  gboolean starts = FALSE;

  if (answer != NULL)
    {
      g_variant_lookup (answer, "autostart", "b", &starts);
      g_task_return_boolean (task, starts);
    }
  /* Who does not allow it does not want it. */
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_boolean (task, FALSE);
  else
    g_task_return_new_error (
        task, G_IO_ERROR, G_IO_ERROR_FAILED,
        deed == SWITCH_OFF
            /* Translators: the reason. */
            ? _ ("Could not ask the desktop to stop starting Leyr Onboarding at login: %s")
            /* Translators: the reason. */
            : _ ("Could not ask the desktop to start Leyr Onboarding at login: %s"),
        reason->message);
}

static void
begin (Deed deed, const char *reason, GTask *task)
{
  static const char *const command[] = { "leyr-onboarding", ONB_AUTOSTART_OPTION, NULL };
  GVariantDict *options;

  g_task_set_task_data (task, GINT_TO_POINTER (deed), NULL);
  if (!onb_portal_is_the_way ())
    {
      g_task_run_in_thread (task, run_in_thread);
      g_object_unref (task);
      return;
    }

  options = g_variant_dict_new (NULL);
  g_variant_dict_insert (options, "reason", "s", reason);
  g_variant_dict_insert (options, "autostart", "b", deed != SWITCH_OFF);
  g_variant_dict_insert (options, "commandline", "^as", command);
  onb_portal_request_async (PORTAL_BACKGROUND, "RequestBackground", options, NULL,
                            on_portal_answered, task);
}

void
onb_autostart_set_async (gboolean wanted,
                         const char *reason,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (reason != NULL);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, onb_autostart_set_async);
  begin (wanted ? SWITCH_ON : SWITCH_OFF, reason, task);
}

gboolean
onb_autostart_set_finish (GAsyncResult *result, GError **error)
{
  Deed deed;
  GError *reason = NULL;
  gboolean starts;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  deed = (Deed) GPOINTER_TO_INT (g_task_get_task_data (G_TASK (result)));
  starts = g_task_propagate_boolean (G_TASK (result), &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }

  if (starts == (deed == SWITCH_ON))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                       starts ? _ ("The desktop still starts Leyr Onboarding at login.")
                              : _ ("The desktop does not allow Leyr Onboarding to start at login. "
                                   "Allow this in the desktop’s settings for apps."));
  return FALSE;
}

void
onb_autostart_check_async (const char *reason, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (reason != NULL);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, onb_autostart_check_async);
  begin (CHECK, reason, task);
}

gboolean
onb_autostart_check_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
