/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "clinic/onb-clinic-file.h"
#include "clinic/onb-clinic-write.h"
#include "clinic/onb-user-file.h"

#include "clinic/onb-clinic-writer.h"

/* Milliseconds: what is written is heard of more than once. */
#define HEARD_MILLISECONDS 50

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
  GHashTable *traces;
  gboolean yields;
  /* While a clinic becomes what is in its file. */
  gboolean assumes;
  gboolean follows;
  GFileMonitor *monitor;
  /* Clinics whose files may have changed. */
  GHashTable *heard;
  guint heard_id;
  /* Part of the names of what is put aside: no two runs of the program have the same. */
  char *run;
  guint write_id;
  /* What the thread writes; its task owns it. */
  OnbClinicWrite *under_way;
  /* Of the states of writes. */
  GMutex lock;
  GCond done;
  /* What the user is to know about files that could not be written, NULL where all is well. */
  char *trouble;
  /* The system's words in it. */
  char *fault;
};

G_DEFINE_FINAL_TYPE (OnbClinicWriter, onb_clinic_writer, G_TYPE_OBJECT)

enum
{
  PROP_TROUBLE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static OnbClinicWrite *
write_new (OnbClinicWriter *self, OnbClinic *clinic)
{
  return onb_clinic_write_new (clinic, self->folder, self->run,
                               g_hash_table_lookup (self->traces, clinic), self->yields);
}

static void
set_trouble (OnbClinicWriter *self, const char *trouble, const char *fault)
{
  g_free (self->fault);
  self->fault = g_strdup (fault);
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
  int lock;

  if (g_hash_table_size (self->gone) == 0)
    return NULL;

  lock = onb_user_file_lock (self->folder);

  g_hash_table_iter_init (&iter, self->gone);
  while (g_hash_table_iter_next (&iter, &clinic, NULL))
    {
      g_autofree char *path = onb_clinic_file_get_path (self->folder, clinic);

      if (self->under_way != NULL && self->under_way->clinic == clinic)
        continue;

      if (g_unlink (path) == 0 || errno == ENOENT)
        {
          g_hash_table_remove (self->traces, clinic);
          g_hash_table_iter_remove (&iter);
        }
      else
        fault = g_strerror (errno);
    }

  onb_user_file_unlock (lock);
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
    set_trouble (self, trouble, error != NULL ? error->message : fault);
}

/* Brings into the clinic what others have made of @base, beside what has become of it here since. */
static gboolean
assume (OnbClinicWriter *self, OnbClinic *clinic, JsonNode *base, JsonNode *theirs)
{
  g_autoptr (JsonNode) ours = onb_clinic_to_json (clinic);
  g_autoptr (JsonNode) merged = onb_clinic_merge (base, ours, theirs, self->yields);
  g_autoptr (OnbClinic) other = merged != NULL ? onb_clinic_from_json (merged, NULL) : NULL;

  if (other == NULL)
    return FALSE;

  self->assumes = TRUE;
  onb_clinic_assume (clinic, other);
  self->assumes = FALSE;
  return TRUE;
}

static void
remember (OnbClinicWriter *self, OnbClinic *clinic, OnbClinicTrace *trace)
{
  g_hash_table_insert (self->traces, g_object_ref (clinic), onb_clinic_trace_ref (trace));
}

static void ensure_monitor (OnbClinicWriter *self);

static void
conclude (OnbClinicWriter *self, const OnbClinicWrite *write)
{
  if (write == self->under_way)
    self->under_way = NULL;

  if (write->written != NULL &&
      (write->merged == NULL || assume (self, write->clinic, write->ours, write->merged)))
    remember (self, write->clinic, write->written);
  if (write->error == NULL)
    g_hash_table_remove (self->failed, write->clinic);
  else if (!g_hash_table_contains (self->gone, write->clinic))
    g_hash_table_add (self->failed, g_object_ref (write->clinic));

  settle (self, write->error);
  ensure_monitor (self);
}

static void write_next (OnbClinicWriter *self);
static void schedule_hearing (OnbClinicWriter *self);

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  OnbClinicWriter *self = ONB_CLINIC_WRITER (source);
  const OnbClinicWrite *write = g_task_get_task_data (G_TASK (result));

  /* Unless onb_clinic_writer_flush() has seen to it. */
  if (write == self->under_way)
    {
      conclude (self, write);
      write_next (self);
      schedule_hearing (self);
    }
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  OnbClinicWriter *self = source;
  OnbClinicWrite *write = data;
  gboolean wanted;

  g_mutex_lock (&self->lock);
  wanted = write->state == ONB_CLINIC_WRITE_WAITING;
  if (wanted)
    write->state = ONB_CLINIC_WRITE_RUNNING;
  g_mutex_unlock (&self->lock);

  if (wanted)
    {
      onb_clinic_write_run (write);
      g_mutex_lock (&self->lock);
      write->state = ONB_CLINIC_WRITE_DONE;
      g_cond_broadcast (&self->done);
      g_mutex_unlock (&self->lock);
    }

  g_task_return_boolean (task, TRUE);
}

