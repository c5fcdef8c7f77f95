/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/credentials/onb-paste.h"
#include "app/credentials/onb-secret-row.h"
#include "app/support/onb-photograph.h"
#include "app/widgets/onb-badge.h"
#include "app/widgets/onb-copy-button.h"
#include "app/widgets/onb-feedback-row.h"
#include "app/widgets/onb-static-row.h"
#include "app/window/onb-page.h"
#include "guide/onb-bidi.h"
#include "guide/onb-place.h"

#include "app/credentials/onb-credentials-form.h"

struct _OnbCredentialsForm
{
  AdwBin parent_instance;

  AdwPreferencesGroup *practice_group;
  AdwActionRow *practice_id_row;
  AdwActionRow *practice_secret_row;
  AdwPreferencesGroup *state_group;
  AdwActionRow *kept_row;
  GtkButton *replace_button;
  OnbFeedbackRow *state_row;
  GtkButton *retry_button;
  GtkButton *stop_button;
  AdwPreferencesGroup *fields_group;
  AdwEntryRow *id_row;
  OnbFeedbackRow *id_hint_row;
  OnbSecretRow *secret_row;
  OnbFeedbackRow *secret_hint_row;
  GtkWidget *buttons;
  GtkButton *test_button;
  GtkButton *store_button;
  GtkButton *discard_button;

  OnbSession *session;
  gboolean asks;
  gboolean replacing;
  /* Whether what is being put into the keyring is to be tested then. */
  gboolean test_after;
};

G_DEFINE_FINAL_TYPE (OnbCredentialsForm, onb_credentials_form, ADW_TYPE_BIN)

enum
{
  PROP_ASKS = 1,
  N_PROPERTIES
};

enum
{
  SAVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* What is in the fields, without the blanks around it that a paste brings. */
typedef struct
{
  char *id;
  SecretValue *secret;
} Input;

static void
input_clear (Input *self)
{
  g_free (self->id);
  secret_value_unref (self->secret);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Input, input_clear)

static Input
read_input (OnbCredentialsForm *self)
{
  const char *id = gtk_editable_get_text (GTK_EDITABLE (self->id_row));
  const char *secret = onb_secret_row_get_text (self->secret_row);
  gsize id_length = onb_paste_trim (&id);
  gsize secret_length = onb_paste_trim (&secret);

  return (Input){ g_strndup (id, id_length),
                  secret_value_new (secret, (gssize) secret_length, "text/plain") };
}

static OnbClinic *
get_clinic (OnbCredentialsForm *self)
{
  return onb_session_get_clinic (self->session);
}

static OnbKeeper *
get_keeper (OnbCredentialsForm *self)
{
  return onb_session_get_keeper (self->session);
}

static OnbTestRun *
get_test (OnbCredentialsForm *self)
{
  return onb_session_get_test (self->session);
}

static gboolean
is_complete (const Input *input)
{
  return onb_credentials_check (input->id, secret_value_get_text (input->secret), NULL);
}

static void
show_hint (OnbFeedbackRow *row, OnbCredentialHint hint)
{
  onb_feedback_row_say (row,
                        hint == ONB_CREDENTIAL_HINT_NONE      ? ONB_FEEDBACK_NONE
                        : onb_credential_hint_is_fatal (hint) ? ONB_FEEDBACK_WRONG
                                                              : ONB_FEEDBACK_DOUBT,
                        onb_credential_hint_get_text (hint));
}

static const char *
get_label (OnbCredentialsForm *self, gboolean secret)
{
  return onb_guide_get_credential_label (onb_session_get_guide (self->session), secret);
}

static gboolean
is_in_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* Where somebody who wants to see the two finds them. */
static const char *
describe_place (void)
{
  return is_in_sandbox ()
             ? _ ("The credentials are in the encrypted keyring of Leyr Onboarding, which the "
                  "system keyring unlocks. They can only be viewed here.")
             : _ ("The credentials are in the keyring item whose name begins with "
                  "“Leyr Onboarding”. To view them, use Passwords and Keys, KWalletManager, or "
                  "KeePassXC.");
}

static void
say (OnbCredentialsForm *self, OnbFeedback feedback, const char *title, const char *text)
{
  onb_feedback_row_say (self->state_row, feedback, title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state_row), text != NULL ? text : "");
}

