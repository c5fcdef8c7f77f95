/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/guide/onb-guide-dialog.h"
#include "app/widgets/onb-look.h"
#include "app/widgets/onb-static-row.h"
#include "guide/onb-bidi.h"

#include "app/guide/onb-guide-group.h"

struct _OnbGuideGroup
{
  OnbGroup parent_instance;

  AdwActionRow *setup_row;
  AdwActionRow *reviewed_row;
  AdwActionRow *users_row;
  /* A row for each guide in the user's folder that is not used. */
  GPtrArray *offer_rows;

  OnbSession *session;
};

G_DEFINE_FINAL_TYPE (OnbGuideGroup, onb_guide_group, ONB_TYPE_GROUP)

static void
on_take_back_clicked (GtkButton *button, OnbGuideGroup *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  OnbGuide *guide = onb_session_get_guide (self->session);
  g_autoptr (GError) error = NULL;

  if (onb_guide_library_take_back (onb_session_get_library (self->session),
                                   onb_guide_get_id (guide), &error))
    gtk_widget_activate_action (window, "win.toast", "s",
                                _ ("Guide no longer in use. Its file is in your guides folder."));
  else
    gtk_widget_activate_action (window, "win.toast", "s", error->message);
}

static void
on_review_clicked (GtkButton *button, OnbGuide *guide)
{
  OnbGuideGroup *self =
      ONB_GUIDE_GROUP (gtk_widget_get_ancestor (GTK_WIDGET (button), ONB_TYPE_GUIDE_GROUP));

  adw_dialog_present (onb_guide_dialog_new (onb_session_get_library (self->session), guide),
                      GTK_WIDGET (self));
}

static void
add_offer (OnbGuideGroup *self, OnbGuide *guide)
{
  GtkWidget *row = onb_static_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Review…"));
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  g_autofree char *date = onb_guide_describe_reviewed (guide);

  /* Translators: the name of an EHR system, and a date. */
  title = onb_bidi_format (_ ("In your guides folder: %s, %s"), onb_guide_get_system (guide), date);
  /* Translators: what a button does: the name of an EHR system, and a date. */
  name = onb_bidi_format (_ ("Review the guide for %s, %s"), onb_guide_get_system (guide), date);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("It is not used until you have seen what it changes."));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_review_clicked), guide, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->offer_rows, row);
}

static void
show_offers (OnbGuideGroup *self)
{
  GPtrArray *offers = onb_guide_library_get_offers (onb_session_get_library (self->session));

  for (guint i = 0; i < self->offer_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  g_ptr_array_index (self->offer_rows, i));
  g_ptr_array_set_size (self->offer_rows, 0);
  for (guint i = 0; i < offers->len; i++)
    add_offer (self, g_ptr_array_index (offers, i));
}

static char *
describe_old (OnbGuide *guide, const char *date, int months)
{
  /* Translators: Leyr's address. */
  g_autofree char *advice =
      onb_bidi_format (_ ("For a newer guide, email %s."), onb_guide_get_contact (guide));
  g_autofree char *age = g_strdup_printf (
      /* Translators: a date, and how many months ago that was; always 12 or more. */
      ngettext ("%s, %d month ago. The console may look different by now.",
                "%s, %d months ago. The console may look different by now.", (gulong) months),
      date, months);

  return g_strjoin (" ", age, advice, NULL);
}

static void
show_age (OnbGuideGroup *self, OnbGuide *guide)
{
  GDate today;
  gboolean old;
  int months;
  g_autofree char *date = onb_guide_describe_reviewed (guide);
  g_autofree char *text = NULL;
  GtkImage *icon;

  g_date_clear (&today, 1);
  g_date_set_time_t (&today, time (NULL));
  old = onb_guide_is_old (guide, &today);
  months = onb_guide_get_age (guide, &today);
  if (old)
    text = describe_old (guide, date, months);
  adw_action_row_set_subtitle (self->reviewed_row, old ? text : date);
  if (!old)
    return;

  icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  onb_look_apply (onb_look_of_warning (), icon);
  adw_action_row_add_prefix (self->reviewed_row, GTK_WIDGET (icon));
}

static void
show_origin (OnbGuideGroup *self, OnbGuide *guide)
{
  OnbGuideLibrary *library = onb_session_get_library (self->session);

  gtk_widget_set_visible (GTK_WIDGET (self->users_row),
                          onb_guide_library_is_users (library, onb_guide_get_id (guide)));
}

void
onb_guide_group_set_session (OnbGuideGroup *self, OnbSession *session)
{
  OnbGuide *guide;

  g_return_if_fail (ONB_IS_GUIDE_GROUP (self));
  g_return_if_fail (ONB_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  guide = onb_session_get_guide (session);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->setup_row),
                                 onb_guide_get_setup_type (guide));
  adw_action_row_set_subtitle (self->setup_row, onb_guide_get_setup_explanation (guide));
  show_age (self, guide);
  show_origin (self, guide);
  show_offers (self);
  g_signal_connect_object (onb_session_get_library (session), "items-changed",
                           G_CALLBACK (show_offers), self, G_CONNECT_SWAPPED);
}

static void
onb_guide_group_dispose (GObject *object)
{
  OnbGuideGroup *self = ONB_GUIDE_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ONB_TYPE_GUIDE_GROUP);
  g_clear_pointer (&self->offer_rows, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (onb_guide_group_parent_class)->dispose (object);
}

static void
onb_guide_group_class_init (OnbGuideGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_guide_group_dispose;

  g_type_ensure (ONB_TYPE_STATIC_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/guide/onb-guide-group.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbGuideGroup, setup_row);
  gtk_widget_class_bind_template_child (widget_class, OnbGuideGroup, reviewed_row);
  gtk_widget_class_bind_template_child (widget_class, OnbGuideGroup, users_row);
  gtk_widget_class_bind_template_callback (widget_class, on_take_back_clicked);
}

static void
onb_guide_group_init (OnbGuideGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->offer_rows = g_ptr_array_new ();
}
