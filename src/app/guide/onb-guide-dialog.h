/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "guide/onb-guide-library.h"

G_BEGIN_DECLS

#define ONB_TYPE_GUIDE_DIALOG (onb_guide_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbGuideDialog, onb_guide_dialog, ONB, GUIDE_DIALOG, AdwDialog)

/**
 * onb_guide_dialog_new:
 * @library: the guides that there are
 * @guide: one that the library accepts
 *
 * Shows what a guide would change, before it is taken; nothing but its button takes it.
 *
 * Returns: (transfer floating): the dialog, to be presented
 */
AdwDialog *onb_guide_dialog_new (OnbGuideLibrary *library, OnbGuide *guide);

/**
 * onb_guide_dialog_new_error:
 * @reason: what is wrong with a guide file
 *
 * Returns: (transfer floating): a dialog that says so, that nothing was changed, and what to do, to be
 *   presented
 */
AdwDialog *onb_guide_dialog_new_error (const char *reason);

G_END_DECLS
