/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "guide/onb-guide-reader.h"

typedef struct _Reader Reader;

typedef struct
{
  const char *name;
  /* Where the element may stand, by the names of its parents. */
  const char *parents;
  gboolean (*start) (Reader *self, const char **names, const char **values, GError **error);
  int kind;
} Element;

/* An element that has begun and not ended, and the line on which it did. */
typedef struct
{
  const Element *element;
  int line;
} Open;

struct _Reader
{
  const char *file;
  GMarkupParseContext *context;
  OnbGuideFacts *facts;
  GArray *open;
  /* Where the element that has just ended began; 0 while none has. */
  int line;

  OnbGuideOption *option;
  OnbGuideScreen *screen;
  OnbGuideStep *step;
  GPtrArray *sketch;

  GString *text;
  /* Where the text of the open element goes; NULL where it may have none. */
  char **text_target;
};

static void
item_free (OnbGuideItem *item)
{
  g_free (item->label);
  g_free (item->value);
  g_free (item->explanation);
  g_free (item);
}

static void
step_free (OnbGuideStep *step)
{
  g_free (step->instruction);
  g_ptr_array_unref (step->items);
  g_free (step);
}

static void
sketch_node_free (OnbSketchNode *node)
{
  if (node == NULL)
    return;

  g_free (node->label);
  g_free (node->value);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

static void
screen_free (OnbGuideScreen *screen)
{
  g_free (screen->id);
  g_free (screen->title);
  g_free (screen->picture);
  g_array_unref (screen->marks);
  g_ptr_array_unref (screen->steps);
  sketch_node_free (screen->sketch);
  g_free (screen);
}

static void
scope_free (OnbGuideScope *scope)
{
  g_free (scope->resource);
  g_free (scope->check);
  g_free (scope->option);
  g_free (scope);
}

static void
option_free (OnbGuideOption *option)
{
  g_free (option->id);
  g_free (option->title);
  g_free (option->explanation);
  g_free (option);
}

static void
product_free (OnbGuideProduct *product)
{
  g_free (product->version);
  g_free (product->label);
  g_free (product);
}

static void
directory_free (OnbGuideDirectory *directory)
{
  g_free (directory->address);
  g_free (directory);
}

static void
credential_free (OnbGuideCredential *credential)
{
  g_free (credential->id);
  g_free (credential->label);
  g_free (credential);
}

void
onb_guide_facts_free (OnbGuideFacts *facts)
{
  g_return_if_fail (facts != NULL);

  g_free (facts->id);
  g_free (facts->system);
  g_free (facts->setup_type);
  g_free (facts->setup_explanation);
  g_free (facts->prerequisite);
  g_free (facts->otherwise);
  g_free (facts->contact);
  g_clear_pointer (&facts->directory, directory_free);
  g_ptr_array_unref (facts->credentials);
  g_ptr_array_unref (facts->products);
  g_ptr_array_unref (facts->options);
  g_ptr_array_unref (facts->scopes);
  g_ptr_array_unref (facts->screens);
  g_free (facts);
}

static OnbGuideFacts *
facts_new (void)
{
  OnbGuideFacts *facts = g_new0 (OnbGuideFacts, 1);

  facts->credentials = g_ptr_array_new_with_free_func ((GDestroyNotify) credential_free);
  facts->products = g_ptr_array_new_with_free_func ((GDestroyNotify) product_free);
  facts->options = g_ptr_array_new_with_free_func ((GDestroyNotify) option_free);
  facts->scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) scope_free);
  facts->screens = g_ptr_array_new_with_free_func ((GDestroyNotify) screen_free);

  return facts;
}

/* The line of the tag that was read last: GMarkup has already taken the line break behind it. */
static int
current_line (Reader *self)
{
  int line, column;

  g_markup_parse_context_get_position (self->context, &line, &column);
  return column <= 1 && line > 1 ? line - 1 : line;
}

G_GNUC_PRINTF (3, 4)
static gboolean
fail (Reader *self, GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_INVALID, "%s:%d: %s", self->file,
               self->line != 0 ? self->line : current_line (self), reason);
  return FALSE;
}

