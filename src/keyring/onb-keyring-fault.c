/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "keyring/onb-keyring-fault.h"

#define SERVICE "org.freedesktop.secrets"

OnbKeyringService
onb_keyring_service_from_process (const char *name)
{
  /* The kernel keeps 15 letters of a process's name. */
  static const struct
  {
    const char *prefix;
    OnbKeyringService service;
  } services[] = {
    { "gnome-keyring", ONB_KEYRING_SERVICE_GNOME },
    { "kwalletd", ONB_KEYRING_SERVICE_KWALLET },
    { "ksecretd", ONB_KEYRING_SERVICE_KWALLET },
    { "keepassxc", ONB_KEYRING_SERVICE_KEEPASSXC },
  };

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (services); i++)
    if (g_str_has_prefix (name, services[i].prefix))
      return services[i].service;

  return ONB_KEYRING_SERVICE_UNKNOWN;
}

static gboolean
is_one_of (const GError *error, GQuark domain, const int *codes, guint n_codes)
{
  for (guint i = 0; i < n_codes; i++)
    if (g_error_matches (error, domain, codes[i]))
      return TRUE;

  return FALSE;
}

#define IS_ONE_OF(error, domain, ...)                                                              \
  is_one_of (error, domain, (const int[]){ __VA_ARGS__ },                                          \
             sizeof ((const int[]){ __VA_ARGS__ }) / sizeof (int))

static gboolean
is_unavailable (const GError *reason, gboolean sandboxed)
{
  return IS_ONE_OF (reason, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN,
                    G_DBUS_ERROR_NAME_HAS_NO_OWNER, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
                    G_DBUS_ERROR_SPAWN_CHILD_EXITED) ||
         IS_ONE_OF (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, G_IO_ERROR_CONNECTION_REFUSED) ||
         /* The sandbox hides the keyring's name: libsecret only asks for it where it has no portal. */
         (sandboxed && g_error_matches (reason, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED));
}

/* A path below which there should be a keyring is empty: nobody has made one, or none is offered. */
static gboolean
is_without_collection (const GError *reason)
{
  return IS_ONE_OF (reason, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD, G_DBUS_ERROR_UNKNOWN_OBJECT,
                    G_DBUS_ERROR_UNKNOWN_INTERFACE) ||
         g_error_matches (reason, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT);
}

/* Who closes the dialog cancels it, in libsecret's words; a portal says the same in other ones. */
static gboolean
is_locked (const GError *reason, gboolean sandboxed)
{
  return g_error_matches (reason, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
         g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         (sandboxed && g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_FAILED) &&
          strstr (reason->message, "interaction") != NULL);
}

static gboolean
is_timed_out (const GError *reason)
{
  return g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
         IS_ONE_OF (reason, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY, G_DBUS_ERROR_TIMEOUT);
}

static const char *
words_for_unavailable (gboolean sandboxed)
{
  return sandboxed ? _ ("No keyring was found. Leyr Onboarding runs as a Flatpak, which reaches a "
                        "keyring only through the desktop’s Secret portal. GNOME Keyring and "
                        "KWallet provide one; KeePassXC does so only together with oo7-portal. "
                        "Start one of them, log out and in again, then try again. Your entries are "
                        "still here. Details: %s")
                   : _ ("No keyring was found. Install or start one, for example GNOME Keyring, "
                        "KWallet, or KeePassXC with Secret Service integration turned on, then try "
                        "again. Your entries are still here. Details: %s");
}

static const char *
words_for_no_collection (OnbKeyringService service)
{
  switch (service)
    {
    case ONB_KEYRING_SERVICE_KEEPASSXC:
      return _ ("KeePassXC is running, but no group to save in is selected. In KeePassXC, open "
                "your database, go to Database > Database Settings > Secret Service Integration, "
                "and select the group that other programs can use. Then try again. Your entries "
                "are still here. Details: %s");
    case ONB_KEYRING_SERVICE_KWALLET:
      return _ ("KWallet has no wallet to save in. Open KWalletManager, create a wallet, and set "
                "it as default. Then try again. Your entries are still here. Details: %s");
    case ONB_KEYRING_SERVICE_GNOME:
    case ONB_KEYRING_SERVICE_UNKNOWN:
    default:
      return _ ("There is no default keyring to save in. This can happen after an automatic login. "
                "Open Passwords and Keys, create a password keyring, and set it as default. Then "
                "try again. Your entries are still here. Details: %s");
    }
}

