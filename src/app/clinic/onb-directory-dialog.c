/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-when.h"
#include "app/window/onb-file-dialog.h"
#include "guide/onb-bidi.h"

#include "app/clinic/onb-directory-dialog.h"

/* How long typing has to pause until what was found is said aloud. */
#define ANNOUNCE_AFTER_MS 700

struct _OnbDirectoryDialog
{
  AdwDialog parent_instance;

  GtkSearchEntry *entry;
  GtkLabel *source_label;
  GtkLabel *problem_label;
  GtkButton *download_button;
  GtkButton *import_button;
  GtkButton *stop_button;
  GtkWidget *spinner;
  GtkLabel *count_label;
  GtkWidget *results;
  GtkListView *list;
  GtkNoSelection *selection;

  OnbSession *session;
  OnbDirectory *directory;
  /* Only while something is on its way. */
  GCancellable *cancellable;
  guint announce_id;
};

G_DEFINE_FINAL_TYPE (OnbDirectoryDialog, onb_directory_dialog, ADW_TYPE_DIALOG)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
describe_offer (OnbDirectoryDialog *self)
{
  g_autofree char *address = onb_session_get_directory_address (self->session);
  OnbGuide *guide = onb_session_get_guide (self->session);
  const OnbGuideDirectory *published = onb_guide_get_directory (guide);
  g_autoptr (GUri) uri = NULL;

  if (address == NULL)
    return g_strdup (_ ("No clinic directory is published for this system."));

  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  if (onb_session_get_practice (self->session) != NULL)
    /* Translators: the name of a host. */
    return onb_bidi_format (
        _ ("In demo mode, the directory comes from %s and lists made-up clinics."),
        g_uri_get_host (uri));

  return g_strdup_printf (
      /* Translators: who makes an EHR, its name, the size of a file in megabytes, the name of a host. */
      _ ("%s publishes a directory of organizations that use %s, with their FHIR URLs (about "
         "%.1f MB). Leyr Onboarding downloads it from %s only when you ask for it."),
      onb_guide_get_maker (guide), onb_guide_get_system (guide), published->megabytes,
      g_uri_get_host (uri));
}

static char *
describe_copy (OnbDirectoryDialog *self)
{
  guint n_entries = onb_directory_get_n_entries (self->directory);
  g_autofree char *date = onb_when_describe (onb_directory_get_fetched (self->directory));
  const char *source = onb_directory_get_source (self->directory);
  g_autoptr (GUri) uri = g_uri_parse (source, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return onb_bidi_format (
      /* Translators: how many, a host or a file’s name, a date. */
      ngettext ("%u organization, from %s, %s", "%u organizations, from %s, %s", n_entries),
      n_entries, host != NULL ? host : source, date);
}

static void
update_count (OnbDirectoryDialog *self)
{
  guint n_found = g_list_model_get_n_items (G_LIST_MODEL (self->directory));
  g_autofree char *text =
      n_found > 0 ? g_strdup_printf (ngettext ("%u result", "%u results", n_found), n_found)
                  : g_strdup (_ ("No results. Try fewer words, or the tenant ID."));

  gtk_label_set_label (self->count_label, text);
}

static void
update (OnbDirectoryDialog *self)
{
  gboolean any = onb_directory_get_n_entries (self->directory) > 0;
  gboolean busy = self->cancellable != NULL;
  g_autofree char *source = any ? describe_copy (self) : describe_offer (self);
  g_autofree char *address = onb_session_get_directory_address (self->session);

  gtk_label_set_label (self->source_label, source);
  gtk_button_set_label (self->download_button, any ? _ ("Refresh") : _ ("Download"));
  gtk_widget_set_visible (GTK_WIDGET (self->download_button), address != NULL && !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), busy);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), any);
  gtk_widget_set_visible (self->results, any);
  update_count (self);
}

static void
show_problem (OnbDirectoryDialog *self, const char *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

static void
on_taken_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbDirectoryDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean good = onb_directory_finish (ONB_DIRECTORY (source), result, &error);

  g_clear_object (&self->cancellable);
  /* The dialog was closed meanwhile. */
  if (self->session == NULL)
    return;

  if (!good && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    show_problem (self, error->message);
  update (self);
  gtk_widget_grab_focus (good ? GTK_WIDGET (self->entry) : GTK_WIDGET (self->download_button));
}

static GCancellable *
begin (OnbDirectoryDialog *self)
{
  show_problem (self, NULL);
  self->cancellable = g_cancellable_new ();
  update (self);
  return self->cancellable;
}

static void
on_download_clicked (GtkButton *button, OnbDirectoryDialog *self)
{
  g_autofree char *address = onb_session_get_directory_address (self->session);

  onb_directory_download_async (self->directory, address, begin (self), on_taken_in,
                                g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->stop_button));
}

