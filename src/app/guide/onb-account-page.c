/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/guide/onb-guide-group.h"
#include "app/guide/onb-guide-picker.h"
#include "app/widgets/onb-copy-button.h"
#include "app/widgets/onb-static-row.h"
#include "app/window/onb-launcher.h"
#include "desktop/onb-email.h"
#include "guide/onb-bidi.h"

#include "app/guide/onb-account-page.h"

struct _OnbAccountPage
{
  OnbPage parent_instance;

  GtkLabel *question_label;
  AdwPreferencesGroup *question_group;
  GtkCheckButton *yes_button;
  GtkCheckButton *no_button;
  GtkCheckButton *not_sure_button;
  AdwPreferencesGroup *find_out_group;
  AdwActionRow *console_row;
  AdwPreferencesGroup *otherwise_group;
  AdwActionRow *contact_row;
  GtkButton *write_button;
  AdwActionRow *waiting_row;
  GtkLabel *mail_label;
  OnbGuideGroup *guide_group;
  OnbGuidePicker *guide_picker;
};

G_DEFINE_FINAL_TYPE (OnbAccountPage, onb_account_page, ONB_TYPE_PAGE)

static char *
mail_subject (OnbAccountPage *self)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));

  /* Translators: subject of a mail; the name of an EHR vendor’s console, and that of an EHR system. */
  return g_strdup_printf (_ ("No %s account: connecting a clinic on %s"),
                          onb_guide_get_console_or_system (guide), onb_guide_get_system (guide));
}

static char *
list_options (OnbGuide *guide, OnbClinic *clinic)
{
  GPtrArray *options = onb_guide_get_options (guide);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < options->len; i++)
    {
      const OnbGuideOption *option = g_ptr_array_index (options, i);

      /* Translators: a line of a mail: an option of an EHR, as “Medical Notes”, and yes or no. */
      g_string_append_printf (lines, _ ("%s: %s\n"), option->title,
                              onb_clinic_get_option (clinic, option->id)
                                  ? C_ ("an option is wanted", "yes")
                                  : C_ ("an option is wanted", "no"));
    }
  return g_string_free (lines, FALSE);
}

/* What Leyr will ask for, as far as it is known here. */
static char *
mail_body (OnbAccountPage *self)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  g_autofree char *options = list_options (guide, clinic);

  return g_strdup_printf (
      /* Translators: a mail: the clinic’s name, its address, the name of an EHR system, a line for each
       * option of it, and the name of its vendor’s console. */
      _ ("Hello,\n\nWe would like to connect our clinic on %3$s to Leyr, but we have no %5$s "
         "account or do not know of one. Please help us request the "
         "credentials.\n\nClinic: %1$s\nFHIR URL or tenant ID, if known: %2$s\n%4$s"
         "Authorized signatory: \nPhone: \n"),
      onb_clinic_get_name (clinic), onb_clinic_get_location (clinic), onb_guide_get_system (guide),
      options, onb_guide_get_console_or_system (guide));
}

static char *
mail_text (OnbAccountPage *self)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));
  g_autofree char *subject = mail_subject (self);
  g_autofree char *body = mail_body (self);

  /* Translators: a mail: address, subject, text. */
  return g_strdup_printf (_ ("To: %s\nSubject: %s\n\n%s"), onb_guide_get_contact (guide), subject,
                          body);
}

static void
update (OnbAccountPage *self)
{
  OnbAccount account = onb_clinic_get_account (onb_page_get_clinic (ONB_PAGE (self)));
  g_autofree char *text = mail_text (self);

  gtk_widget_set_visible (GTK_WIDGET (self->find_out_group), account == ONB_ACCOUNT_NOT_SURE);
  gtk_widget_set_visible (GTK_WIDGET (self->otherwise_group),
                          account == ONB_ACCOUNT_NO || account == ONB_ACCOUNT_NOT_SURE);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_row), account == ONB_ACCOUNT_NO);
  gtk_label_set_label (self->mail_label, text);
  if (account == ONB_ACCOUNT_NO)
    gtk_widget_add_css_class (GTK_WIDGET (self->write_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->write_button), "suggested-action");
  onb_page_set_suggests (ONB_PAGE (self), account == ONB_ACCOUNT_NO);
  onb_page_set_done (ONB_PAGE (self), account == ONB_ACCOUNT_YES);
}

static void
on_answered (GtkCheckButton *button, OnbAccountPage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));

  if (!gtk_check_button_get_active (button))
    return;

  onb_clinic_set_account (clinic, button == self->yes_button  ? ONB_ACCOUNT_YES
                                  : button == self->no_button ? ONB_ACCOUNT_NO
                                                              : ONB_ACCOUNT_NOT_SURE);
  update (self);
}

