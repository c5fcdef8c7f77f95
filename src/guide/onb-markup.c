/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "guide/onb-markup.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

#define UNSEEN                                                                                     \
  "there is a character that cannot be seen, such as one that turns the direction of a text"

/* An element that has begun and not ended, and the line on which it did. */
typedef struct
{
  const OnbMarkupElement *element;
  int line;
} Open;

struct _OnbMarkup
{
  const char *file;
  const OnbMarkupElement *elements;
  guint n_elements;
  gpointer reader;
  GQuark domain;
  int code;

  GMarkupParseContext *context;
  GArray *open;
  /* Where the element that ends began; 0 while one starts. */
  int line;
  /* The element that starts or ends, and what the parser knows of it. */
  const char *name;
  const char **attribute_names;
  const char **attribute_values;

  GString *text;
  /* Where the text of the open element goes; NULL where it may have none. */
  char **text_target;
};

/* Control characters and those that turn the direction of what follows could let a guide of whomever say
 * something else than it shows. */
static gboolean
may_be_shown (gunichar character)
{
  return character == '\t' || character == '\r' || character == '\n' ||
         !(g_unichar_iscntrl (character) || character == 0x061c ||
           (character >= 0x200e && character <= 0x200f) ||
           (character >= 0x202a && character <= 0x202e) ||
           (character >= 0x2066 && character <= 0x2069));
}

static gboolean
is_shown_as_it_is (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *here = text; here < end; here = g_utf8_next_char (here))
    if (!may_be_shown (g_utf8_get_char (here)))
      return FALSE;

  return TRUE;
}

/* The line of the tag that was read last: GMarkup has already taken the line break behind it. */
static int
current_line (OnbMarkup *self)
{
  int line, column;

  g_markup_parse_context_get_position (self->context, &line, &column);
  return column <= 1 && line > 1 ? line - 1 : line;
}

gboolean
onb_markup_fail (OnbMarkup *self, GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, self->domain, self->code, "%s:%d: %s", self->file,
               self->line != 0 ? self->line : current_line (self), reason);
  return FALSE;
}

gboolean
onb_markup_attributes (OnbMarkup *self, GError **error, ...)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  gboolean complete = TRUE;
  const char *name;
  va_list wanted;

  for (guint i = 0; self->attribute_names[i] != NULL; i++)
    g_ptr_array_add (others, (gpointer) self->attribute_names[i]);

  va_start (wanted, error);
  while (complete && (name = va_arg (wanted, const char *)) != NULL)
    {
      const char **value = va_arg (wanted, const char **);
      gboolean optional = name[0] == '?';
      const char *bare = optional ? name + 1 : name;

      *value = NULL;
      for (guint i = 0; self->attribute_names[i] != NULL; i++)
        if (*value == NULL && strcmp (self->attribute_names[i], bare) == 0)
          {
            *value = self->attribute_values[i];
            g_ptr_array_remove (others, (gpointer) self->attribute_names[i]);
          }

      if (*value == NULL && !optional)
        complete = onb_markup_fail (self, error, "the attribute “%s” is missing", bare);

      if (*value != NULL && (*value)[0] == '\0')
        complete = onb_markup_fail (self, error, "the attribute “%s” is empty", bare);
    }
  va_end (wanted);

  if (!complete)
    return FALSE;

  return others->len == 0 ||
         onb_markup_fail (self, error, "<%s> cannot have the attribute “%s”, or not twice",
                          self->name, (const char *) others->pdata[0]);
}

gboolean
onb_markup_is_first (OnbMarkup *self, gboolean is_first, GError **error)
{
  return is_first || onb_markup_fail (self, error, "there is a second <%s>", self->name);
}

gboolean
onb_markup_step_number (OnbMarkup *self, const char *text, int *number, GError **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, 999, &value, NULL))
    return onb_markup_fail (self, error, "“%s” is no step number", text);

  *number = (int) value;
  return TRUE;
}

gboolean
onb_markup_is_https (OnbMarkup *self, const char *address, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (address != NULL, FALSE);

  /* What stands in front of an @ looks like the host, and is none. */
  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  return (uri != NULL && g_str_has_prefix (address, "https://") &&
          g_uri_get_userinfo (uri) == NULL && g_uri_get_host (uri)[0] != '\0') ||
         onb_markup_fail (self, error, "“%s” is no https address", address);
}

gboolean
onb_markup_is_id (OnbMarkup *self, const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, FALSE);

  return g_regex_match_simple ("^[a-z0-9]+(-[a-z0-9]+)*$", id, G_REGEX_DOLLAR_ENDONLY, 0) ||
         onb_markup_fail (self, error,
                          "“%s” is no ID: those have small letters, digits, and hyphens", id);
}

