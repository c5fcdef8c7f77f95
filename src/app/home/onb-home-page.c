/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/home/onb-clinic-actions.h"
#include "app/home/onb-clinic-row.h"
#include "app/home/onb-clinic-summary.h"

#include "app/home/onb-home-page.h"

/* Fewer are seen at a glance. */
#define LEAST_TO_SEARCH 10

struct _OnbHomePage
{
  AdwNavigationPage parent_instance;

  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkWidget *loading;
  GtkButton *begin_button;
  GtkWidget *practise_button;
  GtkSearchEntry *search_entry;
  GtkWidget *nothing_label;
  GtkListView *list;
  GListStore *summaries;
  GtkNoSelection *selection;
  AdwBanner *step_banner;

  OnbClinicStore *store;
  OnbGuideLibrary *library;
  /* For which a clinic is to be opened; 0 where none is asked for. */
  int asked_step;
};

G_DEFINE_FINAL_TYPE (OnbHomePage, onb_home_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count_clinics (OnbHomePage *self)
{
  /* The page is shown before it is given any. */
  return self->store != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->store)) : 0;
}

static gboolean
is_loading (OnbHomePage *self)
{
  return self->store != NULL && onb_clinic_store_is_loading (self->store);
}

/* Where there is nothing yet, Enter begins. */
static void
take_focus (OnbHomePage *self)
{
  GtkWidget *widget = GTK_WIDGET (self->list);

  if (is_loading (self))
    widget = self->loading;
  else if (count_clinics (self) == 0)
    widget = GTK_WIDGET (self->begin_button);
  gtk_widget_grab_focus (widget);
}

static void
show_clinics (OnbHomePage *self, guint n_clinics)
{
  gboolean has_focus = gtk_widget_is_focus (self->loading);
  const char *child = n_clinics == 0 ? "empty" : "clinics";

  gtk_stack_set_visible_child_name (self->stack, is_loading (self) ? "loading" : child);
  /* It goes on, unless the user has taken it elsewhere meanwhile. */
  if (has_focus)
    take_focus (self);
}

static void
update (OnbHomePage *self)
{
  guint n_clinics = count_clinics (self);
  gboolean searchable = n_clinics >= LEAST_TO_SEARCH;

  show_clinics (self, n_clinics);
  gtk_widget_set_visible (GTK_WIDGET (self->search_entry), searchable);
  gtk_search_entry_set_key_capture_widget (self->search_entry,
                                           searchable ? GTK_WIDGET (self->list) : NULL);
  if (!searchable)
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_set_visible (self->nothing_label,
                          n_clinics > 0 &&
                              g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0);
}

static void
on_clinics_changed (
    GListModel *store, guint position, guint n_removed, guint n_added, OnbHomePage *self)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (OnbClinic) clinic = g_list_model_get_item (store, position + i);

      g_ptr_array_add (added, onb_clinic_summary_new (
                                  clinic, onb_guide_library_find (self->library,
                                                                  onb_clinic_get_guide (clinic))));
    }
  g_list_store_splice (self->summaries, position, n_removed, added->pdata, n_added);
  update (self);
}

/* Each clinic stands otherwise then, perhaps. */
static void
on_guides_changed (OnbHomePage *self)
{
  guint n_clinics = count_clinics (self);

  on_clinics_changed (G_LIST_MODEL (self->store), 0, n_clinics, n_clinics, self);
}

static void
open_at (OnbHomePage *self, guint position)
{
  g_autoptr (OnbClinicSummary) summary =
      g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (summary != NULL)
    g_signal_emit (self, signals[OPEN], 0, onb_clinic_summary_get_clinic (summary));
}

static void
on_activated (GtkListView *list, guint position, OnbHomePage *self)
{
  open_at (self, position);
}

