/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"

#include "app/finish/onb-done-page.h"

struct _OnbDonePage
{
  OnbPage parent_instance;

  AdwPreferencesGroup *group;
  AdwActionRow *steps_row;
  AdwActionRow *credentials_row;
  AdwActionRow *test_row;
  AdwActionRow *versions_row;
  AdwActionRow *hand_over_row;
  GtkImage *steps_icon;
  GtkImage *credentials_icon;
  GtkImage *test_icon;
  GtkImage *hand_over_icon;
};

G_DEFINE_FINAL_TYPE (OnbDonePage, onb_done_page, ONB_TYPE_PAGE)

static void
show_row (AdwActionRow *row, GtkImage *icon, gboolean done, const char *text)
{
  adw_action_row_set_subtitle (row, text);
  gtk_image_set_from_icon_name (icon, done ? "onb-ok-symbolic" : "content-loading-symbolic");
}

static gboolean
show_test (OnbDonePage *self, OnbCheckResult *result)
{
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *date = NULL;
  g_autofree char *text = NULL;
  gboolean ready;

  if (result == NULL)
    {
      show_row (self->test_row, self->test_icon, FALSE, _ ("Not tested yet"));
      return FALSE;
    }

  ready = onb_verdict_is_ready (result->verdict);
  local = g_date_time_to_local (result->started);
  date = g_date_time_format (local, "%c");
  /* Translators: a verdict, date and time. */
  text = onb_bidi_format (_ ("%s, %s"), onb_verdict_get_title (result->verdict), date);
  show_row (self->test_row, self->test_icon, ready, text);
  return ready;
}

static void
show_versions (OnbDonePage *self, OnbCheckResult *result)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint v = 0; result != NULL && v < ONB_N_FHIR_VERSIONS; v++)
    if (result->versions[v].tested)
      {
        /* Translators: a FHIR version, and how it does. */
        g_autofree char *sentence =
            onb_bidi_format (_ ("%s: %s."), onb_fhir_version_get_title ((OnbFhirVersion) v),
                             onb_version_state_get_title (result->versions[v].state));

        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
      }
  adw_action_row_set_subtitle (self->versions_row, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->versions_row), text->len > 0);
}

static void
update (OnbDonePage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  OnbCheckResult *result = onb_clinic_get_result (clinic);
  int n_steps =
      onb_guide_get_n_steps (onb_session_get_guide (onb_page_get_session (ONB_PAGE (self))));
  guint n_done = onb_clinic_count_ticks (clinic);
  gboolean stored = onb_clinic_get_stored (clinic);
  gboolean handed_over = onb_clinic_get_handed_over (clinic);
  /* Translators: how many of the guide's steps are ticked. */
  g_autofree char *steps = g_strdup_printf (_ ("%u of %d steps done"), n_done, n_steps);
  gboolean ready;

  show_row (self->steps_row, self->steps_icon, n_done >= (guint) n_steps, steps);
  show_row (self->credentials_row, self->credentials_icon, stored,
            stored ? _ ("In the system’s keyring") : _ ("Not kept yet"));
  ready = show_test (self, result);
  show_versions (self, result);
  show_row (self->hand_over_row, self->hand_over_icon, handed_over,
            handed_over ? _ ("The credentials are in Leyr’s Developer Portal.")
                        : _ ("Not yet, as far as you told."));

  adw_preferences_group_set_title (self->group, ready && handed_over
                                                    ? _ ("The clinic is connected")
                                                    : _ ("What is done, and what is not"));
  onb_page_set_done (ONB_PAGE (self), ready && handed_over);
}

static void
on_clinic_changed (OnbClinic *clinic, OnbDonePage *self)
{
  update (self);
}

static void
onb_done_page_class_init (OnbDonePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/finish/onb-done-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, group);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, steps_row);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, credentials_row);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, test_row);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, versions_row);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, hand_over_row);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, steps_icon);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, credentials_icon);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, test_icon);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, hand_over_icon);
}

static void
onb_done_page_init (OnbDonePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OnbPage *
onb_done_page_new (OnbSession *session)
{
  OnbDonePage *self = g_object_new (ONB_TYPE_DONE_PAGE, "session", session, "id", "done", "title",
                                    _ ("Done"), NULL);

  update (self);
  g_signal_connect_object (onb_session_get_clinic (session), "changed",
                           G_CALLBACK (on_clinic_changed), self, 0);
  return ONB_PAGE (self);
}
