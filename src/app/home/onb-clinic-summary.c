/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "app/widgets/onb-when.h"
#include "clinic/onb-enablement.h"
#include "guide/onb-bidi.h"

#include "app/home/onb-clinic-summary.h"

/* In the order of the list. */
typedef enum
{
  RANK_NOT_READY,
  RANK_COULD_NOT_BE_TESTED,
  RANK_OUTDATED,
  RANK_NOT_FINISHED,
  RANK_WARNINGS,
  RANK_READY,
} Rank;

struct _OnbClinicSummary
{
  GObject parent_instance;

  OnbClinic *clinic;
  char *title;
  char *stage;
  char *news;
  char *search_text;
  OnbStanding standing;
  double progress;
};

G_DEFINE_FINAL_TYPE (OnbClinicSummary, onb_clinic_summary, G_TYPE_OBJECT)

enum
{
  PROP_TITLE = 1,
  PROP_SEARCH_TEXT,
  PROP_RANK,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static Rank
rank_of (OnbStanding standing)
{
  static const Rank ranks[ONB_N_VERDICTS] = {
    [ONB_VERDICT_READY] = RANK_READY,
    [ONB_VERDICT_READY_WITH_WARNINGS] = RANK_WARNINGS,
    [ONB_VERDICT_NOT_READY] = RANK_NOT_READY,
    [ONB_VERDICT_UNTESTED] = RANK_COULD_NOT_BE_TESTED,
  };

  switch (standing.kind)
    {
    case ONB_STANDING_TESTED:
      return ranks[standing.verdict];
    case ONB_STANDING_OUTDATED:
      return RANK_OUTDATED;
    case ONB_STANDING_UNTESTED:
    default:
      return RANK_NOT_FINISHED;
    }
}

static char *
describe_test (OnbClinic *clinic, OnbStanding standing)
{
  g_autofree char *date = onb_when_describe (onb_clinic_get_result (clinic)->started);

  if (onb_standing_is_ready (standing) && onb_clinic_get_handed_over (clinic))
    /* Translators: what the last live test came to, and when it was. */
    return onb_bidi_format (_ ("Added to Leyr. %s, tested %s"), onb_standing_get_title (standing),
                            date);

  /* Translators: what the last live test came to, and when it was. */
  return onb_bidi_format (_ ("%s, tested %s"), onb_standing_get_title (standing), date);
}

static char *
describe_beginning (OnbClinic *clinic, OnbGuide *guide)
{
  guint n_done = onb_clinic_count_ticks (clinic, guide);

  if (onb_clinic_get_stored (clinic))
    return g_strdup (_ ("Credentials saved, not tested yet"));

  if (n_done > 0)
    /* Translators: how many of the guide's steps are ticked. */
    return g_strdup_printf (_ ("%u of %d steps done"), n_done, onb_guide_get_n_steps (guide));

  switch (onb_clinic_get_account (clinic))
    {
    case ONB_ACCOUNT_NO:
      /* Translators: the name of an EHR vendor’s console. */
      return onb_bidi_format (_ ("Waiting for %s access"), onb_guide_get_console_or_system (guide));
    case ONB_ACCOUNT_NOT_SURE:
      /* Translators: the name of an EHR vendor’s console. */
      return onb_bidi_format (_ ("To do: find out whether the clinic has a %s account"),
                              onb_guide_get_console_or_system (guide));
    case ONB_ACCOUNT_YES:
    case ONB_ACCOUNT_UNKNOWN:
    default:
      return g_strdup (_ ("Just started"));
    }
}

/* Whether the last test says no more than that the application is not enabled. */
static gboolean
is_refused (OnbClinic *clinic)
{
  const OnbCheckResult *result = onb_clinic_get_result (clinic);

  return result != NULL && result->findings->len > 0 &&
         onb_enablement_is_wanted_by (
             ((const OnbFinding *) g_ptr_array_index (result->findings, 0))->id);
}

/* What happens elsewhere meanwhile, where that is all there is to wait for. */
static char *
describe_wait (OnbClinic *clinic, OnbGuide *guide, OnbStanding standing)
{
  OnbEnablementState state;
  g_autofree char *wait = NULL;
  g_autofree char *test = NULL;

  /* Then the test is what there is to do first, as all the pages say. */
  if (standing.kind == ONB_STANDING_OUTDATED)
    return NULL;
  if (standing.kind == ONB_STANDING_TESTED && !is_refused (clinic))
    return NULL;

  state = onb_enablement_get_state (clinic, guide);
  if (state != ONB_ENABLEMENT_WAITING && state != ONB_ENABLEMENT_AGAIN)
    return NULL;

  wait = onb_enablement_describe (clinic, guide);
  if (standing.kind != ONB_STANDING_TESTED)
    return g_steal_pointer (&wait);

  test = describe_test (clinic, standing);
  return onb_bidi_format ("%s. %s", wait, test);
}

static char *
describe_stage (OnbClinic *clinic, OnbGuide *guide, OnbStanding standing)
{
  g_autofree char *wait = describe_wait (clinic, guide, standing);

  if (wait != NULL)
    return g_steal_pointer (&wait);

  switch (standing.kind)
    {
    case ONB_STANDING_TESTED:
      return describe_test (clinic, standing);
    case ONB_STANDING_OUTDATED:
      return g_strdup (onb_standing_get_title (standing));
    case ONB_STANDING_UNTESTED:
    default:
      return describe_beginning (clinic, guide);
    }
}

OnbClinic *
onb_clinic_summary_get_clinic (OnbClinicSummary *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_SUMMARY (self), NULL);

