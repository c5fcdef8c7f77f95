/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"

#include "check/onb-draft.h"

OnbDraft *
onb_draft_new (const OnbDiagnosis *row)
{
  OnbDraft *self = g_new0 (OnbDraft, 1);

  self->row = row;
  self->finding = onb_finding_new (row->id, row->severity);
  self->values =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
onb_draft_free (OnbDraft *self)
{
  g_clear_pointer (&self->finding, onb_finding_free);
  g_hash_table_unref (self->values);
  g_free (self);
}

void
onb_draft_add (OnbDraft *self, const char *name, const char *value)
{
  GPtrArray *values;

  if (value == NULL || value[0] == '\0')
    return;

  values = g_hash_table_lookup (self->values, name);
  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->values, (gpointer) name, values);
    }

  if (!g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
    g_ptr_array_add (values, g_strdup (value));
}

void
onb_draft_add_exchange (OnbDraft *self, const OnbExchange *exchange)
{
  g_autofree char *host = onb_exchange_get_host (exchange);
  g_autofree char *status = exchange->status != 0 ? g_strdup_printf ("%u", exchange->status) : NULL;

  onb_draft_add (self, "host", host);
  onb_draft_add (self, "status", status);
  onb_draft_add (self, "detail", exchange->fault_detail);
  onb_draft_add (self, "issuer", exchange->issuer);
  onb_draft_add (self, "proxy", exchange->proxy);
  onb_draft_add (self, "location", exchange->location);
}

static char *
joined (GHashTable *values, const char *name)
{
  GPtrArray *array = g_hash_table_lookup (values, name);
  g_autoptr (GPtrArray) parts = NULL;

  if (array == NULL)
    /* Translators: stands where a server gave no reason, id or text. */
    return g_strdup (_ ("not given"));

  parts = g_ptr_array_new ();
  for (guint i = 0; i < array->len; i++)
    g_ptr_array_add (parts, g_ptr_array_index (array, i));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

char *
onb_draft_fill_in (const OnbDraft *self, const char *text)
{
  const char *sentence = _ (text);
  GString *filled = g_string_new (NULL);

  while (*sentence != '\0')
    {
      const char *end = *sentence == '{' ? strchr (sentence, '}') : NULL;

      if (end != NULL)
        {
          g_autofree char *name = g_strndup (sentence + 1, (gsize) (end - sentence - 1));
          g_autofree char *value = joined (self->values, name);
          g_autofree char *quoted = onb_bidi_isolate (value);

          g_string_append (filled, quoted);
          sentence = end + 1;
        }
      else
        {
          g_string_append_c (filled, *sentence++);
        }
    }

  return g_string_free (filled, FALSE);
}
