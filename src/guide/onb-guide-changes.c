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

static const char *
describe_choice (OnbGuideChoice choice)
{
  switch (choice)
    {
    case ONB_GUIDE_CHOICE_SUGGESTED:
      /* Translators: how binding what is to be entered into a field is. */
      return _ ("suggested value");
    case ONB_GUIDE_CHOICE_FREE:
      /* Translators: how binding what is to be entered into a field is. */
      return _ ("any value");
    case ONB_GUIDE_CHOICE_EXACT:
    default:
      /* Translators: how binding what is to be entered into a field is. */
      return _ ("exactly this value");
    }
}

/* What is to be entered, how binding that is, and why: each is compared with its own like. */
static void
add_item (GPtrArray *facts, const char *place, const OnbGuideItem *item)
{
  const char *subject = item->label != NULL ? item->label : item->value;

  if (subject == NULL)
    {
      /* Only the list of scopes has no name of its own. */
      add (facts, place, _ ("scopes"), item->explanation);
      return;
    }

  add (facts, place, subject, item->label != NULL ? item->value : NULL);
  add (facts, place, subject,
       item->kind == ONB_GUIDE_FIELD ? describe_choice (item->choice) : NULL);
  add (facts, place, subject, item->explanation);
}

static void
add_notes (GPtrArray *facts, const char *place, GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const OnbGuideNote *note = g_ptr_array_index (notes, i);

      add (facts, place, note->label, note->explanation);
    }
}

static void
add_step (GPtrArray *facts, const OnbGuideStep *step)
{
  g_autofree char *place = g_strdup_printf (_ ("Step %d"), step->number);

  add (facts, place, _ ("what to do"), step->instruction);
  for (guint i = 0; i < step->items->len; i++)
    add_item (facts, place, g_ptr_array_index (step->items, i));
  add_notes (facts, place, step->notes);
}

static void
add_enablement (GPtrArray *facts, const OnbGuideEnablement *enablement)
{
  g_autofree char *minutes = g_strdup_printf ("%u", enablement->minutes);

  add (facts, _ ("Enablement"), _ ("request"), enablement->subject);
  add (facts, _ ("Enablement"), _ ("product"), enablement->product);
  add (facts, _ ("Enablement"), _ ("ID that is asked for"), enablement->identifier);
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

static void
add_names (GPtrArray *facts, OnbGuide *guide)
{
  GPtrArray *credentials = onb_guide_get_credentials (guide);

  add (facts, _ ("This Guide"), _ ("EHR"), onb_guide_get_system (guide));
  add (facts, _ ("This Guide"), _ ("console"), onb_guide_get_console (guide));
  add (facts, _ ("This Guide"), _ ("maker"), onb_guide_get_maker (guide));
  add (facts, _ ("This Guide"), _ ("sandbox"),
       onb_guide_has_sandbox (guide) ? C_ ("an option is wanted", "yes")
                                     : C_ ("an option is wanted", "no"));
  add (facts, _ ("This Guide"), _ ("kind of setup"), onb_guide_get_setup_type (guide));
  add (facts, _ ("This Guide"), _ ("explanation"), onb_guide_get_setup_explanation (guide));
  for (guint i = 0; i < credentials->len; i++)
    {
      const OnbGuideCredential *credential = g_ptr_array_index (credentials, i);

      add (facts, _ ("Credentials"), credential->label, NULL);
    }
}

static void
add_account (GPtrArray *facts, OnbGuide *guide)
{
  const char *place = _ ("Account for the Console");

  add (facts, place, _ ("what is needed"), onb_guide_get_prerequisite (guide));
  add (facts, place, _ ("what to do without one"), onb_guide_get_otherwise (guide));
  add (facts, place, _ ("contact"), onb_guide_get_contact (guide));
  add_notes (facts, place, onb_guide_get_notes (guide));
}

static void
add_addresses (GPtrArray *facts, OnbGuide *guide)
{
  const OnbGuideDirectory *directory = onb_guide_get_directory (guide);
  GPtrArray *hosts = onb_guide_get_hosts (guide);

  if (directory != NULL)
    {
      g_autofree char *size = g_strdup_printf ("%g", directory->megabytes);

      add (facts, _ ("Clinic directory"), _ ("URL"), directory->address);
      add (facts, _ ("Clinic directory"), _ ("size in MB"), size);
    }
  for (guint i = 0; i < hosts->len; i++)
    {
      const OnbGuideHost *host = g_ptr_array_index (hosts, i);

      add (facts, _ ("Network"), host->address, host->purpose);
    }
}

static void
add_screen (GPtrArray *facts, const OnbGuideScreen *screen)
{
  add (facts, _ ("Pages"), screen->title, NULL);
  for (guint i = 0; i < screen->steps->len; i++)
    add_step (facts, g_ptr_array_index (screen->steps, i));
}

static const char *
find_option (OnbGuide *guide, const char *id)
{
  GPtrArray *options = onb_guide_get_options (guide);

  for (guint i = 0; id != NULL && i < options->len; i++)
    {
      const OnbGuideOption *option = g_ptr_array_index (options, i);

      if (g_str_equal (option->id, id))
        return option->title;
    }

  return NULL;
}

static void
add_access (GPtrArray *facts, OnbGuide *guide, const OnbGuideScope *scope, const char *access)
{
  const char *option = find_option (guide, scope->option);
  g_autofree char *name = g_strdup_printf ("%s.%s", scope->resource, access);

  add (facts, _ ("Scopes"), name, scope->check);
  add (facts, _ ("Scopes"), name, option);
}

/* What Leyr may do is what the clinic grants: reading is one thing, writing another. */
static void
add_scopes (GPtrArray *facts, OnbGuide *guide)
{
  GPtrArray *scopes = onb_guide_get_scopes (guide);

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbGuideScope *scope = g_ptr_array_index (scopes, i);

      if (scope->read)
        add_access (facts, guide, scope, "read");
      if (scope->write)
        add_access (facts, guide, scope, "write");
    }
}

