/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-wrap-label.h"
#include "app/window/onb-file-dialog.h"
#include "app/window/onb-question.h"
#include "clinic/onb-user-file.h"
#include "guide/onb-bidi.h"

#include "app/network/onb-authority-import.h"

typedef struct
{
  GtkWidget *owner;
  OnbAuthorityStore *store;
  GPtrArray *authorities;
} Import;

static Import *
import_new (GtkWidget *owner, OnbAuthorityStore *store)
{
  Import *self = g_new0 (Import, 1);

  self->owner = g_object_ref (owner);
  self->store = g_object_ref (store);
  return self;
}

static void
import_free (gpointer data)
{
  Import *self = data;

  g_object_unref (self->owner);
  g_object_unref (self->store);
  g_clear_pointer (&self->authorities, g_ptr_array_unref);
  g_free (self);
}

static void
closure_free (gpointer data, GClosure *closure)
{
  import_free (data);
}

static void
toast (Import *self, const char *message)
{
  gtk_widget_activate_action (self->owner, "win.toast", "s", message);
}

static char *
format_date (GDateTime *date)
{
  g_autoptr (GDateTime) local = date != NULL ? g_date_time_to_local (date) : NULL;

  return local != NULL ? g_date_time_format (local, "%x") : g_strdup (_ ("unknown"));
}

char *
onb_authority_describe (OnbAuthority *authority)
{
  g_autofree char *begins = NULL;
  g_autofree char *ends = NULL;

  g_return_val_if_fail (ONB_IS_AUTHORITY (authority), NULL);

  begins = format_date (onb_authority_get_begins (authority));
  ends = format_date (onb_authority_get_ends (authority));
  /* Translators: who signed a certificate, two dates, and its fingerprint. */
  return onb_bidi_format (_ ("Issued by: %s\nValid from %s to %s\nSHA-256: %s"),
                          onb_authority_get_issuer (authority), begins, ends,
                          onb_authority_get_fingerprint (authority));
}

static void
on_answered (AdwAlertDialog *dialog, const char *response, Import *self)
{
  g_autoptr (GError) error = NULL;
  gboolean kept = TRUE;

  if (!g_str_equal (response, ONB_QUESTION_ACCEPTED))
    return;

  for (guint i = 0; kept && i < self->authorities->len; i++)
    kept = onb_authority_store_add (self->store, g_ptr_array_index (self->authorities, i), &error);
  toast (self, kept ? _ ("Certificate trusted from the next test on") : error->message);
}

/* Name, issuer, dates and fingerprint, before anything is trusted. */
static GtkWidget *
list_new (GPtrArray *authorities)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < authorities->len; i++)
    {
      OnbAuthority *authority = g_ptr_array_index (authorities, i);
      g_autofree char *text = onb_authority_describe (authority);

      gtk_box_append (GTK_BOX (box),
                      onb_wrap_label_new (onb_authority_get_subject (authority), "heading"));
      gtk_box_append (GTK_BOX (box), onb_wrap_label_new (text, "caption"));
    }

  return box;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *self = data;
  g_autofree char *contents = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  AdwDialog *dialog;

  contents = onb_user_file_load_finish (result, &length, &error);
  if (contents != NULL)
    self->authorities = onb_authorities_read (contents, length, &error);
  if (self->authorities == NULL)
    {
      g_autofree char *message = NULL;

      /* What is wrong with a certificate is a sentence of its own. */
      if (contents == NULL)
        /* Translators: the reason. */
        message = onb_bidi_format (_ ("Could not import the file: %s"), error->message);
      toast (self, message != NULL ? message : error->message);
      import_free (self);
      return;
    }

  dialog = onb_question_new (
      _ ("Trust This Certificate?"),
      _ ("Its owner can read what Leyr Onboarding sends, including the credentials. Trust it "
         "only if it belongs to your organization: ask your network administrator for the "
         "fingerprint and compare. Other software on this computer is not affected."),
      _ ("Cancel"), _ ("Trust"));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), list_new (self->authorities));
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answered), self, closure_free, 0);
  adw_dialog_present (dialog, self->owner);
}

static void
on_file_chosen (GFile *file, gpointer data)
{
  Import *self = data;

  onb_user_file_load_async (file, ONB_AUTHORITY_MAX_FILE, on_loaded,
                            import_new (self->owner, self->store));
}

void
onb_authority_import (GtkWidget *owner, OnbAuthorityStore *store)
{
  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (ONB_IS_AUTHORITY_STORE (store));

  onb_file_dialog_open (owner, _ ("Your Organization’s Certificate"), on_file_chosen,
                        import_new (owner, store), import_free);
}
