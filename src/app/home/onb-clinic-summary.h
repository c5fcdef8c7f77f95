/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/widgets/onb-look.h"
#include "clinic/onb-clinic.h"

G_BEGIN_DECLS

#define ONB_TYPE_CLINIC_SUMMARY (onb_clinic_summary_get_type ())
G_DECLARE_FINAL_TYPE (OnbClinicSummary, onb_clinic_summary, ONB, CLINIC_SUMMARY, GObject)

/**
 * OnbClinicSummary: what the list of all clinics says of one, made once for each state of the clinic, so
 * that sorting, searching and scrolling compute nothing. Its properties "title", "search-text" and "rank"
 * are for the list's models; a lower rank needs attention sooner.
 */

/**
 * onb_clinic_summary_new:
 * @guide: (nullable): the guide that the clinic follows, where there is such a one
 *
 * Returns: (transfer full): how @clinic stands now
 */
OnbClinicSummary *onb_clinic_summary_new (OnbClinic *clinic, OnbGuide *guide);

/** onb_clinic_summary_get_clinic: Returns: (transfer none): the clinic */
OnbClinic *onb_clinic_summary_get_clinic (OnbClinicSummary *self);

/** onb_clinic_summary_get_title: Returns: the clinic's name, or what stands for it */
const char *onb_clinic_summary_get_title (OnbClinicSummary *self);

/** onb_clinic_summary_get_stage: Returns: how far it is, in words */
const char *onb_clinic_summary_get_stage (OnbClinicSummary *self);

/** onb_clinic_summary_get_news: Returns: (nullable): what the last test found otherwise than the one
 * before it, a line, translated */
const char *onb_clinic_summary_get_news (OnbClinicSummary *self);

/** onb_clinic_summary_get_look: Returns: how that looks */
const OnbLook *onb_clinic_summary_get_look (OnbClinicSummary *self);

/** onb_clinic_summary_get_progress: Returns: which part of the guide's steps is done, 0 to 1; negative
 * where that no longer says how far the clinic is */
double onb_clinic_summary_get_progress (OnbClinicSummary *self);

/** onb_clinic_summary_get_finished: Returns: whether nothing is left to do */
gboolean onb_clinic_summary_get_finished (OnbClinicSummary *self);

G_END_DECLS
