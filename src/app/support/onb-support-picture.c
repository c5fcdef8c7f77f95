/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/support/onb-photograph.h"
#include "app/support/onb-picture-dialog.h"
#include "app/support/onb-support-choice.h"
#include "app/widgets/onb-when.h"
#include "guide/onb-bidi.h"

#include "app/support/onb-support-picture.h"

/* Shorter parts of an address, such as a version or a path's usual words, identify nobody. */
#define LEAST_TENANT 12

/* A tenant in whatever the user gave as the clinic's address, also where it is none, or none yet. */
static void
add_parts (GStrvBuilder *builder, const char *location)
{
  g_auto (GStrv) parts = g_strsplit_set (location, "/?#&=: \t\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (strlen (parts[i]) >= LEAST_TENANT && strchr (parts[i], '.') == NULL)
      g_strv_builder_add (builder, parts[i]);
}

static void
add_tenants (GStrvBuilder *builder, OnbClinic *clinic)
{
  g_autoptr (OnbAddress) address = onb_clinic_get_address (clinic, NULL);
  OnbCheckResult *result = onb_clinic_get_result (clinic);

  if (address != NULL)
    g_strv_builder_add (builder, address->tenant);
  if (result != NULL && result->tenant != NULL)
    g_strv_builder_add (builder, result->tenant);
  add_parts (builder, onb_clinic_get_location (clinic));
}

/* What stands in texts and is masked: each tenant of all clinics, of their last tests as well, and the
 * practice's secret, which is none, but is treated like one. */
static char **
list_masked (OnbSession *session, GListModel *clinics, gboolean is_practice)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (is_practice)
    g_strv_builder_add (builder, ONB_PRACTICE_CLIENT_SECRET);

  if (session != NULL)
    add_tenants (builder, onb_session_get_clinic (session));
  for (guint i = 0; i < g_list_model_get_n_items (clinics); i++)
    {
      g_autoptr (OnbClinic) clinic = g_list_model_get_item (clinics, i);

      add_tenants (builder, clinic);
    }
  return g_strv_builder_end (builder);
}

/* What the last test found, by the names that support knows, where it is about the clinic as it is. */
static char *
list_findings (OnbSession *session)
{
  OnbClinic *clinic = session != NULL ? onb_session_get_clinic (session) : NULL;
  OnbCheckResult *result = clinic != NULL ? onb_clinic_get_result (clinic) : NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (result == NULL ||
      onb_clinic_get_standing (clinic, onb_session_get_guide (session)).kind != ONB_STANDING_TESTED)
    return NULL;

  g_strv_builder_add (ids, onb_verdict_get_id (result->verdict));
  for (guint i = 0; i < result->findings->len; i++)
    g_strv_builder_add (ids, ((const OnbFinding *) g_ptr_array_index (result->findings, i))->id);
  list = g_strv_builder_end (ids);
  return g_strjoinv (", ", list);
}

static char *
write_caption (GtkWindow *window, OnbSession *session, OnbAliases *aliases, GDateTime *now)
{
  g_autofree char *date = onb_when_describe (now);
  g_autofree char *title = aliases != NULL
                               ? onb_aliases_disguise (aliases, gtk_window_get_title (window))
                               : g_strdup (gtk_window_get_title (window));
  g_autofree char *findings = list_findings (session);
  g_autofree char *where =
      /* Translators: below a picture of the window: the window’s title, the version, date and time. */
      onb_bidi_format (_ ("%s %s, %s. The credentials and the tenant ID are hidden."), title,
                       ONB_VERSION, date);

  g_autofree char *found = NULL;

  if (findings == NULL)
    return g_steal_pointer (&where);

  /* Translators: below a picture of the window: what a test found, by the names that support knows. */
  found = onb_bidi_format (_ ("Last test: %s"), findings);
  return g_strdup_printf ("%s\n%s", where, found);
}

typedef struct
{
  char *name;
  char *caption;
} Taking;

static void
taking_free (Taking *self)
{
  g_free (self->name);
  g_free (self->caption);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Taking, taking_free)

static void
on_photographed (GObject *source, GAsyncResult *result, gpointer data)
{
  GtkWidget *window = GTK_WIDGET (source);
  g_autoptr (Taking) taking = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = onb_photograph_take_finish (result, &error);

  if (texture == NULL)
    {
      gtk_widget_activate_action (window, "win.toast", "s", error->message);
      return;
    }

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (window), texture);
  adw_dialog_present (onb_picture_dialog_new (texture, taking->name, taking->caption), window);
}

void
onb_support_picture_take (GtkWindow *window,
                          OnbSession *session,
                          GListModel *clinics,
                          const char *page,
                          gboolean is_practice)
{
  g_auto (GStrv) masked = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autoptr (OnbAliases) aliases = NULL;
  Taking *taking;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (G_IS_LIST_MODEL (clinics));
  g_return_if_fail (page != NULL);

  masked = list_masked (session, clinics, is_practice);
  taking = g_new0 (Taking, 1);
  taking->name = g_strdup_printf ("leyr-onboarding-%s-%s.png", page, stamp);
  if (onb_support_choice_get ())
    aliases =
        onb_support_choice_use (session != NULL ? onb_session_get_clinic (session) : NULL, clinics);
  taking->caption = write_caption (window, session, aliases, now);
  onb_photograph_take_async (window, (const char *const *) masked, aliases, taking->caption,
                             on_photographed, taking);
}
