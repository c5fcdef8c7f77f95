/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "wire/onb-json.h"

#include "clinic/onb-about.h"

OnbAbout *
onb_about_new (const char *address,
               const char *client_id,
               const char *credentials,
               const char *const *scopes)
{
  OnbAbout *self;

  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (scopes != NULL, NULL);

  self = g_atomic_rc_box_new0 (OnbAbout);
  self->address = g_strdup (address);
  self->client_id = g_strdup (client_id);
  self->credentials = g_strdup (credentials);
  self->scopes = g_strdupv ((char **) scopes);
  return self;
}

OnbAbout *
onb_about_ref (OnbAbout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
about_clear (OnbAbout *self)
{
  g_free (self->address);
  g_free (self->client_id);
  g_free (self->credentials);
  g_strfreev (self->scopes);
}

void
onb_about_unref (OnbAbout *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) about_clear);
}

static gboolean
has_all (char **scopes, char **others)
{
  for (guint i = 0; others[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) scopes, others[i]))
      return FALSE;

  return TRUE;
}

OnbDifference
onb_about_compare (const OnbAbout *self, const OnbAbout *other)
{
  OnbDifference difference = ONB_DIFFERENCE_NONE;

  g_return_val_if_fail (self != NULL, ONB_DIFFERENCE_NONE);
  g_return_val_if_fail (other != NULL, ONB_DIFFERENCE_NONE);

  if (g_strcmp0 (self->address, other->address) != 0)
    difference |= ONB_DIFFERENCE_ADDRESS;
  if (g_strcmp0 (self->credentials, other->credentials) != 0 ||
      (self->client_id != NULL && other->client_id != NULL &&
       !g_str_equal (self->client_id, other->client_id)))
    difference |= ONB_DIFFERENCE_CREDENTIALS;
  if (!has_all (self->scopes, other->scopes) || !has_all (other->scopes, self->scopes))
    difference |= ONB_DIFFERENCE_SCOPES;

  return difference;
}

JsonNode *
onb_about_to_json (const OnbAbout *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  onb_json_add_string (builder, "address", self->address);
  onb_json_add_string (builder, "client_id", self->client_id);
  onb_json_add_string (builder, "credentials", self->credentials);
  onb_json_add_strings (builder, "scopes", (const char *const *) self->scopes);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

OnbAbout *
onb_about_from_json (JsonObject *object)
{
  const char *address = onb_json_get_string (object, "address");
  g_auto (GStrv) scopes = onb_json_get_strings (object, "scopes");

  if (address == NULL)
    return NULL;

  return onb_about_new (address, onb_json_get_string (object, "client_id"),
                        onb_json_get_string (object, "credentials"), (const char *const *) scopes);
}
