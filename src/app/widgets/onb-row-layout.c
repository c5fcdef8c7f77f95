/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/widgets/onb-row-layout.h"

/* The platform's, of a row. */
#define SPACING 6
/* Below buttons that are below the text. */
#define BOTTOM 9

struct _OnbRowLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (OnbRowLayout, onb_row_layout, GTK_TYPE_LAYOUT_MANAGER)

/* What a row consists of: prefixes and an icon, the text, suffixes; each may be missing or hidden. */
typedef struct
{
  GtkWidget *text;
  GtkWidget *suffixes;
  /* Of what is before the text, with the space after it. */
  int lead;
  int lead_height;
} Parts;

static int
measure (GtkWidget *widget, GtkOrientation orientation, int for_size, gboolean least)
{
  int minimum, natural;

  if (widget == NULL || !gtk_widget_should_layout (widget))
    return 0;

  gtk_widget_measure (widget, orientation, for_size, &minimum, &natural, NULL, NULL);
  return least ? minimum : natural;
}

static int
width_of (GtkWidget *widget)
{
  return measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, FALSE);
}

static int
height_of (GtkWidget *widget, int width)
{
  return measure (widget, GTK_ORIENTATION_VERTICAL, width, FALSE);
}

static gboolean
is_lead (GtkWidget *widget)
{
  return !gtk_widget_has_css_class (widget, "title") &&
         !gtk_widget_has_css_class (widget, "suffixes") && gtk_widget_should_layout (widget);
}

static Parts
find_parts (GtkWidget *header)
{
  Parts parts = { NULL, NULL, 0, 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (header); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, "title"))
      {
        parts.text = child;
      }
    else if (gtk_widget_has_css_class (child, "suffixes"))
      {
        parts.suffixes = child;
      }
    else if (is_lead (child))
      {
        parts.lead += width_of (child) + SPACING;
        parts.lead_height = MAX (parts.lead_height, height_of (child, -1));
      }

  return parts;
}

/* What the suffixes take of the width, if they are beside the text. */
static int
end_of (const Parts *parts)
{
  int width = width_of (parts->suffixes);

  return width > 0 ? width + SPACING : 0;
}

static gboolean
is_stacked (const Parts *parts, int width)
{
  int room = width - parts->lead - end_of (parts);

  return end_of (parts) > 0 && width >= 0 && room < width_of (parts->text) && 2 * room < width;
}

static GtkSizeRequestMode
onb_row_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *header)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (const Parts *parts, int *minimum, int *natural)
{
  int text = measure (parts->text, GTK_ORIENTATION_HORIZONTAL, -1, TRUE);
  int suffixes = measure (parts->suffixes, GTK_ORIENTATION_HORIZONTAL, -1, TRUE);

  /* Beside or below each other, whichever it comes to. */
  *minimum = MAX (parts->lead + text, suffixes);
  *natural = MAX (*minimum, parts->lead + width_of (parts->text) + end_of (parts));
}

static int
measure_height (const Parts *parts, int width)
{
  int suffixes = width_of (parts->suffixes);

  if (width < 0)
    width = parts->lead + width_of (parts->text) + end_of (parts);
  if (is_stacked (parts, width))
    return MAX (parts->lead_height, height_of (parts->text, width - parts->lead)) +
           height_of (parts->suffixes, MIN (width, suffixes)) + BOTTOM;

  return MAX (MAX (parts->lead_height,
                   height_of (parts->text, width - parts->lead - end_of (parts))),
              height_of (parts->suffixes, suffixes));
}

static void
onb_row_layout_measure (GtkLayoutManager *layout,
                        GtkWidget *header,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  Parts parts = find_parts (header);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (&parts, minimum, natural);
  else
    *minimum = *natural = measure_height (&parts, for_size);
}

/* From where a line begins: from the right in some languages. */
static void
put (GtkWidget *header, GtkWidget *child, int x, int y, int width, int height)
{
  if (child == NULL || !gtk_widget_should_layout (child))
    return;

  if (gtk_widget_get_direction (header) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (header) - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
onb_row_layout_allocate (
    GtkLayoutManager *layout, GtkWidget *header, int width, int height, int baseline)
{
  Parts parts = find_parts (header);
  gboolean stacked = is_stacked (&parts, width);
  int end = MIN (width, width_of (parts.suffixes));
  int end_height = stacked ? height_of (parts.suffixes, end) : height;
  /* Of the line in which the text is. */
  int line = stacked ? height - end_height - BOTTOM : height;
  int x = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (header); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_lead (child))
      {
        put (header, child, x, 0, width_of (child), line);
        x += width_of (child) + SPACING;
      }

  put (header, parts.text, x, 0, MAX (0, width - x - (stacked ? 0 : end_of (&parts))), line);
  put (header, parts.suffixes, width - end, stacked ? line : 0, end, end_height);
}

static void
onb_row_layout_class_init (OnbRowLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = onb_row_layout_get_request_mode;
  layout_class->measure = onb_row_layout_measure;
  layout_class->allocate = onb_row_layout_allocate;
}

static void
onb_row_layout_init (OnbRowLayout *self)
{
}

void
onb_row_layout_install (AdwActionRow *row)
{
  GtkWidget *header;

  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  header = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  gtk_widget_set_layout_manager (header, g_object_new (ONB_TYPE_ROW_LAYOUT, NULL));
}
