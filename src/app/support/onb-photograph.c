/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/support/onb-unrolled.h"

#include "app/support/onb-photograph.h"

#define MARK "onb-photograph-mark"
#define MASK "••••••••"
/* Of a field that is drawn as a bar, whatever is in it. */
#define COVERED "covered"
#define PADDING 12

/* In pixels: what graphics cards and programs for pictures can be relied on to take. */
#define MAX_HEIGHT 16000

/* Layout and drawing follow a change with the next frame; one more for what that changed in turn. */
#define FRAMES_TO_WAIT 3

/* Where there is no frame at all, in a minimised window for instance, there is no picture. */
#define LIMIT_SECONDS 5

/* How a widget looked before. */
typedef struct
{
  GtkWidget *widget;
  char *label;
  char *masked_label;
  gboolean covered;
  gboolean visibility;
  double opacity;
} Masked;

typedef struct
{
  char **masked;
  OnbAliases *aliases;
  char *caption;
  GRegex *uuid;
  GPtrArray *widgets;
  guint frames;
  GdkFrameClock *clock;
  guint limit_id;
} Picture;

static void
masked_free (Masked *self)
{
  g_object_unref (self->widget);
  g_free (self->label);
  g_free (self->masked_label);
  g_free (self);
}

static void
picture_free (Picture *self)
{
  g_strfreev (self->masked);
  g_clear_pointer (&self->aliases, onb_aliases_unref);
  g_free (self->caption);
  g_clear_pointer (&self->uuid, g_regex_unref);
  g_ptr_array_unref (self->widgets);
  g_clear_object (&self->clock);
  g_free (self);
}

void
onb_photograph_mark (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_object_set_data (G_OBJECT (widget), MARK, GINT_TO_POINTER (TRUE));
}

static char *
replace_all (const char *text, const char *what)
{
  g_autofree char *pattern = g_regex_escape_string (what, -1);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);

  return regex != NULL ? g_regex_replace_literal (regex, text, -1, 0, MASK, 0, NULL) : NULL;
}

/* NULL where there is nothing to mask in it. */
static char *
mask_text (Picture *self, const char *text)
{
  g_autofree char *result = g_regex_replace_literal (self->uuid, text, -1, 0, MASK, 0, NULL);

  for (guint i = 0; self->masked[i] != NULL; i++)
    if (self->masked[i][0] != '\0')
      {
        char *next = replace_all (result, self->masked[i]);

        g_free (result);
        result = next;
      }

  if (self->aliases != NULL)
    {
      char *next = onb_aliases_disguise (self->aliases, result);

      g_free (result);
      result = next;
    }

  return g_strcmp0 (result, text) != 0 ? g_steal_pointer (&result) : NULL;
}

static Masked *
remember (Picture *self, GtkWidget *widget)
{
  Masked *masked = g_new0 (Masked, 1);

  masked->widget = g_object_ref (widget);
  masked->opacity = gtk_widget_get_opacity (widget);
  g_ptr_array_add (self->widgets, masked);
  return masked;
}

static void
mask_label (Picture *self, GtkLabel *label, gboolean marked)
{
  g_autofree char *text = marked ? g_strdup (MASK) : mask_text (self, gtk_label_get_label (label));
  Masked *masked;

  if (text == NULL || g_str_equal (text, gtk_label_get_label (label)))
    return;

  masked = remember (self, GTK_WIDGET (label));
  masked->label = g_strdup (gtk_label_get_label (label));
  masked->masked_label = g_strdup (text);
  gtk_label_set_label (label, text);
}

/* Not by dots alone, whose number says how long a name is, or a secret. */
static void
mask_field (Picture *self, GtkText *field, gboolean marked)
{
  const char *text = gtk_entry_buffer_get_text (gtk_text_get_buffer (field));
  g_autofree char *masked_text = mask_text (self, text);
  gboolean hidden = !gtk_text_get_visibility (field);
  Masked *masked;

  if (text[0] == '\0' || gtk_widget_has_css_class (GTK_WIDGET (field), COVERED) ||
      (!hidden && !marked && masked_text == NULL))
    return;

  masked = remember (self, GTK_WIDGET (field));
  masked->covered = TRUE;
  masked->visibility = !hidden;
  gtk_widget_add_css_class (GTK_WIDGET (field), COVERED);
  gtk_text_set_visibility (field, FALSE);
}

/* What is said in passing lies over what the picture is to show. */
static gboolean
is_toast (GtkWidget *widget)
{
  return g_str_equal (gtk_widget_get_css_name (widget), "toast");
}

/* A dialog that has been closed, and only fades yet. */
static gboolean
is_going (GtkWidget *widget)
{
  GtkRoot *root = ADW_IS_DIALOG (widget) ? gtk_widget_get_root (widget) : NULL;

  return ADW_IS_APPLICATION_WINDOW (root) &&
         adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) !=
             ADW_DIALOG (widget);
}

/* A text of many lines is only covered as a whole. */
static gboolean
holds_masked (Picture *self, GtkWidget *widget)
{
  g_autofree char *text = NULL;
  g_autofree char *masked = NULL;

  if (!GTK_IS_TEXT_VIEW (widget))
    return FALSE;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), "text", &text, NULL);
  masked = mask_text (self, text);
  return masked != NULL;
}

