/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/guide/onb-guide-picker.h"

struct _OnbGuidePicker
{
  OnbGroup parent_instance;

  GPtrArray *rows;
  /* Ids of the guides, in the order of the buttons; owned by those. */
  GHashTable *ids;

  OnbSession *session;
};

G_DEFINE_FINAL_TYPE (OnbGuidePicker, onb_guide_picker, ONB_TYPE_GROUP)

static void
on_toggled (GtkCheckButton *button, OnbGuidePicker *self)
{
  OnbClinic *clinic = onb_session_get_clinic (self->session);

  if (!gtk_check_button_get_active (button))
    return;

  onb_clinic_set_guide (clinic, g_hash_table_lookup (self->ids, button));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.reopen", NULL);
}

static GtkCheckButton *
add_guide (OnbGuidePicker *self, OnbGuide *guide, GtkCheckButton *first)
{
  const char *id = onb_guide_get_id (guide);
  GtkWidget *row = adw_action_row_new ();
  GtkCheckButton *button = GTK_CHECK_BUTTON (g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role",
                                                           GTK_ACCESSIBLE_ROLE_RADIO, "valign",
                                                           GTK_ALIGN_CENTER, "group", first, NULL));

  gtk_check_button_set_active (
      button, g_str_equal (id, onb_clinic_get_guide (onb_session_get_clinic (self->session))));
  g_hash_table_insert (self->ids, button, g_strdup (id));
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), onb_guide_get_system (guide));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (button));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  return button;
}

static void
show_guides (OnbGuidePicker *self)
{
  GListModel *library = G_LIST_MODEL (onb_session_get_library (self->session));
  guint n_guides = g_list_model_get_n_items (library);
  OnbClinic *clinic = onb_session_get_clinic (self->session);
  gboolean begun = onb_clinic_count_ticks (clinic) > 0 || onb_clinic_get_stored (clinic);
  GtkCheckButton *first = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_hash_table_remove_all (self->ids);

  gtk_widget_set_visible (GTK_WIDGET (self), n_guides > 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !begun);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      begun ? _ ("The clinic is on its way with this EHR. Add another clinic for another EHR.")
            : NULL);
  for (guint i = 0; n_guides > 1 && i < n_guides; i++)
    {
      g_autoptr (OnbGuide) guide = g_list_model_get_item (library, i);
      GtkCheckButton *button = add_guide (self, guide, first);

      if (first == NULL)
        first = button;
    }
}

void
onb_guide_picker_set_session (OnbGuidePicker *self, OnbSession *session)
{
  g_return_if_fail (ONB_IS_GUIDE_PICKER (self));
  g_return_if_fail (ONB_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  show_guides (self);
  g_signal_connect_object (onb_session_get_clinic (session), "notify::ticks",
                           G_CALLBACK (show_guides), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (onb_session_get_clinic (session), "notify::stored",
                           G_CALLBACK (show_guides), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (onb_session_get_library (session), "items-changed",
                           G_CALLBACK (show_guides), self, G_CONNECT_SWAPPED);
}

static void
onb_guide_picker_dispose (GObject *object)
{
  OnbGuidePicker *self = ONB_GUIDE_PICKER (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (onb_guide_picker_parent_class)->dispose (object);
}

static void
onb_guide_picker_class_init (OnbGuidePickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = onb_guide_picker_dispose;
}

static void
onb_guide_picker_init (OnbGuidePicker *self)
{
  self->rows = g_ptr_array_new ();
  self->ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   _ ("Which EHR does the clinic use?"));
}
