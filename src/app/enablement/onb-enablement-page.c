/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/enablement/onb-application-id-group.h"
#include "app/network/onb-print.h"
#include "app/widgets/onb-choice-row.h"
#include "app/widgets/onb-keyring-failure.h"
#include "app/widgets/onb-look.h"
#include "app/window/onb-launcher.h"
#include "check/onb-check-report.h"
#include "clinic/onb-enablement.h"
#include "desktop/onb-email.h"
#include "guide/onb-bidi.h"

#include "app/enablement/onb-enablement-page.h"

struct _OnbEnablementPage
{
  OnbPage parent_instance;

  GtkLabel *need_label;
  AdwPreferencesGroup *hosting_group;
  AdwActionRow *where_row;
  OnbApplicationIdGroup *application_id_group;
  AdwPreferencesGroup *request_group;
  GtkLabel *request_label;
  AdwActionRow *state_row;
  GtkImage *state_icon;
  GtkButton *sent_button;
  GtkWidget *undo_button;
  AdwActionRow *minutes_row;
  AdwActionRow *again_row;

  /* What was marked as sent before it was marked again: one press too many is taken back by another. */
  GDateTime *before_sent;
  char *before_address;
  GStrv before_scopes;
};

G_DEFINE_FINAL_TYPE (OnbEnablementPage, onb_enablement_page, ONB_TYPE_PAGE)

static OnbGuide *
get_guide (OnbEnablementPage *self)
{
  return onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));
}

static const OnbGuideEnablement *
get_enablement (OnbEnablementPage *self)
{
  return onb_guide_get_enablement (get_guide (self));
}

/* For one who does not know, all there is. */
static char *
describe_where (OnbEnablementPage *self, const char *hosting)
{
  GPtrArray *hostings = get_enablement (self)->hostings;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < hostings->len; i++)
    {
      const OnbGuideHosting *candidate = g_ptr_array_index (hostings, i);

      if (g_str_equal (candidate->id, hosting))
        return g_strdup (candidate->where);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: what something is called, and what it is. */
      g_string_append_printf (text, _ ("%s: %s"), candidate->title, candidate->where);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const OnbLook *
look_of (OnbEnablementState state)
{
  switch (state)
    {
    case ONB_ENABLEMENT_DONE:
      return onb_look_of_fine ();
    case ONB_ENABLEMENT_AGAIN:
      return onb_look_of_warning ();
    case ONB_ENABLEMENT_WAITING:
      return onb_look_of_busy ();
    case ONB_ENABLEMENT_OPEN:
    case ONB_ENABLEMENT_NONE:
    default:
      return onb_look_of_done (FALSE);
    }
}

static void
show_state (OnbEnablementPage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  OnbEnablementState state = onb_enablement_get_state (clinic, get_guide (self));
  g_autofree char *text = onb_enablement_describe (clinic, get_guide (self));
  gboolean sent = onb_enablement_is_sent (clinic, get_guide (self));

  onb_look_apply (look_of (state), self->state_icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), text);
  gtk_button_set_label (self->sent_button, state == ONB_ENABLEMENT_AGAIN ? _ ("Mark as Sent Again")
                                                                         : _ ("Mark as Sent"));
  gtk_widget_set_visible (GTK_WIDGET (self->sent_button),
                          state == ONB_ENABLEMENT_OPEN || state == ONB_ENABLEMENT_AGAIN);
  gtk_widget_set_visible (self->undo_button, sent && state != ONB_ENABLEMENT_DONE);
  onb_page_set_done (ONB_PAGE (self), state == ONB_ENABLEMENT_DONE);
}

static gboolean
is_practice (OnbEnablementPage *self)
{
  return onb_session_get_practice (onb_page_get_session (ONB_PAGE (self))) != NULL;
}

static char *
write_request (OnbEnablementPage *self, const char *client_id)
{
  g_autofree char *request = onb_enablement_write_request (onb_page_get_clinic (ONB_PAGE (self)),
                                                           get_guide (self), client_id);

  return is_practice (self)
             ? g_strconcat (onb_check_report_get_practice_note (), "\n\n", request, NULL)
             : g_steal_pointer (&request);
}

