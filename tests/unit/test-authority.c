/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gstdio.h>

#include "clinic/onb-authority-store.h"

/* Made for this test alone; their keys are gone. */
static const char authority_pem[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBsDCCAVWgAwIBAgIUcCMOZAOx5+C9QJ+BmmssZIf4cGQwCgYIKoZIzj0EAwIw\n"
    "LDERMA8GA1UECgwISG9zcGl0YWwxFzAVBgNVBAMMDkhvc3BpdGFsIFByb3h5MCAX\n"
    "DTI2MTEyNjAwMDYzM1oYDzIxMjYxMTAyMDAwNjMzWjAsMREwDwYDVQQKDAhIb3Nw\n"
    "aXRhbDEXMBUGA1UEAwwOSG9zcGl0YWwgUHJveHkwWTATBgcqhkjOPQIBBggqhkjO\n"
    "PQMBBwNCAAQAh6VDukmDfTyX5HJIV5+b1IyUvSNS+zXouTNl6v7Npe/Z+qLwB3s8\n"
    "n66cHyYtgNhvB9ZqRYijEgyGFrVgQc0go1MwUTAdBgNVHQ4EFgQUkgVJL8hhAc7Q\n"
    "OtrkAEM1z4V/XRUwHwYDVR0jBBgwFoAUkgVJL8hhAc7QOtrkAEM1z4V/XRUwDwYD\n"
    "VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAyVJRMO9Cv1qi+VV5Pz5n\n"
    "UslfIgm3NlaZgLPnuNpWbaoCIQCZciljcnd41PDgEVOy+WDIW7ChgmAHsvFKQ/yj\n"
    "datEsQ==\n"
    "-----END CERTIFICATE-----\n";
static const char server_pem[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBmDCCAT2gAwIBAgIUR7e1OqH1Pl7Erq8oZ1XzoG58QWYwCgYIKoZIzj0EAwIw\n"
    "LDERMA8GA1UECgwISG9zcGl0YWwxFzAVBgNVBAMMDkhvc3BpdGFsIFByb3h5MCAX\n"
    "DTI2MTEyNjAwMDYzM1oYDzIxMjYxMTAyMDAwNjMzWjAXMRUwEwYDVQQDDAxmaGly\n"
    "LmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT+OJPcTdhNaTKQREqJ\n"
    "FnlcUCZOV6Ze0T5fDDurBHZeR7ApZMBXkWkPMQrPg+CxEOsw1o14NEKUqX9pPVBu\n"
    "AUHRo1AwTjAMBgNVHRMBAf8EAjAAMB0GA1UdDgQWBBS3r9I8HTDBUVVXzgTdKY6t\n"
    "lmMzKzAfBgNVHSMEGDAWgBSSBUkvyGEBztA62uQAQzXPhX9dFTAKBggqhkjOPQQD\n"
    "AgNJADBGAiEArjxNLD8YXGNoTLbb9Pe1lHaQQKjksVMOIpPN+630jmECIQDeQMz6\n"
    "qxRQ3AvE4CII67plnT7tLBTmY4AuYcFp80Wqrw==\n"
    "-----END CERTIFICATE-----\n";
#define FINGERPRINT                                                                                \
  "6B:F3:58:88:6D:75:A2:9D:E0:70:B5:1A:4C:BB:98:B0:D7:72:5F:AD:DE:C0:CF:4A:13:FB:57:B8:69:E9:E5:"  \
  "35"

static GPtrArray *
read_text (const char *text, GError **error)
{
  return onb_authorities_read (text, strlen (text), error);
}

static void
test_describe (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = read_text (authority_pem, &error);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) late = g_date_time_add_years (now, 200);
  OnbAuthority *authority;

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 1);
  authority = g_ptr_array_index (read, 0);
  g_assert_nonnull (strstr (onb_authority_get_subject (authority), "Hospital Proxy"));
  g_assert_cmpstr (onb_authority_get_issuer (authority), ==, onb_authority_get_subject (authority));
  g_assert_cmpstr (onb_authority_get_fingerprint (authority), ==, FINGERPRINT);
  g_assert_nonnull (onb_authority_get_begins (authority));
  g_assert_false (onb_authority_is_expired (authority, now));
  g_assert_true (onb_authority_is_expired (authority, late));
}

static void
test_forms (void)
{
  g_autofree char *bundle =
      g_strconcat ("# words\r\n", server_pem, authority_pem, "more words\n", authority_pem, NULL);
  g_autoptr (GPtrArray) read = read_text (bundle, NULL);
  g_autoptr (GPtrArray) binary = NULL;
  g_autoptr (GByteArray) der = NULL;

  g_assert_cmpuint (read->len, ==, 1);
  g_object_get (onb_authority_get_certificate (g_ptr_array_index (read, 0)), "certificate", &der,
                NULL);
  binary = onb_authorities_read ((const char *) der->data, der->len, NULL);
  g_assert_cmpuint (binary->len, ==, 1);

  /* However it is cut off, it is read, or refused. */
  for (guint length = 0; length < der->len; length++)
    g_assert_null (onb_authorities_read ((const char *) der->data, length, NULL));
}

