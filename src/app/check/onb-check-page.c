/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/check/onb-finding-card.h"
#include "app/check/onb-history-group.h"
#include "app/check/onb-remedy-press.h"
#include "app/check/onb-results-table.h"
#include "app/check/onb-version-row.h"
#include "app/network/onb-authority-import.h"
#include "app/widgets/onb-look.h"
#include "app/widgets/onb-static-row.h"
#include "app/widgets/onb-when.h"
#include "clinic/onb-enablement.h"
#include "guide/onb-bidi.h"

#include "app/check/onb-check-page.h"

struct _OnbCheckPage
{
  OnbPage parent_instance;

  GtkWidget *intro_label;
  AdwPreferencesGroup *practice_group;
  AdwComboRow *scenario_row;
  GtkWidget *verdict_card;
  GtkImage *verdict_icon;
  GtkLabel *verdict_label;
  GtkLabel *explanation_label;
  GtkLabel *when_label;
  AdwBin *first_finding;
  GtkButton *start_button;
  GtkButton *stop_button;
  GtkWidget *spinner;
  GtkLabel *progress_label;
  /* Whether it has been said that the server lets a test wait. */
  gboolean is_slow;
  AdwPreferencesGroup *problem_group;
  AdwActionRow *problem_row;
  GtkButton *problem_button;
  GtkWidget *repeat_group;
  AdwSwitchRow *repeat_row;
  GtkWidget *daily_group;
  AdwSwitchRow *daily_row;
  /* While the desktop is being asked. */
  gboolean turning;
  GtkBox *findings_box;
  GtkWidget *result_group;
  OnbVersionRow *r4_row;
  OnbVersionRow *dstu2_row;
  GtkExpander *table_expander;
  OnbResultsTable *table;
  OnbHistoryGroup *history_group;
  GtkWidget *report_button;

  /* The result whose findings are shown, so that they are made anew only for another one. */
  OnbCheckResult *shown;
  gboolean shown_valid;
  /* Whether the one in the verdict's card has a button that is the next to press. */
  gboolean finding_suggests;
};

G_DEFINE_FINAL_TYPE (OnbCheckPage, onb_check_page, ONB_TYPE_PAGE)

static OnbTestRun *
get_test (OnbCheckPage *self)
{
  return onb_session_get_test (onb_page_get_session (ONB_PAGE (self)));
}

static void
on_approve (OnbFindingCard *card, const char *host, OnbCheckPage *self)
{
  onb_remedy_approve_host (ONB_PAGE (self), host);
}

static void
on_ask (OnbFindingCard *card, const OnbFinding *finding, OnbCheckPage *self)
{
  onb_remedy_copy_request (ONB_PAGE (self), self->shown, finding);
}

/* Whoever is on another page is not taken from it: the finding has a button for this. */
static void
on_login_wanted (OnbTestRun *test, const char *proxy, gboolean wrong, OnbCheckPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    onb_remedy_ask_for_login (ONB_PAGE (self), proxy, wrong);
}

static void
on_sign_in (OnbFindingCard *card, const OnbFinding *finding, OnbCheckPage *self)
{
  onb_remedy_sign_in (ONB_PAGE (self), finding);
}

static void
on_add_authority (OnbFindingCard *card, OnbCheckPage *self)
{
  onb_authority_import (GTK_WIDGET (self),
                        onb_session_get_authorities (onb_page_get_session (ONB_PAGE (self))));
}

static void
on_login_not_kept (OnbProxyLogins *logins, const char *reason, OnbCheckPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", reason);
}

/* From wherever that is, there is a way back to the next test. */
static void
on_sent_away (OnbFindingCard *card, const OnbFinding *finding, OnbCheckPage *self)
{
  onb_session_set_errand (onb_page_get_session (ONB_PAGE (self)), finding->title,
                          onb_remedy_of (finding) == ONB_REMEDY_CREDENTIALS ? ONB_PAGE_CREDENTIALS
                                                                            : NULL);
}

