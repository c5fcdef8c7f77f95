/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* print-text: what comes in as text goes out as a PDF of A6 pages, as it is printed. */

#include <stdio.h>

#include "app/network/onb-printed-text.h"

int
main (void)
{
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *paper = gtk_paper_size_new ("iso_a6");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) pages = NULL;
  char chunk[4096];
  size_t length;

  while ((length = fread (chunk, 1, sizeof chunk, stdin)) > 0)
    g_string_append_len (text, chunk, (gssize) length);

  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_paper_size_free (paper);
  pages = onb_printed_text_new (setup, "Title", text->str);
  fwrite (g_bytes_get_data (pages, &length), 1, g_bytes_get_size (pages), stdout);
  return 0;
}
