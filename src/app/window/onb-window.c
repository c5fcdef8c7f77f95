/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/home/onb-home-page.h"
#include "app/support/onb-photograph.h"
#include "app/support/onb-picture-dialog.h"
#include "app/window/onb-prompt.h"
#include "app/window/onb-question.h"
#include "app/support/onb-support-dialog.h"
#include "app/window/onb-wizard.h"
#include "guide/onb-bidi.h"

#include "app/window/onb-window.h"

struct _OnbWindow
{
  AdwApplicationWindow parent_instance;

  GtkLabel *practice_label;
  AdwToastOverlay *toasts;
  GtkBox *content;
  OnbHomePage *home;

  OnbGuide *guide;
  OnbClinicStore *store;
  OnbDirectory *directory;
  OnbPractice *practice;
  OnbWizard *wizard;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (OnbWindow, onb_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_title (OnbWindow *self)
{
  g_autofree char *title =
      self->wizard != NULL ? onb_wizard_get_title (self->wizard) : g_strdup (_ ("Clinics"));
  /* Translators: a window's title: where the user is, and the program's name. */
  g_autofree char *full = onb_bidi_format (_ ("%s – Leyr Onboarding"), title);
  g_autofree char *practice = NULL;

  if (self->practice != NULL)
    /* Translators: a window's title while practising. */
    practice = onb_bidi_format (_ ("Practice: %s"), full);

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
  adw_toast_set_timeout (toast, 5);
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

/* What comes after the clinic that is in view has been left. */
typedef struct
{
  OnbWindow *window;
  void (*next) (OnbWindow *window, OnbClinic *clinic);
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

/* Goes on at once, or when the user has agreed that what was typed goes. */
static void
leave (OnbWindow *self, void (*next) (OnbWindow *window, OnbClinic *clinic), OnbClinic *clinic)
{
  AdwDialog *dialog;
  Leaving *leaving;

  if (self->wizard == NULL || !onb_wizard_holds_input (self->wizard))
    {
      next (self, clinic);
      return;
    }

  dialog = onb_question_new (_ ("Discard what you typed?"),
                             _ ("The credentials on the credentials page are not in the keyring "
                                "yet."),
                             _ ("Go Back"), _ ("Discard"));
  leaving = g_new0 (Leaving, 1);
  leaving->window = g_object_ref (self);
  leaving->next = next;
  g_set_object (&leaving->clinic, clinic);
  g_signal_connect (dialog, "response", G_CALLBACK (on_leave_answered), leaving);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
show_home (OnbWindow *self, OnbClinic *clinic)
{
  close_wizard (self);
}

static void
show_clinic (OnbWindow *self, OnbClinic *clinic)
{
  g_autoptr (OnbSession) session = NULL;

  close_wizard (self);
  session = onb_session_new (self->guide, clinic, self->directory, self->practice);
  self->wizard = ONB_WIZARD (onb_wizard_new (session));
  gtk_widget_set_hexpand (GTK_WIDGET (self->wizard), TRUE);
  gtk_box_append (self->content, GTK_WIDGET (self->wizard));
  gtk_widget_set_visible (GTK_WIDGET (self->home), FALSE);
  g_signal_connect_object (self->wizard, "moved", G_CALLBACK (on_wizard_moved), self, 0);
  update_title (self);
}

void
onb_window_open_clinic (OnbWindow *self, OnbClinic *clinic)
{
  g_return_if_fail (ONB_IS_WINDOW (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  leave (self, show_clinic, clinic);
}

static void
show_new_clinic (OnbWindow *self, OnbClinic *unused)
{
  g_autoptr (OnbClinic) clinic = onb_clinic_new (onb_guide_get_id (self->guide));

  onb_clinic_store_add (self->store, clinic);
  show_clinic (self, clinic);
}

static void
ensure_wizard (OnbWindow *self)
{
  g_autoptr (OnbClinic) first = NULL;

  if (self->wizard != NULL)
    return;

  first = g_list_model_get_item (G_LIST_MODEL (self->store), 0);
  if (first != NULL)
    show_clinic (self, first);
  else
    show_new_clinic (self, NULL);
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

static void
on_store_failed (OnbClinicStore *store, const char *message, OnbWindow *self)
{
  onb_window_toast (self, message);
}

static void
home_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  leave (ONB_WINDOW (widget), show_home, NULL);
}

static void
new_clinic_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  leave (ONB_WINDOW (widget), show_new_clinic, NULL);
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
on_step_answered (OnbPrompt *prompt, const char *text, OnbWindow *self)
{
  guint64 number;

  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &number, NULL))
    onb_window_open_step (self, (int) number);
  else
    onb_window_toast (self, _ ("That is no number. The steps have the numbers of Leyr’s guide."));
}

/* Not as “gtk/help-overlay.ui”, which GTK would make with every window, before its first frame. */
static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/leyr/Onboarding/ui/window/onb-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_present (shortcuts);
}

static void
ask_step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);
  /* Translators: the number of the last step. */
  g_autofree char *label =
      g_strdup_printf (_ ("Number, 1 to %d"), onb_guide_get_n_steps (self->guide));
  AdwDialog *prompt = onb_prompt_new (_ ("Go to a step"), label, "", _ ("Go"));

  g_signal_connect_object (prompt, "answered", G_CALLBACK (on_step_answered), self, 0);
  adw_dialog_present (prompt, GTK_WIDGET (self));
}

/* What stands in texts and is masked: the tenant of the clinic that is in view, and the practice's
 * secret, which is none, but is treated like one. */
static char **
list_masked (OnbWindow *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (self->practice != NULL)
    g_strv_builder_add (builder, ONB_PRACTICE_CLIENT_SECRET);

  if (self->wizard != NULL)
    {
      OnbClinic *clinic = onb_session_get_clinic (onb_wizard_get_session (self->wizard));
      g_autoptr (OnbAddress) address = onb_clinic_get_address (clinic, NULL);

      if (address != NULL)
        g_strv_builder_add (builder, address->tenant);
    }
  return g_strv_builder_end (builder);
}

static void
on_photographed (GObject *source, GAsyncResult *result, gpointer data)
{
  OnbWindow *self = ONB_WINDOW (source);
  g_autofree char *name = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = onb_photograph_take_finish (result, &error);

  if (texture == NULL)
    {
      onb_window_toast (self, error->message);
      return;
    }

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  gtk_window_present (GTK_WINDOW (onb_picture_dialog_new (GTK_WINDOW (self), texture, name)));
}

static void
photograph_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);
  g_auto (GStrv) masked = list_masked (self);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%c");
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  const char *page = self->wizard != NULL ? onb_wizard_get_page (self->wizard) : "clinics";
  g_autofree char *name = g_strdup_printf ("leyr-onboarding-%s-%s.png", page, stamp);
  /* Translators: below a picture of the window: the window’s title, the version, date and time. */
  g_autofree char *caption =
      onb_bidi_format (_ ("%s %s, %s. Client Secret, Client ID and tenant are masked."),
                       gtk_window_get_title (GTK_WINDOW (self)), ONB_VERSION, date);

