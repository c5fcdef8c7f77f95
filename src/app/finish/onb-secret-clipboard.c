/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/finish/onb-secret-provider.h"

#include "app/finish/onb-secret-clipboard.h"

#define CLEAR_SECONDS 45

struct _OnbSecretClipboard
{
  GObject parent_instance;

  GtkWidget *widget;
  /* What was put into the clipboard: as long as it is in there, the clipboard is ours to clear. */
  GdkContentProvider *provider;
  OnbSecretClipboardState state;
  guint seconds;
  guint timer;
  GtkWindow *window;
};

G_DEFINE_FINAL_TYPE (OnbSecretClipboard, onb_secret_clipboard, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GdkClipboard *
get_clipboard (OnbSecretClipboard *self)
{
  return gtk_widget_get_clipboard (self->widget);
}

static gboolean
is_ours (OnbSecretClipboard *self)
{
  return self->provider != NULL &&
         gdk_clipboard_get_content (get_clipboard (self)) == self->provider;
}

/* A Wayland compositor lets the window with the focus change the clipboard and no other, and says
 * nothing about it; with X11 whoever owns the clipboard can let go of it. */
static gboolean
can_clear (OnbSecretClipboard *self)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);
  const char *display = G_OBJECT_TYPE_NAME (gtk_widget_get_display (self->widget));

  return !g_str_equal (display, "GdkWaylandDisplay") ||
         (root != NULL && gtk_window_is_active (GTK_WINDOW (root)));
}

static void
end (OnbSecretClipboard *self, OnbSecretClipboardState state)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->window != NULL)
    g_signal_handlers_disconnect_by_data (self->window, self);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->provider);
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
onb_secret_clipboard_clear (OnbSecretClipboard *self)
{
  g_return_if_fail (ONB_IS_SECRET_CLIPBOARD (self));

  if (self->provider == NULL)
    return;

  if (is_ours (self))
    {
      gdk_clipboard_set_content (get_clipboard (self), NULL);
      end (self, ONB_SECRET_CLIPBOARD_CLEARED);
    }
  else
    {
      end (self, ONB_SECRET_CLIPBOARD_EMPTY);
    }
}

static void
on_active_changed (GtkWindow *window, GParamSpec *pspec, OnbSecretClipboard *self)
{
  if (gtk_window_is_active (window))
    onb_secret_clipboard_clear (self);
}

static void
wait_for_focus (OnbSecretClipboard *self)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);

  self->state = ONB_SECRET_CLIPBOARD_WAITS;
  g_set_weak_pointer (&self->window, root != NULL ? GTK_WINDOW (root) : NULL);
  if (self->window != NULL)
    g_signal_connect_object (self->window, "notify::is-active", G_CALLBACK (on_active_changed),
                             self, 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
on_second (gpointer data)
{
  OnbSecretClipboard *self = data;

  if (!is_ours (self))
    {
      self->timer = 0;
      end (self, ONB_SECRET_CLIPBOARD_EMPTY);
      return G_SOURCE_REMOVE;
    }

  if (--self->seconds > 0)
    {
      g_signal_emit (self, signals[CHANGED], 0);
      return G_SOURCE_CONTINUE;
    }

  self->timer = 0;
  if (can_clear (self))
    onb_secret_clipboard_clear (self);
  else
    wait_for_focus (self);
  return G_SOURCE_REMOVE;
}

void
onb_secret_clipboard_put (OnbSecretClipboard *self, SecretValue *secret)
{
  g_return_if_fail (ONB_IS_SECRET_CLIPBOARD (self));
  g_return_if_fail (secret != NULL);

  if (self->provider != NULL)
    end (self, ONB_SECRET_CLIPBOARD_EMPTY);

  self->provider = onb_secret_provider_new (secret);
  gdk_clipboard_set_content (get_clipboard (self), self->provider);
  self->state = ONB_SECRET_CLIPBOARD_HOLDS;
  self->seconds = CLEAR_SECONDS;
  self->timer = g_timeout_add_seconds (1, on_second, self);
  g_signal_emit (self, signals[CHANGED], 0);
}

OnbSecretClipboardState
onb_secret_clipboard_get_state (OnbSecretClipboard *self)
{
  g_return_val_if_fail (ONB_IS_SECRET_CLIPBOARD (self), ONB_SECRET_CLIPBOARD_EMPTY);

  return self->state;
}

guint
onb_secret_clipboard_get_seconds (OnbSecretClipboard *self)
{
  g_return_val_if_fail (ONB_IS_SECRET_CLIPBOARD (self), 0);

  return self->seconds;
}

static void
onb_secret_clipboard_finalize (GObject *object)
{
  OnbSecretClipboard *self = ONB_SECRET_CLIPBOARD (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->provider);

  G_OBJECT_CLASS (onb_secret_clipboard_parent_class)->finalize (object);
}

static void
onb_secret_clipboard_class_init (OnbSecretClipboardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_secret_clipboard_finalize;

  signals[CHANGED] = g_signal_new ("changed", ONB_TYPE_SECRET_CLIPBOARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
onb_secret_clipboard_init (OnbSecretClipboard *self)
{
}

OnbSecretClipboard *
onb_secret_clipboard_new (GtkWidget *widget)
{
  OnbSecretClipboard *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (ONB_TYPE_SECRET_CLIPBOARD, NULL);
  self->widget = widget;
  return self;
}
