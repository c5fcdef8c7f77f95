/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-keyring-failure.h"
#include "app/window/onb-file-dialog.h"
#include "app/window/onb-prompt.h"
#include "app/window/onb-question.h"
#include "clinic/onb-clinic-file.h"
#include "clinic/onb-user-file.h"
#include "guide/onb-bidi.h"
#include "keyring/onb-keyring.h"

#include "app/home/onb-clinic-actions.h"

/* What an action works with, from its question to its end; the action frees it. */
typedef struct
{
  OnbClinicStore *store;
  GtkWidget *owner;
  OnbClinic *clinic;
} Task;

static void
task_free (Task *self)
{
  g_object_unref (self->store);
  g_object_unref (self->owner);
  g_clear_object (&self->clinic);
  g_free (self);
}

static void
free_task (gpointer task, GClosure *closure)
{
  task_free (task);
}

static Task *
task_new (OnbClinicStore *store, GtkWidget *owner, OnbClinic *clinic)
{
  Task *self = g_new0 (Task, 1);

  self->store = g_object_ref (store);
  self->owner = g_object_ref (owner);
  g_set_object (&self->clinic, clinic);
  return self;
}

static void
toast (Task *self, const char *message)
{
  gtk_widget_activate_action (self->owner, "win.toast", "s", message);
}

static void
on_renamed (OnbPrompt *prompt, const char *text, Task *task)
{
  onb_clinic_set_name (task->clinic, text);
}

static void
rename_clinic (Task *task)
{
  AdwDialog *prompt = onb_prompt_new (_ ("Rename Clinic"), _ ("Clinic Name"),
                                      onb_clinic_get_name (task->clinic), _ ("Rename"));

  g_signal_connect_data (prompt, "answered", G_CALLBACK (on_renamed), task, free_task, 0);
  adw_dialog_present (prompt, task->owner);
}

static void
duplicate_clinic (Task *task)
{
  g_autoptr (OnbClinic) copy = onb_clinic_duplicate (task->clinic);
  /* Translators: the name of a clinic that is a copy of another. */
  g_autofree char *name = g_strdup_printf (_ ("%s (copy)"), onb_clinic_get_title (task->clinic));

  onb_clinic_set_name (copy, name);
  onb_clinic_store_add (task->store, copy);
  toast (task, _ ("Clinic duplicated without credentials"));
  task_free (task);
}

static void
export_clinic (Task *task)
{
  g_autoptr (OnbClinic) copy = onb_clinic_duplicate (task->clinic);
  char *text = onb_clinic_to_text (copy);
  g_autoptr (GBytes) contents = g_bytes_new_take (text, strlen (text));
  g_autofree char *name = g_strdup_printf ("%s.json", onb_clinic_get_title (copy));

  g_strdelimit (name, "/", '-');
  onb_file_dialog_save (task->owner, _ ("Export Clinic"), name, contents);
  task_free (task);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  Task *task = data;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbClinic) clinic = NULL;
  g_autofree char *message = NULL;
  gsize length;

  contents = onb_user_file_load_finish (result, &length, &error);
  if (contents != NULL)
    clinic = onb_clinic_import (contents, length, &error);

  if (clinic != NULL)
    {
      onb_clinic_store_add (task->store, clinic);
      /* Translators: the name of a clinic. */
      message = onb_bidi_format (_ ("“%s” imported"), onb_clinic_get_title (clinic));
    }
  else
    {
      /* Translators: the reason. */
      message = onb_bidi_format (_ ("Could not import the file: %s"), error->message);
    }

  toast (task, message);
  task_free (task);
}

static void
on_import_chosen (GFile *file, gpointer data)
{
  Task *task = data;

  onb_user_file_load_async (file, ONB_CLINIC_FILE_MAX, on_loaded,
                            task_new (task->store, task->owner, NULL));
}

static void
import_clinic (Task *task)
{
  onb_file_dialog_open (task->owner, _ ("Import Clinic"), on_import_chosen, task,
                        (GDestroyNotify) task_free);
}

static void
on_credentials_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  Task *task = data;
  g_autoptr (GError) error = NULL;

  /* The clinic stays as long as its credentials do: they would be out of reach. Where none are known
   * to be kept, the keyring is asked all the same, because a store may have been given up midway. */
  if (onb_keyring_remove_finish (result, &error) || !onb_clinic_get_stored (task->clinic))
    onb_clinic_store_remove (task->store, task->clinic);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    toast (task, _ ("The clinic was not removed."));
  else if (gtk_widget_get_root (task->owner) != NULL)
    onb_keyring_failure_tell (task->owner, error);

  task_free (task);
}

static void
on_removal_answered (AdwAlertDialog *dialog, const char *response, Task *task)
{
  if (!g_str_equal (response, ONB_QUESTION_ACCEPTED))
    return;

  onb_keyring_remove_async (onb_clinic_get_id (task->clinic), NULL, on_credentials_removed,
                            task_new (task->store, task->owner, task->clinic));
}

static void
remove_clinic (Task *task)
{
  /* Translators: the name of a clinic. */
  g_autofree char *heading =
      onb_bidi_format (_ ("Remove “%s”?"), onb_clinic_get_title (task->clinic));
  AdwDialog *dialog = onb_question_new (
      heading,
      _ ("This deletes the clinic’s progress, test results, and credentials in the keyring. The "
         "application in the console and the credentials in Leyr’s Developer Portal stay."),
      _ ("Cancel"), _ ("Remove"));

  g_signal_connect_data (dialog, "response", G_CALLBACK (on_removal_answered), task, free_task, 0);
  adw_dialog_present (dialog, task->owner);
}

void
onb_clinic_actions_run (OnbClinicStore *store, GtkWidget *owner, const char *name, const char *id)
{
  static const struct
  {
    const char *name;
    void (*run) (Task *task);
  } actions[] = {
    { ONB_CLINIC_ACTION_RENAME, rename_clinic }, { ONB_CLINIC_ACTION_DUPLICATE, duplicate_clinic },
    { ONB_CLINIC_ACTION_EXPORT, export_clinic }, { ONB_CLINIC_ACTION_REMOVE, remove_clinic },
    { ONB_CLINIC_ACTION_IMPORT, import_clinic },
  };
  OnbClinic *clinic;

  g_return_if_fail (ONB_IS_CLINIC_STORE (store));
  g_return_if_fail (GTK_IS_WIDGET (owner));

  clinic = id != NULL ? onb_clinic_store_get (store, id) : NULL;
  /* It was removed while the menu was open. */
  if (id != NULL && clinic == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      actions[i].run (task_new (store, owner, clinic));
}
