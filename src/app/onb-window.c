/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/onb-home-page.h"
#include "app/onb-wizard.h"
#include "keyring/onb-keyring.h"

#include "app/onb-window.h"

struct _OnbWindow
{
  AdwApplicationWindow parent_instance;

  GtkLabel *practice_label;
  AdwToastOverlay *toasts;
  GtkBox *content;
  OnbHomePage *home;

  OnbGuide *guide;
  OnbClinicStore *store;
  OnbPractice *practice;
  OnbWizard *wizard;
};

G_DEFINE_FINAL_TYPE (OnbWindow, onb_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_title (OnbWindow *self)
{
  g_autofree char *title =
      self->wizard != NULL ? onb_wizard_get_title (self->wizard) : g_strdup (_ ("Clinics"));
  /* Translators: a window's title: where the user is, and the program's name. */
  g_autofree char *full = g_strdup_printf (_ ("%s – Leyr Onboarding"), title);
  g_autofree char *practice = NULL;

  if (self->practice != NULL)
    /* Translators: a window's title while practising. */
    practice = g_strdup_printf (_ ("Practice: %s"), full);

  gtk_window_set_title (GTK_WINDOW (self), practice != NULL ? practice : full);
}

void
onb_window_toast (OnbWindow *self, const char *message)
{
  AdwToast *toast;
  g_autofree char *escaped = NULL;

  g_return_if_fail (ONB_IS_WINDOW (self));
  g_return_if_fail (message != NULL);

  /* A toast's title is markup. */
  escaped = g_markup_escape_text (message, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_timeout (toast, 3);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_wizard_moved (OnbWizard *wizard, OnbWindow *self)
{
  update_title (self);
}

static void
close_wizard (OnbWindow *self)
{
  GtkWidget *wizard = GTK_WIDGET (self->wizard);

  gtk_widget_set_visible (GTK_WIDGET (self->home), TRUE);
  if (wizard != NULL)
    {
      self->wizard = NULL;
      gtk_box_remove (self->content, wizard);
    }
  update_title (self);
}

void
onb_window_open_clinic (OnbWindow *self, OnbClinic *clinic)
{
  g_autoptr (OnbSession) session = NULL;

  g_return_if_fail (ONB_IS_WINDOW (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  close_wizard (self);
  session = onb_session_new (self->guide, clinic, self->practice);
  self->wizard = ONB_WIZARD (onb_wizard_new (session));
  gtk_widget_set_hexpand (GTK_WIDGET (self->wizard), TRUE);
  gtk_box_append (self->content, GTK_WIDGET (self->wizard));
  gtk_widget_set_visible (GTK_WIDGET (self->home), FALSE);
  g_signal_connect_object (self->wizard, "moved", G_CALLBACK (on_wizard_moved), self, 0);
  update_title (self);
}

static void
open_new_clinic (OnbWindow *self)
{
  g_autoptr (OnbClinic) clinic = onb_clinic_new (onb_guide_get_id (self->guide));

  onb_clinic_store_add (self->store, clinic);
  onb_window_open_clinic (self, clinic);
}

static void
ensure_wizard (OnbWindow *self)
{
  g_autoptr (OnbClinic) first = NULL;

  if (self->wizard != NULL)
    return;

  first = g_list_model_get_item (G_LIST_MODEL (self->store), 0);
  if (first != NULL)
    onb_window_open_clinic (self, first);
  else
    open_new_clinic (self);
}

void
onb_window_open_step (OnbWindow *self, int number)
{
  g_return_if_fail (ONB_IS_WINDOW (self));

  if (onb_guide_find_step (self->guide, number) < 0)
    {
      /* Translators: the number that was asked for, and the number of the last step. */
      g_autofree char *message =
          g_strdup_printf (_ ("There is no step %d. The steps go from 1 to %d."), number,
                           onb_guide_get_n_steps (self->guide));

      onb_window_toast (self, message);
      return;
    }

  ensure_wizard (self);
  onb_wizard_open_step (self->wizard, number);
}

static void
on_open (OnbHomePage *home, OnbClinic *clinic, OnbWindow *self)
{
  onb_window_open_clinic (self, clinic);
}

typedef struct
{
  OnbWindow *window;
  OnbClinic *clinic;
} Removal;

static void
removal_free (Removal *self)
{
  g_object_unref (self->window);
  g_object_unref (self->clinic);
  g_free (self);
}

static void
on_credentials_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  Removal *removal = data;
  g_autoptr (GError) error = NULL;

  /* The clinic stays as long as its credentials do: they would be out of reach. */
  if (onb_keyring_remove_finish (result, &error))
    onb_clinic_store_remove (removal->window->store, removal->clinic);
  else
    onb_window_toast (removal->window, error->message);

  removal_free (removal);
}

static void
on_removal_answered (AdwMessageDialog *dialog, const char *response, Removal *removal)
{
  if (g_strcmp0 (response, "remove") != 0)
    removal_free (removal);
  else if (onb_clinic_get_stored (removal->clinic))
    onb_keyring_remove_async (onb_clinic_get_id (removal->clinic), NULL, on_credentials_removed,
                              removal);
  else
    {
      onb_clinic_store_remove (removal->window->store, removal->clinic);
      removal_free (removal);
    }
}

static void
on_remove (OnbHomePage *home, OnbClinic *clinic, OnbWindow *self)
{
  Removal *removal = g_new0 (Removal, 1);
  const char *name = onb_clinic_get_name (clinic);
  /* Translators: the name of a clinic. */
  g_autofree char *heading =
      g_strdup_printf (_ ("Remove “%s”?"), name[0] != '\0' ? name : _ ("New clinic"));
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), heading,
      _ ("Its progress, its results and its credentials in the keyring go. In the Code Console "
         "nothing changes."));

  removal->window = g_object_ref (self);
  removal->clinic = g_object_ref (clinic);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "remove",
                                    _ ("Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_removal_answered), removal);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_store_failed (OnbClinicStore *store, const char *message, OnbWindow *self)
{
  onb_window_toast (self, message);
}

static void
home_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  close_wizard (ONB_WINDOW (widget));
}

static void
new_clinic_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_new_clinic (ONB_WINDOW (widget));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);

  if (self->wizard != NULL)
    onb_wizard_move (self->wizard, -1);
}

static void
forward_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);

  if (self->wizard != NULL)
    onb_wizard_move (self->wizard, 1);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  onb_window_open_step (ONB_WINDOW (widget), g_variant_get_int32 (parameter));
}

