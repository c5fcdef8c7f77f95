/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guide/onb-guide.h"

G_BEGIN_DECLS

/**
 * OnbGuideFacts: all that a guide file says; owned by #OnbGuide.
 */
typedef struct
{
  char *id;
  char *system;
  char *console;
  char *maker;
  gboolean sandbox;
  GDate reviewed;
  char *setup_type;
  char *setup_explanation;
  char *prerequisite;
  GPtrArray *notes;
  char *otherwise;
  char *contact;
  OnbGuideDirectory *directory;
  GPtrArray *hosts;
  OnbGuideEnablement *enablement;
  GPtrArray *credentials;
  GPtrArray *products;
  GPtrArray *options;
  GPtrArray *scopes;
  GPtrArray *screens;
  int n_steps;
} OnbGuideFacts;

/** onb_guide_facts_new: Returns: (transfer full): facts with nothing in them */
OnbGuideFacts *onb_guide_facts_new (void);

/** onb_guide_facts_add_step: Returns: (transfer none): a new step of that number on the screen */
OnbGuideStep *onb_guide_facts_add_step (OnbGuideFacts *facts, OnbGuideScreen *screen, int number);

/** onb_guide_facts_add_screen: Returns: (transfer none): a new screen with that id */
OnbGuideScreen *onb_guide_facts_add_screen (OnbGuideFacts *facts, const char *id);

/**
 * onb_guide_facts_add_note:
 * @notes: those of the facts, or of a step
 * @label: the console's own words
 *
 * Returns: (transfer none): a new note without an explanation
 */
OnbGuideNote *onb_guide_facts_add_note (GPtrArray *notes, const char *label);

/** onb_guide_facts_add_enablement: Returns: (transfer none): the enablement, in which nothing stands yet */
OnbGuideEnablement *onb_guide_facts_add_enablement (OnbGuideFacts *facts);

/** onb_guide_facts_add_hosting: Returns: (transfer none): a new way to host, without words */
OnbGuideHosting *onb_guide_facts_add_hosting (OnbGuideEnablement *enablement, const char *id);

/**
 * onb_guide_directory_free:
 * @directory: (transfer full): what #OnbGuideFacts holds
 */
void onb_guide_directory_free (OnbGuideDirectory *directory);

/**
 * onb_guide_facts_free:
 * @facts: (transfer full): the facts
 */
void onb_guide_facts_free (OnbGuideFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbGuideFacts, onb_guide_facts_free)

G_END_DECLS
