/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "guide/onb-guide-library.h"

#define BUILT_IN "/io/leyr/Onboarding/guides/"

struct _OnbGuideLibrary
{
  GObject parent_instance;

  char *folder;
  GPtrArray *guides;
  /* The ids of those that are the user's. */
  GHashTable *users;
  GStrv problems;
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

const char *const *
onb_guide_library_get_problems (OnbGuideLibrary *self)
{
  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), NULL);

  return (const char *const *) self->problems;
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
    }
}

/* The user's file counts unless it was reviewed earlier than what came with the program since. */
static gboolean
counts (OnbGuide *guide, OnbGuide *built_in)
{
  return built_in == NULL ||
         g_date_compare (onb_guide_get_reviewed (guide), onb_guide_get_reviewed (built_in)) >= 0;
}

static char *
file_of (OnbGuideLibrary *self, const char *id)
{
  g_autofree char *name = g_strconcat (id, ".xml", NULL);

  return g_build_filename (self->folder, name, NULL);
}

static void
read_users_file (OnbGuideLibrary *self, const char *name, GStrvBuilder *problems)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OnbGuide) guide = onb_guide_new_from_file (path, &error);
  const char *id;
  OnbGuide *built_in;

  if (guide == NULL)
    {
      g_strv_builder_add (problems, error->message);
      return;
    }

  id = onb_guide_get_id (guide);
  expected = file_of (self, id);
  if (!g_str_equal (expected, path))
    {
      /* Translators: a file’s name, and the name that it should have. */
      g_autofree char *problem = g_strdup_printf (
          _ ("%s is not used: a guide file must be named after the guide’s ID, here %s.xml."), name,
          id);

      g_strv_builder_add (problems, problem);
      return;
    }

  built_in = onb_guide_library_find (self, id);
  if (!counts (guide, built_in))
    return;

  if (built_in != NULL)
    g_ptr_array_remove (self->guides, built_in);
  g_hash_table_add (self->users, g_strdup (id));
  g_ptr_array_add (self->guides, g_steal_pointer (&guide));
}

static void
read_all (OnbGuideLibrary *self)
{
  g_autoptr (GStrvBuilder) problems = g_strv_builder_new ();
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  guint before = self->guides->len;
  const char *name;

  g_ptr_array_set_size (self->guides, 0);
  g_hash_table_remove_all (self->users);
  read_built_in (self);

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".xml"))
      read_users_file (self, name, problems);

  g_ptr_array_sort (self->guides, compare_systems);
  g_strfreev (self->problems);
  self->problems = g_strv_builder_end (problems);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->guides->len);
}

gboolean
onb_guide_library_take (OnbGuideLibrary *self, GBytes *xml, const char *name, GError **error)
{
  g_autoptr (OnbGuide) guide = NULL;
  g_autofree char *path = NULL;
  OnbGuide *present;
  const char *text;
  gsize length;

  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), FALSE);
  g_return_val_if_fail (xml != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  guide = onb_guide_new_from_bytes (xml, name, error);
  if (guide == NULL)
    return FALSE;

  present = onb_guide_library_find (self, onb_guide_get_id (guide));
  if (!counts (guide, present))
    {
      /* Translators: a file’s name. */
      g_set_error (
          error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_OLDER,
          _ ("%s was reviewed earlier than the guide currently in use. Nothing was changed."),
          name);
      return FALSE;
    }

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", self->folder,
                   g_strerror (code));
      return FALSE;
    }

  path = file_of (self, onb_guide_get_id (guide));
  text = g_bytes_get_data (xml, &length);
  if (!g_file_set_contents (path, text, (gssize) length, error))
    return FALSE;

  read_all (self);
  return TRUE;
}

gboolean
onb_guide_library_take_back (OnbGuideLibrary *self, const char *id, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (self), FALSE);
  g_return_val_if_fail (onb_guide_library_is_users (self, id), FALSE);

  path = file_of (self, id);
  if (g_unlink (path) != 0 && errno != ENOENT)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path,
                   g_strerror (code));
      return FALSE;
    }

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
  g_ptr_array_unref (self->guides);
  g_hash_table_unref (self->users);
  g_strfreev (self->problems);

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
