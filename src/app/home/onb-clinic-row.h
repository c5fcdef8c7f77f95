/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/home/onb-clinic-summary.h"

G_BEGIN_DECLS

#define ONB_TYPE_CLINIC_ROW (onb_clinic_row_get_type ())
G_DECLARE_FINAL_TYPE (OnbClinicRow, onb_clinic_row, ONB, CLINIC_ROW, GtkBox)

/**
 * OnbClinicRow: a clinic in the list of all of them: its name, how it stands, how far it is, what goes
 * on with it, and a menu of what can be done to it as a whole. Its property "summary" is set by the
 * list; "label" says in words what it shows.
 */

G_END_DECLS
