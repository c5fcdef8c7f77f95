/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/check/onb-remedy.h"
#include "app/network/onb-login-dialog.h"
#include "app/window/onb-question.h"
#include "guide/onb-bidi.h"

#include "app/check/onb-remedy-press.h"

static OnbTestRun *
get_test (OnbPage *page)
{
  return onb_session_get_test (onb_page_get_session (page));
}

/* What the user has agreed to, for one host. */
typedef struct
{
  OnbPage *page;
  char *host;
} Approval;

static void
approval_free (gpointer data, GClosure *closure)
{
  Approval *self = data;

  g_object_unref (self->page);
  g_free (self->host);
  g_free (self);
}

static void
on_approval_answered (AdwAlertDialog *dialog, const char *response, Approval *approval)
{
  if (!g_str_equal (response, ONB_QUESTION_ACCEPTED))
    return;

  onb_clinic_approve_host (onb_page_get_clinic (approval->page), approval->host);
  onb_test_run_start (get_test (approval->page));
}

/* The secret goes there from then on: that is asked for first. */
void
onb_remedy_approve_host (OnbPage *page, const char *host)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (page));
  /* Translators: the name of a host, who makes an EHR, and the EHR’s name. */
  g_autofree char *body = onb_bidi_format (
      _ ("%s is not a known host. Its operator will receive the credentials. Approve it only if "
         "%s or your %s administrator gave you this host."),
      host, onb_guide_get_maker (guide), onb_guide_get_system (guide));
  AdwDialog *dialog =
      onb_question_new (_ ("Approve This Host?"), body, _ ("Cancel"), _ ("Approve and Test"));
  Approval *approval = g_new0 (Approval, 1);

  approval->page = g_object_ref (page);
  approval->host = g_strdup (host);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_approval_answered), approval,
                         approval_free, 0);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

/* Somebody else is asked, with all that they need to know. */
typedef struct
{
  OnbPage *page;
  OnbCheckResult *result;
  const OnbFinding *finding;
} Request;

static void
on_looked_up (GObject *source, GAsyncResult *async_result, gpointer data)
{
  g_autofree Request *request = data;
  g_autoptr (OnbPage) page = request->page;
  g_autoptr (OnbCheckResult) result = request->result;
  g_autoptr (OnbCredentials) credentials =
      onb_keeper_look_up_finish (ONB_KEEPER (source), async_result, NULL);
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (page));
  const char *label = onb_guide_get_credential_label (guide, FALSE);
  g_autofree char *text =
      onb_remedy_write_request (request->finding, result->fhir_host, result->tenant, label,
                                credentials != NULL ? credentials->client_id : NULL);

  if (gtk_widget_get_root (GTK_WIDGET (page)) == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)), text);
  gtk_widget_activate_action (GTK_WIDGET (page), "win.toast", "s", _ ("Message copied"));
}

void
onb_remedy_copy_request (OnbPage *page, OnbCheckResult *result, const OnbFinding *finding)
{
  Request *request = g_new0 (Request, 1);

  request->page = g_object_ref (page);
  request->result = onb_check_result_ref (result);
  request->finding = finding;
  onb_keeper_look_up_async (onb_session_get_keeper (onb_page_get_session (page)), NULL,
                            on_looked_up, request);
}

static void
on_login_entered (OnbLoginDialog *dialog, OnbProxyLogin *login, gboolean keep, OnbPage *page)
{
  onb_proxy_logins_enter (onb_test_run_get_logins (get_test (page)), login, keep);
  onb_test_run_start (get_test (page));
}

void
onb_remedy_ask_for_login (OnbPage *page, const char *proxy, gboolean wrong)
{
  AdwDialog *dialog = onb_login_dialog_new (proxy, wrong);

  g_signal_connect_object (dialog, "entered", G_CALLBACK (on_login_entered), page, 0);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

/* Of a test of another day it is not known whether the proxy still asks: the next one finds out. */
void
onb_remedy_sign_in (OnbPage *page, const OnbFinding *finding)
{
  const char *proxy = onb_test_run_get_asking_proxy (get_test (page));

  if (proxy != NULL)
    onb_remedy_ask_for_login (page, proxy, g_str_equal (finding->id, "network.proxy-login-wrong"));
  else
    onb_test_run_start (get_test (page));
}
