/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ONB_TYPE_APPLICATION (onb_application_get_type ())
G_DECLARE_FINAL_TYPE (OnbApplication, onb_application, ONB, APPLICATION, AdwApplication)

/**
 * onb_application_new:
 * @practice: whether everything runs against the simulated Millennium
 *
 * Returns: (transfer full): the program
 */
OnbApplication *onb_application_new (gboolean practice);

G_END_DECLS
