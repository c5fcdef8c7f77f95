/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/window/onb-file-dialog.h"
#include "clinic/onb-support-report.h"

#include "app/support/onb-support-dialog.h"

struct _OnbSupportDialog
{
  AdwDialog parent_instance;

  GtkTextView *text;
  GtkButton *save_button;
  AdwSpinner *spinner;

  OnbSession *session;
  OnbSupportReport *report;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (OnbSupportDialog, onb_support_dialog, ADW_TYPE_DIALOG)

static void
show_report (OnbSupportDialog *self, const char *client_id)
{
  g_autofree char *gtk = g_strdup_printf ("%u.%u.%u", gtk_get_major_version (),
                                          gtk_get_minor_version (), gtk_get_micro_version ());
  g_autofree char *adwaita = g_strdup_printf ("%u.%u.%u", adw_get_major_version (),
                                              adw_get_minor_version (), adw_get_micro_version ());
  const char *versions[] = { "GTK", gtk, "libadwaita", adwaita, NULL };
  g_autofree char *text = NULL;

  self->report =
      onb_support_report_new (onb_session_get_guide (self->session),
                              onb_session_get_clinic (self->session), client_id, versions);
  text = onb_support_report_to_text (self->report);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->save_button));
}

/* A keyring that cannot be asked is no reason to have no report. */
static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbSupportDialog) self = data;
  g_autoptr (OnbCredentials) credentials =
      onb_keeper_look_up_finish (ONB_KEEPER (source), result, NULL);

  if (self->session != NULL)
    show_report (self, credentials != NULL ? credentials->client_id : NULL);
}

static void
on_save_clicked (GtkButton *button, OnbSupportDialog *self)
{
  GtkWidget *owner = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  OnbClinic *clinic = onb_session_get_clinic (self->session);
  char *html = onb_support_report_to_html (self->report);
  g_autoptr (GBytes) contents = g_bytes_new_take (html, strlen (html));
  g_autofree char *name = g_strdup_printf ("%s.html", onb_clinic_get_title (clinic));

  g_strdelimit (name, "/", '-');
  onb_file_dialog_save (owner, _ ("Save the Support Report"), name, contents);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
onb_support_dialog_dispose (GObject *object)
{
  OnbSupportDialog *self = ONB_SUPPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (onb_support_dialog_parent_class)->dispose (object);
}

static void
onb_support_dialog_finalize (GObject *object)
{
  OnbSupportDialog *self = ONB_SUPPORT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->report, onb_support_report_free);

  G_OBJECT_CLASS (onb_support_dialog_parent_class)->finalize (object);
}

static void
onb_support_dialog_class_init (OnbSupportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = onb_support_dialog_dispose;
  object_class->finalize = onb_support_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/support/onb-support-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbSupportDialog, text);
  gtk_widget_class_bind_template_child (widget_class, OnbSupportDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, OnbSupportDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
onb_support_dialog_init (OnbSupportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
onb_support_dialog_new (OnbSession *session)
{
  OnbSupportDialog *self = g_object_new (ONB_TYPE_SUPPORT_DIALOG, NULL);
  OnbClinic *clinic = onb_session_get_clinic (session);

  self->session = g_object_ref (session);
  if (onb_clinic_get_stored (clinic))
    onb_keeper_look_up_async (onb_session_get_keeper (session), self->cancellable, on_looked_up,
                              g_object_ref (self));
  else
    show_report (self, NULL);
  return ADW_DIALOG (self);
}
