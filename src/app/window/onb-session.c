/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/window/onb-session.h"

struct _OnbSession
{
  GObject parent_instance;

  OnbGuideLibrary *library;
  OnbGuide *guide;
  OnbClinic *clinic;
  OnbAuthorityStore *authorities;
  OnbDirectory *directory;
  OnbWatcher *watcher;
  OnbPractice *practice;
  OnbKeeper *keeper;
  OnbTestRun *test;
  char *errand;
  char *errand_page;
};

G_DEFINE_FINAL_TYPE (OnbSession, onb_session, G_TYPE_OBJECT)

enum
{
  PROP_ERRAND = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

const char *
onb_session_get_errand (OnbSession *self)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  return self->errand;
}

gboolean
onb_session_is_errand_to (OnbSession *self, const char *page)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), FALSE);
  g_return_val_if_fail (page != NULL, FALSE);

  return self->errand != NULL && g_strcmp0 (self->errand_page, page) == 0;
}

void
onb_session_set_errand (OnbSession *self, const char *errand, const char *page)
{
  g_return_if_fail (ONB_IS_SESSION (self));

  g_set_str (&self->errand_page, page);
  if (g_set_str (&self->errand, errand))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERRAND]);
}

/* Whether it was done shows now. */
static void
on_test_state (OnbTestRun *test, GParamSpec *pspec, OnbSession *self)
{
  if (onb_test_run_get_state (test) == ONB_TEST_RUNNING && !onb_test_run_is_trial (test))
    onb_session_set_errand (self, NULL, NULL);
}

static void
on_test_ended (OnbTestRun *test, guint verdict, OnbSession *self)
{
  onb_session_set_errand (self, NULL, NULL);
}

OnbTestRun *
onb_session_get_test (OnbSession *self)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  return self->test;
}

OnbKeeper *
onb_session_get_keeper (OnbSession *self)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  return self->keeper;
}

OnbGuideLibrary *
onb_session_get_library (OnbSession *self)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  return self->library;
}

OnbGuide *
onb_session_get_guide (OnbSession *self)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  return self->guide;
}

OnbAuthorityStore *
onb_session_get_authorities (OnbSession *self)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  return self->authorities;
}

OnbClinic *
onb_session_get_clinic (OnbSession *self)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  return self->clinic;
}

OnbDirectory *
onb_session_get_directory (OnbSession *self)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  return self->directory;
}

char *
onb_session_get_directory_address (OnbSession *self)
{
  const OnbGuideDirectory *published;

  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  published = onb_guide_get_directory (self->guide);
  if (published == NULL)
    return NULL;

  return self->practice != NULL ? onb_practice_get_directory (self->practice)
                                : g_strdup (published->address);
}

OnbWatcher *
onb_session_get_watcher (OnbSession *self)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  return self->watcher;
}

OnbPractice *
onb_session_get_practice (OnbSession *self)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  return self->practice;
}

static void
onb_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ERRAND:
      g_value_set_string (value, ONB_SESSION (object)->errand);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_session_finalize (GObject *object)
{
  OnbSession *self = ONB_SESSION (object);

  onb_test_run_close (self->test);
  g_clear_object (&self->test);
  onb_keeper_close (self->keeper);
  g_clear_object (&self->keeper);
  g_free (self->errand);
  g_free (self->errand_page);
  g_clear_object (&self->library);
  g_clear_object (&self->guide);
  g_clear_object (&self->clinic);
  g_clear_object (&self->authorities);
  g_clear_object (&self->directory);
  g_clear_object (&self->watcher);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (onb_session_parent_class)->finalize (object);
}

static void
onb_session_class_init (OnbSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = onb_session_get_property;
  G_OBJECT_CLASS (klass)->finalize = onb_session_finalize;

  properties[PROP_ERRAND] =
      g_param_spec_string ("errand", NULL, NULL, NULL,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
onb_session_init (OnbSession *self)
{
}

OnbSession *
onb_session_new (OnbGuideLibrary *library,
                 OnbClinic *clinic,
                 OnbAuthorityStore *authorities,
                 OnbDirectory *directory,
                 OnbWatcher *watcher,
                 OnbPractice *practice)
{
  OnbSession *self;
  OnbGuide *guide;

  g_return_val_if_fail (ONB_IS_GUIDE_LIBRARY (library), NULL);
  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (ONB_IS_AUTHORITY_STORE (authorities), NULL);
  g_return_val_if_fail (ONB_IS_DIRECTORY (directory), NULL);

  guide = onb_guide_library_find (library, onb_clinic_get_guide (clinic));
  g_return_val_if_fail (guide != NULL, NULL);

  self = g_object_new (ONB_TYPE_SESSION, NULL);
  self->library = g_object_ref (library);
  self->guide = g_object_ref (guide);
  self->clinic = g_object_ref (clinic);
  self->authorities = g_object_ref (authorities);
  self->directory = g_object_ref (directory);
  g_set_object (&self->watcher, watcher);
  g_set_object (&self->practice, practice);
  self->keeper = onb_keeper_new (clinic);
  self->test = onb_test_run_new (guide, clinic, authorities, self->keeper, practice);
  g_signal_connect_object (self->test, "notify::state", G_CALLBACK (on_test_state), self, 0);
  g_signal_connect_object (self->test, "ended", G_CALLBACK (on_test_ended), self, 0);
  return self;
}
