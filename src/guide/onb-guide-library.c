/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "guide/onb-bidi.h"

#include "guide/onb-guide-library.h"

#define BUILT_IN "/io/leyr/Onboarding/guides/"

struct _OnbGuideLibrary
{
  GObject parent_instance;

  char *folder;
  GPtrArray *guides;
  /* The ids of those that are the user's. */
  GHashTable *users;
  GPtrArray *offers;
  char *first_built_in;
  GStrv problems;
  GStrv losses;
};

static void list_model_interface_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OnbGuideLibrary,
                               onb_guide_library,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_interface_init))

static int
compare_systems (gconstpointer a, gconstpointer b)
{
  OnbGuide *one = *(OnbGuide *const *) a;
  OnbGuide *other = *(OnbGuide *const *) b;

  return g_utf8_collate (onb_guide_get_system (one), onb_guide_get_system (other));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

OnbGuide *
onb_guide_library_find (OnbGuideLibrary *self, const char *id)
{
  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->guides->len; i++)
    {
      OnbGuide *guide = g_ptr_array_index (self->guides, i);

      if (g_str_equal (onb_guide_get_id (guide), id))
        return guide;
    }

  return NULL;
}

OnbGuide *
onb_guide_library_get_default (OnbGuideLibrary *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), NULL);

  return onb_guide_library_find (self, self->first_built_in);
}

OnbGuide *
onb_guide_library_find_or_default (OnbGuideLibrary *self, const char *id)
{
  OnbGuide *guide;

  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), NULL);

  guide = id != NULL ? onb_guide_library_find (self, id) : NULL;
  return guide != NULL ? guide : onb_guide_library_get_default (self);
}

const char *const *
onb_guide_library_get_problems (OnbGuideLibrary *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), NULL);

  return (const char *const *) self->problems;
}

const char *const *
onb_guide_library_get_losses (OnbGuideLibrary *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), NULL);

  return (const char *const *) self->losses;
}

gboolean
onb_guide_library_is_users (OnbGuideLibrary *self, const char *id)
{
  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return g_hash_table_contains (self->users, id);
}

static void
read_built_in (OnbGuideLibrary *self)
{
  g_auto (GStrv) names =
      g_resources_enumerate_children (BUILT_IN, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *id = g_strndup (names[i], strlen (names[i]) - strlen (".xml"));
      g_autoptr (GError) error = NULL;
      OnbGuide *guide = onb_guide_load (id, &error);

      /* They are tested as they are built. */
      g_assert_no_error (error);
      g_ptr_array_add (self->guides, guide);
      if (self->first_built_in == NULL)
        self->first_built_in = g_steal_pointer (&id);
    }
}

/* Whether a guide of the user's may stand in for another: not where it was reviewed earlier, perhaps than
 * what came with the program since. */
static gboolean
is_no_older (OnbGuide *guide, OnbGuide *other)
{
  return other == NULL ||
         g_date_compare (onb_guide_get_reviewed (guide), onb_guide_get_reviewed (other)) >= 0;
}

static gboolean
fail (const char *path, GError **error)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

static char *
taken_folder (OnbGuideLibrary *self)
{
  return g_build_filename (self->folder, "taken", NULL);
}

static char *
taken_file (OnbGuideLibrary *self, const char *id)
{
  g_autofree char *folder = taken_folder (self);
  g_autofree char *name = g_strconcat (id, ".xml", NULL);

  return g_build_filename (folder, name, NULL);
}

static void
add_problem (GStrvBuilder *problems, const char *folder, const GError *error)
{
  g_autofree char *text = onb_bidi_format (
      /* Translators: what is wrong with a guide file: its name, a line’s number, and the reason; and a
       * folder. */
      _ ("%s\n\nThis guide is not used. Replace or delete its file in the folder %s."),
      error->message, folder);

  g_strv_builder_add (problems, text);
}

