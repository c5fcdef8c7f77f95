/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <string.h>

#include "guide/onb-sketch.h"

#include "guide/onb-guide-reader.h"

typedef struct
{
  OnbGuideFacts *facts;

  /* What is being read: each belongs to the facts. */
  OnbGuideOption *option;
  OnbGuideHosting *hosting;
  OnbGuideScreen *screen;
  OnbGuideStep *step;
  OnbGuideNote *note;
  GPtrArray *sketch;
  /* Not held. */
  const GDate *latest;
} Reader;

static gboolean
is_https (OnbMarkup *markup, const char *address, GError **error)
{
  return g_str_has_prefix (address, "https://") ||
         onb_markup_fail (markup, error, "“%s” is no https address", address);
}

/* The ids of guides and screens are names of files as well. */
static gboolean
is_id (OnbMarkup *markup, const char *id, GError **error)
{
  return g_regex_match_simple ("^[a-z0-9]+(-[a-z0-9]+)*$", id, G_REGEX_DOLLAR_ENDONLY, 0) ||
         onb_markup_fail (markup, error,
                          "“%s” is no ID: those have small letters, digits, and hyphens", id);
}

static gboolean
start_guide (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *id, *system, *console, *maker, *sandbox, *reviewed;
  int year, month, day;
  char rest;

  if (!onb_markup_attributes (markup, error, "id", &id, "system", &system, "?console", &console,
                              "?maker", &maker, "?sandbox", &sandbox, "reviewed", &reviewed,
                              NULL) ||
      !is_id (markup, id, error))
    return FALSE;

  if (sandbox != NULL && strcmp (sandbox, "yes") != 0)
    return onb_markup_fail (markup, error, "sandbox is “yes” or left out, not “%s”", sandbox);

  if (sscanf (reviewed, "%4d-%2d-%2d%c", &year, &month, &day, &rest) != 3 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return onb_markup_fail (markup, error, "“%s” is no date of the form 2025-05-31", reviewed);

  g_date_clear (&self->facts->reviewed, 1);
  g_date_set_dmy (&self->facts->reviewed, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  /* It would keep away every guide until then. */
  if (self->latest != NULL && g_date_compare (&self->facts->reviewed, self->latest) > 0)
    return onb_markup_fail (markup, error,
                            "reviewed is “%s”, which is in the future, or this computer’s clock "
                            "is wrong",
                            reviewed);

  self->facts->id = g_strdup (id);
  self->facts->system = g_strdup (system);
  self->facts->console = g_strdup (console);
  self->facts->maker = g_strdup (maker);
  self->facts->sandbox = sandbox != NULL;
  return TRUE;
}

static gboolean
start_setup_type (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL))
    return FALSE;

  g_free (self->facts->setup_type);
  self->facts->setup_type = g_strdup (label);
  onb_markup_take_text (markup, &self->facts->setup_explanation);
  return TRUE;
}

static gboolean
start_directory (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *address, *megabytes;
  char *end;
  double size;

  if (!onb_markup_attributes (markup, error, "address", &address, "megabytes", &megabytes, NULL))
    return FALSE;

  if (!is_https (markup, address, error))
    return FALSE;

  size = g_ascii_strtod (megabytes, &end);
  if (*end != '\0' || !(size > 0 && size < 64))
    return onb_markup_fail (markup, error, "“%s” is no size in megabytes", megabytes);

  g_clear_pointer (&self->facts->directory, onb_guide_directory_free);
  self->facts->directory = g_new0 (OnbGuideDirectory, 1);
  self->facts->directory->address = g_strdup (address);
  self->facts->directory->megabytes = size;
  return TRUE;
}

