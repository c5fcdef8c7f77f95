/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-static-row.h"
#include "app/widgets/onb-when.h"
#include "clinic/onb-enablement.h"
#include "guide/onb-bidi.h"

#include "app/finish/onb-done-page.h"

struct _OnbDonePage
{
  OnbPage parent_instance;

  GtkWidget *success_box;
  GtkLabel *success_label;
  GtkWidget *open_group;
  GtkWidget *credentials_row;
  AdwActionRow *enablement_row;
  AdwActionRow *test_row;
  GtkWidget *hand_over_row;
  GtkWidget *scopes_row;
  GtkActionable *scopes_button;
};

G_DEFINE_FINAL_TYPE (OnbDonePage, onb_done_page, ONB_TYPE_PAGE)

static void
show_success (OnbDonePage *self, OnbClinic *clinic)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));
  g_autofree char *date = onb_when_describe (onb_clinic_get_result (clinic)->started);
  /* Translators: a clinic’s name, the name of an EHR system, date and time. */
  g_autofree char *text =
      onb_bidi_format (_ ("%2$s of %1$s is ready for Leyr. The connection was tested on %3$s, and "
                          "you confirmed that the credentials are in Leyr’s Developer Portal."),
                       onb_clinic_get_title (clinic), onb_guide_get_system (guide), date);

  gtk_label_set_label (self->success_label, text);
}

static void
show_enablement (OnbDonePage *self, OnbClinic *clinic)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));
  OnbEnablementState state = onb_enablement_get_state (clinic, guide);
  g_autofree char *text = onb_enablement_describe (clinic, guide);

  gtk_widget_set_visible (GTK_WIDGET (self->enablement_row),
                          state != ONB_ENABLEMENT_NONE && state != ONB_ENABLEMENT_DONE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->enablement_row), text);
}

static void
update (OnbDonePage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  OnbStanding standing =
      onb_clinic_get_standing (clinic,
                               onb_session_get_guide (onb_page_get_session (ONB_PAGE (self))));
  gboolean stored = onb_clinic_get_stored (clinic);
  gboolean ready = onb_standing_is_ready (standing);
  gboolean handed_over = onb_clinic_get_handed_over (clinic);
  gboolean done = stored && ready && handed_over;

  show_enablement (self, clinic);
  if (done)
    show_success (self, clinic);
  gtk_widget_set_visible (self->success_box, done);
  gtk_widget_set_visible (self->open_group, !done);
  gtk_widget_set_visible (self->credentials_row, !stored);
  gtk_widget_set_visible (GTK_WIDGET (self->test_row), !ready);
  gtk_widget_set_visible (self->hand_over_row, !handed_over);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->test_row),
                                 onb_standing_get_title (standing));
  adw_action_row_set_subtitle (self->test_row, onb_standing_get_explanation (standing));
  onb_page_set_done (ONB_PAGE (self), done);
}

static void
on_clinic_changed (OnbClinic *clinic, OnbDonePage *self)
{
  update (self);
}

/* The screen on which scopes are chosen, where the guide has options that need more of them. */
static const OnbGuideScreen *
find_scopes (OnbGuide *guide)
{
  GPtrArray *screens = onb_guide_get_screens (guide);

  for (guint i = 0; i < screens->len && onb_guide_get_options (guide)->len > 0; i++)
    {
      const OnbGuideScreen *screen = g_ptr_array_index (screens, i);

      for (guint j = 0; j < screen->steps->len; j++)
        {
          const OnbGuideStep *step = g_ptr_array_index (screen->steps, j);

          for (guint k = 0; k < step->items->len; k++)
            if (((const OnbGuideItem *) g_ptr_array_index (step->items, k))->kind ==
                ONB_GUIDE_SCOPES)
              return screen;
        }
    }

  return NULL;
}

static void
offer_scopes (OnbDonePage *self, OnbGuide *guide)
{
  const OnbGuideScreen *screen = find_scopes (guide);

  gtk_widget_set_visible (self->scopes_row, screen != NULL);
  if (screen == NULL)
    return;

  gtk_actionable_set_action_target (self->scopes_button, "s", screen->id);
  gtk_actionable_set_action_name (self->scopes_button, "win.page");
}

static void
onb_done_page_class_init (OnbDonePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ONB_TYPE_STATIC_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/finish/onb-done-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, success_box);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, success_label);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, open_group);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, credentials_row);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, enablement_row);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, test_row);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, hand_over_row);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, scopes_row);
  gtk_widget_class_bind_template_child (widget_class, OnbDonePage, scopes_button);
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
                                    _ ("Summary"), NULL);

  offer_scopes (self, onb_session_get_guide (session));
  update (self);
  g_signal_connect_object (onb_session_get_clinic (session), "changed",
                           G_CALLBACK (on_clinic_changed), self, 0);
  return ONB_PAGE (self);
}
