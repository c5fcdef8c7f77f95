/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "check/onb-preflight-result.h"
#include "clinic/onb-standing.h"

G_BEGIN_DECLS

/**
 * OnbLook: how something that was found looks, wherever it is shown. Its words are those of the result.
 */
typedef struct
{
  const char *icon;
  const char *css_class;
} OnbLook;

/** onb_look_of_verdict: Returns: how a verdict looks */
const OnbLook *onb_look_of_verdict (OnbVerdict verdict);

/** onb_look_of_standing: Returns: how a clinic looks as it stands now */
const OnbLook *onb_look_of_standing (OnbStanding standing);

/** onb_look_of_severity: Returns: how a finding of that severity looks */
const OnbLook *onb_look_of_severity (OnbSeverity severity);

/** onb_look_of_cell: Returns: how a scope of that state looks */
const OnbLook *onb_look_of_cell (OnbCellState state);

/** onb_look_of_version: Returns: how a FHIR version of that state looks */
const OnbLook *onb_look_of_version (OnbVersionState state);

/** onb_look_of_preflight_verdict: Returns: how what a look at the network came to looks */
const OnbLook *onb_look_of_preflight_verdict (OnbPreflightVerdict verdict);

/** onb_look_of_preflight: Returns: how one thing looks that was looked at */
const OnbLook *onb_look_of_preflight (OnbPreflightState state);

/** onb_look_of_done: Returns: how a thing to do looks, done or not */
const OnbLook *onb_look_of_done (gboolean done);

/** onb_look_of_fine, onb_look_of_warning, onb_look_of_error: Returns: how a judgement looks that no
 * test has made */
const OnbLook *onb_look_of_fine (void);
const OnbLook *onb_look_of_warning (void);
const OnbLook *onb_look_of_error (void);

/** onb_look_of_busy: Returns: how something looks that is still at work */
const OnbLook *onb_look_of_busy (void);

/**
 * onb_look_apply:
 * @self: the look
 * @image: what gets the icon, and the colour in place of that of any look before
 */
void onb_look_apply (const OnbLook *self, GtkImage *image);

G_END_DECLS
