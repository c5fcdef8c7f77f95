/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "clinic/onb-clinic-file.h"
#include "clinic/onb-clinic-reader.h"
#include "clinic/onb-clinic-writer.h"
#include "clinic/onb-user-file.h"
#include "wire/onb-text.h"

#include "clinic/onb-clinic-store.h"

/* Characters: two names and a reason with a path. */
#define MAX_PROBLEM 2000
/* Clinics, which are read in less time than a window takes to be made. */
#define FEW 50

struct _OnbClinicStore
{
  GObject parent_instance;

  char *folder;
  GListStore *clinics;
  GPtrArray *problems;
  gboolean read_only;
  gboolean gives_way;
  /* NULL where nothing is being read. */
  OnbClinicReader *reader;
  OnbClinicWriter *writer;
};

G_DEFINE_QUARK (onb - clinic - store - error - quark, onb_clinic_store_error)

static void list_model_interface_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OnbClinicStore,
                               onb_clinic_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_interface_init))

enum
{
  PROP_LOADING = 1,
  PROP_TROUBLE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

const char *
onb_clinic_store_get_trouble (OnbClinicStore *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_STORE (self), NULL);

  return onb_clinic_writer_get_trouble (self->writer);
}

const char *
onb_clinic_store_get_fault (OnbClinicStore *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_STORE (self), NULL);

  return onb_clinic_writer_get_fault (self->writer);
}

void
onb_clinic_store_write_again (OnbClinicStore *self)
{
  g_return_if_fail (ONB_IS_CLINIC_STORE (self));

  onb_clinic_writer_retry (self->writer);
}

