/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-feedback-row.h"
#include "clinic/onb-enablement.h"
#include "guide/onb-bidi.h"

#include "app/enablement/onb-application-id-group.h"

struct _OnbApplicationIdGroup
{
  OnbGroup parent_instance;

  AdwEntryRow *row;
  OnbFeedbackRow *hint_row;

  OnbSession *session;
  /* What the other page was told is being shown. */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (OnbApplicationIdGroup, onb_application_id_group, ONB_TYPE_GROUP)

static OnbClinic *
get_clinic (OnbApplicationIdGroup *self)
{
  return onb_session_get_clinic (self->session);
}

static const char *
get_label (OnbApplicationIdGroup *self)
{
  return onb_guide_get_enablement (onb_session_get_guide (self->session))->identifier;
}

static char *
read_text (OnbApplicationIdGroup *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->row))));
}

/* What is kept goes into a request: nothing that cannot be one. */
static gboolean
is_good (OnbApplicationIdGroup *self, const char *text)
{
  return g_uuid_string_is_valid (text) && !onb_enablement_is_client_id (get_clinic (self), text);
}

static void
update_hint (OnbApplicationIdGroup *self)
{
  g_autofree char *text = read_text (self);
  g_autofree char *words = NULL;

  if (text[0] == '\0' || is_good (self, text))
    {
      onb_feedback_row_say (self->hint_row, ONB_FEEDBACK_NONE, NULL);
      return;
    }

  if (onb_enablement_is_client_id (get_clinic (self), text))
    words = onb_bidi_format (
        /* Translators: what the console calls the ID of the credentials, and the application's own ID. */
        _ ("This is the value of “%s”. “%s” is a different one, next to it in the console."),
        onb_guide_get_credential_label (onb_session_get_guide (self->session), FALSE),
        get_label (self));
  else
    words = onb_bidi_format (
        /* Translators: what the console calls the application's own number. */
        _ ("The %s has 32 digits and letters from a to f, in five groups with hyphens."),
        get_label (self));
  onb_feedback_row_say (self->hint_row, ONB_FEEDBACK_WRONG, words);
}

static void
on_changed (GtkEditable *row, OnbApplicationIdGroup *self)
{
  g_autofree char *text = NULL;

  if (self->session == NULL || self->filling)
    return;

  text = read_text (self);
  onb_clinic_set_application_id (get_clinic (self), is_good (self, text) ? text : "");
  update_hint (self);
}

/* It may have been entered on the other page that asks for it; and what was good is not, once the
 * Client ID is the same. */
static void
on_clinic_changed (OnbClinic *clinic, OnbApplicationIdGroup *self)
{
  /* A copy: the clinic's own goes as soon as it is told of another. */
  g_autofree char *kept = g_strdup (onb_clinic_get_application_id (clinic));
  g_autofree char *text = read_text (self);

  /* What is good and yet not kept was cleared on the other page. */
  if (!g_str_equal (kept, text) && (kept[0] != '\0' || is_good (self, text)))
    {
      self->filling = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->row), kept);
      self->filling = FALSE;
    }
  if (kept[0] != '\0' && !is_good (self, kept))
    onb_clinic_set_application_id (clinic, "");
  update_hint (self);
}

static void
onb_application_id_group_dispose (GObject *object)
{
  g_clear_object (&ONB_APPLICATION_ID_GROUP (object)->session);

  G_OBJECT_CLASS (onb_application_id_group_parent_class)->dispose (object);
}

static void
onb_application_id_group_class_init (OnbApplicationIdGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_application_id_group_dispose;

  g_type_ensure (ONB_TYPE_FEEDBACK_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/enablement/onb-application-id-group.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbApplicationIdGroup, row);
  gtk_widget_class_bind_template_child (widget_class, OnbApplicationIdGroup, hint_row);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
onb_application_id_group_init (OnbApplicationIdGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
onb_application_id_group_set_session (OnbApplicationIdGroup *self, OnbSession *session)
{
  g_return_if_fail (ONB_IS_APPLICATION_ID_GROUP (self));
  g_return_if_fail (ONB_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), get_label (self));
  g_signal_connect_object (get_clinic (self), "changed", G_CALLBACK (on_clinic_changed), self, 0);
  on_clinic_changed (get_clinic (self), self);
}