  onb_photograph_take_async (GTK_WINDOW (self), (const char *const *) masked, caption,
                             on_photographed, g_steal_pointer (&name));
}

static void
support_report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);
  GtkWidget *dialog;

  if (self->wizard == NULL)
    {
      onb_window_toast (self, _ ("Open the clinic that the report is to be about."));
      return;
    }

  dialog = onb_support_dialog_new (onb_wizard_get_session (self->wizard), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
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

/* A program that was not installed may have no schema: then nothing is kept. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, ONB_APPLICATION_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
restore_size (OnbWindow *self)
{
  self->settings = open_settings ();
  if (self->settings == NULL)
    return;

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
close_for_good (OnbWindow *self, OnbClinic *clinic)
{
  close_wizard (self);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
onb_window_close_request (GtkWindow *window)
{
  OnbWindow *self = ONB_WINDOW (window);
  int width, height;

  if (self->wizard != NULL && onb_wizard_holds_input (self->wizard))
    {
      leave (self, close_for_good, NULL);
      return TRUE;
    }

  if (self->settings != NULL)
    {
      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
      g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
    }

  return GTK_WINDOW_CLASS (onb_window_parent_class)->close_request (window);
}

static void
onb_window_dispose (GObject *object)
{
  OnbWindow *self = ONB_WINDOW (object);

  self->wizard = NULL;
  g_clear_object (&self->settings);
  g_clear_object (&self->guide);
  g_clear_object (&self->store);
  g_clear_object (&self->directory);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (onb_window_parent_class)->dispose (object);
}

static void
onb_window_class_init (OnbWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = onb_window_close_request;

  g_type_ensure (ONB_TYPE_HOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/window/onb-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbWindow, practice_label);
  gtk_widget_class_bind_template_child (widget_class, OnbWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, OnbWindow, content);
  gtk_widget_class_bind_template_child (widget_class, OnbWindow, home);
  gtk_widget_class_bind_template_callback (widget_class, on_open);

  gtk_widget_class_install_action (widget_class, "win.home", NULL, home_action);
  gtk_widget_class_install_action (widget_class, "win.new-clinic", NULL, new_clinic_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.forward", NULL, forward_action);
  gtk_widget_class_install_action (widget_class, "win.step", "i", step_action);
  gtk_widget_class_install_action (widget_class, "win.photograph", NULL, photograph_action);
  gtk_widget_class_install_action (widget_class, "win.support-report", NULL, support_report_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.ask-step", NULL, ask_step_action);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
}

static void
onb_window_init (OnbWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  restore_size (self);
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
  self->directory = onb_directory_new (practice != NULL);
  g_set_object (&self->practice, practice);
  gtk_widget_set_visible (GTK_WIDGET (self->practice_label), practice != NULL);
  onb_home_page_set_store (self->home, store);
  g_signal_connect_object (store, "failed", G_CALLBACK (on_store_failed), self, 0);
  update_title (self);
  return GTK_WIDGET (self);
}
