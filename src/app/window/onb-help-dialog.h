/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_HELP_DIALOG (onb_help_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbHelpDialog, onb_help_dialog, ONB, HELP_DIALOG, AdwDialog)

/** onb_help_dialog_new: Returns: (transfer floating): the manual, to be presented */
AdwDialog *onb_help_dialog_new (void);

G_END_DECLS
