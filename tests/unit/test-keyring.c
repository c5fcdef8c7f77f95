/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <libsecret/secret.h>

#include "keyring/onb-credentials.h"
#include "keyring/onb-keyring-fault.h"
#include "keyring/onb-keyring-wait.h"
#include "keyring/onb-keyring-waits.h"
#include "keyring/onb-keyring.h"

#define UUID "0b5e55ed-1e7a-4c11-9000-9ac71ce00001"
#define SECRET "s3cret-s3cret-s3cret"

static const struct
{
  const char *id;
  const char *secret;
  OnbCredentialHint id_hint;
  OnbCredentialHint secret_hint;
} hints[] = {
  { "", "", ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_NONE },
  { UUID, SECRET, ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_NONE },
  { UUID " ", SECRET, ONB_CREDENTIAL_HINT_SPACES, ONB_CREDENTIAL_HINT_NONE },
  { UUID, "\t" SECRET, ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_SPACES },
  { UUID, SECRET "\xc2\xa0", ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_SPACES },
  { UUID, SECRET "\xe2\x80\x8b", ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_SPACES },
  { "\"" UUID "\"", SECRET, ONB_CREDENTIAL_HINT_QUOTES, ONB_CREDENTIAL_HINT_NONE },
  { UUID, "“" SECRET "”", ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_QUOTES },
  { SECRET, UUID, ONB_CREDENTIAL_HINT_SWAPPED, ONB_CREDENTIAL_HINT_SWAPPED },
  { UUID, SECRET "\xc3\xbc", ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_FOREIGN },
  { UUID, SECRET "\x01", ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_FOREIGN },
  { UUID, SECRET "\xff", ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_FOREIGN },
  { UUID "\xe2\x80\xae", SECRET, ONB_CREDENTIAL_HINT_FOREIGN, ONB_CREDENTIAL_HINT_NONE },
  { UUID, "\xef\xbb\xbf" SECRET, ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_SPACES },
  { UUID, "“" SECRET " ”", ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_SPACES },
  { "clinic", "", ONB_CREDENTIAL_HINT_NOT_UUID, ONB_CREDENTIAL_HINT_NONE },
  { UUID, UUID, ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_IS_UUID },
  { "", UUID, ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_IS_UUID },
  { UUID, "short", ONB_CREDENTIAL_HINT_NONE, ONB_CREDENTIAL_HINT_SHORT },
};

static void
test_hints (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      g_assert_cmpint (onb_client_id_get_hint (hints[i].id, hints[i].secret), ==, hints[i].id_hint);
      g_assert_cmpint (onb_client_secret_get_hint (hints[i].secret, hints[i].id), ==,
                       hints[i].secret_hint);
    }

  g_assert_null (onb_credential_hint_get_text (ONB_CREDENTIAL_HINT_NONE));
  for (guint hint = ONB_CREDENTIAL_HINT_SPACES; hint <= ONB_CREDENTIAL_HINT_SHORT; hint++)
    g_assert_nonnull (onb_credential_hint_get_text ((OnbCredentialHint) hint));
}

/* What the hints call impossible is judged alike wherever it is given, and is never repeated. */
static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      const char *id = hints[i].id;
      const char *secret = hints[i].secret;
      gboolean good = id[0] != '\0' && secret[0] != '\0' &&
                      !onb_credential_hint_is_fatal (hints[i].id_hint) &&
                      !onb_credential_hint_is_fatal (hints[i].secret_hint);
      gboolean id_is_wrong = id[0] == '\0' || onb_credential_hint_is_fatal (hints[i].id_hint);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (onb_credentials_check (id, secret, &error), ==, good);
      if (good)
        {
          g_assert_no_error (error);
          continue;
        }

      g_assert_error (error, ONB_CREDENTIALS_ERROR,
                      id_is_wrong ? ONB_CREDENTIALS_ERROR_CLIENT_ID : ONB_CREDENTIALS_ERROR_SECRET);
      g_assert_null (strstr (error->message, SECRET));
      g_assert_null (strstr (error->message, UUID));
    }
}

