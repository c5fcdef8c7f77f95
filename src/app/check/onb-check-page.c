/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/check/onb-finding-card.h"
#include "app/check/onb-results-table.h"
#include "app/widgets/onb-look.h"
#include "guide/onb-bidi.h"
#include "keyring/onb-keyring.h"

#include "app/check/onb-check-page.h"

struct _OnbCheckPage
{
  OnbPage parent_instance;

  AdwPreferencesGroup *practice_group;
  AdwComboRow *scenario_row;
  GtkButton *start_button;
  GtkButton *stop_button;
  GtkWidget *spinner;
  AdwPreferencesGroup *problem_group;
  AdwActionRow *problem_row;
  GtkButton *problem_button;
  GtkWidget *result_box;
  GtkWidget *verdict_card;
  GtkImage *verdict_icon;
  GtkLabel *verdict_label;
  GtkLabel *explanation_label;
  GtkLabel *when_label;
  OnbResultsTable *table;
  GtkBox *findings_box;

  /* Only while a test is running. */
  GCancellable *cancellable;
  OnbCheck *check;
  OnbAbout *about;
};

G_DEFINE_FINAL_TYPE (OnbCheckPage, onb_check_page, ONB_TYPE_PAGE)

static void
set_running (OnbCheckPage *self, gboolean running)
{
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_button), !running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scenario_row), !running);
  gtk_widget_set_visible (self->spinner, running);
  if (running)
    gtk_widget_grab_focus (GTK_WIDGET (self->stop_button));
}

static void
show_problem (OnbCheckPage *self, const char *title, const char *page, const char *button)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem_row), title);
  /* The target first: an action that takes one cannot do without it for a moment. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->problem_button), "s", page);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->problem_button), "win.page");
  gtk_button_set_label (self->problem_button, button);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_group), TRUE);
}

static void start (OnbCheckPage *self);

static void
on_approve (OnbFindingCard *card, const char *host, OnbCheckPage *self)
{
  onb_clinic_approve_host (onb_page_get_clinic (ONB_PAGE (self)), host);
  start (self);
}

static void
show_verdict (OnbCheckPage *self, const OnbLook *look, const char *title, const char *explanation)
{
  onb_look_apply (look, self->verdict_icon);
  gtk_label_set_label (self->verdict_label, title);
  gtk_label_set_label (self->explanation_label, explanation);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->verdict_card),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
clear_findings (OnbCheckPage *self)
{
  GtkWidget *card;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->findings_box))) != NULL)
    gtk_box_remove (self->findings_box, card);
}

static void
show_result (OnbCheckPage *self, OnbCheckResult *result)
{
  g_autoptr (GDateTime) local = g_date_time_to_local (result->started);
  g_autofree char *date = g_date_time_format (local, "%c");
  /* Translators: date and time of a test, its duration, host and tenant. */
  g_autofree char *when =
      onb_bidi_format (_ ("%s, %.1f seconds. Host %s, tenant %s"), date,
                       (double) result->duration_ms / 1000, result->fhir_host, result->tenant);

  gtk_widget_set_visible (self->result_box, TRUE);
  show_verdict (self, onb_look_of_verdict (result->verdict),
                onb_verdict_get_title (result->verdict),
                onb_check_result_get_explanation (result));
  gtk_label_set_label (self->when_label, when);
  onb_results_table_set_result (self->table, result, FALSE);

  clear_findings (self);
  for (guint i = 0; i < result->findings->len; i++)
    {
      GtkWidget *card = onb_finding_card_new (g_ptr_array_index (result->findings, i));

      g_signal_connect_object (card, "approve", G_CALLBACK (on_approve), self, 0);
      gtk_box_append (self->findings_box, card);
    }

  onb_page_set_done (ONB_PAGE (self), onb_verdict_is_ready (result->verdict));
}

static void
on_check_changed (OnbCheck *check, OnbCheckPage *self)
{
  g_autoptr (OnbCheckResult) result = onb_check_get_result (check);

  onb_results_table_set_result (self->table, result, TRUE);
}

static void
on_checked (GObject *source, GAsyncResult *async_result, gpointer data)
{
  g_autoptr (OnbCheckPage) self = data;
  g_autoptr (OnbCheckResult) result = onb_check_run_finish (ONB_CHECK (source), async_result);
  g_autoptr (OnbAbout) about = g_steal_pointer (&self->about);

  g_signal_handlers_disconnect_by_data (source, self);
  g_clear_object (&self->check);
  g_clear_object (&self->cancellable);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  set_running (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->start_button));
  show_result (self, result);
  onb_clinic_set_result (onb_page_get_clinic (ONB_PAGE (self)), result, about);
}

