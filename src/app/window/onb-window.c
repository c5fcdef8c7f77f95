/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/home/onb-home-page.h"
#include "app/network/onb-network-dialog.h"
#include "app/support/onb-steps-dialog.h"
#include "app/support/onb-support-dialog.h"
#include "app/support/onb-support-picture.h"
#include "app/widgets/onb-group.h"
#include "app/widgets/onb-keyring-banner.h"
#include "app/window/onb-file-dialog.h"
#include "app/window/onb-leaving.h"
#include "app/window/onb-prompt.h"
#include "app/window/onb-received.h"
#include "app/window/onb-settings.h"
#include "app/window/onb-shortcuts.h"
#include "app/window/onb-wizard.h"
#include "guide/onb-bidi.h"

#include "app/window/onb-window.h"

struct _OnbWindow
{
  AdwApplicationWindow parent_instance;

  AdwNavigationView *navigation;
  OnbHomePage *home;

  OnbGuideLibrary *library;
  OnbClinicStore *store;
  /* Read when first needed, and not before the first frame. */
  OnbAuthorityStore *authorities;
  OnbDirectory *directory;
  OnbWatcher *watcher;
  OnbPractice *practice;
  /* NULL while the clinics are in view. */
  OnbWizard *wizard;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (OnbWindow, onb_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_PRACTICE = 1,
  PROP_TROUBLE,
  PROP_IN_TROUBLE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static char *
make_title (OnbWindow *self, const char *place, gboolean practice)
{
  /* Translators: a window's title: where the user is, and the program's name. */
  g_autofree char *full = onb_bidi_format (_ ("%s – Leyr Onboarding"), place);

  if (!practice)
    return g_steal_pointer (&full);

  /* Translators: a window's title while practising. */
  return onb_bidi_format (_ ("Demo: %s"), full);
}

void
onb_window_toast (OnbWindow *self, const char *message)
{
  AdwToastOverlay *toasts;
  AdwToast *toast;

  g_return_if_fail (ONB_IS_WINDOW (self));
  g_return_if_fail (message != NULL);

  /* What it is about has ended after the window was closed. */
  if (self->library == NULL)
    return;

  toasts = self->wizard != NULL ? onb_wizard_get_toasts (self->wizard)
                                : onb_home_page_get_toasts (self->home);
  adw_toast_overlay_dismiss_all (toasts);
  toast = g_object_new (ADW_TYPE_TOAST, "title", message, "use-markup", FALSE, NULL);
  adw_toast_overlay_add_toast (toasts, toast);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_visible_page (OnbWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  self->wizard = ONB_IS_WIZARD (page) ? ONB_WIZARD (page) : NULL;
}

static void
leave (OnbWindow *self, OnbLeavingNext next, OnbClinic *clinic)
{
  onb_leave (self, self->wizard, next, clinic);
}

static void
show_home (OnbWindow *self, OnbClinic *clinic)
{
  adw_navigation_view_pop_to_page (self->navigation, ADW_NAVIGATION_PAGE (self->home));
}

/* The clinic that was open last is another one in practice mode. */
static const char *
last_clinic_key (OnbWindow *self)
{
  return self->practice != NULL ? "last-practice-clinic" : "last-clinic";
}

static OnbAuthorityStore *
get_authorities (OnbWindow *self)
{
  if (self->authorities == NULL)
    self->authorities = onb_authority_store_new (NULL);
  return self->authorities;
}

OnbGuideLibrary *
onb_window_get_library (OnbWindow *self)
{
  g_return_val_if_fail (ONB_IS_WINDOW (self), NULL);

  return self->library;
}

static OnbGuide *
find_guide (OnbWindow *self, OnbClinic *clinic)
{
  return onb_guide_library_find (self->library, onb_clinic_get_guide (clinic));
}

static void
tell_missing_guide (OnbWindow *self, OnbClinic *clinic)
{
  /* Translators: the id of a guide, a short word. */
  g_autofree char *text =
      onb_bidi_format (_ ("This clinic follows the guide “%s”, which is not on this computer. "
                          "Nothing of the clinic is lost. To continue, choose “Open Guide…” in the "
                          "main menu and open the file of the guide."),
                       onb_clinic_get_guide (clinic));
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Guide Missing"), text);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
show_clinic (OnbWindow *self, OnbClinic *clinic)
{
  g_autoptr (OnbSession) session = NULL;
  AdwNavigationPage *pages[] = { ADW_NAVIGATION_PAGE (self->home), NULL };

  if (find_guide (self, clinic) == NULL)
    {
      show_home (self, NULL);
      tell_missing_guide (self, clinic);
      return;
    }

  session = onb_session_new (self->library, clinic, get_authorities (self), self->directory,
                             self->watcher, self->practice);
  pages[1] = ADW_NAVIGATION_PAGE (onb_wizard_new (session));
  adw_navigation_view_replace (self->navigation, pages, G_N_ELEMENTS (pages));
  if (self->settings != NULL)
    g_settings_set_string (self->settings, last_clinic_key (self), onb_clinic_get_id (clinic));
}

void
onb_window_open_clinic (OnbWindow *self, OnbClinic *clinic)
{
  g_return_if_fail (ONB_IS_WINDOW (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  leave (self, show_clinic, clinic);
}

void
onb_window_open_test (OnbWindow *self, OnbClinic *clinic)
{
  g_return_if_fail (ONB_IS_WINDOW (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  /* Who works on that clinic is not taken from it, but led to another page. */
  if (self->wizard != NULL &&
      onb_session_get_clinic (onb_wizard_get_session (self->wizard)) == clinic)
    {
      onb_wizard_open_page (self->wizard, ONB_PAGE_TEST);
      return;
    }

  onb_clinic_set_page (clinic, ONB_PAGE_TEST);
  onb_window_open_clinic (self, clinic);
}

/* From the first thing on that is said or done about it, a new clinic is one of the user's clinics. */
static void
on_new_clinic_changed (OnbClinic *clinic, OnbWindow *self)
{
  if (onb_clinic_is_blank (clinic))
    return;

  g_signal_handlers_disconnect_by_func (clinic, on_new_clinic_changed, self);
  onb_clinic_store_add (self->store, clinic);
}

static void
show_new_clinic (OnbWindow *self, OnbClinic *unused)
{
  g_autoptr (OnbClinic) clinic =
      onb_clinic_new (onb_guide_get_id (onb_guide_library_get_default (self->library)));

  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_new_clinic_changed), self, 0);
  show_clinic (self, clinic);
}

/* The clinic that was open last, or else the only one; %NULL where there is none, or no telling which. */
static OnbClinic *
pick_clinic (OnbWindow *self)
{
  g_autofree char *id = self->settings != NULL
                            ? g_settings_get_string (self->settings, last_clinic_key (self))
                            : g_strdup ("");
  OnbClinic *last;

  onb_clinic_store_wait (self->store);
  last = id[0] != '\0' ? onb_clinic_store_get (self->store, id) : NULL;
  if (last != NULL)
    return g_object_ref (last);

  return g_list_model_get_n_items (G_LIST_MODEL (self->store)) == 1
             ? g_list_model_get_item (G_LIST_MODEL (self->store), 0)
             : NULL;
}

/* The guide of the clinic that is open, or would be. */
static OnbGuide *
current_guide (OnbWindow *self)
{
  g_autoptr (OnbClinic) clinic = NULL;
  OnbGuide *guide;

  if (self->wizard != NULL)
    return onb_session_get_guide (onb_wizard_get_session (self->wizard));

  clinic = pick_clinic (self);
  guide = clinic != NULL ? find_guide (self, clinic) : NULL;
  return guide != NULL ? guide : onb_guide_library_get_default (self->library);
}

/* Whether there is a clinic for it now; where there is no telling which it is for, the user is asked. */
static gboolean
ensure_wizard (OnbWindow *self, int number)
{
  g_autoptr (OnbClinic) clinic = NULL;

  if (self->wizard != NULL)
    return TRUE;

  clinic = pick_clinic (self);
  if (clinic != NULL)
    show_clinic (self, clinic);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->store)) > 0)
    onb_home_page_ask_for_step (self->home, number);
  else
    show_new_clinic (self, NULL);
  return self->wizard != NULL;
}

void
onb_window_open_step (OnbWindow *self, int number)
{
  OnbGuide *guide;

  g_return_if_fail (ONB_IS_WINDOW (self));

  guide = current_guide (self);
  if (onb_guide_find_step (guide, number) < 0)
    {
      /* Translators: the number that was asked for, and the number of the last step. */
      g_autofree char *message =
          g_strdup_printf (_ ("There is no step %d. Enter a number from 1 to %d."), number,
                           onb_guide_get_n_steps (guide));

      onb_window_toast (self, message);
      return;
    }

  if (ensure_wizard (self, number))
    onb_wizard_open_step (self->wizard, number);
}

/* A clinic that is open goes on with the guide that counts now. */
static void
on_guides_changed (OnbWindow *self)
{
  OnbClinic *clinic;
  OnbGuide *guide;

  if (self->wizard == NULL)
    return;

  clinic = onb_session_get_clinic (onb_wizard_get_session (self->wizard));
  guide = find_guide (self, clinic);
  if (guide == NULL || !onb_guide_is_same (guide, current_guide (self)))
    leave (self, show_clinic, clinic);
}

static void
on_open (OnbHomePage *home, OnbClinic *clinic, OnbWindow *self)
{
  int number = onb_home_page_get_asked_step (home);

  onb_window_open_clinic (self, clinic);
  if (number > 0 && self->wizard != NULL)
    onb_window_open_step (self, number);
}

static void
on_trouble (OnbWindow *self)
{
  const char *trouble = onb_clinic_store_get_trouble (self->store);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IN_TROUBLE]);
  if (trouble != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), trouble,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
write_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  onb_clinic_store_write_again (ONB_WINDOW (widget)->store);
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
test_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);