static void
show_failure (OnbCredentialsForm *self, const GError *error)
{
  static const char *const titles[] = {
    [ONB_KEYRING_ERROR_UNAVAILABLE] = N_ ("No keyring found"),
    [ONB_KEYRING_ERROR_NO_COLLECTION] = N_ ("No keyring to save in"),
    [ONB_KEYRING_ERROR_LOCKED] = N_ ("The keyring is locked"),
    [ONB_KEYRING_ERROR_TIMED_OUT] = N_ ("The keyring does not respond"),
    [ONB_KEYRING_ERROR_FAILED] = N_ ("The keyring reported an error"),
  };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, ONB_FEEDBACK_DOUBT, _ ("Stopped"),
         _ ("Leyr Onboarding stopped waiting for the keyring. Your entries are still here."));
  else
    say (self, ONB_FEEDBACK_WRONG, _ (titles[error->code]), error->message);
}

static void
show_failed_trial (OnbCredentialsForm *self, OnbCheckResult *result)
{
  const OnbFinding *first = result->findings->len > 0 ? result->findings->pdata[0] : NULL;
  const char *title = onb_verdict_get_title (result->verdict);
  /* Translators: the result of a test, and the first issue that it found. */
  g_autofree char *found =
      first != NULL ? onb_bidi_format (_ ("%s: %s"), title, first->title) : g_strdup (title);
  /* Translators: what the test found. */
  g_autofree char *text =
      onb_bidi_format (_ ("%s. The current credentials are still in the keyring. Correct the new "
                          "ones, replace the current ones without testing, or cancel."),
                       found);

  /* What was not tested has not failed. */
  say (self, ONB_FEEDBACK_DOUBT,
       result->verdict == ONB_VERDICT_NOT_READY ? _ ("The new credentials did not pass the test")
                                                : _ ("The new credentials could not be tested"),
       text);
}

/* What the session is at, or what it came to. */
static void
show_state (OnbCredentialsForm *self)
{
  OnbKeeper *keeper = get_keeper (self);
  OnbTestRun *test = get_test (self);
  const GError *problem = onb_keeper_get_problem (keeper);
  OnbCheckResult *failed = onb_test_run_get_failed_trial (test);

  if (onb_keeper_get_state (keeper) == ONB_KEEPER_LOOKING)
    say (self, ONB_FEEDBACK_BUSY, _ ("Reading the keyring…"), NULL);
  else if (onb_keeper_get_state (keeper) == ONB_KEEPER_SAVING)
    say (self, ONB_FEEDBACK_BUSY, _ ("Saving in the keyring…"), NULL);
  else if (onb_test_run_is_trial (test))
    say (self, ONB_FEEDBACK_BUSY, _ ("Testing the new credentials…"),
         _ ("The current credentials stay in the keyring until the test succeeds."));
  else if (problem != NULL)
    show_failure (self, problem);
  else if (failed != NULL)
    show_failed_trial (self, failed);
  else if (self->replacing && onb_test_run_get_state (test) == ONB_TEST_NO_ADDRESS)
    say (self, ONB_FEEDBACK_DOUBT, _ ("The clinic’s FHIR URL is missing or not valid"),
         onb_test_run_get_problem (test));
  else if (onb_keeper_get_lost (keeper))
    say (self, ONB_FEEDBACK_DOUBT, _ ("The credentials are no longer in the keyring"),
         _ ("They were removed, or a different keyring is in use. Enter both again."));
  else
    say (self, ONB_FEEDBACK_NONE, NULL, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->retry_button),
                          !onb_keeper_is_busy (keeper) && problem != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button),
                          onb_keeper_is_busy (keeper) || onb_test_run_is_trial (test));
  gtk_widget_set_visible (GTK_WIDGET (self->state_group),
                          gtk_widget_get_visible (GTK_WIDGET (self->kept_row)) ||
                              gtk_widget_get_visible (GTK_WIDGET (self->state_row)));
}

