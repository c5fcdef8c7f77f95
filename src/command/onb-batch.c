/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "keyring/onb-keyring.h"

#include "command/onb-batch.h"

/* How often one is tested that gets no connection, and how many milliseconds before it is tested again: the
 * connections of the one before it have to be gone, at their other end as well. */
#define MOST_TIMES 3
#define PAUSE 1000

/* How far one subject is: what was found last, how often it was tested, and whether that is all. */
typedef struct
{
  OnbCheckResult *result;
  guint times;
  gboolean settled;
} Test;

typedef struct
{
  GPtrArray *subjects;
  OnbSubjectTerms terms;
  OnbBatchBegun begun;
  OnbBatchFunc found;
  gpointer data;

  /* One a subject. */
  Test *tests;
  /* Those that are tested again, alone, and the hosts that answered anybody. */
  GQueue again;
  GHashTable *answering;
  guint n_told;
  guint next;
  guint n_running;
  gboolean at_the_keyring;
  /* Why the keyring was not opened: it is not asked again. */
  GError *locked;
} Batch;

typedef struct
{
  GTask *task;
  guint index;
} Place;

static void
batch_free (Batch *self)
{
  for (guint i = 0; i < self->subjects->len; i++)
    g_clear_pointer (&self->tests[i].result, onb_check_result_unref);
  g_free (self->tests);
  g_queue_clear (&self->again);
  g_hash_table_unref (self->answering);
  g_ptr_array_unref (self->subjects);
  g_clear_object (&self->terms.authorities);
  g_clear_pointer (&self->terms.logins, g_ptr_array_unref);
  g_clear_error (&self->locked);
  g_free (self);
}

static Place *
place_new (GTask *task, guint index)
{
  Place *self = g_new0 (Place, 1);

  self->task = g_object_ref (task);
  self->index = index;
  return self;
}

static void
place_free (Place *self)
{
  g_object_unref (self->task);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Place, place_free)

static OnbCheckResult *
result_of_error (const Batch *self, const OnbSubject *subject, const GError *error)
{
  OnbCheckResult *result = onb_check_result_new ();
  OnbFinding *finding = onb_finding_new (ONB_BATCH_NOT_BEGUN, ONB_SEVERITY_ERROR);

  result->clinic = g_strdup (subject->name);
  result->practice = self->terms.practice;
  result->started = g_date_time_new_now_utc ();
  if (subject->address != NULL)
    {
      result->fhir_host = onb_address_get_authority (subject->address);
      result->tenant = g_strdup (subject->address->tenant);
    }
  finding->title = g_strdup (_ ("The connection test could not be started"));
  /* Of a dialog to unlock it, which was not asked for, nothing is said. */
  finding->cause =
      self->terms.quietly && g_error_matches (error, ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_LOCKED)
          ? g_strdup (_ ("The keyring was locked. In the background, Leyr Onboarding does not ask "
                         "to unlock it."))
          : g_strdup (error->message);
  finding->fix =
      g_strdup (_ ("Open the clinic in Leyr Onboarding, correct this, then test again."));
  g_ptr_array_add (result->findings, finding);
  return result;
}

/* In their order: what has ended before those in front of it waits. At the end, what was cancelled is no
 * reason to wait. */
static void
tell (Batch *self, gboolean all)
{
  for (; self->n_told < self->subjects->len; self->n_told++)
    if (self->tests[self->n_told].settled)
      self->found (self->n_told, self->tests[self->n_told].result, self->data);
    else if (!all)
      break;
}

static void go_on (GTask *task);

static void
settle (Batch *self, guint index, OnbCheckResult *result)
{
  self->tests[index].result = result;
  self->tests[index].settled = TRUE;
}

/* Whether the host is there: then the others had what the network lets through to it. */
static gboolean
others_were_in_the_way (const Batch *self, guint index)
{
  const OnbSubject *subject = g_ptr_array_index (self->subjects, index);

  for (guint i = 0; i < subject->unconnected->len; i++)
    if (g_hash_table_contains (self->answering, subject->unconnected->pdata[i]))
      return TRUE;

  return FALSE;
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Place) place = data;
  Batch *self = g_task_get_task_data (place->task);
  const OnbSubject *subject = g_ptr_array_index (self->subjects, place->index);
  Test *test = &self->tests[place->index];
  g_autoptr (OnbCheckResult) found = onb_subject_test_finish (result);
  gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (place->task));

  self->n_running--;
  test->times++;
  for (guint i = 0; i < subject->answered->len; i++)
    g_hash_table_add (self->answering, g_strdup (subject->answered->pdata[i]));

  /* What was found before says more than that another test was stopped. */
  if (test->result == NULL || !cancelled)
    {
      g_clear_pointer (&test->result, onb_check_result_unref);
      test->result = g_steal_pointer (&found);
    }

  /* Where it got no connection, it may get one when the others are gone. */
  test->settled = cancelled || self->terms.at_once == 1 || subject->unconnected->len == 0 ||
                  test->times == MOST_TIMES;
  if (!test->settled)
    g_queue_push_tail (&self->again, GUINT_TO_POINTER (place->index));

  go_on (place->task);
}