/* What libsecret says of keyrings that people really have, and what helps there. */
static void
test_faults (void)
{
  const GQuark dbus = G_DBUS_ERROR, io = G_IO_ERROR, secret = SECRET_ERROR;
  const struct
  {
    GQuark domain;
    int code;
    const char *message;
    const char *process;
    gboolean sandboxed;
    OnbKeyringError expected;
    const char *advice;
  } rows[] = {
    { dbus, G_DBUS_ERROR_SERVICE_UNKNOWN, "not provided", NULL, FALSE,
      ONB_KEYRING_ERROR_UNAVAILABLE, "Install or start one" },
    { dbus, G_DBUS_ERROR_SERVICE_UNKNOWN, "not provided", NULL, TRUE, ONB_KEYRING_ERROR_UNAVAILABLE,
      "oo7-portal" },
    { dbus, G_DBUS_ERROR_ACCESS_DENIED, "hidden", NULL, TRUE, ONB_KEYRING_ERROR_UNAVAILABLE,
      "Secret portal" },
    { dbus, G_DBUS_ERROR_UNKNOWN_METHOD,
      "Object does not exist at path \"/org/freedesktop/secrets/collection/login\"",
      "gnome-keyring-d\n", FALSE, ONB_KEYRING_ERROR_NO_COLLECTION, "Passwords and Keys" },
    { dbus, G_DBUS_ERROR_UNKNOWN_INTERFACE, "No such interface", NULL, FALSE,
      ONB_KEYRING_ERROR_NO_COLLECTION, "Passwords and Keys" },
    { secret, SECRET_ERROR_NO_SUCH_OBJECT, "none", "keepassxc\n", FALSE,
      ONB_KEYRING_ERROR_NO_COLLECTION, "Secret Service Integration" },
    { dbus, G_DBUS_ERROR_UNKNOWN_OBJECT, "none", "kwalletd6\n", FALSE,
      ONB_KEYRING_ERROR_NO_COLLECTION, "KWalletManager" },
    { secret, SECRET_ERROR_IS_LOCKED, "locked", "gnome-keyring-d\n", FALSE,
      ONB_KEYRING_ERROR_LOCKED, "when your desktop asks" },
    { secret, SECRET_ERROR_IS_LOCKED, "locked", "keepassxc\n", FALSE, ONB_KEYRING_ERROR_LOCKED,
      "allow the access" },
    { secret, SECRET_ERROR_IS_LOCKED, "locked", "ksecretd\n", FALSE, ONB_KEYRING_ERROR_LOCKED,
      "wallet" },
    { io, G_IO_ERROR_CANCELLED, "user interaction cancelled", NULL, TRUE, ONB_KEYRING_ERROR_LOCKED,
      "was closed" },
    { io, G_IO_ERROR_FAILED, "user interaction failed", NULL, TRUE, ONB_KEYRING_ERROR_LOCKED,
      "could not appear" },
    { io, G_IO_ERROR_FAILED, "user interaction failed", NULL, FALSE, ONB_KEYRING_ERROR_FAILED,
      "Try again" },
    { dbus, G_DBUS_ERROR_NO_REPLY, "silence", NULL, FALSE, ONB_KEYRING_ERROR_TIMED_OUT,
      "log out and in" },
    { dbus, G_DBUS_ERROR_FAILED, "the disk is full", NULL, FALSE, ONB_KEYRING_ERROR_FAILED,
      "the disk is full" },
  };
  g_autoptr (GError) cancelled = g_error_new_literal (io, G_IO_ERROR_CANCELLED, "given up");
  g_autoptr (GError) same = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) reason =
          g_error_new_literal (rows[i].domain, rows[i].code, rows[i].message);
      g_autoptr (GError) error =
          onb_keyring_fault_explain (reason, onb_keyring_service_from_process (rows[i].process),
                                     rows[i].sandboxed, FALSE);

      g_test_message ("row %u: %s", i, error->message);
      g_assert_error (error, ONB_KEYRING_ERROR, (int) rows[i].expected);
      g_assert_nonnull (strstr (error->message, rows[i].advice));
      g_assert_nonnull (strstr (error->message, rows[i].message));
    }

  same = onb_keyring_fault_explain (cancelled, ONB_KEYRING_SERVICE_UNKNOWN, TRUE, TRUE);
  g_assert_error (same, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What was waited for too long is told otherwise than what was given up, or failed by itself. */
static void
test_wait (void)
{
  g_autoptr (GCancellable) given_up = g_cancellable_new ();
  g_autoptr (OnbKeyringWait) over = onb_keyring_wait_new (NULL, 0, TRUE);
  g_autoptr (OnbKeyringWait) ended = onb_keyring_wait_new (given_up, 1000, TRUE);
  g_autoptr (OnbKeyringWait) late = NULL;
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "so");
  g_autoptr (GError) failed = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "so");
  g_autoptr (GError) over_error = NULL;
  g_autoptr (GError) ended_error = NULL;
  g_autoptr (GError) failed_error = NULL;

  while (!g_cancellable_is_cancelled (onb_keyring_wait_get_cancellable (over)))
    g_main_context_iteration (NULL, TRUE);
  over_error = onb_keyring_wait_judge (over, cancelled);
  g_assert_error (over_error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  failed_error = onb_keyring_wait_judge (over, failed);
  g_assert_error (failed_error, G_IO_ERROR, G_IO_ERROR_FAILED);

  g_assert_false (g_cancellable_is_cancelled (onb_keyring_wait_get_cancellable (ended)));
  g_cancellable_cancel (given_up);
  g_assert_true (g_cancellable_is_cancelled (onb_keyring_wait_get_cancellable (ended)));
  ended_error = onb_keyring_wait_judge (ended, cancelled);
  g_assert_error (ended_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  late = onb_keyring_wait_new (given_up, 1000, TRUE);
  g_assert_true (g_cancellable_is_cancelled (onb_keyring_wait_get_cancellable (late)));
}

/* Whoever waits for what the user may be asked is one of all, who are told after a while, and can be made to
 * stop; and what was stopped says so. */
static void
test_waits (void)
{
  OnbKeyringWaits *waits = onb_keyring_waits_get_default ();
  OnbKeyringWait *quiet = onb_keyring_wait_new (NULL, 1000, TRUE);
  OnbKeyringWait *one = onb_keyring_wait_new (NULL, 1000, FALSE);
  OnbKeyringWait *other = onb_keyring_wait_new (NULL, 1000, FALSE);

  g_assert_false (onb_keyring_waits_is_overdue (waits));
  while (!onb_keyring_waits_is_overdue (waits))
    g_main_context_iteration (NULL, TRUE);

  onb_keyring_waits_stop (waits);
  g_assert_true (onb_keyring_wait_is_given_up (one));
  g_assert_true (onb_keyring_wait_is_given_up (other));
  g_assert_false (onb_keyring_wait_is_given_up (quiet));

  onb_keyring_wait_end (one);
  g_assert_true (onb_keyring_waits_is_overdue (waits));
  onb_keyring_wait_free (other);
  g_assert_false (onb_keyring_waits_is_overdue (waits));
  onb_keyring_wait_free (one);
  onb_keyring_wait_free (quiet);
}

/* The linker puts this in the place of libsecret's. */
void __wrap_secret_password_searchv (const SecretSchema *schema,
                                     GHashTable *attributes,
                                     SecretSearchFlags flags,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);

static GAsyncReadyCallback taken;
static gpointer taken_data;

void
__wrap_secret_password_searchv (const SecretSchema *schema,
                                GHashTable *attributes,
                                SecretSearchFlags flags,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  taken = callback;
  taken_data = data;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  GError **error = data;

  g_assert_null (onb_keyring_lookup_finish (result, error));
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  GError **error = data;

  g_assert_false (onb_keyring_remove_finish (result, error));
}

/* Whoever gives up waits for no library; and what comes after that comes too late. */
static void
test_silence (void)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;

      if (i == 2)
        g_cancellable_cancel (cancellable);
      if (i == 1)
        onb_keyring_remove_async (UUID, cancellable, on_removed, &error);
      else
        onb_keyring_lookup_async (UUID, FALSE, cancellable, on_looked_up, &error);
      g_cancellable_cancel (cancellable);
      while (error == NULL)
        g_main_context_iteration (NULL, TRUE);

      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      taken (NULL, NULL, taken_data);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring/hints", test_hints);
  g_test_add_func ("/keyring/check", test_check);
  g_test_add_func ("/keyring/faults", test_faults);
  g_test_add_func ("/keyring/wait", test_wait);
  g_test_add_func ("/keyring/waits", test_waits);
  g_test_add_func ("/keyring/silence", test_silence);
  return g_test_run ();
}