static void
update (OnbCredentialsForm *self)
{
  g_auto (Input) input = read_input (self);
  const char *secret = secret_value_get_text (input.secret);
  gboolean kept = onb_clinic_get_stored (get_clinic (self));
  gboolean asks = !kept || self->replacing;
  gboolean ready = !onb_keeper_is_busy (get_keeper (self)) && is_complete (&input);
  gboolean testing = onb_test_run_get_state (get_test (self)) == ONB_TEST_RUNNING;
  const char *shortened = onb_clinic_get_client_id (get_clinic (self));
  g_autofree char *client_id =
      onb_bidi_format ("%s %s", get_label (self, FALSE), shortened != NULL ? shortened : "…");

  if (input.id[0] != '\0' &&
      g_ascii_strcasecmp (input.id, onb_clinic_get_application_id (get_clinic (self))) == 0)
    {
      g_autofree char *doubt = onb_bidi_format (
          /* Translators: what the console calls the ID of the credentials. */
          _ ("This was entered as the application’s own ID. “%s” is a different one, next to it in "
             "the console."),
          get_label (self, FALSE));

      onb_feedback_row_say (self->id_hint_row, ONB_FEEDBACK_DOUBT, doubt);
    }
  else
    show_hint (self->id_hint_row, onb_client_id_get_hint (input.id, secret));
  show_hint (self->secret_hint_row, onb_client_secret_get_hint (secret, input.id));

  gtk_widget_set_visible (GTK_WIDGET (self->practice_group),
                          asks && onb_session_get_practice (self->session) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->kept_row), kept);
  adw_preferences_group_set_description (self->state_group, kept ? describe_place () : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->replace_button), !asks);
  gtk_widget_set_visible (GTK_WIDGET (self->fields_group), asks);
  gtk_widget_set_visible (self->buttons, asks);
  gtk_widget_set_visible (GTK_WIDGET (self->discard_button),
                          kept || input.id[0] != '\0' || secret[0] != '\0');
  adw_action_row_set_subtitle (self->kept_row, client_id);
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), ready && !testing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->store_button),
                            ready && !onb_test_run_is_trial (get_test (self)));
  if (self->asks != asks)
    {
      self->asks = asks;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKS]);
    }
  gtk_button_set_label (self->test_button, kept ? _ ("Test and Replace") : _ ("Save and Test"));
  gtk_button_set_label (self->store_button, kept ? _ ("Replace Without Testing") : _ ("Save"));
  gtk_button_set_label (self->discard_button, kept ? _ ("Cancel") : _ ("Discard"));
  show_state (self);
}

static void
clear_input (OnbCredentialsForm *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->id_row), "");
  onb_secret_row_clear (self->secret_row);
}

/* Wherever they were tried or entered: what was entered is kept now. */
static void
on_kept (OnbKeeper *keeper, OnbCredentialsForm *self)
{
  gboolean in_view = gtk_widget_get_mapped (GTK_WIDGET (self));
  gboolean test = self->test_after;

  self->replacing = FALSE;
  self->test_after = FALSE;
  clear_input (self);
  update (self);
  g_signal_emit (self, signals[SAVED], 0);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("Saved in the system keyring"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  if (test)
    onb_test_run_start (get_test (self));
  if (test && in_view)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", ONB_PAGE_TEST);
  else if (in_view)
    gtk_widget_grab_focus (GTK_WIDGET (self->replace_button));
}

static OnbCredentials *
take_input (OnbCredentialsForm *self)
{
  g_auto (Input) input = read_input (self);

  return !onb_keeper_is_busy (get_keeper (self)) && is_complete (&input)
             ? onb_credentials_new_for_value (input.id, input.secret)
             : NULL;
}

static void
store (OnbCredentialsForm *self, gboolean test_after)
{
  g_autoptr (OnbCredentials) credentials = take_input (self);

  if (credentials == NULL)
    return;

  self->test_after = test_after;
  onb_test_run_forget_trial (get_test (self));
  onb_keeper_keep (get_keeper (self), credentials);
}

/* The old credentials stay in the keyring until the new ones have proved themselves. */
static void
test_and_replace (OnbCredentialsForm *self)
{
  g_autoptr (OnbCredentials) credentials = take_input (self);

  if (credentials != NULL)
    onb_test_run_try (get_test (self), credentials);
}

/* The suggested way, by the button and by Enter: nothing that was tested is lost untested. */
static void
do_suggested (OnbCredentialsForm *self)
{
  if (onb_clinic_get_stored (get_clinic (self)))
    test_and_replace (self);
  else
    store (self, TRUE);
}

static void
on_test_clicked (GtkButton *button, OnbCredentialsForm *self)
{
  do_suggested (self);
}

static void
on_store_clicked (GtkButton *button, OnbCredentialsForm *self)
{
  store (self, FALSE);
}

static void
on_entry_activated (GtkWidget *row, OnbCredentialsForm *self)
{
  do_suggested (self);
}

static void
on_replace_clicked (GtkButton *button, OnbCredentialsForm *self)
{
  self->replacing = TRUE;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->id_row));
}

