/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/guide/onb-spotlight.h"
#include "app/widgets/onb-badge.h"
#include "guide/onb-bidi.h"
#include "guide/onb-place.h"

#include "app/guide/onb-console-sketch.h"

struct _OnbConsoleSketch
{
  AdwBin parent_instance;

  OnbSession *session;
  OnbSpotlight *spotlight;
  const OnbGuideScreen *screen;
  /* The options with which it was drawn. */
  char *options;
};

G_DEFINE_FINAL_TYPE (OnbConsoleSketch, onb_console_sketch, ADW_TYPE_BIN)

/* Nothing in the sketch is a control, and nothing is read out part by part: the sketch as a whole
 * has a description. The console is English, so that the sketch never runs from right to left. */
static GtkWidget *
part_new (GType type, const char *first_property, ...)
{
  va_list properties;
  GtkWidget *part;

  /* What is drawn is said by the sketch as a whole. A container must not be presentational: that would
   * hide the checklist in it as well. */
  part = g_object_new (type, "accessible-role",
                       type == GTK_TYPE_LABEL || type == GTK_TYPE_IMAGE
                           ? GTK_ACCESSIBLE_ROLE_PRESENTATION
                           : GTK_ACCESSIBLE_ROLE_GENERIC,
                       NULL);
  va_start (properties, first_property);
  g_object_set_valist (G_OBJECT (part), first_property, properties);
  va_end (properties);
  gtk_widget_set_direction (part, GTK_TEXT_DIR_LTR);
  return part;
}

static GtkWidget *
box_new (GtkOrientation orientation, int spacing)
{
  return part_new (GTK_TYPE_BOX, "orientation", orientation, "spacing", spacing, NULL);
}

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = part_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE,
                               "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
blank_new (int width)
{
  GtkWidget *blank =
      part_new (ADW_TYPE_BIN, "width-request", width, "height-request", 8, "halign",
                width > 0 ? GTK_ALIGN_START : GTK_ALIGN_FILL, "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (blank, "sketch-blank");
  return blank;
}

static GtkWidget *
text_or_blank (const char *text, const char *css_class, int width)
{
  return text != NULL ? label_new (text, css_class) : blank_new (width);
}

/* In a box of its own, which has no baseline: a horizontal GtkBox miscounts its height where something
 * with one stands beside a label that wraps. */
static GtkWidget *
icon_new (const char *name)
{
  GtkWidget *box = box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box),
                  part_new (GTK_TYPE_IMAGE, "icon-name", name, "pixel-size", 12, NULL));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
checkbox_new (gboolean checked)
{
  GtkWidget *box = icon_new (checked ? "object-select-symbolic" : NULL);

  gtk_widget_add_css_class (box, "sketch-checkbox");
  return box;
}

/* In one line where there is room, and not broken in the midst of a word: what is beside it may be high
 * enough for more lines, and a label that wraps makes use of that. */
static GtkWidget *
words_or_blank (const char *text, const char *css_class, int width)
{
  GtkWidget *words = text_or_blank (text, css_class, width);

  if (GTK_IS_LABEL (words))
    g_object_set (words, "wrap-mode", PANGO_WRAP_WORD, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE,
                  NULL);
  return words;
}

static GtkWidget *
field_new (const OnbSketchNode *node)
{
  GtkWidget *column = box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *field = box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *value = text_or_blank (node->value, NULL, 60);

  gtk_box_append (GTK_BOX (column), text_or_blank (node->label, "sketch-label", 80));
  gtk_widget_set_hexpand (value, TRUE);
  gtk_box_append (GTK_BOX (field), value);
  if (node->kind == ONB_SKETCH_SELECT)
    gtk_box_append (GTK_BOX (field), icon_new ("pan-down-symbolic"));
  gtk_widget_add_css_class (field, "sketch-field");
  gtk_box_append (GTK_BOX (column), field);
  return column;
}

static GtkWidget *
check_new (const char *text, gboolean checked)
{
  GtkWidget *row = box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (row), checkbox_new (checked));
  gtk_box_append (GTK_BOX (row), label_new (text, NULL));
  return row;
}

