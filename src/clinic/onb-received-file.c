/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "clinic/onb-user-file.h"

#include "clinic/onb-received-file.h"

void
onb_received_file_free (OnbReceivedFile *self)
{
  g_clear_object (&self->guide);
  g_clear_pointer (&self->report, onb_support_facts_free);
  g_free (self);
}

/* Past a byte order mark, declarations, and comments. Where they do not end, so does the text. */
static const char *
skip_prologue (const char *text)
{
  static const struct
  {
    const char *begin, *end;
  } skipped[] = { { "\xef\xbb\xbf", "" }, { "<?", "?>" }, { "<!--", "-->" } };
  gboolean found = TRUE;

  while (found)
    {
      found = FALSE;
      while (g_ascii_isspace (*text))
        text++;
      for (guint i = 0; i < G_N_ELEMENTS (skipped) && !found; i++)
        if (g_str_has_prefix (text, skipped[i].begin))
          {
            const char *end = strstr (text + strlen (skipped[i].begin), skipped[i].end);

            if (end == NULL)
              return "";
            text = end + strlen (skipped[i].end);
            found = TRUE;
          }
    }

  return text;
}

static gboolean
is_guide (const char *path, const char *text)
{
  const char *element = skip_prologue (text);

  return g_str_has_suffix (path, ".xml") ||
         (g_str_has_prefix (element, "<guide") && !g_ascii_isalnum (element[strlen ("<guide")]));
}

OnbReceivedFile *
onb_received_file_read (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (OnbReceivedFile) self = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  text = onb_user_file_read (path, ONB_SUPPORT_FACTS_MAX, &length, error);
  if (text == NULL)
    return NULL;

  self = g_new0 (OnbReceivedFile, 1);
  if (is_guide (path, text))
    {
      g_autofree char *name = g_filename_display_basename (path);
      g_autoptr (GBytes) xml = g_bytes_new_take (g_steal_pointer (&text), length);

      self->guide = onb_guide_new_from_bytes (xml, name, error);
    }
  else
    {
      self->report = onb_support_facts_read (text, length, error);
    }

  return self->guide != NULL || self->report != NULL ? g_steal_pointer (&self) : NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  OnbReceivedFile *received = onb_received_file_read (path, &error);

  if (received != NULL)
    g_task_return_pointer (task, received, (GDestroyNotify) onb_received_file_free);
  else
    g_task_return_error (task, error);
}

void
onb_received_file_load_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  char *path;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, onb_received_file_load_async);
  path = onb_user_file_get_path (file, &error);
  g_task_set_task_data (task, path, g_free);
  if (path != NULL)
    g_task_run_in_thread (task, read_in_thread);
  else
    g_task_return_error (task, error);
}

OnbReceivedFile *
onb_received_file_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
