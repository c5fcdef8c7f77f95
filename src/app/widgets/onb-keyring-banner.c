/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "keyring/onb-keyring-waits.h"

#include "app/widgets/onb-keyring-banner.h"

struct _OnbKeyringBanner
{
  AdwBin parent_instance;

  AdwBanner *banner;
};

G_DEFINE_FINAL_TYPE (OnbKeyringBanner, onb_keyring_banner, ADW_TYPE_BIN)

/* It is said once, by the page: what is in a dialog lies over another one. */
static void
announce (OnbKeyringBanner *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_PAGE);

  if (page != NULL && gtk_widget_get_mapped (page) &&
      gtk_widget_get_ancestor (page, ADW_TYPE_DIALOG) == NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (page), adw_banner_get_title (self->banner),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
update (OnbKeyringBanner *self)
{
  gboolean overdue = onb_keyring_waits_is_overdue (onb_keyring_waits_get_default ());

  /* One that is only folded is still read out. */
  gtk_widget_set_visible (GTK_WIDGET (self), overdue);
  if (overdue)
    announce (self);
}

static void
on_stop_clicked (OnbKeyringBanner *self)
{
  onb_keyring_waits_stop (onb_keyring_waits_get_default ());
}

static void
onb_keyring_banner_class_init (OnbKeyringBannerClass *klass)
{
}

static void
onb_keyring_banner_init (OnbKeyringBanner *self)
{
  self->banner = ADW_BANNER (
      adw_banner_new (_ ("The keyring has not responded yet. It may be asking something in a "
                         "window behind this one, or in one that cannot appear.")));
  adw_banner_set_button_label (self->banner, _ ("Stop Waiting"));
  adw_banner_set_revealed (self->banner, TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (on_stop_clicked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (onb_keyring_waits_get_default (), "notify::overdue", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  update (self);
}
