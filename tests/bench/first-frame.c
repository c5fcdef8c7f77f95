/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* To be preloaded into a program with a window: when the first frame is drawn, writes when that was (the
 * monotonic clock, in microseconds) and the most memory that was in use until then (KiB), and ends the
 * program. With UNTIL_LISTED in the environment, it is the first frame with a list that has rows. */

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <gtk/gtk.h>

static gboolean
has_rows (GtkWidget *widget)
{
  GListModel *model = GTK_IS_LIST_VIEW (widget)
                          ? G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (widget)))
                          : NULL;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (model != NULL && g_list_model_get_n_items (model) > 0)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_rows (child))
      return TRUE;

  return FALSE;
}

static void
on_painted (GdkFrameClock *clock, gpointer window)
{
  struct rusage usage;

  if (getenv ("UNTIL_LISTED") != NULL && !has_rows (window))
    return;

  getrusage (RUSAGE_SELF, &usage);
  printf ("%" G_GINT64_FORMAT " %ld\n", g_get_monotonic_time (), usage.ru_maxrss);
  fflush (stdout);
  _exit (0);
}

/* Takes the place of GTK's own, which is called when the window is ready. */
G_MODULE_EXPORT void
gtk_window_present (GtkWindow *window)
{
  void (*present) (GtkWindow *) = (void (*) (GtkWindow *)) dlsym (RTLD_NEXT, "gtk_window_present");

  present (window);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                    G_CALLBACK (on_painted), window);
}
