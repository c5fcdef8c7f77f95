/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/check/onb-finding-card.h"
#include "app/network/onb-authority-import.h"
#include "app/network/onb-firewall-page.h"
#include "app/network/onb-login-dialog.h"
#include "app/widgets/onb-group.h"
#include "app/widgets/onb-look.h"
#include "app/widgets/onb-static-row.h"
#include "app/window/onb-shortcuts.h"
#include "check/onb-firewall-request.h"
#include "check/onb-preflight.h"
#include "guide/onb-bidi.h"
#include "keyring/onb-proxy-logins.h"

#include "app/network/onb-network-dialog.h"

struct _OnbNetworkDialog
{
  AdwDialog parent_instance;

  AdwNavigationView *view;
  AdwToastOverlay *toasts;
  GtkWidget *verdict_box;
  GtkImage *verdict_icon;
  GtkLabel *verdict_label;
  GtkLabel *subject_label;
  GtkWidget *spinner;
  GtkWidget *again_button;
  GtkWidget *stop_button;
  GtkBox *findings_box;
  GtkBox *hosts_box;

  OnbGuide *guide;
  OnbClinic *clinic;
  OnbPractice *practice;
  OnbAuthorityStore *authorities;
  OnbProxyLogins *logins;
  char *asking_proxy;
  char *token_host;