static void
on_open_clicked (GtkButton *button, OnbAccountPage *self)
{
  onb_launch (GTK_WIDGET (self),
              adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->console_row)),
              _ ("No web browser could be opened. Copy the address and open it in a browser."));
}

static void
on_write_clicked (GtkButton *button, OnbAccountPage *self)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));
  g_autofree char *subject = mail_subject (self);
  g_autofree char *body = mail_body (self);
  g_autofree char *link = onb_email_new_link (onb_guide_get_contact (guide), subject, body);

  onb_launch (GTK_WIDGET (self), link,
              _ ("No email app could be opened. Copy the email and send it from your usual email "
                 "account."));
}

static void
on_copy_clicked (GtkButton *button, OnbAccountPage *self)
{
  g_autofree char *text = mail_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("Email copied"));
}

static void
fill_in (OnbAccountPage *self, OnbGuide *guide)
{
  const char *contact = onb_guide_get_contact (guide);
  const char *address = onb_guide_get_console_address (guide);
  /* Translators: a question; the name of an EHR vendor’s console. */
  g_autofree char *question = onb_bidi_format (_ ("Does the clinic have an account for %s?"),
                                               onb_guide_get_console_or_system (guide));
  /* Translators: the name of an EHR vendor’s console. */
  g_autofree char *waiting =
      onb_bidi_format (_ ("Waiting for %s access"), onb_guide_get_console_or_system (guide));
  /* Translators: the name of an EHR system. */
  g_autofree char *find_out = onb_bidi_format (_ ("Open the console and try to sign in. Also ask "
                                                  "your %s administrator: an account may already "
                                                  "exist for another application."),
                                               onb_guide_get_system (guide));

  gtk_label_set_label (self->question_label, question);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->waiting_row), waiting);
  adw_preferences_group_set_description (self->find_out_group, find_out);
  adw_preferences_group_set_description (self->question_group, onb_guide_get_prerequisite (guide));
  gtk_widget_set_visible (GTK_WIDGET (self->console_row), address != NULL);
  if (address != NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->console_row), address);
      adw_action_row_add_suffix (self->console_row, onb_copy_button_new (address, address));
    }
  adw_preferences_group_set_description (self->otherwise_group, onb_guide_get_otherwise (guide));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->contact_row), contact);
}

static void
onb_account_page_shown (OnbPage *page)
{
  update (ONB_ACCOUNT_PAGE (page));
}

static void
onb_account_page_class_init (OnbAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ONB_PAGE_CLASS (klass)->shown = onb_account_page_shown;

  g_type_ensure (ONB_TYPE_GUIDE_PICKER);
  g_type_ensure (ONB_TYPE_GUIDE_GROUP);
  g_type_ensure (ONB_TYPE_STATIC_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/guide/onb-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, guide_group);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, guide_picker);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, question_label);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, question_group);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, yes_button);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, no_button);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, not_sure_button);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, find_out_group);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, console_row);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, write_button);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, otherwise_group);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, contact_row);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, waiting_row);
  gtk_widget_class_bind_template_child (widget_class, OnbAccountPage, mail_label);
  gtk_widget_class_bind_template_callback (widget_class, on_answered);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_write_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
onb_account_page_init (OnbAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OnbPage *
onb_account_page_new (OnbSession *session)
{
  OnbGuide *guide = onb_session_get_guide (session);
  /* Translators: a page’s title; the name of an EHR vendor’s console. */
  g_autofree char *title =
      onb_bidi_format (_ ("%s Account"), onb_guide_get_console_or_system (guide));
  OnbAccountPage *self = g_object_new (ONB_TYPE_ACCOUNT_PAGE, "session", session, "id", "account",
                                       "title", title, NULL);
  GtkCheckButton *const buttons[ONB_N_ACCOUNTS] = {
    [ONB_ACCOUNT_YES] = self->yes_button,
    [ONB_ACCOUNT_NO] = self->no_button,
    [ONB_ACCOUNT_NOT_SURE] = self->not_sure_button,
  };
  OnbAccount account = onb_clinic_get_account (onb_session_get_clinic (session));

  fill_in (self, guide);
  onb_guide_group_set_session (self->guide_group, session);
  onb_guide_picker_set_session (self->guide_picker, session);
  if (buttons[account] != NULL)
    gtk_check_button_set_active (buttons[account], TRUE);
  update (self);
  return ONB_PAGE (self);
}
