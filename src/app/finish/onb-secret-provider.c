/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/finish/onb-secret-provider.h"

/* KDE's Klipper, and others after it, keep nothing that has this type with this content. */
#define HINT_TYPE "x-kde-passwordManagerHint"
#define HINT "secret"

static const char *const types[] = { "text/plain;charset=utf-8", "text/plain", HINT_TYPE };

struct _OnbSecretProvider
{
  GdkContentProvider parent_instance;

  SecretValue *secret;
};

G_DEFINE_FINAL_TYPE (OnbSecretProvider, onb_secret_provider, GDK_TYPE_CONTENT_PROVIDER)

static GdkContentFormats *
onb_secret_provider_ref_formats (GdkContentProvider *provider)
{
  return gdk_content_formats_new ((const char **) types, G_N_ELEMENTS (types));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
onb_secret_provider_write_async (GdkContentProvider *provider,
                                 const char *type,
                                 GOutputStream *stream,
                                 int priority,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  OnbSecretProvider *self = ONB_SECRET_PROVIDER (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  gsize length = strlen (HINT);
  const char *text = HINT;

  g_task_set_source_tag (task, onb_secret_provider_write_async);
  if (!g_str_equal (type, HINT_TYPE))
    text = secret_value_get (self->secret, &length);
  /* The task holds this object, and with it the text. */
  g_output_stream_write_all_async (stream, text, length, priority, cancellable, on_written, task);
}

static gboolean
onb_secret_provider_write_finish (GdkContentProvider *provider,
                                  GAsyncResult *result,
                                  GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
onb_secret_provider_finalize (GObject *object)
{
  secret_value_unref (ONB_SECRET_PROVIDER (object)->secret);

  G_OBJECT_CLASS (onb_secret_provider_parent_class)->finalize (object);
}

static void
onb_secret_provider_class_init (OnbSecretProviderClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = onb_secret_provider_finalize;
  provider_class->ref_formats = onb_secret_provider_ref_formats;
  provider_class->write_mime_type_async = onb_secret_provider_write_async;
  provider_class->write_mime_type_finish = onb_secret_provider_write_finish;
}

static void
onb_secret_provider_init (OnbSecretProvider *self)
{
}

GdkContentProvider *
onb_secret_provider_new (SecretValue *secret)
{
  OnbSecretProvider *self;

  g_return_val_if_fail (secret != NULL, NULL);

  self = g_object_new (ONB_TYPE_SECRET_PROVIDER, NULL);
  self->secret = secret_value_ref (secret);
  return GDK_CONTENT_PROVIDER (self);
}