static void
on_problem_clicked (GtkButton *button, OnbCheckPage *self)
{
  OnbTestState state = onb_test_run_get_state (get_test (self));
  const char *page = state == ONB_TEST_NO_ADDRESS ? "clinic" : ONB_PAGE_CREDENTIALS;

  onb_session_set_errand (onb_page_get_session (ONB_PAGE (self)),
                          onb_test_run_get_problem (get_test (self)), page);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", page);
}

static GtkWidget *
card_new (OnbCheckPage *self, OnbCheckResult *result, guint index)
{
  const OnbFinding *finding = g_ptr_array_index (result->findings, index);
  GtkWidget *card = onb_finding_card_new (result->findings, index, TRUE);

  g_signal_connect_object (card, "approve", G_CALLBACK (on_approve), self, 0);
  g_signal_connect_object (card, "ask", G_CALLBACK (on_ask), self, 0);
  g_signal_connect_object (card, "sent-away", G_CALLBACK (on_sent_away), self, 0);
  g_signal_connect_object (card, "sign-in", G_CALLBACK (on_sign_in), self, 0);
  g_signal_connect_object (card, "add-authority", G_CALLBACK (on_add_authority), self, 0);
  if (onb_enablement_is_wanted_by (finding->id) &&
      onb_guide_get_enablement (onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)))) !=
          NULL)
    onb_finding_card_lead_to_enablement (ONB_FINDING_CARD (card));
  return card;
}

/* The gravest one is in the card of the verdict where that holds, the others below it. */
static void
show_findings (OnbCheckPage *self, OnbCheckResult *result, gboolean valid)
{
  guint n_findings = result != NULL ? result->findings->len : 0;
  gboolean in_card = valid && n_findings > 0 && !onb_verdict_is_ready (result->verdict);
  GtkWidget *card;

  if (self->shown == result && self->shown_valid == valid)
    return;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->findings_box))) != NULL)
    gtk_box_remove (self->findings_box, card);
  adw_bin_set_child (self->first_finding, NULL);

  if (result != NULL)
    onb_check_result_ref (result);
  g_clear_pointer (&self->shown, onb_check_result_unref);
  self->shown = result;
  self->shown_valid = valid;
  self->finding_suggests = FALSE;
  for (guint i = 0; i < n_findings; i++)
    {
      card = card_new (self, result, i);
      if (i == 0 && in_card)
        {
          gtk_widget_remove_css_class (card, "card");
          adw_bin_set_child (self->first_finding, card);
          self->finding_suggests = onb_finding_card_suggest (ONB_FINDING_CARD (card));
        }
      else
        {
          gtk_box_append (self->findings_box, card);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->first_finding), in_card);
  gtk_widget_set_visible (GTK_WIDGET (self->findings_box), n_findings > (in_card ? 1 : 0));
}

static void
show_verdict (OnbCheckPage *self, const OnbLook *look, const char *title, const char *explanation)
{
  onb_look_apply (look, self->verdict_icon);
  gtk_label_set_label (self->verdict_label, title);
  gtk_label_set_label (self->explanation_label, explanation);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->verdict_card),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (self->verdict_card, TRUE);
}

static void
show_table (OnbCheckPage *self, OnbCheckResult *result, gboolean running)
{
  onb_results_table_set_result (self->table, result, running);
  onb_version_row_show (self->r4_row, result, ONB_FHIR_R4);
  onb_version_row_show (self->dstu2_row, result, ONB_FHIR_DSTU2);
  gtk_widget_set_visible (self->result_group, !running);
  gtk_widget_set_visible (GTK_WIDGET (self->table_expander), TRUE);
}

static guint
count_cells (OnbCheckResult *result, gboolean done_only)
{
  guint n_cells = 0;

  for (guint i = 0; i < result->scopes->len; i++)
    for (guint v = 0; v < ONB_N_FHIR_VERSIONS; v++)
      {
        const OnbCell *cell =
            &((const OnbScopeResult *) g_ptr_array_index (result->scopes, i))->cells[v];

        n_cells += cell->tested && (!done_only || cell->state != ONB_CELL_UNTESTED);
      }

  return n_cells;
}

