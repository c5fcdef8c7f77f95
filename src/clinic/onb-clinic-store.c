/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "clinic/onb-clinic-file.h"
#include "clinic/onb-user-file.h"

#include "clinic/onb-clinic-store.h"

#define SUFFIX ".json"

struct _OnbClinicStore
{
  GObject parent_instance;

  char *folder;
  GListStore *clinics;
  GPtrArray *problems;
  gboolean read_only;

  /* Clinics that have changed since their file was last written. */
  GHashTable *dirty;
  guint write_id;
  gboolean writing;
  /* Why the last write failed, NULL where it did not. */
  char *trouble;
};

G_DEFINE_QUARK (onb - clinic - store - error - quark, onb_clinic_store_error)

static void list_model_interface_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OnbClinicStore,
                               onb_clinic_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_interface_init))

enum
{
  PROP_TROUBLE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

typedef struct
{
  OnbClinic *clinic;
  char *path;
  char *text;
} Write;

static void
write_free (Write *self)
{
  g_object_unref (self->clinic);
  g_free (self->path);
  g_free (self->text);
  g_free (self);
}

static char *
path_of (OnbClinicStore *self, OnbClinic *clinic)
{
  g_autofree char *name = g_strconcat (onb_clinic_get_id (clinic), SUFFIX, NULL);

  return g_build_filename (self->folder, name, NULL);
}

static Write *
write_new (OnbClinicStore *self, OnbClinic *clinic)
{
  Write *write = g_new0 (Write, 1);

  write->clinic = g_object_ref (clinic);
  write->path = path_of (self, clinic);
  write->text = onb_clinic_to_text (clinic);
  return write;
}

static gboolean
write_run (const Write *self, GError **error)
{
  return onb_user_file_write (self->path, self->text, strlen (self->text), error);
}

static void
set_trouble (OnbClinicStore *self, const GError *reason)
{
  g_autofree char *trouble = NULL;

  if (reason != NULL)
    trouble =
        g_strdup_printf (_ ("The clinic could not be saved. Nothing is lost while the program "
                            "stays open; it tries again with the next change: %s"),
                         reason->message);

  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;

  g_free (self->trouble);
  self->trouble = g_steal_pointer (&trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

/* What was not written is written with the next change, unless the clinic has gone meanwhile. */
static void
conclude (OnbClinicStore *self, const Write *write, const GError *error)
{
  if (error != NULL && g_list_store_find (self->clinics, write->clinic, NULL))
    g_hash_table_add (self->dirty, g_object_ref (write->clinic));

  set_trouble (self, error);
}

static void write_next (OnbClinicStore *self);

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  OnbClinicStore *self = ONB_CLINIC_STORE (source);
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  g_task_propagate_boolean (G_TASK (result), &error);
  conclude (self, g_task_get_task_data (G_TASK (result)), error);
  if (error == NULL)
    write_next (self);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_run (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static OnbClinic *
take_dirty (OnbClinicStore *self)
{
  GHashTableIter iter;
  gpointer clinic;

  g_hash_table_iter_init (&iter, self->dirty);
  if (!g_hash_table_iter_next (&iter, &clinic, NULL))
    return NULL;

  g_hash_table_iter_steal (&iter);
  return clinic;
}

/* One at a time, so that an older state never overtakes a newer one. */
static void
write_next (OnbClinicStore *self)
{
  g_autoptr (OnbClinic) clinic = NULL;
  g_autoptr (GTask) task = NULL;

  if (self->writing)
    return;

  clinic = take_dirty (self);
  if (clinic == NULL)
    return;

  self->writing = TRUE;
  task = g_task_new (self, NULL, on_written, NULL);
  g_task_set_source_tag (task, write_next);
  g_task_set_task_data (task, write_new (self, clinic), (GDestroyNotify) write_free);
  g_task_run_in_thread (task, write_in_thread);
}

static gboolean
on_write_due (gpointer data)
{
  OnbClinicStore *self = data;

  self->write_id = 0;
  write_next (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_write (OnbClinicStore *self)
{
  if (self->write_id == 0)
    self->write_id = g_idle_add (on_write_due, self);
}

const char *
onb_clinic_store_get_trouble (OnbClinicStore *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_STORE (self), NULL);

  return self->trouble;
}

void
onb_clinic_store_write_again (OnbClinicStore *self)
{
  g_return_if_fail (ONB_IS_CLINIC_STORE (self));

  schedule_write (self);
}

static void
on_clinic_changed (OnbClinic *clinic, OnbClinicStore *self)
{
  guint position;

  if (!self->read_only)
    {
      g_hash_table_add (self->dirty, g_object_ref (clinic));
      schedule_write (self);
    }

  if (g_list_store_find (self->clinics, clinic, &position))
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

void
onb_clinic_store_flush (OnbClinicStore *self)
{
  g_return_if_fail (ONB_IS_CLINIC_STORE (self));

  g_clear_handle_id (&self->write_id, g_source_remove);
  while (self->writing)
    g_main_context_iteration (NULL, TRUE);

  for (;;)
    {
      g_autoptr (OnbClinic) clinic = take_dirty (self);
      g_autoptr (GError) error = NULL;
      Write *write;

      if (clinic == NULL)
        return;

      write = write_new (self, clinic);
      write_run (write, &error);
      conclude (self, write, error);
      write_free (write);
      if (error != NULL)
        return;
    }
}

static void
insert (OnbClinicStore *self, OnbClinic *clinic)
{
  guint position = g_list_model_get_n_items (G_LIST_MODEL (self->clinics));

  g_list_store_append (self->clinics, clinic);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_clinic_changed), self, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

void
onb_clinic_store_add (OnbClinicStore *self, OnbClinic *clinic)
{
  g_return_if_fail (ONB_IS_CLINIC_STORE (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  insert (self, clinic);
  on_clinic_changed (clinic, self);
}

void
onb_clinic_store_remove (OnbClinicStore *self, OnbClinic *clinic)
{
  g_autoptr (OnbClinic) held = NULL;
  g_autofree char *path = NULL;
  guint position;

  g_return_if_fail (ONB_IS_CLINIC_STORE (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  if (!g_list_store_find (self->clinics, clinic, &position))
    return;

  held = g_object_ref (clinic);
  g_signal_handlers_disconnect_by_func (clinic, on_clinic_changed, self);
  g_hash_table_remove (self->dirty, clinic);
  /* A write that is on its way would bring the file back. */
  while (self->writing)
    g_main_context_iteration (NULL, TRUE);

  path = path_of (self, clinic);
  if (g_unlink (path) != 0 && errno != ENOENT)
    {
      g_autoptr (GError) error =
          g_error_new_literal (G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));

      set_trouble (self, error);
    }

  g_list_store_remove (self->clinics, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

OnbClinic *
onb_clinic_store_get (OnbClinicStore *self, const char *id)
{
  g_return_val_if_fail (ONB_IS_CLINIC_STORE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

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
                 _ ("There is no clinic called “%s”."), name);
  else if (n_found > 1)
    g_set_error (error, ONB_CLINIC_STORE_ERROR, ONB_CLINIC_STORE_ERROR_AMBIGUOUS,
                 /* Translators: a name that several clinics have, and their ids. */
                 _ ("Several clinics are called “%s”. Name one of them by its ID: %s"), name,
                 ids->str);

  return n_found == 1 ? found : NULL;
}

const char *const *
onb_clinic_store_get_problems (OnbClinicStore *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_STORE (self), NULL);

  return (const char *const *) self->problems->pdata;
}

static void
add_problem (OnbClinicStore *self, char *problem)
{
  g_ptr_array_insert (self->problems, (gint) self->problems->len - 1, problem);
}

static void
put_aside (OnbClinicStore *self, const char *path, const GError *reason)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *aside = g_strdup_printf ("%s.unreadable-%s", path, stamp);

  if (self->read_only || g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED) ||
      g_rename (path, aside) != 0)
    /* Translators: a file's name, and the reason. */
    add_problem (self,
                 g_strdup_printf (_ ("The file “%s” was left out: %s"), name, reason->message));
  else
    /* Translators: a file's name, the name that it has now, and the reason. */
    add_problem (self, g_strdup_printf (_ ("The file “%s” could not be read and was kept as “%s”: "
                                           "%s"),
                                        name, aside, reason->message));
}

static OnbClinic *
read_clinic (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  return onb_clinic_from_text (text, length, error);
}

static gint
by_name (gconstpointer a, gconstpointer b, gpointer data)
{
  OnbClinic *first = (gpointer) a;
  OnbClinic *second = (gpointer) b;
  int order = g_utf8_collate (onb_clinic_get_name (first), onb_clinic_get_name (second));

  return order != 0 ? order : strcmp (onb_clinic_get_id (first), onb_clinic_get_id (second));
}

/* What g_file_set_contents_full() was writing when the program was killed: the file itself is whole. */
static gboolean
is_left_behind (const char *name)
{
  const char *suffix = strstr (name, SUFFIX ".");

  return suffix != NULL && strlen (suffix) == strlen (SUFFIX ".XXXXXX");
}

void
onb_clinic_store_load (OnbClinicStore *self, gboolean read_only)
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GListStore) read = NULL;
  const char *name;

  g_return_if_fail (ONB_IS_CLINIC_STORE (self));

  self->read_only = read_only;
  folder = g_dir_open (self->folder, 0, NULL);
  if (folder == NULL)
    return;

  read = g_list_store_new (ONB_TYPE_CLINIC);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (OnbClinic) clinic = NULL;

      if (!read_only && is_left_behind (name))
        g_unlink (path);
      if (!g_str_has_suffix (name, SUFFIX))
        continue;

      clinic = read_clinic (path, &error);
      if (clinic != NULL)
        g_list_store_insert_sorted (read, clinic, by_name, NULL);
      else
        put_aside (self, path, error);
    }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (read)); i++)
    {
      g_autoptr (OnbClinic) clinic = g_list_model_get_item (G_LIST_MODEL (read), i);

      insert (self, clinic);
    }
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

  g_clear_handle_id (&self->write_id, g_source_remove);
  g_free (self->folder);
  g_clear_object (&self->clinics);
  g_ptr_array_unref (self->problems);
  g_hash_table_unref (self->dirty);
  g_free (self->trouble);

  G_OBJECT_CLASS (onb_clinic_store_parent_class)->finalize (object);
}

static void
onb_clinic_store_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TROUBLE:
      g_value_set_string (value, ONB_CLINIC_STORE (object)->trouble);
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
  self->dirty = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

OnbClinicStore *
onb_clinic_store_new (gboolean practice)
{
  OnbClinicStore *self = g_object_new (ONB_TYPE_CLINIC_STORE, NULL);

  self->folder = g_build_filename (g_get_user_data_dir (), "leyr-onboarding",
                                   practice ? "practice" : "clinics", NULL);
  return self;
}
