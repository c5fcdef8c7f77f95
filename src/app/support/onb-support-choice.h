/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "clinic/onb-aliases.h"

G_BEGIN_DECLS

/*
 * One choice for all that goes to support: with names, or with aliases.
 */

/** onb_support_choice_get: Returns: whether aliases are to stand in place of names */
gboolean onb_support_choice_get (void);

/** onb_support_choice_set: remembers the choice */
void onb_support_choice_set (gboolean aliases);

/**
 * onb_support_choice_use:
 * @clinic: (nullable): what support is to hear about
 * @clinics: (element-type OnbClinic): all that may be in view
 *
 * Returns: (transfer full): aliases for all that tells which clinic it is; that list is being saved
 */
OnbAliases *onb_support_choice_use (OnbClinic *clinic, GListModel *clinics);

/** onb_support_choice_save: saves a list of aliases, and tells where that fails */
void onb_support_choice_save (OnbAliases *aliases);

G_END_DECLS