  if (self->wizard != NULL)
    onb_wizard_test_again (self->wizard);
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
    onb_window_toast (self, _ ("Enter the number of a step, for example 8."));
}

static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwDialog *visible = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (widget));

  if (!ONB_IS_SHORTCUTS_DIALOG (visible))
    adw_dialog_present (onb_shortcuts_dialog_new (), widget);
}

static void
ask_step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);
  /* Translators: the number of the last step. */
  g_autofree char *label =
      g_strdup_printf (_ ("Step Number (1–%d)"), onb_guide_get_n_steps (current_guide (self)));
  AdwDialog *prompt = onb_prompt_new (_ ("Go to Step"), label, "", _ ("Go"));

  g_signal_connect_object (prompt, "answered", G_CALLBACK (on_step_answered), self, 0);
  adw_dialog_present (prompt, GTK_WIDGET (self));
}

static void
photograph_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);

  /* Their names are not to be in it. */
  onb_clinic_store_wait (self->store);
  onb_support_picture_take (GTK_WINDOW (self),
                            self->wizard != NULL ? onb_wizard_get_session (self->wizard) : NULL,
                            G_LIST_MODEL (self->store),
                            self->wizard != NULL ? onb_wizard_get_page (self->wizard) : "clinics",
                            self->practice != NULL);
}

