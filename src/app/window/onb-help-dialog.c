/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-wrap-label.h"

#include "app/window/onb-help-dialog.h"

#define FOLDER "/io/leyr/Onboarding/"
#define MANUAL FOLDER "manual.html"

struct _OnbHelpDialog
{
  AdwDialog parent_instance;

  GtkBox *manual;
};

G_DEFINE_FINAL_TYPE (OnbHelpDialog, onb_help_dialog, ADW_TYPE_DIALOG)

/* The part of the manual that is being read. */
typedef struct
{
  GtkBox *manual;
  const char *css_class;
  GtkAccessibleRole role;
  GString *text;
} Part;

/* It is as wide as there is room, and never wider than it is. */
static void
add_picture (GtkBox *manual, const char *file, const char *description)
{
  g_autofree char *path = g_strconcat (FOLDER, file, NULL);
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_resource (path);
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));

  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_SCALE_DOWN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  description, -1);
  gtk_box_append (manual, picture);
}

static void
on_start (GMarkupParseContext *context,
          const char *name,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  static const struct
  {
    const char *name;
    const char *css_class;
    GtkAccessibleRole role;
  } parts[] = {
    { "h1", "title-1", GTK_ACCESSIBLE_ROLE_HEADING },
    { "h2", "title-3", GTK_ACCESSIBLE_ROLE_HEADING },
    { "p", NULL, GTK_ACCESSIBLE_ROLE_LABEL },
  };
  Part *part = data;
  const char *file, *description;

  if (strcmp (name, "img") == 0 &&
      g_markup_collect_attributes (name, names, values, error, G_MARKUP_COLLECT_STRING, "src",
                                   &file, G_MARKUP_COLLECT_STRING, "alt", &description,
                                   G_MARKUP_COLLECT_INVALID))
    add_picture (part->manual, file, _ (description));

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strcmp (name, parts[i].name) == 0)
      {
        part->css_class = parts[i].css_class;
        part->role = parts[i].role;
        part->text = g_string_new (NULL);
      }
}

static void
on_text (
    GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Part *part = data;

  if (part->text != NULL)
    g_string_append_len (part->text, text, (gssize) length);
}

static void
on_end (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Part *part = data;
  GtkWidget *label;

  if (part->text == NULL)
    return;

  label = onb_wrap_label_new (_ (part->text->str), part->css_class);
  g_object_set (label, "accessible-role", part->role, NULL);
  gtk_box_append (part->manual, label);
  g_string_free (g_steal_pointer (&part->text), TRUE);
}

static void
onb_help_dialog_class_init (OnbHelpDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/leyr/Onboarding/ui/window/onb-help-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbHelpDialog, manual);
}

static void
onb_help_dialog_init (OnbHelpDialog *self)
{
  const GMarkupParser parser = { .start_element = on_start,
                                 .end_element = on_end,
                                 .text = on_text };
  Part part = { NULL };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GBytes) manual = g_resources_lookup_data (MANUAL, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  part.manual = self->manual;
  context = g_markup_parse_context_new (&parser, 0, &part, NULL);
  /* It is part of the program: only a mistake of ours could make it unreadable. */
  if (!g_markup_parse_context_parse (context, g_bytes_get_data (manual, NULL),
                                     (gssize) g_bytes_get_size (manual), &error) ||
      !g_markup_parse_context_end_parse (context, &error))
    g_error ("%s: %s", MANUAL, error->message);
}

AdwDialog *
onb_help_dialog_new (void)
{
  return g_object_new (ONB_TYPE_HELP_DIALOG, NULL);
}
