/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* walk-pages WIDTH HEIGHT: opens the window in practice mode and goes through every page, of the first
 * clinic if there is one, and then through the dialogs. Prints what is wrong with any widget in view, a line each: an image that is
 * missing, a natural size below the minimum one, a place outside of the widget that it is in, a text too
 * faint to be read, a title that is cut, a space around nothing, a page wider than the window, a table's cells that are not below each other;
 * and where more than one button is suggested. */

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/check/onb-results-row.h"
#include "app/home/onb-home-page.h"
#include "app/window/onb-window.h"
#include "guide/onb-guide-library.h"

#define TOLERANCE 1.5
/* WCAG 2.2, 1.4.3 */
#define LEAST_CONTRAST 4.5
/* Thin strokes have their colour too where they are drawn as large as this. */
#define SCALE 2
/* Layout and drawing follow a change with the next frame; one more for what that changed in turn. */
#define FRAMES_A_PAGE 4
#define LEAST_WIDTH 340

/* What opens each. */
static const char *const dialogs[] = {
  "win.ask-step",    "win.photograph", "win.support-report",
  "win.steps-sheet", "win.shortcuts",  "win.check-network",
};

typedef struct
{
  GtkApplication *application;
  OnbGuideLibrary *library;
  OnbClinicStore *store;
  OnbPractice *practice;
  GtkWidget *window;
  int width;
  int height;
  /* Of the page in view. */
  char *title;
  gboolean is_at_home;
  guint frames;
  guint n_widgets;
  guint n_texts;
  guint n_suggested;
  guint n_dialogs;
  /* The window as it is drawn, SCALE times as large. */
  guchar *pixels;
  gsize stride;
  int picture_width;
  int picture_height;
} Walk;

static void
complain (Walk *self, GtkWidget *widget, const char *what)
{
  g_autofree char *class = g_strjoinv (".", gtk_widget_get_css_classes (widget));

  g_print ("%s: %s %s: %s\n", self->title, G_OBJECT_TYPE_NAME (widget), class, what);
}

static void
check_image (Walk *self, GtkWidget *widget)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const char *name = NULL;

  if (GTK_IS_IMAGE (widget) &&
      gtk_image_get_storage_type (GTK_IMAGE (widget)) == GTK_IMAGE_ICON_NAME)
    name = gtk_image_get_icon_name (GTK_IMAGE (widget));
  if (name != NULL && !gtk_icon_theme_has_icon (theme, name))
    complain (self, widget, name);
  if (GTK_IS_PICTURE (widget) && gtk_picture_get_paintable (GTK_PICTURE (widget)) == NULL)
    complain (self, widget, "no picture");
}

static void
check_size (Walk *self, GtkWidget *widget)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int least, natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  if (natural < least)
    complain (self, widget, "natural width below the least one");
  if (width <= 0 || height <= 0 ||
      gtk_widget_get_request_mode (widget) == GTK_SIZE_REQUEST_WIDTH_FOR_HEIGHT)
    return;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, MAX (width, least), &least, &natural, NULL,
                      NULL);
  if (natural < least)
    complain (self, widget, "natural height below the least one");
}

static void
check_place (Walk *self, GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  graphene_rect_t place;

  /* What scrolls is larger than what it scrolls in. */
  if (parent == NULL || GTK_IS_VIEWPORT (parent) || GTK_IS_SCROLLABLE (parent) ||
      !gtk_widget_compute_bounds (widget, parent, &place))
    return;

  if (place.origin.x < -TOLERANCE || place.origin.y < -TOLERANCE ||
      place.origin.x + place.size.width > (float) gtk_widget_get_width (parent) + TOLERANCE ||
      place.origin.y + place.size.height > (float) gtk_widget_get_height (parent) + TOLERANCE)
    {
      g_autofree char *what =
          g_strdup_printf ("at %.0f,%.0f %.0fx%.0f in %s %dx%d", (double) place.origin.x,
                           (double) place.origin.y, (double) place.size.width,
                           (double) place.size.height, G_OBJECT_TYPE_NAME (parent),
                           gtk_widget_get_width (parent), gtk_widget_get_height (parent));

      complain (self, widget, what);
    }
}

