/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "clinic/onb-clinic-file.h"
#include "clinic/onb-user-file.h"

#include "clinic/onb-clinic-writer.h"

typedef enum
{
  WRITE_WAITING,
  WRITE_RUNNING,
  WRITE_DONE,
} WriteState;

typedef struct
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

struct _OnbClinicWriter
{
  GObject parent_instance;

  char *folder;
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
  Write *under_way;
  /* Of the states of writes. */
  GMutex lock;
  GCond done;
  /* What the user is to know about files that could not be written, NULL where all is well. */
  char *trouble;
};

G_DEFINE_FINAL_TYPE (OnbClinicWriter, onb_clinic_writer, G_TYPE_OBJECT)

enum
{
  PROP_TROUBLE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

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
path_of (OnbClinicWriter *self, OnbClinic *clinic)
{
  g_autofree char *name = g_strconcat (onb_clinic_get_id (clinic), ONB_CLINIC_FILE_SUFFIX, NULL);

  return g_build_filename (self->folder, name, NULL);
}

static Write *
write_new (OnbClinicWriter *self, OnbClinic *clinic)
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
set_trouble (OnbClinicWriter *self, const char *trouble)
{
  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;

  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

/* The file of one that is being written goes when it is written. Returns the name of the fault. */
static const char *
remove_gone (OnbClinicWriter *self)
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
settle (OnbClinicWriter *self, const GError *error)
{
  const char *fault = remove_gone (self);
  g_autofree char *trouble = NULL;

  if (error != NULL)
    trouble =
        g_strdup_printf (_ ("Could not save the clinic. Nothing is lost while Leyr Onboarding "
                            "stays open; it tries again with the next change. Details: %s"),
                         error->message);
  else if (fault != NULL)
    trouble = g_strdup_printf (_ ("Could not delete the file of a removed clinic. Leyr Onboarding "
                                  "tries again with the next change. Details: %s"),
                               fault);

  if (trouble != NULL || (g_hash_table_size (self->failed) == 0 && fault == NULL))
    set_trouble (self, trouble);
}

static void
conclude (OnbClinicWriter *self, const Write *write)
{
  if (write == self->under_way)
    self->under_way = NULL;

  g_hash_table_insert (self->checksums, g_object_ref (write->clinic), g_strdup (write->checksum));
  if (write->error == NULL)
    g_hash_table_remove (self->failed, write->clinic);
  else if (!g_hash_table_contains (self->gone, write->clinic))
    g_hash_table_add (self->failed, g_object_ref (write->clinic));

  settle (self, write->error);
}

static void write_next (OnbClinicWriter *self);

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  OnbClinicWriter *self = ONB_CLINIC_WRITER (source);
  const Write *write = g_task_get_task_data (G_TASK (result));

  /* Unless onb_clinic_writer_flush() has seen to it. */
  if (write == self->under_way)
    {
      conclude (self, write);
      write_next (self);
    }
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  OnbClinicWriter *self = source;
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
wait_for_write (OnbClinicWriter *self)
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
  if (!g_hash_table_contains (self->gone, write->clinic))
    g_hash_table_add (self->dirty, g_object_ref (write->clinic));
}

static void
retry_failed (OnbClinicWriter *self)
{
  GHashTableIter iter;
  gpointer clinic;

  g_hash_table_iter_init (&iter, self->failed);
  while (g_hash_table_iter_next (&iter, &clinic, NULL))
    g_hash_table_add (self->dirty, g_object_ref (clinic));
}

static OnbClinic *
take_dirty (OnbClinicWriter *self)
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
write_next (OnbClinicWriter *self)
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
  OnbClinicWriter *self = data;

  self->write_id = 0;
  retry_failed (self);
  /* Unless a write goes on, after which it is done. */
  if (self->under_way == NULL)
    settle (self, NULL);
  write_next (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_write (OnbClinicWriter *self)
{
  if (self->write_id == 0)
    self->write_id = g_idle_add (on_write_due, self);
}

void
onb_clinic_writer_know (OnbClinicWriter *self, OnbClinic *clinic, const char *checksum)
{
  g_return_if_fail (ONB_IS_CLINIC_WRITER (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  g_hash_table_insert (self->checksums, g_object_ref (clinic), g_strdup (checksum));
}

void
onb_clinic_writer_write (OnbClinicWriter *self, OnbClinic *clinic)
{
  g_return_if_fail (ONB_IS_CLINIC_WRITER (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  g_hash_table_remove (self->gone, clinic);
  g_hash_table_add (self->dirty, g_object_ref (clinic));
  schedule_write (self);
}

void
onb_clinic_writer_remove (OnbClinicWriter *self, OnbClinic *clinic)
{
  g_return_if_fail (ONB_IS_CLINIC_WRITER (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  g_hash_table_add (self->gone, g_object_ref (clinic));
  g_hash_table_remove (self->dirty, clinic);
  g_hash_table_remove (self->failed, clinic);
  settle (self, NULL);
}

const char *
onb_clinic_writer_get_trouble (OnbClinicWriter *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_WRITER (self), NULL);

  return self->trouble;
}

void
onb_clinic_writer_retry (OnbClinicWriter *self)
{
  g_return_if_fail (ONB_IS_CLINIC_WRITER (self));

  schedule_write (self);
}

void
onb_clinic_writer_flush (OnbClinicWriter *self)
{
  g_return_if_fail (ONB_IS_CLINIC_WRITER (self));

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
onb_clinic_writer_finalize (GObject *object)
{
  OnbClinicWriter *self = ONB_CLINIC_WRITER (object);

  g_clear_handle_id (&self->write_id, g_source_remove);
  g_free (self->folder);
  g_hash_table_unref (self->dirty);
  g_hash_table_unref (self->failed);
  g_hash_table_unref (self->gone);
  g_hash_table_unref (self->checksums);
  g_free (self->run);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->done);
  g_free (self->trouble);

  G_OBJECT_CLASS (onb_clinic_writer_parent_class)->finalize (object);
}

static void
onb_clinic_writer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TROUBLE:
      g_value_set_string (value, ONB_CLINIC_WRITER (object)->trouble);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_clinic_writer_class_init (OnbClinicWriterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = onb_clinic_writer_get_property;
  object_class->finalize = onb_clinic_writer_finalize;

  properties[PROP_TROUBLE] =
      g_param_spec_string ("trouble", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
onb_clinic_writer_init (OnbClinicWriter *self)
{
  self->dirty = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->failed = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->gone = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->checksums = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->run = g_uuid_string_random ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
}

OnbClinicWriter *
onb_clinic_writer_new (const char *folder)
{
  OnbClinicWriter *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (ONB_TYPE_CLINIC_WRITER, NULL);
  self->folder = g_strdup (folder);
  return self;
}
