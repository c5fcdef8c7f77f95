/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/** The folder in which clinics are: G_TEST_OPTION_ISOLATE_DIRS gives every test one of its own. */

/** folder_of: Returns: (transfer full): where the clinics are, or those of the practice mode */
char *folder_of (gboolean practice);

/** write_file: puts a file beside those of the clinics, or in the place of one */
void write_file (const char *name, const char *text);

/** has_file: Returns: whether there is a file whose name begins so */
gboolean has_file (const char *prefix);
