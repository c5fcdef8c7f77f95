/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/check/onb-check-page.h"
#include "app/clinic/onb-clinic-page.h"
#include "app/enablement/onb-enablement-page.h"
#include "app/finish/onb-done-page.h"
#include "app/finish/onb-hand-over-page.h"
#include "app/guide/onb-account-page.h"
#include "app/guide/onb-screen-page.h"
#include "app/window/onb-page-row.h"
#include "guide/onb-bidi.h"

#include "app/window/onb-wizard.h"

struct _OnbWizard
{
  AdwNavigationPage parent_instance;

  AdwWindowTitle *title;
  AdwOverlaySplitView *split;
  AdwToastOverlay *toasts;
  GtkListBox *list;
  GtkStack *stack;
  GtkButton *back_button;
  GtkButton *next_button;
  AdwBanner *errand_banner;
  GtkProgressBar *progress;

  OnbSession *session;
  /* In their order; the stack shows one of them. */
  GListStore *pages;
  guint current;
  /* Whether there is hardly room for a title. */
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (OnbWizard, onb_wizard, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  PROP_COMPACT = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static guint
count_pages (OnbWizard *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->pages));
}

/* The store holds it as long as the wizard does. */
static OnbPage *
page_at (OnbWizard *self, guint index)
{
  g_autoptr (OnbPage) page = g_list_model_get_item (G_LIST_MODEL (self->pages), index);

  return page;
}

OnbSession *
onb_wizard_get_session (OnbWizard *self)
{
  g_return_val_if_fail (ONB_IS_WIZARD (self), NULL);

  return self->session;
}

AdwToastOverlay *
onb_wizard_get_toasts (OnbWizard *self)
{
  g_return_val_if_fail (ONB_IS_WIZARD (self), NULL);

  return self->toasts;
}

const char *
onb_wizard_get_page (OnbWizard *self)
{
  g_return_val_if_fail (ONB_IS_WIZARD (self), NULL);

  return onb_page_get_id (page_at (self, self->current));
}

/* One button at a time is the one to press next. */
static void
show_suggestion (OnbWizard *self)
{
  if (onb_page_get_suggests (page_at (self, self->current)))
    gtk_widget_remove_css_class (GTK_WIDGET (self->next_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->next_button), "suggested-action");
}

static char *
describe_place (OnbPage *page, const char *clinic)
{
  g_autofree char *steps = onb_page_get_steps (page);

  if (steps == NULL)
    /* Translators: a window's title: page, clinic. */
    return onb_bidi_format (_ ("%s – %s"), onb_page_get_title (page), clinic);

  /* Translators: a window's title: numbers of the steps, page, clinic. */
  return onb_bidi_format (_ ("%s: %s – %s"), steps, onb_page_get_title (page), clinic);
}

/* Whom the test has sent to another page is led back to it. */
static void
show_errand (OnbWizard *self)
{
  const char *errand = onb_session_get_errand (self->session);
  gboolean away = errand != NULL && !g_str_equal (onb_wizard_get_page (self), ONB_PAGE_TEST);

  if (away)
    {
      /* Translators: what a test has found, and the user was sent here to mend. */
      g_autofree char *title = onb_bidi_format (_ ("When this is done, test again: %s"), errand);

      adw_banner_set_title (self->errand_banner, title);
      adw_banner_set_button_label (self->errand_banner,
                                   onb_clinic_get_result (onb_session_get_clinic (self->session))
                                       ? _ ("Test Again")
                                       : _ ("Start Test"));
    }
  /* One that is only folded is still read out. */
  gtk_widget_set_visible (GTK_WIDGET (self->errand_banner), away);
}

static void
update (OnbWizard *self)
{
  OnbPage *page = page_at (self, self->current);
  OnbClinic *clinic = onb_session_get_clinic (self->session);
  const char *name = onb_clinic_get_title (clinic);
  OnbGuide *guide = onb_session_get_guide (self->session);
  guint n_done = onb_clinic_count_ticks (clinic, guide);
  int n_steps = onb_guide_get_n_steps (guide);
  g_autofree char *place = describe_place (page, name);
  /* Translators: how many of the guide's steps are ticked. */
  g_autofree char *progress = g_strdup_printf (_ ("%u of %d steps done"), n_done, n_steps);
  /* Translators: how many of the guide's steps are ticked, where there is hardly room to say it. */
  g_autofree char *short_progress = g_strdup_printf (_ ("%u of %d"), n_done, n_steps);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), place);
  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, self->compact ? short_progress : progress);
  gtk_progress_bar_set_fraction (self->progress, (double) n_done / MAX (n_steps, 1));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  progress, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), self->current > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), self->current + 1 < count_pages (self));
  show_suggestion (self);
  show_errand (self);
}

/* Otherwise the stack takes it along to something on the next page, from where it went on to the second
 * thing there, and to the third the next time. */
static void
leave_focus (OnbWizard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self->stack)) != NULL)
    gtk_root_set_focus (root, NULL);
}