static void
on_file_chosen (GFile *file, gpointer data)
{
  OnbDirectoryDialog *self = data;

  /* Not where the dialog was closed meanwhile. */
  if (self->session != NULL && self->cancellable == NULL)
    onb_directory_import_async (self->directory, file, begin (self), on_taken_in,
                                g_object_ref (self));
}

static void
on_import_clicked (GtkButton *button, OnbDirectoryDialog *self)
{
  onb_file_dialog_open (GTK_WIDGET (self), _ ("Import Clinic Directory"), on_file_chosen,
                        g_object_ref (self), g_object_unref);
}

static void
on_stop_clicked (GtkButton *button, OnbDirectoryDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static gboolean
on_announce_due (gpointer data)
{
  OnbDirectoryDialog *self = data;

  self->announce_id = 0;
  gtk_accessible_announce (GTK_ACCESSIBLE (self->entry), gtk_label_get_label (self->count_label),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
  return G_SOURCE_REMOVE;
}

static void
on_search_changed (GtkEditable *entry, OnbDirectoryDialog *self)
{
  onb_directory_set_query (self->directory, gtk_editable_get_text (entry));
  update_count (self);
  g_clear_handle_id (&self->announce_id, g_source_remove);
  self->announce_id = g_timeout_add (ANNOUNCE_AFTER_MS, on_announce_due, self);
}

static void
choose (OnbDirectoryDialog *self, guint position)
{
  g_autoptr (OnbDirectoryEntry) entry =
      g_list_model_get_item (G_LIST_MODEL (self->directory), position);

  if (entry == NULL)
    return;

  g_signal_emit (self, signals[CHOSEN], 0, entry);
  adw_dialog_close (ADW_DIALOG (self));
}

/* Enter in the search field takes what is found if it is one. */
static void
on_search_activated (GtkSearchEntry *entry, OnbDirectoryDialog *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->directory)) == 1)
    choose (self, 0);
  else
    gtk_widget_child_focus (self->results, GTK_DIR_TAB_FORWARD);
}

static void
on_stop_search (GtkSearchEntry *entry, OnbDirectoryDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_activated (GtkListView *list, guint position, OnbDirectoryDialog *self)
{
  choose (self, position);
}

static char *
describe_tenant (GtkListItem *item, const char *tenant)
{
  /* Translators: a tenant’s id. */
  return tenant != NULL ? onb_bidi_format (_ ("Tenant ID %s"), tenant) : NULL;
}

/* A row as it is read aloud. */
static char *
describe_entry (GtkListItem *item, OnbDirectoryEntry *entry)
{
  g_autofree char *tenant = NULL;

  if (entry == NULL)
    return NULL;

  tenant = describe_tenant (item, onb_directory_entry_get_tenant (entry));
  return onb_bidi_format ("%s. %s. %s", onb_directory_entry_get_name (entry),
                          onb_directory_entry_get_place (entry), tenant);
}

static gboolean
has_place (GtkListItem *item, const char *place)
{
  return place != NULL && place[0] != '\0';
}

static void
onb_directory_dialog_dispose (GObject *object)
{
  OnbDirectoryDialog *self = ONB_DIRECTORY_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->announce_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), ONB_TYPE_DIRECTORY_DIALOG);
  g_clear_object (&self->directory);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (onb_directory_dialog_parent_class)->dispose (object);
}

static void
onb_directory_dialog_class_init (OnbDirectoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = onb_directory_dialog_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", ONB_TYPE_DIRECTORY_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, ONB_TYPE_DIRECTORY_ENTRY);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/leyr/Onboarding/ui/clinic/onb-directory-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OnbDirectoryDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, OnbDirectoryDialog, source_label);
  gtk_widget_class_bind_template_child (widget_class, OnbDirectoryDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, OnbDirectoryDialog, download_button);
  gtk_widget_class_bind_template_child (widget_class, OnbDirectoryDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, OnbDirectoryDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, OnbDirectoryDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, OnbDirectoryDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, OnbDirectoryDialog, results);
  gtk_widget_class_bind_template_child (widget_class, OnbDirectoryDialog, list);
  gtk_widget_class_bind_template_child (widget_class, OnbDirectoryDialog, selection);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_download_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, describe_tenant);
  gtk_widget_class_bind_template_callback (widget_class, describe_entry);
  gtk_widget_class_bind_template_callback (widget_class, has_place);
}

static void
onb_directory_dialog_init (OnbDirectoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
onb_directory_dialog_new (OnbSession *session)
{
  OnbDirectoryDialog *self;

  g_return_val_if_fail (ONB_IS_SESSION (session), NULL);

  self = g_object_new (ONB_TYPE_DIRECTORY_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->directory = g_object_ref (onb_session_get_directory (session));
  onb_directory_set_query (self->directory, "");
  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (self->directory));

  if (onb_directory_get_n_entries (self->directory) == 0)
    onb_directory_load_async (self->directory, begin (self), on_taken_in, g_object_ref (self));
  else
    update (self);
  return ADW_DIALOG (self);
}
