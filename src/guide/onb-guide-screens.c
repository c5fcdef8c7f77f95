/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "guide/onb-sketch.h"

#include "guide/onb-guide-screens.h"

static gboolean
start_screen (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *id;

  if (!onb_markup_attributes (markup, error, "id", &id, NULL) ||
      !onb_markup_is_id (markup, id, error))
    return FALSE;

  for (guint i = 0; i < self->facts->screens->len; i++)
    {
      const OnbGuideScreen *other = g_ptr_array_index (self->facts->screens, i);

      if (strcmp (other->id, id) == 0)
        return onb_markup_fail (markup, error, "there are two screens “%s”", id);
    }

  self->screen = onb_guide_facts_add_screen (self->facts, id);
  return TRUE;
}

static gboolean
start_picture (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *file;

  if (!onb_markup_attributes (markup, error, "file", &file, NULL) ||
      !onb_markup_is_first (markup, self->screen->picture == NULL, error))
    return FALSE;

  /* The name is looked for in a folder and must not lead out of it. */
  if (strchr (file, G_DIR_SEPARATOR) != NULL || file[0] == '.')
    return onb_markup_fail (markup, error, "“%s” is no plain file name", file);

  self->screen->picture = g_strdup (file);
  return TRUE;
}

static gboolean
start_mark (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *step;
  const char *places[4];
  OnbGuideMark mark = { 0 };
  double *numbers[4] = { &mark.x, &mark.y, &mark.width, &mark.height };

  if (!onb_markup_attributes (markup, error, "step", &step, "x", &places[0], "y", &places[1],
                              "width", &places[2], "height", &places[3], NULL) ||
      !onb_markup_step_number (markup, step, &mark.step, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      char *end;

      *numbers[i] = g_ascii_strtod (places[i], &end);
      if (*end != '\0' || !(*numbers[i] >= 0 && *numbers[i] <= 1))
        return onb_markup_fail (markup, error, "“%s” is no fraction between 0 and 1", places[i]);
    }

  g_array_append_val (self->screen->marks, mark);
  return TRUE;
}

static gboolean
start_step (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *text;
  int number = 0;

  if (!onb_markup_attributes (markup, error, "number", &text, NULL) ||
      !onb_markup_step_number (markup, text, &number, error))
    return FALSE;

  if (number != self->facts->n_steps + 1)
    return onb_markup_fail (markup, error, "step %d stands where step %d is due", number,
                            self->facts->n_steps + 1);

  self->step = onb_guide_facts_add_step (self->facts, self->screen, number);
  return TRUE;
}

static gboolean
start_instruction (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  onb_markup_take_text (markup, &self->step->instruction);
  return onb_markup_attributes (markup, error, NULL);
}

static OnbGuideItem *
add_item (OnbGuideReading *self,
          OnbMarkup *markup,
          OnbGuideItemKind kind,
          const char *label,
          const char *value)
{
  OnbGuideItem *item = g_new0 (OnbGuideItem, 1);

  item->kind = kind;
  item->label = g_strdup (label);
  item->value = g_strdup (value);
  g_ptr_array_add (self->step->items, item);
  onb_markup_take_text (markup, &item->explanation);
  return item;
}

static gboolean
start_open (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *address;

  if (!onb_markup_attributes (markup, error, "address", &address, NULL))
    return FALSE;

  if (!onb_markup_is_https (markup, address, error))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_OPEN, NULL, address);
  return TRUE;
}

static gboolean
start_press (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_PRESS, label, NULL);
  return TRUE;
}

static gboolean
start_field (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  static const char *const choices[] = { "exact", "suggested", "free", NULL };
  const char *label, *value, *choice;

  if (!onb_markup_attributes (markup, error, "label", &label, "?value", &value, "choice", &choice,
                              NULL))
    return FALSE;

  if (!g_strv_contains (choices, choice))
    return onb_markup_fail (markup, error,
                            "a field's choice is “exact”, “suggested” or “free”, not “%s”", choice);

  if ((value == NULL) != (strcmp (choice, "free") == 0))
    return onb_markup_fail (markup, error, "a field has a value, unless its choice is free");

  add_item (self, markup, ONB_GUIDE_FIELD, label, value)->choice =
      strcmp (choice, "exact") == 0       ? ONB_GUIDE_CHOICE_EXACT
      : strcmp (choice, "suggested") == 0 ? ONB_GUIDE_CHOICE_SUGGESTED
                                          : ONB_GUIDE_CHOICE_FREE;
  return TRUE;
}

static gboolean
start_check (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_CHECK, label, NULL);
  return TRUE;
}

static gboolean
start_products (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_PRODUCTS, label, NULL);
  return TRUE;
}

static gboolean
start_scopes (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  if (!onb_markup_attributes (markup, error, NULL))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_SCOPES, NULL, NULL);
  return TRUE;
}

