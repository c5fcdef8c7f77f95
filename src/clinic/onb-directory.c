/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "check/onb-diagnosis.h"
#include "clinic/onb-directory-index.h"
#include "clinic/onb-user-file.h"
#include "millennium/onb-address.h"
#include "wire/onb-http.h"
#include "wire/onb-json.h"

#include "clinic/onb-directory.h"

#define SCHEMA "io.leyr.Onboarding.directory/1"

/* The published directory has 2.6 MB. */
#define MAX_BODY (64 * 1024 * 1024)
#define MAX_HEAD_VALUES 16

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct _OnbDirectory
{
  GObject parent_instance;

  gboolean is_practice;
  char *path;
  GPtrArray *entries;
  /* NULL before any entries came. */
  OnbDirectoryIndex *index;
  GPtrArray *matches;
  char *query;

  char *source;
  char *etag;
  GDateTime *fetched;
};

static void list_model_interface_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OnbDirectory,
                               onb_directory,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_interface_init))

/* A directory on its way in. The kept copy is one file: a line of JSON with what we know of it, then
 * what was published, byte for byte. */
typedef struct
{
  char *path;
  GFile *file;
  GByteArray *body;
  gboolean is_kept;

  char *source;
  char *etag;
  GDateTime *fetched;
  GPtrArray *entries;
  /* NULL where the entries stay. */
  OnbDirectoryIndex *index;

  OnbHttp *http;
} Intake;

static void
intake_free (Intake *self)
{
  g_free (self->path);
  g_clear_object (&self->file);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self->source);
  g_free (self->etag);
  g_clear_pointer (&self->fetched, g_date_time_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->index, onb_directory_index_free);
  g_clear_object (&self->http);
  g_free (self);
}

static char *
make_head (const Intake *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *fetched = g_date_time_format_iso8601 (self->fetched);
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  onb_json_add_string (builder, "schema", SCHEMA);
  onb_json_add_string (builder, "source", self->source);
  onb_json_add_string (builder, "etag", self->etag != NULL ? self->etag : "");
  onb_json_add_string (builder, "fetched", fetched);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_strconcat (text, "\n", NULL);
}

/* Takes the first line off the kept copy. */
static gboolean
read_head (Intake *self, GError **error)
{
  const char *text = (const char *) self->body->data;
  const char *end = self->body->len > 0 ? memchr (text, '\n', self->body->len) : NULL;
  g_autoptr (JsonNode) root =
      end != NULL ? onb_json_parse (text, (gsize) (end - text), MAX_HEAD_VALUES, NULL) : NULL;
  JsonObject *head =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *source;

  if (g_strcmp0 (onb_json_get_string (head, "schema"), SCHEMA) == 0)
    self->fetched = onb_json_get_time (head, "fetched");
  if (self->fetched == NULL)
    {
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
          _ ("The saved copy of the clinic directory is damaged. Download it again."));
      return FALSE;
    }

  source = onb_json_get_string (head, "source");
  self->source = g_strdup (source != NULL ? source : "");
  self->etag = g_strdup (onb_json_get_string (head, "etag"));
  g_byte_array_remove_range (self->body, 0, (guint) (end - text) + 1);
  return TRUE;
}

static gboolean
read_file (Intake *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (self->file,
                         G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                         G_FILE_QUERY_INFO_NONE, cancellable, error);
  char *contents = NULL;
  gsize length;

  if (info == NULL)
    return FALSE;

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
      g_file_info_get_size (info) > MAX_BODY)
    {
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
          _ ("This is not a clinic directory: it is not a file, or it is too large."));
      return FALSE;
    }

  if (!g_file_load_contents (self->file, cancellable, &contents, &length, NULL, error))
    return FALSE;

  self->body = g_byte_array_new_take ((guint8 *) contents, length);
  return !self->is_kept || read_head (self, error);
}

