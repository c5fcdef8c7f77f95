/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/onb-wrap-label.h"

#include "app/onb-home-page.h"

struct _OnbHomePage
{
  AdwBin parent_instance;

  GtkWidget *empty;
  GtkWidget *clinics;
  GtkListView *list;

  OnbClinicStore *store;
};

G_DEFINE_FINAL_TYPE (OnbHomePage, onb_home_page, ADW_TYPE_BIN)

enum
{
  OPEN,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update (OnbHomePage *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->store)) > 0;

  gtk_widget_set_visible (self->empty, !any);
  gtk_widget_set_visible (self->clinics, any);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, OnbHomePage *self)
{
  update (self);
}

static void
on_activated (GtkListView *list, guint position, OnbHomePage *self)
{
  g_autoptr (OnbClinic) clinic = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  g_signal_emit (self, signals[OPEN], 0, clinic);
}

static void
on_remove_clicked (GtkButton *button, GtkListItem *item)
{
  GtkWidget *self = gtk_widget_get_ancestor (GTK_WIDGET (button), ONB_TYPE_HOME_PAGE);

  g_signal_emit (self, signals[REMOVE], 0, gtk_list_item_get_item (item));
}

static char *
describe_stage (OnbClinic *clinic)
{
  OnbCheckResult *result = onb_clinic_get_result (clinic);
  guint n_done = onb_clinic_count_ticks (clinic);

  if (result != NULL)
    {
      g_autoptr (GDateTime) local = g_date_time_to_local (result->started);
      g_autofree char *date = g_date_time_format (local, "%x, %H:%M");

      /* Translators: what the last live test came to, and when it was. */
      return g_strdup_printf (_ ("%s, tested %s"), onb_verdict_get_title (result->verdict), date);
    }

  if (onb_clinic_get_stored (clinic))
    return g_strdup (_ ("Credentials kept, not tested yet"));

  if (n_done > 0)
    return g_strdup_printf (ngettext ("%u step done", "%u steps done", n_done), n_done);

  if (onb_clinic_get_account (clinic) == ONB_ACCOUNT_NO)
    return g_strdup (_ ("Waiting for Oracle"));

  return g_strdup (_ ("Just begun"));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, OnbHomePage *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = onb_wrap_label_new (NULL, "heading");
  GtkWidget *stage = onb_wrap_label_new (NULL, "dim-label");
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_add_css_class (row, "clinic");
  gtk_box_append (GTK_BOX (texts), name);
  gtk_box_append (GTK_BOX (texts), stage);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), remove);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove_clicked), item);
  g_object_set_data (G_OBJECT (item), "name", name);
  g_object_set_data (G_OBJECT (item), "stage", stage);
  g_object_set_data (G_OBJECT (item), "remove", remove);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, OnbHomePage *self)
{
  OnbClinic *clinic = gtk_list_item_get_item (item);
  const char *name =
      onb_clinic_get_name (clinic)[0] != '\0' ? onb_clinic_get_name (clinic) : _ ("New clinic");
  g_autofree char *stage = describe_stage (clinic);
  /* Translators: the name of a clinic. */
  g_autofree char *remove = g_strdup_printf (_ ("Remove “%s”"), name);
  GtkWidget *button = g_object_get_data (G_OBJECT (item), "remove");

  gtk_label_set_label (g_object_get_data (G_OBJECT (item), "name"), name);
  gtk_label_set_label (g_object_get_data (G_OBJECT (item), "stage"), stage);
  gtk_widget_set_tooltip_text (button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove,
                                  -1);
}

void
onb_home_page_set_store (OnbHomePage *self, OnbClinicStore *store)
{
  GtkListItemFactory *factory;
  GtkSelectionModel *selection;

  g_return_if_fail (ONB_IS_HOME_PAGE (self));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (store))));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, selection);
  g_object_unref (factory);
  g_object_unref (selection);

  g_signal_connect_object (store, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  update (self);
}

static void
onb_home_page_dispose (GObject *object)
{
  g_clear_object (&ONB_HOME_PAGE (object)->store);

  G_OBJECT_CLASS (onb_home_page_parent_class)->dispose (object);
}

static void
onb_home_page_class_init (OnbHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_home_page_dispose;

  signals[OPEN] = g_signal_new ("open", ONB_TYPE_HOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, ONB_TYPE_CLINIC);
  signals[REMOVE] = g_signal_new ("remove", ONB_TYPE_HOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, ONB_TYPE_CLINIC);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/onb-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, empty);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, clinics);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
onb_home_page_init (OnbHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