static void
run (OnbCheckPage *self, OnbAddress *address, OnbCredentials *credentials)
{
  OnbSession *session = onb_page_get_session (ONB_PAGE (self));
  OnbClinic *clinic = onb_session_get_clinic (session);

  onb_clinic_find_credentials (clinic, credentials->client_id);
  self->about = onb_clinic_get_about (clinic, onb_session_get_guide (session), NULL);
  self->check = onb_session_new_check (session, address);
  gtk_widget_set_visible (self->result_box, TRUE);
  show_verdict (self, onb_look_of_busy (), _ ("Testing…"), _ ("You can stop at any time."));
  gtk_label_set_label (self->when_label, "");
  clear_findings (self);

  g_signal_connect_object (self->check, "changed", G_CALLBACK (on_check_changed), self, 0);
  onb_check_run_async (self->check, credentials, self->cancellable, on_checked,
                       g_object_ref (self));
  on_check_changed (self->check, self);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbCheckPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbCredentials) credentials = onb_keyring_lookup_finish (result, &error);
  g_autoptr (OnbAddress) address = NULL;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (credentials != NULL)
    {
      address = onb_session_get_target (onb_page_get_session (ONB_PAGE (self)), NULL);
      if (address != NULL)
        {
          run (self, address, credentials);
          return;
        }
    }

  set_running (self, FALSE);
  g_clear_object (&self->cancellable);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  show_problem (self,
                error != NULL ? error->message
                              : _ ("The keyring holds no credentials for this clinic yet."),
                ONB_PAGE_CREDENTIALS, _ ("Go to Credentials"));
}

static void
start (OnbCheckPage *self)
{
  OnbSession *session = onb_page_get_session (ONB_PAGE (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbAddress) address = onb_session_get_target (session, &error);

  if (self->cancellable != NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->problem_group), FALSE);
  if (address == NULL)
    {
      show_problem (self, error->message, "clinic", _ ("Go to the Clinic’s Address"));
      return;
    }

  self->cancellable = g_cancellable_new ();
  set_running (self, TRUE);
  onb_keyring_lookup_async (onb_clinic_get_id (onb_session_get_clinic (session)), self->cancellable,
                            on_looked_up, g_object_ref (self));
}

static void
on_start_clicked (GtkButton *button, OnbCheckPage *self)
{
  start (self);
}

static void
on_test_asked_for (OnbSession *session, OnbCheckPage *self)
{
  start (self);
}

static void
on_stop_clicked (GtkButton *button, OnbCheckPage *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
on_scenario_selected (AdwComboRow *row, GParamSpec *pspec, OnbCheckPage *self)
{
  OnbSession *session = onb_page_get_session (ONB_PAGE (self));
  OnbPractice *practice = session != NULL ? onb_session_get_practice (session) : NULL;
  guint n_scenarios, selected = adw_combo_row_get_selected (row);
  const OnbScenario *scenarios = onb_scenarios (&n_scenarios);

  if (practice != NULL && selected < n_scenarios)
    onb_practice_set_scenario (practice, &scenarios[selected]);
}

static void
offer_scenarios (OnbCheckPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_scenarios;
  const OnbScenario *scenarios = onb_scenarios (&n_scenarios);

  for (guint i = 0; i < n_scenarios; i++)
    gtk_string_list_append (names, _ (scenarios[i].plays));
  adw_combo_row_set_model (self->scenario_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->practice_group), TRUE);
}

static void
onb_check_page_dispose (GObject *object)
{
  OnbCheckPage *self = ONB_CHECK_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (onb_check_page_parent_class)->dispose (object);
}

static void
onb_check_page_class_init (OnbCheckPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_check_page_dispose;

  g_type_ensure (ONB_TYPE_RESULTS_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/check/onb-check-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, practice_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, scenario_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, problem_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, problem_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, problem_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, result_box);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, verdict_card);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, when_label);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, table);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, findings_box);
  gtk_widget_class_bind_template_callback (widget_class, on_start_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_scenario_selected);
}

static void
onb_check_page_init (OnbCheckPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OnbPage *
onb_check_page_new (OnbSession *session)
{
  OnbCheckPage *self = g_object_new (ONB_TYPE_CHECK_PAGE, "session", session, "id", "test", "title",
                                     _ ("Live test"), NULL);
  OnbCheckResult *result = onb_clinic_get_result (onb_session_get_clinic (session));

  g_signal_connect_object (session, "test-asked-for", G_CALLBACK (on_test_asked_for), self, 0);
  if (onb_session_get_practice (session) != NULL)
    offer_scenarios (self);
  if (result != NULL)
    show_result (self, result);
  return ONB_PAGE (self);
}