  /* Only while it looks. */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (OnbNetworkDialog, onb_network_dialog, ADW_TYPE_DIALOG)

static void start (OnbNetworkDialog *self);

static OnbAddress *
find_address (OnbNetworkDialog *self)
{
  if (self->practice != NULL)
    return onb_practice_get_address (self->practice);

  return self->clinic != NULL ? onb_clinic_get_address (self->clinic, NULL) : NULL;
}

static void
on_login_entered (OnbLoginDialog *dialog,
                  OnbProxyLogin *login,
                  gboolean keep,
                  OnbNetworkDialog *self)
{
  onb_proxy_logins_enter (self->logins, login, keep);
  start (self);
}

static void
ask_for_login (OnbNetworkDialog *self, gboolean wrong)
{
  AdwDialog *dialog = onb_login_dialog_new (self->asking_proxy, wrong);

  g_signal_connect_object (dialog, "entered", G_CALLBACK (on_login_entered), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_sign_in (OnbFindingCard *card, const OnbFinding *finding, OnbNetworkDialog *self)
{
  if (self->asking_proxy != NULL)
    ask_for_login (self, g_str_equal (finding->id, "network.proxy-login-wrong"));
}

/* The dialog's toasts are its own: what is asked for here is told here. */
static void
toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwToast *toast = adw_toast_new (g_variant_get_string (parameter, NULL));

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (ONB_NETWORK_DIALOG (widget)->toasts, toast);
}

static void
on_add_authority (OnbFindingCard *card, OnbNetworkDialog *self)
{
  onb_authority_import (GTK_WIDGET (self), self->authorities);
}

static void
on_ask (OnbFindingCard *card, const OnbFinding *finding, OnbNetworkDialog *self)
{
  g_autoptr (OnbAddress) address = find_address (self);
  g_autofree char *host = address != NULL ? onb_address_get_authority (address) : NULL;
  g_autofree char *text =
      onb_remedy_write_request (finding, host, address != NULL ? address->tenant : NULL, NULL,
                                NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("Message copied"));
}

static void
on_login_not_kept (OnbProxyLogins *logins, const char *reason, OnbNetworkDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", reason);
}

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
row_new (const OnbPreflightRow *found)
{
  GtkWidget *row = onb_static_row_new ();
  GtkWidget *icon = gtk_image_new ();

  onb_look_apply (onb_look_of_preflight (found->state), GTK_IMAGE (icon));
  /* The words alone do not always tell good from bad, and a colour never does. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  onb_preflight_state_get_title (found->state), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 onb_preflight_subject_get_title (found->subject));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), found->words);
  return row;
}

static AdwPreferencesGroup *
group_new (const OnbPreflightRow *found)
{
  GtkWidget *group = onb_group_new ();
  g_autofree char *title =
      g_markup_escape_text (found->host != NULL ? found->host : _ ("This computer"), -1);
  g_autofree char *purpose =
      g_markup_escape_text (found->purpose != NULL ? found->purpose : "", -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), purpose);
  return ADW_PREFERENCES_GROUP (group);
}

/* Rows of one host stand together. */
static void
show_rows (OnbNetworkDialog *self, OnbPreflightResult *result)
{
  AdwPreferencesGroup *group = NULL;
  const char *host = NULL;

  empty (self->hosts_box);
  for (guint i = 0; i < result->rows->len; i++)
    {
      const OnbPreflightRow *found = g_ptr_array_index (result->rows, i);

      if (group == NULL || g_strcmp0 (found->host, host) != 0)
        {
          group = group_new (found);
          gtk_box_append (self->hosts_box, GTK_WIDGET (group));
        }
      host = found->host;
      adw_preferences_group_add (group, row_new (found));
    }
}

static void
show_findings (OnbNetworkDialog *self, OnbPreflightResult *result)
{
  for (guint i = 0; i < result->findings->len; i++)
    {
      /* What leads to a page of the guide is not offered over it. */
      GtkWidget *card = onb_finding_card_new (result->findings, i, FALSE);

      g_signal_connect_object (card, "ask", G_CALLBACK (on_ask), self, 0);
      g_signal_connect_object (card, "sign-in", G_CALLBACK (on_sign_in), self, 0);
      g_signal_connect_object (card, "add-authority", G_CALLBACK (on_add_authority), self, 0);
      gtk_box_append (self->findings_box, card);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->findings_box), result->findings->len > 0);
}

static void
show_verdict (OnbNetworkDialog *self, const OnbLook *look, const char *title)
{
  onb_look_apply (look, self->verdict_icon);
  gtk_label_set_label (self->verdict_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->verdict_box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

static void
show_running (OnbNetworkDialog *self, gboolean running)
{
  gboolean had_focus =
      gtk_widget_has_focus (self->again_button) || gtk_widget_has_focus (self->stop_button);

  gtk_widget_set_visible (self->spinner, running);
  gtk_widget_set_visible (self->stop_button, running);
  gtk_widget_set_visible (self->again_button, !running);
  /* What was pressed has gone; its successor is in its place. */
  if (had_focus)
    gtk_widget_grab_focus (running ? self->stop_button : self->again_button);
}

static void
announce (OnbNetworkDialog *self, OnbPreflightResult *result)
{
  const char *title = onb_preflight_verdict_get_title (result->verdict);
  gboolean clear = result->verdict == ONB_PREFLIGHT_CLEAR;
  g_autofree char *text =
      result->findings->len > 0 && !clear
          ? g_strdup_printf ("%s. %s", title,
                             ((const OnbFinding *) g_ptr_array_index (result->findings, 0))->title)
          : g_strdup (title);

  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
on_preflight_changed (OnbPreflight *preflight, OnbNetworkDialog *self)
{
  g_autoptr (OnbPreflightResult) result = onb_preflight_get_result (preflight);

  show_rows (self, result);
}

static void
on_looked (GObject *source, GAsyncResult *async_result, gpointer data)
{
  g_autoptr (OnbNetworkDialog) self = data;
  OnbPreflight *preflight = ONB_PREFLIGHT (source);
  g_autoptr (OnbPreflightResult) result = onb_preflight_run_finish (preflight, async_result);
  gboolean stopped = g_cancellable_is_cancelled (self->cancellable);

  g_signal_handlers_disconnect_by_data (preflight, self);
  g_set_str (&self->asking_proxy, onb_run_settle_logins (ONB_RUN (preflight), self->logins));
  g_clear_object (&self->cancellable);
  if (self->view == NULL)
    return;

  g_set_str (&self->token_host, result->token_host);
  show_verdict (self, onb_look_of_preflight_verdict (result->verdict),
                onb_preflight_verdict_get_title (result->verdict));
  show_rows (self, result);
  show_findings (self, result);
  show_running (self, FALSE);
  announce (self, result);
  if (self->asking_proxy != NULL && !stopped)
    ask_for_login (self, onb_findings_find (result->findings, "network.proxy-login-wrong") != NULL);
}

static OnbPreflight *
preflight_new (OnbNetworkDialog *self)
{
  g_autoptr (OnbAddress) address = find_address (self);
  g_autoptr (OnbCheckPlan) plan =
      onb_check_plan_new (self->guide,
                          self->clinic != NULL ? onb_clinic_get_options (self->clinic) : NULL);
  g_autoptr (GTlsDatabase) authorities = onb_authority_store_new_database (self->authorities, NULL);
  OnbPreflight *preflight =
      onb_preflight_new (self->guide, plan,
                         self->clinic != NULL ? onb_clinic_get_name (self->clinic) : NULL, address);

  if (self->practice != NULL)
    onb_run_set_practice (ONB_RUN (preflight));
  onb_run_set_authorities (ONB_RUN (preflight), authorities);
  if (self->clinic != NULL)
    onb_run_approve_hosts (ONB_RUN (preflight), onb_clinic_get_approved_hosts (self->clinic));
  return preflight;
}

static void
on_logins_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbNetworkDialog) self = data;
  GPtrArray *logins = onb_proxy_logins_load_finish (self->logins, result);
  g_autoptr (OnbPreflight) preflight = NULL;

  if (self->view == NULL)
    return;

  preflight = preflight_new (self);
  onb_run_add_proxy_logins (ONB_RUN (preflight), logins);
  g_signal_connect_object (preflight, "changed", G_CALLBACK (on_preflight_changed), self, 0);
  onb_preflight_run_async (preflight, self->cancellable, on_looked, g_object_ref (self));
  on_preflight_changed (preflight, self);
}

static void
start (OnbNetworkDialog *self)
{
  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  empty (self->findings_box);
  gtk_widget_set_visible (GTK_WIDGET (self->findings_box), FALSE);
  show_verdict (self, onb_look_of_busy (), _ ("Checking…"));
  show_running (self, TRUE);
  onb_proxy_logins_load_async (self->logins, self->cancellable, on_logins_loaded,
                               g_object_ref (self));
}

static void
on_again_clicked (GtkButton *button, OnbNetworkDialog *self)
{
  start (self);
}

static void
on_stop_clicked (GtkButton *button, OnbNetworkDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
on_firewall_clicked (GtkButton *button, OnbNetworkDialog *self)
{
  g_autoptr (OnbAddress) address = self->practice == NULL ? find_address (self) : NULL;
  g_autofree char *endpoint = self->practice == NULL && self->token_host != NULL
                                  ? g_strdup_printf ("https://%s/", self->token_host)
                                  : NULL;
  const char *name = self->clinic != NULL ? onb_clinic_get_name (self->clinic) : "";

  adw_navigation_view_push (self->view,
                            onb_firewall_page_new (onb_firewall_request_new (
                                self->guide, name[0] != '\0' ? name : NULL, address, endpoint)));
}

static void
onb_network_dialog_closed (AdwDialog *dialog)
{
  OnbNetworkDialog *self = ONB_NETWORK_DIALOG (dialog);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
onb_network_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ONB_TYPE_NETWORK_DIALOG);

  G_OBJECT_CLASS (onb_network_dialog_parent_class)->dispose (object);
}

static void
onb_network_dialog_finalize (GObject *object)
{
  OnbNetworkDialog *self = ONB_NETWORK_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_object_unref (self->logins);
  g_clear_object (&self->authorities);
  g_clear_object (&self->guide);
  g_clear_object (&self->clinic);
  g_clear_object (&self->practice);
  g_free (self->asking_proxy);
  g_free (self->token_host);

  G_OBJECT_CLASS (onb_network_dialog_parent_class)->finalize (object);
}

static void
onb_network_dialog_class_init (OnbNetworkDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = onb_network_dialog_dispose;
  object_class->finalize = onb_network_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = onb_network_dialog_closed;

  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/network/onb-network-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbNetworkDialog, view);
  gtk_widget_class_bind_template_child (widget_class, OnbNetworkDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, OnbNetworkDialog, verdict_box);
  gtk_widget_class_bind_template_child (widget_class, OnbNetworkDialog, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, OnbNetworkDialog, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, OnbNetworkDialog, subject_label);
  gtk_widget_class_bind_template_child (widget_class, OnbNetworkDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, OnbNetworkDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, OnbNetworkDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, OnbNetworkDialog, findings_box);
  gtk_widget_class_bind_template_child (widget_class, OnbNetworkDialog, hosts_box);
  gtk_widget_class_bind_template_callback (widget_class, on_again_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_firewall_clicked);
}

static void
onb_network_dialog_init (OnbNetworkDialog *self)
{
  self->logins = onb_proxy_logins_new ();
  g_signal_connect_object (self->logins, "not-kept", G_CALLBACK (on_login_not_kept), self, 0);
  gtk_widget_init_template (GTK_WIDGET (self));
  onb_shortcuts_install_in_dialog (ADW_DIALOG (self));
}

static void
show_subject (OnbNetworkDialog *self)
{
  g_autoptr (OnbAddress) address = find_address (self);
  g_autofree char *authority = address != NULL ? onb_address_get_authority (address) : NULL;
  g_autofree char *text =
      address != NULL
          /* Translators: a host, and a tenant’s ID. */
          ? onb_bidi_format (_ ("Tests every required host, and what %s publishes for tenant ID "
                                "%s. No credentials are sent."),
                             authority, address->tenant)
          : g_strdup (_ ("Tests every required host. If a clinic with a FHIR URL is open, also "
                         "tests what its FHIR server publishes. No credentials are sent."));

  gtk_label_set_label (self->subject_label, text);
}

AdwDialog *
onb_network_dialog_new (OnbGuide *guide,
                        OnbAuthorityStore *authorities,
                        OnbClinic *clinic,
                        OnbPractice *practice)
{
  OnbNetworkDialog *self;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);
  g_return_val_if_fail (ONB_IS_AUTHORITY_STORE (authorities), NULL);

  self = g_object_new (ONB_TYPE_NETWORK_DIALOG, NULL);
  self->guide = g_object_ref (guide);
  self->authorities = g_object_ref (authorities);
  g_set_object (&self->clinic, clinic);
  g_set_object (&self->practice, practice);
  show_subject (self);
  start (self);
  return ADW_DIALOG (self);
}
