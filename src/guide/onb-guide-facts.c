/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "guide/onb-sketch.h"

#include "guide/onb-guide-facts.h"

static void
item_free (OnbGuideItem *item)
{
  g_free (item->label);
  g_free (item->value);
  g_free (item->explanation);
  g_free (item);
}

static void
note_free (OnbGuideNote *note)
{
  g_free (note->label);
  g_free (note->explanation);
  g_free (note);
}

static void
step_free (OnbGuideStep *step)
{
  g_free (step->instruction);
  g_ptr_array_unref (step->notes);
  g_ptr_array_unref (step->items);
  g_free (step);
}

static void
screen_free (OnbGuideScreen *screen)
{
  g_free (screen->id);
  g_free (screen->title);
  g_free (screen->picture);
  g_array_unref (screen->marks);
  g_ptr_array_unref (screen->steps);
  g_free (screen->trail);
  g_clear_pointer (&screen->sketch, onb_sketch_free);
  g_free (screen);
}

static void
scope_free (OnbGuideScope *scope)
{
  g_free (scope->resource);
  g_free (scope->check);
  g_free (scope->option);
  g_free (scope);
}

static void
option_free (OnbGuideOption *option)
{
  g_free (option->id);
  g_free (option->title);
  g_free (option->explanation);
  g_free (option);
}

static void
product_free (OnbGuideProduct *product)
{
  g_free (product->version);
  g_free (product->label);
  g_free (product);
}

void
onb_guide_directory_free (OnbGuideDirectory *directory)
{
  g_free (directory->address);
  g_free (directory);
}

static void
host_free (OnbGuideHost *host)
{
  g_free (host->address);
  g_free (host->purpose);
  g_free (host);
}

static void
hosting_free (OnbGuideHosting *hosting)
{
  g_free (hosting->id);
  g_free (hosting->title);
  g_free (hosting->where);
  g_free (hosting);
}

static void
enablement_free (OnbGuideEnablement *enablement)
{
  g_free (enablement->subject);
  g_free (enablement->product);
  g_free (enablement->identifier);
  g_free (enablement->need);
  g_free (enablement->patience);
  g_free (enablement->again);
  g_ptr_array_unref (enablement->hostings);
  g_free (enablement);
}

static void
credential_free (OnbGuideCredential *credential)
{
  g_free (credential->id);
  g_free (credential->label);
  g_free (credential);
}

void
onb_guide_facts_free (OnbGuideFacts *facts)
{
  g_return_if_fail (facts != NULL);

  g_free (facts->id);
  g_free (facts->system);
  g_free (facts->console);
  g_free (facts->maker);
  g_free (facts->setup_type);
  g_free (facts->setup_explanation);
  g_free (facts->prerequisite);
  g_ptr_array_unref (facts->notes);
  g_free (facts->otherwise);
  g_free (facts->contact);
  g_clear_pointer (&facts->directory, onb_guide_directory_free);
  g_ptr_array_unref (facts->hosts);
  g_clear_pointer (&facts->enablement, enablement_free);
  g_ptr_array_unref (facts->credentials);
  g_ptr_array_unref (facts->products);
  g_ptr_array_unref (facts->options);
  g_ptr_array_unref (facts->scopes);
  g_ptr_array_unref (facts->screens);
  g_free (facts);
}

OnbGuideFacts *
onb_guide_facts_new (void)
{
  OnbGuideFacts *facts = g_new0 (OnbGuideFacts, 1);

  facts->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  facts->hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) host_free);
  facts->credentials = g_ptr_array_new_with_free_func ((GDestroyNotify) credential_free);
  facts->products = g_ptr_array_new_with_free_func ((GDestroyNotify) product_free);
  facts->options = g_ptr_array_new_with_free_func ((GDestroyNotify) option_free);
  facts->scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) scope_free);
  facts->screens = g_ptr_array_new_with_free_func ((GDestroyNotify) screen_free);

  return facts;
}

OnbGuideEnablement *
onb_guide_facts_add_enablement (OnbGuideFacts *facts)
{
  g_return_val_if_fail (facts != NULL, NULL);

  g_clear_pointer (&facts->enablement, enablement_free);
  facts->enablement = g_new0 (OnbGuideEnablement, 1);
  facts->enablement->hostings = g_ptr_array_new_with_free_func ((GDestroyNotify) hosting_free);
  return facts->enablement;
}

OnbGuideHosting *
onb_guide_facts_add_hosting (OnbGuideEnablement *enablement, const char *id)
{
  OnbGuideHosting *hosting;

  g_return_val_if_fail (enablement != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  hosting = g_new0 (OnbGuideHosting, 1);
  hosting->id = g_strdup (id);
  g_ptr_array_add (enablement->hostings, hosting);
  return hosting;
}

OnbGuideScreen *
onb_guide_facts_add_screen (OnbGuideFacts *facts, const char *id)
{
  OnbGuideScreen *screen;

  g_return_val_if_fail (facts != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  screen = g_new0 (OnbGuideScreen, 1);
  screen->id = g_strdup (id);
  screen->marks = g_array_new (FALSE, FALSE, sizeof (OnbGuideMark));
  screen->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  g_ptr_array_add (facts->screens, screen);
  return screen;
}

OnbGuideStep *
onb_guide_facts_add_step (OnbGuideFacts *facts, OnbGuideScreen *screen, int number)
{
  OnbGuideStep *step;

  g_return_val_if_fail (facts != NULL, NULL);
  g_return_val_if_fail (screen != NULL, NULL);

  step = g_new0 (OnbGuideStep, 1);
  step->number = number;
  step->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  step->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  g_ptr_array_add (screen->steps, step);
  facts->n_steps = number;
  return step;
}

OnbGuideNote *
onb_guide_facts_add_note (GPtrArray *notes, const char *label)
{
  OnbGuideNote *note;

  g_return_val_if_fail (notes != NULL, NULL);
  g_return_val_if_fail (label != NULL, NULL);

  note = g_new0 (OnbGuideNote, 1);
  note->label = g_strdup (label);
  g_ptr_array_add (notes, note);
  return note;
}
