/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "guide/onb-guide.h"

G_BEGIN_DECLS

#define ONB_TYPE_CONSOLE_PICTURE (onb_console_picture_get_type ())
G_DECLARE_FINAL_TYPE (OnbConsolePicture, onb_console_picture, ONB, CONSOLE_PICTURE, GtkWidget)

/**
 * onb_console_picture_new:
 * @screen: the console screen that the picture shows; must live as long as the widget
 *
 * Returns: (transfer floating): a real picture of a console screen, as wide as there is room, with
 *   the steps' places marked where the guide gives them
 */
GtkWidget *onb_console_picture_new (const OnbGuideScreen *screen, GdkTexture *texture);

/**
 * onb_console_picture_set_scale:
 * @scale: how large, in parts of the picture's own size; 0, as at first, for as wide as there is room
 */
void onb_console_picture_set_scale (OnbConsolePicture *self, double scale);

G_END_DECLS