static char *
write_subject (OnbEnablementPage *self)
{
  g_autofree char *subject =
      onb_enablement_write_subject (onb_page_get_clinic (ONB_PAGE (self)), get_guide (self));

  return is_practice (self) ? onb_bidi_format (_ ("Demo: %s"), subject)
                            : g_steal_pointer (&subject);
}

static void
update (OnbEnablementPage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  const char *hosting = onb_clinic_get_hosting (clinic);
  g_autofree char *where = describe_where (self, hosting);
  g_autofree char *request = write_request (self, onb_clinic_get_client_id (clinic));

  gtk_widget_set_visible (GTK_WIDGET (self->where_row), hosting[0] != '\0');
  adw_action_row_set_subtitle (self->where_row, where);
  gtk_label_set_label (self->request_label, request);
  show_state (self);
}

static void
on_clinic_changed (OnbClinic *clinic, OnbEnablementPage *self)
{
  update (self);
}

static void
on_hosting_chosen (OnbChoiceRow *row, OnbEnablementPage *self)
{
  onb_clinic_set_hosting (onb_page_get_clinic (ONB_PAGE (self)), onb_choice_row_get_id (row));
}

static OnbChoiceRow *
add_hosting (OnbEnablementPage *self, const char *id, const char *title, OnbChoiceRow *other)
{
  OnbChoiceRow *row = onb_choice_row_new (id, title, other);

  if (g_str_equal (id, onb_clinic_get_hosting (onb_page_get_clinic (ONB_PAGE (self)))))
    onb_choice_row_choose (row);
  g_signal_connect (row, "chosen", G_CALLBACK (on_hosting_chosen), self);
  adw_preferences_group_add (self->hosting_group, GTK_WIDGET (row));
  return row;
}

/* With the Client ID in full, which only the keyring has, and only for the moment of it. */
typedef void (*UseFunc) (OnbEnablementPage *self, const char *request);

typedef struct
{
  OnbEnablementPage *page;
  UseFunc use;
} Use;

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Use *use = data;
  g_autoptr (OnbEnablementPage) self = use->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbCredentials) credentials =
      onb_keeper_look_up_finish (ONB_KEEPER (source), result, &error);
  g_autofree char *request = NULL;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (error != NULL)
    {
      onb_keyring_failure_tell (GTK_WIDGET (self), error);
      return;
    }

  request = write_request (self, credentials != NULL ? credentials->client_id : NULL);
  use->use (self, request);
}

static void
use_request (OnbEnablementPage *self, UseFunc func)
{
  Use *use = g_new0 (Use, 1);

  use->page = g_object_ref (self);
  use->use = func;
  onb_keeper_look_up_async (onb_session_get_keeper (onb_page_get_session (ONB_PAGE (self))), NULL,
                            on_looked_up, use);
}

static void
copy_request (OnbEnablementPage *self, const char *request)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), request);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("Request copied"));
}

static void
mail_request (OnbEnablementPage *self, const char *request)
{
  g_autofree char *subject = write_subject (self);
  g_autofree char *link = onb_email_new_link ("", subject, request);

  onb_launch (GTK_WIDGET (self), link,
              _ ("No email app could be opened. Copy the request and send it from your usual email "
                 "account."));
}

static void
print_request (OnbEnablementPage *self, const char *request)
{
  g_autofree char *subject = write_subject (self);

  onb_print_text (GTK_WIDGET (self), subject, request);
}

static void
on_copy_clicked (GtkButton *button, OnbEnablementPage *self)
{
  use_request (self, copy_request);
}

static void
on_mail_clicked (GtkButton *button, OnbEnablementPage *self)
{
  use_request (self, mail_request);
}

static void
on_print_clicked (GtkButton *button, OnbEnablementPage *self)
{
  use_request (self, print_request);
}