static void
show_page (OnbWizard *self, guint index)
{
  OnbPage *page = page_at (self, index);

  if (gtk_stack_get_visible_child (self->stack) != GTK_WIDGET (page))
    leave_focus (self);
  self->current = index;
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) index));
  if (adw_overlay_split_view_get_collapsed (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  onb_clinic_set_page (onb_session_get_clinic (self->session), onb_page_get_id (page));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    onb_page_focus (page);
  onb_page_shown (page);
  update (self);
}

gboolean
onb_wizard_open_page (OnbWizard *self, const char *id)
{
  g_return_val_if_fail (ONB_IS_WIZARD (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  for (guint i = 0; i < count_pages (self); i++)
    if (g_str_equal (onb_page_get_id (page_at (self, i)), id))
      {
        show_page (self, i);
        return TRUE;
      }

  return FALSE;
}

gboolean
onb_wizard_open_step (OnbWizard *self, int number)
{
  g_return_val_if_fail (ONB_IS_WIZARD (self), FALSE);

  for (guint i = 0; i < count_pages (self); i++)
    if (onb_page_has_step (page_at (self, i), number))
      {
        show_page (self, i);
        onb_page_reveal_step (page_at (self, i), number);
        return TRUE;
      }

  return FALSE;
}

gboolean
onb_wizard_holds_input (OnbWizard *self)
{
  g_return_val_if_fail (ONB_IS_WIZARD (self), FALSE);

  for (guint i = 0; i < count_pages (self); i++)
    if (onb_page_holds_input (page_at (self, i)))
      return TRUE;

  return FALSE;
}

void
onb_wizard_test_again (OnbWizard *self)
{
  g_return_if_fail (ONB_IS_WIZARD (self));

  onb_wizard_open_page (self, ONB_PAGE_TEST);
  onb_test_run_start (onb_session_get_test (self->session));
}

void
onb_wizard_move (OnbWizard *self, int offset)
{
  int index;

  g_return_if_fail (ONB_IS_WIZARD (self));

  index = (int) self->current + offset;
  if (index < 0 || index >= (int) count_pages (self))
    return;

  if (offset > 0)
    onb_page_passed (page_at (self, self->current));
  show_page (self, (guint) index);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, OnbWizard *self)
{
  show_page (self, (guint) gtk_list_box_row_get_index (row));
}

static GtkWidget *
make_row (gpointer page, gpointer user_data)
{
  return onb_page_row_new (page);
}

static void
add_page (OnbWizard *self, OnbPage *page)
{
  g_list_store_append (self->pages, page);
  gtk_stack_add_child (self->stack, GTK_WIDGET (page));
  g_signal_connect_object (page, "notify::suggests", G_CALLBACK (show_suggestion), self,
                           G_CONNECT_SWAPPED);
}

/* What comes first on the page, and not the buttons above it, unless a step already has the focus. */
static void
onb_wizard_shown (AdwNavigationPage *page)
{
  OnbWizard *self = ONB_WIZARD (page);
  OnbPage *current = page_at (self, self->current);

  if (gtk_widget_get_focus_child (GTK_WIDGET (current)) == NULL)
    onb_page_focus (current);
}

static void
onb_wizard_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, ONB_WIZARD (object)->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_wizard_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OnbWizard *self = ONB_WIZARD (object);

  switch (id)
    {
    case PROP_COMPACT:
      self->compact = g_value_get_boolean (value);
      if (self->session != NULL)
        update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_wizard_dispose (GObject *object)
{
  OnbWizard *self = ONB_WIZARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ONB_TYPE_WIZARD);
  g_clear_object (&self->pages);

  G_OBJECT_CLASS (onb_wizard_parent_class)->dispose (object);
}

static void
onb_wizard_finalize (GObject *object)
{
  g_clear_object (&ONB_WIZARD (object)->session);

  G_OBJECT_CLASS (onb_wizard_parent_class)->finalize (object);
}

static void
onb_wizard_class_init (OnbWizardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = onb_wizard_get_property;
  object_class->set_property = onb_wizard_set_property;
  object_class->dispose = onb_wizard_dispose;
  object_class->finalize = onb_wizard_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = onb_wizard_shown;

  /**
   * OnbWizard:compact:
   *
   * Whether there is hardly room for a title.
   */
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/window/onb-wizard.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, title);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, split);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, toasts);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, list);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, stack);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, back_button);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, next_button);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, errand_banner);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, progress);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
onb_wizard_init (OnbWizard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pages = g_list_store_new (ONB_TYPE_PAGE);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->pages), make_row, NULL, NULL);
}

GtkWidget *
onb_wizard_new (OnbSession *session)
{
  OnbWizard *self = g_object_new (ONB_TYPE_WIZARD, NULL);
  OnbClinic *clinic = onb_session_get_clinic (session);
  GPtrArray *screens = onb_guide_get_screens (onb_session_get_guide (session));
  g_autofree char *last = g_strdup (onb_clinic_get_page (clinic));

  self->session = g_object_ref (session);
  add_page (self, onb_account_page_new (session));
  add_page (self, onb_clinic_page_new (session));
  for (guint i = 0; i < screens->len; i++)
    add_page (self, onb_screen_page_new (session, g_ptr_array_index (screens, i)));
  if (onb_guide_get_enablement (onb_session_get_guide (session)) != NULL)
    add_page (self, onb_enablement_page_new (session));
  add_page (self, onb_check_page_new (session));
  add_page (self, onb_hand_over_page_new (session));
  add_page (self, onb_done_page_new (session));

  if (last == NULL || !onb_wizard_open_page (self, last))
    show_page (self, 0);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::errand", G_CALLBACK (show_errand), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
