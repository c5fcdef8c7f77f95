/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/credentials/onb-secret-row.h"
#include "app/support/onb-photograph.h"
#include "guide/onb-bidi.h"

#include "app/network/onb-login-dialog.h"

#define ACCEPT "accept"

struct _OnbLoginDialog
{
  AdwAlertDialog parent_instance;

  AdwEntryRow *name_row;
  OnbSecretRow *password_row;
  AdwSwitchRow *keep_row;

  char *proxy;
};

G_DEFINE_FINAL_TYPE (OnbLoginDialog, onb_login_dialog, ADW_TYPE_ALERT_DIALOG)

enum
{
  ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_name (OnbLoginDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->name_row));
}

static void
enter (OnbLoginDialog *self)
{
  g_autoptr (SecretValue) password =
      secret_value_new (onb_secret_row_get_text (self->password_row), -1, "text/plain");
  g_autoptr (OnbProxyLogin) login = onb_proxy_login_new (self->proxy, get_name (self), password);

  onb_secret_row_clear (self->password_row);
  g_signal_emit (self, signals[ENTERED], 0, login, adw_switch_row_get_active (self->keep_row));
}

static void
on_changed (GtkEditable *row, OnbLoginDialog *self)
{
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), ACCEPT,
                                         get_name (self)[0] != '\0');
}

static void
on_name_entered (AdwEntryRow *row, OnbLoginDialog *self)
{
  gtk_widget_grab_focus (onb_secret_row_get_field (self->password_row));
}

static void
on_password_entered (OnbSecretRow *row, OnbLoginDialog *self)
{
  if (get_name (self)[0] == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
      return;
    }

  /* Unlike a press on the button, a response in code does not close the dialog. */
  enter (self);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
onb_login_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  OnbLoginDialog *self = ONB_LOGIN_DIALOG (dialog);

  if (g_str_equal (response, ACCEPT))
    enter (self);
  else
    onb_secret_row_clear (self->password_row);
}

static void
onb_login_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ONB_TYPE_LOGIN_DIALOG);

  G_OBJECT_CLASS (onb_login_dialog_parent_class)->dispose (object);
}

static void
onb_login_dialog_finalize (GObject *object)
{
  g_free (ONB_LOGIN_DIALOG (object)->proxy);

  G_OBJECT_CLASS (onb_login_dialog_parent_class)->finalize (object);
}

static void
onb_login_dialog_class_init (OnbLoginDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = onb_login_dialog_dispose;
  object_class->finalize = onb_login_dialog_finalize;
  ADW_ALERT_DIALOG_CLASS (klass)->response = onb_login_dialog_response;

  signals[ENTERED] =
      g_signal_new ("entered", ONB_TYPE_LOGIN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, ONB_TYPE_PROXY_LOGIN, G_TYPE_BOOLEAN);

  g_type_ensure (ONB_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/network/onb-login-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbLoginDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, OnbLoginDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, OnbLoginDialog, keep_row);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_name_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_password_entered);
}

static void
onb_login_dialog_init (OnbLoginDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The name is not for a picture either; the field of the password sees to itself. */
  onb_photograph_mark (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->name_row))));
}

AdwDialog *
onb_login_dialog_new (const char *proxy, gboolean wrong)
{
  OnbLoginDialog *self;
  g_autofree char *body = NULL;

  g_return_val_if_fail (proxy != NULL, NULL);

  self = g_object_new (ONB_TYPE_LOGIN_DIALOG, NULL);
  self->proxy = g_strdup (proxy);
  body = onb_bidi_format (wrong
                              /* Translators: a proxy, host and port. */
                              ? _ ("The proxy %s rejected the name or password. Enter them again. "
                                   "They are sent only to this proxy.")
                              /* Translators: a proxy, host and port. */
                              : _ ("The proxy %s requires a name and password. They are sent only "
                                   "to this proxy. They are often the ones you use to sign in to "
                                   "your computer. If not, ask your network administrator."),
                          proxy);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), body);
  on_changed (GTK_EDITABLE (self->name_row), self);
  return ADW_DIALOG (self);
}
