/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "guide/onb-guide-reader.h"

#include "guide/onb-guide.h"

/* A guide is some kilobytes; whatever is larger is none, and is not read into memory to find out. */
#define MAX_FILE_SIZE (1024 * 1024)

#define OLD_AFTER_MONTHS 12

struct _OnbGuide
{
  GObject parent_instance;

  OnbGuideFacts *facts;
  GBytes *xml;
};

G_DEFINE_FINAL_TYPE (OnbGuide, onb_guide, G_TYPE_OBJECT)

G_DEFINE_QUARK (onb - guide - error - quark, onb_guide_error)

const char *
onb_guide_get_id (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->id;
}

const char *
onb_guide_get_system (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->system;
}

const char *
onb_guide_get_console (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->console;
}

const char *
onb_guide_get_console_or_system (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->console != NULL ? self->facts->console : self->facts->system;
}

const char *
onb_guide_get_maker (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->maker != NULL ? self->facts->maker : self->facts->system;
}

gboolean
onb_guide_has_sandbox (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), FALSE);

  return self->facts->sandbox;
}

const GDate *
onb_guide_get_reviewed (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return &self->facts->reviewed;
}

char *
onb_guide_describe_reviewed (OnbGuide *self)
{
  char date[64];

  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  g_date_strftime (date, sizeof date, "%x", &self->facts->reviewed);
  return g_strdup (date);
}

int
onb_guide_get_age (OnbGuide *self, const GDate *today)
{
  const GDate *reviewed;
  GDate anniversary;
  int months;

  g_return_val_if_fail (ONB_IS_GUIDE (self), 0);
  g_return_val_if_fail (today != NULL && g_date_valid (today), 0);

  reviewed = &self->facts->reviewed;
  if (g_date_compare (reviewed, today) >= 0)
    return 0;

  months = (g_date_get_year (today) - g_date_get_year (reviewed)) * 12 +
           (int) g_date_get_month (today) - (int) g_date_get_month (reviewed);
  /* GDate knows how long a month is: on the 28th of February, the 31st has come. */
  anniversary = *reviewed;
  g_date_add_months (&anniversary, (guint) months);

  return g_date_compare (&anniversary, today) > 0 ? months - 1 : months;
}

gboolean
onb_guide_is_old (OnbGuide *self, const GDate *today)
{
  return onb_guide_get_age (self, today) >= OLD_AFTER_MONTHS;
}

GBytes *
onb_guide_get_xml (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->xml;
}

gboolean
onb_guide_is_same (OnbGuide *self, OnbGuide *other)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), FALSE);
  g_return_val_if_fail (ONB_IS_GUIDE (other), FALSE);

  return g_bytes_equal (self->xml, other->xml);
}

const char *
onb_guide_get_setup_type (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->setup_type;
}

const char *
onb_guide_get_setup_explanation (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->setup_explanation;
}

const char *
onb_guide_get_prerequisite (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->prerequisite;
}

GPtrArray *
onb_guide_get_notes (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->notes;
}

const char *
onb_guide_get_otherwise (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->otherwise;
}

const char *
onb_guide_get_contact (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->contact;
}

const OnbGuideDirectory *
onb_guide_get_directory (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->directory;
}

const OnbGuideItem *
onb_guide_find_item (OnbGuide *self, OnbGuideItemFunc func, gpointer user_data)
{
  GPtrArray *screens;

  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  screens = onb_guide_get_screens (self);
  for (guint i = 0; i < screens->len; i++)
    {
      const OnbGuideScreen *screen = g_ptr_array_index (screens, i);

      for (guint j = 0; j < screen->steps->len; j++)
        {
          const OnbGuideStep *step = g_ptr_array_index (screen->steps, j);

          for (guint k = 0; k < step->items->len; k++)
            {
              const OnbGuideItem *item = g_ptr_array_index (step->items, k);

              if (func (step, item, user_data))
                return item;
            }
        }
    }

  return NULL;
}

static gboolean
opens_address (const OnbGuideStep *step, const OnbGuideItem *item, gpointer user_data)
{
  return item->kind == ONB_GUIDE_OPEN && g_uri_is_valid (item->value, G_URI_FLAGS_NONE, NULL);
}

const char *
onb_guide_get_console_address (OnbGuide *self)
{
  const OnbGuideItem *item;

  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  item = onb_guide_find_item (self, opens_address, NULL);
  return item != NULL ? item->value : NULL;
}

const OnbGuideEnablement *
onb_guide_get_enablement (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->enablement;
}

GPtrArray *
onb_guide_get_hosts (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->hosts;
}

GPtrArray *
onb_guide_get_credentials (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->credentials;
}

