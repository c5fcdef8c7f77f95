/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/window/onb-page-row.h"

struct _OnbPageRow
{
  GtkListBoxRow parent_instance;

  OnbPage *page;
};

G_DEFINE_FINAL_TYPE (OnbPageRow, onb_page_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  PROP_PAGE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
update_name (OnbPageRow *self)
{
  g_autofree char *label = onb_page_get_label (self->page);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
onb_page_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ONB_PAGE_ROW (object)->page);
}

static void
onb_page_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ONB_PAGE_ROW (object)->page = g_value_dup_object (value);
}

static void
onb_page_row_constructed (GObject *object)
{
  OnbPageRow *self = ONB_PAGE_ROW (object);

  G_OBJECT_CLASS (onb_page_row_parent_class)->constructed (object);

  g_signal_connect_object (self->page, "notify::label", G_CALLBACK (update_name), self,
                           G_CONNECT_SWAPPED);
  update_name (self);
}

static void
onb_page_row_finalize (GObject *object)
{
  g_clear_object (&ONB_PAGE_ROW (object)->page);

  G_OBJECT_CLASS (onb_page_row_parent_class)->finalize (object);
}

static void
onb_page_row_class_init (OnbPageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = onb_page_row_get_property;
  object_class->set_property = onb_page_row_set_property;
  object_class->constructed = onb_page_row_constructed;
  object_class->finalize = onb_page_row_finalize;

  properties[PROP_PAGE] =
      g_param_spec_object ("page", NULL, NULL, ONB_TYPE_PAGE,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/leyr/Onboarding/ui/window/onb-page-row.ui");
}

static void
onb_page_row_init (OnbPageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
onb_page_row_new (OnbPage *page)
{
  return g_object_new (ONB_TYPE_PAGE_ROW, "page", page, NULL);
}
