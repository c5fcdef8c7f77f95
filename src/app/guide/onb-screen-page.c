/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/credentials/onb-credentials-form.h"
#include "app/enablement/onb-application-id-group.h"
#include "app/guide/onb-console-view.h"
#include "app/guide/onb-spotlight.h"
#include "app/widgets/onb-badge.h"
#include "app/widgets/onb-copy-button.h"
#include "app/widgets/onb-group.h"
#include "app/widgets/onb-static-row.h"
#include "app/window/onb-launcher.h"
#include "guide/onb-bidi.h"
#include "guide/onb-place.h"

#include "app/guide/onb-screen-page.h"

struct _OnbScreenPage
{
  OnbPage parent_instance;

  GtkBox *steps;

  const OnbGuideScreen *screen;
  OnbSpotlight *spotlight;
  GPtrArray *ticks;
  /* The switches of the guide's options: row -> the option's id. */
  GHashTable *option_rows;
  /* Where the screen is the one from which the credentials are copied. */
  OnbCredentialsForm *form;
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

  g_hash_table_iter_init (&iter, self->option_rows);
  while (g_hash_table_iter_next (&iter, &row, &option))
    adw_switch_row_set_active (row, onb_clinic_get_option (clinic, option));

  onb_page_set_done (ONB_PAGE (self),
                     done && (self->form == NULL || onb_clinic_get_stored (clinic)));
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
on_option_toggled (AdwSwitchRow *row, GParamSpec *pspec, OnbScreenPage *self)
{
  onb_clinic_set_option (onb_page_get_clinic (ONB_PAGE (self)),
                         g_hash_table_lookup (self->option_rows, row),
                         adw_switch_row_get_active (row));
}

static void
on_open_clicked (GtkButton *button, const OnbGuideItem *item)
{
  onb_launch (GTK_WIDGET (button), item->value,
              _ ("No web browser could be opened. Copy the address and open it in a browser."));
}

static GtkWidget *
row_new (GType type, const char *title, const char *subtitle)
{
  return g_object_new (type, "use-markup", FALSE, "title", title, "subtitle",
                       subtitle != NULL ? subtitle : "", NULL);
}

/* For something that stands in the console: what to do with it, and its exact words. */
static GtkWidget *
console_row_new (const char *what_to_do, const char *words, const char *copy)
{
  GtkWidget *row = row_new (ONB_TYPE_STATIC_ROW, words, what_to_do);

  if (copy != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), onb_copy_button_new (words, copy));
  return row;
}

