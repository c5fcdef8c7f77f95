/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Documents of one file, to be saved, printed and mailed.
 */

/**
 * onb_html_new:
 * @title: its title, which is its first heading too; not yet escaped
 * @style: its style sheet
 *
 * Returns: (transfer full): a document in the language of the program, up to and with its heading
 */
GString *onb_html_new (const char *title, const char *style);

/**
 * onb_html_append:
 * @before: markup
 * @text: what stands between; not yet escaped
 * @after: markup
 */
void onb_html_append (GString *html, const char *before, const char *text, const char *after);

/** onb_html_end: Returns: (transfer full): the whole document; @html goes with it */
char *onb_html_end (GString *html);

G_END_DECLS
