/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "guide/onb-guide.h"

G_BEGIN_DECLS

#define ONB_TYPE_ZOOM_DIALOG (onb_zoom_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbZoomDialog, onb_zoom_dialog, ONB, ZOOM_DIALOG, AdwDialog)

/**
 * onb_zoom_dialog_new:
 * @screen: the console screen that the picture shows; must live as long as the dialog
 *
 * Returns: (transfer floating): a real picture of a console screen, to be looked at closely; to be
 *   presented
 */
AdwDialog *onb_zoom_dialog_new (const OnbGuideScreen *screen, GdkTexture *texture);

G_END_DECLS
