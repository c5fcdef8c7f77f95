/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-badge.h"
#include "guide/onb-bidi.h"

#include "app/guide/onb-console-sketch.h"

struct _OnbConsoleSketch
{
  AdwBin parent_instance;

  OnbSession *session;
  const OnbGuideScreen *screen;
};

G_DEFINE_FINAL_TYPE (OnbConsoleSketch, onb_console_sketch, ADW_TYPE_BIN)

/* Nothing in the sketch is a control, and nothing is read out part by part: the sketch as a whole
 * has a description. The console is English, so that the sketch never runs from right to left. */
static GtkWidget *
part_new (GType type, const char *first_property, ...)
{
  va_list properties;
  GtkWidget *part;

  part = g_object_new (type, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
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

/* In a box of its own, which has no baseline: a horizontal GtkBox of GTK 4.8 miscounts its height
 * where an image, which has one, stands beside a label. */
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

  adw_bin_set_child (ADW_BIN (button), text_or_blank (node->label, NULL, 60));
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

static GtkWidget *
scopes_new (OnbConsoleSketch *self)
{
  static const char *const headings[] = { "Read", "Write", "Select All" };
  OnbClinic *clinic = onb_session_get_clinic (self->session);
  GPtrArray *scopes = onb_guide_get_scopes (onb_session_get_guide (self->session));
  GtkWidget *grid = part_new (GTK_TYPE_GRID, "row-spacing", 6, "column-spacing", 12, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    gtk_grid_attach (GTK_GRID (grid), label_new (headings[i], "sketch-label"), (int) i + 1, 0, 1,
                     1);

  for (guint i = 0; i < scopes->len; i++)
    {
      const OnbGuideScope *scope = g_ptr_array_index (scopes, i);
      gboolean wanted = scope->option == NULL || onb_clinic_get_option (clinic, scope->option);
      const gboolean checked[] = { wanted && scope->read, wanted && scope->write,
                                   wanted && scope->read && scope->write };
      GtkWidget *name = label_new (scope->resource, NULL);

      gtk_widget_set_hexpand (name, TRUE);
      gtk_grid_attach (GTK_GRID (grid), name, 0, (int) i + 1, 1, 1);
      for (guint column = 0; column < G_N_ELEMENTS (checked); column++)
        {
          GtkWidget *box = checkbox_new (checked[column]);

          gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
          gtk_grid_attach (GTK_GRID (grid), box, (int) column + 1, (int) i + 1, 1, 1);
        }
    }
  return grid;
}

static GtkWidget *node_new (OnbConsoleSketch *self, const OnbSketchNode *node);

static GtkWidget *
container_new (OnbConsoleSketch *self, const OnbSketchNode *node)
{
  GtkWidget *box = box_new (node->kind == ONB_SKETCH_COLUMN ? GTK_ORIENTATION_VERTICAL
                                                            : GTK_ORIENTATION_HORIZONTAL,
                            12);

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
      return text_or_blank (node->label, "heading", 160);
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
  GtkWidget *row, *badge, *frame;

  if (node->step == 0)
    return part;

  row = box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  badge = onb_badge_new (node->step, TRUE);
  frame = part_new (ADW_TYPE_BIN, NULL);
  adw_bin_set_child (ADW_BIN (frame), part);
  gtk_widget_set_hexpand (frame, node->kind != ONB_SKETCH_BUTTON && node->kind != ONB_SKETCH_LINK);
  gtk_widget_add_css_class (frame, "sketch-mark");
  gtk_box_append (GTK_BOX (row), badge);
  gtk_box_append (GTK_BOX (row), frame);
  return row;
}

static char *
describe_place (const OnbSketchNode *node)
{
  if (node->label != NULL && node->value != NULL)
    /* Translators: where a step's place is on the console's screen: number, label, value. */
    return onb_bidi_format (_ ("Step %d: “%s”, set to “%s”."), node->step, node->label,
                            node->value);
  if (node->label != NULL)
    /* Translators: where a step's place is on the console's screen: number, label. */
    return onb_bidi_format (_ ("Step %d: “%s”."), node->step, node->label);
  if (node->kind == ONB_SKETCH_SCOPES)
    return onb_bidi_format (_ ("Step %d: the table of scopes."), node->step);
  return onb_bidi_format (_ ("Step %d: the button."), node->step);
}

static void
describe (const OnbSketchNode *node, GString *description)
{
  if (node->step != 0)
    {
      g_autofree char *place = describe_place (node);

      if (description->len > 0)
        g_string_append_c (description, ' ');
      g_string_append (description, place);
    }

  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    describe (g_ptr_array_index (node->children, i), description);
}

static void
draw (OnbConsoleSketch *self)
{
  GtkWidget *frame = box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *screen = container_new (self, self->screen->sketch);

  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *dot = part_new (ADW_TYPE_BIN, "width-request", 8, "height-request", 8, "valign",
                                 GTK_ALIGN_CENTER, NULL);

      gtk_widget_add_css_class (dot, "sketch-dot");
      gtk_box_append (GTK_BOX (bar), dot);
    }
  gtk_box_append (GTK_BOX (bar), label_new ("code-console.cerner.com", "sketch-label"));
  gtk_widget_add_css_class (bar, "sketch-bar");
  gtk_widget_add_css_class (screen, "sketch-screen");
  gtk_widget_add_css_class (frame, "sketch");
  gtk_box_append (GTK_BOX (frame), bar);
  gtk_box_append (GTK_BOX (frame), screen);
  adw_bin_set_child (ADW_BIN (self), frame);
}

static void
on_clinic_changed (OnbClinic *clinic, OnbConsoleSketch *self)
{
  draw (self);
}

static void
onb_console_sketch_dispose (GObject *object)
{
  OnbConsoleSketch *self = ONB_CONSOLE_SKETCH (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (onb_console_sketch_parent_class)->dispose (object);
}

static void
onb_console_sketch_class_init (OnbConsoleSketchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = onb_console_sketch_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
onb_console_sketch_init (OnbConsoleSketch *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
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
onb_console_sketch_new (OnbSession *session, const OnbGuideScreen *screen)
{
  OnbConsoleSketch *self = g_object_new (ONB_TYPE_CONSOLE_SKETCH, NULL);
  /* Translators: name of a drawing for screen readers; the title of a console screen. */
  g_autofree char *name =
      onb_bidi_format (_ ("Sketch of the console’s screen “%s”"), screen->title);
  GString *description = g_string_new (NULL);

  self->session = g_object_ref (session);
  self->screen = screen;
  draw (self);
  if (shows_options (screen->sketch))
    g_signal_connect_object (onb_session_get_clinic (session), "changed",
                             G_CALLBACK (on_clinic_changed), self, 0);

  describe (screen->sketch, description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description->str, -1);
  g_string_free (description, TRUE);
  return GTK_WIDGET (self);
}
