/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-choice-row.h"

#include "app/guide/onb-guide-picker.h"

struct _OnbGuidePicker
{
  OnbGroup parent_instance;

  GPtrArray *rows;

  OnbSession *session;
};

G_DEFINE_FINAL_TYPE (OnbGuidePicker, onb_guide_picker, ONB_TYPE_GROUP)

static void
on_chosen (OnbChoiceRow *row, OnbGuidePicker *self)
{
  onb_clinic_set_guide (onb_session_get_clinic (self->session), onb_choice_row_get_id (row));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.reopen", NULL);
}

static void
add_guide (OnbGuidePicker *self, OnbGuide *guide)
{
  const char *id = onb_guide_get_id (guide);
  OnbChoiceRow *row =
      onb_choice_row_new (id, onb_guide_get_system (guide),
                          self->rows->len > 0 ? g_ptr_array_index (self->rows, 0) : NULL);

  if (g_str_equal (id, onb_clinic_get_guide (onb_session_get_clinic (self->session))))
    onb_choice_row_choose (row);
  g_signal_connect (row, "chosen", G_CALLBACK (on_chosen), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
show_guides (OnbGuidePicker *self)
{
  GListModel *library = G_LIST_MODEL (onb_session_get_library (self->session));
  guint n_guides = g_list_model_get_n_items (library);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  gtk_widget_set_visible (GTK_WIDGET (self), n_guides > 1);
  for (guint i = 0; n_guides > 1 && i < n_guides; i++)
    {
      g_autoptr (OnbGuide) guide = g_list_model_get_item (library, i);

      add_guide (self, guide);
    }
}

/* What has been done so far was done by the guide that was chosen. */
static void
show_progress (OnbGuidePicker *self)
{
  OnbClinic *clinic = onb_session_get_clinic (self->session);
  gboolean begun = onb_clinic_count_ticks (clinic, onb_session_get_guide (self->session)) > 0 ||
                   onb_clinic_get_stored (clinic);

  gtk_widget_set_sensitive (GTK_WIDGET (self), !begun);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      begun ? _ ("Setup with this EHR has already started. For another EHR, add another clinic.")
            : NULL);
}

void
onb_guide_picker_set_session (OnbGuidePicker *self, OnbSession *session)
{
  g_return_if_fail (ONB_IS_GUIDE_PICKER (self));
  g_return_if_fail (ONB_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  show_guides (self);
  show_progress (self);
  g_signal_connect_object (onb_session_get_clinic (session), "notify::ticks",
                           G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (onb_session_get_clinic (session), "notify::stored",
                           G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (onb_session_get_library (session), "items-changed",
                           G_CALLBACK (show_guides), self, G_CONNECT_SWAPPED);
}

static void
onb_guide_picker_dispose (GObject *object)
{
  OnbGuidePicker *self = ONB_GUIDE_PICKER (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
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
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   _ ("Which EHR does the clinic use?"));
}
