/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/widgets/onb-look.h"

#include "app/widgets/onb-feedback-row.h"

/* Who types hears what is right or wrong in the end, and not after each letter. */
#define ANNOUNCE_AFTER_MS 700

struct _OnbFeedbackRow
{
  OnbStaticRow parent_instance;

  GtkImage *icon;
  GtkWidget *spinner;

  /* Not owned: it stands beside this row, and may go before it. */
  GtkWidget *field;
  char *text;
  guint announce_id;
};

G_DEFINE_FINAL_TYPE (OnbFeedbackRow, onb_feedback_row, ONB_TYPE_STATIC_ROW)

enum
{
  PROP_FIELD = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* What has the keyboard's focus in the field is what is invalid to an assistive technology. */
static GtkAccessible *
find_accessible (GtkWidget *field)
{
  GtkEditable *delegate =
      GTK_IS_EDITABLE (field) ? gtk_editable_get_delegate (GTK_EDITABLE (field)) : NULL;

  return GTK_ACCESSIBLE (delegate != NULL ? GTK_WIDGET (delegate) : field);
}

static void
mark_field (OnbFeedbackRow *self, gboolean wrong)
{
  GtkAccessible *accessible;

  if (self->field == NULL)
    return;

  accessible = find_accessible (self->field);
  if (wrong)
    {
      gtk_widget_add_css_class (self->field, "error");
      gtk_accessible_update_relation (accessible, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, self, NULL,
                                      -1);
    }
  else
    {
      gtk_widget_remove_css_class (self->field, "error");
      gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
    }
  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static gboolean
on_announce_due (gpointer data)
{
  OnbFeedbackRow *self = data;

  self->announce_id = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), self->text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return G_SOURCE_REMOVE;
}

void
onb_feedback_row_say (OnbFeedbackRow *self, OnbFeedback feedback, const char *text)
{
  static const struct
  {
    OnbFeedback feedback;
    const OnbLook *(*look) (void);
  } looks[] = {
    { ONB_FEEDBACK_FINE, onb_look_of_fine },
    { ONB_FEEDBACK_DOUBT, onb_look_of_warning },
    { ONB_FEEDBACK_WRONG, onb_look_of_error },
  };

  g_return_if_fail (ONB_IS_FEEDBACK_ROW (self));
  g_return_if_fail (feedback == ONB_FEEDBACK_NONE || text != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (looks[i].feedback == feedback)
      onb_look_apply (looks[i].look (), self->icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), feedback != ONB_FEEDBACK_BUSY);
  gtk_widget_set_visible (self->spinner, feedback == ONB_FEEDBACK_BUSY);
  gtk_widget_set_visible (GTK_WIDGET (self), feedback != ONB_FEEDBACK_NONE);
  mark_field (self, feedback == ONB_FEEDBACK_WRONG);

  if (!g_set_str (&self->text, text))
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), text != NULL ? text : "");
  g_clear_handle_id (&self->announce_id, g_source_remove);
  if (text != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->announce_id = g_timeout_add (ANNOUNCE_AFTER_MS, on_announce_due, self);
}

static void
onb_feedback_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FIELD:
      g_value_set_object (value, ONB_FEEDBACK_ROW (object)->field);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_feedback_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FIELD:
      g_set_weak_pointer (&ONB_FEEDBACK_ROW (object)->field, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_feedback_row_dispose (GObject *object)
{
  g_clear_handle_id (&ONB_FEEDBACK_ROW (object)->announce_id, g_source_remove);
  g_clear_weak_pointer (&ONB_FEEDBACK_ROW (object)->field);

  G_OBJECT_CLASS (onb_feedback_row_parent_class)->dispose (object);
}

static void
onb_feedback_row_finalize (GObject *object)
{
  g_free (ONB_FEEDBACK_ROW (object)->text);

  G_OBJECT_CLASS (onb_feedback_row_parent_class)->finalize (object);
}

static void
onb_feedback_row_class_init (OnbFeedbackRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = onb_feedback_row_get_property;
  object_class->set_property = onb_feedback_row_set_property;
  object_class->dispose = onb_feedback_row_dispose;
  object_class->finalize = onb_feedback_row_finalize;

  properties[PROP_FIELD] = g_param_spec_object ("field", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
onb_feedback_row_init (OnbFeedbackRow *self)
{
  self->icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->spinner = g_object_new (ADW_TYPE_SPINNER, "visible", FALSE, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