static void
support_report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);

  if (self->wizard == NULL)
    {
      onb_window_toast (self, _ ("Open a clinic first. The report is about one clinic."));
      return;
    }

  adw_dialog_present (onb_support_dialog_new (onb_wizard_get_session (self->wizard)),
                      GTK_WIDGET (self));
}

static void
steps_sheet_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);

  if (self->wizard != NULL)
    adw_dialog_present (onb_steps_dialog_new (current_guide (self),
                                              onb_session_get_clinic (
                                                  onb_wizard_get_session (self->wizard))),
                        widget);
}

void
onb_window_open_file (OnbWindow *self, GFile *file)
{
  g_return_if_fail (ONB_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  onb_received_open (self, file);
}

static void
on_file_chosen (GFile *file, gpointer self)
{
  onb_window_open_file (self, file);
}

static void
open_report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  onb_file_dialog_open (widget, _ ("Open Support Report"), on_file_chosen, g_object_ref (widget),
                        g_object_unref);
}

static void
open_guide_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  onb_file_dialog_open (widget, _ ("Open Guide"), on_file_chosen, g_object_ref (widget),
                        g_object_unref);
}

static void
open_dropped_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  onb_window_open_file (ONB_WINDOW (widget), file);
}

static gboolean
on_drop (OnbWindow *self, const GValue *value)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (files != NULL)
    onb_window_open_file (self, files->data);
  g_slist_free (files);
  return files != NULL;
}

static gboolean
on_reopen_due (gpointer data)
{
  OnbWindow *self = data;

  if (self->wizard != NULL)
    leave (self, show_clinic, onb_session_get_clinic (onb_wizard_get_session (self->wizard)));
  return G_SOURCE_REMOVE;
}