static void
mask_widget (Picture *self, GtkWidget *widget)
{
  gboolean marked = g_object_get_data (G_OBJECT (widget), MARK) != NULL || is_toast (widget) ||
                    is_going (widget) || holds_masked (self, widget);

  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget))
    {
      mask_label (self, GTK_LABEL (widget), marked);
    }
  else if (GTK_IS_TEXT (widget))
    {
      mask_field (self, GTK_TEXT (widget), marked);
    }
  else if (marked)
    {
      if (gtk_widget_get_opacity (widget) > 0)
        {
          remember (self, widget);
          gtk_widget_set_opacity (widget, 0);
        }
    }
  else
    {
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        mask_widget (self, child);
    }
}

static void
unmask (Picture *self)
{
  /* The newest first: a widget can be here twice. */
  for (guint i = self->widgets->len; i > 0; i--)
    {
      Masked *masked = g_ptr_array_index (self->widgets, i - 1);

      if (masked->label != NULL)
        {
          /* Not where the program has written something else meanwhile. */
          if (g_str_equal (gtk_label_get_label (GTK_LABEL (masked->widget)), masked->masked_label))
            gtk_label_set_label (GTK_LABEL (masked->widget), masked->label);
        }
      else if (masked->covered)
        {
          gtk_text_set_visibility (GTK_TEXT (masked->widget), masked->visibility);
          gtk_widget_remove_css_class (masked->widget, COVERED);
        }
      else
        gtk_widget_set_opacity (masked->widget, masked->opacity);
    }
  g_ptr_array_set_size (self->widgets, 0);
}

static GdkTexture *
render (GtkWidget *window, const char *caption)
{
  g_autoptr (GdkPaintable) paintable = onb_unrolled_new (GTK_WINDOW (window));
  const float width = (float) gdk_paintable_get_intrinsic_width (paintable);
  const float height = (float) gdk_paintable_get_intrinsic_height (paintable);
  const GdkRGBA paper = { 1, 1, 1, 1 };
  const GdkRGBA ink = { 0.1f, 0.1f, 0.1f, 1 };
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (window, caption);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  GdkTexture *texture;
  int caption_height;
  float scale, whole;

  pango_layout_set_width (layout, ((int) width - 2 * PADDING) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, NULL, &caption_height);
  caption_height += 2 * PADDING;
  whole = height + (float) caption_height;
  scale = MIN ((float) gtk_widget_get_scale_factor (window), MAX_HEIGHT / whole);

  gtk_snapshot_scale (snapshot, scale, scale);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  gtk_snapshot_append_color (snapshot, &paper,
                             &GRAPHENE_RECT_INIT (0, height, width, (float) caption_height));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (PADDING, height + (float) PADDING));
  gtk_snapshot_append_layout (snapshot, layout, &ink);

  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) (int) (width * scale),
                                                              (float) (int) (whole * scale)));
  gsk_render_node_unref (node);
  return texture;
}

static void
complete (GTask *task)
{
  GtkWidget *window = g_task_get_source_object (task);
  Picture *self = g_task_get_task_data (task);
  GdkTexture *texture = NULL;

  g_clear_handle_id (&self->limit_id, g_source_remove);
  /* A window that was closed meanwhile has taken its clock's handlers with it. */
  g_signal_handlers_disconnect_by_data (self->clock, task);
  if (self->frames >= FRAMES_TO_WAIT && gtk_widget_get_mapped (window))
    texture = render (window, self->caption);
  unmask (self);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _ ("Could not take a screenshot because the window is not visible."));
  g_object_unref (task);
}

static gboolean
on_limit (gpointer data)
{
  GTask *task = data;
  Picture *self = g_task_get_task_data (task);

  self->limit_id = 0;
  complete (task);
  return G_SOURCE_REMOVE;
}

/* The frame has just been drawn: what is drawn now is what the picture takes. */
static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  GTask *task = data;
  Picture *self = g_task_get_task_data (task);
  guint n_masked = self->widgets->len;

  /* What the program has written meanwhile is masked as well, and the frames count anew. */
  mask_widget (self, g_task_get_source_object (task));
  self->frames = self->widgets->len > n_masked ? 0 : self->frames + 1;

  if (self->frames < FRAMES_TO_WAIT)
    gtk_widget_queue_draw (g_task_get_source_object (task));
  else
    complete (task);
}

void
onb_photograph_take_async (GtkWindow *window,
                           const char *const *masked,
                           OnbAliases *aliases,
                           const char *caption,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  Picture *self;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (masked != NULL);
  g_return_if_fail (caption != NULL);
  g_return_if_fail (gtk_widget_get_realized (GTK_WIDGET (window)));

  task = g_task_new (window, NULL, callback, user_data);
  self = g_new0 (Picture, 1);
  self->masked = g_strdupv ((char **) masked);
  self->aliases = aliases != NULL ? onb_aliases_ref (aliases) : NULL;
  self->caption = g_strdup (caption);
  self->uuid = g_regex_new ("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{8,}", G_REGEX_CASELESS, 0, NULL);
  self->widgets = g_ptr_array_new_with_free_func ((GDestroyNotify) masked_free);
  g_task_set_source_tag (task, onb_photograph_take_async);
  g_task_set_task_data (task, self, (GDestroyNotify) picture_free);

  mask_widget (self, GTK_WIDGET (window));
  self->clock = g_object_ref (gtk_widget_get_frame_clock (GTK_WIDGET (window)));
  g_signal_connect (self->clock, "after-paint", G_CALLBACK (on_after_paint), task);
  self->limit_id = g_timeout_add_seconds (LIMIT_SECONDS, on_limit, task);
  gtk_widget_queue_draw (GTK_WIDGET (window));
}

GdkTexture *
onb_photograph_take_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
