/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "clinic/onb-user-file.h"
#include "wire/onb-certificate.h"

#include "clinic/onb-authority-store.h"

struct _OnbAuthorityStore
{
  GObject parent_instance;

  char *path;
  char *problem;
  GPtrArray *authorities;
};

static void list_model_interface_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OnbAuthorityStore,
                               onb_authority_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_interface_init))

static GType
get_item_type (GListModel *model)
{
  return ONB_TYPE_AUTHORITY;
}

static guint
get_n_items (GListModel *model)
{
  return ONB_AUTHORITY_STORE (model)->authorities->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *authorities = ONB_AUTHORITY_STORE (model)->authorities;

  return position < authorities->len ? g_object_ref (g_ptr_array_index (authorities, position))
                                     : NULL;
}

static void
list_model_interface_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

/* One more than may be there, to tell that there is more. */
static gboolean
read_file (const char *path, GByteArray **contents, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize length = 0;

  if (stream == NULL)
    return FALSE;

  g_byte_array_set_size (bytes, ONB_AUTHORITY_MAX_FILE + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), bytes->data, bytes->len, &length, NULL,
                                error))
    return FALSE;

  g_byte_array_set_size (bytes, (guint) length);
  *contents = g_steal_pointer (&bytes);
  return TRUE;
}

static gboolean
are_same (GPtrArray *authorities, GPtrArray *others)
{
  if (authorities->len != others->len)
    return FALSE;

  for (guint i = 0; i < authorities->len; i++)
    if (strcmp (onb_authority_get_fingerprint (g_ptr_array_index (authorities, i)),
                onb_authority_get_fingerprint (g_ptr_array_index (others, i))) != 0)
      return FALSE;

  return TRUE;
}

void
onb_authority_store_refresh (OnbAuthorityStore *self)
{
  g_autoptr (GByteArray) contents = NULL;
  g_autoptr (GPtrArray) authorities = NULL;
  g_autoptr (GPtrArray) former = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (ONB_IS_AUTHORITY_STORE (self));

  /* Those that were removed leave an empty file. */
  if (read_file (self->path, &contents, &error) && contents->len > 0)
    authorities = onb_authorities_read ((const char *) contents->data, contents->len, &error);

  g_clear_pointer (&self->problem, g_free);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    /* Translators: a file, and why it could not be read. */
    self->problem =
        g_strdup_printf (_ ("Could not read the added certificate authorities from %s: %s"),
                         self->path, error->message);

  if (authorities == NULL)
    authorities = g_ptr_array_new_with_free_func (g_object_unref);
  if (are_same (authorities, self->authorities))
    return;

  former = g_steal_pointer (&self->authorities);
  self->authorities = g_steal_pointer (&authorities);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, former->len, self->authorities->len);
}

static gboolean
find (OnbAuthorityStore *self, OnbAuthority *authority, guint *position)
{
  const char *fingerprint = onb_authority_get_fingerprint (authority);

  for (guint i = 0; i < self->authorities->len; i++)
    if (strcmp (onb_authority_get_fingerprint (g_ptr_array_index (self->authorities, i)),
                fingerprint) == 0)
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

static GPtrArray *
copy_all (OnbAuthorityStore *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->authorities->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (self->authorities, i)));

  return copy;
}

static gboolean
check_readable (OnbAuthorityStore *self, GError **error)
{
  if (self->problem == NULL)
    return TRUE;

  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, self->problem);
  return FALSE;
}

static gboolean
write_all (OnbAuthorityStore *self, GPtrArray *authorities, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < authorities->len; i++)
    {
      OnbAuthority *authority = g_ptr_array_index (authorities, i);
      g_autofree char *pem = NULL;

      g_object_get (onb_authority_get_certificate (authority), "certificate-pem", &pem, NULL);
      g_string_append (text, pem);
    }

  if (text->len > ONB_AUTHORITY_MAX_FILE)
    {
      g_set_error_literal (error, ONB_AUTHORITY_ERROR, ONB_AUTHORITY_ERROR_TOO_LARGE,
                           _ ("There are too many certificate authorities. Remove the ones that "
                              "are no longer needed."));
      return FALSE;
    }

  return onb_user_file_write (self->path, text->str, text->len, error);
}