/* What shows nothing is hidden: otherwise a box has the space between two of its children twice there. */
static void
check_empty (Walk *self, GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_BOX (parent) && GTK_IS_BOX_LAYOUT (gtk_widget_get_layout_manager (parent)) &&
      gtk_box_get_spacing (GTK_BOX (parent)) > 0 &&
      gtk_orientable_get_orientation (GTK_ORIENTABLE (parent)) == GTK_ORIENTATION_VERTICAL &&
      gtk_widget_get_height (widget) <= 0)
    complain (self, widget, "is empty, and takes a space");
}

/* Whether the window is at least as wide as GNOME's narrowest, in pixels of the size that the text has. One
 * in which large text has less may be gone through sideways; its dialogs' titles are the platform's. */
static gboolean
has_room (Walk *self)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (self->window), "gtk-xft-dpi", &dpi, NULL);
  return dpi <= 0 || self->width * 96.0 * PANGO_SCALE / dpi >= LEAST_WIDTH;
}

/* A page is gone through downwards: where its texts do not fit in its width, something in it does not wrap. */
static void
check_scrolling (Walk *self, GtkWidget *widget)
{
  GtkAdjustment *across;

  if (!GTK_IS_SCROLLED_WINDOW (widget) || !has_room (self))
    return;

  across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (widget));
  if (gtk_adjustment_get_upper (across) >
      gtk_adjustment_get_page_size (across) + (double) TOLERANCE)
    complain (self, widget, "is too narrow for what is in it");
}

/* The cells of a table are below each other. */
static void
check_columns (Walk *self, GtkWidget *widget)
{
  GtkWidget *above = gtk_widget_get_prev_sibling (widget);
  GtkWidget *cell, *other;
  graphene_rect_t place, other_place;

  if (!ONB_IS_RESULTS_ROW (widget) || !ONB_IS_RESULTS_ROW (above))
    return;

  cell = gtk_widget_get_first_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget)));
  other = gtk_widget_get_first_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (above)));
  for (; cell != NULL && other != NULL;
       cell = gtk_widget_get_next_sibling (cell), other = gtk_widget_get_next_sibling (other))
    if (gtk_widget_compute_bounds (cell, widget, &place) &&
        gtk_widget_compute_bounds (other, above, &other_place) &&
        fabsf (place.origin.x - other_place.origin.x) > TOLERANCE)
      {
        g_autofree char *what =
            g_strdup_printf ("has a cell at %.0f, below one at %.0f", (double) place.origin.x,
                             (double) other_place.origin.x);

        complain (self, widget, what);
        break;
      }
}

static void
take_picture (Walk *self, GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GdkTextureDownloader) downloader = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);

  gtk_snapshot_scale (snapshot, SCALE, SCALE);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  self->picture_width = width * SCALE;
  self->picture_height = height * SCALE;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) self->picture_width,
                                                              (float) self->picture_height));
  gsk_render_node_unref (node);

  downloader = gdk_texture_downloader_new (texture);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  bytes = gdk_texture_downloader_download_bytes (downloader, &self->stride);
  g_free (self->pixels);
  self->pixels = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static double
luminance (guint32 colour)
{
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      double part = ((colour >> (8 * i)) & 0xff) / 255.0;

      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
    }
  return sum;
}