static void
test_refused (void)
{
  static const char *const none[] = {
    "",
    "0",
    "no certificate",
    "-----BEGIN CERTIFICATE-----",
    "-----BEGIN CERTIFICATE----------END CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
  };
  g_autoptr (GString) large = g_string_new (NULL);
  g_autoptr (GString) many = g_string_new (NULL);
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_assert_null (read_text (none[i], &error));
      g_assert_error (error, ONB_AUTHORITY_ERROR, ONB_AUTHORITY_ERROR_INVALID);
      g_clear_error (&error);
    }

  g_assert_null (read_text (server_pem, &error));
  g_assert_error (error, ONB_AUTHORITY_ERROR, ONB_AUTHORITY_ERROR_NOT_AUTHORITY);
  g_assert_nonnull (strstr (error->message, "fhir.example"));
  g_clear_error (&error);

  g_string_set_size (large, ONB_AUTHORITY_MAX_FILE + 1);
  memset (large->str, ' ', large->len);
  g_assert_null (onb_authorities_read (large->str, large->len, &error));
  g_assert_error (error, ONB_AUTHORITY_ERROR, ONB_AUTHORITY_ERROR_TOO_LARGE);
  g_clear_error (&error);

  for (guint i = 0; i <= ONB_AUTHORITY_MAX_COUNT; i++)
    g_string_append (many, authority_pem);
  g_assert_null (read_text (many->str, &error));
  g_assert_error (error, ONB_AUTHORITY_ERROR, ONB_AUTHORITY_ERROR_TOO_LARGE);
  g_clear_error (&error);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, guint *n_changes)
{
  ++*n_changes;
}

static void
test_store (void)
{
  g_autofree char *folder = g_dir_make_tmp ("onb-authority-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "below", "authorities.pem", NULL);
  g_autofree char *below = g_path_get_dirname (path);
  g_autoptr (OnbAuthorityStore) store = onb_authority_store_new (path);
  g_autoptr (GPtrArray) read = read_text (authority_pem, NULL);
  OnbAuthority *authority = g_ptr_array_index (read, 0);
  g_autoptr (OnbAuthorityStore) again = NULL;
  g_autoptr (OnbAuthorityStore) broken = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autofree char *names = NULL;
  GError *error = NULL;
  guint n_changes = 0;

  g_assert_null (onb_authority_store_get_problem (store));
  g_assert_null (onb_authority_store_new_database (store, NULL));
  g_assert_true (onb_authority_store_add (store, authority, NULL));
  g_assert_true (onb_authority_store_add (store, authority, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);

  again = onb_authority_store_new (path);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 1);
  names = onb_authority_store_describe (again);
  g_assert_nonnull (strstr (names, "Hospital Proxy"));
  database = onb_authority_store_new_database (again, NULL);
  g_assert_true (G_IS_TLS_DATABASE (database));

  g_assert_true (onb_authority_store_remove (again, authority, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 0);
  g_clear_object (&again);
  again = onb_authority_store_new (path);
  g_assert_null (onb_authority_store_get_problem (again));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 0);

  /* What another process has done is not undone, and counts from the next test on. */
  g_assert_true (onb_authority_store_add (again, authority, NULL));
  g_signal_connect (store, "items-changed", G_CALLBACK (on_items_changed), &n_changes);
  g_assert_true (onb_authority_store_remove (store, authority, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
  g_assert_null (onb_authority_store_new_database (again, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 0);
  g_assert_true (onb_authority_store_add (again, authority, NULL));
  n_changes = 0;
  onb_authority_store_refresh (store);
  onb_authority_store_refresh (store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);
  g_assert_cmpuint (n_changes, ==, 1);

  /* What cannot be read is left as it is. */
  g_assert_true (g_file_set_contents (path, "something else", -1, NULL));
  broken = onb_authority_store_new (path);
  g_assert_nonnull (onb_authority_store_get_problem (broken));
  g_assert_false (onb_authority_store_add (broken, authority, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (onb_authority_store_add (again, authority, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
  g_clear_error (&error);

  g_remove (path);
  g_rmdir (below);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/authority/describe", test_describe);
  g_test_add_func ("/authority/forms", test_forms);
  g_test_add_func ("/authority/refused", test_refused);
  g_test_add_func ("/authority/store", test_store);

  return g_test_run ();
}
