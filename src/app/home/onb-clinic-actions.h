/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "clinic/onb-clinic-store.h"

G_BEGIN_DECLS

/** What can be done to a clinic as a whole. */
#define ONB_CLINIC_ACTION_RENAME "clinic.rename"
#define ONB_CLINIC_ACTION_DUPLICATE "clinic.duplicate"
#define ONB_CLINIC_ACTION_EXPORT "clinic.export"
#define ONB_CLINIC_ACTION_REMOVE "clinic.remove"
#define ONB_CLINIC_ACTION_IMPORT "clinic.import"

/**
 * onb_clinic_actions_run:
 * @store: the clinics
 * @owner: a widget in the window where questions and toasts appear
 * @name: one of the above
 * @id: (nullable): id of the clinic that it is done to; %NULL for an import
 *
 * Begins what the user asked for; what it still needs to know, it asks.
 */
void
onb_clinic_actions_run (OnbClinicStore *store, GtkWidget *owner, const char *name, const char *id);

G_END_DECLS
