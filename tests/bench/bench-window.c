/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The least that a libadwaita program can be: an application and its window, of the size of ours. With
 * --page, the least that shows what our first page shows: a text, three buttons, and two in the header. */

#include <adwaita.h>

static GtkWidget *
header_new (gboolean has_page)
{
  GtkWidget *header = adw_header_bar_new ();

  if (has_page)
    {
      GtkWidget *menu = gtk_menu_button_new ();

      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "open-menu-symbolic");
      adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                                 gtk_button_new_from_icon_name ("list-add-symbolic"));
      adw_header_bar_pack_end (ADW_HEADER_BAR (header), menu);
    }

  return header;
}

static GtkWidget *
page_new (void)
{
  static const char *const labels[] = { "Get Started", "Try Demo Mode", "Check Network" };
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (labels[i]);

      gtk_widget_add_css_class (button, "pill");
      gtk_box_append (GTK_BOX (buttons), button);
    }

  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "network-transmit-receive-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), "Connect a Clinic to Leyr");
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      "Fourteen steps through Oracle’s Code Console, the credentials into the "
      "system’s keyring, and a test that shows that it works.");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), buttons);
  gtk_widget_set_vexpand (page, TRUE);

  return page;
}

static void
on_activate (GtkApplication *application, gpointer data)
{
  const gboolean *has_page = data;
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (content), header_new (*has_page));
  if (*has_page)
    gtk_box_append (GTK_BOX (content), page_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), content);
  gtk_window_set_default_size (GTK_WINDOW (window), 1120, 760);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gboolean has_page = argc > 1 && g_str_equal (argv[1], "--page");
  g_autoptr (AdwApplication) application =
      adw_application_new ("io.leyr.Onboarding.Bench", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &has_page);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