static void
on_credentials_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Place) place = data;
  GTask *task = place->task;
  Batch *self = g_task_get_task_data (task);
  OnbSubject *subject = g_ptr_array_index (self->subjects, place->index);
  Test *test = &self->tests[place->index];
  OnbSubjectTerms terms = self->terms;
  g_autoptr (GError) error = NULL;

  self->at_the_keyring = FALSE;
  if (onb_subject_take_credentials_finish (result, &error))
    {
      self->n_running++;
      if (self->begun != NULL)
        self->begun (place->index, subject->credentials, self->data);
      if (test->times > 0)
        terms.at_once = 1;
      onb_subject_test_async (subject, &terms, g_task_get_cancellable (task), on_tested,
                              place_new (task, place->index));
    }
  else
    {
      if (test->times > 0)
        test->settled = TRUE;
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        settle (self, place->index, result_of_error (self, subject, error));
      if (g_error_matches (error, ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_LOCKED) ||
          g_error_matches (error, ONB_KEYRING_ERROR, ONB_KEYRING_ERROR_TIMED_OUT))
        self->locked = g_steal_pointer (&error);
    }

  go_on (task);
}

/* Those of whom nothing is known first, then, when nobody else is at work, those that are tested again. */
static gboolean
find_next (Batch *self, gboolean cancelled, guint *index)
{
  if (!cancelled && self->next < self->subjects->len)
    {
      *index = self->next++;
      return TRUE;
    }

  while (self->n_running == 0 && !g_queue_is_empty (&self->again))
    {
      *index = GPOINTER_TO_UINT (g_queue_pop_head (&self->again));
      if (!cancelled && self->locked == NULL && others_were_in_the_way (self, *index))
        return TRUE;
      self->tests[*index].settled = TRUE;
    }

  return FALSE;
}

static gboolean
on_turn (gpointer data)
{
  Place *place = data;
  Batch *self = g_task_get_task_data (place->task);

  onb_subject_take_credentials_async (g_ptr_array_index (self->subjects, place->index),
                                      self->terms.quietly, g_task_get_cancellable (place->task),
                                      on_credentials_taken, place_new (place->task, place->index));
  return G_SOURCE_REMOVE;
}

/* At once, or after a pause, which ends as well when all of it is cancelled. */
static void
begin (GTask *task, guint index, guint pause)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GSource) turn = g_timeout_source_new (pause);

  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (turn, cancelled);
    }
  g_source_set_callback (turn, on_turn, place_new (task, index), (GDestroyNotify) place_free);
  g_source_attach (turn, g_main_context_get_thread_default ());
}

static void
go_on (GTask *task)
{
  Batch *self = g_task_get_task_data (task);
  gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));
  gboolean more;
  guint index;

  for (; self->locked != NULL && self->next < self->subjects->len; self->next++)
    {
      const OnbSubject *subject = g_ptr_array_index (self->subjects, self->next);

      settle (self, self->next,
              result_of_error (self, subject,
                               subject->problem != NULL ? subject->problem : self->locked));
    }

  if (self->at_the_keyring || self->n_running == ONB_BATCH_AT_ONCE)
    {
      tell (self, FALSE);
      return;
    }

  more = find_next (self, cancelled, &index);
  tell (self, FALSE);
  if (more)
    {
      self->at_the_keyring = TRUE;
      begin (task, index, self->tests[index].times > 0 ? PAUSE : 0);
    }
  else if (self->n_running == 0)
    {
      tell (self, TRUE);
      g_task_return_boolean (task, !cancelled);
      g_object_unref (task);
    }
}

void
onb_batch_run_async (GPtrArray *subjects,
                     const OnbSubjectTerms *terms,
                     OnbBatchBegun begun,
                     OnbBatchFunc found,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task;
  Batch *self;

  g_return_if_fail (subjects != NULL);
  g_return_if_fail (terms != NULL);
  g_return_if_fail (found != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, onb_batch_run_async);
  /* What is known when it is interrupted is told. */
  g_task_set_check_cancellable (task, FALSE);

  self = g_new0 (Batch, 1);
  self->subjects = g_ptr_array_ref (subjects);
  self->terms = *terms;
  self->terms.at_once = MIN (subjects->len, ONB_BATCH_AT_ONCE);
  if (self->terms.authorities != NULL)
    g_object_ref (self->terms.authorities);
  if (self->terms.logins != NULL)
    g_ptr_array_ref (self->terms.logins);
  self->begun = begun;
  self->found = found;
  self->data = user_data;
  self->tests = g_new0 (Test, subjects->len + 1);
  g_queue_init (&self->again);
  self->answering = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, self, (GDestroyNotify) batch_free);

  go_on (task);
}

gboolean
onb_batch_run_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
