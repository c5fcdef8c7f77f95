/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/guide/onb-account-page.h"
#include "app/check/onb-check-page.h"
#include "app/clinic/onb-clinic-page.h"
#include "app/credentials/onb-credentials-page.h"
#include "app/finish/onb-done-page.h"
#include "app/finish/onb-hand-over-page.h"
#include "app/guide/onb-screen-page.h"
#include "guide/onb-bidi.h"

#include "app/window/onb-wizard.h"

struct _OnbWizard
{
  AdwBin parent_instance;

  AdwWindowTitle *title;
  AdwOverlaySplitView *split;
  GtkListBox *list;
  GtkBox *content;
  GtkButton *back_button;
  GtkButton *next_button;
  GtkLabel *progress_label;

  OnbSession *session;
  GPtrArray *pages;
  guint current;
};

G_DEFINE_FINAL_TYPE (OnbWizard, onb_wizard, ADW_TYPE_BIN)

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static OnbPage *
page_at (OnbWizard *self, guint index)
{
  return g_ptr_array_index (self->pages, index);
}

OnbSession *
onb_wizard_get_session (OnbWizard *self)
{
  g_return_val_if_fail (ONB_IS_WIZARD (self), NULL);

  return self->session;
}

const char *
onb_wizard_get_page (OnbWizard *self)
{
  g_return_val_if_fail (ONB_IS_WIZARD (self), NULL);

  return onb_page_get_id (page_at (self, self->current));
}

char *
onb_wizard_get_title (OnbWizard *self)
{
  OnbPage *page;
  g_autofree char *steps = NULL;

  g_return_val_if_fail (ONB_IS_WIZARD (self), NULL);

  page = page_at (self, self->current);
  steps = onb_page_get_steps (page);
  if (steps == NULL)
    /* Translators: a window's title: page, clinic. */
    return onb_bidi_format (_ ("%s – %s"), onb_page_get_title (page),
                            onb_clinic_get_title (onb_session_get_clinic (self->session)));

  /* Translators: a window's title: numbers of the steps, page, clinic. */
  return onb_bidi_format (_ ("%s: %s – %s"), steps, onb_page_get_title (page),
                          onb_clinic_get_title (onb_session_get_clinic (self->session)));
}

static void
update_title (OnbWizard *self)
{
  guint index = self->current;
  g_autofree char *steps = onb_page_get_steps (page_at (self, index));
  int n_steps = onb_guide_get_n_steps (onb_session_get_guide (self->session));
  guint n_done = onb_clinic_count_ticks (onb_session_get_clinic (self->session));
  /* Translators: how many of the guide's steps are ticked. */
  g_autofree char *progress = g_strdup_printf (_ ("%u of %d steps done"), n_done, n_steps);

  adw_window_title_set_title (self->title,
                              steps != NULL ? steps : onb_page_get_title (page_at (self, index)));
  adw_window_title_set_subtitle (self->title,
                                 onb_clinic_get_title (onb_session_get_clinic (self->session)));
  gtk_label_set_label (self->progress_label, progress);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), index > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), index + 1 < self->pages->len);
  g_signal_emit (self, signals[MOVED], 0);
}