static double
contrast (guint32 one, guint32 other)
{
  double first = luminance (one), second = luminance (other);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

/* Of a text to what is behind it, which is what there is most of. */
static double
text_contrast (Walk *self, int x, int y, int width, int height)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer colour, count;
  guint32 background = 0;
  guint most = 0;
  double best = 0;

  for (int row = y; row < y + height; row++)
    for (int column = x; column < x + width; column++)
      {
        guint32 pixel;

        memcpy (&pixel, self->pixels + (gsize) row * self->stride + (gsize) column * 4, 4);
        pixel = GUINT32_FROM_LE (pixel) & 0xffffff;
        colour = GUINT_TO_POINTER (pixel);
        count = g_hash_table_lookup (counts, colour);
        g_hash_table_insert (counts, colour, GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
      }

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &colour, &count))
    if (GPOINTER_TO_UINT (count) > most)
      {
        most = GPOINTER_TO_UINT (count);
        background = GPOINTER_TO_UINT (colour);
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &colour, NULL))
    best = MAX (best, contrast (background, GPOINTER_TO_UINT (colour)));
  return best;
}

/* The colours of a suggested button are the platform's and the user's. What cannot be used may be faint. */
static gboolean
is_to_be_read (GtkWidget *label)
{
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);

  return gtk_label_get_text (GTK_LABEL (label))[0] != '\0' && gtk_widget_is_sensitive (label) &&
         gtk_widget_get_opacity (label) > 0 &&
         (button == NULL || !gtk_widget_has_css_class (button, "suggested-action"));
}

static void
check_contrast (Walk *self, GtkWidget *widget)
{
  graphene_rect_t place, part;
  double ratio;

  if (!GTK_IS_LABEL (widget) || !is_to_be_read (widget) ||
      !gtk_widget_compute_bounds (widget, self->window, &place))
    return;

  graphene_rect_scale (&place, SCALE, SCALE, &place);
  /* What is scrolled out of view is not in the picture, or lies under something else. */
  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL;
       above = gtk_widget_get_parent (above))
    if (gtk_widget_get_overflow (above) == GTK_OVERFLOW_HIDDEN &&
        gtk_widget_compute_bounds (above, self->window, &part))
      {
        graphene_rect_scale (&part, SCALE, SCALE, &part);
        if (!graphene_rect_contains_rect (&part, &place))
          return;
      }
  graphene_rect_init (&part, 0, 0, (float) self->picture_width, (float) self->picture_height);
  if (!graphene_rect_contains_rect (&part, &place))
    return;

  self->n_texts++;
  ratio = text_contrast (self, (int) place.origin.x, (int) place.origin.y, (int) place.size.width,
                         (int) place.size.height);
  if (ratio < LEAST_CONTRAST)
    {
      g_autofree char *what =
          g_strdup_printf ("contrast %.2f: %s", ratio, gtk_label_get_text (GTK_LABEL (widget)));

      complain (self, widget, g_strdelimit (what, "\n", ' '));
    }
}

/* Every text is there to its end, but for what a clinic is called in a title, what is chosen of a list,
 * and the title of a field, which the platform has in one line beside the field's button. */
static void
check_whole (Walk *self, GtkWidget *widget)
{
  gboolean may_be_cut = gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) != NULL ||
                        gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL ||
                        (gtk_widget_has_css_class (widget, "title") &&
                         gtk_widget_get_ancestor (widget, ADW_TYPE_WINDOW_TITLE) != NULL);

  if (GTK_IS_LABEL (widget) && !may_be_cut &&
      pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    complain (self, widget, gtk_label_get_text (GTK_LABEL (widget)));
}

