/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"
#include "guide/onb-html.h"

#include "clinic/onb-steps-sheet.h"

typedef enum
{
  LINE_TEXT,
  LINE_SCREEN,
  LINE_STEP,
  LINE_ITEM,
} LineKind;

/* The sheet is made once, line by line, and written twice. */
typedef struct
{
  LineKind kind;
  char *text;
} Line;

struct _OnbStepsSheet
{
  char *title;
  GPtrArray *lines;
};

static void
line_free (Line *self)
{
  g_free (self->text);
  g_free (self);
}

static void
add_line (OnbStepsSheet *self, LineKind kind, const char *text)
{
  Line *line = g_new0 (Line, 1);

  line->kind = kind;
  line->text = g_strdup (text);
  g_ptr_array_add (self->lines, line);
}

static void
add_item_line (OnbStepsSheet *self, const char *words, const char *explanation)
{
  g_autofree char *text =
      explanation != NULL ? g_strdup_printf ("%s %s", words, explanation) : g_strdup (words);

  add_line (self, LINE_ITEM, text);
}

static char *
describe_field (const OnbGuideItem *item)
{
  switch (item->choice)
    {
    case ONB_GUIDE_CHOICE_EXACT:
      /* Translators: a field in the console, and the value that it must have. */
      return onb_bidi_format (_ ("%s: set to exactly “%s”."), item->label, item->value);
    case ONB_GUIDE_CHOICE_SUGGESTED:
      /* Translators: a field in the console, and a value that is only proposed. */
      return onb_bidi_format (_ ("%s: for example “%s”."), item->label, item->value);
    case ONB_GUIDE_CHOICE_FREE:
    default:
      /* Translators: a field in the console. */
      return onb_bidi_format (_ ("%s: any value."), item->label);
    }
}

static void
add_scopes (OnbStepsSheet *self, OnbGuide *guide, OnbClinic *clinic)
{
  GPtrArray *scopes = onb_guide_get_scopes (guide);

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbGuideScope *scope = g_ptr_array_index (scopes, i);
      g_autofree char *text = NULL;

      if (scope->option != NULL && !onb_clinic_get_option (clinic, scope->option))
        continue;

      /* Translators: a resource in the console’s table, and the box to select for it. */
      text = onb_bidi_format (_ ("%s: select “%s”."), scope->resource, scope->check);
      add_line (self, LINE_ITEM, text);
    }
}

static void
add_products (OnbStepsSheet *self, OnbGuide *guide, const OnbGuideItem *item)
{
  GPtrArray *products = onb_guide_get_products (guide);

  for (guint i = 0; i < products->len; i++)
    {
      const OnbGuideProduct *product = g_ptr_array_index (products, i);
      /* Translators: the label of a list in the console, and what to select there. */
      g_autofree char *text = onb_bidi_format (_ ("%s: select “%s”."), item->label, product->label);

      add_line (self, LINE_ITEM, text);
    }
}

static void
add_item (OnbStepsSheet *self, OnbGuide *guide, OnbClinic *clinic, const OnbGuideItem *item)
{
  g_autofree char *text = NULL;

  switch (item->kind)
    {
    case ONB_GUIDE_OPEN:
      /* Translators: an address of the web. */
      text = onb_bidi_format (_ ("Open %s"), item->value);
      break;
    case ONB_GUIDE_PRESS:
      /* Translators: a button in the console. */
      text = onb_bidi_format (_ ("Click “%s”."), item->label);
      break;
    case ONB_GUIDE_FIELD:
      text = describe_field (item);
      break;
    case ONB_GUIDE_CHECK:
      /* Translators: a box in the console. */
      text = onb_bidi_format (_ ("Select “%s”."), item->label);
      break;
    case ONB_GUIDE_PRODUCTS:
      add_products (self, guide, item);
      return;
    case ONB_GUIDE_SCOPES:
      add_scopes (self, guide, clinic);
      return;
    case ONB_GUIDE_EXPECT:
      /* Translators: what the console says. */
      text = onb_bidi_format (_ ("The console shows “%s”."), item->label);
      break;
    case ONB_GUIDE_COPY:
      /* Translators: what something is called in the console. */
      text = onb_bidi_format (_ ("Copy “%s”."), item->label);
      break;
    default:
      g_assert_not_reached ();
    }

  add_item_line (self, text, item->explanation);
}

