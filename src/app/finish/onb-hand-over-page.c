/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/finish/onb-secret-clipboard.h"
#include "app/support/onb-photograph.h"
#include "app/widgets/onb-keyring-failure.h"
#include "app/widgets/onb-look.h"
#include "app/widgets/onb-static-row.h"
#include "guide/onb-bidi.h"

#include "app/finish/onb-hand-over-page.h"

#define REVEAL_SECONDS 20

struct _OnbHandOverPage
{
  OnbPage parent_instance;

  AdwActionRow *verdict_row;
  GtkImage *verdict_icon;
  AdwActionRow *switch_row;
  AdwActionRow *id_row;
  AdwActionRow *secret_row;
  GtkButton *copy_id_button;
  GtkButton *copy_secret_button;

  GtkButton *reveal_button;
  GtkWidget *reveal_row;
  GtkBox *reveal_box;
  GtkCheckButton *handed_over_button;

  /* What the credentials are being looked up for. */
  GtkButton *wanted;
  GtkWidget *revealed;
  OnbSecretClipboard *clipboard;
  guint hide_id;
};

G_DEFINE_FINAL_TYPE (OnbHandOverPage, onb_hand_over_page, ONB_TYPE_PAGE)

static void
update (OnbHandOverPage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  OnbStanding standing =
      onb_clinic_get_standing (clinic,
                               onb_session_get_guide (onb_page_get_session (ONB_PAGE (self))));

  onb_look_apply (onb_look_of_standing (standing), self->verdict_icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->verdict_row),
                                 onb_standing_get_title (standing));
  adw_action_row_set_subtitle (self->verdict_row, onb_standing_get_explanation (standing));
  gtk_check_button_set_active (self->handed_over_button, onb_clinic_get_handed_over (clinic));
  onb_page_set_done (ONB_PAGE (self),
                     onb_standing_is_ready (standing) && onb_clinic_get_handed_over (clinic));
}

/* The truth about the clipboard, second by second; said aloud only where something has happened. */
static void
on_clipboard_changed (OnbSecretClipboard *clipboard, OnbHandOverPage *self)
{
  guint seconds = onb_secret_clipboard_get_seconds (clipboard);
  g_autofree char *text = NULL;

  switch (onb_secret_clipboard_get_state (clipboard))
    {
    case ONB_SECRET_CLIPBOARD_HOLDS:
      text = g_strdup_printf (ngettext ("In the clipboard for another %u second.",
                                        "In the clipboard for another %u seconds.", seconds),
                              seconds);
      break;
    case ONB_SECRET_CLIPBOARD_WAITS:
      text = g_strdup (
          _ ("Still in the clipboard. It is cleared as soon as you return to this window."));
      break;
    case ONB_SECRET_CLIPBOARD_CLEARED:
      text = g_strdup (_ ("Clipboard cleared"));
      gtk_accessible_announce (GTK_ACCESSIBLE (self->secret_row), text,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      break;
    case ONB_SECRET_CLIPBOARD_EMPTY:
    default:
      text = g_strdup (_ ("Copy it, then paste it in the portal."));
    }
  adw_action_row_set_subtitle (self->secret_row, text);
}

static const char *
get_label (OnbHandOverPage *self, gboolean secret)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));

  return onb_guide_get_credential_label (guide, secret);
}

static void
copy_id (OnbHandOverPage *self, const char *client_id)
{
  /* Translators: what a credential is called in the console. */
  g_autofree char *text = onb_bidi_format (_ ("%s copied"), get_label (self, FALSE));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), client_id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
copy_secret (OnbHandOverPage *self, SecretValue *secret)
{
  /* Translators: what a credential is called in the console. */
  g_autofree char *text = onb_bidi_format (_ ("%s copied for 45 seconds"), get_label (self, TRUE));

  onb_secret_clipboard_put (self->clipboard, secret);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
hide_secret (OnbHandOverPage *self)
{
  g_clear_handle_id (&self->hide_id, g_source_remove);
  if (self->revealed != NULL)
    {
      /* The buffer is wiped with it. */
      gtk_box_remove (self->reveal_box, self->revealed);
      self->revealed = NULL;
    }
  gtk_widget_set_visible (self->reveal_row, FALSE);
  gtk_button_set_label (self->reveal_button, _ ("Show"));
}

static gboolean
on_hide_due (gpointer data)
{
  OnbHandOverPage *self = data;

  self->hide_id = 0;
  hide_secret (self);
  return G_SOURCE_REMOVE;
}

/* A field, and no label: a field's text is in memory that is wiped, and no picture shows it. */
static void
reveal (OnbHandOverPage *self, SecretValue *secret)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();

  hide_secret (self);
  gtk_entry_buffer_set_text (buffer, secret_value_get_text (secret), -1);
  self->revealed = g_object_new (GTK_TYPE_TEXT, "buffer", buffer, "editable", FALSE, "hexpand",
                                 TRUE, "max-width-chars", 40, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->revealed), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_label (self, TRUE), -1);
  gtk_widget_add_css_class (self->revealed, "secret");
  onb_photograph_mark (self->revealed);
  gtk_box_append (self->reveal_box, self->revealed);
  gtk_widget_set_visible (self->reveal_row, TRUE);
  gtk_button_set_label (self->reveal_button, _ ("Hide"));
  self->hide_id = g_timeout_add_seconds (REVEAL_SECONDS, on_hide_due, self);
}