/* Waits for the thread, and dispatches nothing. A write that it has not begun is taken back. */
static void
wait_for_write (OnbClinicWriter *self)
{
  OnbClinicWrite *write = self->under_way;
  gboolean begun;

  if (write == NULL)
    return;

  g_mutex_lock (&self->lock);
  begun = write->state != ONB_CLINIC_WRITE_WAITING;
  if (!begun)
    write->state = ONB_CLINIC_WRITE_DONE;
  while (write->state != ONB_CLINIC_WRITE_DONE)
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
  g_task_set_task_data (task, self->under_way, (GDestroyNotify) onb_clinic_write_free);
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
onb_clinic_writer_know (OnbClinicWriter *self, OnbClinic *clinic, OnbClinicTrace *trace)
{
  g_return_if_fail (ONB_IS_CLINIC_WRITER (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));
  g_return_if_fail (trace != NULL);

  remember (self, clinic, trace);
}

void
onb_clinic_writer_give_way (OnbClinicWriter *self)
{
  g_return_if_fail (ONB_IS_CLINIC_WRITER (self));

  self->yields = TRUE;
}

gboolean
onb_clinic_writer_refresh (OnbClinicWriter *self, OnbClinic *clinic)
{
  g_autofree char *path = NULL;
  g_autofree char *checksum = NULL;
  g_autoptr (OnbClinicTrace) trace = NULL;
  g_autoptr (JsonNode) theirs = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (ONB_IS_CLINIC_WRITER (self), FALSE);
  g_return_val_if_fail (ONB_IS_CLINIC (clinic), FALSE);

  if (self->under_way != NULL && self->under_way->clinic == clinic)
    {
      wait_for_write (self);
      schedule_write (self);
    }

  trace = g_hash_table_lookup (self->traces, clinic);
  if (trace == NULL)
    return TRUE;

  onb_clinic_trace_ref (trace);
  path = onb_clinic_file_get_path (self->folder, clinic);
  theirs = onb_clinic_file_read_news (path, trace, &checksum, &error);
  if (theirs != NULL && assume (self, clinic, trace->base, theirs))
    {
      g_autoptr (OnbClinicTrace) news = onb_clinic_trace_new (checksum, theirs);

      remember (self, clinic, news);
    }

  return !self->yields || !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* What is being written here is heard of when it is written. */
static gboolean
on_heard_due (gpointer data)
{
  OnbClinicWriter *self = data;
  GHashTableIter iter;
  gpointer clinic;

  self->heard_id = 0;
  g_hash_table_iter_init (&iter, self->heard);
  while (g_hash_table_iter_next (&iter, &clinic, NULL))
    if (self->under_way == NULL || self->under_way->clinic != clinic)
      {
        g_autoptr (OnbClinic) held = g_object_ref (clinic);

        g_hash_table_iter_remove (&iter);
        if (!g_hash_table_contains (self->gone, held))
          onb_clinic_writer_refresh (self, held);
      }

  return G_SOURCE_REMOVE;
}

static void
schedule_hearing (OnbClinicWriter *self)
{
  if (self->heard_id == 0 && g_hash_table_size (self->heard) > 0)
    self->heard_id = g_timeout_add (HEARD_MILLISECONDS, on_heard_due, self);
}

static void
hear (OnbClinicWriter *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  GHashTableIter iter;
  gpointer clinic;

  if (!g_str_has_suffix (name, ONB_CLINIC_FILE_SUFFIX))
    return;

  name[strlen (name) - strlen (ONB_CLINIC_FILE_SUFFIX)] = '\0';
  g_hash_table_iter_init (&iter, self->traces);
  while (g_hash_table_iter_next (&iter, &clinic, NULL))
    if (g_str_equal (onb_clinic_get_id (clinic), name))
      g_hash_table_add (self->heard, g_object_ref (clinic));
  schedule_hearing (self);
}

static void
on_folder_changed (GFileMonitor *monitor,
                   GFile *file,
                   GFile *other_file,
                   GFileMonitorEvent event,
                   OnbClinicWriter *self)
{
  hear (self, file);
  if (other_file != NULL)
    hear (self, other_file);
}

/* A folder that is not there yet comes with the first clinic. Where nothing can be heard, what others have
 * written comes with the next write. */
static void
ensure_monitor (OnbClinicWriter *self)
{
  g_autoptr (GFile) folder = NULL;

  if (!self->follows || self->monitor != NULL || !g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    return;

  folder = g_file_new_for_path (self->folder);
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_folder_changed), self, 0);
}

void
onb_clinic_writer_follow (OnbClinicWriter *self)
{
  g_return_if_fail (ONB_IS_CLINIC_WRITER (self));

  self->follows = TRUE;
  ensure_monitor (self);
}

void
onb_clinic_writer_write (OnbClinicWriter *self, OnbClinic *clinic)
{
  g_return_if_fail (ONB_IS_CLINIC_WRITER (self));
  g_return_if_fail (ONB_IS_CLINIC (clinic));

  /* It is in the file. */
  if (self->assumes)
    return;

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

const char *
onb_clinic_writer_get_fault (OnbClinicWriter *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_WRITER (self), NULL);

  return self->fault;
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
      g_autoptr (OnbClinicWrite) write = NULL;

      if (clinic == NULL)
        return;

      write = write_new (self, clinic);
      onb_clinic_write_run (write);
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
  g_hash_table_unref (self->traces);
  g_clear_handle_id (&self->heard_id, g_source_remove);
  g_hash_table_unref (self->heard);
  g_clear_object (&self->monitor);
  g_free (self->run);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->done);
  g_free (self->trouble);
  g_free (self->fault);
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
  self->traces =
      g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) onb_clinic_trace_unref);
  self->heard = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
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
