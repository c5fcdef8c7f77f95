/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include <libsecret/secret.h>

G_BEGIN_DECLS

/**
 * OnbSecretClipboardState: where the secret is.
 * @ONB_SECRET_CLIPBOARD_EMPTY: nothing of it is in the clipboard, as far as this program put it there
 * @ONB_SECRET_CLIPBOARD_HOLDS: it is in the clipboard, and will be taken out of it
 * @ONB_SECRET_CLIPBOARD_WAITS: its time is over, but the desktop lets only the window with the focus
 *   change the clipboard, and this one has it not
 * @ONB_SECRET_CLIPBOARD_CLEARED: it was in the clipboard, and was taken out of it
 */
typedef enum
{
  ONB_SECRET_CLIPBOARD_EMPTY,
  ONB_SECRET_CLIPBOARD_HOLDS,
  ONB_SECRET_CLIPBOARD_WAITS,
  ONB_SECRET_CLIPBOARD_CLEARED,
} OnbSecretClipboardState;

#define ONB_TYPE_SECRET_CLIPBOARD (onb_secret_clipboard_get_type ())
G_DECLARE_FINAL_TYPE (OnbSecretClipboard, onb_secret_clipboard, ONB, SECRET_CLIPBOARD, GObject)

/**
 * OnbSecretClipboard::changed:
 *
 * The state is another one, or the seconds are.
 */

/**
 * onb_secret_clipboard_new:
 * @widget: whose clipboard it is; must outlive this object
 *
 * Returns: (transfer full): what puts a secret into the clipboard for a while. What somebody else put
 *   there meanwhile is never touched.
 */
OnbSecretClipboard *onb_secret_clipboard_new (GtkWidget *widget);

/** onb_secret_clipboard_put: puts the secret into the clipboard; its time begins */
void onb_secret_clipboard_put (OnbSecretClipboard *self, SecretValue *secret);

/** onb_secret_clipboard_clear: takes the secret out of the clipboard, if it is still in it */
void onb_secret_clipboard_clear (OnbSecretClipboard *self);

/** onb_secret_clipboard_get_state: Returns: where the secret is */
OnbSecretClipboardState onb_secret_clipboard_get_state (OnbSecretClipboard *self);

/** onb_secret_clipboard_get_seconds: Returns: how long it stays, while it is in the clipboard */
guint onb_secret_clipboard_get_seconds (OnbSecretClipboard *self);

G_END_DECLS
