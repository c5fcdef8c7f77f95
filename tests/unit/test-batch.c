/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <libsoup/soup.h>

#include "command/onb-batch.h"
#include "keyring/onb-keyring.h"
#include "wire/onb-http.h"

/* The linker puts these in the place of libsoup's, for everything but this file: a library that takes
 * what it is given and never calls back. */
void __wrap_soup_session_send_async (SoupSession *session,
                                     SoupMessage *message,
                                     int priority,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
void __wrap_soup_session_preconnect_async (SoupSession *session,
                                           SoupMessage *message,
                                           int priority,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer data);

static guint n_sent = 0, n_preconnects = 0;
static GPtrArray *taken = NULL;

void
__wrap_soup_session_send_async (SoupSession *session,
                                SoupMessage *message,
                                int priority,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  n_sent++;
  /* It holds what it was given for as long as it has not called back. */
  g_ptr_array_add (taken, data);
}

void
__wrap_soup_session_preconnect_async (SoupSession *session,
                                      SoupMessage *message,
                                      int priority,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data)
{
  n_preconnects++;
}

static void
on_found (guint index, OnbCheckResult *result, gpointer data)
{
  g_assert_cmpint (result->verdict, ==, ONB_VERDICT_UNTESTED);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  gboolean *ended = data;

  g_assert_false (onb_batch_run_finish (result));
  *ended = TRUE;
}

/* Begins a batch of so many, as far as one gets without an answer, and stops it. */
static void
begin (OnbCheckPlan *plan, guint count)
{
  g_autoptr (GPtrArray) subjects =
      g_ptr_array_new_with_free_func ((GDestroyNotify) onb_subject_free);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint at_once = MIN (count, ONB_BATCH_AT_ONCE);
  gboolean ended = FALSE;

  n_sent = n_preconnects = 0;
  for (guint i = 0; i < count; i++)
    {
      OnbSubject *subject = onb_subject_new (plan);

      subject->address =
          onb_address_parse ("https://fhir.example/r4/5afe9ace-7e57-4000-8000-9ac71ce00002/", NULL);
      subject->credentials = onb_credentials_new ("client", "secret");
      g_ptr_array_add (subjects, subject);
    }

  onb_batch_run_async (subjects, &(OnbSubjectTerms){ .quietly = TRUE }, NULL, on_found, cancellable,
                       on_ended, &ended);
  while (n_sent < at_once * 2 * ONB_N_FHIR_VERSIONS)
    g_main_context_iteration (NULL, TRUE);

  g_cancellable_cancel (cancellable);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
}

/* Several tests have no more connections to a host together than one has alone. */
static void
test_connections (void)
{
  const char *const options[] = { NULL };
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbCheckPlan) plan = onb_check_plan_new (guide, options);

  begin (plan, 1);
  g_assert_cmpuint (n_sent + n_preconnects, ==, 14);

  for (guint count = 2; count <= 2 * ONB_BATCH_AT_ONCE; count++)
    {
      begin (plan, count);
      g_assert_cmpuint (n_sent, ==, 4 * MIN (count, ONB_BATCH_AT_ONCE));
      g_assert_cmpuint (n_sent + n_preconnects, <=, ONB_HTTP_MAX_CONNECTIONS);
    }
}

/* The same for two of the batch's own steps: a keyring that is open only so often, and then locked, and a test that
 * gets no connection to a host that answers. */
void __real_onb_subject_take_credentials_async (OnbSubject *self,
                                                gboolean quietly,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer data);
void __wrap_onb_subject_take_credentials_async (OnbSubject *self,
                                                gboolean quietly,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer data);
void __real_onb_subject_test_async (OnbSubject *self,
                                    const OnbSubjectTerms *terms,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
void __wrap_onb_subject_test_async (OnbSubject *self,
                                    const OnbSubjectTerms *terms,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);

static guint n_open = 0, n_asked = 0;

void
__wrap_onb_subject_take_credentials_async (OnbSubject *self,
                                           gboolean quietly,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer data)
{
  g_autoptr (GTask) task = NULL;

  if (n_open == 0)
    {
      __real_onb_subject_take_credentials_async (self, quietly, cancellable, callback, data);
      return;
    }

  task = g_task_new (NULL, cancellable, callback, data);
  if (++n_asked <= n_open)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_LOCKED, "Locked");
}

void
__wrap_onb_subject_test_async (OnbSubject *self,
                               const OnbSubjectTerms *terms,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = NULL;

  if (n_open == 0)
    {
      __real_onb_subject_test_async (self, terms, cancellable, callback, data);
      return;
    }

  g_ptr_array_add (self->answered, g_strdup ("fhir.example"));
  g_ptr_array_add (self->unconnected, g_strdup ("fhir.example"));
  task = g_task_new (NULL, cancellable, callback, data);
  g_task_return_pointer (task, onb_check_result_new (), (GDestroyNotify) onb_check_result_unref);
}

static void
on_all_known (GObject *source, GAsyncResult *result, gpointer data)
{
  gboolean *ended = data;

  g_assert_true (onb_batch_run_finish (result));
  *ended = TRUE;
}

/* A keyring that was not opened is not asked again, neither for the others nor for those that are tested again. */
static void
test_locked (void)
{
  const char *const options[] = { NULL };
  g_autoptr (OnbGuide) guide = onb_guide_load ("cerner-millennium", NULL);
  g_autoptr (OnbCheckPlan) plan = onb_check_plan_new (guide, options);
  g_autoptr (GPtrArray) subjects =
      g_ptr_array_new_with_free_func ((GDestroyNotify) onb_subject_free);

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (subjects, onb_subject_new (plan));

  /* While some are still to be tested, and when all have been. */
  for (n_open = 1; n_open <= subjects->len; n_open++)
    {
      gboolean ended = FALSE;

      n_asked = 0;
      onb_batch_run_async (subjects, &(OnbSubjectTerms){ .quietly = TRUE }, NULL, on_found, NULL,
                           on_all_known, &ended);
      while (!ended)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (n_asked, ==, n_open + 1);
    }

  n_open = 0;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  taken = g_ptr_array_new ();

  g_test_add_func ("/batch/connections", test_connections);
  g_test_add_func ("/batch/locked", test_locked);

  return g_test_run ();
}
