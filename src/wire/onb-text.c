/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* memmem() */
#define _GNU_SOURCE

#include <string.h>

#include "wire/onb-text.h"

/* The shortest part of a secret that is struck; shorter ones are in ordinary words as well. */
#define MIN_PART 10
/* Of an identifier, which may have much in common with another one. */
#define MIN_IDENTIFIER_PART 16
/* Where a text ends within it, so few tell that it was going to be said. */
#define MIN_TAIL 6
/* The shortest middle of a base64 that is struck. */
#define MIN_MIDDLE 8
/* What a cut can leave of a character that was written as several, as %2 of %2F. */
#define MAX_CUT 5
#define ELLIPSIS "…"

/* Text with each character in one spelling: two spellings of one thing have the same normal form. What
 * separates is left out of it (spaces, controls, hyphens, and the plus that stands for either in a form
 * and in base64). */
typedef struct
{
  char *bytes;
  gsize length;
  gsize size;
  /* Where in the text each byte comes from. */
  gsize *starts;
  gsize *ends;
} Normal;

typedef struct
{
  Normal form;
  char *shown;
  gsize min_part;
} Sent;

struct _OnbRedactor
{
  GPtrArray *sent;
};

static void
wipe (char *bytes, gsize length)
{
  if (bytes != NULL)
    explicit_bzero (bytes, length);
  g_free (bytes);
}

static void
normal_clear (Normal *self)
{
  wipe (self->bytes, self->size);
  g_free (self->starts);
  g_free (self->ends);
}

static void
sent_free (Sent *self)
{
  normal_clear (&self->form);
  g_free (self->shown);
  g_free (self);
}

static gboolean
is_control (gunichar character)
{
  switch ((int) g_unichar_type (character))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    case G_UNICODE_FORMAT:
      /* The two joiners belong to the spelling of words, in Persian and Hindi for instance. */
      return character != 0x200c && character != 0x200d;
    default:
      return FALSE;
    }
}

/* Entities as XML and HTML have them, those that a writer must use. */
static gsize
read_entity (const char *text, gsize length, char *character)
{
  static const struct
  {
    const char *entity;
    char character;
  } entities[] = {
    { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' },
  };
  gsize i = 2, digits;
  guint base = 10, value = 0;

  for (guint e = 0; e < G_N_ELEMENTS (entities); e++)
    {
      gsize n = strlen (entities[e].entity);

      if (length >= n && g_ascii_strncasecmp (text, entities[e].entity, n) == 0)
        {
          *character = entities[e].character;
          return n;
        }
    }

  if (length < 4 || text[0] != '&' || text[1] != '#')
    return 0;
  if (text[i] == 'x' || text[i] == 'X')
    base = 16, i++;

  digits = i;
  for (; i < length && i < digits + 6 && g_ascii_isxdigit (text[i]); i++)
    value = value * base + (guint) g_ascii_xdigit_value (text[i]);
  if (i == digits || value == 0 || value > 0x7f)
    return 0;

  /* Readers of HTML do without the semicolon. */
  *character = (char) value;
  return i < length && text[i] == ';' ? i + 1 : i;
}

/* A backslash or a percent sign, letters, and two digits, as programs, JSON and addresses write it. */
static gsize
read_escape (const char *text, gsize length, char *character)
{
  static const char *const escapes[] = { "%", "%u00", "\\u00", "\\x" };

  for (guint e = 0; e < G_N_ELEMENTS (escapes); e++)
    {
      gsize n = strlen (escapes[e]);

      if (length < n + 2 || g_ascii_strncasecmp (text, escapes[e], n) != 0 ||
          !g_ascii_isxdigit (text[n]) || !g_ascii_isxdigit (text[n + 1]))
        continue;

      *character =
          (char) (g_ascii_xdigit_value (text[n]) * 16 + g_ascii_xdigit_value (text[n + 1]));
      return n + 2;
    }

  return 0;
}

/* Reads one character however it is written; returns how long it was. */
static gsize
read_character (const char *text, gsize length, char *character)
{
  gsize n;

  n = read_escape (text, length, character);
  if (n > 0)
    return n;

  if (length >= 2 && text[0] == '\\' && strchr ("\\/\"'", text[1]) != NULL)
    {
      *character = text[1];
      return 2;
    }

  n = read_entity (text, length, character);
  if (n > 0)
    return n;

  *character = text[0];
  return 1;
}

static gboolean
separates (gunichar character)
{
  return character == '-' || character == '+' || character == 0x200c || character == 0x200d ||
         g_unichar_isspace (character) || is_control (character);
}

/* Moves a byte down to the end of what is done already. */
static void
normal_put (Normal *self, char byte, gsize from, gsize to)
{
  /* The letters of base64 and of its form for addresses are the same. */
  self->bytes[self->length] = byte == '_' ? '/' : g_ascii_tolower (byte);
  self->starts[self->length] = self->starts[from];
  self->ends[self->length] = self->ends[to - 1];
  self->length++;
}

static void
normal_pass (Normal *self)
{
  gsize length = self->length;

  self->length = 0;
  for (gsize i = 0; i < length;)
    {
      const char *text = self->bytes + i;
      gunichar character = g_utf8_get_char_validated (text, (gssize) (length - i));
      gsize n = 1;

      if (character < 0x80)
        {
          char byte;

          n = read_character (text, length - i, &byte);
          if ((guchar) byte >= 0x80 || !separates ((guchar) byte))
            normal_put (self, byte, i, i + n);
        }
      else if (character == (gunichar) -1 || character == (gunichar) -2)
        {
          normal_put (self, text[0], i, i + n);
        }
      else
        {
          n = (gsize) g_unichar_to_utf8 (character, NULL);
          for (gsize j = 0; j < n && !separates (character); j++)
            normal_put (self, text[j], i, i + n);
        }

      i += n;
    }
}

/* As often as it takes: what was encoded twice is decoded twice. */
static void
normalize (Normal *self, const char *text, gsize length)
{
  gsize before;

  self->size = length + 1;
  self->bytes = g_malloc (self->size);
  memcpy (self->bytes, text, length);
  self->length = length;
  self->starts = g_new (gsize, length + 1);
  self->ends = g_new (gsize, length + 1);
  for (gsize i = 0; i < length; i++)
    {
      self->starts[i] = i;
      self->ends[i] = i + 1;
    }

  do
    {
      before = self->length;
      normal_pass (self);
    }
  while (self->length < before);
}

OnbRedactor *
onb_redactor_new (void)
{
  OnbRedactor *self = g_rc_box_new0 (OnbRedactor);

  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) sent_free);
  return self;
}