const char *
onb_guide_get_credential_label (OnbGuide *self, gboolean secret)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  for (guint i = 0; i < self->facts->credentials->len; i++)
    {
      const OnbGuideCredential *credential = g_ptr_array_index (self->facts->credentials, i);

      if (credential->secret == secret)
        return credential->label;
    }

  /* The reader has seen to it that there are both. */
  g_return_val_if_reached (NULL);
}

GPtrArray *
onb_guide_get_products (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->products;
}

GPtrArray *
onb_guide_get_options (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->options;
}

GPtrArray *
onb_guide_get_scopes (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->scopes;
}

GPtrArray *
onb_guide_get_screens (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);

  return self->facts->screens;
}

char *
onb_guide_get_picture_path (OnbGuide *self, const OnbGuideScreen *screen)
{
  g_autofree char *by_id = NULL;

  g_return_val_if_fail (ONB_IS_GUIDE (self), NULL);
  g_return_val_if_fail (screen != NULL, NULL);

  by_id = g_strconcat (screen->id, ".png", NULL);
  return g_build_filename (g_get_user_data_dir (), "leyr-onboarding", "pictures", self->facts->id,
                           screen->picture != NULL ? screen->picture : by_id, NULL);
}

int
onb_guide_get_n_steps (OnbGuide *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), 0);

  return self->facts->n_steps;
}

int
onb_guide_find_step (OnbGuide *self, int number)
{
  g_return_val_if_fail (ONB_IS_GUIDE (self), -1);

  for (guint i = 0; i < self->facts->screens->len; i++)
    {
      const OnbGuideScreen *screen = g_ptr_array_index (self->facts->screens, i);

      for (guint j = 0; j < screen->steps->len; j++)
        {
          const OnbGuideStep *step = g_ptr_array_index (screen->steps, j);

          if (step->number == number)
            return (int) i;
        }
    }

  return -1;
}

static void
onb_guide_finalize (GObject *object)
{
  OnbGuide *self = ONB_GUIDE (object);

  g_clear_pointer (&self->facts, onb_guide_facts_free);
  g_clear_pointer (&self->xml, g_bytes_unref);

  G_OBJECT_CLASS (onb_guide_parent_class)->finalize (object);
}

static void
onb_guide_class_init (OnbGuideClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_guide_finalize;
}

static void
onb_guide_init (OnbGuide *self)
{
}

static void
refuse (const char *name, GError **error)
{
  /* Translators: a file’s name. */
  g_set_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_INVALID,
               _ ("%s is not a guide: it is not a file, or it is larger than 1 MiB."), name);
}

static OnbGuide *
guide_new (GBytes *xml, const char *name, const GDate *latest, GError **error)
{
  g_autoptr (OnbGuideFacts) facts = NULL;
  OnbGuide *self;

  if (g_bytes_get_size (xml) > MAX_FILE_SIZE)
    {
      refuse (name, error);
      return NULL;
    }

  facts = onb_guide_read (xml, name, latest, error);
  if (facts == NULL)
    return NULL;

  self = g_object_new (ONB_TYPE_GUIDE, NULL);
  self->facts = g_steal_pointer (&facts);
  self->xml = g_bytes_ref (xml);

  return self;
}

OnbGuide *
onb_guide_new_from_bytes (GBytes *xml, const char *name, GError **error)
{
  GDate latest;

  g_return_val_if_fail (xml != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  /* Where it was written, it may be tomorrow. */
  g_date_clear (&latest, 1);
  g_date_set_time_t (&latest, time (NULL));
  g_date_add_days (&latest, 1);
  return guide_new (xml, name, &latest, error);
}

OnbGuide *
onb_guide_new_from_file (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) xml = NULL;
  GStatBuf status;
  gsize length;

  if (g_stat (path, &status) == 0 && (!S_ISREG (status.st_mode) || status.st_size > MAX_FILE_SIZE))
    {
      refuse (name, error);
      return NULL;
    }

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  xml = g_bytes_new_take (g_steal_pointer (&text), length);
  return onb_guide_new_from_bytes (xml, name, error);
}

OnbGuide *
onb_guide_load (const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, NULL);

  g_autofree char *name = g_strdup_printf ("%s.xml", id);
  g_autofree char *path = g_strdup_printf ("/io/leyr/Onboarding/guides/%s", name);
  g_autoptr (GBytes) xml = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (xml == NULL)
    {
      g_set_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_NOT_FOUND,
                   "There is no guide called “%s”.", id);
      return NULL;
    }

  /* It came with the program, however wrong this computer's clock is. */
  return guide_new (xml, name, NULL, error);
}
