/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "clinic/onb-clinic-file.h"
#include "clinic/onb-user-file.h"

#include "clinic/onb-clinic-write.h"

OnbClinicWrite *
onb_clinic_write_new (
    OnbClinic *clinic, const char *folder, const char *run, OnbClinicTrace *trace, gboolean yields)
{
  OnbClinicWrite *self;

  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (run != NULL, NULL);

  self = g_new0 (OnbClinicWrite, 1);
  self->clinic = g_object_ref (clinic);
  self->folder = g_strdup (folder);
  self->path = onb_clinic_file_get_path (folder, clinic);
  self->aside = g_strdup_printf ("%s.conflict-%s", self->path, run);
  self->yields = yields;
  self->trace = trace != NULL ? onb_clinic_trace_ref (trace) : NULL;
  self->ours = onb_clinic_to_json (clinic);
  return self;
}

void
onb_clinic_write_free (OnbClinicWrite *self)
{
  g_return_if_fail (self != NULL);

  g_object_unref (self->clinic);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->aside);
  g_clear_pointer (&self->trace, onb_clinic_trace_unref);
  json_node_unref (self->ours);
  g_clear_pointer (&self->merged, json_node_unref);
  g_clear_pointer (&self->written, onb_clinic_trace_unref);
  g_clear_error (&self->error);
  g_free (self);
}

void
onb_clinic_write_run (OnbClinicWrite *self)
{
  g_autofree char *text = NULL;
  g_autofree char *known = NULL;
  g_autofree char *found = NULL;
  g_autoptr (JsonNode) theirs = NULL;
  g_autoptr (GError) error = NULL;
  gboolean written;
  int lock;

  g_return_if_fail (self != NULL);

  lock = onb_user_file_lock (self->folder);
  theirs = onb_clinic_file_read_news (self->path, self->trace, &found, &error);
  if (theirs != NULL)
    self->merged = onb_clinic_merge (self->trace->base, self->ours, theirs, self->yields);
  known = g_strdup (self->merged != NULL  ? found
                    : self->trace != NULL ? self->trace->checksum
                                          : NULL);

  if (!self->yields || self->trace == NULL ||
      !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      JsonNode *node = self->merged != NULL ? self->merged : self->ours;
      g_autofree char *before = g_strdup (known);

      text = json_to_string (node, TRUE);
      written = onb_user_file_update (self->path, text, strlen (text), ONB_CLINIC_FILE_MAX, &known,
                                      self->aside, &self->error);
      /* It can also fail after the file has got its name. */
      if (written || g_strcmp0 (known, before) != 0)
        self->written = onb_clinic_trace_new (known, node);
    }

  onb_user_file_unlock (lock);
}