static const Element *
parent (Reader *self)
{
  return self->open->len > 0 ? g_array_index (self->open, Open, self->open->len - 1).element : NULL;
}

/* Reads the attributes that an element may have: a list of name, address of a (const char *), ended
 * by NULL. A name that begins with "?" may be missing. Any other attribute is an error. */
static gboolean
attributes (Reader *self, const char **names, const char **values, GError **error, ...)
{
  guint known = 0;
  gboolean complete = TRUE;
  const char *name;
  va_list wanted;

  va_start (wanted, error);
  while (complete && (name = va_arg (wanted, const char *)) != NULL)
    {
      const char **value = va_arg (wanted, const char **);
      gboolean optional = name[0] == '?';
      const char *bare = optional ? name + 1 : name;

      *value = NULL;
      for (guint i = 0; names[i] != NULL; i++)
        if (strcmp (names[i], bare) == 0)
          *value = values[i];

      if (*value != NULL)
        known++;
      else if (!optional)
        complete = fail (self, error, "the attribute “%s” is missing", bare);

      if (*value != NULL && (*value)[0] == '\0')
        complete = fail (self, error, "the attribute “%s” is empty", bare);
    }
  va_end (wanted);

  if (!complete)
    return FALSE;

  if (known < g_strv_length ((char **) names))
    return fail (self, error, "there is an attribute that this element cannot have");

  return TRUE;
}

static gboolean
is_https (Reader *self, const char *address, GError **error)
{
  return g_str_has_prefix (address, "https://") ||
         fail (self, error, "“%s” is no https address", address);
}

static gboolean
read_number (Reader *self, const char *text, int *number, GError **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, 999, &value, NULL))
    return fail (self, error, "“%s” is no step number", text);

  *number = (int) value;
  return TRUE;
}

