/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "guide/onb-sketch.h"

/* What an element of a guide file draws, and whether it holds others. */
static const struct
{
  const char *element;
  OnbSketchKind kind;
  gboolean container;
} parts[] = {
  { "column", ONB_SKETCH_COLUMN, TRUE },    { "row", ONB_SKETCH_ROW, TRUE },
  { "bottom", ONB_SKETCH_BOTTOM, TRUE },    { "end", ONB_SKETCH_END, FALSE },
  { "blank", ONB_SKETCH_BLANK, FALSE },     { "heading", ONB_SKETCH_HEADING, FALSE },
  { "input", ONB_SKETCH_INPUT, FALSE },     { "select", ONB_SKETCH_SELECT, FALSE },
  { "check", ONB_SKETCH_CHECK, FALSE },     { "button", ONB_SKETCH_BUTTON, FALSE },
  { "link", ONB_SKETCH_LINK, FALSE },       { "item", ONB_SKETCH_ITEM, FALSE },
  { "message", ONB_SKETCH_MESSAGE, FALSE }, { "products", ONB_SKETCH_PRODUCTS, FALSE },
  { "scopes", ONB_SKETCH_SCOPES, FALSE },
};

static OnbSketchNode *
node_new (OnbSketchKind kind, gboolean container)
{
  OnbSketchNode *node = g_new0 (OnbSketchNode, 1);

  node->kind = kind;
  if (container)
    node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_sketch_free);

  return node;
}

OnbSketchNode *
onb_sketch_new (void)
{
  return node_new (ONB_SKETCH_COLUMN, TRUE);
}

void
onb_sketch_free (OnbSketchNode *node)
{
  g_return_if_fail (node != NULL);

  g_free (node->label);
  g_free (node->value);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

OnbSketchNode *
onb_sketch_add_part (OnbSketchNode *container, OnbMarkup *markup, GError **error)
{
  const char *name = onb_markup_get_name (markup);
  const char *label, *value, *step;
  OnbSketchNode *node;
  guint part = 0;
  int number = 0;

  if (!onb_markup_attributes (markup, error, "?label", &label, "?value", &value, "?step", &step,
                              NULL) ||
      (step != NULL && !onb_markup_step_number (markup, step, &number, error)))
    return NULL;

  while (part < G_N_ELEMENTS (parts) && strcmp (parts[part].element, name) != 0)
    part++;
  g_assert (part < G_N_ELEMENTS (parts));

  node = node_new (parts[part].kind, parts[part].container);
  node->label = g_strdup (label);
  node->value = g_strdup (value);
  node->step = number;
  g_ptr_array_add (container->children, node);
  return node;
}

int
onb_sketch_check_steps (const OnbSketchNode *node, GPtrArray *steps)
{
  int stray = node->step;

  for (guint i = 0; i < steps->len; i++)
    {
      const OnbGuideStep *step = g_ptr_array_index (steps, i);

      if (step->number == node->step)
        stray = 0;
    }

  for (guint i = 0; stray == 0 && node->children != NULL && i < node->children->len; i++)
    stray = onb_sketch_check_steps (g_ptr_array_index (node->children, i), steps);

  return stray;
}