static void
add_step (OnbStepsSheet *self, OnbGuide *guide, OnbClinic *clinic, const OnbGuideStep *step)
{
  g_autofree char *text = g_strdup_printf ("%d. %s", step->number, step->instruction);

  add_line (self, LINE_STEP, text);
  for (guint i = 0; i < step->items->len; i++)
    add_item (self, guide, clinic, g_ptr_array_index (step->items, i));

  for (guint i = 0; i < step->notes->len; i++)
    {
      const OnbGuideNote *note = g_ptr_array_index (step->notes, i);
      /* Translators: words of the console that only some see, and what to do then. */
      g_autofree char *seen =
          onb_bidi_format (_ ("If you see “%s”: %s"), note->label, note->explanation);

      add_line (self, LINE_ITEM, seen);
    }
}

OnbStepsSheet *
onb_steps_sheet_new (OnbGuide *guide, OnbClinic *clinic)
{
  OnbStepsSheet *self;
  GPtrArray *screens;
  g_autofree char *opening = NULL;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);
  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);

  self = g_new0 (OnbStepsSheet, 1);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  /* Translators: the name of an EHR system, and that of a clinic. */
  self->title = onb_bidi_format (_ ("Connect %s to Leyr: %s"), onb_guide_get_system (guide),
                                 onb_clinic_get_title (clinic));
  /* Translators: the number of the last step. */
  opening = g_strdup_printf (_ ("Steps: %d. The words in quotation marks are the console’s own."),
                             onb_guide_get_n_steps (guide));
  add_line (self, LINE_TEXT, onb_guide_get_prerequisite (guide));
  add_line (self, LINE_TEXT, opening);

  screens = onb_guide_get_screens (guide);
  for (guint i = 0; i < screens->len; i++)
    {
      const OnbGuideScreen *screen = g_ptr_array_index (screens, i);

      add_line (self, LINE_SCREEN, screen->title);
      for (guint s = 0; s < screen->steps->len; s++)
        add_step (self, guide, clinic, g_ptr_array_index (screen->steps, s));
    }

  add_line (
      self, LINE_TEXT,
      _ ("Enter the credentials in Leyr Onboarding yourself, on the computer of the person who "
         "gave you these steps. Never send them by email or chat."));
  return self;
}

void
onb_steps_sheet_free (OnbStepsSheet *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->title);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

const char *
onb_steps_sheet_get_title (const OnbStepsSheet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

char *
onb_steps_sheet_to_text (const OnbStepsSheet *self)
{
  const char *mark = onb_bidi_get_line_mark ();
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (mark);
  g_string_append_printf (text, "%s\n", self->title);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);
      const gboolean is_apart = line->kind == LINE_TEXT || line->kind == LINE_SCREEN;

      g_string_append_printf (text, "%s%s%s%s\n", is_apart ? "\n" : "", mark,
                              line->kind == LINE_ITEM ? "      [ ] " : "", line->text);
    }
  return g_string_free (text, FALSE);
}

char *
onb_steps_sheet_to_html (const OnbStepsSheet *self)
{
  static const char style[] =
      "body{font:11pt/1.4 sans-serif;max-width:46em;margin:1em auto;padding:0 1em;color:#111;"
      "background:#fff}h1{font-size:16pt}h2{font-size:12pt;margin:1.2em 0 .3em;border-bottom:1px "
      "solid #bbb}p{margin:.5em 0}.step{font-weight:600;break-after:avoid}"
      ".item{margin:.15em 0 .15em 2em}.item::before{content:'\\2610\\00a0'}"
      "@page{margin:15mm}@media print{body{margin:0;max-width:none}}";
  static const char *const before[] = { [LINE_TEXT] = "<p>",
                                        [LINE_SCREEN] = "<h2>",
                                        [LINE_STEP] = "<p class=\"step\">",
                                        [LINE_ITEM] = "<p class=\"item\">" };
  GString *html;

  g_return_val_if_fail (self != NULL, NULL);

  html = onb_html_new (self->title, style);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      onb_html_append (html, before[line->kind], line->text,
                       line->kind == LINE_SCREEN ? "</h2>\n" : "</p>\n");
    }
  return onb_html_end (html);
}
