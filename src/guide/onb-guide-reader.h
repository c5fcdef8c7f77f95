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
  GDate reviewed;
  char *setup_type;
  char *setup_explanation;
  char *prerequisite;
  char *otherwise;
  char *contact;
  OnbGuideDirectory *directory;
  GPtrArray *credentials;
  GPtrArray *products;
  GPtrArray *options;
  GPtrArray *scopes;
  GPtrArray *screens;
  int n_steps;
} OnbGuideFacts;

/**
 * onb_guide_read:
 * @xml: the guide file
 * @name: what to call the file in errors
 *
 * Returns: (transfer full) (nullable): the facts, or %NULL with #ONB_GUIDE_ERROR_INVALID
 */
OnbGuideFacts *onb_guide_read (GBytes *xml, const char *name, GError **error);

/**
 * onb_guide_facts_free:
 * @facts: (transfer full): what onb_guide_read() returned
 */
void onb_guide_facts_free (OnbGuideFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbGuideFacts, onb_guide_facts_free)

G_END_DECLS