/* Whoever asks for it is on a page that goes. */
static void
reopen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_reopen_due, g_object_ref (widget), g_object_unref);
}

static void
check_network_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbWindow *self = ONB_WINDOW (widget);
  OnbClinic *clinic =
      self->wizard != NULL ? onb_session_get_clinic (onb_wizard_get_session (self->wizard)) : NULL;

  adw_dialog_present (onb_network_dialog_new (current_guide (self), get_authorities (self), clinic,
                                              self->practice),
                      GTK_WIDGET (self));
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
restore_size (OnbWindow *self)
{
  self->settings = onb_settings_open ();
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
  show_home (self, NULL);
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
onb_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OnbWindow *self = ONB_WINDOW (object);
  const char *trouble = self->store != NULL ? onb_clinic_store_get_trouble (self->store) : NULL;

  switch (id)
    {
    case PROP_PRACTICE:
      g_value_set_boolean (value, self->practice != NULL);
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, trouble != NULL ? trouble : "");
      break;
    case PROP_IN_TROUBLE:
      g_value_set_boolean (value, trouble != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_window_dispose (GObject *object)
{
  OnbWindow *self = ONB_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ONB_TYPE_WINDOW);
  self->wizard = NULL;
  g_clear_object (&self->settings);
  g_clear_object (&self->library);
  g_clear_object (&self->authorities);
  g_clear_object (&self->store);
  g_clear_object (&self->directory);
  g_clear_object (&self->watcher);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (onb_window_parent_class)->dispose (object);
}

static void
onb_window_class_init (OnbWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = onb_window_get_property;
  object_class->dispose = onb_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = onb_window_close_request;

  /* For the banners of every page. */
  properties[PROP_PRACTICE] = g_param_spec_boolean ("practice", NULL, NULL, FALSE, flags);
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, "", flags);
  properties[PROP_IN_TROUBLE] = g_param_spec_boolean ("in-trouble", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /* Of all the pages. */
  g_type_ensure (ONB_TYPE_GROUP);
  g_type_ensure (ONB_TYPE_KEYRING_BANNER);
  g_type_ensure (ONB_TYPE_HOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/window/onb-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, OnbWindow, home);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_visible_page);
  gtk_widget_class_bind_template_callback (widget_class, make_title);

  gtk_widget_class_install_action (widget_class, "win.home", NULL, home_action);
  gtk_widget_class_install_action (widget_class, "win.new-clinic", NULL, new_clinic_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.test-again", NULL, test_again_action);
  gtk_widget_class_install_action (widget_class, "win.forward", NULL, forward_action);
  gtk_widget_class_install_action (widget_class, "win.step", "i", step_action);
  gtk_widget_class_install_action (widget_class, "win.photograph", NULL, photograph_action);
  gtk_widget_class_install_action (widget_class, "win.support-report", NULL, support_report_action);
  gtk_widget_class_install_action (widget_class, "win.steps-sheet", NULL, steps_sheet_action);
  gtk_widget_class_install_action (widget_class, "win.open-report", NULL, open_report_action);
  gtk_widget_class_install_action (widget_class, "win.reopen", NULL, reopen_action);
  gtk_widget_class_install_action (widget_class, "win.open-guide", NULL, open_guide_action);
  gtk_widget_class_install_action (widget_class, "win.open-dropped", "s", open_dropped_action);
  gtk_widget_class_install_action (widget_class, "win.check-network", NULL, check_network_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.ask-step", NULL, ask_step_action);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
  gtk_widget_class_install_action (widget_class, "win.write-again", NULL, write_again_action);
}

static void
onb_window_init (OnbWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  restore_size (self);
}

GtkWidget *
onb_window_new (GtkApplication *application,
                OnbGuideLibrary *library,
                OnbClinicStore *store,
                OnbWatcher *watcher,
                OnbPractice *practice)
{
  OnbWindow *self = g_object_new (ONB_TYPE_WINDOW, "application", application, NULL);

  self->library = g_object_ref (library);
  self->store = g_object_ref (store);
  self->directory = onb_directory_new (practice != NULL);
  g_set_object (&self->watcher, watcher);
  g_set_object (&self->practice, practice);
  onb_home_page_set_store (self->home, store, library, practice != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRACTICE]);
  g_signal_connect_object (library, "items-changed", G_CALLBACK (on_guides_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::trouble", G_CALLBACK (on_trouble), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