static void
set_busy (OnbHandOverPage *self, gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_id_button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_secret_button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reveal_button), !busy);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbHandOverPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbCredentials) credentials =
      onb_keeper_look_up_finish (ONB_KEEPER (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  set_busy (self, FALSE);
  if (error != NULL)
    onb_keyring_failure_tell (GTK_WIDGET (self), error);
  else if (credentials == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                _ ("No credentials are saved for this clinic yet."));
  else if (self->wanted == self->copy_id_button)
    copy_id (self, credentials->client_id);
  else if (self->wanted == self->copy_secret_button)
    copy_secret (self, credentials->secret);
  else
    reveal (self, credentials->secret);
}

static void
on_wanted (GtkButton *button, OnbHandOverPage *self)
{
  if (button == self->reveal_button && self->revealed != NULL)
    {
      hide_secret (self);
      return;
    }

  self->wanted = button;
  set_busy (self, TRUE);
  onb_keeper_look_up_async (onb_session_get_keeper (onb_page_get_session (ONB_PAGE (self))), NULL,
                            on_looked_up, g_object_ref (self));
}

static void
on_handed_over (GtkCheckButton *button, OnbHandOverPage *self)
{
  onb_clinic_set_handed_over (onb_page_get_clinic (ONB_PAGE (self)),
                              gtk_check_button_get_active (button));
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

  g_clear_handle_id (&self->hide_id, g_source_remove);
  if (self->clipboard != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->clipboard, self);
      onb_secret_clipboard_clear (self->clipboard);
    }
  g_clear_object (&self->clipboard);

  G_OBJECT_CLASS (onb_hand_over_page_parent_class)->dispose (object);
}

static void
onb_hand_over_page_class_init (OnbHandOverPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_hand_over_page_dispose;

  g_type_ensure (ONB_TYPE_STATIC_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/finish/onb-hand-over-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, verdict_row);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, switch_row);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, id_row);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, secret_row);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, copy_id_button);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, copy_secret_button);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, reveal_row);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, reveal_box);
  gtk_widget_class_bind_template_child (widget_class, OnbHandOverPage, handed_over_button);
  gtk_widget_class_bind_template_callback (widget_class, on_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_handed_over);
}

static void
onb_hand_over_page_init (OnbHandOverPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A button is named after the label in it; these say more than that. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->copy_id_button),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->copy_secret_button),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  self->clipboard = onb_secret_clipboard_new (GTK_WIDGET (self));
  g_signal_connect_object (self->clipboard, "changed", G_CALLBACK (on_clipboard_changed), self, 0);
}

static void
name_button (GtkButton *button, const char *format, const char *what)
{
  g_autofree char *name = onb_bidi_format (format, what);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* After the console's own words. */
static void
name_credentials (OnbHandOverPage *self)
{
  const char *id = get_label (self, FALSE);
  const char *secret = get_label (self, TRUE);
  /* Translators: what a credential is called in the console. */
  g_autofree char *show = onb_bidi_format (_ ("Show the %s for 20 seconds"), secret);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->id_row), id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row), secret);
  /* Translators: what a credential is called in the console. */
  name_button (self->copy_id_button, _ ("Copy %s"), id);
  name_button (self->copy_secret_button, _ ("Copy %s"), secret);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reveal_button), show);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reveal_row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  secret, -1);
}

OnbPage *
onb_hand_over_page_new (OnbSession *session)
{
  OnbHandOverPage *self = g_object_new (ONB_TYPE_HAND_OVER_PAGE, "session", session, "id",
                                        "hand-over", "title", _ ("Add to Leyr"), NULL);
  /* Translators: the name of an EHR system. */
  g_autofree char *text = onb_bidi_format (_ ("Under Integrations, turn on %s"),
                                           onb_guide_get_system (onb_session_get_guide (session)));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->switch_row), text);
  name_credentials (self);
  update (self);
  g_signal_connect_object (onb_session_get_clinic (session), "changed",
                           G_CALLBACK (on_clinic_changed), self, 0);
  return ONB_PAGE (self);
}
