/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/window/onb-session.h"

G_BEGIN_DECLS

#define ONB_TYPE_SUPPORT_DIALOG (onb_support_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbSupportDialog, onb_support_dialog, ONB, SUPPORT_DIALOG, AdwWindow)

/**
 * onb_support_dialog_new:
 * @parent: the window to be modal for
 *
 * Shows the support report about the session's clinic, and saves it where the user wants.
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *onb_support_dialog_new (OnbSession *session, GtkWindow *parent);

G_END_DECLS
