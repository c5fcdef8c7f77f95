/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "clinic/onb-clinic-file.h"
#include "clinic/onb-user-file.h"
#include "millennium/onb-text.h"

#include "clinic/onb-clinic-store.h"

/* Characters: two names and a reason with a path. */
#define MAX_PROBLEM 2000

struct _OnbClinicStore
{
  GObject parent_instance;

  char *folder;
  GListStore *clinics;
  GPtrArray *problems;
  gboolean read_only;

  /* Clinics that have changed since their file was last written. */
  GHashTable *dirty;
  /* Those whose file could not be written: they are written again with the next change. */
  GHashTable *failed;
  /* Those that were removed while their file is still there. */
  GHashTable *gone;
  /* What was read from or written to the file of each clinic last. */
  GHashTable *checksums;
  /* Part of the names of what is put aside: no two runs of the program have the same. */
  char *run;
  guint write_id;
  /* What the thread writes; its task owns it. */
  struct _Write *under_way;
  /* Of the states of writes. */
  GMutex lock;
  GCond done;
  /* What the user is to know about files that could not be written, NULL where all is well. */
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

typedef enum
{
  WRITE_WAITING,
  WRITE_RUNNING,
  WRITE_DONE,
} WriteState;

typedef struct _Write
{
  OnbClinic *clinic;
  char *path;
  char *aside;
  char *text;
  char *checksum;
  WriteState state;
  /* Set before it is done. */
  GError *error;
} Write;

static void
write_free (Write *self)
{
  g_object_unref (self->clinic);
  g_free (self->path);
  g_free (self->aside);
  g_free (self->text);
  g_free (self->checksum);
  g_clear_error (&self->error);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Write, write_free)

static char *
path_of (OnbClinicStore *self, OnbClinic *clinic)
{
  g_autofree char *name = g_strconcat (onb_clinic_get_id (clinic), ONB_CLINIC_FILE_SUFFIX, NULL);

  return g_build_filename (self->folder, name, NULL);
}

static Write *
write_new (OnbClinicStore *self, OnbClinic *clinic)
{
  Write *write = g_new0 (Write, 1);

  write->clinic = g_object_ref (clinic);
  write->path = path_of (self, clinic);
  write->aside = g_strdup_printf ("%s.conflict-%s", write->path, self->run);
  write->checksum = g_strdup (g_hash_table_lookup (self->checksums, clinic));
  write->text = onb_clinic_to_text (clinic);
  return write;
}

static void
write_run (Write *self)
{
  onb_user_file_update (self->path, self->text, strlen (self->text), ONB_CLINIC_FILE_MAX,
                        &self->checksum, self->aside, &self->error);
}

static void
set_trouble (OnbClinicStore *self, const char *trouble)
{
  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;

  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

/* The file of one that is being written goes when it is written. Returns the name of the fault. */
static const char *
remove_gone (OnbClinicStore *self)
{
  const char *fault = NULL;
  GHashTableIter iter;
  gpointer clinic;

  g_hash_table_iter_init (&iter, self->gone);
  while (g_hash_table_iter_next (&iter, &clinic, NULL))
    {
      g_autofree char *path = path_of (self, clinic);

      if (self->under_way != NULL && self->under_way->clinic == clinic)
        continue;

      if (g_unlink (path) == 0 || errno == ENOENT)
        {
          g_hash_table_remove (self->checksums, clinic);
          g_hash_table_iter_remove (&iter);
        }
      else
        fault = g_strerror (errno);
    }

  return fault;
}

/* Does what can be done between two writes, and says how the files are. */
static void
settle (OnbClinicStore *self, const GError *error)
{
  const char *fault = remove_gone (self);
  g_autofree char *trouble = NULL;

  if (error != NULL)
    trouble =
        g_strdup_printf (_ ("The clinic could not be saved. Nothing is lost while the program "
                            "stays open; it tries again with the next change: %s"),
                         error->message);
  else if (fault != NULL)
    trouble =
        g_strdup_printf (_ ("The file of a clinic that you have removed could not be deleted. "
                            "The program tries again with the next change: %s"),
                         fault);

  if (trouble != NULL || (g_hash_table_size (self->failed) == 0 && fault == NULL))
    set_trouble (self, trouble);
}

static void
conclude (OnbClinicStore *self, const Write *write)
{
  if (write == self->under_way)
    self->under_way = NULL;

  g_hash_table_insert (self->checksums, g_object_ref (write->clinic), g_strdup (write->checksum));
  if (write->error == NULL)
    g_hash_table_remove (self->failed, write->clinic);
  else if (g_list_store_find (self->clinics, write->clinic, NULL))
    g_hash_table_add (self->failed, g_object_ref (write->clinic));

  settle (self, write->error);
}

static void write_next (OnbClinicStore *self);

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  OnbClinicStore *self = ONB_CLINIC_STORE (source);
  const Write *write = g_task_get_task_data (G_TASK (result));

  /* Unless onb_clinic_store_flush() has seen to it. */
  if (write == self->under_way)
    {
      conclude (self, write);
      write_next (self);
    }
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  OnbClinicStore *self = source;
  Write *write = data;
  gboolean wanted;

  g_mutex_lock (&self->lock);
  wanted = write->state == WRITE_WAITING;
  if (wanted)
    write->state = WRITE_RUNNING;
  g_mutex_unlock (&self->lock);

  if (wanted)
    {
      write_run (write);
      g_mutex_lock (&self->lock);
      write->state = WRITE_DONE;
      g_cond_broadcast (&self->done);
      g_mutex_unlock (&self->lock);
    }

  g_task_return_boolean (task, TRUE);
}

/* Waits for the thread, and dispatches nothing. A write that it has not begun is taken back. */
static void
wait_for_write (OnbClinicStore *self)
{
  Write *write = self->under_way;
  gboolean begun;

  if (write == NULL)
    return;

  g_mutex_lock (&self->lock);
  begun = write->state != WRITE_WAITING;
  if (!begun)
    write->state = WRITE_DONE;
  while (write->state != WRITE_DONE)
    g_cond_wait (&self->done, &self->lock);
  g_mutex_unlock (&self->lock);

  if (begun)
    {
      conclude (self, write);
      return;
    }

  self->under_way = NULL;
  if (g_list_store_find (self->clinics, write->clinic, NULL))
    g_hash_table_add (self->dirty, g_object_ref (write->clinic));
}

static void
retry_failed (OnbClinicStore *self)
{
  GHashTableIter iter;
  gpointer clinic;

  g_hash_table_iter_init (&iter, self->failed);
  while (g_hash_table_iter_next (&iter, &clinic, NULL))
    g_hash_table_add (self->dirty, g_object_ref (clinic));
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

  if (self->under_way != NULL)
    return;

  clinic = take_dirty (self);
  if (clinic == NULL)
    return;

  task = g_task_new (self, NULL, on_written, NULL);
  g_task_set_source_tag (task, write_next);
  self->under_way = write_new (self, clinic);
  g_task_set_task_data (task, self->under_way, (GDestroyNotify) write_free);
  g_task_run_in_thread (task, write_in_thread);
}

static gboolean
on_write_due (gpointer data)
{
  OnbClinicStore *self = data;

  self->write_id = 0;
  retry_failed (self);
  /* Unless a write goes on, after which it is done. */
  if (self->under_way == NULL)
    settle (self, NULL);
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
  wait_for_write (self);
  settle (self, NULL);
  retry_failed (self);

  for (;;)
    {
      g_autoptr (OnbClinic) clinic = take_dirty (self);
      g_autoptr (Write) write = NULL;

      if (clinic == NULL)
        return;

      write = write_new (self, clinic);
      write_run (write);
      conclude (self, write);
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

  g_hash_table_remove (self->gone, clinic);
  insert (self, clinic);
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
  g_hash_table_remove (self->dirty, clinic);
  g_hash_table_remove (self->failed, clinic);
  if (!self->read_only)
    g_hash_table_add (self->gone, g_object_ref (clinic));

  g_list_store_remove (self->clinics, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  settle (self, NULL);
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

/* A file may be called anything, and hold anything: also what changes a terminal or a line's direction. */
static void
add_problem (OnbClinicStore *self, const char *problem)
{
  char *clean = onb_text_clean (problem, strlen (problem), MAX_PROBLEM);

  if (clean != NULL)
    g_ptr_array_insert (self->problems, (gint) self->problems->len - 1, clean);
}

/* A file that was read and is no clinic makes room for one that is. What could not be read, and what
 * another version or another program may still want, stays where it is. */
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

  if (self->read_only || !is_damaged || !onb_user_file_put_aside (path, aside))
    /* Translators: a file's name, and the reason. */
    problem = g_strdup_printf (_ ("The file “%s” was left out: %s"), shown, reason->message);
  else
    /* Translators: a file's name, the name that it has now, and the reason. */
    problem = g_strdup_printf (_ ("The file “%s” could not be read and was kept as “%s”: "
                                  "%s"),
                               shown, shown_aside, reason->message);
  add_problem (self, problem);
}

static gint
by_name (gconstpointer a, gconstpointer b, gpointer data)
{
  OnbClinic *first = (gpointer) a;
  OnbClinic *second = (gpointer) b;
  int order = g_utf8_collate (onb_clinic_get_name (first), onb_clinic_get_name (second));

  return order != 0 ? order : strcmp (onb_clinic_get_id (first), onb_clinic_get_id (second));
}

void
onb_clinic_store_load (OnbClinicStore *self, gboolean read_only)
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GListStore) read = NULL;
  const char *name;

  g_return_if_fail (ONB_IS_CLINIC_STORE (self));

  self->read_only = read_only;
  if (!read_only)
    onb_user_file_sweep (self->folder);
  folder = g_dir_open (self->folder, 0, NULL);
  if (folder == NULL)
    return;

  read = g_list_store_new (ONB_TYPE_CLINIC);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (OnbClinic) clinic = NULL;
      g_autofree char *checksum = NULL;
      gboolean is_damaged;

      if (!g_str_has_suffix (name, ONB_CLINIC_FILE_SUFFIX))
        continue;

      clinic = onb_clinic_file_read (path, &checksum, &is_damaged, &error);
      if (clinic != NULL)
        {
          g_list_store_insert_sorted (read, clinic, by_name, NULL);
          g_hash_table_insert (self->checksums, g_object_ref (clinic), g_steal_pointer (&checksum));
        }
      else
        leave_out (self, path, error, is_damaged);
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
  g_hash_table_unref (self->failed);
  g_hash_table_unref (self->gone);
  g_hash_table_unref (self->checksums);
  g_free (self->run);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->done);
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
  self->failed = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->gone = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->checksums = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->run = g_uuid_string_random ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
}

OnbClinicStore *
onb_clinic_store_new (gboolean practice)
{
  OnbClinicStore *self = g_object_new (ONB_TYPE_CLINIC_STORE, NULL);

  self->folder = g_build_filename (g_get_user_data_dir (), "leyr-onboarding",
                                   practice ? "practice" : "clinics", NULL);
  return self;
}