static void
show_running (OnbCheckPage *self)
{
  OnbTestRun *test = get_test (self);
  OnbCheckResult *result = onb_test_run_get_result (test);
  guint n_done = result != NULL ? count_cells (result, TRUE) : 0;
  g_autofree char *progress =
      n_done == 0 ? g_strdup (_ ("Requesting access token…"))
                  /* Translators: how many scopes were tried, of how many. */
                  : g_strdup_printf (_ ("%u of %u"), n_done, count_cells (result, FALSE));
  gboolean slow = onb_test_run_is_slow (test);
  g_autofree char *patience =
      /* Translators: a number of seconds. */
      g_strdup_printf (_ ("The server is slow. A response can take up to %d seconds."),
                       ONB_HTTP_ANSWER_SECONDS);

  show_findings (self, NULL, FALSE);
  show_verdict (self, onb_look_of_busy (), _ ("Testing…"),
                slow ? patience : _ ("You can stop the test at any time."));
  if (slow && !self->is_slow)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), patience,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  self->is_slow = slow;
  gtk_label_set_label (self->when_label, "");
  gtk_label_set_label (self->progress_label, progress);
  if (result != NULL)
    show_table (self, result, TRUE);
}

static gboolean
nothing_was_tested (OnbCheckResult *result)
{
  return count_cells (result, TRUE) == 0;
}

static void
show_result (OnbCheckPage *self, OnbCheckResult *result, OnbStanding standing)
{
  g_autofree char *date = onb_when_describe (result->started);
  /* Translators: date and time of a test, its duration, host and tenant. */
  g_autofree char *when =
      onb_bidi_format (_ ("Tested %s, %.1f s. Host: %s. Tenant ID: %s"), date,
                       (double) result->duration_ms / 1000, result->fhir_host, result->tenant);

  show_verdict (self, onb_look_of_standing (standing), onb_standing_get_title (standing),
                standing.kind == ONB_STANDING_TESTED ? onb_check_result_get_explanation (result)
                                                     : onb_standing_get_explanation (standing));
  gtk_label_set_label (self->when_label, when);
  show_findings (self, result, standing.kind == ONB_STANDING_TESTED);
  show_table (self, result, FALSE);
}

static void
show_problem (OnbCheckPage *self)
{
  OnbTestState state = onb_test_run_get_state (get_test (self));
  gboolean address = state == ONB_TEST_NO_ADDRESS;
  const char *problem = onb_test_run_get_problem (get_test (self));

  gtk_widget_set_visible (GTK_WIDGET (self->problem_group), problem != NULL);
  if (problem == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem_row), problem);
  gtk_button_set_label (self->problem_button,
                        address ? _ ("Go to FHIR URL") : _ ("Go to Credentials"));
}

/* Whether what is waited for happens elsewhere, by and by. */
static gboolean
takes_time (OnbCheckResult *result)
{
  return result != NULL && result->findings->len > 0 && !onb_verdict_is_ready (result->verdict) &&
         onb_remedy_takes_time (g_ptr_array_index (result->findings, 0));
}

/* What is to be done about the verdict, or the test; where all is well, to go on. */
static void
show_suggestion (OnbCheckPage *self, gboolean running, gboolean ready)
{
  gboolean test = !running && !ready && !self->finding_suggests;

  if (test)
    gtk_widget_add_css_class (GTK_WIDGET (self->start_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->start_button), "suggested-action");
  onb_page_set_suggests (ONB_PAGE (self), !ready);
}

static void
show_daily (OnbCheckPage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  gboolean daily = onb_clinic_get_daily (clinic);

  gtk_widget_set_visible (self->daily_group, daily || onb_clinic_get_result (clinic) != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->daily_row), !self->turning);
  if (!self->turning)
    adw_switch_row_set_active (self->daily_row, daily);
}

