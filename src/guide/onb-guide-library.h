/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guide/onb-guide.h"

G_BEGIN_DECLS

#define ONB_TYPE_GUIDE_LIBRARY (onb_guide_library_get_type ())
G_DECLARE_FINAL_TYPE (OnbGuideLibrary, onb_guide_library, ONB, GUIDE_LIBRARY, GObject)

/**
 * OnbGuideLibrary: the guides that there are: those that come with the program, and those that the user
 * has put into a folder, so that a guide can be renewed without a release. Of two with one id the one
 * that was reviewed later counts, and of two of one day the user's. It is a #GListModel of #OnbGuide,
 * in the order of the systems' names.
 */

/**
 * onb_guide_library_new:
 * @folder: (nullable) (type filename): where the user's guides are; %NULL for the user's data folder
 *
 * Reads the guides. A file that is no guide takes nothing away: it is named by
 * onb_guide_library_get_problems().
 */
OnbGuideLibrary *onb_guide_library_new (const char *folder);

/**
 * onb_guide_library_find:
 * @id: a guide's id
 *
 * Returns: (transfer none) (nullable): the guide that counts
 */
OnbGuide *onb_guide_library_find (OnbGuideLibrary *self, const char *id);

/** onb_guide_library_get_problems: Returns: (transfer none) (array zero-terminated=1): a sentence for
 * each file in the folder that is no guide: file, line and reason */
const char *const *onb_guide_library_get_problems (OnbGuideLibrary *self);

/** onb_guide_library_is_users: Returns: whether the guide that counts is the user's file */
gboolean onb_guide_library_is_users (OnbGuideLibrary *self, const char *id);

/**
 * onb_guide_library_take:
 * @xml: a guide file, as it was opened or dropped
 * @name: what to call it in errors
 *
 * Puts a guide into the user's folder, from where it counts. It waits for the disk, for some
 * kilobytes.
 *
 * Returns: whether it is there; if not, with #ONB_GUIDE_ERROR because it is no guide, or is older than
 *   the one that counts, or with #G_FILE_ERROR
 */
gboolean
onb_guide_library_take (OnbGuideLibrary *self, GBytes *xml, const char *name, GError **error);

/**
 * onb_guide_library_take_back:
 * @id: a guide's id
 *
 * Removes the user's file of that guide: the one that came with the program counts again.
 *
 * Returns: whether it is gone; if not, with #G_FILE_ERROR
 */
gboolean onb_guide_library_take_back (OnbGuideLibrary *self, const char *id, GError **error);

G_END_DECLS
