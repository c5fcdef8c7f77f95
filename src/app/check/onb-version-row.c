/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-look.h"
#include "guide/onb-bidi.h"

#include "app/check/onb-version-row.h"

struct _OnbVersionRow
{
  OnbStaticRow parent_instance;

  GtkImage *icon;
};

G_DEFINE_FINAL_TYPE (OnbVersionRow, onb_version_row, ONB_TYPE_STATIC_ROW)

static gboolean
is_fine (const OnbCell *cell)
{
  return cell->state == ONB_CELL_WORKS || cell->state == ONB_CELL_GRANTED;
}

void
onb_version_row_show (OnbVersionRow *self, OnbCheckResult *result, OnbFhirVersion version)
{
  const OnbVersionResult *found;
  guint n_fine = 0;
  g_autofree char *text = NULL;

  g_return_if_fail (ONB_IS_VERSION_ROW (self));
  g_return_if_fail (result != NULL);
  g_return_if_fail (version < ONB_N_FHIR_VERSIONS);

  found = &result->versions[version];
  gtk_widget_set_visible (GTK_WIDGET (self), found->tested);
  for (guint i = 0; i < result->scopes->len; i++)
    n_fine +=
        is_fine (&((const OnbScopeResult *) g_ptr_array_index (result->scopes, i))->cells[version]);

  if (found->state == ONB_VERSION_UNTESTED)
    text = g_strdup (onb_version_state_get_title (found->state));
  else
    text = onb_bidi_format (
        /* Translators: how a FHIR version does, how many scopes do in it, and how many there are. */
        _ ("%s. %u of %u scopes"), onb_version_state_get_title (found->state), n_fine,
        result->scopes->len);

  onb_look_apply (onb_look_of_version (found->state), self->icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), onb_fhir_version_get_title (version));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

static void
onb_version_row_class_init (OnbVersionRowClass *klass)
{
}

static void
onb_version_row_init (OnbVersionRow *self)
{
  self->icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
}
