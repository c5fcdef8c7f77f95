/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "keyring/onb-proxy-logins.h"

struct _OnbProxyLogins
{
  GObject parent_instance;

  /* Only during a test, but for the one that was entered for it. */
  GPtrArray *logins;
  OnbProxyLogin *entered;
  gboolean keep;
};

G_DEFINE_FINAL_TYPE (OnbProxyLogins, onb_proxy_logins, G_TYPE_OBJECT)

enum
{
  NOT_KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_for (gconstpointer login, gconstpointer proxy)
{
  return g_str_equal (((const OnbProxyLogin *) login)->proxy, proxy);
}

static gboolean
remove_login (OnbProxyLogins *self, const char *proxy)
{
  guint index;

  if (!g_ptr_array_find_with_equal_func (self->logins, proxy, is_for, &index))
    return FALSE;

  g_ptr_array_remove_index (self->logins, index);
  return TRUE;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  OnbProxyLogins *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) kept = onb_keyring_lookup_proxy_logins_finish (result, NULL);

  if (kept != NULL)
    g_ptr_array_extend_and_steal (self->logins, g_steal_pointer (&kept));
  if (self->entered != NULL)
    {
      remove_login (self, self->entered->proxy);
      g_ptr_array_add (self->logins, onb_proxy_login_copy (self->entered));
    }
  g_task_return_boolean (task, TRUE);
}

void
onb_proxy_logins_load_async (OnbProxyLogins *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ONB_IS_PROXY_LOGINS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_proxy_logins_load_async);
  g_task_set_check_cancellable (task, FALSE);
  g_ptr_array_set_size (self->logins, 0);
  onb_keyring_lookup_proxy_logins_async (FALSE, cancellable, on_looked_up, task);
}

GPtrArray *
onb_proxy_logins_load_finish (OnbProxyLogins *self, GAsyncResult *result)
{
  g_return_val_if_fail (ONB_IS_PROXY_LOGINS (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  g_task_propagate_boolean (G_TASK (result), NULL);
  return self->logins;
}

void
onb_proxy_logins_enter (OnbProxyLogins *self, const OnbProxyLogin *login, gboolean keep)
{
  g_return_if_fail (ONB_IS_PROXY_LOGINS (self));
  g_return_if_fail (login != NULL);

  g_clear_pointer (&self->entered, onb_proxy_login_free);
  self->entered = onb_proxy_login_copy (login);
  self->keep = keep;
}

const char *
onb_proxy_logins_get_entered (OnbProxyLogins *self)
{
  g_return_val_if_fail (ONB_IS_PROXY_LOGINS (self), NULL);

  return self->entered != NULL ? self->entered->proxy : NULL;
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OnbProxyLogins) self = data;
  g_autoptr (GError) error = NULL;

  if (!onb_keyring_store_proxy_login_finish (result, &error))
    g_signal_emit (self, signals[NOT_KEPT], 0, error->message);
}

void
onb_proxy_logins_settle (OnbProxyLogins *self, const char *asking, gboolean passed)
{
  g_autoptr (OnbProxyLogin) entered = NULL;
  gboolean rejected;

  g_return_if_fail (ONB_IS_PROXY_LOGINS (self));

  entered = g_steal_pointer (&self->entered);
  rejected = asking != NULL && remove_login (self, asking);
  g_ptr_array_set_size (self->logins, 0);

  if (rejected)
    onb_keyring_remove_proxy_login_async (asking, NULL, NULL, NULL);
  if (passed && entered != NULL && self->keep && g_strcmp0 (entered->proxy, asking) != 0)
    onb_keyring_store_proxy_login_async (entered, NULL, on_kept, g_object_ref (self));
}

static void
onb_proxy_logins_finalize (GObject *object)
{
  OnbProxyLogins *self = ONB_PROXY_LOGINS (object);

  g_ptr_array_unref (self->logins);
  g_clear_pointer (&self->entered, onb_proxy_login_free);

  G_OBJECT_CLASS (onb_proxy_logins_parent_class)->finalize (object);
}

static void
onb_proxy_logins_class_init (OnbProxyLoginsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_proxy_logins_finalize;

  signals[NOT_KEPT] = g_signal_new ("not-kept", ONB_TYPE_PROXY_LOGINS, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
onb_proxy_logins_init (OnbProxyLogins *self)
{
  self->logins = g_ptr_array_new_with_free_func ((GDestroyNotify) onb_proxy_login_free);
}

OnbProxyLogins *
onb_proxy_logins_new (void)
{
  return g_object_new (ONB_TYPE_PROXY_LOGINS, NULL);
}