/* Enter in the search field opens what is found if it is one. */
static void
on_search_activated (GtkSearchEntry *entry, OnbHomePage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 1)
    open_at (self, 0);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_stop_search (GtkSearchEntry *entry, OnbHomePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

static void
onb_home_page_shown (AdwNavigationPage *page)
{
  take_focus (ONB_HOME_PAGE (page));
}

/* Nobody sees it in the first frame, to which it would add a hundredth. */
static void
on_menu_wanted (GtkMenuButton *button, gpointer data)
{
  OnbHomePage *self = data;

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->primary_menu);
}

AdwToastOverlay *
onb_home_page_get_toasts (OnbHomePage *self)
{
  g_return_val_if_fail (ONB_IS_HOME_PAGE (self), NULL);

  return self->toasts;
}

void
onb_home_page_set_store (OnbHomePage *self,
                         OnbClinicStore *store,
                         OnbGuideLibrary *library,
                         gboolean practice)
{
  g_return_if_fail (ONB_IS_HOME_PAGE (self));
  g_return_if_fail (ONB_IS_CLINIC_STORE (store));
  g_return_if_fail (ONB_IS_GUIDE_LIBRARY (library));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  self->library = g_object_ref (library);
  gtk_widget_set_visible (self->practise_button, !practice);
  g_signal_connect_object (store, "items-changed", G_CALLBACK (on_clinics_changed), self, 0);
  g_signal_connect_object (store, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "items-changed", G_CALLBACK (on_guides_changed), self,
                           G_CONNECT_SWAPPED);
  on_clinics_changed (G_LIST_MODEL (store), 0, 0, count_clinics (self), self);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

static void
set_asked_step (OnbHomePage *self, int number)
{
  self->asked_step = number;
  /* One that is only folded is still read out. */
  gtk_widget_set_visible (GTK_WIDGET (self->step_banner), number > 0);
}

void
onb_home_page_ask_for_step (OnbHomePage *self, int number)
{
  g_autofree char *question = NULL;

  g_return_if_fail (ONB_IS_HOME_PAGE (self));
  g_return_if_fail (number > 0);

  /* Translators: the number of a step of the guide. */
  question = g_strdup_printf (_ ("Which clinic is step %d for? Open it in the list."), number);
  adw_banner_set_title (self->step_banner, question);
  set_asked_step (self, number);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), question,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

int
onb_home_page_get_asked_step (OnbHomePage *self)
{
  g_return_val_if_fail (ONB_IS_HOME_PAGE (self), 0);

  return self->asked_step;
}

static void
on_step_cancelled (AdwBanner *banner, OnbHomePage *self)
{
  set_asked_step (self, 0);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OnbHomePage *self = ONB_HOME_PAGE (widget);
  OnbClinic *clinic = onb_clinic_store_get (self->store, g_variant_get_string (parameter, NULL));

  if (clinic != NULL)
    g_signal_emit (self, signals[OPEN], 0, clinic);
}

static void
clinic_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  onb_clinic_actions_run (ONB_HOME_PAGE (widget)->store, widget, name,
                          parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

static void
onb_home_page_hidden (AdwNavigationPage *page)
{
  set_asked_step (ONB_HOME_PAGE (page), 0);
}

static void
onb_home_page_dispose (GObject *object)
{
  OnbHomePage *self = ONB_HOME_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ONB_TYPE_HOME_PAGE);
  g_clear_object (&self->store);
  g_clear_object (&self->library);

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
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = onb_home_page_hidden;

  signals[OPEN] = g_signal_new ("open", ONB_TYPE_HOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, ONB_TYPE_CLINIC);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], "s", clinic_action);
  gtk_widget_class_install_action (widget_class, ONB_CLINIC_ACTION_IMPORT, NULL, clinic_action);
  gtk_widget_class_install_action (widget_class, "clinic.open", "s", open_action);

  g_type_ensure (ONB_TYPE_CLINIC_ROW);
  g_type_ensure (ONB_TYPE_CLINIC_SUMMARY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/home/onb-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, toasts);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, loading);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, begin_button);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, list);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, practise_button);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, summaries);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, selection);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_child (widget_class, OnbHomePage, step_banner);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_step_cancelled);
}

static void
onb_home_page_init (OnbHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, on_menu_wanted, self, NULL);
}
