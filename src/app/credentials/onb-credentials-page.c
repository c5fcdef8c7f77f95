/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-copy-button.h"
#include "app/support/onb-photograph.h"
#include "app/credentials/onb-secret-row.h"
#include "guide/onb-bidi.h"
#include "keyring/onb-keyring.h"

#include "app/credentials/onb-credentials-page.h"

struct _OnbCredentialsPage
{
  OnbPage parent_instance;

  AdwPreferencesGroup *practice_group;
  AdwActionRow *practice_id_row;
  AdwActionRow *practice_secret_row;
  AdwActionRow *state_row;
  GtkImage *state_icon;
  GtkButton *retry_button;
  AdwEntryRow *id_row;
  AdwActionRow *id_hint_row;
  OnbSecretRow *secret_row;
  AdwActionRow *secret_hint_row;
  GtkButton *replace_button;
  GtkButton *store_button;
  GtkButton *discard_button;
  GtkButton *stop_button;
  GtkWidget *spinner;

  GCancellable *cancellable;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (OnbCredentialsPage, onb_credentials_page, ONB_TYPE_PAGE)

static const char *
client_id (OnbCredentialsPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->id_row));
}

static const char *
client_secret (OnbCredentialsPage *self)
{
  return onb_secret_row_get_text (self->secret_row);
}

static void
show_hint (AdwActionRow *row, OnbCredentialHint hint)
{
  const char *text = onb_credential_hint_get_text (hint);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
}

static gboolean
can_store (OnbCredentialsPage *self)
{
  return !self->busy && onb_credentials_check (client_id (self), client_secret (self), NULL);
}

static void
update (OnbCredentialsPage *self)
{
  OnbCredentialHint id_hint = onb_client_id_get_hint (client_id (self), client_secret (self));
  OnbCredentialHint secret_hint =
      onb_client_secret_get_hint (client_secret (self), client_id (self));
  gboolean stored = onb_clinic_get_stored (onb_page_get_clinic (ONB_PAGE (self)));

  show_hint (self->id_hint_row, id_hint);
  show_hint (self->secret_hint_row, secret_hint);
  if (onb_credential_hint_is_fatal (id_hint))
    gtk_widget_add_css_class (GTK_WIDGET (self->id_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->id_row), "error");
  onb_secret_row_set_wrong (self->secret_row, onb_credential_hint_is_fatal (secret_hint));
  gtk_widget_set_sensitive (GTK_WIDGET (self->store_button), can_store (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->replace_button), can_store (self));
  gtk_widget_set_visible (GTK_WIDGET (self->replace_button), stored);
  gtk_widget_set_visible (GTK_WIDGET (self->discard_button),
                          client_id (self)[0] != '\0' || client_secret (self)[0] != '\0');
  /* There is one thing to suggest. */
  if (stored)
    gtk_widget_remove_css_class (GTK_WIDGET (self->store_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->store_button), "suggested-action");
  gtk_button_set_label (self->store_button,
                        stored ? _ ("Replace Without a Test") : _ ("Keep in the Keyring"));
}

static void
set_busy (OnbCredentialsPage *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), busy);
  update (self);
}

/* For one run: what was cancelled once stays cancelled. */
static GCancellable *
begin (OnbCredentialsPage *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  return self->cancellable;
}

static void
show_state (OnbCredentialsPage *self, const char *icon, const char *title, const char *subtitle)
{
  gtk_image_set_from_icon_name (self->state_icon, icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), title);
  adw_action_row_set_subtitle (self->state_row, subtitle);
}

static gboolean
is_in_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static void
show_stored (OnbCredentialsPage *self, const char *id)
{
  g_autofree char *shortened = onb_client_id_shorten (id);
  g_autofree char *text = NULL;

  if (is_in_sandbox ())
    /* Translators: the first and last characters of a Client ID. */
    text = onb_bidi_format (_ ("Client ID %s. It is in this program’s own encrypted keyring; the "
                               "key to it is in the system’s. Only this program can show it."),
                            shortened);
  else
    text = onb_bidi_format (
        /* Translators: characters of a Client ID, and the item’s name in the keyring. */
        _ ("Client ID %s. The keyring’s own program (Passwords and Keys, KWalletManager, "
           "KeePassXC) "
           "shows it as “Leyr Onboarding: %s”."),
        shortened, onb_clinic_get_title (onb_page_get_clinic (ONB_PAGE (self))));

  show_state (self, "onb-ok-symbolic", _ ("Kept in the system’s keyring"), text);
}