static void
update (OnbCheckPage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  OnbStanding standing =
      onb_clinic_get_standing (clinic,
                               onb_session_get_guide (onb_page_get_session (ONB_PAGE (self))));
  OnbCheckResult *result = onb_clinic_get_result (clinic);
  gboolean running = onb_test_run_get_state (get_test (self)) == ONB_TEST_RUNNING;
  gboolean had_focus = gtk_widget_has_focus (GTK_WIDGET (self->stop_button));
  gboolean repeats = onb_test_run_get_repeats (get_test (self));

  gtk_widget_set_visible (GTK_WIDGET (self->start_button), !running);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), running || repeats);
  gtk_widget_set_visible (self->spinner, running);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_label), running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scenario_row), !running);
  gtk_button_set_label (self->start_button, result != NULL ? _ ("Test Again") : _ ("Start Test"));
  gtk_widget_set_visible (self->intro_label, !running && result == NULL);
  gtk_widget_set_visible (self->report_button, !running && result != NULL);
  gtk_widget_set_visible (self->repeat_group, repeats || (!running && takes_time (result)));
  adw_switch_row_set_active (self->repeat_row, repeats);
  show_daily (self);
  show_problem (self);
  onb_history_group_show (self->history_group, clinic);

  if (running)
    {
      show_running (self);
    }
  else if (result != NULL)
    {
      show_result (self, result, standing);
    }
  else
    {
      show_findings (self, NULL, FALSE);
      gtk_widget_set_visible (self->verdict_card, FALSE);
      gtk_widget_set_visible (self->result_group, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->table_expander), FALSE);
    }

  /* What was pressed has gone; its successor is in its place. */
  if (had_focus && !running && !repeats)
    gtk_widget_grab_focus (GTK_WIDGET (self->start_button));
  onb_page_set_done (ONB_PAGE (self), onb_standing_is_ready (standing));
  show_suggestion (self, running, onb_standing_is_ready (standing) && !running);
}

/* Said once, wherever the focus is; who looks elsewhere and waits for it gets a notification. */
static void
on_test_ended (OnbTestRun *test, guint verdict, OnbCheckPage *self)
{
  OnbCheckResult *result = onb_clinic_get_result (onb_page_get_clinic (ONB_PAGE (self)));
  g_autofree char *text =
      g_strdup_printf ("%s. %s", onb_verdict_get_title ((OnbVerdict) verdict),
                       result->findings->len > 0
                           ? ((const OnbFinding *) g_ptr_array_index (result->findings, 0))->title
                           : onb_verdict_get_explanation ((OnbVerdict) verdict));

  gtk_expander_set_expanded (self->table_expander, !nothing_was_tested (result));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
on_start_clicked (GtkButton *button, OnbCheckPage *self)
{
  gtk_expander_set_expanded (self->table_expander, TRUE);
  onb_test_run_start (get_test (self));
  if (onb_test_run_get_state (get_test (self)) == ONB_TEST_RUNNING)
    gtk_widget_grab_focus (GTK_WIDGET (self->stop_button));
}

static void
on_stop_clicked (GtkButton *button, OnbCheckPage *self)
{
  onb_test_run_stop (get_test (self));
  update (self);
}

static void
on_repeat_toggled (AdwSwitchRow *row, GParamSpec *pspec, OnbCheckPage *self)
{
  if (onb_page_get_session (ONB_PAGE (self)) != NULL)
    onb_test_run_set_repeats (get_test (self), adw_switch_row_get_active (row));
}

/* Where it did not go, the switch goes back. */
static void
on_daily_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbCheckPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean set = onb_watcher_set_daily_finish (ONB_WATCHER (source), result, &error);

  /* Meanwhile the page may have been left for good. */
  if (onb_page_get_session (ONB_PAGE (self)) == NULL ||
      gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  self->turning = FALSE;
  show_daily (self);
  if (!set)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
}

static void
on_daily_toggled (AdwSwitchRow *row, GParamSpec *pspec, OnbCheckPage *self)
{
  OnbSession *session = onb_page_get_session (ONB_PAGE (self));
  gboolean daily = adw_switch_row_get_active (row);

  if (session == NULL || self->turning || onb_session_get_watcher (session) == NULL ||
      daily == onb_clinic_get_daily (onb_session_get_clinic (session)))
    return;

  self->turning = TRUE;
  show_daily (self);
  onb_watcher_set_daily_async (onb_session_get_watcher (session), onb_session_get_clinic (session),
                               daily, on_daily_set, g_object_ref (self));
}

/* What is shown is what the desktop does, also where it was told otherwise meanwhile. */
static void
on_mapped (OnbCheckPage *self)
{
  OnbWatcher *watcher = onb_session_get_watcher (onb_page_get_session (ONB_PAGE (self)));

  if (watcher != NULL && onb_clinic_get_daily (onb_page_get_clinic (ONB_PAGE (self))))
    onb_watcher_verify (watcher);
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
offer_scenarios (OnbCheckPage *self, OnbPractice *practice)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));
  const OnbScenario *plays = onb_practice_get_scenario (practice);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_scenarios;
  const OnbScenario *scenarios = onb_scenarios (&n_scenarios);

  for (guint i = 0; i < n_scenarios; i++)
    gtk_string_list_append (names, _ (scenarios[i].plays));
  /* The first one is selected with that: what is played goes on meanwhile. */
  g_signal_handlers_block_by_func (self->scenario_row, on_scenario_selected, self);
  adw_combo_row_set_model (self->scenario_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->scenario_row, (guint) (plays - scenarios));
  g_signal_handlers_unblock_by_func (self->scenario_row, on_scenario_selected, self);
  if (!g_str_equal (onb_guide_get_id (guide), ONB_PRACTICE_GUIDE))
    {
      g_autofree char *description =
          /* Translators: the name of an EHR system. */
          g_strdup_printf (_ ("The simulated server responds as %s does, whichever guide the "
                              "clinic follows."),
                           ONB_PRACTICE_SYSTEM);

      adw_preferences_group_set_description (self->practice_group, description);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->practice_group), TRUE);
}

