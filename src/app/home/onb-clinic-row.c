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
  GtkMenuButton *menu;

  OnbClinic *clinic;
  char *label;
};

G_DEFINE_FINAL_TYPE (OnbClinicRow, onb_clinic_row, GTK_TYPE_BOX)

enum
{
  PROP_CLINIC = 1,
  PROP_LABEL,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

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

static void
update (OnbClinicRow *self)
{
  const char *title = onb_clinic_get_title (self->clinic);
  g_autofree char *stage = describe_stage (self->clinic);
  /* Translators: the name of a clinic. */
  g_autofree char *menu_name = onb_bidi_format (_ ("More about “%s”"), title);

  gtk_image_set_from_icon_name (self->icon, stage_icon (self->clinic));
  gtk_label_set_label (self->name, title);
  gtk_label_set_label (self->stage, stage);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), menu_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu_name, -1);

  g_free (self->label);
  self->label = onb_bidi_format ("%s. %s", title, stage);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

static void
set_clinic (OnbClinicRow *self, OnbClinic *clinic)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (self->clinic == clinic)
    return;

  if (self->clinic != NULL)
    g_signal_handlers_disconnect_by_func (self->clinic, update, self);
  g_set_object (&self->clinic, clinic);
  if (clinic == NULL)
    return;

  menu = menu_new (clinic);
  gtk_menu_button_set_menu_model (self->menu, menu);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
onb_clinic_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OnbClinicRow *self = ONB_CLINIC_ROW (object);

  switch (id)
    {
    case PROP_CLINIC:
      g_value_set_object (value, self->clinic);
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
    case PROP_CLINIC:
      set_clinic (ONB_CLINIC_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_clinic_row_dispose (GObject *object)
{
  set_clinic (ONB_CLINIC_ROW (object), NULL);
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

  properties[PROP_CLINIC] = g_param_spec_object ("clinic", NULL, NULL, ONB_TYPE_CLINIC,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/home/onb-clinic-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, icon);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, name);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, stage);
  gtk_widget_class_bind_template_child (widget_class, OnbClinicRow, menu);
}

static void
onb_clinic_row_init (OnbClinicRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