/* What belongs to a place has its badge where the step has several. */
static void
add_row (OnbScreenPage *self,
         GtkWidget *group,
         const OnbGuideStep *step,
         const OnbGuideItem *item,
         GtkWidget *row)
{
  g_autofree char *place = onb_place_of_item (step, item);

  if (!g_ascii_isdigit (place[strlen (place) - 1]))
    {
      GtkWidget *badge = onb_badge_new (place, FALSE);

      gtk_widget_add_css_class (badge, "place");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), badge);
    }
  onb_spotlight_add (self->spotlight, row, place, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static char *
describe_choice (const OnbGuideItem *item)
{
  switch (item->choice)
    {
    case ONB_GUIDE_CHOICE_EXACT:
      /* Translators: a value that must be chosen or entered exactly like this. */
      return onb_bidi_format (_ ("Must be “%s”."), item->value);
    case ONB_GUIDE_CHOICE_SUGGESTED:
      /* Translators: a value that is only proposed. */
      return onb_bidi_format (_ ("For example, “%s”."), item->value);
    case ONB_GUIDE_CHOICE_FREE:
    default:
      return g_strdup (_ ("Any value."));
    }
}

static GtkWidget *
field_new (const OnbGuideItem *item)
{
  g_autofree char *choice = describe_choice (item);
  g_autofree char *text =
      item->explanation != NULL ? g_strdup_printf ("%s %s", choice, item->explanation) : NULL;

  return console_row_new (text != NULL ? text : choice, item->label, item->value);
}

static GtkWidget *
address_new (const OnbGuideItem *item)
{
  GtkWidget *row = console_row_new (_ ("Opens in your web browser."), item->value, item->value);
  GtkWidget *button = gtk_button_new_with_label (_ ("Open"));

  gtk_widget_set_tooltip_text (button, _ ("Open in Web Browser"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (on_open_clicked), (gpointer) item);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* Which boxes are to be checked, the sketch says; here is what may be wanted beside. */
static void
add_options (OnbScreenPage *self, GtkWidget *group)
{
  OnbGuide *guide = onb_session_get_guide (onb_page_get_session (ONB_PAGE (self)));
  GPtrArray *options = onb_guide_get_options (guide);

  for (guint i = 0; i < options->len; i++)
    {
      const OnbGuideOption *option = g_ptr_array_index (options, i);
      GtkWidget *row = g_object_new (ADW_TYPE_SWITCH_ROW, "use-markup", FALSE, "title",
                                     option->title, "subtitle", option->explanation, NULL);

      g_hash_table_insert (self->option_rows, row, option->id);
      g_signal_connect_object (row, "notify::active", G_CALLBACK (on_option_toggled), self, 0);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
}

static void
add_item (OnbScreenPage *self, GtkWidget *group, const OnbGuideStep *step, const OnbGuideItem *item)
{
  GPtrArray *products =
      onb_guide_get_products (onb_session_get_guide (onb_page_get_session (ONB_PAGE (self))));
  GtkWidget *row = NULL;

  switch (item->kind)
    {
    case ONB_GUIDE_OPEN:
      row = address_new (item);
      break;
    case ONB_GUIDE_PRESS:
      row = console_row_new (_ ("Click this button in the console."), item->label, NULL);
      break;
    case ONB_GUIDE_FIELD:
      row = field_new (item);
      break;
    case ONB_GUIDE_CHECK:
      row = console_row_new (_ ("Select this checkbox."), item->label, NULL);
      break;
    case ONB_GUIDE_PRODUCTS:
      for (guint i = 0; i < products->len; i++)
        {
          const OnbGuideProduct *product = g_ptr_array_index (products, i);
          /* Translators: the label of a list in the console. */
          g_autofree char *text = onb_bidi_format (_ ("Select this under “%s”."), item->label);

          add_row (self, group, step, item, console_row_new (text, product->label, product->label));
        }
      return;
    case ONB_GUIDE_SCOPES:
      add_options (self, group);
      return;
    case ONB_GUIDE_EXPECT:
      row = console_row_new (_ ("The console shows this message when the registration succeeded."),
                             item->label, NULL);
      break;
    case ONB_GUIDE_COPY:
      /* Its field is in the form. */
      return;
    default:
      g_assert_not_reached ();
    }

  add_row (self, group, step, item, row);
}

/* What only some see, folded, so that it is in nobody else's way. */
static void
add_notes (GtkWidget *group, const OnbGuideStep *step)
{
  GtkWidget *expander;

  if (step->notes->len == 0)
    return;

  expander = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", _ ("You May Also See"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("You May Also See"), -1);
  gtk_widget_add_css_class (expander, "notes");
  for (guint i = 0; i < step->notes->len; i++)
    {
      const OnbGuideNote *note = g_ptr_array_index (step->notes, i);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander),
                                console_row_new (note->explanation, note->label, NULL));
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), expander);
}

/* Where a step is one thing to press, look at or check, its words stand below what to do. */
static const OnbGuideItem *
find_only_item (const OnbGuideStep *step)
{
  const OnbGuideItem *item = step->items->len == 1 ? g_ptr_array_index (step->items, 0) : NULL;

  if (item == NULL || (item->kind != ONB_GUIDE_PRESS && item->kind != ONB_GUIDE_CHECK &&
                       item->kind != ONB_GUIDE_EXPECT))
    return NULL;

  return item;
}

static GtkWidget *
step_new (OnbScreenPage *self, const OnbGuideStep *step)
{
  const OnbGuideItem *only = find_only_item (step);
  /* Translators: words that stand in the console. */
  g_autofree char *words = only != NULL ? onb_bidi_format (_ ("“%s”"), only->label) : NULL;
  GtkWidget *group = onb_group_new ();
  GtkWidget *row = row_new (ADW_TYPE_ACTION_ROW, step->instruction, words);
  GtkWidget *tick = gtk_check_button_new ();
  g_autofree char *number = g_strdup_printf ("%d", step->number);
  /* Translators: name of the box to tick when a step is done. */
  g_autofree char *name = g_strdup_printf (_ ("Step %d done"), step->number);

  gtk_widget_set_valign (tick, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (tick, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (tick, "selection-mode");
  g_signal_connect_object (tick, "toggled", G_CALLBACK (on_tick_toggled), self, 0);
  g_ptr_array_add (self->ticks, tick);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), onb_badge_new (number, FALSE));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), tick);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), tick);
  /* That names it after the row; its own name says which step is done. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_widget_add_css_class (row, "step");
  onb_spotlight_add (self->spotlight, row, number, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  for (guint i = 0; only == NULL && i < step->items->len; i++)
    add_item (self, group, step, g_ptr_array_index (step->items, i));
  add_notes (group, step);

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
onb_screen_page_shown (OnbPage *page)
{
  OnbScreenPage *self = ONB_SCREEN_PAGE (page);

  if (self->form != NULL)
    onb_credentials_form_shown (self->form);
}

static void
tick_all (OnbScreenPage *self)
{
  for (guint i = 0; i < self->ticks->len; i++)
    onb_clinic_set_tick (onb_page_get_clinic (ONB_PAGE (self)), step_at (self, i)->number, TRUE);
}

/* What is to be copied is not done before it has come here. */
static void
onb_screen_page_passed (OnbPage *page)
{
  OnbScreenPage *self = ONB_SCREEN_PAGE (page);

  if (self->form == NULL || onb_clinic_get_stored (onb_page_get_clinic (page)))
    tick_all (self);
}