static GtkWidget *
button_new (const OnbSketchNode *node)
{
  GtkWidget *button =
      part_new (ADW_TYPE_BIN, "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_CENTER, NULL);

  adw_bin_set_child (ADW_BIN (button), words_or_blank (node->label, NULL, 60));
  gtk_widget_add_css_class (button, "sketch-button");
  return button;
}

static GtkWidget *
framed_new (const OnbSketchNode *node, const char *css_class)
{
  GtkWidget *frame = part_new (ADW_TYPE_BIN, NULL);

  adw_bin_set_child (ADW_BIN (frame), text_or_blank (node->label, NULL, 120));
  gtk_widget_add_css_class (frame, css_class);
  return frame;
}

static GtkWidget *
products_new (OnbConsoleSketch *self, const OnbSketchNode *node)
{
  GPtrArray *products = onb_guide_get_products (onb_session_get_guide (self->session));
  GtkWidget *column = box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (column), label_new (node->label, "sketch-label"));
  for (guint i = 0; i < products->len; i++)
    {
      const OnbGuideProduct *product = g_ptr_array_index (products, i);

      gtk_box_append (GTK_BOX (column), check_new (product->label, TRUE));
    }
  return column;
}

/* What the boxes of the table are called in the console, each once. */
static GPtrArray *
list_boxes (GPtrArray *scopes)
{
  GPtrArray *boxes = g_ptr_array_new ();

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbGuideScope *scope = g_ptr_array_index (scopes, i);

      if (!g_ptr_array_find_with_equal_func (boxes, scope->check, g_str_equal, NULL))
        g_ptr_array_add (boxes, scope->check);
    }

  return boxes;
}

static void
add_cell (GtkWidget *row, GtkSizeGroup *column, GtkWidget *cell)
{
  gtk_widget_set_halign (cell, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  gtk_size_group_add_widget (column, cell);
  gtk_box_append (GTK_BOX (row), cell);
}

static GtkWidget *
table_row_new (const char *first, const char *css_class)
{
  GtkWidget *row = box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = label_new (first, css_class);

  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_valign (name, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), name);
  return row;
}

/* A row of the checklist, which is read out as one. */
static GtkWidget *
scope_new (const OnbGuideScope *scope, GPtrArray *boxes, GtkSizeGroup **columns)
{
  GtkWidget *item =
      g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  GtkWidget *row = table_row_new (scope->resource, NULL);
  /* Translators: a kind of data, the words of the box to check, and what Leyr does with it. */
  g_autofree char *name = onb_bidi_format (_ ("%s: select “%s”. %s"), scope->resource, scope->check,
                                           scope->write ? _ ("Leyr needs to read and write.")
                                                        : _ ("Leyr only needs to read."));

  for (guint i = 0; i < boxes->len; i++)
    {
      gboolean checked = g_str_equal (g_ptr_array_index (boxes, i), scope->check);
      GtkWidget *frame = part_new (ADW_TYPE_BIN, NULL);
      GtkWidget *box = checkbox_new (checked);

      gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
      adw_bin_set_child (ADW_BIN (frame), box);
      add_cell (row, columns[i], frame);
    }
  gtk_widget_add_css_class (row, "sketch-table-row");
  adw_bin_set_child (ADW_BIN (item), row);
  gtk_widget_set_tooltip_text (item, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return item;
}

/* The checklist itself: what is to be checked, and nothing else of the many that the console lists. */
static GtkWidget *
scopes_new (OnbConsoleSketch *self)
{
  OnbClinic *clinic = onb_session_get_clinic (self->session);
  GPtrArray *scopes = onb_guide_get_scopes (onb_session_get_guide (self->session));
  g_autoptr (GPtrArray) boxes = list_boxes (scopes);
  g_autofree GtkSizeGroup **columns = g_new (GtkSizeGroup *, boxes->len);
  GtkWidget *table = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST,
                                   "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *head = table_row_new ("", NULL);

  for (guint i = 0; i < boxes->len; i++)
    {
      columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
      add_cell (head, columns[i], label_new (g_ptr_array_index (boxes, i), "sketch-label"));
    }
  gtk_box_append (GTK_BOX (table), head);

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbGuideScope *scope = g_ptr_array_index (scopes, i);

      if (scope->option == NULL || onb_clinic_get_option (clinic, scope->option))
        gtk_box_append (GTK_BOX (table), scope_new (scope, boxes, columns));
    }
  for (guint i = 0; i < boxes->len; i++)
    g_object_unref (columns[i]);

  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What to select"), -1);
  return table;
}

static GtkWidget *node_new (OnbConsoleSketch *self, const OnbSketchNode *node);

static GtkWidget *
container_new (OnbConsoleSketch *self, const OnbSketchNode *node)
{
  /* What pushes the rest of a row to its end has a space at each side. */
  GtkWidget *box = node->kind == ONB_SKETCH_COLUMN ? box_new (GTK_ORIENTATION_VERTICAL, 12)
                                                   : box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < node->children->len; i++)
    gtk_box_append (GTK_BOX (box), node_new (self, g_ptr_array_index (node->children, i)));
  if (node->kind == ONB_SKETCH_BOTTOM)
    gtk_widget_add_css_class (box, "sketch-bottom");
  return box;
}