OnbRedactor *
onb_redactor_ref (OnbRedactor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_rc_box_acquire (self);
}

static void
redactor_clear (OnbRedactor *self)
{
  g_ptr_array_unref (self->sent);
}

void
onb_redactor_unref (OnbRedactor *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, (GDestroyNotify) redactor_clear);
}

static gboolean
is_known (const OnbRedactor *self, const Normal *form)
{
  for (guint i = 0; i < self->sent->len; i++)
    {
      const Sent *sent = g_ptr_array_index (self->sent, i);

      if (sent->form.length == form->length &&
          memcmp (sent->form.bytes, form->bytes, form->length) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add (OnbRedactor *self, const char *text, gsize length, const char *shown, gsize min_part)
{
  Sent *sent = g_new0 (Sent, 1);

  normalize (&sent->form, text, length);
  sent->shown = g_strdup (shown);
  sent->min_part = MIN (min_part, sent->form.length);

  /* One or two characters are in every text, and tell nothing in any. */
  if (sent->form.length < 3 || is_known (self, &sent->form))
    sent_free (sent);
  else
    g_ptr_array_add (self->sent, sent);
}

/* Base64 writes three bytes as four letters: what it makes of a text within another one depends on where
 * the text begins, and its first and last letters on what is beside it. */
static void
add_middles (OnbRedactor *self, const char *text, gsize length, const char *shown, gsize min_part)
{
  /* The letters in which something of what goes before is, by how many bytes that is. */
  static const gsize before[] = { 0, 2, 3 };
  gsize size = length + G_N_ELEMENTS (before);
  char *within = g_malloc0 (size);

  for (gsize n = 0; n < G_N_ELEMENTS (before); n++)
    {
      gsize letters = (n + length) * 8 / 6;
      char *base64;

      if (letters < before[n] + MIN_MIDDLE)
        continue;

      memcpy (within + n, text, length);
      base64 = g_base64_encode ((const guchar *) within, n + length);
      add (self, base64 + before[n], letters - before[n], shown, min_part);
      wipe (base64, strlen (base64));
    }

  wipe (within, size);
}

static void
add_in_all_forms (
    OnbRedactor *self, const char *text, gsize length, const char *shown, gsize min_part)
{
  char *base64 = g_base64_encode ((const guchar *) text, length);
  char *hex = g_malloc (2 * length + 1);

  for (gsize i = 0; i < length; i++)
    g_snprintf (hex + 2 * i, 3, "%02x", (guchar) text[i]);

  add (self, text, length, shown, min_part);
  add (self, base64, strcspn (base64, "="), shown, min_part);
  add_middles (self, text, length, shown, min_part);
  add (self, hex, 2 * length, shown, min_part);

  wipe (base64, strlen (base64));
  wipe (hex, 2 * length);
}

void
onb_redactor_add_secret (OnbRedactor *self, const char *secret, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (secret != NULL);

  add_in_all_forms (self, secret, length, ELLIPSIS, MIN_PART);
}

void
onb_redactor_add_identifier (OnbRedactor *self, const char *identifier, const char *shown)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (identifier != NULL);
  g_return_if_fail (shown != NULL);

  add_in_all_forms (self, identifier, strlen (identifier), shown, MIN_IDENTIFIER_PART);
}

/* RFC 7617: the base64 of an id, a colon and a secret. */
static void
add_pair (OnbRedactor *self, const char *encoded)
{
  gsize length;
  char *pair = (char *) g_base64_decode (encoded, &length);
  const char *colon = memchr (pair, ':', length);

  if (colon != NULL)
    {
      g_autofree char *identifier = g_strndup (pair, (gsize) (colon - pair));
      g_autofree char *shown = onb_text_shorten_id (identifier);

      onb_redactor_add_secret (self, colon + 1, length - (gsize) (colon + 1 - pair));
      onb_redactor_add_identifier (self, identifier, shown);
    }

  wipe (pair, length);
}

void
onb_redactor_add_authorization (OnbRedactor *self, const char *header)
{
  const char *space;

  g_return_if_fail (self != NULL);
  g_return_if_fail (header != NULL);

  space = strchr (header, ' ');
  if (space == NULL)
    {
      onb_redactor_add_secret (self, header, strlen (header));
    }
  else if (g_ascii_strncasecmp (header, "Basic ", strlen ("Basic ")) == 0)
    {
      onb_redactor_add_secret (self, space + 1, strcspn (space + 1, "="));
      add_pair (self, space + 1);
    }
  else
    {
      onb_redactor_add_secret (self, space + 1, strlen (space + 1));
    }
}

/* How much of @form from @place on was sent, as far as that is enough to be struck. */
static gsize
match (const Sent *sent, const Normal *form, gsize place)
{
  const Normal *known = &sent->form;
  gsize rest = form->length - place;
  const char *found;
  gsize n = 0;

  if (rest >= sent->min_part)
    {
      found = memmem (known->bytes, known->length, form->bytes + place, sent->min_part);
      if (found != NULL)
        {
          gsize left = known->length - (gsize) (found - known->bytes);

          for (n = sent->min_part; n < MIN (rest, left); n++)
            if (form->bytes[place + n] != found[n])
              break;
          return n < left && rest - n <= MAX_CUT ? rest : n;
        }
    }

  for (n = 0; n < MIN (rest, known->length); n++)
    if (form->bytes[place + n] != known->bytes[n])
      break;

  return n >= MIN_TAIL && rest - n <= MAX_CUT ? rest : 0;
}

char *
onb_redactor_strike (const OnbRedactor *self, const char *text)
{
  g_autoptr (GString) struck = NULL;
  gsize length;
  Normal form;
  gsize kept = 0;
  char *valid;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  normalize (&form, text, length);
  struck = g_string_new (NULL);

  for (gsize i = 0; i < form.length;)
    {
      const Sent *longest = NULL;
      gsize n_struck = 0;

      for (guint s = 0; s < self->sent->len; s++)
        {
          const Sent *sent = g_ptr_array_index (self->sent, s);
          gsize n = match (sent, &form, i);

          if (n > n_struck)
            longest = sent, n_struck = n;
        }

      if (longest == NULL || form.starts[i] < kept)
        {
          i++;
          continue;
        }

      g_string_append_len (struck, text + kept, (gssize) (form.starts[i] - kept));
      g_string_append (struck, longest->shown);
      i += n_struck;
      kept = i < form.length ? form.ends[i - 1] : length;
      /* The end of base64. */
      kept += strspn (text + kept, "=");
    }

  g_string_append (struck, text + kept);
  normal_clear (&form);

  /* A part of a secret may begin within a character. */
  valid = g_utf8_make_valid (struck->str, (gssize) struck->len);
  explicit_bzero (struck->str, struck->len);
  return valid;
}

char *
onb_text_shorten_id (const char *id)
{
  glong length;
  g_autofree char *head = NULL;
  g_autofree char *tail = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  length = g_utf8_strlen (id, -1);
  if (length < 12)
    return g_strdup ("…");

  head = g_utf8_substring (id, 0, 4);
  tail = g_utf8_substring (id, length - 4, length);
  return g_strdup_printf ("%s…%s", head, tail);
}

char *
onb_text_clean (const char *text, gsize length, gsize max)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) clean = NULL;
  gsize n = 0;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, (gssize) length);
  clean = g_string_sized_new (length);

  for (const char *c = valid; *c != '\0' && n < max; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (is_control (character))
        character = ' ';
      if (character == ' ' && (clean->len == 0 || clean->str[clean->len - 1] == ' '))
        continue;

      g_string_append_unichar (clean, character);
      n++;
    }

  g_strchomp (clean->str);
  return clean->str[0] != '\0' ? g_strdup (clean->str) : NULL;
}

char *
onb_text_from_peer (const OnbRedactor *redactor, const char *text, gsize length, gsize max)
{
  /* No more than can be shown is looked at, whatever a character takes. */
  gsize looked_at = MIN (length, 8 * max);
  g_autofree char *valid = NULL;
  g_autofree char *struck = NULL;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, (gssize) looked_at);
  if (redactor != NULL)
    struck = onb_redactor_strike (redactor, valid);
  else
    struck = g_steal_pointer (&valid);

  return onb_text_clean (struck, strlen (struck), max);
}

char *
onb_text_excerpt (const OnbRedactor *redactor, const char *text)
{
  return text != NULL ? onb_text_from_peer (redactor, text, strlen (text), ONB_TEXT_MAX) : NULL;
}
