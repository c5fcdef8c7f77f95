/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/window/onb-session.h"

G_BEGIN_DECLS

/**
 * onb_support_picture_take:
 * @window: the program's window
 * @session: (nullable): the clinic that is in view
 * @clinics: (element-type OnbClinic): all of the user's
 * @page: id of the page that is in view, for the file's name
 * @is_practice: whether there is no real clinic
 *
 * Takes a picture of the page that is in view, with all that support has to know below it, puts it into
 * the clipboard, and shows it.
 */
void onb_support_picture_take (GtkWindow *window,
                               OnbSession *session,
                               GListModel *clinics,
                               const char *page,
                               gboolean is_practice);

G_END_DECLS
