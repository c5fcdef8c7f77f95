/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/window/onb-session.h"

G_BEGIN_DECLS

#define ONB_TYPE_DIRECTORY_DIALOG (onb_directory_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OnbDirectoryDialog, onb_directory_dialog, ONB, DIRECTORY_DIALOG, AdwDialog)

/**
 * OnbDirectoryDialog::chosen:
 * @entry: the #OnbDirectoryEntry that the user chose; the dialog closes itself
 */

/**
 * onb_directory_dialog_new:
 *
 * A search in the published directory, which the user downloads here, or brings as a file.
 *
 * Returns: (transfer floating): the dialog, to be presented
 */
AdwDialog *onb_directory_dialog_new (OnbSession *session);

G_END_DECLS
