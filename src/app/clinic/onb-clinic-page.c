/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/clinic/onb-directory-dialog.h"
#include "app/network/onb-trust-group.h"
#include "app/widgets/onb-feedback-row.h"
#include "app/widgets/onb-static-row.h"
#include "guide/onb-bidi.h"

#include "app/clinic/onb-clinic-page.h"

struct _OnbClinicPage
{
  OnbPage parent_instance;

  AdwEntryRow *name_row;
  AdwEntryRow *location_row;
  OnbFeedbackRow *verdict_row;
  AdwActionRow *directory_row;
  AdwPreferencesGroup *location_group;
  AdwActionRow *sandbox_row;
  OnbTrustGroup *trust_group;
};

G_DEFINE_FINAL_TYPE (OnbClinicPage, onb_clinic_page, ONB_TYPE_PAGE)

static const char *
explain_kind (OnbAddressKind kind)
{
  switch (kind)
    {
    case ONB_ADDRESS_SANDBOX:
      return _ ("This is the secure sandbox.");
    case ONB_ADDRESS_OPEN_SANDBOX:
      return _ ("This is the open sandbox. It accepts requests without credentials, so a test "
                "there says nothing about yours.");
    case ONB_ADDRESS_PATIENT:
      return _ ("This URL is for patient access. Leyr needs the clinic’s URL for providers.");
    case ONB_ADDRESS_PROVIDER:
    default:
      return _ ("The format is correct.");
    }
}

static void
update (OnbClinicPage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbAddress) address = onb_clinic_get_address (clinic, &error);
  gboolean given = onb_clinic_get_location (clinic)[0] != '\0';
  g_autofree char *text = NULL;
  OnbAddressKind kind = ONB_ADDRESS_PROVIDER;
  gboolean good;

  if (address != NULL)
    {
      g_autofree char *authority = onb_address_get_authority (address);

      kind = onb_address_get_kind (address);
      /* Translators: a judgement, the host and the tenant. */
      text = onb_bidi_format (_ ("%s Host: %s. Tenant ID: %s"), explain_kind (kind), authority,
                              address->tenant);
    }

  good = address != NULL && kind != ONB_ADDRESS_OPEN_SANDBOX && kind != ONB_ADDRESS_PATIENT;
  if (!given)
    onb_feedback_row_say (self->verdict_row, ONB_FEEDBACK_NONE, NULL);
  else
    onb_feedback_row_say (self->verdict_row, good ? ONB_FEEDBACK_FINE : ONB_FEEDBACK_WRONG,
                          text != NULL ? text : error->message);

  onb_page_set_done (ONB_PAGE (self), onb_clinic_get_name (clinic)[0] != '\0' && good);
}

static void
on_name_changed (GtkEditable *row, OnbClinicPage *self)
{
  onb_clinic_set_name (onb_page_get_clinic (ONB_PAGE (self)), gtk_editable_get_text (row));
  update (self);
}

static void
on_location_changed (GtkEditable *row, OnbClinicPage *self)
{
  onb_clinic_set_location (onb_page_get_clinic (ONB_PAGE (self)), gtk_editable_get_text (row));
  update (self);
}

static void
on_entry_chosen (OnbDirectoryDialog *dialog, OnbDirectoryEntry *entry, OnbClinicPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->location_row),
                         onb_directory_entry_get_address (entry));
  /* A name that the user gave is the user's. */
  if (gtk_editable_get_text (GTK_EDITABLE (self->name_row))[0] == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), onb_directory_entry_get_name (entry));
}

static void
on_find_clicked (GtkButton *button, OnbClinicPage *self)
{
  AdwDialog *dialog = onb_directory_dialog_new (onb_page_get_session (ONB_PAGE (self)));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_entry_chosen), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_sandbox_clicked (GtkButton *button, OnbClinicPage *self)
{
  g_autoptr (OnbAddress) sandbox = onb_address_new_sandbox ();
  g_autofree char *base = onb_address_get_base (sandbox, ONB_FHIR_R4);

  gtk_editable_set_text (GTK_EDITABLE (self->location_row), base);
}

/* What is called after the EHR, or after who makes it. */
static void
name_system (OnbClinicPage *self, OnbGuide *guide)
{
  const char *system = onb_guide_get_system (guide);
  /* Translators: who makes an EHR. */
  g_autofree char *sandbox =
      onb_bidi_format (_ ("Secure Sandbox (%s)"), onb_guide_get_maker (guide));
  /* Translators: the name of an EHR system. */
  g_autofree char *use =
      onb_bidi_format (_ ("Try Leyr Onboarding without the clinic’s own %s"), system);
  /* Translators: the name of an EHR system. */
  g_autofree char *where = onb_bidi_format (
      onb_guide_get_directory (guide) != NULL
          ? _ ("Enter the FHIR URL of either version, or only the tenant ID. If you do not know "
               "it, "
               "find the clinic in the clinic directory, or ask your %s administrator. You can do "
               "this later, but the connection test needs it.")
          : _ ("Enter the FHIR URL of either version, or only the tenant ID. If you do not know "
               "it, "
               "ask your %s administrator. You can do this later, but the connection test needs "
               "it."),
      system);

  adw_preferences_group_set_description (self->location_group, where);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sandbox_row), sandbox);
  adw_action_row_set_subtitle (self->sandbox_row, use);
  gtk_widget_set_visible (GTK_WIDGET (self->sandbox_row), onb_guide_has_sandbox (guide));
}

static void
onb_clinic_page_class_init (OnbClinicPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ONB_TYPE_FEEDBACK_ROW);
  g_type_ensure (ONB_TYPE_STATIC_ROW);
  g_type_ensure (ONB_TYPE_TRUST_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/clinic/onb-clinic-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbClinicPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicPage, location_row);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicPage, verdict_row);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicPage, directory_row);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicPage, location_group);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicPage, sandbox_row);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicPage, trust_group);
  gtk_widget_class_bind_template_callback (widget_class, on_find_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_location_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_sandbox_clicked);
}

static void
onb_clinic_page_init (OnbClinicPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OnbPage *
onb_clinic_page_new (OnbSession *session)
{
  OnbClinic *clinic = onb_session_get_clinic (session);
  g_autofree char *name = g_strdup (onb_clinic_get_name (clinic));
  g_autofree char *location = g_strdup (onb_clinic_get_location (clinic));
  g_autofree char *directory = onb_session_get_directory_address (session);
  OnbClinicPage *self = g_object_new (ONB_TYPE_CLINIC_PAGE, "session", session, "id", "clinic",
                                      "title", _ ("Clinic"), NULL);

  name_system (self, onb_session_get_guide (session));
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
  gtk_editable_set_text (GTK_EDITABLE (self->location_row), location);
  gtk_widget_set_visible (GTK_WIDGET (self->directory_row), directory != NULL);
  onb_trust_group_show (self->trust_group, onb_session_get_authorities (session), clinic);
  update (self);
  return ONB_PAGE (self);
}
