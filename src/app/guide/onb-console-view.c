/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "app/guide/onb-console-picture.h"
#include "app/guide/onb-console-sketch.h"
#include "app/guide/onb-zoom-dialog.h"
#include "app/window/onb-file-dialog.h"
#include "clinic/onb-user-file.h"
#include "guide/onb-bidi.h"

#include "app/guide/onb-console-view.h"

#define MAX_FILE (32 * 1024 * 1024)

struct _OnbConsoleView
{
  AdwBin parent_instance;

  OnbSession *session;
  const OnbGuideScreen *screen;
  char *path;
  GtkWidget *sketch;
  GtkWidget *picture;
  GdkTexture *texture;
  gboolean looked;

  GtkBox *frame;
  GtkBox *tools;
  GtkWidget *use_button;
  GtkWidget *enlarge_button;
  GtkWidget *swap_button;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (OnbConsoleView, onb_console_view, ADW_TYPE_BIN)

static gboolean
shows_picture (OnbConsoleView *self)
{
  return self->picture != NULL && gtk_widget_get_visible (self->picture);
}

static void
update (OnbConsoleView *self)
{
  gboolean has = self->picture != NULL;
  gboolean shows = shows_picture (self);

  gtk_widget_set_visible (self->use_button, !has);
  gtk_widget_set_visible (self->swap_button, has);
  gtk_widget_set_visible (self->remove_button, has);
  gtk_widget_set_visible (self->enlarge_button, shows);
  gtk_button_set_label (GTK_BUTTON (self->swap_button),
                        shows ? _ ("Show Sketch") : _ ("Show Screenshot"));
  gtk_widget_set_visible (self->sketch, !shows);
}

static void
set_picture (OnbConsoleView *self, GdkTexture *texture)
{
  if (self->picture != NULL)
    gtk_box_remove (self->frame, self->picture);
  self->picture = NULL;
  g_set_object (&self->texture, texture);

  if (texture != NULL)
    {
      self->picture = onb_console_picture_new (self->screen, texture);
      gtk_box_append (self->frame, self->picture);
    }
  update (self);
}

/* What the user brings becomes a PNG file of ours: a bad picture is found out here, and whatever
 * else was in the file is left behind. */
static void
take_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *file = data;
  OnbConsoleView *self = source;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, &error);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) png = NULL;

  if (info != NULL && g_file_info_get_size (info) > MAX_FILE)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                                 _ ("The image is larger than 32 MB."));
  else if (info != NULL)
    texture = gdk_texture_new_from_file (file, &error);

  if (texture != NULL)
    {
      png = gdk_texture_save_to_png_bytes (texture);
      onb_user_file_write (self->path, g_bytes_get_data (png, NULL), g_bytes_get_size (png),
                           &error);
    }

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&texture), g_object_unref);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  OnbConsoleView *self = ONB_CONSOLE_VIEW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->session == NULL)
    return;

  if (texture != NULL)
    {
      set_picture (self, texture);
    }
  else
    {
      /* Translators: the reason. */
      g_autofree char *message =
          onb_bidi_format (_ ("Could not open the image: %s"), error->message);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", message);
    }
}

static void
take (OnbConsoleView *self, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_taken, NULL);

  g_task_set_source_tag (task, take);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, take_in_thread);
}

/* Told by its name; what else is dropped here was meant for the window. */
static gboolean
is_picture (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *type = g_content_type_guess (name, NULL, 0, NULL);

  return g_content_type_is_a (type, "image/*");
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, OnbConsoleView *self)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL)
    return FALSE;

  if (is_picture (files->data))
    {
      take (self, files->data);
    }
  else
    {
      g_autofree char *uri = g_file_get_uri (files->data);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.open-dropped", "s", uri);
    }
  return TRUE;
}

static void
on_file_chosen (GFile *file, gpointer data)
{
  take (data, file);
}

static void
on_use_clicked (GtkButton *button, OnbConsoleView *self)
{
  onb_file_dialog_open (GTK_WIDGET (self), _ ("Choose a Screenshot of This Screen"), on_file_chosen,
                        g_object_ref (self), g_object_unref);
}

