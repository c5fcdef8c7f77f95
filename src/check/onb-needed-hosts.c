/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "millennium/onb-millennium.h"

#include "check/onb-needed-hosts.h"

OnbNeededHost *
onb_needed_host_copy (const OnbNeededHost *self)
{
  OnbNeededHost *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (OnbNeededHost, 1);
  copy->speaks = self->speaks;
  copy->url = g_strdup (self->url);
  copy->host = g_strdup (self->host);
  copy->purpose = g_strdup (self->purpose);
  copy->optional = self->optional;
  return copy;
}

void
onb_needed_host_free (OnbNeededHost *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->url);
  g_free (self->host);
  g_free (self->purpose);
  g_free (self);
}

/* Each host once, and no address that is none. */
static void
add (GPtrArray *hosts,
     OnbGuideSpeaks speaks,
     const char *url,
     const char *purpose,
     gboolean optional)
{
  g_autoptr (OnbHost) host = onb_host_parse_url (url);
  g_autofree char *name = NULL;
  OnbNeededHost *needed;

  if (host == NULL)
    return;

  name = onb_host_to_string (host);
  for (guint i = 0; i < hosts->len; i++)
    {
      const OnbNeededHost *there = g_ptr_array_index (hosts, i);

      if (strcmp (there->host, name) == 0)
        return;
    }

  needed = g_new0 (OnbNeededHost, 1);
  needed->speaks = speaks;
  needed->url = g_strdup (url);
  needed->host = g_steal_pointer (&name);
  needed->purpose = g_strdup (purpose != NULL ? purpose : "");
  needed->optional = optional;
  g_ptr_array_add (hosts, needed);
}

static const char *
find_purpose (OnbGuide *guide, OnbGuideSpeaks speaks)
{
  GPtrArray *named = onb_guide_get_hosts (guide);

  for (guint i = 0; i < named->len; i++)
    {
      const OnbGuideHost *host = g_ptr_array_index (named, i);

      if (host->speaks == speaks)
        return host->purpose;
    }

  return NULL;
}

static void
add_named (GPtrArray *hosts, OnbGuide *guide, OnbGuideSpeaks speaks)
{
  GPtrArray *named = onb_guide_get_hosts (guide);

  for (guint i = 0; i < named->len; i++)
    {
      const OnbGuideHost *host = g_ptr_array_index (named, i);

      if (host->speaks == speaks)
        add (hosts, speaks, host->address, host->purpose, FALSE);
    }
}

/* What the guide's steps open, where it does not name it otherwise. */
typedef struct
{
  GPtrArray *hosts;
  const char *purpose;
} Opened;

static gboolean
add_opened (const OnbGuideStep *step, const OnbGuideItem *item, gpointer data)
{
  Opened *opened = data;

  if (item->kind == ONB_GUIDE_OPEN)
    add (opened->hosts, ONB_GUIDE_SPEAKS_WEB, item->value, opened->purpose, FALSE);
  return FALSE;
}

/* Its root: the directory itself is some megabytes. */
static void
add_directory (GPtrArray *hosts, OnbGuide *guide)
{
  const OnbGuideDirectory *directory = onb_guide_get_directory (guide);
  g_autoptr (OnbHost) host = directory != NULL ? onb_host_parse_url (directory->address) : NULL;
  g_autofree char *name = host != NULL ? onb_host_to_string (host) : NULL;
  g_autofree char *url = name != NULL ? g_strdup_printf ("https://%s/", name) : NULL;

  if (url != NULL)
    add (hosts, ONB_GUIDE_SPEAKS_WEB, url, _ ("Clinic directory: only to find a clinic’s FHIR URL"),
         TRUE);
}

GPtrArray *
onb_needed_hosts_new (OnbGuide *guide, const OnbAddress *address, const char *token_endpoint)
{
  GPtrArray *hosts;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);

  hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_needed_host_free);
  if (address != NULL)
    {
      g_autofree char *base = onb_address_get_base (address, ONB_FHIR_R4);
      g_autofree char *metadata = g_strconcat (base, "metadata", NULL);

      add (hosts, ONB_GUIDE_SPEAKS_FHIR, metadata, find_purpose (guide, ONB_GUIDE_SPEAKS_FHIR),
           FALSE);
    }
  else
    {
      add_named (hosts, guide, ONB_GUIDE_SPEAKS_FHIR);
    }

  if (token_endpoint != NULL)
    add (hosts, ONB_GUIDE_SPEAKS_OAUTH, token_endpoint,
         find_purpose (guide, ONB_GUIDE_SPEAKS_OAUTH), FALSE);
  else if (address == NULL || onb_millennium_has_host (address->host))
    add_named (hosts, guide, ONB_GUIDE_SPEAKS_OAUTH);

  add_named (hosts, guide, ONB_GUIDE_SPEAKS_WEB);
  onb_guide_find_item (guide, add_opened, &(Opened){ hosts, onb_guide_get_console (guide) });
  add_directory (hosts, guide);
  return hosts;
}
