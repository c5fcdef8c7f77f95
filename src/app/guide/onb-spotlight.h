/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ONB_TYPE_SPOTLIGHT (onb_spotlight_get_type ())
G_DECLARE_FINAL_TYPE (OnbSpotlight, onb_spotlight, ONB, SPOTLIGHT, GObject)

/**
 * OnbSpotlight: has the row in hand light up its place in the sketch, and the other way round.
 */

/** onb_spotlight_new: Returns: (transfer full): a spotlight on nothing */
OnbSpotlight *onb_spotlight_new (void);

/**
 * onb_spotlight_add:
 * @widget: what belongs to the place
 * @place: the place's name, as of onb_place_of_item(); a step's number alone is all of its places
 * @follow: whether @widget is scrolled into view when another one of its place is pointed at
 *
 * While the pointer or the focus is on @widget, all that belongs to @place has the style class "lit".
 */
void onb_spotlight_add (OnbSpotlight *self, GtkWidget *widget, const char *place, gboolean follow);

G_END_DECLS