static void
show_failure (OnbCredentialsPage *self, const GError *error)
{
  static const char *const titles[] = {
    [ONB_KEYRING_ERROR_UNAVAILABLE] = N_ ("There is no keyring"),
    [ONB_KEYRING_ERROR_LOCKED] = N_ ("The keyring is locked"),
    [ONB_KEYRING_ERROR_TIMED_OUT] = N_ ("The keyring does not answer"),
    [ONB_KEYRING_ERROR_FAILED] = N_ ("The keyring cannot be used"),
  };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_state (self, "dialog-warning-symbolic", _ ("Stopped"),
                _ ("The keyring was not waited for. What you typed is still here."));
  else
    show_state (self, "dialog-error-symbolic", _ (titles[error->code]), error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), TRUE);
}

static void
set_stored (OnbCredentialsPage *self, gboolean stored)
{
  onb_clinic_set_stored (onb_page_get_clinic (ONB_PAGE (self)), stored);
  onb_page_set_done (ONB_PAGE (self), stored);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbCredentialsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbCredentials) credentials = onb_keyring_lookup_finish (result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  set_busy (self, FALSE);
  if (error != NULL)
    {
      show_failure (self, error);
      return;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), FALSE);
  if (credentials != NULL)
    show_stored (self, credentials->client_id);
  else if (onb_clinic_get_stored (onb_page_get_clinic (ONB_PAGE (self))))
    show_state (self, "dialog-warning-symbolic", _ ("The keyring no longer has the credentials"),
                _ ("They were removed there, or another keyring is in use now. Enter both once "
                   "more."));
  else
    show_state (self, "dialog-information-symbolic", _ ("Nothing is kept yet"),
                _ ("Paste both values below."));
  set_stored (self, credentials != NULL);
  update (self);
}

static void
look_up (OnbCredentialsPage *self)
{
  if (self->busy)
    return;

  onb_keyring_lookup_async (onb_clinic_get_id (onb_page_get_clinic (ONB_PAGE (self))), begin (self),
                            on_looked_up, g_object_ref (self));
}

static void
clear_input (OnbCredentialsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->id_row), "");
  onb_secret_row_clear (self->secret_row);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbCredentialsPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean stored = onb_keyring_store_finish (result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (!stored)
    {
      /* What was typed stays until it is kept. */
      show_failure (self, error);
      set_busy (self, FALSE);
      return;
    }

  show_stored (self, client_id (self));
  clear_input (self);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), FALSE);
  set_busy (self, FALSE);
  set_stored (self, TRUE);
  onb_clinic_set_handed_over (onb_page_get_clinic (ONB_PAGE (self)), FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                              _ ("The credentials are in the keyring."));
}

static void
keep (OnbCredentialsPage *self, OnbCredentials *credentials)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  g_autoptr (OnbAddress) address = onb_clinic_get_address (clinic, NULL);
  /* Translators: what the keyring's own program shows; the clinic's name. */
  g_autofree char *label =
      g_strdup_printf (_ ("Leyr Onboarding: %s"), onb_clinic_get_title (clinic));

  onb_keyring_store_async (onb_clinic_get_id (clinic), label,
                           address != NULL ? address->tenant : "", credentials, begin (self),
                           on_stored, g_object_ref (self));
}

static OnbCredentials *
read_input (OnbCredentialsPage *self)
{
  return onb_credentials_new (client_id (self), client_secret (self));
}

static void
store (OnbCredentialsPage *self)
{
  g_autoptr (OnbCredentials) credentials = NULL;

  if (!can_store (self))
    return;

  credentials = read_input (self);
  keep (self, credentials);
}

/* What is being tested: the fields may say something else by the time it has passed. */
typedef struct
{
  OnbCredentialsPage *page;
  OnbCredentials *credentials;
} Trial;

static void
trial_free (Trial *self)
{
  g_object_unref (self->page);
  onb_credentials_unref (self->credentials);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trial, trial_free)

static void
on_checked (GObject *source, GAsyncResult *async_result, gpointer data)
{
  g_autoptr (Trial) trial = data;
  OnbCredentialsPage *self = trial->page;
  g_autoptr (OnbCheckResult) result = onb_check_run_finish (ONB_CHECK (source), async_result);
  g_autofree char *text = NULL;
  const OnbFinding *first = result->findings->len > 0 ? result->findings->pdata[0] : NULL;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  set_busy (self, FALSE);
  if (onb_verdict_is_ready (result->verdict))
    {
      onb_clinic_set_result (onb_page_get_clinic (ONB_PAGE (self)), result);
      keep (self, trial->credentials);
      return;
    }

  /* Translators: a verdict, and what was found. */
  text =
      onb_bidi_format (_ ("%s. %s. The old credentials are still in the keyring, and the new ones "
                          "are still here: correct them, replace without a test, or discard."),
                       onb_verdict_get_title (result->verdict), first != NULL ? first->title : "");
  show_state (self, "dialog-warning-symbolic", _ ("The new credentials did not pass the test"),
              text);
}