static gboolean
start_expect (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_EXPECT, label, NULL);
  return TRUE;
}

static gboolean
start_copy (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *label, *credential;

  if (!onb_markup_attributes (markup, error, "label", &label, "credential", &credential, NULL))
    return FALSE;

  for (guint i = 0; i < self->facts->credentials->len; i++)
    {
      const OnbGuideCredential *candidate = g_ptr_array_index (self->facts->credentials, i);

      if (strcmp (candidate->id, credential) == 0)
        {
          add_item (self, markup, ONB_GUIDE_COPY, label, credential);
          return TRUE;
        }
    }

  return onb_markup_fail (markup, error, "there is no credential “%s”", credential);
}

static gboolean
start_sketch (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *trail;

  if (self->screen->sketch != NULL)
    return onb_markup_fail (markup, error, "there is a second sketch in the screen “%s”",
                            self->screen->id);

  self->screen->sketch = onb_sketch_new ();
  g_ptr_array_add (self->sketch, self->screen->sketch);
  if (!onb_markup_attributes (markup, error, "?trail", &trail, NULL))
    return FALSE;

  self->screen->trail = g_strdup (trail);
  return TRUE;
}

static gboolean
start_part (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  OnbSketchNode *container = g_ptr_array_index (self->sketch, self->sketch->len - 1);
  OnbSketchNode *node = onb_sketch_add_part (container, markup, error);

  if (node == NULL)
    return FALSE;

  g_ptr_array_add (self->sketch, node);
  return TRUE;
}

static gboolean
end_part (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  g_ptr_array_remove_index (self->sketch, self->sketch->len - 1);
  return TRUE;
}

static gboolean
end_step (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  return self->step->instruction != NULL ||
         onb_markup_fail (markup, error, "step %d has no <instruction>", self->step->number);
}

static gboolean
end_screen (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const OnbGuideScreen *screen = self->screen;
  int stray;

  if (screen->title == NULL)
    return onb_markup_fail (markup, error, "the screen “%s” has no <title>", screen->id);
  if (screen->steps->len == 0)
    return onb_markup_fail (markup, error, "the screen “%s” has no <step>", screen->id);
  if (screen->sketch == NULL)
    return onb_markup_fail (markup, error, "the screen “%s” has no <sketch>", screen->id);

  stray = onb_sketch_check_steps (screen->sketch, screen->steps);
  for (guint i = 0; stray == 0 && i < screen->marks->len; i++)
    {
      OnbSketchNode mark = { .step = g_array_index (screen->marks, OnbGuideMark, i).step };

      stray = onb_sketch_check_steps (&mark, screen->steps);
    }

  return stray == 0 || onb_markup_fail (markup, error,
                                        "the sketch marks step %d, which is not on the screen “%s”",
                                        stray, screen->id);
}

static const OnbMarkupElement elements[] = {
  { "screen", "guide", start_screen, end_screen },
  { "picture", "screen", start_picture },
  { "mark", "picture", start_mark },
  { "step", "screen", start_step, end_step },
  { "instruction", "step", start_instruction },
  { "open", "step", start_open },
  { "press", "step", start_press },
  { "field", "step", start_field },
  { "check", "step", start_check },
  { "products", "step", start_products },
  { "scopes", "step", start_scopes },
  { "expect", "step", start_expect },
  { "copy", "step", start_copy },
  { "sketch", "screen", start_sketch, end_part },
  { "column", ONB_SKETCH_PARENTS, start_part, end_part },
  { "row", ONB_SKETCH_PARENTS, start_part, end_part },
  { "bottom", "sketch", start_part, end_part },
  { "end", ONB_SKETCH_PARENTS, start_part, end_part },
  { "blank", ONB_SKETCH_PARENTS, start_part, end_part },
  { "heading", ONB_SKETCH_PARENTS, start_part, end_part },
  { "input", ONB_SKETCH_PARENTS, start_part, end_part },
  { "select", ONB_SKETCH_PARENTS, start_part, end_part },
  { "check", ONB_SKETCH_PARENTS, start_part, end_part },
  { "button", ONB_SKETCH_PARENTS, start_part, end_part },
  { "link", ONB_SKETCH_PARENTS, start_part, end_part },
  { "item", ONB_SKETCH_PARENTS, start_part, end_part },
  { "message", ONB_SKETCH_PARENTS, start_part, end_part },
  { "products", ONB_SKETCH_PARENTS, start_part, end_part },
  { "scopes", ONB_SKETCH_PARENTS, start_part, end_part },
};

const OnbMarkupElement *
onb_guide_screens_get_elements (guint *n_elements)
{
  g_return_val_if_fail (n_elements != NULL, NULL);

  *n_elements = G_N_ELEMENTS (elements);
  return elements;
}
