/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-badge.h"
#include "app/guide/onb-console-view.h"
#include "app/widgets/onb-copy-button.h"
#include "app/window/onb-launcher.h"
#include "app/window/onb-pair.h"
#include "guide/onb-bidi.h"

#include "app/guide/onb-screen-page.h"

struct _OnbScreenPage
{
  OnbPage parent_instance;

  const OnbGuideScreen *screen;
  GPtrArray *ticks;
  /* Rows that are there only while an option is chosen: row -> the option's id. */
  GHashTable *optional_rows;
  GtkSwitch *option_switch;
};

G_DEFINE_FINAL_TYPE (OnbScreenPage, onb_screen_page, ONB_TYPE_PAGE)

static const OnbGuideStep *
step_at (OnbScreenPage *self, guint index)
{
  return g_ptr_array_index (self->screen->steps, index);
}

static void
update (OnbScreenPage *self)
{
  OnbClinic *clinic = onb_page_get_clinic (ONB_PAGE (self));
  GHashTableIter iter;
  gpointer row, option;
  gboolean done = TRUE;

  for (guint i = 0; i < self->ticks->len; i++)
    {
      gboolean ticked = onb_clinic_get_tick (clinic, step_at (self, i)->number);

      gtk_check_button_set_active (g_ptr_array_index (self->ticks, i), ticked);
      done = done && ticked;
    }

  g_hash_table_iter_init (&iter, self->optional_rows);
  while (g_hash_table_iter_next (&iter, &row, &option))
    gtk_widget_set_visible (row, onb_clinic_get_option (clinic, option));
  if (self->option_switch != NULL)
    gtk_switch_set_active (self->option_switch,
                           onb_clinic_get_option (clinic, ONB_OPTION_MEDICAL_NOTES));

  onb_page_set_done (ONB_PAGE (self), done);
}

static void
on_clinic_changed (OnbClinic *clinic, OnbScreenPage *self)
{
  update (self);
}

static void
on_tick_toggled (GtkCheckButton *tick, OnbScreenPage *self)
{
  guint index;

  if (g_ptr_array_find (self->ticks, tick, &index))
    onb_clinic_set_tick (onb_page_get_clinic (ONB_PAGE (self)), step_at (self, index)->number,
                         gtk_check_button_get_active (tick));
}

static void
on_option_toggled (GtkSwitch *button, GParamSpec *pspec, OnbScreenPage *self)
{
  onb_clinic_set_option (onb_page_get_clinic (ONB_PAGE (self)), ONB_OPTION_MEDICAL_NOTES,
                         gtk_switch_get_active (button));
}

static void
on_open_clicked (GtkButton *button, const OnbGuideItem *item)
{
  onb_launch (GTK_WIDGET (button), item->value,
              _ ("No web browser could be opened. Copy the address, and open it in a browser."));
}

static GtkWidget *
row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
add_row (GtkWidget *group, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* A row for something that stands in the console: what to do with it, and its exact words. */
static GtkWidget *
add_console_row (GtkWidget *group, const char *what_to_do, const char *words, const char *copy)
{
  GtkWidget *row = row_new (words, what_to_do);

  if (copy != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), onb_copy_button_new (words, copy));
  add_row (group, row);
  return row;
}

static char *
describe_choice (const OnbGuideItem *item)
{
  switch (item->choice)
    {
    case ONB_GUIDE_CHOICE_EXACT:
      /* Translators: a value that must be chosen or entered exactly like this. */
      return onb_bidi_format (_ ("Set to exactly “%s”."), item->value);
    case ONB_GUIDE_CHOICE_SUGGESTED:
      /* Translators: a value that is only proposed. */
      return onb_bidi_format (_ ("For instance “%s”."), item->value);
    case ONB_GUIDE_CHOICE_FREE:
    default:
      return g_strdup (_ ("Free choice."));
    }
}

static void
add_field (GtkWidget *group, const OnbGuideItem *item)
{
  g_autofree char *choice = describe_choice (item);
  g_autofree char *text =
      item->explanation != NULL ? g_strdup_printf ("%s %s", choice, item->explanation) : NULL;

  add_console_row (group, text != NULL ? text : choice, item->label, item->value);
}

static void
add_scopes (OnbScreenPage *self, GtkWidget *group)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));
  GPtrArray *scopes = onb_guide_get_scopes (guide);
  GPtrArray *options = onb_guide_get_options (guide);

  for (guint i = 0; i < options->len; i++)
    {
      const OnbGuideOption *option = g_ptr_array_index (options, i);
      GtkWidget *row = row_new (option->title, option->explanation);

      self->option_switch = GTK_SWITCH (gtk_switch_new ());
      gtk_widget_set_valign (GTK_WIDGET (self->option_switch), GTK_ALIGN_CENTER);
      g_signal_connect_object (self->option_switch, "notify::active",
                               G_CALLBACK (on_option_toggled), self, 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->option_switch));
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row),
                                             GTK_WIDGET (self->option_switch));
      add_row (group, row);
    }

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbGuideScope *scope = g_ptr_array_index (scopes, i);
      /* Translators: the words of a box to check in the console. */
      g_autofree char *check = onb_bidi_format (_ ("Check “%s”."), scope->check);
      g_autofree char *text =
          g_strdup_printf ("%s %s", check,
                           scope->write ? _ ("Leyr reads and writes.") : _ ("Leyr only reads."));
      GtkWidget *row = add_console_row (group, text, scope->resource, NULL);

      if (scope->option != NULL)
        g_hash_table_insert (self->optional_rows, row, scope->option);
    }
}