/* Every guide in a folder, in the order of the files' names. */
static GPtrArray *
read_folder (const char *path, GStrvBuilder *problems)
{
  GPtrArray *guides = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".xml"))
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GError) error = NULL;
      OnbGuide *guide = onb_guide_new_from_file (g_ptr_array_index (names, i), &error);

      if (guide != NULL)
        g_ptr_array_add (guides, guide);
      else
        add_problem (problems, path, error);
    }

  return guides;
}

static void
read_taken (OnbGuideLibrary *self, GStrvBuilder *problems)
{
  g_autofree char *folder = taken_folder (self);
  g_autoptr (GPtrArray) taken = read_folder (folder, problems);

  for (guint i = 0; i < taken->len; i++)
    {
      OnbGuide *guide = g_ptr_array_index (taken, i);
      const char *id = onb_guide_get_id (guide);
      OnbGuide *present = onb_guide_library_find (self, id);

      if (!is_no_older (guide, present))
        continue;

      if (present != NULL)
        g_ptr_array_remove (self->guides, present);
      g_hash_table_add (self->users, g_strdup (id));
      g_ptr_array_add (self->guides, g_object_ref (guide));
    }
}

static void
add_offer (OnbGuideLibrary *self, OnbGuide *guide)
{
  for (guint i = 0; i < self->offers->len; i++)
    if (onb_guide_is_same (g_ptr_array_index (self->offers, i), guide))
      return;

  g_ptr_array_add (self->offers, g_object_ref (guide));
}

/* What lies in the folder is told of, and followed only once the user has seen what it changes. */
static void
read_offers (OnbGuideLibrary *self, GStrvBuilder *problems)
{
  g_autoptr (GPtrArray) offered = read_folder (self->folder, problems);

  g_ptr_array_set_size (self->offers, 0);
  for (guint i = 0; i < offered->len; i++)
    {
      OnbGuide *guide = g_ptr_array_index (offered, i);
      OnbGuide *present = onb_guide_library_find (self, onb_guide_get_id (guide));

      if (present == NULL || (is_no_older (guide, present) && !onb_guide_is_same (guide, present)))
        add_offer (self, guide);
    }
}

static void
read_all (OnbGuideLibrary *self)
{
  g_autoptr (GStrvBuilder) problems = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) losses = g_strv_builder_new ();
  guint before = self->guides->len;

  g_ptr_array_set_size (self->guides, 0);
  g_hash_table_remove_all (self->users);
  read_built_in (self);
  read_taken (self, losses);
  g_strfreev (self->losses);
  self->losses = g_strv_builder_end (losses);
  g_strv_builder_addv (problems, (const char **) self->losses);
  read_offers (self, problems);

  g_ptr_array_sort (self->guides, compare_systems);
  g_strfreev (self->problems);
  self->problems = g_strv_builder_end (problems);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->guides->len);
}

GPtrArray *
onb_guide_library_get_offers (OnbGuideLibrary *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), NULL);

  return self->offers;
}

gboolean
onb_guide_library_accepts (OnbGuideLibrary *self, OnbGuide *guide, GError **error)
{
  OnbGuide *present;
  g_autofree char *given = NULL;
  g_autofree char *used = NULL;

  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), FALSE);
  g_return_val_if_fail (ONB_IS_GUIDE (guide), FALSE);

  present = onb_guide_library_find (self, onb_guide_get_id (guide));
  if (is_no_older (guide, present))
    return TRUE;

  given = onb_guide_describe_reviewed (guide);
  used = onb_guide_describe_reviewed (present);
  g_set_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_OLDER,
               /* Translators: two dates. */
               _ ("This guide is dated %s. The one currently in use is dated %s."), given, used);
  return FALSE;
}

static gboolean
holds (const char *path, OnbGuide *guide)
{
  g_autoptr (OnbGuide) other = onb_guide_new_from_file (path, NULL);

  return other != NULL && g_bytes_equal (onb_guide_get_xml (other), onb_guide_get_xml (guide));
}