  return self->clinic;
}

const char *
onb_clinic_summary_get_title (OnbClinicSummary *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_SUMMARY (self), NULL);

  return self->title;
}

const char *
onb_clinic_summary_get_stage (OnbClinicSummary *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_SUMMARY (self), NULL);

  return self->stage;
}

const char *
onb_clinic_summary_get_news (OnbClinicSummary *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_SUMMARY (self), NULL);

  return self->news;
}

const OnbLook *
onb_clinic_summary_get_look (OnbClinicSummary *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_SUMMARY (self), NULL);

  return onb_look_of_standing (self->standing);
}

double
onb_clinic_summary_get_progress (OnbClinicSummary *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_SUMMARY (self), 0);

  return self->progress;
}

gboolean
onb_clinic_summary_get_finished (OnbClinicSummary *self)
{
  g_return_val_if_fail (ONB_IS_CLINIC_SUMMARY (self), FALSE);

  return onb_standing_is_ready (self->standing) && onb_clinic_get_handed_over (self->clinic);
}

static void
onb_clinic_summary_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OnbClinicSummary *self = ONB_CLINIC_SUMMARY (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SEARCH_TEXT:
      g_value_set_string (value, self->search_text);
      break;
    case PROP_RANK:
      g_value_set_uint (value, rank_of (self->standing));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
onb_clinic_summary_finalize (GObject *object)
{
  OnbClinicSummary *self = ONB_CLINIC_SUMMARY (object);

  g_clear_object (&self->clinic);
  g_free (self->title);
  g_free (self->stage);
  g_free (self->news);
  g_free (self->search_text);

  G_OBJECT_CLASS (onb_clinic_summary_parent_class)->finalize (object);
}

static void
onb_clinic_summary_class_init (OnbClinicSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = onb_clinic_summary_get_property;
  object_class->finalize = onb_clinic_summary_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SEARCH_TEXT] = g_param_spec_string ("search-text", NULL, NULL, NULL, flags);
  properties[PROP_RANK] = g_param_spec_uint ("rank", NULL, NULL, 0, RANK_READY, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
onb_clinic_summary_init (OnbClinicSummary *self)
{
}

OnbClinicSummary *
onb_clinic_summary_new (OnbClinic *clinic, OnbGuide *guide)
{
  OnbClinicSummary *self;

  g_return_val_if_fail (ONB_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (guide == NULL || ONB_IS_GUIDE (guide), NULL);

  self = g_object_new (ONB_TYPE_CLINIC_SUMMARY, NULL);
  self->clinic = g_object_ref (clinic);
  self->title = g_strdup (onb_clinic_get_title (clinic));
  self->search_text = g_strdup_printf ("%s %s", self->title, onb_clinic_get_location (clinic));
  self->progress = -1;
  if (guide == NULL)
    {
      /* Translators: the id of a guide, a short word. */
      self->stage = onb_bidi_format (_ ("Its guide is missing: %s"), onb_clinic_get_guide (clinic));
      return self;
    }

  self->standing = onb_clinic_get_standing (clinic, guide);
  self->stage = describe_stage (clinic, guide, self->standing);
  if (onb_clinic_get_daily (clinic))
    {
      g_autofree char *stage = g_steal_pointer (&self->stage);

      /* Translators: how a clinic stands; it is tested once a day. */
      self->stage = onb_bidi_format (_ ("%s. Tested daily"), stage);
    }
  /* Of a clinic that was changed since, the last test says nothing. */
  if (self->standing.kind == ONB_STANDING_TESTED)
    self->news = onb_history_describe_news (onb_clinic_get_history (clinic));
  if (self->standing.kind == ONB_STANDING_UNTESTED)
    self->progress =
        (double) onb_clinic_count_ticks (clinic, guide) / MAX (onb_guide_get_n_steps (guide), 1);
  return self;
}
