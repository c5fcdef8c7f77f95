/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "clinic/onb-clinic-merge.h"

G_BEGIN_DECLS

/** How large a clinic's file may be, in bytes. */
#define ONB_CLINIC_FILE_MAX (4 * 1024 * 1024)

/** The name of a clinic's file is its id and this. */
#define ONB_CLINIC_FILE_SUFFIX ".json"

/**
 * onb_clinic_to_json:
 *
 * Returns: (transfer full): the clinic's file. Holds nothing secret.
 */
JsonNode *onb_clinic_to_json (OnbClinic *self);

/** onb_clinic_to_text: Returns: (transfer full): the clinic's file as it is written */
char *onb_clinic_to_text (OnbClinic *self);

/**
 * onb_clinic_from_json:
 * @node: a clinic's file
 *
 * Returns: (transfer full) (nullable): the clinic, or %NULL with #G_IO_ERROR:
 *   %G_IO_ERROR_NOT_SUPPORTED where a newer version of this program wrote it,
 *   %G_IO_ERROR_INVALID_DATA where it is no clinic's file
 */
OnbClinic *onb_clinic_from_json (JsonNode *node, GError **error);

/**
 * onb_clinic_from_text:
 * @text: a clinic's file
 * @length: its length in bytes
 *
 * Returns: (transfer full) (nullable): the clinic, or %NULL with the errors of onb_json_parse() and
 *   onb_clinic_from_json()
 */
OnbClinic *onb_clinic_from_text (const char *text, gsize length, GError **error);

/**
 * onb_clinic_file_parse:
 * @text: a clinic's file
 * @length: its length in bytes
 *
 * Returns: (transfer full) (nullable): what it says, still to be read with onb_clinic_from_json(), or
 *   %NULL with the errors of onb_json_parse()
 */
JsonNode *onb_clinic_file_parse (const char *text, gsize length, GError **error);

/**
 * onb_clinic_file_read:
 * @path: a clinic's file in the store
 * @trace: (out) (optional): what is to be remembered of it, where there is a clinic
 * @is_damaged: (out): whether the file was read and holds no clinic, of no version
 *
 * Returns: (transfer full) (nullable): the clinic, or %NULL with the errors of onb_user_file_read()
 *   and onb_clinic_from_text(), or %G_IO_ERROR_INVALID_FILENAME where the file's name is not the
 *   clinic's id: a copy would be written over the original
 */
OnbClinic *onb_clinic_file_read (const char *path,
                                 OnbClinicTrace **trace,
                                 gboolean *is_damaged,
                                 GError **error);

/** onb_clinic_file_get_path: Returns: (transfer full): where the clinic's file is in the folder of all */
char *onb_clinic_file_get_path (const char *folder, OnbClinic *clinic);

/**
 * onb_clinic_file_read_news:
 * @path: a clinic's file in the store
 * @trace: (nullable): what was in it when it was last seen
 * @checksum: (inout): of what is in it now, where it can be read; %NULL before
 *
 * Returns: (transfer full) (nullable): what another process has written there since @trace; %NULL where
 *   nobody has, or it is no clinic of this version, or with the errors of onb_user_file_read()
 */
JsonNode *onb_clinic_file_read_news (const char *path,
                                     const OnbClinicTrace *trace,
                                     char **checksum,
                                     GError **error);

/**
 * onb_clinic_duplicate:
 *
 * Returns: (transfer full): a clinic of its own with the same progress; without what belongs to the
 *   credentials (whether any are kept, the hosts that they may go to, what was tested with them)
 */
OnbClinic *onb_clinic_duplicate (OnbClinic *self);

/**
 * onb_clinic_import:
 * @text: a clinic's file, of whomever
 * @length: its length in bytes
 *
 * Who wrote the file decides neither about credentials here nor about where they may go, and says
 * nothing in the program's name.
 *
 * Returns: (transfer full) (nullable): a clinic of its own as of onb_clinic_duplicate(), or %NULL with
 *   the errors of onb_clinic_from_text()
 */
OnbClinic *onb_clinic_import (const char *text, gsize length, GError **error);

G_END_DECLS