static void
check (Walk *self, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  self->n_widgets++;
  self->n_suggested += gtk_widget_has_css_class (widget, "suggested-action");
  check_contrast (self, widget);
  check_whole (self, widget);
  check_image (self, widget);
  check_size (self, widget);
  check_place (self, widget);
  check_empty (self, widget);
  check_scrolling (self, widget);
  check_columns (self, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check (self, child);
}

static void
open_clinic (Walk *self)
{
  g_autoptr (OnbClinic) clinic = g_list_model_get_item (G_LIST_MODEL (self->store), 0);

  if (clinic != NULL)
    onb_window_open_clinic (ONB_WINDOW (self->window), clinic);
  else
    gtk_widget_activate_action (self->window, "win.new-clinic", NULL);
  /* From the first page on, whichever was open last. */
  gtk_widget_activate_action (self->window, "win.page", "s", "account");
}

static void
check_all (Walk *self, GtkWidget *widget)
{
  take_picture (self, self->window);
  self->n_suggested = 0;
  check (self, widget);
  if (self->n_suggested > 1)
    complain (self, widget, "more than one suggested button");
}

static gboolean
is_last_page (Walk *self)
{
  return g_strcmp0 (self->title, gtk_window_get_title (GTK_WINDOW (self->window))) == 0;
}

/* The one that is open, if one is; then it is closed. */
static void
check_dialog (Walk *self)
{
  AdwDialog *dialog =
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));

  if (dialog == NULL)
    return;

  g_free (self->title);
  self->title = g_strdup (dialogs[self->n_dialogs - 1]);
  check_all (self, GTK_WIDGET (dialog));
  adw_dialog_force_close (dialog);
}

/* Returns: whether there is another one */
static gboolean
open_dialog (Walk *self)
{
  return has_room (self) && self->n_dialogs < G_N_ELEMENTS (dialogs) &&
         gtk_widget_activate_action (self->window, dialogs[self->n_dialogs++], NULL);
}

/* The frame has just been drawn. */
static void
on_after_paint (GdkFrameClock *clock, Walk *self)
{
  GtkWidget *window = self->window;

  if (self->frames++ < FRAMES_A_PAGE)
    {
      gtk_widget_queue_draw (window);
      return;
    }

  self->frames = 0;
  if (self->n_dialogs > 0 || is_last_page (self))
    {
      check_dialog (self);
      if (!open_dialog (self))
        {
          g_signal_handlers_disconnect_by_func (clock, on_after_paint, self);
          gtk_window_destroy (GTK_WINDOW (window));
          return;
        }
      gtk_widget_queue_draw (window);
      return;
    }

  g_free (self->title);
  self->title = g_strdup (gtk_window_get_title (GTK_WINDOW (window)));
  check_all (self, window);
  if (self->is_at_home)
    open_clinic (self);
  else
    gtk_widget_activate_action (window, "win.forward", NULL);
  self->is_at_home = FALSE;
  gtk_widget_queue_draw (window);
}

static void
on_activate (GtkApplication *application, gpointer data)
{
  Walk *self = data;
  g_autoptr (GError) error = NULL;

  self->library = onb_guide_library_new (NULL);
  self->practice = onb_practice_new (onb_scenario_find (ONB_SCENARIO_WORKS));
  onb_practice_start (self->practice, 0, NULL, &error);
  g_assert_no_error (error);
  self->store = onb_clinic_store_new (TRUE);
  onb_clinic_store_load (self->store, FALSE);
  self->window = onb_window_new (application, self->library, self->store, NULL, self->practice);
  gtk_window_set_default_size (GTK_WINDOW (self->window), self->width, self->height);
  gtk_window_present (GTK_WINDOW (self->window));
  g_signal_connect (gtk_widget_get_frame_clock (self->window), "after-paint",
                    G_CALLBACK (on_after_paint), self);
}

int
main (int argc, char **argv)
{
  Walk self = { .is_at_home = TRUE, .width = atoi (argv[1]), .height = atoi (argv[2]) };
  g_autoptr (AdwApplication) application =
      adw_application_new ("io.leyr.Onboarding.Walk",
                           G_APPLICATION_NON_UNIQUE | G_APPLICATION_DEFAULT_FLAGS);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ONB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_application_set_resource_base_path (G_APPLICATION (application), "/io/leyr/Onboarding");
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &self);
  g_application_run (G_APPLICATION (application), 1, argv);
  g_print ("%u widgets, %u texts\n", self.n_widgets, self.n_texts);
  g_clear_object (&self.store);
  g_clear_object (&self.practice);
  g_clear_object (&self.library);
  g_free (self.pixels);
  g_free (self.title);
  return EXIT_SUCCESS;
}
