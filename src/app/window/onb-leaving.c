/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/window/onb-question.h"

#include "app/window/onb-leaving.h"

/* What comes after the clinic that is in view has been left. */
typedef struct
{
  OnbWindow *window;
  OnbLeavingNext next;
  OnbClinic *clinic;
} Leaving;

static void
leaving_free (gpointer data)
{
  Leaving *self = data;

  g_object_unref (self->window);
  g_clear_object (&self->clinic);
  g_free (self);
}

static gboolean
on_leave_due (gpointer data)
{
  Leaving *leaving = data;

  leaving->next (leaving->window, leaving->clinic);
  return G_SOURCE_REMOVE;
}

/* The dialog is still at work, and what comes next may close its window. */
static void
on_leave_answered (AdwAlertDialog *dialog, const char *response, Leaving *leaving)
{
  if (g_str_equal (response, ONB_QUESTION_ACCEPTED))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_leave_due, leaving, leaving_free);
  else
    leaving_free (leaving);
}

void
onb_leave (OnbWindow *window, OnbWizard *wizard, OnbLeavingNext next, OnbClinic *clinic)
{
  AdwDialog *dialog;
  Leaving *leaving;

  g_return_if_fail (ONB_IS_WINDOW (window));
  g_return_if_fail (next != NULL);

  if (wizard == NULL || !onb_wizard_holds_input (wizard))
    {
      next (window, clinic);
      return;
    }

  dialog = onb_question_new (_ ("Discard Credentials?"),
                             _ ("The credentials you entered are not saved in the keyring yet."),
                             _ ("Keep Editing"), _ ("Discard"));
  leaving = g_new0 (Leaving, 1);
  leaving->window = g_object_ref (window);
  leaving->next = next;
  g_set_object (&leaving->clinic, clinic);
  g_signal_connect (dialog, "response", G_CALLBACK (on_leave_answered), leaving);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}
