/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "clinic/onb-clinic.h"

G_BEGIN_DECLS

#define ONB_TYPE_CLINIC_ROW (onb_clinic_row_get_type ())
G_DECLARE_FINAL_TYPE (OnbClinicRow, onb_clinic_row, ONB, CLINIC_ROW, GtkBox)

/**
 * OnbClinicRow: a clinic in the list of all of them, which it follows: its name, how far it is, and a
 * menu of what can be done to it as a whole. Its property "clinic" is set by the list; "label" says in
 * words what it shows.
 */

G_END_DECLS
