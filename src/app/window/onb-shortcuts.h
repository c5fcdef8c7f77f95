/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_SHORTCUTS_DIALOG (onb_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbShortcutsDialog, onb_shortcuts_dialog, ONB, SHORTCUTS_DIALOG, AdwDialog)

/** onb_shortcuts_install: from now on the keys do what they are for */
void onb_shortcuts_install (GtkApplication *application);

/**
 * onb_shortcuts_install_in_dialog:
 * @dialog: one that shows what support may have to see
 *
 * The window's own keys rest while it is open: from now on those for support do what they are for in it.
 */
void onb_shortcuts_install_in_dialog (AdwDialog *dialog);

/** onb_shortcuts_dialog_new: Returns: (transfer floating): what the keys do, to be presented */
AdwDialog *onb_shortcuts_dialog_new (void);

G_END_DECLS
