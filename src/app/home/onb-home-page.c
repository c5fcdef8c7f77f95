/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/home/onb-clinic-actions.h"
#include "app/home/onb-clinic-row.h"

#include "app/home/onb-home-page.h"

struct _OnbHomePage
{
  AdwNavigationPage parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkButton *begin_button;
  GtkListView *list;
  GtkNoSelection *selection;

  OnbClinicStore *store;
};

G_DEFINE_FINAL_TYPE (OnbHomePage, onb_home_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_empty (OnbHomePage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0;
}

static void
update (OnbHomePage *self)
{
  gtk_stack_set_visible_child_name (self->stack, is_empty (self) ? "empty" : "clinics");
}

static void
on_activated (GtkListView *list, guint position, OnbHomePage *self)
{
  g_autoptr (OnbClinic) clinic = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  g_signal_emit (self, signals[OPEN], 0, clinic);
}

AdwToastOverlay *
onb_home_page_get_toasts (OnbHomePage *self)
{
  g_return_val_if_fail (ONB_IS_HOME_PAGE (self), NULL);

  return self->toasts;
}

void
onb_home_page_set_store (OnbHomePage *self, OnbClinicStore *store)
{
  g_return_if_fail (ONB_IS_HOME_PAGE (self));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (store));
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
clinic_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  onb_clinic_actions_run (ONB_HOME_PAGE (widget)->store, widget, name,
                          parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

/* Where there is nothing yet, Enter begins. */
static void
onb_home_page_shown (AdwNavigationPage *page)
{
  OnbHomePage *self = ONB_HOME_PAGE (page);

  gtk_widget_grab_focus (is_empty (self) ? GTK_WIDGET (self->begin_button)
                                         : GTK_WIDGET (self->list));
}

static void
onb_home_page_dispose (GObject *object)
{
  OnbHomePage *self = ONB_HOME_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ONB_TYPE_HOME_PAGE);
  g_clear_object (&self->store);

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
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = onb_home_page_shown;

  signals[OPEN] = g_signal_new ("open", ONB_TYPE_HOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, ONB_TYPE_CLINIC);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], "s", clinic_action);
  gtk_widget_class_install_action (widget_class, ONB_CLINIC_ACTION_IMPORT, NULL, clinic_action);

  g_type_ensure (ONB_TYPE_CLINIC_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/home/onb-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, toasts);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, begin_button);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, list);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, selection);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
onb_home_page_init (OnbHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
