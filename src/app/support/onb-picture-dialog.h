/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_PICTURE_DIALOG (onb_picture_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbPictureDialog, onb_picture_dialog, ONB, PICTURE_DIALOG, AdwWindow)

/**
 * onb_picture_dialog_new:
 * @parent: the window to be modal for
 * @texture: the picture
 * @name: the name to suggest for its file
 *
 * Shows a picture that has been taken, before it is saved.
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *onb_picture_dialog_new (GtkWindow *parent, GdkTexture *texture, const char *name);

G_END_DECLS
