/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/window/onb-settings.h"
#include "guide/onb-bidi.h"

#include "app/support/onb-support-choice.h"

#define KEY "support-aliases"

/* Where nothing can be kept, it holds as long as the program runs. */
static gboolean chosen;

gboolean
onb_support_choice_get (void)
{
  g_autoptr (GSettings) settings = onb_settings_open ();

  return settings != NULL ? g_settings_get_boolean (settings, KEY) : chosen;
}

void
onb_support_choice_set (gboolean aliases)
{
  g_autoptr (GSettings) settings = onb_settings_open ();

  chosen = aliases;
  if (settings != NULL)
    g_settings_set_boolean (settings, KEY, aliases);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  GtkWindow *window = application != NULL ? gtk_application_get_active_window (application) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (onb_aliases_save_finish (result, &error) || window == NULL)
    return;

  /* Translators: the reason. */
  message = onb_bidi_format (_ ("Could not save the list of aliases: %s"), error->message);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "s", message);
}

void
onb_support_choice_save (OnbAliases *aliases)
{
  g_return_if_fail (aliases != NULL);

  onb_aliases_save_async (aliases, on_saved, NULL);
}

OnbAliases *
onb_support_choice_use (OnbClinic *clinic, GListModel *clinics)
{
  OnbAliases *aliases;

  g_return_val_if_fail (clinic == NULL || ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (clinics), NULL);

  aliases = onb_aliases_new (NULL);
  if (clinic != NULL)
    onb_aliases_add_clinic (aliases, clinic);
  for (guint i = 0; i < g_list_model_get_n_items (clinics); i++)
    {
      g_autoptr (OnbClinic) other = g_list_model_get_item (clinics, i);

      onb_aliases_add_clinic (aliases, other);
    }
  onb_support_choice_save (aliases);
  return aliases;
}
