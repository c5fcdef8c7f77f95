/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * OnbGroup: a group of rows whose title is never cut: where it has no room in one line, it has several.
 */
#define ONB_TYPE_GROUP (onb_group_get_type ())
G_DECLARE_DERIVABLE_TYPE (OnbGroup, onb_group, ONB, GROUP, AdwPreferencesGroup)

struct _OnbGroupClass
{
  AdwPreferencesGroupClass parent_class;
};

/** onb_group_new: Returns: (transfer floating): a group without rows */
GtkWidget *onb_group_new (void);

G_END_DECLS
