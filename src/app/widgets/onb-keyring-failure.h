/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * onb_keyring_failure_tell:
 * @widget: in whose window
 * @error: an #ONB_KEYRING_ERROR, or %G_IO_ERROR_CANCELLED: why the keyring did not do what @widget asked it to
 *
 * Tells it in a dialog, since what can be done about it is more than a line. Who gave up knows it already:
 * nothing is told then.
 */
void onb_keyring_failure_tell (GtkWidget *widget, const GError *error);

G_END_DECLS