static void
forget_before (OnbEnablementPage *self)
{
  g_clear_pointer (&self->before_sent, g_date_time_unref);
  g_clear_pointer (&self->before_address, g_free);
  g_clear_pointer (&self->before_scopes, g_strfreev);
}

static void
keep_before (OnbEnablementPage *self, OnbClinic *clinic)
{
  GDateTime *sent = onb_clinic_get_request_sent (clinic);

  forget_before (self);
  if (sent == NULL)
    return;

  self->before_sent = g_date_time_ref (sent);
  self->before_address = g_strdup (onb_clinic_get_request_address (clinic));
  self->before_scopes = g_strdupv ((char **) onb_clinic_get_request_scopes (clinic));
}

static void
on_sent_clicked (GtkButton *button, OnbEnablementPage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  keep_before (self, clinic);
  onb_enablement_mark_sent (clinic, get_guide (self), now);
  gtk_widget_grab_focus (self->undo_button);
}

static void
on_undo_clicked (GtkButton *button, OnbEnablementPage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));

  onb_clinic_set_request (clinic, self->before_sent, self->before_address,
                          (const char *const *) self->before_scopes);
  forget_before (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->sent_button));
}

/* Days go by while the window is open. */
static void
onb_enablement_page_shown (OnbPage *page)
{
  update (ONB_ENABLEMENT_PAGE (page));
}

static void
onb_enablement_page_finalize (GObject *object)
{
  forget_before (ONB_ENABLEMENT_PAGE (object));

  G_OBJECT_CLASS (onb_enablement_page_parent_class)->finalize (object);
}

static void
onb_enablement_page_class_init (OnbEnablementPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = onb_enablement_page_finalize;
  ONB_PAGE_CLASS (klass)->shown = onb_enablement_page_shown;

  g_type_ensure (ONB_TYPE_STATIC_ROW);
  g_type_ensure (ONB_TYPE_APPLICATION_ID_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/enablement/onb-enablement-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, need_label);
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, hosting_group);
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, where_row);
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, application_id_group);
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, request_group);
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, request_label);
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, sent_button);
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, undo_button);
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, minutes_row);
  gtk_widget_class_bind_template_child (widget_class, OnbEnablementPage, again_row);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_mail_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_print_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_sent_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked);
}

static void
onb_enablement_page_init (OnbEnablementPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_in (OnbEnablementPage *self)
{
  const OnbGuideEnablement *enablement = get_enablement (self);
  /* Translators: the name of an EHR system. */
  g_autofree char *question =
      onb_bidi_format (_ ("Who hosts %s for the clinic?"), onb_guide_get_system (get_guide (self)));
  g_autofree char *minutes = g_strdup_printf (
      ngettext ("Once the application is enabled, allow %u minute until it works everywhere.",
                "Once the application is enabled, allow %u minutes until it works everywhere.",
                enablement->minutes),
      enablement->minutes);
  OnbChoiceRow *last = NULL;

  gtk_label_set_label (self->need_label, enablement->need);
  adw_preferences_group_set_title (self->hosting_group, question);
  for (guint i = 0; i < enablement->hostings->len; i++)
    {
      const OnbGuideHosting *hosting = g_ptr_array_index (enablement->hostings, i);

      last = add_hosting (self, hosting->id, hosting->title, last);
    }
  add_hosting (self, ONB_HOSTING_UNKNOWN, _ ("Not known"), last);
  adw_preferences_group_set_description (self->request_group, enablement->patience);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->minutes_row), minutes);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->again_row), enablement->again);
}

OnbPage *
onb_enablement_page_new (OnbSession *session)
{
  OnbEnablementPage *self = g_object_new (ONB_TYPE_ENABLEMENT_PAGE, "session", session, "id",
                                          ONB_PAGE_ENABLEMENT, "title", _ ("Enablement"), NULL);

  onb_application_id_group_set_session (self->application_id_group, session);
  fill_in (self);
  update (self);
  g_signal_connect_object (onb_session_get_clinic (session), "changed",
                           G_CALLBACK (on_clinic_changed), self, 0);
  return ONB_PAGE (self);
}
