/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/window/onb-launcher.h"
#include "desktop/onb-email.h"

#include "app/support/onb-report-mail.h"

typedef struct
{
  GtkWidget *window;
  char *contact;
  char *subject;
} Mail;

static void
mail_free (Mail *self)
{
  g_object_unref (self->window);
  g_free (self->contact);
  g_free (self->subject);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Mail, mail_free)

static void
on_composed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Mail) mail = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *link = NULL;

  if (onb_email_compose_finish (result, &error))
    {
      gtk_widget_activate_action (mail->window, "win.toast", "s",
                                  _ ("The email with the report is ready in your email app"));
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  link = onb_email_new_link (mail->contact, mail->subject,
                             _ ("Please attach the support report that you saved."));
  gtk_widget_activate_action (mail->window, "win.toast", "s",
                              _ ("This desktop cannot attach files to emails. Save the report and "
                                 "attach it to the email yourself."));
  onb_launch (mail->window, link,
              _ ("No email app could be opened. Save the report and send it from your usual email "
                 "account."));
}

void
onb_report_mail (
    GtkWidget *window, const char *contact, const char *subject, const char *name, GBytes *contents)
{
  Mail *mail;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (contact != NULL);
  g_return_if_fail (contents != NULL);

  mail = g_new0 (Mail, 1);
  mail->window = g_object_ref (window);
  mail->contact = g_strdup (contact);
  mail->subject = g_strdup (subject);
  onb_email_compose_async (contact, subject, _ ("The support report is attached."), name, contents,
                           on_composed, mail);
}
