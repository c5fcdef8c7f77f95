/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "wire/onb-proxy.h"

G_BEGIN_DECLS

#define ONB_TYPE_LOGIN_DIALOG (onb_login_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbLoginDialog, onb_login_dialog, ONB, LOGIN_DIALOG, AdwAlertDialog)

/**
 * OnbLoginDialog::entered:
 * @login: (type OnbProxyLogin): what the user has entered
 * @keep: (type gboolean): whether it is to be kept in the keyring
 */

/**
 * onb_login_dialog_new:
 * @proxy: a proxy, host and port
 * @wrong: whether it has rejected a login
 *
 * Asks for name and password of a proxy.
 *
 * Returns: (transfer floating): the dialog, to be presented
 */
AdwDialog *onb_login_dialog_new (const char *proxy, gboolean wrong);

G_END_DECLS