void
onb_markup_take_text (OnbMarkup *self, char **target)
{
  self->text_target = target;
}

const char *
onb_markup_get_name (OnbMarkup *self)
{
  return self->name;
}

const char *
onb_markup_get_parent (OnbMarkup *self)
{
  return self->open->len > 0 ? g_array_index (self->open, Open, self->open->len - 1).element->name
                             : NULL;
}

static gboolean
may_stand_in (const OnbMarkupElement *element, const char *outer)
{
  g_auto (GStrv) parents = NULL;

  if (outer == NULL || element->parents[0] == '\0')
    return outer == NULL && element->parents[0] == '\0';

  parents = g_strsplit (element->parents, " ", -1);
  return g_strv_contains ((const char *const *) parents, outer);
}

static void
on_start (GMarkupParseContext *context,
          const char *name,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  OnbMarkup *self = data;
  const OnbMarkupElement *element = NULL;
  gboolean known = FALSE;
  Open opened;

  self->line = 0;
  self->name = name;
  self->attribute_names = names;
  self->attribute_values = values;
  opened.line = current_line (self);

  for (guint i = 0; names[i] != NULL; i++)
    if (!is_shown_as_it_is (values[i], strlen (values[i])))
      {
        onb_markup_fail (self, error, UNSEEN);
        return;
      }

  for (guint i = 0; element == NULL && i < self->n_elements; i++)
    if (strcmp (self->elements[i].name, name) == 0)
      {
        known = TRUE;
        if (may_stand_in (&self->elements[i], onb_markup_get_parent (self)))
          element = &self->elements[i];
      }

  if (element == NULL)
    {
      if (known)
        onb_markup_fail (self, error, "<%s> cannot stand here", name);
      else
        onb_markup_fail (self, error, "there is no element <%s>", name);
      return;
    }

  self->text_target = NULL;
  g_string_truncate (self->text, 0);

  if (element->start != NULL ? !element->start (self, self->reader, error)
                             : !onb_markup_attributes (self, error, NULL))
    return;

  opened.element = element;
  g_array_append_val (self->open, opened);
}

static void
on_text (
    GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  OnbMarkup *self = data;

  self->line = 0;
  if (!is_shown_as_it_is (text, length))
    {
      onb_markup_fail (self, error, UNSEEN);
      return;
    }

  if (self->text_target != NULL)
    {
      g_string_append_len (self->text, text, (gssize) length);
      return;
    }

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      {
        onb_markup_fail (self, error, "there is text where none can be");
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

static void
on_end (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  OnbMarkup *self = data;
  Open ended = g_array_index (self->open, Open, self->open->len - 1);

  self->line = ended.line;
  self->name = name;
  g_array_set_size (self->open, self->open->len - 1);

  if (self->text_target != NULL)
    {
      g_autofree char *text = normalized (self->text->str);

      if (!onb_markup_is_first (self, *self->text_target == NULL, error))
        return;
      if (text[0] != '\0')
        *self->text_target = g_strdup (g_dgettext (GETTEXT_PACKAGE, text));
      self->text_target = NULL;
    }

  if (ended.element->end != NULL)
    ended.element->end (self, self->reader, error);
}

gboolean
onb_markup_read (GBytes *xml,
                 const char *file,
                 const OnbMarkupElement *elements,
                 guint n_elements,
                 gpointer reader,
                 GQuark domain,
                 int code,
                 GError **error)
{
  static const GMarkupParser parser = { .start_element = on_start,
                                        .end_element = on_end,
                                        .text = on_text };
  OnbMarkup self = { .file = file,
                     .elements = elements,
                     .n_elements = n_elements,
                     .reader = reader,
                     .domain = domain,
                     .code = code };
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (Open));
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) reason = NULL;
  gsize length;
  const char *text = g_bytes_get_data (xml, &length);
  int line;

  /* GMarkup does not know the mark that editors on Windows begin a text with. */
  if (length >= strlen (BYTE_ORDER_MARK) &&
      memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      text += strlen (BYTE_ORDER_MARK);
      length -= strlen (BYTE_ORDER_MARK);
    }

  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &self, NULL);
  self.context = context;
  self.open = open;
  self.text = g_string_new (NULL);

  if (g_markup_parse_context_parse (context, text != NULL ? text : "", (gssize) length, &reason))
    g_markup_parse_context_end_parse (context, &reason);
  g_string_free (self.text, TRUE);

  if (reason == NULL)
    return TRUE;

  if (reason->domain == domain)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  g_markup_parse_context_get_position (context, &line, NULL);
  g_set_error (error, domain, code, "%s:%d: %s", file, line, reason->message);
  return FALSE;
}