static void
on_trouble_changed (OnbClinicStore *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
on_clinic_changed (OnbClinic *clinic, OnbClinicStore *self)
{
  guint position;

  if (!self->read_only)
    onb_clinic_writer_write (self->writer, clinic);
  if (g_list_store_find (self->clinics, clinic, &position))
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

void
onb_clinic_store_flush (OnbClinicStore *self)
{
  g_return_if_fail (ONB_IS_CLINIC_STORE (self));

  onb_clinic_writer_flush (self->writer);
}

void
onb_clinic_store_give_way (OnbClinicStore *self)
{
  g_return_if_fail (ONB_IS_CLINIC_STORE (self));

  self->gives_way = TRUE;
  onb_clinic_writer_give_way (self->writer);
}

void
onb_clinic_store_follow (OnbClinicStore *self)
{
  g_return_if_fail (ONB_IS_CLINIC_STORE (self));

  onb_clinic_writer_follow (self->writer);
}

gboolean
onb_clinic_store_refresh (OnbClinicStore *self, OnbClinic *clinic)
{
  g_return_val_if_fail (ONB_IS_CLINIC_STORE (self), FALSE);
  g_return_val_if_fail (ONB_IS_CLINIC (clinic), FALSE);

  return onb_clinic_store_get (self, onb_clinic_get_id (clinic)) == clinic &&
         onb_clinic_writer_refresh (self->writer, clinic);
}

static void
insert (OnbClinicStore *self, GPtrArray *clinics)
{
  guint position = g_list_model_get_n_items (G_LIST_MODEL (self->clinics));

  for (guint i = 0; i < clinics->len; i++)
    g_signal_connect_object (g_ptr_array_index (clinics, i), "changed",
                             G_CALLBACK (on_clinic_changed), self, 0);
  g_list_store_splice (self->clinics, position, 0, clinics->pdata, clinics->len);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, clinics->len);
}

void
onb_clinic_store_add (OnbClinicStore *self, OnbClinic *clinic)
{
  g_autoptr (GPtrArray) clinics = g_ptr_array_new ();

  g_return_if_fail (ONB_IS_CLINIC_STORE (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  onb_clinic_store_wait (self);
  g_ptr_array_add (clinics, clinic);
  insert (self, clinics);
  on_clinic_changed (clinic, self);
}

void
onb_clinic_store_remove (OnbClinicStore *self, OnbClinic *clinic)
{
  guint position;

  g_return_if_fail (ONB_IS_CLINIC_STORE (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  if (!g_list_store_find (self->clinics, clinic, &position))
    return;

  g_signal_handlers_disconnect_by_func (clinic, on_clinic_changed, self);
  if (!self->read_only)
    onb_clinic_writer_remove (self->writer, clinic);
  g_list_store_remove (self->clinics, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

OnbClinic *
onb_clinic_store_get (OnbClinicStore *self, const char *id)
{
  g_return_val_if_fail (ONB_IS_CLINIC_STORE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  onb_clinic_store_wait (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->clinics)); i++)
    {
      g_autoptr (OnbClinic) clinic = g_list_model_get_item (G_LIST_MODEL (self->clinics), i);

      if (g_str_equal (onb_clinic_get_id (clinic), id))
        return clinic;
    }

  return NULL;
}

/* Collation would take names for the same that a locale merely sorts alike. */
static gboolean
is_same_name (const char *a, const char *b)
{
  g_autofree char *first = g_utf8_normalize (a, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autofree char *second = g_utf8_normalize (b, -1, G_NORMALIZE_DEFAULT_COMPOSE);

  return first != NULL && g_strcmp0 (first, second) == 0;
}

OnbClinic *
onb_clinic_store_find (OnbClinicStore *self, const char *name, GError **error)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  OnbClinic *found;
  guint n_found = 0;

  g_return_val_if_fail (ONB_IS_CLINIC_STORE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  found = onb_clinic_store_get (self, name);
  if (found != NULL)
    return found;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->clinics)); i++)
    {
      g_autoptr (OnbClinic) clinic = g_list_model_get_item (G_LIST_MODEL (self->clinics), i);

      if (!is_same_name (onb_clinic_get_name (clinic), name))
        continue;

      found = clinic;
      g_string_append_printf (ids, "%s%s", n_found++ > 0 ? ", " : "", onb_clinic_get_id (clinic));
    }

  if (n_found == 0)
    g_set_error (error, ONB_CLINIC_STORE_ERROR, ONB_CLINIC_STORE_ERROR_NOT_FOUND,
                 _ ("There is no clinic named “%s”."), name);
  else if (n_found > 1)
    g_set_error (error, ONB_CLINIC_STORE_ERROR, ONB_CLINIC_STORE_ERROR_AMBIGUOUS,
                 /* Translators: a name that several clinics have, and their ids. */
                 _ ("Several clinics are named “%s”. Specify one by its ID: %s"), name, ids->str);

  return n_found == 1 ? found : NULL;
}

const char *const *
onb_clinic_store_get_problems (OnbClinicStore *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_STORE (self), NULL);

  onb_clinic_store_wait (self);
  return (const char *const *) self->problems->pdata;
}

/* A file may be called anything, and hold anything: also what changes a terminal or a line's direction. */
static void
add_problem (OnbClinicStore *self, const char *problem)
{
  char *clean = onb_text_clean (problem, strlen (problem), MAX_PROBLEM);

  if (clean != NULL)
    g_ptr_array_insert (self->problems, (gint) self->problems->len - 1, clean);
}

/* A file that was read and is no clinic makes room for one that is. What could not be read, and what
 * another version or another program may still want, stays where it is; and all does where perhaps nobody reads
 * what is said of it, so that it is said again the next time. */
static void
leave_out (OnbClinicStore *self, const char *path, const GError *reason, gboolean is_damaged)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *aside = g_strdup_printf ("%s.unreadable-%s", path, stamp);
  g_autofree char *shown_aside = g_filename_display_name (aside);

  g_autofree char *problem = NULL;

  if (self->read_only || self->gives_way || !is_damaged || !onb_user_file_put_aside (path, aside))
    /* Translators: a file's name, and the reason. */
    problem = g_strdup_printf (_ ("The file “%s” was skipped: %s"), shown, reason->message);
  else
    /* Translators: a file's name, the name that it has now, and the reason. */
    problem =
        g_strdup_printf (_ ("The file “%s” could not be read. It was renamed to “%s”. Details: %s"),
                         shown, shown_aside, reason->message);
  add_problem (self, problem);
}

static gint
by_name (gconstpointer a, gconstpointer b)
{
  OnbClinic *first = *(OnbClinic *const *) a;
  OnbClinic *second = *(OnbClinic *const *) b;
  int order = g_utf8_collate (onb_clinic_get_name (first), onb_clinic_get_name (second));

  return order != 0 ? order : strcmp (onb_clinic_get_id (first), onb_clinic_get_id (second));
}

static GPtrArray *
list_files (OnbClinicStore *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ONB_CLINIC_FILE_SUFFIX))
      g_ptr_array_add (paths, g_build_filename (self->folder, name, NULL));

  return paths;
}