static void
on_saved (OnbCredentialsForm *form, OnbScreenPage *self)
{
  tick_all (self);
}

static gboolean
onb_screen_page_holds_input (OnbPage *page)
{
  OnbScreenPage *self = ONB_SCREEN_PAGE (page);

  return self->form != NULL && onb_credentials_form_holds_input (self->form);
}

static void
onb_screen_page_dispose (GObject *object)
{
  OnbScreenPage *self = ONB_SCREEN_PAGE (object);

  g_ptr_array_set_size (self->ticks, 0);
  g_hash_table_remove_all (self->option_rows);

  G_OBJECT_CLASS (onb_screen_page_parent_class)->dispose (object);
}

static void
onb_screen_page_finalize (GObject *object)
{
  OnbScreenPage *self = ONB_SCREEN_PAGE (object);

  g_ptr_array_unref (self->ticks);
  g_hash_table_unref (self->option_rows);
  g_object_unref (self->spotlight);

  G_OBJECT_CLASS (onb_screen_page_parent_class)->finalize (object);
}

static void
onb_screen_page_class_init (OnbScreenPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = onb_screen_page_dispose;
  object_class->finalize = onb_screen_page_finalize;
  ONB_PAGE_CLASS (klass)->find_step = onb_screen_page_find_step;
  ONB_PAGE_CLASS (klass)->shown = onb_screen_page_shown;
  ONB_PAGE_CLASS (klass)->passed = onb_screen_page_passed;
  ONB_PAGE_CLASS (klass)->holds_input = onb_screen_page_holds_input;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/guide/onb-screen-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbScreenPage, steps);
}

static void
onb_screen_page_init (OnbScreenPage *self)
{
  self->ticks = g_ptr_array_new ();
  self->option_rows = g_hash_table_new (NULL, NULL);
  self->spotlight = onb_spotlight_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const OnbGuideStep *
find_step_with_credentials (const OnbGuideScreen *screen)
{
  for (guint i = 0; i < screen->steps->len; i++)
    {
      const OnbGuideStep *step = g_ptr_array_index (screen->steps, i);

      for (guint j = 0; j < step->items->len; j++)
        if (((const OnbGuideItem *) g_ptr_array_index (step->items, j))->kind == ONB_GUIDE_COPY)
          return step;
    }

  return NULL;
}

/* It stands beside the credentials, and is needed next. */
static void
add_application_id (OnbScreenPage *self, OnbSession *session)
{
  GtkWidget *group;

  if (onb_guide_get_enablement (onb_session_get_guide (session)) == NULL)
    return;

  group = g_object_new (ONB_TYPE_APPLICATION_ID_GROUP, NULL);
  onb_application_id_group_set_session (ONB_APPLICATION_ID_GROUP (group), session);
  gtk_box_append (self->steps, group);
}

OnbPage *
onb_screen_page_new (OnbSession *session, const OnbGuideScreen *screen)
{
  const OnbGuideStep *first = g_ptr_array_index (screen->steps, 0);
  const OnbGuideStep *last = g_ptr_array_index (screen->steps, screen->steps->len - 1);
  const OnbGuideStep *copied = find_step_with_credentials (screen);
  OnbScreenPage *self = g_object_new (ONB_TYPE_SCREEN_PAGE, "session", session, "id",
                                      copied != NULL ? ONB_PAGE_CREDENTIALS : screen->id, "title",
                                      copied != NULL ? _ ("Credentials") : screen->title,
                                      "first-step", first->number, "last-step", last->number, NULL);

  self->screen = screen;
  for (guint i = 0; i < screen->steps->len; i++)
    gtk_box_append (self->steps, step_new (self, step_at (self, i)));
  if (copied != NULL)
    {
      self->form =
          ONB_CREDENTIALS_FORM (onb_credentials_form_new (session, copied, self->spotlight));
      gtk_box_append (self->steps, GTK_WIDGET (self->form));
      g_signal_connect_object (self->form, "saved", G_CALLBACK (on_saved), self, 0);
      g_object_bind_property (self->form, "asks", self, "suggests", G_BINDING_SYNC_CREATE);
      add_application_id (self, session);
    }
  onb_page_set_companion (ONB_PAGE (self), onb_console_view_new (session, screen, self->spotlight));

  update (self);
  g_signal_connect_object (onb_session_get_clinic (session), "changed",
                           G_CALLBACK (on_clinic_changed), self, 0);
  return ONB_PAGE (self);
}
