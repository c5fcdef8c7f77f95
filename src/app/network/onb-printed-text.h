/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * onb_printed_text_new:
 * @setup: (nullable): the paper and its margins; %NULL for the usual one
 * @title: the document's title
 * @text: what is to be read; lines that are indented by four spaces stay with the one before them
 *
 * Returns: (transfer full): a PDF with as many pages as @text takes
 */
GBytes *onb_printed_text_new (GtkPageSetup *setup, const char *title, const char *text);

G_END_DECLS