static GPtrArray *
list_facts (OnbGuide *guide)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);
  GPtrArray *screens = onb_guide_get_screens (guide);
  GPtrArray *products = onb_guide_get_products (guide);
  GPtrArray *options = onb_guide_get_options (guide);

  add_names (facts, guide);
  add_account (facts, guide);
  add_addresses (facts, guide);
  if (onb_guide_get_enablement (guide) != NULL)
    add_enablement (facts, onb_guide_get_enablement (guide));
  for (guint i = 0; i < screens->len; i++)
    add_screen (facts, g_ptr_array_index (screens, i));

  for (guint i = 0; i < products->len; i++)
    {
      const OnbGuideProduct *product = g_ptr_array_index (products, i);

      add (facts, _ ("Products"), product->version, product->label);
      add (facts, _ ("Products"), product->version,
           product->retired ? _ ("no longer supported") : NULL);
    }

  add_scopes (facts, guide);
  for (guint i = 0; i < options->len; i++)
    {
      const OnbGuideOption *option = g_ptr_array_index (options, i);

      add (facts, _ ("Options"), option->title, option->explanation);
    }

  return facts;
}

static gboolean
is_of_same (const Fact *fact, const Fact *other)
{
  return g_str_equal (fact->place, other->place) && g_str_equal (fact->subject, other->subject);
}

/* Of the same place and subject, the first with the first, the second with the second. */
static const Fact *
find (GPtrArray *facts, GPtrArray *others, guint index)
{
  const Fact *wanted = g_ptr_array_index (others, index);
  guint before = 0;

  for (guint i = 0; i < index; i++)
    before += is_of_same (g_ptr_array_index (others, i), wanted);
  for (guint i = 0; i < facts->len; i++)
    {
      const Fact *fact = g_ptr_array_index (facts, i);

      if (is_of_same (fact, wanted) && before-- == 0)
        return fact;
    }

  return NULL;
}

static char *
describe (const Fact *was, const Fact *is)
{
  if (was == NULL)
    /* Translators: a place in the guide, as “Step 4”, and what is new there. */
    return onb_bidi_format (_ ("%s: “%s” is new."), is->place, is->subject);
  if (is == NULL)
    /* Translators: a place in the guide, as “Step 4”, and what no longer is there. */
    return onb_bidi_format (_ ("%s: “%s” was removed."), was->place, was->subject);
  if (g_str_equal (was->words, is->words))
    return NULL;
  if (is->words[0] == '\0')
    /* Translators: a place in the guide, as “Step 4”, what has changed there, and what it said before. */
    return onb_bidi_format (_ ("%s: “%s” has changed. No longer: %s"), is->place, is->subject,
                            was->words);

  /* Translators: a place in the guide, as “Step 4”, what has changed there, and what it says now. */
  return onb_bidi_format (_ ("%s: “%s” has changed: %s"), is->place, is->subject, is->words);
}

/* What is new altogether is told once, not for each that is said of it. */
static void
take_change (GPtrArray *changes, char *change)
{
  if (change == NULL || g_ptr_array_find_with_equal_func (changes, change, g_str_equal, NULL))
    g_free (change);
  else
    g_ptr_array_add (changes, change);
}

char **
onb_guide_describe_changes (OnbGuide *before, OnbGuide *after)
{
  GPtrArray *changes = NULL;
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) new = NULL;

  g_return_val_if_fail (ONB_IS_GUIDE (before), NULL);
  g_return_val_if_fail (ONB_IS_GUIDE (after), NULL);

  old = list_facts (before);
  new = list_facts (after);
  changes = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  for (guint i = 0; i < new->len; i++)
    take_change (changes, describe (find (old, new, i), g_ptr_array_index (new, i)));
  for (guint i = 0; i < old->len; i++)
    if (find (new, old, i) == NULL)
      take_change (changes, describe (g_ptr_array_index (old, i), NULL));

  return (char **) g_ptr_array_free (changes, FALSE);
}
