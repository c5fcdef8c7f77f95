/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/window/onb-pair.h"

#define DEFAULT_SPACING 24
#define SIDE_BY_SIDE_WIDTH 760

struct _OnbPair
{
  GtkWidget parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (OnbPair, onb_pair, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
onb_pair_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
onb_pair_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  int spacing = ONB_PAIR (widget)->spacing;
  gboolean beside = for_size >= SIDE_BY_SIDE_WIDTH;
  int n_children = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;
      int child_size = for_size;

      if (!gtk_widget_should_layout (child))
        continue;

      if (orientation == GTK_ORIENTATION_VERTICAL && beside)
        child_size = (for_size - spacing) / 2;
      gtk_widget_measure (child, orientation, child_size, &child_minimum, &child_natural, NULL,
                          NULL);

      if (orientation == GTK_ORIENTATION_VERTICAL && !beside)
        {
          int gap = n_children > 0 ? spacing : 0;

          *minimum += child_natural + gap;
          *natural += child_natural + gap;
        }
      else
        {
          /* Each child gets its natural height, so that this is what the pair needs. */
          *minimum = MAX (*minimum,
                          orientation == GTK_ORIENTATION_VERTICAL ? child_natural : child_minimum);
          *natural = MAX (*natural, child_natural);
        }
      n_children++;
    }

  if (orientation == GTK_ORIENTATION_HORIZONTAL && n_children > 1)
    *natural = MAX (*natural, SIDE_BY_SIDE_WIDTH);
}

static void
onb_pair_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  int spacing = ONB_PAIR (widget)->spacing;
  gboolean beside = width >= SIDE_BY_SIDE_WIDTH;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int column = (width - spacing) / 2;
  int index = 0, y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int natural;
      GtkAllocation place;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, beside ? column : width, NULL, &natural,
                          NULL, NULL);
      if (beside)
        place =
            (GtkAllocation){ (index == 1) != mirrored ? column + spacing : 0, 0, column, natural };
      else
        place = (GtkAllocation){ 0, y, width, natural };

      gtk_widget_size_allocate (child, &place, -1);
      y += natural + spacing;
      index++;
    }
}

static void
onb_pair_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (onb_pair_parent_class)->dispose (object);
}

static void
onb_pair_class_init (OnbPairClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_pair_dispose;
  widget_class->get_request_mode = onb_pair_get_request_mode;
  widget_class->measure = onb_pair_measure;
  widget_class->size_allocate = onb_pair_size_allocate;
}

static void
onb_pair_init (OnbPair *self)
{
  self->spacing = DEFAULT_SPACING;
}

void
onb_pair_set_spacing (OnbPair *self, int spacing)
{
  g_return_if_fail (ONB_IS_PAIR (self));

  self->spacing = spacing;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

GtkWidget *
onb_pair_new (GtkWidget *start, GtkWidget *end)
{
  GtkWidget *self = g_object_new (ONB_TYPE_PAIR, NULL);

  gtk_widget_set_parent (start, self);
  gtk_widget_set_parent (end, self);
  return self;
}
