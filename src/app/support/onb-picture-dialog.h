/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_PICTURE_DIALOG (onb_picture_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbPictureDialog, onb_picture_dialog, ONB, PICTURE_DIALOG, AdwDialog)

/**
 * onb_picture_dialog_new:
 * @texture: a picture of the window
 * @name: the name to suggest for its file
 *
 * Returns: (transfer floating): the picture as it is, and a button to save it, to be presented
 */
AdwDialog *onb_picture_dialog_new (GdkTexture *texture, const char *name, const char *caption);

G_END_DECLS
