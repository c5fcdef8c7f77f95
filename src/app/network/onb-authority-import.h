/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "clinic/onb-authority-store.h"

G_BEGIN_DECLS

/**
 * onb_authority_import:
 * @owner: a widget in the window to be modal for
 * @store: where to keep what was accepted, which tells of it
 *
 * Lets the user choose a file, shows the certificate authorities in it, and trusts them once that is
 * accepted. What went wrong is told in a toast.
 */
void onb_authority_import (GtkWidget *owner, OnbAuthorityStore *store);

/**
 * onb_authority_describe:
 *
 * Returns: (transfer full): who signed it, its dates, and its fingerprint, a line each, translated
 */
char *onb_authority_describe (OnbAuthority *authority);

G_END_DECLS