static gboolean
keep (const Intake *self, GError **error)
{
  g_autofree char *head = make_head (self);
  g_autoptr (GByteArray) text = g_byte_array_sized_new (self->body->len + 512);

  g_byte_array_append (text, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (text, self->body->data, self->body->len);
  return onb_user_file_write (self->path, (const char *) text->data, text->len, error);
}

/* Whether a page for people came, as from a network that requires a sign-in. A Bundle in XML also
 * begins with an angle bracket, and is none. */
static gboolean
is_web_page (const GByteArray *body)
{
  g_autofree char *head =
      body->len > 0 ? g_strndup ((const char *) body->data, MIN (body->len, 512)) : g_strdup ("");
  const char *start = head;

  if (g_str_has_prefix (start, BYTE_ORDER_MARK))
    start += strlen (BYTE_ORDER_MARK);
  start += strspn (start, " \t\r\n");
  return start[0] == '<' && !g_str_has_prefix (start, "<?xml") &&
         !g_str_has_prefix (start, "<Bundle");
}

/* Reads, judges and keeps. What fails here has changed nothing. */
static void
take_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Intake *self = data;
  g_autoptr (GError) error = NULL;

  if (self->file != NULL && !read_file (self, cancellable, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (is_web_page (self->body))
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("This file is a web page, not a clinic directory. The network where it "
                            "was downloaded may require a sign-in, or a web filter may block the "
                            "directory. Download it again on another network."));
  else
    self->entries = onb_directory_read ((const char *) self->body->data, self->body->len, &error);

  if (self->entries != NULL && (self->is_kept || keep (self, &error)))
    {
      self->index = onb_directory_index_new (self->entries);
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_return_error (task, g_steal_pointer (&error));
}

static GTask *
intake_begin (OnbDirectory *self,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Intake *intake = g_new0 (Intake, 1);

  intake->path = g_strdup (self->path);
  g_task_set_source_tag (task, intake_begin);
  g_task_set_task_data (task, intake, (GDestroyNotify) intake_free);
  return task;
}

void
onb_directory_load_async (OnbDirectory *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Intake *intake;

  g_return_if_fail (ONB_IS_DIRECTORY (self));

  task = intake_begin (self, cancellable, callback, user_data);
  intake = g_task_get_task_data (task);
  intake->file = g_file_new_for_path (self->path);
  intake->is_kept = TRUE;
  g_task_run_in_thread (task, take_in_thread);
}

void
onb_directory_import_async (OnbDirectory *self,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Intake *intake;

  g_return_if_fail (ONB_IS_DIRECTORY (self));
  g_return_if_fail (G_IS_FILE (file));

  task = intake_begin (self, cancellable, callback, user_data);
  intake = g_task_get_task_data (task);
  intake->file = g_object_ref (file);
  intake->source = g_file_get_basename (file);
  intake->fetched = g_date_time_new_now_utc ();
  g_task_run_in_thread (task, take_in_thread);
}

/* An error has a page too, and is told by its status; but for the one that asks for a sign-in
 * (RFC 6585, section 6). */
static gboolean
is_page_in_place (const OnbExchange *exchange, const GByteArray *body)
{
  if (exchange->status == 511)
    return TRUE;

  return exchange->status / 100 == 2 &&
         (g_strcmp0 (exchange->content_type, "text/html") == 0 ||
          g_strcmp0 (exchange->content_type, "application/xhtml+xml") == 0 || is_web_page (body));
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  OnbDirectory *self = g_task_get_source_object (task);
  Intake *intake = g_task_get_task_data (task);
  g_autoptr (OnbExchange) exchange =
      onb_http_send_finish (ONB_HTTP (source), result, &intake->body);

  if (g_task_return_error_if_cancelled (task))
    return;

  /* Not modified: the copy that we have is still the published one. */
  if (exchange->fault == ONB_FAULT_NONE && exchange->status == 304 && self->entries->len > 0)
    {
      intake->entries = g_ptr_array_ref (self->entries);
      intake->etag = g_strdup (self->etag);
      g_task_return_boolean (task, TRUE);
    }
  else if (exchange->fault != ONB_FAULT_NONE)
    {
      g_autofree char *reason = onb_diagnose_fault (exchange);

      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                               /* Translators: the reason, whole sentences. */
                               _ ("Could not download the clinic directory. %s"), reason);
    }
  else if (is_page_in_place (exchange, intake->body))
    {
      g_autofree char *host = onb_exchange_get_host (exchange);

      g_task_return_new_error (
          task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
          /* Translators: both %s are the same host. */
          _ ("A web page was returned instead of the clinic directory. Your network may require a "
             "sign-in, or a web filter may block %s. Open any website in your browser. If a "
             "sign-in page appears, sign in and download the directory again. If not, ask your "
             "network administrator to allow HTTPS connections to %s."),
          host, host);
    }
  else if (exchange->status != 200)
    {
      g_task_return_new_error (
          task, G_IO_ERROR, G_IO_ERROR_FAILED,
          /* Translators: an HTTP status. */
          _ ("Could not download the clinic directory: the server returned HTTP status %u."),
          exchange->status);
    }
  else
    {
      intake->etag = g_strdup (exchange->etag);
      g_task_run_in_thread (task, take_in_thread);
    }
}

void
onb_directory_download_async (OnbDirectory *self,
                              const char *address,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GUri) uri = NULL;
  GTask *task;
  Intake *intake;
  gboolean is_same;

  g_return_if_fail (ONB_IS_DIRECTORY (self));
  g_return_if_fail (address != NULL);

  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_return_if_fail (uri != NULL && g_uri_get_host (uri) != NULL);
  g_return_if_fail (strcmp (g_uri_get_scheme (uri), "https") == 0 ||
                    (self->is_practice && onb_host_is_loopback (g_uri_get_host (uri))));

  task = intake_begin (self, cancellable, callback, user_data);
  intake = g_task_get_task_data (task);
  intake->source = g_strdup (address);
  intake->fetched = g_date_time_new_now_utc ();
  intake->http = onb_http_new (NULL);
  if (onb_host_is_loopback (g_uri_get_host (uri)))
    onb_http_set_direct (intake->http);

  is_same = self->entries->len > 0 && g_strcmp0 (self->source, address) == 0;
  onb_http_send_async (intake->http,
                       &(OnbHttpRequest){ .url = address,
                                          .accept = "application/json",
                                          .etag = is_same ? self->etag : NULL,
                                          .max_body = MAX_BODY,
                                          .new_connection = TRUE },
                       cancellable, on_downloaded, task);
}