/* A name that no other file has: of one day there may be several guides, and the folder is the user's. */
static char *
free_name (OnbGuideLibrary *self, OnbGuide *guide)
{
  const GDate *reviewed = onb_guide_get_reviewed (guide);
  g_autofree char *stem =
      g_strdup_printf ("%s-%04d-%02d-%02d", onb_guide_get_id (guide), g_date_get_year (reviewed),
                       (int) g_date_get_month (reviewed), g_date_get_day (reviewed));
  g_autofree char *first = g_strconcat (stem, ".xml", NULL);
  char *path = g_build_filename (self->folder, first, NULL);

  for (guint n = 2; g_file_test (path, G_FILE_TEST_EXISTS) && !holds (path, guide); n++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%u.xml", stem, n);

      g_free (path);
      path = g_build_filename (self->folder, name, NULL);
    }

  return path;
}

/* Back into the user's folder, from where it is offered again. */
static gboolean
put_back (OnbGuideLibrary *self, const char *id, GError **error)
{
  g_autofree char *taken = taken_file (self, id);
  g_autofree char *path = free_name (self, onb_guide_library_find (self, id));

  return g_rename (taken, path) == 0 || errno == ENOENT || fail (taken, error);
}

gboolean
onb_guide_library_take (OnbGuideLibrary *self, OnbGuide *guide, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  const char *id, *text;
  gsize length;

  if (!onb_guide_library_accepts (self, guide, error))
    return FALSE;

  folder = taken_folder (self);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (folder, error);

  id = onb_guide_get_id (guide);
  if (onb_guide_library_is_users (self, id) &&
      !onb_guide_is_same (guide, onb_guide_library_find (self, id)) && !put_back (self, id, error))
    return FALSE;

  path = taken_file (self, id);
  text = g_bytes_get_data (onb_guide_get_xml (guide), &length);
  if (!g_file_set_contents (path, text, (gssize) length, error))
    return FALSE;

  read_all (self);
  return TRUE;
}

gboolean
onb_guide_library_take_back (OnbGuideLibrary *self, const char *id, GError **error)
{
  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), FALSE);
  g_return_val_if_fail (onb_guide_library_is_users (self, id), FALSE);

  if (!put_back (self, id, error))
    return FALSE;

  read_all (self);
  return TRUE;
}

static GType
get_item_type (GListModel *model)
{
  return ONB_TYPE_GUIDE;
}

static guint
get_n_items (GListModel *model)
{
  return ONB_GUIDE_LIBRARY (model)->guides->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  OnbGuideLibrary *self = ONB_GUIDE_LIBRARY (model);

  return position < self->guides->len ? g_object_ref (g_ptr_array_index (self->guides, position))
                                      : NULL;
}

static void
list_model_interface_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
onb_guide_library_finalize (GObject *object)
{
  OnbGuideLibrary *self = ONB_GUIDE_LIBRARY (object);

  g_free (self->folder);
  g_free (self->first_built_in);
  g_ptr_array_unref (self->guides);
  g_hash_table_unref (self->users);
  g_ptr_array_unref (self->offers);
  g_strfreev (self->problems);
  g_strfreev (self->losses);

  G_OBJECT_CLASS (onb_guide_library_parent_class)->finalize (object);
}

static void
onb_guide_library_class_init (OnbGuideLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_guide_library_finalize;
}

static void
onb_guide_library_init (OnbGuideLibrary *self)
{
  self->guides = g_ptr_array_new_with_free_func (g_object_unref);
  self->users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->offers = g_ptr_array_new_with_free_func (g_object_unref);
}

OnbGuideLibrary *
onb_guide_library_new (const char *folder)
{
  OnbGuideLibrary *self = g_object_new (ONB_TYPE_GUIDE_LIBRARY, NULL);

  self->folder = folder != NULL
                     ? g_strdup (folder)
                     : g_build_filename (g_get_user_data_dir (), "leyr-onboarding", "guides", NULL);
  read_all (self);
  return self;
}