static const char *
words_for_locked (OnbKeyringService service)
{
  switch (service)
    {
    case ONB_KEYRING_SERVICE_KEEPASSXC:
      return _ (
          "KeePassXC did not give access: its database is locked, or its question was closed, "
          "declined, or could not appear. Unlock the database in KeePassXC, try again, and allow "
          "the access when KeePassXC asks. Your entries are still here. Details: %s");
    case ONB_KEYRING_SERVICE_KWALLET:
      return _ (
          "The wallet is locked, and the dialog to unlock it was closed or could not appear. Open "
          "the wallet in KWalletManager, then try again. Your entries are still here. Details: %s");
    case ONB_KEYRING_SERVICE_GNOME:
    case ONB_KEYRING_SERVICE_UNKNOWN:
    default:
      return _ ("The keyring is locked, and the dialog to unlock it was closed or could not "
                "appear. Try again, and unlock it when your desktop asks. If it does not ask, "
                "unlock it in Passwords and Keys. Your entries are still here. Details: %s");
    }
}

GError *
onb_keyring_fault_explain (const GError *reason,
                           OnbKeyringService service,
                           gboolean sandboxed,
                           gboolean given_up)
{
  OnbKeyringError code = ONB_KEYRING_ERROR_FAILED;
  const char *words = NULL;

  g_return_val_if_fail (reason != NULL, NULL);

  if (given_up && g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (reason);

  if (is_unavailable (reason, sandboxed))
    {
      code = ONB_KEYRING_ERROR_UNAVAILABLE;
      words = words_for_unavailable (sandboxed);
    }
  else if (is_without_collection (reason))
    {
      code = ONB_KEYRING_ERROR_NO_COLLECTION;
      words = words_for_no_collection (service);
    }
  else if (is_locked (reason, sandboxed))
    {
      code = ONB_KEYRING_ERROR_LOCKED;
      words = words_for_locked (service);
    }
  else if (is_timed_out (reason))
    {
      code = ONB_KEYRING_ERROR_TIMED_OUT;
      words =
          _ ("The keyring did not respond. It may have asked a question in a window that is behind "
             "others, or that could not appear. Try again, and look for this window. If this keeps "
             "happening, log out and in again. Your entries are still here. Details: %s");
    }
  else
    {
      words =
          _ ("The keyring reported an error. Try again. Your entries are still here. Details: %s");
    }

  /* The details are the service's own words; they never hold a secret. */
  return g_error_new (ONB_KEYRING_ERROR, (int) code, words, reason->message);
}

typedef struct
{
  GError *reason;
  gboolean given_up;
} Explanation;

static void
explanation_free (Explanation *self)
{
  g_error_free (self->reason);
  g_free (self);
}

static void
explain (GTask *task, OnbKeyringService service)
{
  const Explanation *self = g_task_get_task_data (task);

  g_task_return_error (task, onb_keyring_fault_explain (self->reason, service,
                                                        g_file_test ("/.flatpak-info",
                                                                     G_FILE_TEST_EXISTS),
                                                        self->given_up));
}

static void
on_process_known (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  guint32 process;

  if (reply != NULL)
    {
      g_variant_get (reply, "(u)", &process);
      path = g_strdup_printf ("/proc/%u/comm", process);
      g_file_get_contents (path, &name, NULL, NULL);
    }
  explain (task, onb_keyring_service_from_process (name));
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Explanation *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  /* Without a session bus (cron, ssh) there is no keyring, whatever words that failed with. */
  if (bus == NULL)
    {
      g_error_free (self->reason);
      self->reason = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, error->message);
      explain (task, ONB_KEYRING_SERVICE_UNKNOWN);
      return;
    }

  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                          g_variant_new ("(s)", SERVICE), G_VARIANT_TYPE ("(u)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, on_process_known,
                          g_object_ref (task));
}

void
onb_keyring_fault_explain_async (const GError *reason,
                                 gboolean given_up,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;
  Explanation *self;

  g_return_if_fail (reason != NULL);

  self = g_new0 (Explanation, 1);
  self->reason = g_error_copy (reason);
  self->given_up = given_up;
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, onb_keyring_fault_explain_async);
  g_task_set_task_data (task, self, (GDestroyNotify) explanation_free);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, task);
}

GError *
onb_keyring_fault_explain_finish (GAsyncResult *result)
{
  GError *error = NULL;

  g_return_val_if_fail (G_IS_TASK (result), NULL);

  g_task_propagate_pointer (G_TASK (result), &error);
  return error;
}