static void
onb_check_page_dispose (GObject *object)
{
  g_clear_pointer (&ONB_CHECK_PAGE (object)->shown, onb_check_result_unref);

  G_OBJECT_CLASS (onb_check_page_parent_class)->dispose (object);
}

static void
onb_check_page_class_init (OnbCheckPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_check_page_dispose;

  g_type_ensure (ONB_TYPE_STATIC_ROW);
  g_type_ensure (ONB_TYPE_HISTORY_GROUP);
  g_type_ensure (ONB_TYPE_RESULTS_TABLE);
  g_type_ensure (ONB_TYPE_VERSION_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/check/onb-check-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, intro_label);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, practice_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, scenario_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, verdict_card);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, when_label);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, first_finding);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, problem_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, problem_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, problem_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, repeat_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, daily_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, daily_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, findings_box);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, result_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, r4_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, dstu2_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, table_expander);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, table);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, history_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCheckPage, report_button);
  gtk_widget_class_bind_template_callback (widget_class, on_start_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_problem_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_repeat_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_daily_toggled);
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
  OnbCheckPage *self = g_object_new (ONB_TYPE_CHECK_PAGE, "session", session, "id", ONB_PAGE_TEST,
                                     "title", _ ("Connection Test"), NULL);
  OnbCheckResult *result = onb_clinic_get_result (onb_session_get_clinic (session));

  if (onb_session_get_practice (session) != NULL)
    {
      offer_scenarios (self, onb_session_get_practice (session));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->daily_row),
                                   _ ("In demo mode, a day takes a minute, and the tests end with "
                                      "this window. You are notified only of changes."));
    }
  g_signal_connect (self, "map", G_CALLBACK (on_mapped), NULL);
  gtk_expander_set_expanded (self->table_expander, result == NULL || !nothing_was_tested (result));
  g_signal_connect_object (onb_session_get_test (session), "notify", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (onb_session_get_test (session), "ended", G_CALLBACK (on_test_ended),
                           self, 0);
  g_signal_connect_object (onb_session_get_test (session), "login-wanted",
                           G_CALLBACK (on_login_wanted), self, 0);
  g_signal_connect_object (onb_test_run_get_logins (onb_session_get_test (session)), "not-kept",
                           G_CALLBACK (on_login_not_kept), self, 0);
  g_signal_connect_object (onb_session_get_clinic (session), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return ONB_PAGE (self);
}