static GtkWidget *
unmarked_new (OnbConsoleSketch *self, const OnbSketchNode *node)
{
  switch (node->kind)
    {
    case ONB_SKETCH_COLUMN:
    case ONB_SKETCH_ROW:
    case ONB_SKETCH_BOTTOM:
      return container_new (self, node);
    case ONB_SKETCH_END:
      return part_new (ADW_TYPE_BIN, "hexpand", TRUE, NULL);
    case ONB_SKETCH_HEADING:
      return words_or_blank (node->label, "heading", 160);
    case ONB_SKETCH_INPUT:
    case ONB_SKETCH_SELECT:
      return field_new (node);
    case ONB_SKETCH_CHECK:
      return check_new (node->label, TRUE);
    case ONB_SKETCH_BUTTON:
      return button_new (node);
    case ONB_SKETCH_LINK:
      return text_or_blank (node->label, "sketch-link", 80);
    case ONB_SKETCH_ITEM:
      return framed_new (node, "sketch-item");
    case ONB_SKETCH_MESSAGE:
      return framed_new (node, "sketch-message");
    case ONB_SKETCH_PRODUCTS:
      return products_new (self, node);
    case ONB_SKETCH_SCOPES:
      return scopes_new (self);
    case ONB_SKETCH_BLANK:
    default:
      return blank_new (0);
    }
}

static GtkWidget *
node_new (OnbConsoleSketch *self, const OnbSketchNode *node)
{
  GtkWidget *part = unmarked_new (self, node);
  g_autofree char *place = NULL;
  GtkWidget *row, *badge, *frame;

  if (node->step == 0)
    return part;

  place = onb_place_of_node (self->screen, node);
  row = box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  badge = onb_badge_new (place, TRUE);
  frame = part_new (ADW_TYPE_BIN, NULL);
  adw_bin_set_child (ADW_BIN (frame), part);
  gtk_widget_set_hexpand (frame, node->kind != ONB_SKETCH_BUTTON && node->kind != ONB_SKETCH_LINK);
  gtk_widget_add_css_class (frame, "sketch-mark");
  gtk_box_append (GTK_BOX (row), badge);
  gtk_box_append (GTK_BOX (row), frame);
  onb_spotlight_add (self->spotlight, row, place, TRUE);
  return row;
}

static char *
describe_place (const char *place, const OnbSketchNode *node)
{
  if (node->label != NULL && node->value != NULL)
    /* Translators: where a step's place is on the console's screen: number, label, value. */
    return onb_bidi_format (_ ("Step %s: “%s”, set to “%s”."), place, node->label, node->value);
  if (node->label != NULL)
    /* Translators: where a step's place is on the console's screen: number, label. */
    return onb_bidi_format (_ ("Step %s: “%s”."), place, node->label);
  if (node->kind == ONB_SKETCH_SCOPES)
    return onb_bidi_format (_ ("Step %s: table of scopes."), place);
  return onb_bidi_format (_ ("Step %s: button."), place);
}

static void
describe (OnbConsoleSketch *self, const OnbSketchNode *node, GString *description)
{
  g_autofree char *place = onb_place_of_node (self->screen, node);

  if (place != NULL)
    {
      g_autofree char *text = describe_place (place, node);

      if (description->len > 0)
        g_string_append_c (description, ' ');
      g_string_append (description, text);
    }

  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    describe (self, g_ptr_array_index (node->children, i), description);
}

static char *
find_host (OnbGuide *guide)
{
  const char *address = onb_guide_get_console_address (guide);
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

static GtkWidget *
dot_new (int size)
{
  GtkWidget *dot = part_new (ADW_TYPE_BIN, "width-request", size, "height-request", size, "valign",
                             GTK_ALIGN_CENTER, "halign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (dot, "sketch-dot");
  return dot;
}

/* The browser's line: from it one knows which of the open windows is meant. */
static GtkWidget *
address_new (OnbGuide *guide)
{
  GtkWidget *line = box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *host = find_host (guide);
  GtkWidget *address = text_or_blank (host, "sketch-address", 160);

  for (guint i = 0; i < 3; i++)
    gtk_box_append (GTK_BOX (line), dot_new (8));
  gtk_widget_set_hexpand (address, TRUE);
  gtk_box_append (GTK_BOX (line), address);
  gtk_widget_add_css_class (line, "sketch-browser");
  return line;
}

static GtkWidget *
bar_new (OnbGuide *guide)
{
  GtkWidget *bar = box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = text_or_blank (onb_guide_get_console (guide), NULL, 100);

  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (bar), name);
  gtk_box_append (GTK_BOX (bar), dot_new (14));
  gtk_widget_add_css_class (bar, "sketch-bar");
  return bar;
}

static GtkWidget *
navigation_new (void)
{
  GtkWidget *navigation = box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; i < 4; i++)
    gtk_box_append (GTK_BOX (navigation), dot_new (14));
  gtk_widget_add_css_class (navigation, "sketch-navigation");
  return navigation;
}

