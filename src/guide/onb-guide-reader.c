/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <string.h>

#include "guide/onb-guide-screens.h"

#include "guide/onb-guide-reader.h"

static gboolean
start_guide (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *id, *system, *console, *maker, *sandbox, *reviewed;
  int year, month, day;
  char rest;

  if (!onb_markup_attributes (markup, error, "id", &id, "system", &system, "?console", &console,
                              "?maker", &maker, "?sandbox", &sandbox, "reviewed", &reviewed,
                              NULL) ||
      !onb_markup_is_id (markup, id, error))
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
start_setup_type (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL) ||
      !onb_markup_is_first (markup, self->facts->setup_type == NULL, error))
    return FALSE;

  self->facts->setup_type = g_strdup (label);
  onb_markup_take_text (markup, &self->facts->setup_explanation);
  return TRUE;
}

static gboolean
start_directory (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *address, *megabytes;
  char *end;
  double size;

  if (!onb_markup_attributes (markup, error, "address", &address, "megabytes", &megabytes, NULL))
    return FALSE;

  if (!onb_markup_is_https (markup, address, error) ||
      !onb_markup_is_first (markup, self->facts->directory == NULL, error))
    return FALSE;

  size = g_ascii_strtod (megabytes, &end);
  if (*end != '\0' || !(size > 0 && size < 64))
    return onb_markup_fail (markup, error, "“%s” is no size in megabytes", megabytes);

  self->facts->directory = g_new0 (OnbGuideDirectory, 1);
  self->facts->directory->address = g_strdup (address);
  self->facts->directory->megabytes = size;
  return TRUE;
}

