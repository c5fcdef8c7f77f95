/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guide/onb-guide.h"

G_BEGIN_DECLS

#define ONB_TYPE_GUIDE_LIBRARY (onb_guide_library_get_type ())
G_DECLARE_FINAL_TYPE (OnbGuideLibrary, onb_guide_library, ONB, GUIDE_LIBRARY, GObject)

/**
 * OnbGuideLibrary: the guides that there are: those that come with the program, and those that the user
 * has taken, so that a guide can be renewed without a release. Of two with one id the one that was
 * reviewed later counts, and of two of one day the user's. It is a #GListModel of #OnbGuide, in the order
 * of the systems' names.
 *
 * A file that was put into the user's folder by hand is an offer: it counts once it is taken, and nobody
 * who can write there changes unseen what a clinic is told to do.
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

/**
 * onb_guide_library_find_or_default:
 * @id: (nullable): a guide's id, perhaps of one that is not here
 *
 * Returns: (transfer none): that guide, or the default one
 */
OnbGuide *onb_guide_library_find_or_default (OnbGuideLibrary *self, const char *id);

/** onb_guide_library_get_default: Returns: (transfer none): the guide of clinics of which nothing else is
 * known: the first one that came with the program, or what has taken its place */
OnbGuide *onb_guide_library_get_default (OnbGuideLibrary *self);

/** onb_guide_library_get_problems: Returns: (transfer none) (array zero-terminated=1): a sentence for
 * each file in the folder that is no guide: file, line and reason */
const char *const *onb_guide_library_get_problems (OnbGuideLibrary *self);

/** onb_guide_library_get_losses: Returns: (transfer none) (array zero-terminated=1): those of the problems
 * that are of guides which were taken, and are not followed */
const char *const *onb_guide_library_get_losses (OnbGuideLibrary *self);

/** onb_guide_library_is_users: Returns: whether the guide that counts is one that the user has taken */
gboolean onb_guide_library_is_users (OnbGuideLibrary *self, const char *id);

/**
 * onb_guide_library_get_offers:
 *
 * Returns: (transfer none) (element-type OnbGuide): what lies in the user's folder, is not older than the
 *   guide that counts, and is not the same; may be empty, and is another one after a guide was taken
 */
GPtrArray *onb_guide_library_get_offers (OnbGuideLibrary *self);

/**
 * onb_guide_library_accepts:
 * @guide: a guide, as it was opened, dropped, or offered
 *
 * Returns: whether it could be taken; if not, with #ONB_GUIDE_ERROR because it is older than the one that
 *   counts
 */
gboolean onb_guide_library_accepts (OnbGuideLibrary *self, OnbGuide *guide, GError **error);

/**
 * onb_guide_library_take:
 * @guide: a guide, as it was opened, dropped, or offered
 *
 * Keeps a copy of it for the user, and from now on it counts. A guide of the user's that counted until now
 * is put back into the user's folder. It waits for the disk, for some kilobytes.
 *
 * Returns: whether it counts; if not, with #ONB_GUIDE_ERROR because it is older than the one that counts,
 *   or with #G_FILE_ERROR
 */
gboolean onb_guide_library_take (OnbGuideLibrary *self, OnbGuide *guide, GError **error);

/**
 * onb_guide_library_take_back:
 * @id: the id of a guide of the user's
 *
 * Puts that guide back into the user's folder, from where it is offered again: the one that came with the
 * program counts again, and where none did there is no guide of that id.
 *
 * Returns: whether it is gone; if not, with #G_FILE_ERROR
 */
gboolean onb_guide_library_take_back (OnbGuideLibrary *self, const char *id, GError **error);

G_END_DECLS