static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);

  if (self->wizard != NULL)
    onb_wizard_open_page (self->wizard, g_variant_get_string (parameter, NULL));
}

static void
toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  onb_window_toast (ONB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
onb_window_dispose (GObject *object)
{
  OnbWindow *self = ONB_WINDOW (object);

  self->wizard = NULL;
  g_clear_object (&self->guide);
  g_clear_object (&self->store);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (onb_window_parent_class)->dispose (object);
}

static void
onb_window_class_init (OnbWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_window_dispose;

  g_type_ensure (ONB_TYPE_HOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/onb-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbWindow, practice_label);
  gtk_widget_class_bind_template_child (widget_class, OnbWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, OnbWindow, content);
  gtk_widget_class_bind_template_child (widget_class, OnbWindow, home);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);

  gtk_widget_class_install_action (widget_class, "win.home", NULL, home_action);
  gtk_widget_class_install_action (widget_class, "win.new-clinic", NULL, new_clinic_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.forward", NULL, forward_action);
  gtk_widget_class_install_action (widget_class, "win.step", "i", step_action);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
}

static void
onb_window_init (OnbWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
onb_window_new (GtkApplication *application,
                OnbGuide *guide,
                OnbClinicStore *store,
                OnbPractice *practice)
{
  OnbWindow *self = g_object_new (ONB_TYPE_WINDOW, "application", application, NULL);

  self->guide = g_object_ref (guide);
  self->store = g_object_ref (store);
  g_set_object (&self->practice, practice);
  gtk_widget_set_visible (GTK_WIDGET (self->practice_label), practice != NULL);
  onb_home_page_set_store (self->home, store);
  g_signal_connect_object (store, "failed", G_CALLBACK (on_store_failed), self, 0);
  update_title (self);
  return GTK_WIDGET (self);
}