static gboolean
start_network (OnbMarkup *markup, gpointer reading, GError **error)
{
  const OnbGuideReading *self = reading;

  return onb_markup_is_first (markup, self->facts->hosts->len == 0, error) &&
         onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_host (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
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
  if (!onb_markup_is_https (markup, address, error))
    return FALSE;

  host = g_new0 (OnbGuideHost, 1);
  host->speaks = (OnbGuideSpeaks) kind;
  host->address = g_strdup (address);
  g_ptr_array_add (self->facts->hosts, host);
  onb_markup_take_text (markup, &host->purpose);
  return TRUE;
}

static gboolean
start_prerequisite (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *contact;

  if (!onb_markup_attributes (markup, error, "contact", &contact, NULL))
    return FALSE;

  if (!onb_markup_is_first (markup, self->facts->contact == NULL, error))
    return FALSE;
  /* It becomes a part of a link, in which it must not say more. */
  if (!g_regex_match_simple ("^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$", contact, G_REGEX_DOLLAR_ENDONLY,
                             0))
    return onb_markup_fail (markup, error, "“%s” is no mail address", contact);

  self->facts->contact = g_strdup (contact);
  return TRUE;
}

static gboolean
start_need (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  onb_markup_take_text (markup, strcmp (onb_markup_get_parent (markup), "enablement") == 0
                                    ? &self->facts->enablement->need
                                    : &self->facts->prerequisite);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_otherwise (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  onb_markup_take_text (markup, &self->facts->otherwise);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_enablement (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *subject, *product, *identifier, *minutes;
  guint64 number;
  OnbGuideEnablement *enablement;

  if (!onb_markup_attributes (markup, error, "subject", &subject, "product", &product, "identifier",
                              &identifier, "minutes", &minutes, NULL) ||
      !onb_markup_is_first (markup, self->facts->enablement == NULL, error))
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
end_enablement (OnbMarkup *markup, gpointer reading, GError **error)
{
  const OnbGuideEnablement *enablement = ((OnbGuideReading *) reading)->facts->enablement;

  return (enablement->need != NULL && enablement->patience != NULL && enablement->again != NULL &&
          enablement->hostings->len > 0) ||
         onb_markup_fail (markup, error,
                          "<enablement> lacks <need>, <patience>, <again>, or a <hosting>");
}

static gboolean
start_patience (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  onb_markup_take_text (markup, &self->facts->enablement->patience);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_again (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  onb_markup_take_text (markup, &self->facts->enablement->again);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_hosting (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const GPtrArray *hostings = self->facts->enablement->hostings;
  const char *id;

  if (!onb_markup_attributes (markup, error, "id", &id, NULL) ||
      !onb_markup_is_id (markup, id, error))
    return FALSE;

  for (guint i = 0; i < hostings->len; i++)
    if (strcmp (((const OnbGuideHosting *) g_ptr_array_index (hostings, i))->id, id) == 0)
      return onb_markup_fail (markup, error, "there are two hostings “%s”", id);

  self->hosting = onb_guide_facts_add_hosting (self->facts->enablement, id);
  return TRUE;
}

static gboolean
end_hosting (OnbMarkup *markup, gpointer reading, GError **error)
{
  const OnbGuideHosting *hosting = ((OnbGuideReading *) reading)->hosting;

  return (hosting->title != NULL && hosting->where != NULL) ||
         onb_markup_fail (markup, error, "the hosting “%s” has no <title> or no <where>",
                          hosting->id);
}

static gboolean
start_where (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  onb_markup_take_text (markup, &self->hosting->where);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_credential (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
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
start_product (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
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

  for (guint i = 0; i < self->facts->products->len; i++)
    {
      const OnbGuideProduct *other = g_ptr_array_index (self->facts->products, i);

      if (strcmp (other->version, version) == 0)
        return onb_markup_fail (markup, error, "there are two products of the version “%s”",
                                version);
    }

  product = g_new0 (OnbGuideProduct, 1);
  product->version = g_strdup (version);
  product->label = g_strdup (label);
  product->retired = retired != NULL;
  g_ptr_array_add (self->facts->products, product);
  return TRUE;
}

static gboolean
has_option (const OnbGuideReading *self, const char *id)
{
  for (guint i = 0; i < self->facts->options->len; i++)
    {
      const OnbGuideOption *option = g_ptr_array_index (self->facts->options, i);

      if (strcmp (option->id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
start_option (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *id;

  if (!onb_markup_attributes (markup, error, "id", &id, NULL))
    return FALSE;

  if (has_option (self, id))
    return onb_markup_fail (markup, error, "there are two options “%s”", id);

  self->option = g_new0 (OnbGuideOption, 1);
  self->option->id = g_strdup (id);
  g_ptr_array_add (self->facts->options, self->option);
  return TRUE;
}

static gboolean
start_explanation (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  onb_markup_take_text (markup, &self->option->explanation);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_scope (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  const char *resource, *access, *check, *option;
  OnbGuideScope *scope;

  if (!onb_markup_attributes (markup, error, "resource", &resource, "access", &access, "check",
                              &check, "?option", &option, NULL))
    return FALSE;

  if (strcmp (access, "read") != 0 && strcmp (access, "read write") != 0)
    return onb_markup_fail (markup, error, "a scope's access is “read” or “read write”, not “%s”",
                            access);

  /* It becomes a part of what is asked for and of the addresses that are asked. */
  if (!g_regex_match_simple ("^[A-Z][A-Za-z]*$", resource, G_REGEX_DOLLAR_ENDONLY, 0))
    return onb_markup_fail (markup, error,
                            "“%s” is no resource: those have letters, the first one a capital",
                            resource);

  for (guint i = 0; i < self->facts->scopes->len; i++)
    {
      const OnbGuideScope *other = g_ptr_array_index (self->facts->scopes, i);

      if (strcmp (other->resource, resource) == 0)
        return onb_markup_fail (markup, error, "there are two scopes for “%s”", resource);
    }

  if (option != NULL && !has_option (self, option))
    return onb_markup_fail (markup, error, "there is no option “%s” before this scope", option);

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
start_title (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  const char *parent = onb_markup_get_parent (markup);

  onb_markup_take_text (markup, strcmp (parent, "option") == 0    ? &self->option->title
                                : strcmp (parent, "hosting") == 0 ? &self->hosting->title
                                                                  : &self->screen->title);
  return onb_markup_attributes (markup, error, NULL);
}

static gboolean
start_note (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;
  gboolean of_step = strcmp (onb_markup_get_parent (markup), "step") == 0;
  const char *label;

  if (!onb_markup_attributes (markup, error, "label", &label, NULL))
    return FALSE;

  self->note = onb_guide_facts_add_note (of_step ? self->step->notes : self->facts->notes, label);
  onb_markup_take_text (markup, &self->note->explanation);
  return TRUE;
}

static gboolean
end_note (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  return self->note->explanation != NULL ||
         onb_markup_fail (markup, error, "the note “%s” does not say what to do",
                          self->note->label);
}

static gboolean
end_option (OnbMarkup *markup, gpointer reading, GError **error)
{
  OnbGuideReading *self = reading;

  return (self->option->title != NULL && self->option->explanation != NULL) ||
         onb_markup_fail (markup, error, "the option “%s” has no <title> or no <explanation>",
                          self->option->id);
}

static gboolean
end_network (OnbMarkup *markup, gpointer reading, GError **error)
{
  return ((OnbGuideReading *) reading)->facts->hosts->len > 0 ||
         onb_markup_fail (markup, error, "<network> has no <host>");
}

/* Without one, a test would have nothing to show. */
static gboolean
needs_anything (const OnbGuideFacts *facts)
{
  for (guint i = 0; i < facts->scopes->len; i++)
    if (((const OnbGuideScope *) g_ptr_array_index (facts->scopes, i))->option == NULL)
      return TRUE;

  return FALSE;
}

static gboolean
end_guide (OnbMarkup *markup, gpointer reading, GError **error)
{
  const OnbGuideFacts *facts = ((OnbGuideReading *) reading)->facts;

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

  return needs_anything (facts) ||
         onb_markup_fail (markup, error, "the guide has no <scope> without an option");
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
  { "title", "screen option hosting", start_title },
  { "note", "prerequisite step", start_note, end_note },
};

OnbGuideFacts *
onb_guide_read (GBytes *xml, const char *name, const GDate *latest, GError **error)
{
  g_autoptr (OnbGuideFacts) facts = onb_guide_facts_new ();
  g_autoptr (GPtrArray) sketch = g_ptr_array_new ();
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (OnbMarkupElement));
  OnbGuideReading self = { .facts = facts, .sketch = sketch, .latest = latest };
  guint n_of_screens;
  const OnbMarkupElement *of_screens = onb_guide_screens_get_elements (&n_of_screens);

  g_return_val_if_fail (xml != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  g_array_append_vals (all, elements, G_N_ELEMENTS (elements));
  g_array_append_vals (all, of_screens, n_of_screens);
  if (!onb_markup_read (xml, name, (const OnbMarkupElement *) all->data, all->len, &self,
                        ONB_GUIDE_ERROR, ONB_GUIDE_ERROR_INVALID, error))
    return NULL;

  return g_steal_pointer (&facts);
}
