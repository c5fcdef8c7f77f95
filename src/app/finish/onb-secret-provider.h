/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>
#include <libsecret/secret.h>

G_BEGIN_DECLS

#define ONB_TYPE_SECRET_PROVIDER (onb_secret_provider_get_type ())
G_DECLARE_FINAL_TYPE (
    OnbSecretProvider, onb_secret_provider, ONB, SECRET_PROVIDER, GdkContentProvider)

/**
 * onb_secret_provider_new:
 *
 * Returns: (transfer full): @secret for a clipboard: as text, out of memory that is wiped, and with the
 *   mark by which managers of clipboards know that it is not to be kept
 */
GdkContentProvider *onb_secret_provider_new (SecretValue *secret);

G_END_DECLS