/* Who is signed in has the console's navigation at the side, and above the screen where it is. */
static GtkWidget *
body_new (OnbConsoleSketch *self)
{
  GtkWidget *body = box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *column = box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *screen = container_new (self, self->screen->sketch);

  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_add_css_class (column, "sketch-screen");
  if (self->screen->trail != NULL)
    {
      gtk_box_append (GTK_BOX (body), navigation_new ());
      gtk_box_append (GTK_BOX (column), label_new (self->screen->trail, "sketch-label"));
    }
  else
    {
      GtkWidget *clamp = part_new (ADW_TYPE_CLAMP, "maximum-size", 280, NULL);

      adw_clamp_set_child (ADW_CLAMP (clamp), screen);
      screen = clamp;
    }
  gtk_box_append (GTK_BOX (column), screen);
  gtk_box_append (GTK_BOX (body), column);
  return body;
}

static void
draw (OnbConsoleSketch *self)
{
  OnbGuide *guide = onb_session_get_guide (self->session);
  GtkWidget *frame = box_new (GTK_ORIENTATION_VERTICAL, 0);

  /* A picture is one thing to assistive technologies; the checklist is read row by row. */
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (self)) == GTK_ACCESSIBLE_ROLE_IMG)
    g_object_set (frame, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (frame, "sketch");
  gtk_widget_set_overflow (frame, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (frame), address_new (guide));
  gtk_box_append (GTK_BOX (frame), bar_new (guide));
  gtk_box_append (GTK_BOX (frame), body_new (self));
  adw_bin_set_child (ADW_BIN (self), frame);
}

static char *
list_options (OnbConsoleSketch *self)
{
  return g_strjoinv (" ",
                     (char **) onb_clinic_get_options (onb_session_get_clinic (self->session)));
}

static void
on_clinic_changed (OnbClinic *clinic, OnbConsoleSketch *self)
{
  g_autofree char *options = list_options (self);

  if (g_str_equal (options, self->options))
    return;

  g_free (self->options);
  self->options = g_steal_pointer (&options);
  draw (self);
}

static void
onb_console_sketch_dispose (GObject *object)
{
  OnbConsoleSketch *self = ONB_CONSOLE_SKETCH (object);

  g_clear_object (&self->session);
  g_clear_object (&self->spotlight);

  G_OBJECT_CLASS (onb_console_sketch_parent_class)->dispose (object);
}

static void
onb_console_sketch_finalize (GObject *object)
{
  g_free (ONB_CONSOLE_SKETCH (object)->options);

  G_OBJECT_CLASS (onb_console_sketch_parent_class)->finalize (object);
}

static void
onb_console_sketch_class_init (OnbConsoleSketchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = onb_console_sketch_dispose;
  object_class->finalize = onb_console_sketch_finalize;
}

static void
onb_console_sketch_init (OnbConsoleSketch *self)
{
}

static gboolean
shows_options (const OnbSketchNode *node)
{
  gboolean shows = node->kind == ONB_SKETCH_SCOPES;

  for (guint i = 0; !shows && node->children != NULL && i < node->children->len; i++)
    shows = shows_options (g_ptr_array_index (node->children, i));

  return shows;
}

GtkWidget *
onb_console_sketch_new (OnbSession *session, const OnbGuideScreen *screen, OnbSpotlight *spotlight)
{
  gboolean is_list = shows_options (screen->sketch);
  OnbConsoleSketch *self =
      g_object_new (ONB_TYPE_CONSOLE_SKETCH, "accessible-role",
                    is_list ? GTK_ACCESSIBLE_ROLE_GROUP : GTK_ACCESSIBLE_ROLE_IMG, NULL);
  /* Translators: name of a drawing for screen readers; the title of a console screen. */
  g_autofree char *name = onb_bidi_format (_ ("Sketch of the console screen “%s”"), screen->title);
  g_autoptr (GString) description = g_string_new (NULL);

  self->session = g_object_ref (session);
  self->spotlight = g_object_ref (spotlight);
  self->screen = screen;
  self->options = list_options (self);
  draw (self);
  if (is_list)
    g_signal_connect_object (onb_session_get_clinic (session), "changed",
                             G_CALLBACK (on_clinic_changed), self, 0);

  describe (self, screen->sketch, description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description->str, -1);
  return GTK_WIDGET (self);
}