static void
search (OnbDirectory *self)
{
  guint n_before = self->matches->len;

  g_ptr_array_set_size (self->matches, 0);
  if (self->index != NULL)
    onb_directory_index_search (self->index, self->query, self->matches);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->matches->len);
}

gboolean
onb_directory_finish (OnbDirectory *self, GAsyncResult *result, GError **error)
{
  Intake *intake;
  guint n_before;

  g_return_val_if_fail (ONB_IS_DIRECTORY (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  intake = g_task_get_task_data (G_TASK (result));
  /* Nothing may point at the old entries while they go. */
  n_before = self->matches->len;
  g_ptr_array_set_size (self->matches, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);

  g_ptr_array_unref (self->entries);
  self->entries = g_ptr_array_ref (intake->entries);
  if (intake->index != NULL)
    {
      g_clear_pointer (&self->index, onb_directory_index_free);
      self->index = g_steal_pointer (&intake->index);
    }
  g_free (self->source);
  self->source = g_strdup (intake->source);
  g_free (self->etag);
  self->etag = intake->etag != NULL && intake->etag[0] != '\0' ? g_strdup (intake->etag) : NULL;
  g_clear_pointer (&self->fetched, g_date_time_unref);
  self->fetched = g_date_time_ref (intake->fetched);
  search (self);
  return TRUE;
}

void
onb_directory_set_query (OnbDirectory *self, const char *text)
{
  g_return_if_fail (ONB_IS_DIRECTORY (self));
  g_return_if_fail (text != NULL);

  g_free (self->query);
  self->query = g_strdup (text);
  search (self);
}

guint
onb_directory_get_n_entries (OnbDirectory *self)
{
  g_return_val_if_fail (ONB_IS_DIRECTORY (self), 0);

  return self->entries->len;
}

const char *
onb_directory_get_source (OnbDirectory *self)
{
  g_return_val_if_fail (ONB_IS_DIRECTORY (self), NULL);

  return self->source;
}

GDateTime *
onb_directory_get_fetched (OnbDirectory *self)
{
  g_return_val_if_fail (ONB_IS_DIRECTORY (self), NULL);

  return self->fetched;
}

static GType
onb_directory_get_item_type (GListModel *model)
{
  return ONB_TYPE_DIRECTORY_ENTRY;
}

static guint
onb_directory_get_n_items (GListModel *model)
{
  return ONB_DIRECTORY (model)->matches->len;
}

static gpointer
onb_directory_get_item (GListModel *model, guint position)
{
  GPtrArray *matches = ONB_DIRECTORY (model)->matches;

  return position < matches->len ? g_object_ref (matches->pdata[position]) : NULL;
}

static void
list_model_interface_init (GListModelInterface *interface)
{
  interface->get_item_type = onb_directory_get_item_type;
  interface->get_n_items = onb_directory_get_n_items;
  interface->get_item = onb_directory_get_item;
}

static void
onb_directory_finalize (GObject *object)
{
  OnbDirectory *self = ONB_DIRECTORY (object);

  g_free (self->path);
  g_ptr_array_unref (self->matches);
  g_ptr_array_unref (self->entries);
  g_clear_pointer (&self->index, onb_directory_index_free);
  g_free (self->query);
  g_free (self->source);
  g_free (self->etag);
  g_clear_pointer (&self->fetched, g_date_time_unref);

  G_OBJECT_CLASS (onb_directory_parent_class)->finalize (object);
}

static void
onb_directory_class_init (OnbDirectoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_directory_finalize;
}

static void
onb_directory_init (OnbDirectory *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->matches = g_ptr_array_new ();
  self->query = g_strdup ("");
}

OnbDirectory *
onb_directory_new (gboolean practice)
{
  OnbDirectory *self = g_object_new (ONB_TYPE_DIRECTORY, NULL);

  self->is_practice = practice;
  self->path = g_build_filename (g_get_user_data_dir (), "leyr-onboarding",
                                 practice ? "practice-directory.json" : "directory.json", NULL);
  return self;
}
