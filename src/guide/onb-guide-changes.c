/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"

#include "guide/onb-guide-changes.h"

/* One thing that a guide says: where, of what, and what. Two guides are compared fact by fact: the same
 * place and subject with other words is a change. */
typedef struct
{
  char *place;
  char *subject;
  char *words;
} Fact;

static void
fact_free (gpointer data)
{
  Fact *fact = data;

  g_free (fact->place);
  g_free (fact->subject);
  g_free (fact->words);
  g_free (fact);
}

static void
add (GPtrArray *facts, const char *place, const char *subject, const char *words)
{
  Fact *fact = g_new0 (Fact, 1);

  fact->place = g_strdup (place);
  fact->subject = g_strdup (subject);
  fact->words = g_strdup (words != NULL ? words : "");
  g_ptr_array_add (facts, fact);
}

static void
add_item (GPtrArray *facts, const char *place, const OnbGuideItem *item)
{
  const char *subject = item->label != NULL ? item->label : item->value;

  if (subject == NULL)
    return;

  add (facts, place, subject, item->label != NULL ? item->value : NULL);
}

static void
add_step (GPtrArray *facts, const OnbGuideStep *step)
{
  g_autofree char *place = g_strdup_printf (_ ("Step %d"), step->number);

  add (facts, place, _ ("what to do"), step->instruction);
  for (guint i = 0; i < step->items->len; i++)
    add_item (facts, place, g_ptr_array_index (step->items, i));
  for (guint i = 0; i < step->notes->len; i++)
    {
      const OnbGuideNote *note = g_ptr_array_index (step->notes, i);

      add (facts, place, note->label, note->explanation);
    }
}

static void
add_enablement (GPtrArray *facts, const OnbGuideEnablement *enablement)
{
  g_autofree char *minutes = g_strdup_printf ("%u", enablement->minutes);

  add (facts, _ ("Enablement"), _ ("request"), enablement->subject);
  add (facts, _ ("Enablement"), _ ("product"), enablement->product);
  add (facts, _ ("Enablement"), _ ("what is needed"), enablement->need);
  add (facts, _ ("Enablement"), _ ("how long it takes"), enablement->patience);
  add (facts, _ ("Enablement"), _ ("waiting time in minutes"), minutes);
  add (facts, _ ("Enablement"), _ ("when it is needed again"), enablement->again);
  for (guint i = 0; i < enablement->hostings->len; i++)
    {
      const OnbGuideHosting *hosting = g_ptr_array_index (enablement->hostings, i);

      add (facts, _ ("Enablement"), hosting->title, hosting->where);
    }
}

static GPtrArray *
list_facts (OnbGuide *guide)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);
  GPtrArray *screens = onb_guide_get_screens (guide);
  GPtrArray *hosts = onb_guide_get_hosts (guide);
  GPtrArray *products = onb_guide_get_products (guide);
  GPtrArray *scopes = onb_guide_get_scopes (guide);
  GPtrArray *options = onb_guide_get_options (guide);
  const OnbGuideDirectory *directory = onb_guide_get_directory (guide);

  add (facts, _ ("Account for the Console"), _ ("what is needed"),
       onb_guide_get_prerequisite (guide));
  add (facts, _ ("Account for the Console"), _ ("contact"), onb_guide_get_contact (guide));
  if (directory != NULL)
    add (facts, _ ("Clinic directory"), _ ("URL"), directory->address);
  for (guint i = 0; i < hosts->len; i++)
    {
      const OnbGuideHost *host = g_ptr_array_index (hosts, i);

      add (facts, _ ("Network"), host->address, host->purpose);
    }

  if (onb_guide_get_enablement (guide) != NULL)
    add_enablement (facts, onb_guide_get_enablement (guide));

  for (guint i = 0; i < screens->len; i++)
    {
      const OnbGuideScreen *screen = g_ptr_array_index (screens, i);

      for (guint j = 0; j < screen->steps->len; j++)
        add_step (facts, g_ptr_array_index (screen->steps, j));
    }

  for (guint i = 0; i < products->len; i++)
    {
      const OnbGuideProduct *product = g_ptr_array_index (products, i);

      add (facts, _ ("Products"), product->version, product->label);
    }

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbGuideScope *scope = g_ptr_array_index (scopes, i);

      add (facts, _ ("Scopes"), scope->resource, scope->check);
    }

  for (guint i = 0; i < options->len; i++)
    {
      const OnbGuideOption *option = g_ptr_array_index (options, i);

      add (facts, _ ("Options"), option->title, option->explanation);
    }

  return facts;
}

static const Fact *
find (GPtrArray *facts, const Fact *wanted)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const Fact *fact = g_ptr_array_index (facts, i);

      if (g_str_equal (fact->place, wanted->place) && g_str_equal (fact->subject, wanted->subject))
        return fact;
    }

  return NULL;
}

char **
onb_guide_describe_changes (OnbGuide *before, OnbGuide *after)
{
  g_autoptr (GStrvBuilder) changes = g_strv_builder_new ();
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) new = NULL;

  g_return_val_if_fail (ONB_IS_GUIDE (before), NULL);
  g_return_val_if_fail (ONB_IS_GUIDE (after), NULL);

  old = list_facts (before);
  new = list_facts (after);

  for (guint i = 0; i < new->len; i++)
    {
      const Fact *fact = g_ptr_array_index (new, i);
      const Fact *was = find (old, fact);
      g_autofree char *change = NULL;

      if (was == NULL)
        /* Translators: a place in the guide, as “Step 4”, and what is new there. */
        change = onb_bidi_format (_ ("%s: “%s” is new."), fact->place, fact->subject);
      else if (!g_str_equal (was->words, fact->words))
        /* Translators: a place in the guide, as “Step 4”, what has changed there, and what it says now. */
        change = onb_bidi_format (_ ("%s: “%s” has changed: %s"), fact->place, fact->subject,
                                  fact->words);
      else
        continue;

      g_strv_builder_add (changes, change);
    }

  for (guint i = 0; i < old->len; i++)
    {
      const Fact *fact = g_ptr_array_index (old, i);

      if (find (new, fact) == NULL)
        {
          /* Translators: a place in the guide, as “Step 4”, and what no longer is there. */
          g_autofree char *change =
              onb_bidi_format (_ ("%s: “%s” was removed."), fact->place, fact->subject);

          g_strv_builder_add (changes, change);
        }
    }

  return g_strv_builder_end (changes);
}
