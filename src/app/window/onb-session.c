/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/window/onb-session.h"

struct _OnbSession
{
  GObject parent_instance;

  OnbGuide *guide;
  OnbClinic *clinic;
  OnbAuthorityStore *authorities;
  OnbDirectory *directory;
  OnbPractice *practice;
  OnbKeeper *keeper;
  OnbTestRun *test;
};

G_DEFINE_FINAL_TYPE (OnbSession, onb_session, G_TYPE_OBJECT)

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

  if (self->practice != NULL)
    return onb_practice_get_directory (self->practice);

  published = onb_guide_get_directory (self->guide);
  return published != NULL ? g_strdup (published->address) : NULL;
}

OnbPractice *
onb_session_get_practice (OnbSession *self)
{
  g_return_val_if_fail (ONB_IS_SESSION (self), NULL);

  return self->practice;
}

static void
onb_session_finalize (GObject *object)
{
  OnbSession *self = ONB_SESSION (object);

  onb_test_run_close (self->test);
  g_clear_object (&self->test);
  onb_keeper_close (self->keeper);
  g_clear_object (&self->keeper);
  g_clear_object (&self->guide);
  g_clear_object (&self->clinic);
  g_clear_object (&self->authorities);
  g_clear_object (&self->directory);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (onb_session_parent_class)->finalize (object);
}

static void
onb_session_class_init (OnbSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = onb_session_finalize;
}

static void
onb_session_init (OnbSession *self)
{
}

OnbSession *
onb_session_new (OnbGuide *guide,
                 OnbClinic *clinic,
                 OnbAuthorityStore *authorities,
                 OnbDirectory *directory,
                 OnbPractice *practice)
{
  OnbSession *self;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);
  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (ONB_IS_AUTHORITY_STORE (authorities), NULL);
  g_return_val_if_fail (ONB_IS_DIRECTORY (directory), NULL);

  self = g_object_new (ONB_TYPE_SESSION, NULL);
  self->guide = g_object_ref (guide);
  self->clinic = g_object_ref (clinic);
  self->authorities = g_object_ref (authorities);
  self->directory = g_object_ref (directory);
  g_set_object (&self->practice, practice);
  self->keeper = onb_keeper_new (clinic);
  self->test = onb_test_run_new (guide, clinic, authorities, self->keeper, practice);
  return self;
}
