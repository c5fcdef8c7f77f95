/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "guide/onb-guide-library.h"

G_BEGIN_DECLS

/**
 * What every command shares: options, help and version, and an output that is whole or an error.
 * Arguments are taken as the bytes that they are, whatever the locale.
 */

/**
 * OnbCommandLine: what a command is given.
 * @name: "check"
 * @parameters: (nullable): what follows the options, translated
 * @summary: what it does, translated
 * @entries: its options; what is text is a filename to GOption, so that no locale stands in its way
 * @refuse: (nullable): tells of wrong usage where that is not told on standard error; returns the exit status
 */
typedef struct
{
  const char *name;
  const char *parameters;
  const char *summary;
  const GOptionEntry *entries;
  int (*refuse) (const GError *error);
} OnbCommandLine;

/**
 * onb_command_line_keep_open:
 *
 * To be called first: standard streams that are closed are opened in such a way that their use fails,
 * so that no file or connection takes their place.
 */
void onb_command_line_keep_open (void);

/**
 * onb_command_line_parse:
 * @words: (inout) (array zero-terminated=1): the command line from the command's name on; what is left
 *   of it
 * @status: (out): the exit status where there is nothing more to do
 *
 * Reads the options, answers --help and --version, and tells what is wrong usage.
 *
 * Returns: whether the command is to go on
 */
gboolean onb_command_line_parse (const OnbCommandLine *self, char ***words, int *status);

/**
 * onb_command_line_get_text:
 * @word: an argument as it came
 *
 * Returns: (transfer full) (nullable): @word in UTF-8, or %NULL with #G_OPTION_ERROR where it is no text
 */
char *onb_command_line_get_text (const char *word, GError **error);

/**
 * onb_command_line_read_authorities:
 * @name: (nullable): what --ca-file was given: a path or a file's URI; %NULL where it was not
 * @authorities: (out) (nullable) (transfer full): those in it; %NULL where @name is
 *
 * Returns: whether they are read; if not, with %G_OPTION_ERROR_BAD_VALUE
 */
gboolean
onb_command_line_read_authorities (const char *name, GTlsDatabase **authorities, GError **error);

/**
 * onb_command_line_load_guides:
 * @command: "check"
 *
 * Returns: (transfer full): the guides. One that was taken and cannot be read is not followed, which is said.
 */
OnbGuideLibrary *onb_command_line_load_guides (const char *command);

/**
 * onb_command_line_find_guide:
 * @id: a guide's id
 *
 * Returns: (transfer none) (nullable): the guide that counts, or %NULL with #ONB_GUIDE_ERROR
 */
OnbGuide *onb_command_line_find_guide (OnbGuideLibrary *library, const char *id, GError **error);

/**
 * onb_command_line_clean:
 * @words: with something in them that is not ours, such as the name of a file
 *
 * Returns: (transfer full): UTF-8 without anything that a terminal would obey, and that turns the direction
 *   of what follows; what our own sentences isolate is left as it is
 */
char *onb_command_line_clean (const char *words);

/** onb_command_line_complain: says what went wrong, on standard error */
void onb_command_line_complain (const char *command, const GError *error);

/**
 * onb_command_line_remark:
 * @words: a sentence that is no error
 *
 * Says it on standard error, where it is in the way of no output.
 */
void onb_command_line_remark (const char *command, const char *words);

/**
 * onb_command_line_print:
 * @text: for people; what the locale does not have becomes a question mark
 *
 * Returns: whether all of it is written; if not, with #G_FILE_ERROR
 */
gboolean onb_command_line_print (const char *text, GError **error);

/**
 * onb_command_line_print_bytes:
 * @text: for programs: UTF-8, whatever the locale
 *
 * Returns: whether all of it is written; if not, with #G_FILE_ERROR
 */
gboolean onb_command_line_print_bytes (const char *text, GError **error);

/**
 * onb_command_line_print_json:
 * @pretty: over several lines, or in one
 *
 * Returns: whether all of it is written; if not, with #G_FILE_ERROR
 */
gboolean onb_command_line_print_json (JsonNode *node, gboolean pretty, GError **error);

G_END_DECLS