static void
on_read (gpointer data)
{
  onb_clinic_store_wait (data);
}

void
onb_clinic_store_begin_load (OnbClinicStore *self, gboolean read_only)
{
  g_autoptr (GPtrArray) paths = NULL;

  g_return_if_fail (ONB_IS_CLINIC_STORE (self));
  g_return_if_fail (self->reader == NULL);

  self->read_only = read_only;
  if (!read_only)
    onb_user_file_sweep (self->folder);
  paths = list_files (self);
  self->reader = onb_clinic_reader_new (paths, on_read, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

gboolean
onb_clinic_store_is_loading (OnbClinicStore *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_STORE (self), FALSE);

  return self->reader != NULL;
}

void
onb_clinic_store_wait (OnbClinicStore *self)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) clinics = NULL;

  g_return_if_fail (ONB_IS_CLINIC_STORE (self));

  if (self->reader == NULL)
    return;

  files = onb_clinic_reader_finish (g_steal_pointer (&self->reader));
  clinics = g_ptr_array_new ();
  for (guint i = 0; i < files->len; i++)
    {
      const OnbReadFile *file = g_ptr_array_index (files, i);

      if (file->clinic == NULL)
        {
          leave_out (self, file->path, file->error, file->is_damaged);
          continue;
        }

      onb_clinic_writer_know (self->writer, file->clinic, file->trace);
      g_ptr_array_add (clinics, file->clinic);
    }

  g_ptr_array_sort (clinics, by_name);
  insert (self, clinics);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

void
onb_clinic_store_wait_for_few (OnbClinicStore *self)
{
  g_return_if_fail (ONB_IS_CLINIC_STORE (self));

  if (self->reader != NULL && onb_clinic_reader_count (self->reader) <= FEW)
    onb_clinic_store_wait (self);
}

void
onb_clinic_store_load (OnbClinicStore *self, gboolean read_only)
{
  onb_clinic_store_begin_load (self, read_only);
  onb_clinic_store_wait (self);
}

static GType
onb_clinic_store_get_item_type (GListModel *model)
{
  return ONB_TYPE_CLINIC;
}

static guint
onb_clinic_store_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (ONB_CLINIC_STORE (model)->clinics));
}

static gpointer
onb_clinic_store_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (ONB_CLINIC_STORE (model)->clinics), position);
}

static void
list_model_interface_init (GListModelInterface *interface)
{
  interface->get_item_type = onb_clinic_store_get_item_type;
  interface->get_n_items = onb_clinic_store_get_n_items;
  interface->get_item = onb_clinic_store_get_item;
}

static void
onb_clinic_store_finalize (GObject *object)
{
  OnbClinicStore *self = ONB_CLINIC_STORE (object);

  if (self->reader != NULL)
    g_ptr_array_unref (onb_clinic_reader_finish (self->reader));
  g_free (self->folder);
  g_object_unref (self->writer);
  g_clear_object (&self->clinics);
  g_ptr_array_unref (self->problems);

  G_OBJECT_CLASS (onb_clinic_store_parent_class)->finalize (object);
}

static void
onb_clinic_store_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, onb_clinic_store_is_loading (ONB_CLINIC_STORE (object)));
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, onb_clinic_store_get_trouble (ONB_CLINIC_STORE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_clinic_store_class_init (OnbClinicStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = onb_clinic_store_get_property;
  object_class->finalize = onb_clinic_store_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TROUBLE] =
      g_param_spec_string ("trouble", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
onb_clinic_store_init (OnbClinicStore *self)
{
  self->clinics = g_list_store_new (ONB_TYPE_CLINIC);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->problems, NULL);
}

OnbClinicStore *
onb_clinic_store_new (gboolean practice)
{
  OnbClinicStore *self = g_object_new (ONB_TYPE_CLINIC_STORE, NULL);

  self->folder = g_build_filename (g_get_user_data_dir (), "leyr-onboarding",
                                   practice ? "practice" : "clinics", NULL);
  self->writer = onb_clinic_writer_new (self->folder);
  g_signal_connect_object (self->writer, "notify::trouble", G_CALLBACK (on_trouble_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
