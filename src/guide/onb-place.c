/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "guide/onb-place.h"

/* What is opened here is opened in the browser, and is nowhere on the screen. */
static gboolean
is_on_screen (const OnbGuideItem *item)
{
  return item->kind != ONB_GUIDE_OPEN;
}

char *
onb_place_of_item (const OnbGuideStep *step, const OnbGuideItem *item)
{
  guint n_places = 0, index = 0;

  g_return_val_if_fail (step != NULL, NULL);
  g_return_val_if_fail (item != NULL, NULL);

  for (guint i = 0; i < step->items->len; i++)
    {
      const OnbGuideItem *other = g_ptr_array_index (step->items, i);

      if (other == item)
        index = n_places;
      n_places += is_on_screen (other);
    }

  if (n_places < 2 || n_places > 26 || !is_on_screen (item))
    return g_strdup_printf ("%d", step->number);

  return g_strdup_printf ("%d%c", step->number, (char) ('a' + index));
}

static gboolean
is_drawn_by (const OnbGuideItem *item, const OnbSketchNode *node)
{
  switch (item->kind)
    {
    case ONB_GUIDE_PRODUCTS:
      return node->kind == ONB_SKETCH_PRODUCTS;
    case ONB_GUIDE_SCOPES:
      return node->kind == ONB_SKETCH_SCOPES;
    case ONB_GUIDE_OPEN:
    case ONB_GUIDE_PRESS:
    case ONB_GUIDE_FIELD:
    case ONB_GUIDE_CHECK:
    case ONB_GUIDE_EXPECT:
    case ONB_GUIDE_COPY:
    default:
      return item->label != NULL && g_strcmp0 (item->label, node->label) == 0;
    }
}

char *
onb_place_of_node (const OnbGuideScreen *screen, const OnbSketchNode *node)
{
  g_return_val_if_fail (screen != NULL, NULL);
  g_return_val_if_fail (node != NULL, NULL);

  if (node->step == 0)
    return NULL;

  for (guint i = 0; i < screen->steps->len; i++)
    {
      const OnbGuideStep *step = g_ptr_array_index (screen->steps, i);

      for (guint j = 0; step->number == node->step && j < step->items->len; j++)
        {
          const OnbGuideItem *item = g_ptr_array_index (step->items, j);

          if (is_drawn_by (item, node))
            return onb_place_of_item (step, item);
        }
    }

  return g_strdup_printf ("%d", node->step);
}