static void
on_discard_clicked (GtkButton *button, OnbCredentialsForm *self)
{
  self->replacing = FALSE;
  clear_input (self);
  onb_test_run_forget_trial (get_test (self));
  onb_keeper_refresh (get_keeper (self));
}

static void
on_stop_clicked (GtkButton *button, OnbCredentialsForm *self)
{
  OnbTestRun *test = get_test (self);

  /* A test that waits for the keyring ends with that. */
  onb_keeper_stop (get_keeper (self));
  if (onb_test_run_is_trial (test))
    onb_test_run_stop (test);
}

static void
on_retry_clicked (GtkButton *button, OnbCredentialsForm *self)
{
  onb_keeper_refresh (get_keeper (self));
}

static void
on_changed (GtkWidget *row, OnbCredentialsForm *self)
{
  if (self->session != NULL)
    update (self);
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbCredentialsForm) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  gsize length = text != NULL ? strlen (text) : 0;
  const char *id, *secret;

  if (self->session == NULL)
    return;

  if (text != NULL && onb_paste_sort (text, &id, &secret))
    {
      if (id != NULL)
        gtk_editable_set_text (GTK_EDITABLE (self->id_row), id);
      if (secret != NULL)
        onb_secret_row_set_text (self->secret_row, secret);
      gtk_widget_grab_focus (GTK_WIDGET (id == NULL ? GTK_WIDGET (self->test_button)
                                                    : onb_secret_row_get_field (self->secret_row)));
    }
  else
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                  _ ("The clipboard contains no credentials."));
    }
  if (text != NULL)
    explicit_bzero (text, length);
}

/* Whichever was pressed: what is in the clipboard shows by its form where it belongs. */
static void
on_paste_clicked (GtkButton *button, OnbCredentialsForm *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, on_pasted,
                                 g_object_ref (self));
}

void
onb_credentials_form_shown (OnbCredentialsForm *self)
{
  g_return_if_fail (ONB_IS_CREDENTIALS_FORM (self));

  onb_keeper_refresh (get_keeper (self));
  /* Who was sent here has others to enter. */
  if (onb_session_is_errand_to (self->session, ONB_PAGE_CREDENTIALS))
    {
      self->replacing = onb_clinic_get_stored (get_clinic (self));
      update (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->id_row));
    }
}

gboolean
onb_credentials_form_holds_input (OnbCredentialsForm *self)
{
  g_return_val_if_fail (ONB_IS_CREDENTIALS_FORM (self), FALSE);

  return onb_secret_row_get_text (self->secret_row)[0] != '\0';
}

static void
onb_credentials_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ASKS:
      g_value_set_boolean (value, ONB_CREDENTIALS_FORM (object)->asks);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_credentials_form_dispose (GObject *object)
{
  OnbCredentialsForm *self = ONB_CREDENTIALS_FORM (object);

  if (self->session != NULL)
    onb_keeper_stop (get_keeper (self));
  g_clear_object (&self->session);

  G_OBJECT_CLASS (onb_credentials_form_parent_class)->dispose (object);
}

static void
onb_credentials_form_class_init (OnbCredentialsFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = onb_credentials_form_get_property;
  G_OBJECT_CLASS (klass)->dispose = onb_credentials_form_dispose;

  properties[PROP_ASKS] =
      g_param_spec_boolean ("asks", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  signals[SAVED] = g_signal_new ("saved", ONB_TYPE_CREDENTIALS_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ONB_TYPE_STATIC_ROW);
  g_type_ensure (ONB_TYPE_FEEDBACK_ROW);
  g_type_ensure (ONB_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/credentials/onb-credentials-form.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, practice_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, practice_id_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, practice_secret_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, state_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, kept_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, replace_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, state_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, retry_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, stop_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, fields_group);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, id_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, id_hint_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, secret_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, secret_hint_row);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, buttons);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, test_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, store_button);
  gtk_widget_class_bind_template_child (widget_class, OnbCredentialsForm, discard_button);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_store_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_replace_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_discard_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
}

