/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "keyring/onb-keyring.h"

#include "app/onb-hand-over-page.h"

#define CLEAR_SECONDS 45

struct _OnbHandOverPage
{
  OnbPage parent_instance;

  AdwActionRow *verdict_row;
  AdwActionRow *switch_row;
  AdwActionRow *id_row;
  AdwActionRow *secret_row;
  GtkButton *copy_id_button;
  GtkButton *copy_secret_button;

  gboolean copies_secret;
  guint clear_id;
};

G_DEFINE_FINAL_TYPE (OnbHandOverPage, onb_hand_over_page, ONB_TYPE_PAGE)

static void
update (OnbHandOverPage *self)
{
  OnbCheckResult *result = onb_clinic_get_result (onb_page_get_clinic (ONB_PAGE (self)));
  gboolean ready = result != NULL && (result->verdict == ONB_VERDICT_READY ||
                                      result->verdict == ONB_VERDICT_READY_WITH_WARNINGS);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->verdict_row),
                                 result != NULL ? onb_verdict_get_title (result->verdict)
                                                : _ ("Not tested yet"));
  adw_action_row_set_subtitle (self->verdict_row,
                               result != NULL
                                   ? onb_verdict_get_explanation (result->verdict)
                                   : _ ("Run the live test first: it shows what is missing."));
  onb_page_set_done (ONB_PAGE (self), ready);
}

/* Only what this page has put there is taken away again. */
static gboolean
on_clear_due (gpointer data)
{
  OnbHandOverPage *self = data;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  self->clear_id = 0;
  if (gdk_clipboard_is_local (clipboard))
    {
      gdk_clipboard_set_content (clipboard, NULL);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                  _ ("The clipboard was cleared."));
    }
  return G_SOURCE_REMOVE;
}

static void
copy (OnbHandOverPage *self, OnbCredentials *credentials)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if (self->copies_secret)
    {
      gdk_clipboard_set_text (clipboard, secret_value_get_text (credentials->secret));
      g_clear_handle_id (&self->clear_id, g_source_remove);
      self->clear_id = g_timeout_add_seconds (CLEAR_SECONDS, on_clear_due, self);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                  _ ("The Client Secret is in the clipboard for 45 seconds."));
    }
  else
    {
      gdk_clipboard_set_text (clipboard, credentials->client_id);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                  _ ("The Client ID is in the clipboard."));
    }
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbHandOverPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbCredentials) credentials = onb_keyring_lookup_finish (result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_id_button), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_secret_button), TRUE);
  if (credentials != NULL)
    copy (self, credentials);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                error != NULL
                                    ? error->message
                                    : _ ("The keyring holds no credentials for this clinic yet."));
}

static void
on_copy_clicked (GtkButton *button, OnbHandOverPage *self)
{
  self->copies_secret = button == self->copy_secret_button;
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_id_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_secret_button), FALSE);
  onb_keyring_lookup_async (onb_clinic_get_id (onb_page_get_clinic (ONB_PAGE (self))), NULL,
                            on_looked_up, g_object_ref (self));
}

static void
on_clinic_changed (OnbClinic *clinic, OnbHandOverPage *self)
{
  update (self);
}

static void
onb_hand_over_page_dispose (GObject *object)
{
  OnbHandOverPage *self = ONB_HAND_OVER_PAGE (object);

  if (self->clear_id != 0)
    {
      g_clear_handle_id (&self->clear_id, g_source_remove);
      gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL);
    }

  G_OBJECT_CLASS (onb_hand_over_page_parent_class)->dispose (object);
}

static void
onb_hand_over_page_class_init (OnbHandOverPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_hand_over_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/onb-hand-over-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, verdict_row);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, switch_row);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, id_row);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, secret_row);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, copy_id_button);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, copy_secret_button);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
onb_hand_over_page_init (OnbHandOverPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OnbPage *
onb_hand_over_page_new (OnbSession *session)
{
  OnbHandOverPage *self = g_object_new (ONB_TYPE_HAND_OVER_PAGE, "session", session, "id",
                                        "hand-over", "title", _ ("Hand over to Leyr"), NULL);
  /* Translators: the name of an EHR system. */
  g_autofree char *text = g_strdup_printf (_ ("Under Integrations, switch on %s"),
                                           onb_guide_get_system (onb_session_get_guide (session)));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->switch_row), text);
  update (self);
  g_signal_connect_object (onb_session_get_clinic (session), "changed",
                           G_CALLBACK (on_clinic_changed), self, 0);
  return ONB_PAGE (self);
}