/* In the file first: what could not be written has not changed. */
static gboolean
take_over (OnbAuthorityStore *self,
           GPtrArray *authorities,
           guint position,
           guint n_removed,
           guint n_added,
           GError **error)
{
  if (!write_all (self, authorities, error))
    return FALSE;

  g_ptr_array_unref (self->authorities);
  self->authorities = g_ptr_array_ref (authorities);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  return TRUE;
}

gboolean
onb_authority_store_add (OnbAuthorityStore *self, OnbAuthority *authority, GError **error)
{
  g_autoptr (GPtrArray) authorities = NULL;
  guint position;

  g_return_val_if_fail (ONB_IS_AUTHORITY_STORE (self), FALSE);
  g_return_val_if_fail (ONB_IS_AUTHORITY (authority), FALSE);

  onb_authority_store_refresh (self);
  if (!check_readable (self, error))
    return FALSE;
  if (find (self, authority, &position))
    return TRUE;

  if (self->authorities->len >= ONB_AUTHORITY_MAX_COUNT)
    {
      g_set_error_literal (error, ONB_AUTHORITY_ERROR, ONB_AUTHORITY_ERROR_TOO_LARGE,
                           _ ("There are too many certificate authorities. Remove the ones that "
                              "are no longer needed."));
      return FALSE;
    }

  authorities = copy_all (self);
  g_ptr_array_add (authorities, g_object_ref (authority));
  return take_over (self, authorities, authorities->len - 1, 0, 1, error);
}

gboolean
onb_authority_store_remove (OnbAuthorityStore *self, OnbAuthority *authority, GError **error)
{
  g_autoptr (GPtrArray) authorities = NULL;
  guint position;

  g_return_val_if_fail (ONB_IS_AUTHORITY_STORE (self), FALSE);
  g_return_val_if_fail (ONB_IS_AUTHORITY (authority), FALSE);

  onb_authority_store_refresh (self);
  if (!check_readable (self, error))
    return FALSE;
  if (!find (self, authority, &position))
    return TRUE;

  authorities = copy_all (self);
  g_ptr_array_remove_index (authorities, position);
  return take_over (self, authorities, position, 1, 0, error);
}

const char *
onb_authority_store_get_problem (OnbAuthorityStore *self)
{
  g_return_val_if_fail (ONB_IS_AUTHORITY_STORE (self), NULL);

  return self->problem;
}

char *
onb_authority_store_describe (OnbAuthorityStore *self)
{
  GString *text;

  g_return_val_if_fail (ONB_IS_AUTHORITY_STORE (self), NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < self->authorities->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "",
                            onb_authority_get_subject (g_ptr_array_index (self->authorities, i)));

  return g_string_free (text, text->len == 0);
}

GTlsDatabase *
onb_authority_store_new_database (OnbAuthorityStore *self, GTlsDatabase *other)
{
  g_autoptr (GTlsDatabase) kept = NULL;

  g_return_val_if_fail (ONB_IS_AUTHORITY_STORE (self), NULL);

  onb_authority_store_refresh (self);
  if (self->authorities->len > 0)
    kept = g_tls_file_database_new (self->path, NULL);
  if (kept != NULL && other != NULL)
    return onb_certificate_join_databases (kept, other);

  return kept != NULL ? g_steal_pointer (&kept) : other != NULL ? g_object_ref (other) : NULL;
}

static void
onb_authority_store_finalize (GObject *object)
{
  OnbAuthorityStore *self = ONB_AUTHORITY_STORE (object);

  g_free (self->path);
  g_free (self->problem);
  g_ptr_array_unref (self->authorities);

  G_OBJECT_CLASS (onb_authority_store_parent_class)->finalize (object);
}

static void
onb_authority_store_class_init (OnbAuthorityStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_authority_store_finalize;
}

static void
onb_authority_store_init (OnbAuthorityStore *self)
{
  self->authorities = g_ptr_array_new_with_free_func (g_object_unref);
}

OnbAuthorityStore *
onb_authority_store_new (const char *path)
{
  OnbAuthorityStore *self = g_object_new (ONB_TYPE_AUTHORITY_STORE, NULL);

  self->path = path != NULL ? g_strdup (path)
                            : g_build_filename (g_get_user_data_dir (), "leyr-onboarding",
                                                "authorities.pem", NULL);
  onb_authority_store_refresh (self);
  return self;
}