static gboolean
start_network (OnbMarkup *markup, gpointer reader, GError **error)
{
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_host (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  static const char *const kinds[] = {
    [ONB_GUIDE_SPEAKS_FHIR] = "fhir",
    [ONB_GUIDE_SPEAKS_OAUTH] = "oauth",
    [ONB_GUIDE_SPEAKS_WEB] = "web",
  };
  const char *speaks, *address;
  guint kind = 0;
  OnbGuideHost *host;

  if (!onb_markup_attributes (markup, error, "speaks", &speaks, "address", &address, NULL))
    return FALSE;

  while (kind < G_N_ELEMENTS (kinds) && strcmp (kinds[kind], speaks) != 0)
    kind++;
  if (kind == G_N_ELEMENTS (kinds))
    return onb_markup_fail (markup, error, "a host speaks “fhir”, “oauth” or “web”, not “%s”",
                            speaks);
  if (!is_https (markup, address, error))
    return FALSE;

  host = g_new0 (OnbGuideHost, 1);
  host->speaks = (OnbGuideSpeaks) kind;
  host->address = g_strdup (address);
  g_ptr_array_add (self->facts->hosts, host);
  onb_markup_take_text (markup, &host->purpose);
  return TRUE;
}

static gboolean
start_prerequisite (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *contact;

  if (!onb_markup_attributes (markup, error, "contact", &contact, NULL))
    return FALSE;

  if (strchr (contact, '@') == NULL)
    return onb_markup_fail (markup, error, "“%s” is no mail address", contact);

  g_free (self->facts->contact);
  self->facts->contact = g_strdup (contact);
  return TRUE;
}

static gboolean
start_need (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  onb_markup_take_text (markup, strcmp (onb_markup_get_parent (markup), "enablement") == 0
                                    ? &self->facts->enablement->need
                                    : &self->facts->prerequisite);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_otherwise (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  onb_markup_take_text (markup, &self->facts->otherwise);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_enablement (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *subject, *product, *identifier, *minutes;
  guint64 number;
  OnbGuideEnablement *enablement;

  if (!onb_markup_attributes (markup, error, "subject", &subject, "product", &product, "identifier",
                              &identifier, "minutes", &minutes, NULL))
    return FALSE;

  if (!g_ascii_string_to_unsigned (minutes, 10, 1, 1440, &number, NULL))
    return onb_markup_fail (markup, error, "“%s” is no number of minutes, from 1 to 1440", minutes);

  enablement = onb_guide_facts_add_enablement (self->facts);
  enablement->subject = g_strdup (subject);
  enablement->product = g_strdup (product);
  enablement->identifier = g_strdup (identifier);
  enablement->minutes = (guint) number;
  return TRUE;
}

static gboolean
end_enablement (OnbMarkup *markup, gpointer reader, GError **error)
{
  const OnbGuideEnablement *enablement = ((Reader *) reader)->facts->enablement;

  return (enablement->need != NULL && enablement->patience != NULL && enablement->again != NULL &&
          enablement->hostings->len > 0) ||
         onb_markup_fail (markup, error,
                          "<enablement> lacks <need>, <patience>, <again>, or a <hosting>");
}

static gboolean
start_patience (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  onb_markup_take_text (markup, &self->facts->enablement->patience);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_again (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  onb_markup_take_text (markup, &self->facts->enablement->again);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_hosting (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const GPtrArray *hostings = self->facts->enablement->hostings;
  const char *id;

  if (!onb_markup_attributes (markup, error, "id", &id, NULL) || !is_id (markup, id, error))
    return FALSE;

  for (guint i = 0; i < hostings->len; i++)
    if (strcmp (((const OnbGuideHosting *) g_ptr_array_index (hostings, i))->id, id) == 0)
      return onb_markup_fail (markup, error, "there are two hostings “%s”", id);

  self->hosting = onb_guide_facts_add_hosting (self->facts->enablement, id);
  return TRUE;
}

static gboolean
end_hosting (OnbMarkup *markup, gpointer reader, GError **error)
{
  const OnbGuideHosting *hosting = ((Reader *) reader)->hosting;

  return (hosting->title != NULL && hosting->where != NULL) ||
         onb_markup_fail (markup, error, "the hosting “%s” has no <title> or no <where>",
                          hosting->id);
}

static gboolean
start_where (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  onb_markup_take_text (markup, &self->hosting->where);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_credential (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *id, *label, *form;
  OnbGuideCredential *credential;

  if (!onb_markup_attributes (markup, error, "id", &id, "label", &label, "form", &form, NULL))
    return FALSE;

  if (strcmp (form, "uuid") != 0 && strcmp (form, "secret") != 0)
    return onb_markup_fail (markup, error, "a credential's form is “uuid” or “secret”, not “%s”",
                            form);

  for (guint i = 0; i < self->facts->credentials->len; i++)
    {
      const OnbGuideCredential *other = g_ptr_array_index (self->facts->credentials, i);

      if (other->secret == (strcmp (form, "secret") == 0))
        return onb_markup_fail (markup, error, "there are two credentials of the form “%s”", form);
    }

  credential = g_new0 (OnbGuideCredential, 1);
  credential->id = g_strdup (id);
  credential->label = g_strdup (label);
  credential->secret = strcmp (form, "secret") == 0;
  g_ptr_array_add (self->facts->credentials, credential);
  return TRUE;
}

static gboolean
start_product (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *version, *label, *retired;
  OnbGuideProduct *product;

  if (!onb_markup_attributes (markup, error, "version", &version, "label", &label, "?retired",
                              &retired, NULL))
    return FALSE;

  if (strcmp (version, "R4") != 0 && strcmp (version, "DSTU2") != 0)
    return onb_markup_fail (markup, error, "a product's version is “R4” or “DSTU2”, not “%s”",
                            version);

  if (retired != NULL && strcmp (retired, "yes") != 0)
    return onb_markup_fail (markup, error, "a product is retired, “yes”, or has no such attribute");

  product = g_new0 (OnbGuideProduct, 1);
  product->version = g_strdup (version);
  product->label = g_strdup (label);
  product->retired = retired != NULL;
  g_ptr_array_add (self->facts->products, product);
  return TRUE;
}

static gboolean
start_option (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *id;

  if (!onb_markup_attributes (markup, error, "id", &id, NULL))
    return FALSE;

  self->option = g_new0 (OnbGuideOption, 1);
  self->option->id = g_strdup (id);
  g_ptr_array_add (self->facts->options, self->option);
  return TRUE;
}

static gboolean
start_explanation (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  onb_markup_take_text (markup, &self->option->explanation);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_scope (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *resource, *access, *check, *option;
  OnbGuideScope *scope;

  if (!onb_markup_attributes (markup, error, "resource", &resource, "access", &access, "check",
                              &check, "?option", &option, NULL))
    return FALSE;

  if (strcmp (access, "read") != 0 && strcmp (access, "read write") != 0)
    return onb_markup_fail (markup, error, "a scope's access is “read” or “read write”, not “%s”",
                            access);

  if (option != NULL)
    {
      gboolean known = FALSE;

      for (guint i = 0; i < self->facts->options->len; i++)
        {
          const OnbGuideOption *candidate = g_ptr_array_index (self->facts->options, i);

          known = known || strcmp (candidate->id, option) == 0;
        }

      if (!known)
        return onb_markup_fail (markup, error, "there is no option “%s” before this scope", option);
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
start_screen (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *id;

  if (!onb_markup_attributes (markup, error, "id", &id, NULL) || !is_id (markup, id, error))
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
start_title (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  const char *parent = onb_markup_get_parent (markup);

  onb_markup_take_text (markup, strcmp (parent, "option") == 0    ? &self->option->title
                                : strcmp (parent, "hosting") == 0 ? &self->hosting->title
                                                                  : &self->screen->title);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_picture (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *file;

  if (!onb_markup_attributes (markup, error, "file", &file, NULL))
    return FALSE;

  /* The name is looked for in a folder and must not lead out of it. */
  if (strchr (file, G_DIR_SEPARATOR) != NULL || file[0] == '.')
    return onb_markup_fail (markup, error, "“%s” is no plain file name", file);

  g_free (self->screen->picture);
  self->screen->picture = g_strdup (file);
  return TRUE;
}

static gboolean
start_mark (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
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
start_step (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
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
start_instruction (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  onb_markup_take_text (markup, &self->step->instruction);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_note (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  gboolean of_step = strcmp (onb_markup_get_parent (markup), "step") == 0;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL))
    return FALSE;

  self->note = onb_guide_facts_add_note (of_step ? self->step->notes : self->facts->notes, label);
  onb_markup_take_text (markup, &self->note->explanation);
  return TRUE;
}

static gboolean
end_note (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  return self->note->explanation != NULL ||
         onb_markup_fail (markup, error, "the note “%s” does not say what to do",
                          self->note->label);
}

static OnbGuideItem *
add_item (
    Reader *self, OnbMarkup *markup, OnbGuideItemKind kind, const char *label, const char *value)
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
start_open (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *address;

  if (!onb_markup_attributes (markup, error, "address", &address, NULL))
    return FALSE;

  if (!is_https (markup, address, error))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_OPEN, NULL, address);
  return TRUE;
}

static gboolean
start_press (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_PRESS, label, NULL);
  return TRUE;
}

static gboolean
start_field (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
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
start_check (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_CHECK, label, NULL);
  return TRUE;
}

static gboolean
start_products (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_PRODUCTS, label, NULL);
  return TRUE;
}

static gboolean
start_scopes (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  if (!onb_markup_attributes (markup, error, NULL))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_SCOPES, NULL, NULL);
  return TRUE;
}

static gboolean
start_expect (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL))
    return FALSE;

  add_item (self, markup, ONB_GUIDE_EXPECT, label, NULL);
  return TRUE;
}

static gboolean
start_copy (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
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
start_sketch (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
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
start_part (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
  OnbSketchNode *container = g_ptr_array_index (self->sketch, self->sketch->len - 1);
  OnbSketchNode *node = onb_sketch_add_part (container, markup, error);

  if (node == NULL)
    return FALSE;

  g_ptr_array_add (self->sketch, node);
  return TRUE;
}

static gboolean
end_part (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  g_ptr_array_remove_index (self->sketch, self->sketch->len - 1);
  return TRUE;
}

static gboolean
end_step (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  return self->step->instruction != NULL ||
         onb_markup_fail (markup, error, "step %d has no <instruction>", self->step->number);
}

static gboolean
end_option (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;

  return (self->option->title != NULL && self->option->explanation != NULL) ||
         onb_markup_fail (markup, error, "the option “%s” has no <title> or no <explanation>",
                          self->option->id);
}

static gboolean
end_screen (OnbMarkup *markup, gpointer reader, GError **error)
{
  Reader *self = reader;
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

static gboolean
end_network (OnbMarkup *markup, gpointer reader, GError **error)
{
  return ((Reader *) reader)->facts->hosts->len > 0 ||
         onb_markup_fail (markup, error, "<network> has no <host>");
}

static gboolean
end_guide (OnbMarkup *markup, gpointer reader, GError **error)
{
  const OnbGuideFacts *facts = ((Reader *) reader)->facts;

  const struct
  {
    const char *name;
    gboolean there;
  } needed[] = {
    { "setup-type", facts->setup_explanation != NULL },
    { "need", facts->prerequisite != NULL },
    { "otherwise", facts->otherwise != NULL },
    { "credential", facts->credentials->len == 2 },
    { "product", facts->products->len > 0 },
    { "scope", facts->scopes->len > 0 },
    { "screen", facts->screens->len > 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!needed[i].there)
      return onb_markup_fail (markup, error, "the guide has no <%s>", needed[i].name);

  return TRUE;
}

static const OnbMarkupElement elements[] = {
  { "guide", "", start_guide, end_guide },
  { "setup-type", "guide", start_setup_type },
  { "directory", "guide", start_directory },
  { "network", "guide", start_network, end_network },
  { "host", "network", start_host },
  { "prerequisite", "guide", start_prerequisite },
  { "enablement", "guide", start_enablement, end_enablement },
  { "patience", "enablement", start_patience },
  { "again", "enablement", start_again },
  { "hosting", "enablement", start_hosting, end_hosting },
  { "where", "hosting", start_where },
  { "need", "prerequisite enablement", start_need },
  { "otherwise", "prerequisite", start_otherwise },
  { "credential", "guide", start_credential },
  { "product", "guide", start_product },
  { "option", "guide", start_option, end_option },
  { "explanation", "option", start_explanation },
  { "scope", "guide", start_scope },
  { "screen", "guide", start_screen, end_screen },
  { "title", "screen option hosting", start_title },
  { "picture", "screen", start_picture },
  { "mark", "picture", start_mark },
  { "step", "screen", start_step, end_step },
  { "instruction", "step", start_instruction },
  { "note", "prerequisite step", start_note, end_note },
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

OnbGuideFacts *
onb_guide_read (GBytes *xml, const char *name, const GDate *latest, GError **error)
{
  g_autoptr (OnbGuideFacts) facts = onb_guide_facts_new ();
  g_autoptr (GPtrArray) sketch = g_ptr_array_new ();
  Reader self = { .facts = facts, .sketch = sketch, .latest = latest };

  g_return_val_if_fail (xml != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!onb_markup_read (xml, name, elements, G_N_ELEMENTS (elements), &self, ONB_GUIDE_ERROR,
                        ONB_GUIDE_ERROR_INVALID, error))
    return NULL;

  return g_steal_pointer (&facts);
}