static void
on_enlarge_clicked (GtkButton *button, OnbConsoleView *self)
{
  adw_dialog_present (onb_zoom_dialog_new (self->screen, self->texture), GTK_WIDGET (self));
}

static void
on_swap_clicked (GtkButton *button, OnbConsoleView *self)
{
  gtk_widget_set_visible (self->picture, !shows_picture (self));
  update (self);
}

static void
on_remove_clicked (GtkButton *button, OnbConsoleView *self)
{
  if (g_unlink (self->path) != 0 && errno != ENOENT)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", g_strerror (errno));
  set_picture (self, NULL);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  OnbConsoleView *self = ONB_CONSOLE_VIEW (source);
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->session != NULL && texture != NULL)
    set_picture (self, texture);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_filename (ONB_CONSOLE_VIEW (source)->path, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Only now: a picture that nobody looks at need not be read. */
static void
onb_console_view_map (GtkWidget *widget)
{
  OnbConsoleView *self = ONB_CONSOLE_VIEW (widget);

  GTK_WIDGET_CLASS (onb_console_view_parent_class)->map (widget);

  if (!self->looked && g_file_test (self->path, G_FILE_TEST_IS_REGULAR))
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, on_looked, NULL);

      g_task_set_source_tag (task, onb_console_view_map);
      g_task_run_in_thread (task, look_in_thread);
    }
  self->looked = TRUE;
}

static void
onb_console_view_dispose (GObject *object)
{
  OnbConsoleView *self = ONB_CONSOLE_VIEW (object);

  g_clear_object (&self->texture);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (onb_console_view_parent_class)->dispose (object);
}

static void
onb_console_view_finalize (GObject *object)
{
  g_free (ONB_CONSOLE_VIEW (object)->path);

  G_OBJECT_CLASS (onb_console_view_parent_class)->finalize (object);
}

static void
onb_console_view_class_init (OnbConsoleViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = onb_console_view_dispose;
  object_class->finalize = onb_console_view_finalize;
  GTK_WIDGET_CLASS (klass)->map = onb_console_view_map;
}

static void
onb_console_view_init (OnbConsoleView *self)
{
}

static GtkWidget *
add_tool (OnbConsoleView *self,
          const char *label,
          const char *icon,
          const char *tooltip,
          GCallback on_clicked)
{
  GtkWidget *button =
      label != NULL ? gtk_button_new_with_label (label) : gtk_button_new_from_icon_name (icon);

  if (tooltip != NULL)
    gtk_widget_set_tooltip_text (button, tooltip);
  if (label == NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                    -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", on_clicked, self, 0);
  gtk_box_append (self->tools, button);
  return button;
}

GtkWidget *
onb_console_view_new (OnbSession *session, const OnbGuideScreen *screen, OnbSpotlight *spotlight)
{
  OnbConsoleView *self = g_object_new (ONB_TYPE_CONSOLE_VIEW, NULL);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->session = g_object_ref (session);
  self->screen = screen;
  self->path = onb_guide_get_picture_path (onb_session_get_guide (session), screen);

  self->sketch = onb_console_sketch_new (session, screen, spotlight);
  self->frame = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (self->frame, self->sketch);
  self->tools = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  self->use_button = add_tool (self, _ ("Use Screenshot…"), NULL,
                               _ ("Show a screenshot of your own console instead of the sketch. "
                                  "You can also drop an image here. It stays on this computer."),
                               G_CALLBACK (on_use_clicked));
  self->enlarge_button = add_tool (self, NULL, "zoom-in-symbolic", _ ("Enlarge Screenshot"),
                                   G_CALLBACK (on_enlarge_clicked));
  self->swap_button = add_tool (self, "", NULL, NULL, G_CALLBACK (on_swap_clicked));
  self->remove_button = add_tool (self, NULL, "user-trash-symbolic", _ ("Remove Screenshot"),
                                  G_CALLBACK (on_remove_clicked));

  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->frame));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->tools));
  adw_bin_set_child (ADW_BIN (self), column);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  update (self);
  return GTK_WIDGET (self);
}
