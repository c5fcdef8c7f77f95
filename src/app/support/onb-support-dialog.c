/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/network/onb-print.h"
#include "app/support/onb-report-mail.h"
#include "app/support/onb-support-choice.h"
#include "app/widgets/onb-static-row.h"
#include "app/window/onb-file-dialog.h"
#include "app/window/onb-shortcuts.h"
#include "clinic/onb-support-report.h"

#include "app/support/onb-support-dialog.h"

struct _OnbSupportDialog
{
  AdwDialog parent_instance;

  GtkTextView *text;
  AdwSwitchRow *aliases_row;
  AdwActionRow *list_row;
  GtkWidget *buttons;
  GtkWidget *mail_button;
  AdwSpinner *spinner;

  OnbSession *session;
  char *client_id;
  OnbSupportReport *report;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (OnbSupportDialog, onb_support_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
get_window (OnbSupportDialog *self)
{
  return GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
put_aliases (OnbSupportDialog *self, OnbSupportFacts *facts)
{
  g_autoptr (OnbAliases) aliases = onb_aliases_new (NULL);
  g_autofree char *list = NULL;

  onb_support_facts_disguise (facts, aliases, onb_session_get_clinic (self->session));
  onb_support_choice_save (aliases);
  list = onb_aliases_describe (aliases);
  adw_action_row_set_subtitle (self->list_row, list);
}

static void
show_report (OnbSupportDialog *self)
{
  g_autofree char *gtk = g_strdup_printf ("%u.%u.%u", gtk_get_major_version (),
                                          gtk_get_minor_version (), gtk_get_micro_version ());
  g_autofree char *adwaita = g_strdup_printf ("%u.%u.%u", adw_get_major_version (),
                                              adw_get_minor_version (), adw_get_micro_version ());
  const char *versions[] = { "GTK", gtk, "libadwaita", adwaita, NULL };
  OnbGuide *guide = onb_session_get_guide (self->session);
  g_autoptr (OnbSupportFacts) facts =
      onb_support_facts_new (guide, onb_session_get_clinic (self->session), self->client_id,
                             versions);
  g_autofree char *text = NULL;

  if (adw_switch_row_get_active (self->aliases_row))
    put_aliases (self, facts);

  g_clear_pointer (&self->report, onb_support_report_free);
  self->report = onb_support_report_new (guide, facts);
  text = onb_support_report_to_text (self->report);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_widget_set_sensitive (self->buttons, TRUE);
}

/* A keyring that cannot be asked is no reason to have no report. */
static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbSupportDialog) self = data;
  g_autoptr (OnbCredentials) credentials =
      onb_keeper_look_up_finish (ONB_KEEPER (source), result, NULL);

  if (self->session == NULL)
    return;

  self->client_id = credentials != NULL ? g_strdup (credentials->client_id) : NULL;
  show_report (self);
  gtk_widget_grab_focus (self->mail_button);
}

static void
on_aliases_toggled (OnbSupportDialog *self)
{
  onb_support_choice_set (adw_switch_row_get_active (self->aliases_row));
  if (self->report != NULL)
    show_report (self);
}

static GBytes *
get_contents (OnbSupportDialog *self)
{
  char *html = onb_support_report_to_html (self->report);

  return g_bytes_new_take (html, strlen (html));
}

/* As it is called in the report: the clinic, or its alias. */
static char *
get_file_name (OnbSupportDialog *self)
{
  char *name = g_strdup_printf ("%s.html", onb_support_report_get_clinic (self->report));

  g_strdelimit (name, "/", '-');
  return name;
}

static void
on_save_clicked (GtkButton *button, OnbSupportDialog *self)
{
  g_autoptr (GBytes) contents = get_contents (self);
  g_autofree char *name = get_file_name (self);

  onb_file_dialog_save (get_window (self), _ ("Save Support Report"), name, contents);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_copy_clicked (GtkButton *button, OnbSupportDialog *self)
{
  g_autofree char *text = onb_support_report_to_text (self->report);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (get_window (self), "win.toast", "s", _ ("Report copied"));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_print_clicked (GtkButton *button, OnbSupportDialog *self)
{
  g_autofree char *text = onb_support_report_to_text (self->report);

  onb_print_text (get_window (self), _ ("Support Report"), text);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_mail_clicked (GtkButton *button, OnbSupportDialog *self)
{
  g_autoptr (GBytes) contents = get_contents (self);
  g_autofree char *name = get_file_name (self);

  onb_report_mail (get_window (self), onb_guide_get_contact (onb_session_get_guide (self->session)),
                   onb_support_report_get_title (self->report), name, contents);
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
  g_free (self->client_id);
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

  g_type_ensure (ONB_TYPE_STATIC_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/support/onb-support-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbSupportDialog, text);
  gtk_widget_class_bind_template_child (widget_class, OnbSupportDialog, aliases_row);
  gtk_widget_class_bind_template_child (widget_class, OnbSupportDialog, list_row);
  gtk_widget_class_bind_template_child (widget_class, OnbSupportDialog, buttons);
  gtk_widget_class_bind_template_child (widget_class, OnbSupportDialog, mail_button);
  gtk_widget_class_bind_template_child (widget_class, OnbSupportDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_aliases_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_print_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_mail_clicked);
}

static void
onb_support_dialog_init (OnbSupportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  onb_shortcuts_install_in_dialog (ADW_DIALOG (self));
  adw_switch_row_set_active (self->aliases_row, onb_support_choice_get ());
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
    show_report (self);
  return ADW_DIALOG (self);
}
