/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "clinic/onb-clinic-file.h"

#include "clinic/onb-clinic-reader.h"

struct _OnbClinicReader
{
  GPtrArray *files;
  GThreadPool *threads;
  /* How many files; of all threads. */
  gint unread;
  /* Attached by the thread that reads the last one. */
  GSource *done;
  GSourceOnceFunc function;
  gpointer data;
};

static void
read_file_free (OnbReadFile *self)
{
  g_free (self->path);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->trace, onb_clinic_trace_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
read_in_thread (gpointer data, gpointer user_data)
{
  OnbReadFile *file = data;
  OnbClinicReader *self = user_data;

  file->clinic = onb_clinic_file_read (file->path, &file->trace, &file->is_damaged, &file->error);
  if (g_atomic_int_dec_and_test (&self->unread))
    g_source_attach (self->done, NULL);
}

static gboolean
on_done (gpointer data)
{
  const OnbClinicReader *self = data;

  self->function (self->data);
  return G_SOURCE_REMOVE;
}

OnbClinicReader *
onb_clinic_reader_new (GPtrArray *paths, GSourceOnceFunc done, gpointer data)
{
  OnbClinicReader *self;

  g_return_val_if_fail (paths != NULL, NULL);
  g_return_val_if_fail (done != NULL, NULL);

  self = g_new0 (OnbClinicReader, 1);
  self->files = g_ptr_array_new_full (paths->len, (GDestroyNotify) read_file_free);
  self->threads = g_thread_pool_new (read_in_thread, self,
                                     MAX ((gint) g_get_num_processors () - 1, 1), FALSE, NULL);
  self->unread = (gint) paths->len;
  self->function = done;
  self->data = data;
  self->done = g_idle_source_new ();
  g_source_set_priority (self->done, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->done, on_done, self, NULL);

  if (paths->len == 0)
    g_source_attach (self->done, NULL);
  for (guint i = 0; i < paths->len; i++)
    {
      OnbReadFile *file = g_new0 (OnbReadFile, 1);

      file->path = g_strdup (g_ptr_array_index (paths, i));
      g_ptr_array_add (self->files, file);
      g_thread_pool_push (self->threads, file, NULL);
    }
  return self;
}

guint
onb_clinic_reader_count (const OnbClinicReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->files->len;
}

GPtrArray *
onb_clinic_reader_finish (OnbClinicReader *self)
{
  GPtrArray *files;

  g_return_val_if_fail (self != NULL, NULL);

  g_thread_pool_free (self->threads, FALSE, TRUE);
  g_source_destroy (self->done);
  g_source_unref (self->done);
  files = self->files;
  g_free (self);
  return files;
}
