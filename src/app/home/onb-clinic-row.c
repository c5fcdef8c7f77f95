/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/home/onb-clinic-actions.h"
#include "guide/onb-bidi.h"

#include "app/home/onb-clinic-row.h"

struct _OnbClinicRow
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *stage;
  GtkLabel *news;
  GtkWidget *next_box;
  GtkProgressBar *progress;
  GtkWidget *continue_button;
  GtkMenuButton *menu;

  OnbClinicSummary *summary;
  char *label;
};

G_DEFINE_FINAL_TYPE (OnbClinicRow, onb_clinic_row, GTK_TYPE_BOX)

enum
{
  PROP_SUMMARY = 1,
  PROP_LABEL,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
add_menu_item (GMenu *menu, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

static GMenuModel *
menu_new (const char *id)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  add_menu_item (menu, _ ("Rename…"), ONB_CLINIC_ACTION_RENAME, id);
  add_menu_item (menu, _ ("Duplicate"), ONB_CLINIC_ACTION_DUPLICATE, id);
  add_menu_item (menu, _ ("Export…"), ONB_CLINIC_ACTION_EXPORT, id);
  add_menu_item (last, _ ("Remove…"), ONB_CLINIC_ACTION_REMOVE, id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (menu);
}

/* A list has some two hundred rows, of which one menu is opened at most. */
static void
on_menu_wanted (GtkMenuButton *button, gpointer data)
{
  OnbClinicRow *self = data;
  g_autoptr (GMenuModel) menu = NULL;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;

  menu = menu_new (onb_clinic_get_id (onb_clinic_summary_get_clinic (self->summary)));
  gtk_menu_button_set_menu_model (button, menu);
}

static void
show_summary (OnbClinicRow *self)
{
  const char *title = onb_clinic_summary_get_title (self->summary);
  const char *stage = onb_clinic_summary_get_stage (self->summary);
  const char *news = onb_clinic_summary_get_news (self->summary);
  const char *id = onb_clinic_get_id (onb_clinic_summary_get_clinic (self->summary));
  double progress = onb_clinic_summary_get_progress (self->summary);
  /* Translators: the name of a clinic. */
  g_autofree char *menu_name = onb_bidi_format (_ ("Menu for “%s”"), title);
  /* Translators: the name of a clinic. */
  g_autofree char *continue_name = onb_bidi_format (_ ("Continue with “%s”"), title);

  onb_look_apply (onb_clinic_summary_get_look (self->summary), self->icon);
  gtk_label_set_label (self->name, title);
  gtk_label_set_label (self->stage, stage);
  gtk_label_set_label (self->news, news != NULL ? news : "");
  gtk_widget_set_visible (GTK_WIDGET (self->news), news != NULL);
  gtk_widget_set_visible (self->next_box, !onb_clinic_summary_get_finished (self->summary));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), progress >= 0);
  gtk_widget_set_halign (self->next_box, progress >= 0 ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  gtk_progress_bar_set_fraction (self->progress, MAX (progress, 0));

  /* The target first: an action that takes one cannot do without it for a moment. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->continue_button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->continue_button), "clinic.open");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->continue_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, continue_name, -1);
  gtk_menu_button_set_menu_model (self->menu, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), menu_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu_name, -1);

  g_free (self->label);
  self->label = news != NULL ? onb_bidi_format ("%s. %s. %s", title, stage, news)
                             : onb_bidi_format ("%s. %s", title, stage);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

static void
set_summary (OnbClinicRow *self, OnbClinicSummary *summary)
{
  if (g_set_object (&self->summary, summary) && summary != NULL)
    show_summary (self);
}

static void
onb_clinic_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OnbClinicRow *self = ONB_CLINIC_ROW (object);

  switch (id)
    {
    case PROP_SUMMARY:
      g_value_set_object (value, self->summary);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_clinic_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SUMMARY:
      set_summary (ONB_CLINIC_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_clinic_row_dispose (GObject *object)
{
  set_summary (ONB_CLINIC_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ONB_TYPE_CLINIC_ROW);

  G_OBJECT_CLASS (onb_clinic_row_parent_class)->dispose (object);
}

static void
onb_clinic_row_finalize (GObject *object)
{
  g_free (ONB_CLINIC_ROW (object)->label);

  G_OBJECT_CLASS (onb_clinic_row_parent_class)->finalize (object);
}

static void
onb_clinic_row_class_init (OnbClinicRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = onb_clinic_row_get_property;
  object_class->set_property = onb_clinic_row_set_property;
  object_class->dispose = onb_clinic_row_dispose;
  object_class->finalize = onb_clinic_row_finalize;

  properties[PROP_SUMMARY] = g_param_spec_object ("summary", NULL, NULL, ONB_TYPE_CLINIC_SUMMARY,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/home/onb-clinic-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, icon);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, name);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, stage);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, news);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, menu);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, next_box);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, progress);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, continue_button);
}

static void
onb_clinic_row_init (OnbClinicRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu, on_menu_wanted, self, NULL);
  /* A button is named after the label in it; this one says more than that. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->continue_button),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}
