/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "clinic/onb-aliases.h"

G_BEGIN_DECLS

/**
 * onb_photograph_mark:
 * @widget: a widget that shows what nobody else is to see
 *
 * What @widget shows is in no picture that this program takes: a label's text is replaced, a field
 * draws dots, and anything else is not drawn at all.
 */
void onb_photograph_mark (GtkWidget *widget);

/**
 * onb_photograph_take_async:
 * @window: the window
 * @masked: what is to be masked wherever it stands in a text, a tenant for instance; whatever has a
 *   UUID's form is masked in any case
 * @aliases: (nullable): what stands in place of names
 * @caption: what to write below the picture
 *
 * Takes a picture of the window that is safe to send to somebody: what is masked was never drawn. The
 * page in it is there in full, whatever of it is in view, and neither a toast nor a dialog that is closing.
 */
void onb_photograph_take_async (GtkWindow *window,
                                const char *const *masked,
                                OnbAliases *aliases,
                                const char *caption,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/** onb_photograph_take_finish: Returns: (transfer full) (nullable): the picture, or %NULL with an error */
GdkTexture *onb_photograph_take_finish (GAsyncResult *result, GError **error);

G_END_DECLS
