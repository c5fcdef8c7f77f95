/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/home/onb-clinic-actions.h"
#include "app/widgets/onb-wrap-label.h"
#include "guide/onb-bidi.h"

#include "app/home/onb-home-page.h"

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

static const char *
stage_icon (OnbClinic *clinic)
{
  static const char *const icons[ONB_N_VERDICTS] = {
    [ONB_VERDICT_READY] = "onb-ok-symbolic",
    [ONB_VERDICT_READY_WITH_WARNINGS] = "dialog-warning-symbolic",
    [ONB_VERDICT_NOT_READY] = "dialog-error-symbolic",
    [ONB_VERDICT_UNTESTED] = "dialog-question-symbolic",
  };
  OnbCheckResult *result = onb_clinic_get_result (clinic);

  return result != NULL ? icons[result->verdict] : "content-loading-symbolic";
}

static char *
describe_stage (OnbClinic *clinic)
{
  OnbCheckResult *result = onb_clinic_get_result (clinic);
  guint n_done = onb_clinic_count_ticks (clinic);

  if (result != NULL)
    {
      g_autoptr (GDateTime) local = g_date_time_to_local (result->started);
      g_autofree char *date = g_date_time_format (local, "%x, %X");

      if (onb_clinic_get_handed_over (clinic))
        /* Translators: what the last live test came to, and when it was. */
        return onb_bidi_format (_ ("Handed over to Leyr. %s, tested %s"),
                                onb_verdict_get_title (result->verdict), date);

      /* Translators: what the last live test came to, and when it was. */
      return onb_bidi_format (_ ("%s, tested %s"), onb_verdict_get_title (result->verdict), date);
    }

  if (onb_clinic_get_stored (clinic))
    return g_strdup (_ ("Credentials kept, not tested yet"));

  if (n_done > 0)
    return g_strdup_printf (ngettext ("%u step done", "%u steps done", n_done), n_done);

  switch (onb_clinic_get_account (clinic))
    {
    case ONB_ACCOUNT_NO:
      return g_strdup (_ ("Waiting for Oracle"));
    case ONB_ACCOUNT_NOT_SURE:
      return g_strdup (_ ("To be found out: does the clinic have an account?"));
    case ONB_ACCOUNT_YES:
    case ONB_ACCOUNT_UNKNOWN:
    default:
      return g_strdup (_ ("Just begun"));
    }
}

static void
add_menu_item (GMenu *menu, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

static GMenuModel *
menu_new (OnbClinic *clinic)
{
  const char *id = onb_clinic_get_id (clinic);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  add_menu_item (menu, _ ("Rename…"), ONB_CLINIC_ACTION_RENAME, id);
  add_menu_item (menu, _ ("Duplicate"), ONB_CLINIC_ACTION_DUPLICATE, id);
  add_menu_item (menu, _ ("Export…"), ONB_CLINIC_ACTION_EXPORT, id);
  add_menu_item (last, _ ("Remove…"), ONB_CLINIC_ACTION_REMOVE, id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (menu);
}

/* The parts of a row, by which they are found again when it is bound. */
#define PART_ICON "icon"
#define PART_NAME "name"
#define PART_STAGE "stage"
#define PART_MENU "menu"

static void
add_part (GtkListItem *item, const char *part, GtkWidget *box, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (box), widget);
  g_object_set_data (G_OBJECT (item), part, widget);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, OnbHomePage *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *menu = gtk_menu_button_new ();

  gtk_widget_set_valign (icon_box, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "view-more-symbolic");
  gtk_widget_set_valign (menu, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (menu, "flat");
  gtk_widget_add_css_class (row, "clinic");

  add_part (item, PART_ICON, icon_box,
            g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                          NULL));
  add_part (item, PART_NAME, texts, onb_wrap_label_new (NULL, "heading"));
  add_part (item, PART_STAGE, texts, onb_wrap_label_new (NULL, "dim-label"));
  gtk_box_append (GTK_BOX (row), icon_box);
  gtk_box_append (GTK_BOX (row), texts);
  add_part (item, PART_MENU, row, menu);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, OnbHomePage *self)
{
  OnbClinic *clinic = gtk_list_item_get_item (item);
  const char *title = onb_clinic_get_title (clinic);
  g_autofree char *stage = describe_stage (clinic);
  g_autofree char *row_name = onb_bidi_format ("%s. %s", title, stage);
  /* Translators: the name of a clinic. */
  g_autofree char *menu_name = onb_bidi_format (_ ("More about “%s”"), title);
  GtkWidget *menu_button = g_object_get_data (G_OBJECT (item), PART_MENU);
  g_autoptr (GMenuModel) menu = menu_new (clinic);

  gtk_image_set_from_icon_name (g_object_get_data (G_OBJECT (item), PART_ICON),
                                stage_icon (clinic));
  gtk_label_set_label (g_object_get_data (G_OBJECT (item), PART_NAME), title);
  gtk_label_set_label (g_object_get_data (G_OBJECT (item), PART_STAGE), stage);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu_button), menu);
  gtk_widget_set_tooltip_text (menu_button, menu_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu_name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (
                                      gtk_widget_get_parent (gtk_list_item_get_child (item))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, row_name, -1);
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
clinic_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  onb_clinic_actions_run (ONB_HOME_PAGE (widget)->store, widget, name,
                          parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
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
  static const char *const actions[] = {
    ONB_CLINIC_ACTION_RENAME,
    ONB_CLINIC_ACTION_DUPLICATE,
    ONB_CLINIC_ACTION_EXPORT,
    ONB_CLINIC_ACTION_REMOVE,
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_home_page_dispose;

  signals[OPEN] = g_signal_new ("open", ONB_TYPE_HOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, ONB_TYPE_CLINIC);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], "s", clinic_action);
  gtk_widget_class_install_action (widget_class, ONB_CLINIC_ACTION_IMPORT, NULL, clinic_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/home/onb-home-page.ui");
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