static GtkWidget *
paste_new (OnbCredentialsForm *self, const char *what)
{
  /* Translators: what a credential is called in the console. */
  g_autofree char *name = onb_bidi_format (_ ("Paste %s"), what);
  /* Translators: what two credentials are called in the console. */
  g_autofree char *tooltip = onb_bidi_format (_ ("Paste (The %s and %s Are Told Apart)"),
                                              get_label (self, FALSE), get_label (self, TRUE));
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "edit-paste-symbolic", "valign",
                                    GTK_ALIGN_CENTER, "tooltip-text", tooltip, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_paste_clicked), self, 0);
  return button;
}

static void
onb_credentials_form_init (OnbCredentialsForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_practice_value (AdwActionRow *row, const char *what, const char *value)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), value);
  adw_action_row_add_suffix (row, onb_copy_button_new (what, value));
}

/* After the console's own words. */
static void
name_fields (OnbCredentialsForm *self)
{
  const char *id = get_label (self, FALSE);
  const char *secret = get_label (self, TRUE);

  adw_action_row_set_subtitle (self->practice_id_row, id);
  adw_action_row_set_subtitle (self->practice_secret_row, secret);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->id_row), id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row), secret);
  adw_entry_row_add_suffix (self->id_row, paste_new (self, id));
  onb_secret_row_add_suffix (self->secret_row, paste_new (self, secret));
}

/* Each field belongs to the place from which it is copied. */
static void
add_places (OnbCredentialsForm *self, const OnbGuideStep *step, OnbSpotlight *spotlight)
{
  GPtrArray *credentials = onb_guide_get_credentials (onb_session_get_guide (self->session));

  for (guint i = 0; i < step->items->len; i++)
    {
      const OnbGuideItem *item = g_ptr_array_index (step->items, i);
      g_autofree char *place = onb_place_of_item (step, item);
      GtkWidget *badge;

      for (guint j = 0; item->kind == ONB_GUIDE_COPY && j < credentials->len; j++)
        {
          const OnbGuideCredential *credential = g_ptr_array_index (credentials, j);

          if (!g_str_equal (credential->id, item->value))
            continue;

          badge = onb_badge_new (place, TRUE);
          gtk_widget_add_css_class (badge, "place");
          if (credential->secret)
            onb_secret_row_add_prefix (self->secret_row, badge);
          else
            adw_entry_row_add_prefix (self->id_row, badge);
          onb_spotlight_add (spotlight,
                             credential->secret ? GTK_WIDGET (self->secret_row)
                                                : GTK_WIDGET (self->id_row),
                             place, FALSE);
        }
    }
}

GtkWidget *
onb_credentials_form_new (OnbSession *session, const OnbGuideStep *step, OnbSpotlight *spotlight)
{
  OnbCredentialsForm *self;

  g_return_val_if_fail (ONB_IS_SESSION (session), NULL);
  g_return_val_if_fail (step != NULL, NULL);
  g_return_val_if_fail (ONB_IS_SPOTLIGHT (spotlight), NULL);

  self = g_object_new (ONB_TYPE_CREDENTIALS_FORM, NULL);
  self->session = g_object_ref (session);
  name_fields (self);
  add_places (self, step, spotlight);
  if (onb_session_get_practice (session) != NULL)
    {
      add_practice_value (self->practice_id_row, get_label (self, FALSE), ONB_PRACTICE_CLIENT_ID);
      add_practice_value (self->practice_secret_row, get_label (self, TRUE),
                          ONB_PRACTICE_CLIENT_SECRET);
    }
  onb_photograph_mark (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->id_row))));
  g_signal_connect_object (get_clinic (self), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_keeper (self), "notify", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_keeper (self), "kept", G_CALLBACK (on_kept), self, 0);
  g_signal_connect_object (get_test (self), "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