static void
show_page (OnbWizard *self, guint index)
{
  OnbPage *page = page_at (self, index);

  /* Not a GtkStack: GTK 4.8 does not tell assistive technologies which of its pages is in view. */
  for (guint i = 0; i < self->pages->len; i++)
    gtk_widget_set_visible (GTK_WIDGET (page_at (self, i)), i == index);
  self->current = index;
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) index));
  if (adw_overlay_split_view_get_collapsed (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  onb_clinic_set_page (onb_session_get_clinic (self->session), onb_page_get_id (page));
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
  onb_page_shown (page);
  update_title (self);
}

gboolean
onb_wizard_open_page (OnbWizard *self, const char *id)
{
  g_return_val_if_fail (ONB_IS_WIZARD (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  for (guint i = 0; i < self->pages->len; i++)
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

  for (guint i = 0; i < self->pages->len; i++)
    {
      OnbPage *page = page_at (self, i);

      if (ONB_IS_SCREEN_PAGE (page) && onb_page_get_first_step (page) <= number &&
          number <= onb_page_get_last_step (page))
        {
          show_page (self, i);
          onb_screen_page_focus_step (ONB_SCREEN_PAGE (page), number);
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
onb_wizard_holds_input (OnbWizard *self)
{
  g_return_val_if_fail (ONB_IS_WIZARD (self), FALSE);

  for (guint i = 0; i < self->pages->len; i++)
    if (onb_page_holds_input (page_at (self, i)))
      return TRUE;

  return FALSE;
}

void
onb_wizard_move (OnbWizard *self, int offset)
{
  int index;

  g_return_if_fail (ONB_IS_WIZARD (self));

  index = (int) self->current + offset;
  if (index >= 0 && index < (int) self->pages->len)
    show_page (self, (guint) index);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, OnbWizard *self)
{
  show_page (self, (guint) gtk_list_box_row_get_index (row));
}

static void
on_clinic_changed (OnbClinic *clinic, OnbWizard *self)
{
  update_title (self);
}

static char *
step_range (OnbPage *page)
{
  int first = onb_page_get_first_step (page), last = onb_page_get_last_step (page);

  if (first == 0)
    return g_strdup ("");

  return first == last ? g_strdup_printf ("%d", first) : g_strdup_printf ("%d–%d", first, last);
}

static void
on_page_done (OnbPage *page, GParamSpec *pspec, GtkListBoxRow *row)
{
  GtkWidget *icon = g_object_get_data (G_OBJECT (row), "done-icon");
  gboolean done = onb_page_get_done (page);
  g_autofree char *steps = onb_page_get_steps (page);
  GString *name = g_string_new (steps);

  if (steps != NULL)
    g_string_append (name, ": ");
  g_string_append (name, onb_page_get_title (page));
  if (done)
    /* Translators: said after the name of a page on which everything is done. */
    g_string_append_printf (name, ", %s", _ ("done"));

  gtk_widget_set_opacity (icon, done ? 1 : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
  g_string_free (name, TRUE);
}

static void
add_page (OnbWizard *self, OnbPage *page)
{
  g_autofree char *range = step_range (page);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *number = gtk_label_new (range);
  GtkWidget *title = gtk_label_new (onb_page_get_title (page));
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                    "icon-name", "onb-ok-symbolic", NULL);

  gtk_label_set_width_chars (GTK_LABEL (number), 5);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, row);
  g_object_set_data (G_OBJECT (row), "done-icon", icon);

  g_ptr_array_add (self->pages, page);
  gtk_widget_set_visible (GTK_WIDGET (page), FALSE);
  gtk_box_append (self->content, GTK_WIDGET (page));
  g_signal_connect_object (page, "notify::done", G_CALLBACK (on_page_done), row, 0);
  on_page_done (page, NULL, GTK_LIST_BOX_ROW (row));
}

static void
onb_wizard_dispose (GObject *object)
{
  OnbWizard *self = ONB_WIZARD (object);

  g_ptr_array_set_size (self->pages, 0);

  G_OBJECT_CLASS (onb_wizard_parent_class)->dispose (object);
}

static void
onb_wizard_finalize (GObject *object)
{
  OnbWizard *self = ONB_WIZARD (object);

  g_clear_object (&self->session);
  g_ptr_array_unref (self->pages);

  G_OBJECT_CLASS (onb_wizard_parent_class)->finalize (object);
}

static void
onb_wizard_class_init (OnbWizardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = onb_wizard_dispose;
  object_class->finalize = onb_wizard_finalize;

  signals[MOVED] = g_signal_new ("moved", ONB_TYPE_WIZARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/window/onb-wizard.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, title);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, split);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, list);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, content);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, back_button);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, next_button);
  gtk_widget_class_bind_template_child (widget_class, OnbWizard, progress_label);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
onb_wizard_init (OnbWizard *self)
{
  self->pages = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
onb_wizard_new (OnbSession *session)
{
  OnbWizard *self = g_object_new (ONB_TYPE_WIZARD, NULL);
  OnbClinic *clinic = onb_session_get_clinic (session);
  GPtrArray *screens = onb_guide_get_screens (onb_session_get_guide (session));
  g_autofree char *last = g_strdup (onb_clinic_get_page (clinic));

  self->session = g_object_ref (session);
  add_page (self, onb_clinic_page_new (session));
  add_page (self, onb_account_page_new (session));
  for (guint i = 0; i < screens->len; i++)
    add_page (self, onb_screen_page_new (session, g_ptr_array_index (screens, i)));
  add_page (self, onb_credentials_page_new (session));
  add_page (self, onb_check_page_new (session));
  add_page (self, onb_hand_over_page_new (session));
  add_page (self, onb_done_page_new (session));

  if (last == NULL || !onb_wizard_open_page (self, last))
    show_page (self, 0);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_clinic_changed), self, 0);
  return GTK_WIDGET (self);
}