static void
add_item (OnbScreenPage *self, GtkWidget *group, const OnbGuideItem *item)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));
  GtkWidget *row, *button;

  switch (item->kind)
    {
    case ONB_GUIDE_OPEN:
      button = gtk_button_new_with_label (_ ("Open"));
      row = add_console_row (group, _ ("Opens in your web browser."), item->value, item->value);
      gtk_widget_set_tooltip_text (button, _ ("Open the address in the web browser"));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_signal_connect (button, "clicked", G_CALLBACK (on_open_clicked), (gpointer) item);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      break;
    case ONB_GUIDE_PRESS:
      add_console_row (group, _ ("Click this."), item->label, NULL);
      break;
    case ONB_GUIDE_FIELD:
      add_field (group, item);
      break;
    case ONB_GUIDE_CHECK:
      add_console_row (group, _ ("Check this box."), item->label, NULL);
      break;
    case ONB_GUIDE_PRODUCTS:
      for (guint i = 0; i < onb_guide_get_products (guide)->len; i++)
        {
          const OnbGuideProduct *product = g_ptr_array_index (onb_guide_get_products (guide), i);
          /* Translators: the label of a list in the console. */
          g_autofree char *text = onb_bidi_format (_ ("Select this under “%s”."), item->label);

          add_console_row (group, text, product->label, product->label);
        }
      break;
    case ONB_GUIDE_SCOPES:
      add_scopes (self, group);
      break;
    case ONB_GUIDE_EXPECT:
      add_console_row (group, _ ("This is what the console says when it worked."), item->label,
                       NULL);
      break;
    case ONB_GUIDE_COPY:
      add_console_row (group, _ ("Copy this in the console."), item->label, NULL);
      break;
    default:
      g_assert_not_reached ();
    }
}

static GtkWidget *
step_new (OnbScreenPage *self, const OnbGuideStep *step)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = row_new (step->instruction, NULL);
  GtkWidget *tick = gtk_check_button_new ();
  /* Translators: name of the box to tick when a step is done. */
  g_autofree char *name = g_strdup_printf (_ ("Step %d is done"), step->number);

  gtk_widget_set_valign (tick, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (tick, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (tick, "selection-mode");
  g_signal_connect_object (tick, "toggled", G_CALLBACK (on_tick_toggled), self, 0);
  g_ptr_array_add (self->ticks, tick);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), onb_badge_new (step->number, FALSE));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), tick);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), tick);
  /* That names it after the row; its own name says which step is done. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_widget_add_css_class (row, "step");
  add_row (group, row);

  for (guint i = 0; i < step->items->len; i++)
    add_item (self, group, g_ptr_array_index (step->items, i));

  return group;
}

static GtkWidget *
onb_screen_page_find_step (OnbPage *page, int number)
{
  OnbScreenPage *self = ONB_SCREEN_PAGE (page);

  for (guint i = 0; i < self->ticks->len; i++)
    if (step_at (self, i)->number == number)
      return g_ptr_array_index (self->ticks, i);

  return NULL;
}

static void
onb_screen_page_dispose (GObject *object)
{
  OnbScreenPage *self = ONB_SCREEN_PAGE (object);

  g_ptr_array_set_size (self->ticks, 0);
  g_hash_table_remove_all (self->optional_rows);
  self->option_switch = NULL;

  G_OBJECT_CLASS (onb_screen_page_parent_class)->dispose (object);
}

static void
onb_screen_page_finalize (GObject *object)
{
  OnbScreenPage *self = ONB_SCREEN_PAGE (object);

  g_ptr_array_unref (self->ticks);
  g_hash_table_unref (self->optional_rows);

  G_OBJECT_CLASS (onb_screen_page_parent_class)->finalize (object);
}

static void
onb_screen_page_class_init (OnbScreenPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = onb_screen_page_dispose;
  object_class->finalize = onb_screen_page_finalize;
  ONB_PAGE_CLASS (klass)->find_step = onb_screen_page_find_step;
}

static void
onb_screen_page_init (OnbScreenPage *self)
{
  self->ticks = g_ptr_array_new ();
  self->optional_rows = g_hash_table_new (NULL, NULL);
}

OnbPage *
onb_screen_page_new (OnbSession *session, const OnbGuideScreen *screen)
{
  const OnbGuideStep *first = g_ptr_array_index (screen->steps, 0);
  const OnbGuideStep *last = g_ptr_array_index (screen->steps, screen->steps->len - 1);
  OnbScreenPage *self =
      g_object_new (ONB_TYPE_SCREEN_PAGE, "session", session, "id", screen->id, "title",
                    screen->title, "first-step", first->number, "last-step", last->number, NULL);
  GtkWidget *steps = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->screen = screen;
  for (guint i = 0; i < screen->steps->len; i++)
    gtk_box_append (GTK_BOX (steps), step_new (self, step_at (self, i)));

  onb_page_set_content (ONB_PAGE (self),
                        onb_pair_new (steps, onb_console_view_new (session, screen)));

  update (self);
  g_signal_connect_object (onb_session_get_clinic (session), "changed",
                           G_CALLBACK (on_clinic_changed), self, 0);
  return ONB_PAGE (self);
}