static gboolean
start_guide (Reader *self, const char **names, const char **values, GError **error)
{
  const char *id, *system, *reviewed;
  int year, month, day;
  char rest;

  if (!attributes (self, names, values, error, "id", &id, "system", &system, "reviewed", &reviewed,
                   NULL))
    return FALSE;

  if (sscanf (reviewed, "%4d-%2d-%2d%c", &year, &month, &day, &rest) != 3 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return fail (self, error, "“%s” is no date of the form 2025-05-31", reviewed);

  self->facts->id = g_strdup (id);
  self->facts->system = g_strdup (system);
  g_date_clear (&self->facts->reviewed, 1);
  g_date_set_dmy (&self->facts->reviewed, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

static gboolean
start_setup_type (Reader *self, const char **names, const char **values, GError **error)
{
  const char *label;

  if (!attributes (self, names, values, error, "label", &label, NULL))
    return FALSE;

  g_free (self->facts->setup_type);
  self->facts->setup_type = g_strdup (label);
  self->text_target = &self->facts->setup_explanation;
  return TRUE;
}

static gboolean
start_directory (Reader *self, const char **names, const char **values, GError **error)
{
  const char *address, *megabytes;
  char *end;
  double size;

  if (!attributes (self, names, values, error, "address", &address, "megabytes", &megabytes, NULL))
    return FALSE;

  if (!is_https (self, address, error))
    return FALSE;

  size = g_ascii_strtod (megabytes, &end);
  if (*end != '\0' || !(size > 0 && size < 64))
    return fail (self, error, "“%s” is no size in megabytes", megabytes);

  g_clear_pointer (&self->facts->directory, directory_free);
  self->facts->directory = g_new0 (OnbGuideDirectory, 1);
  self->facts->directory->address = g_strdup (address);
  self->facts->directory->megabytes = size;
  return TRUE;
}

static gboolean
start_prerequisite (Reader *self, const char **names, const char **values, GError **error)
{
  const char *contact;

  if (!attributes (self, names, values, error, "contact", &contact, NULL))
    return FALSE;

  if (strchr (contact, '@') == NULL)
    return fail (self, error, "“%s” is no mail address", contact);

  g_free (self->facts->contact);
  self->facts->contact = g_strdup (contact);
  return TRUE;
}

static gboolean
start_need (Reader *self, const char **names, const char **values, GError **error)
{
  self->text_target = &self->facts->prerequisite;
  return attributes (self, names, values, error, NULL);
}

static gboolean
start_otherwise (Reader *self, const char **names, const char **values, GError **error)
{
  self->text_target = &self->facts->otherwise;
  return attributes (self, names, values, error, NULL);
}

static gboolean
start_credential (Reader *self, const char **names, const char **values, GError **error)
{
  const char *id, *label, *form;
  OnbGuideCredential *credential;

  if (!attributes (self, names, values, error, "id", &id, "label", &label, "form", &form, NULL))
    return FALSE;

  if (strcmp (form, "uuid") != 0 && strcmp (form, "secret") != 0)
    return fail (self, error, "a credential's form is “uuid” or “secret”, not “%s”", form);

  credential = g_new0 (OnbGuideCredential, 1);
  credential->id = g_strdup (id);
  credential->label = g_strdup (label);
  credential->secret = strcmp (form, "secret") == 0;
  g_ptr_array_add (self->facts->credentials, credential);
  return TRUE;
}

static gboolean
start_product (Reader *self, const char **names, const char **values, GError **error)
{
  const char *version, *label;
  OnbGuideProduct *product;

  if (!attributes (self, names, values, error, "version", &version, "label", &label, NULL))
    return FALSE;

  if (strcmp (version, "R4") != 0 && strcmp (version, "DSTU2") != 0)
    return fail (self, error, "a product's version is “R4” or “DSTU2”, not “%s”", version);

  product = g_new0 (OnbGuideProduct, 1);
  product->version = g_strdup (version);
  product->label = g_strdup (label);
  g_ptr_array_add (self->facts->products, product);
  return TRUE;
}

static gboolean
start_option (Reader *self, const char **names, const char **values, GError **error)
{
  const char *id;

  if (!attributes (self, names, values, error, "id", &id, NULL))
    return FALSE;

  self->option = g_new0 (OnbGuideOption, 1);
  self->option->id = g_strdup (id);
  g_ptr_array_add (self->facts->options, self->option);
  return TRUE;
}

static gboolean
start_explanation (Reader *self, const char **names, const char **values, GError **error)
{
  self->text_target = &self->option->explanation;
  return attributes (self, names, values, error, NULL);
}

static gboolean
start_scope (Reader *self, const char **names, const char **values, GError **error)
{
  const char *resource, *access, *check, *option;
  OnbGuideScope *scope;

  if (!attributes (self, names, values, error, "resource", &resource, "access", &access, "check",
                   &check, "?option", &option, NULL))
    return FALSE;

  if (strcmp (access, "read") != 0 && strcmp (access, "read write") != 0)
    return fail (self, error, "a scope's access is “read” or “read write”, not “%s”", access);

  if (option != NULL)
    {
      gboolean known = FALSE;

      for (guint i = 0; i < self->facts->options->len; i++)
        {
          const OnbGuideOption *candidate = g_ptr_array_index (self->facts->options, i);

          known = known || strcmp (candidate->id, option) == 0;
        }

      if (!known)
        return fail (self, error, "there is no option “%s” before this scope", option);
    }

  scope = g_new0 (OnbGuideScope, 1);
  scope->resource = g_strdup (resource);
  scope->read = TRUE;
  scope->write = strcmp (access, "read write") == 0;
  scope->check = g_strdup (check);
  scope->option = g_strdup (option);
  g_ptr_array_add (self->facts->scopes, scope);
  return TRUE;
}

static gboolean
start_screen (Reader *self, const char **names, const char **values, GError **error)
{
  const char *id;

  if (!attributes (self, names, values, error, "id", &id, NULL))
    return FALSE;

  for (guint i = 0; i < self->facts->screens->len; i++)
    {
      const OnbGuideScreen *other = g_ptr_array_index (self->facts->screens, i);

      if (strcmp (other->id, id) == 0)
        return fail (self, error, "there are two screens “%s”", id);
    }

  self->screen = g_new0 (OnbGuideScreen, 1);
  self->screen->id = g_strdup (id);
  self->screen->marks = g_array_new (FALSE, FALSE, sizeof (OnbGuideMark));
  self->screen->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  g_ptr_array_add (self->facts->screens, self->screen);
  return TRUE;
}

static gboolean
start_title (Reader *self, const char **names, const char **values, GError **error)
{
  self->text_target =
      strcmp (parent (self)->name, "option") == 0 ? &self->option->title : &self->screen->title;
  return attributes (self, names, values, error, NULL);
}

static gboolean
start_picture (Reader *self, const char **names, const char **values, GError **error)
{
  const char *file;

  if (!attributes (self, names, values, error, "file", &file, NULL))
    return FALSE;

  /* The name is looked for in a folder and must not lead out of it. */
  if (strchr (file, G_DIR_SEPARATOR) != NULL || file[0] == '.')
    return fail (self, error, "“%s” is no plain file name", file);

  g_free (self->screen->picture);
  self->screen->picture = g_strdup (file);
  return TRUE;
}

static gboolean
start_mark (Reader *self, const char **names, const char **values, GError **error)
{
  const char *step;
  const char *places[4];
  OnbGuideMark mark = { 0 };
  double *numbers[4] = { &mark.x, &mark.y, &mark.width, &mark.height };

  if (!attributes (self, names, values, error, "step", &step, "x", &places[0], "y", &places[1],
                   "width", &places[2], "height", &places[3], NULL) ||
      !read_number (self, step, &mark.step, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      char *end;

      *numbers[i] = g_ascii_strtod (places[i], &end);
      if (*end != '\0' || !(*numbers[i] >= 0 && *numbers[i] <= 1))
        return fail (self, error, "“%s” is no fraction between 0 and 1", places[i]);
    }

  g_array_append_val (self->screen->marks, mark);
  return TRUE;
}

static gboolean
start_step (Reader *self, const char **names, const char **values, GError **error)
{
  const char *text;
  int number = 0;

  if (!attributes (self, names, values, error, "number", &text, NULL) ||
      !read_number (self, text, &number, error))
    return FALSE;

  if (number != self->facts->n_steps + 1)
    return fail (self, error, "step %d stands where step %d is due", number,
                 self->facts->n_steps + 1);

  self->facts->n_steps = number;
  self->step = g_new0 (OnbGuideStep, 1);
  self->step->number = number;
  self->step->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  g_ptr_array_add (self->screen->steps, self->step);
  return TRUE;
}

static gboolean
start_instruction (Reader *self, const char **names, const char **values, GError **error)
{
  self->text_target = &self->step->instruction;
  return attributes (self, names, values, error, NULL);
}

static OnbGuideItem *
add_item (Reader *self, OnbGuideItemKind kind, const char *label, const char *value)
{
  OnbGuideItem *item = g_new0 (OnbGuideItem, 1);

  item->kind = kind;
  item->label = g_strdup (label);
  item->value = g_strdup (value);
  g_ptr_array_add (self->step->items, item);
  self->text_target = &item->explanation;
  return item;
}

static gboolean
start_open (Reader *self, const char **names, const char **values, GError **error)
{
  const char *address;

  if (!attributes (self, names, values, error, "address", &address, NULL))
    return FALSE;

  if (!is_https (self, address, error))
    return FALSE;

  add_item (self, ONB_GUIDE_OPEN, NULL, address);
  return TRUE;
}

static gboolean
start_press (Reader *self, const char **names, const char **values, GError **error)
{
  const char *label;

  if (!attributes (self, names, values, error, "label", &label, NULL))
    return FALSE;

  add_item (self, ONB_GUIDE_PRESS, label, NULL);
  return TRUE;
}

static gboolean
start_field (Reader *self, const char **names, const char **values, GError **error)
{
  static const char *const choices[] = { "exact", "suggested", "free", NULL };
  const char *label, *value, *choice;

  if (!attributes (self, names, values, error, "label", &label, "?value", &value, "choice", &choice,
                   NULL))
    return FALSE;

  if (!g_strv_contains (choices, choice))
    return fail (self, error, "a field's choice is “exact”, “suggested” or “free”, not “%s”",
                 choice);

  if ((value == NULL) != (strcmp (choice, "free") == 0))
    return fail (self, error, "a field has a value, unless its choice is free");

  add_item (self, ONB_GUIDE_FIELD, label, value)->choice =
      strcmp (choice, "exact") == 0       ? ONB_GUIDE_CHOICE_EXACT
      : strcmp (choice, "suggested") == 0 ? ONB_GUIDE_CHOICE_SUGGESTED
                                          : ONB_GUIDE_CHOICE_FREE;
  return TRUE;
}

static gboolean
start_check (Reader *self, const char **names, const char **values, GError **error)
{
  const char *label;

  if (!attributes (self, names, values, error, "label", &label, NULL))
    return FALSE;

  add_item (self, ONB_GUIDE_CHECK, label, NULL);
  return TRUE;
}

static gboolean
start_products (Reader *self, const char **names, const char **values, GError **error)
{
  const char *label;

  if (!attributes (self, names, values, error, "label", &label, NULL))
    return FALSE;

  add_item (self, ONB_GUIDE_PRODUCTS, label, NULL);
  return TRUE;
}

static gboolean
start_scopes (Reader *self, const char **names, const char **values, GError **error)
{
  if (!attributes (self, names, values, error, NULL))
    return FALSE;

  add_item (self, ONB_GUIDE_SCOPES, NULL, NULL);
  return TRUE;
}

static gboolean
start_expect (Reader *self, const char **names, const char **values, GError **error)
{
  const char *label;

  if (!attributes (self, names, values, error, "label", &label, NULL))
    return FALSE;

  add_item (self, ONB_GUIDE_EXPECT, label, NULL);
  return TRUE;
}

static gboolean
start_copy (Reader *self, const char **names, const char **values, GError **error)
{
  const char *label, *credential;

  if (!attributes (self, names, values, error, "label", &label, "credential", &credential, NULL))
    return FALSE;

  for (guint i = 0; i < self->facts->credentials->len; i++)
    {
      const OnbGuideCredential *candidate = g_ptr_array_index (self->facts->credentials, i);

      if (strcmp (candidate->id, credential) == 0)
        {
          add_item (self, ONB_GUIDE_COPY, label, credential);
          return TRUE;
        }
    }

  return fail (self, error, "there is no credential “%s”", credential);
}

static OnbSketchNode *
sketch_node_new (OnbSketchKind kind)
{
  OnbSketchNode *node = g_new0 (OnbSketchNode, 1);

  node->kind = kind;
  if (kind == ONB_SKETCH_COLUMN || kind == ONB_SKETCH_ROW || kind == ONB_SKETCH_BOTTOM)
    node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) sketch_node_free);

  return node;
}

static gboolean
start_sketch (Reader *self, const char **names, const char **values, GError **error)
{
  if (self->screen->sketch != NULL)
    return fail (self, error, "there is a second sketch in the screen “%s”", self->screen->id);

  self->screen->sketch = sketch_node_new (ONB_SKETCH_COLUMN);
  g_ptr_array_add (self->sketch, self->screen->sketch);
  return attributes (self, names, values, error, NULL);
}

static gboolean
start_part (
    Reader *self, OnbSketchKind kind, const char **names, const char **values, GError **error)
{
  OnbSketchNode *container = g_ptr_array_index (self->sketch, self->sketch->len - 1);
  OnbSketchNode *node;
  const char *label, *value, *step;
  int number = 0;

  if (container->children == NULL)
    return fail (self, error, "this part of a sketch cannot hold others");

  if (!attributes (self, names, values, error, "?label", &label, "?value", &value, "?step", &step,
                   NULL) ||
      (step != NULL && !read_number (self, step, &number, error)))
    return FALSE;

  node = sketch_node_new (kind);
  node->label = g_strdup (label);
  node->value = g_strdup (value);
  node->step = number;
  g_ptr_array_add (container->children, node);
  g_ptr_array_add (self->sketch, node);
  return TRUE;
}

static const Element elements[] = {
  { "guide", "", start_guide },
  { "setup-type", "guide", start_setup_type },
  { "directory", "guide", start_directory },
  { "prerequisite", "guide", start_prerequisite },
  { "need", "prerequisite", start_need },
  { "otherwise", "prerequisite", start_otherwise },
  { "credential", "guide", start_credential },
  { "product", "guide", start_product },
  { "option", "guide", start_option },
  { "explanation", "option", start_explanation },
  { "scope", "guide", start_scope },
  { "screen", "guide", start_screen },
  { "title", "screen option", start_title },
  { "picture", "screen", start_picture },
  { "mark", "picture", start_mark },
  { "step", "screen", start_step },
  { "instruction", "step", start_instruction },
  { "open", "step", start_open },
  { "press", "step", start_press },
  { "field", "step", start_field },
  { "check", "step", start_check },
  { "products", "step", start_products },
  { "scopes", "step", start_scopes },
  { "expect", "step", start_expect },
  { "copy", "step", start_copy },
  { "sketch", "screen", start_sketch },
#define SKETCH "sketch column row bottom"
  { "column", SKETCH, NULL, ONB_SKETCH_COLUMN },
  { "row", SKETCH, NULL, ONB_SKETCH_ROW },
  { "bottom", "sketch", NULL, ONB_SKETCH_BOTTOM },
  { "end", SKETCH, NULL, ONB_SKETCH_END },
  { "blank", SKETCH, NULL, ONB_SKETCH_BLANK },
  { "heading", SKETCH, NULL, ONB_SKETCH_HEADING },
  { "input", SKETCH, NULL, ONB_SKETCH_INPUT },
  { "select", SKETCH, NULL, ONB_SKETCH_SELECT },
  { "check", SKETCH, NULL, ONB_SKETCH_CHECK },
  { "button", SKETCH, NULL, ONB_SKETCH_BUTTON },
  { "link", SKETCH, NULL, ONB_SKETCH_LINK },
  { "item", SKETCH, NULL, ONB_SKETCH_ITEM },
  { "message", SKETCH, NULL, ONB_SKETCH_MESSAGE },
  { "products", SKETCH, NULL, ONB_SKETCH_PRODUCTS },
  { "scopes", SKETCH, NULL, ONB_SKETCH_SCOPES },
#undef SKETCH
};

static gboolean
may_stand_in (const Element *element, const Element *outer)
{
  g_auto (GStrv) parents = NULL;

  if (outer == NULL || element->parents[0] == '\0')
    return outer == NULL && element->parents[0] == '\0';

  parents = g_strsplit (element->parents, " ", -1);
  return g_strv_contains ((const char *const *) parents, outer->name);
}

static void
on_start (GMarkupParseContext *context,
          const char *name,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Reader *self = data;
  const Element *element = NULL;
  gboolean known = FALSE;
  Open opened;

  self->line = 0;
  opened.line = current_line (self);

  for (guint i = 0; element == NULL && i < G_N_ELEMENTS (elements); i++)
    if (strcmp (elements[i].name, name) == 0)
      {
        known = TRUE;
        if (may_stand_in (&elements[i], parent (self)))
          element = &elements[i];
      }

  if (element == NULL)
    {
      if (known)
        fail (self, error, "<%s> cannot stand here", name);
      else
        fail (self, error, "there is no element <%s>", name);
      return;
    }

  self->text_target = NULL;
  g_string_truncate (self->text, 0);

  if (element->start != NULL)
    {
      if (!element->start (self, names, values, error))
        return;
    }
  else if (!start_part (self, (OnbSketchKind) element->kind, names, values, error))
    {
      return;
    }

  opened.element = element;
  g_array_append_val (self->open, opened);
}

static void
on_text (
    GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Reader *self = data;

  self->line = 0;
  if (self->text_target != NULL)
    {
      g_string_append_len (self->text, text, (gssize) length);
      return;
    }

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      {
        fail (self, error, "there is text where none can be");
        return;
      }
}

/* Text may be broken over lines in the file; what counts is the sentence. */
static char *
normalized (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_ptr_array_add (kept, words[i]);
  g_ptr_array_add (kept, NULL);

  return g_strjoinv (" ", (char **) kept->pdata);
}

static gboolean
check_marks (Reader *self, const OnbSketchNode *node, GError **error)
{
  if (node->step != 0)
    {
      gboolean known = FALSE;

      for (guint i = 0; i < self->screen->steps->len; i++)
        {
          const OnbGuideStep *step = g_ptr_array_index (self->screen->steps, i);

          known = known || step->number == node->step;
        }

      if (!known)
        return fail (self, error, "the sketch marks step %d, which is not on the screen “%s”",
                     node->step, self->screen->id);
    }

  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    if (!check_marks (self, g_ptr_array_index (node->children, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
end_screen (Reader *self, GError **error)
{
  const OnbGuideScreen *screen = self->screen;

  if (screen->title == NULL)
    return fail (self, error, "the screen “%s” has no <title>", screen->id);
  if (screen->steps->len == 0)
    return fail (self, error, "the screen “%s” has no <step>", screen->id);
  if (screen->sketch == NULL)
    return fail (self, error, "the screen “%s” has no <sketch>", screen->id);

  for (guint i = 0; i < screen->marks->len; i++)
    {
      OnbSketchNode mark = { .step = g_array_index (screen->marks, OnbGuideMark, i).step };

      if (!check_marks (self, &mark, error))
        return FALSE;
    }

  return check_marks (self, screen->sketch, error);
}

static gboolean
end_guide (Reader *self, GError **error)
{
  const OnbGuideFacts *facts = self->facts;

  const struct
  {
    const char *name;
    gboolean there;
  } needed[] = {
    { "setup-type", facts->setup_explanation != NULL },
    { "need", facts->prerequisite != NULL },
    { "otherwise", facts->otherwise != NULL },
    { "credential", facts->credentials->len > 0 },
    { "product", facts->products->len > 0 },
    { "scope", facts->scopes->len > 0 },
    { "screen", facts->screens->len > 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!needed[i].there)
      return fail (self, error, "the guide has no <%s>", needed[i].name);

  return TRUE;
}

static void
on_end (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Reader *self = data;

  self->line = g_array_index (self->open, Open, self->open->len - 1).line;
  g_array_set_size (self->open, self->open->len - 1);

  if (self->text_target != NULL)
    {
      g_autofree char *text = normalized (self->text->str);

      g_clear_pointer (self->text_target, g_free);
      if (text[0] != '\0')
        *self->text_target = g_strdup (g_dgettext (GETTEXT_PACKAGE, text));
      self->text_target = NULL;
    }

  if (self->sketch->len > 0)
    g_ptr_array_remove_index (self->sketch, self->sketch->len - 1);
  else if (strcmp (name, "step") == 0 && self->step->instruction == NULL)
    fail (self, error, "step %d has no <instruction>", self->step->number);
  else if (strcmp (name, "option") == 0 &&
           (self->option->title == NULL || self->option->explanation == NULL))
    fail (self, error, "the option “%s” has no <title> or no <explanation>", self->option->id);
  else if (strcmp (name, "screen") == 0)
    end_screen (self, error);
  else if (strcmp (name, "guide") == 0)
    end_guide (self, error);
}

OnbGuideFacts *
onb_guide_read (GBytes *xml, const char *name, GError **error)
{
  static const GMarkupParser parser = { .start_element = on_start,
                                        .end_element = on_end,
                                        .text = on_text };
  Reader self = { .file = name };
  g_autoptr (OnbGuideFacts) facts = facts_new ();
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (Open));
  g_autoptr (GPtrArray) sketch = g_ptr_array_new ();
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) reason = NULL;
  gsize length;
  const char *text = g_bytes_get_data (xml, &length);

  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &self, NULL);
  self.context = context;
  self.facts = facts;
  self.open = open;
  self.sketch = sketch;
  self.text = g_string_new (NULL);

  if (g_markup_parse_context_parse (context, text != NULL ? text : "", (gssize) length, &reason))
    g_markup_parse_context_end_parse (context, &reason);
  g_string_free (self.text, TRUE);

  if (reason == NULL)
    return g_steal_pointer (&facts);

  if (reason->domain == ONB_GUIDE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
    }
  else
    {
      int line;

      g_markup_parse_context_get_position (context, &line, NULL);
      g_set_error (error, ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_INVALID, "%s:%d: %s", name, line,
                   reason->message);
    }

  return NULL;
}
