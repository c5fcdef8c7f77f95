/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_KEYRING_BANNER (onb_keyring_banner_get_type ())
G_DECLARE_FINAL_TYPE (OnbKeyringBanner, onb_keyring_banner, ONB, KEYRING_BANNER, AdwBin)

/**
 * OnbKeyringBanner: says that the keyring has not responded yet, and stops the wait, whoever waits and
 * whatever for; for every page, and for a dialog over it.
 */

G_END_DECLS