/* The old credentials stay in the keyring until the new ones have proved themselves. */
static void
on_replace_clicked (GtkButton *button, OnbCredentialsPage *self)
{
  OnbSession *session = onb_page_get_session (ONB_PAGE (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbAddress) address = NULL;
  g_autoptr (OnbCheck) check = NULL;
  Trial *trial;

  if (!can_store (self))
    return;

  address = onb_session_get_target (session, &error);
  if (address == NULL)
    {
      show_state (self, "dialog-warning-symbolic", _ ("The clinic’s address is missing"),
                  error->message);
      return;
    }

  check = onb_session_new_check (session, address);
  trial = g_new0 (Trial, 1);
  trial->page = g_object_ref (self);
  trial->credentials = read_input (self);
  show_state (self, "content-loading-symbolic", _ ("Testing the new credentials…"),
              _ ("The old ones are kept until the new ones have passed."));
  onb_check_run_async (check, trial->credentials, begin (self), on_checked, trial);
}

static void
on_discard_clicked (GtkButton *button, OnbCredentialsPage *self)
{
  clear_input (self);
  look_up (self);
}

static void
on_stop_clicked (GtkButton *button, OnbCredentialsPage *self)
{
  g_cancellable_cancel (self->cancellable);
}

static gboolean
onb_credentials_page_holds_input (OnbPage *page)
{
  OnbCredentialsPage *self = ONB_CREDENTIALS_PAGE (page);

  return client_secret (self)[0] != '\0';
}

static void
on_changed (GtkWidget *row, OnbCredentialsPage *self)
{
  update (self);
}

static void
on_entry_activated (GtkWidget *row, OnbCredentialsPage *self)
{
  store (self);
}

static void
on_store_clicked (GtkButton *button, OnbCredentialsPage *self)
{
  store (self);
}

static void
on_retry_clicked (GtkButton *button, OnbCredentialsPage *self)
{
  look_up (self);
}

static void
onb_credentials_page_shown (OnbPage *page)
{
  look_up (ONB_CREDENTIALS_PAGE (page));
}

static void
add_practice_value (AdwActionRow *row, const char *what, const char *value)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), value);
  adw_action_row_add_suffix (row, onb_copy_button_new (what, value));
}

static void
onb_credentials_page_dispose (GObject *object)
{
  OnbCredentialsPage *self = ONB_CREDENTIALS_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (onb_credentials_page_parent_class)->dispose (object);
}

static void
onb_credentials_page_finalize (GObject *object)
{
  OnbCredentialsPage *self = ONB_CREDENTIALS_PAGE (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (onb_credentials_page_parent_class)->finalize (object);
}

static void
onb_credentials_page_class_init (OnbCredentialsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = onb_credentials_page_dispose;
  object_class->finalize = onb_credentials_page_finalize;
  ONB_PAGE_CLASS (klass)->shown = onb_credentials_page_shown;
  ONB_PAGE_CLASS (klass)->holds_input = onb_credentials_page_holds_input;

  g_type_ensure (ONB_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/credentials/onb-credentials-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, practice_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, practice_id_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, practice_secret_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, id_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, id_hint_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, secret_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, secret_hint_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, replace_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, store_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, discard_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_store_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_replace_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_discard_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
}

static void
onb_credentials_page_init (OnbCredentialsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OnbPage *
onb_credentials_page_new (OnbSession *session)
{
  OnbCredentialsPage *self = g_object_new (ONB_TYPE_CREDENTIALS_PAGE, "session", session, "id",
                                           "credentials", "title", _ ("Credentials"), NULL);

  if (onb_session_get_practice (session) != NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->practice_group), TRUE);
      add_practice_value (self->practice_id_row, "Client ID", ONB_PRACTICE_CLIENT_ID);
      add_practice_value (self->practice_secret_row, "Client Secret", ONB_PRACTICE_CLIENT_SECRET);
    }

  onb_photograph_mark (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->id_row))));
  show_state (self, "dialog-information-symbolic", _ ("Nothing is kept yet"),
              _ ("Paste both values below."));
  onb_page_set_done (ONB_PAGE (self), onb_clinic_get_stored (onb_session_get_clinic (session)));
  return ONB_PAGE (self);
}
