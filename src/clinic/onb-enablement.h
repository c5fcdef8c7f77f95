/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "clinic/onb-clinic.h"
#include "guide/onb-guide.h"

G_BEGIN_DECLS

/** What is kept of who hosts, where that was asked and is not known. */
#define ONB_HOSTING_UNKNOWN "unknown"

/**
 * OnbEnablementState: how far a clinic is with what has to be done elsewhere before its test can succeed.
 * @ONB_ENABLEMENT_NONE: the guide knows of nothing of the kind
 * @ONB_ENABLEMENT_OPEN: it was not asked for yet, as far as is known
 * @ONB_ENABLEMENT_WAITING: it was asked for, and is not there yet
 * @ONB_ENABLEMENT_AGAIN: it has to be asked for once more, because scopes were added
 * @ONB_ENABLEMENT_DONE: a test has shown that it is there
 */
typedef enum
{
  ONB_ENABLEMENT_NONE,
  ONB_ENABLEMENT_OPEN,
  ONB_ENABLEMENT_WAITING,
  ONB_ENABLEMENT_AGAIN,
  ONB_ENABLEMENT_DONE,
} OnbEnablementState;

/** onb_enablement_get_state: Returns: how far @clinic is, as it is now */
OnbEnablementState onb_enablement_get_state (OnbClinic *clinic, OnbGuide *guide);

/**
 * onb_enablement_is_sent:
 *
 * Returns: whether a request was sent for the tenant that @clinic has now, whatever came of it
 */
gboolean onb_enablement_is_sent (OnbClinic *clinic, OnbGuide *guide);

/** How many states there are. */
#define ONB_N_ENABLEMENT_STATES 5

/** onb_enablement_state_get_id: Returns: for machines: "none", "open", "waiting", "again", or "done" */
const char *onb_enablement_state_get_id (OnbEnablementState state);

/** onb_enablement_state_from_id: Returns: whether @id (nullable) names a state */
gboolean onb_enablement_state_from_id (const char *id, OnbEnablementState *state);

/**
 * onb_enablement_state_describe:
 * @sent: (nullable): when the request was sent
 * @now: the time
 *
 * Returns: (transfer full): the state in a sentence, with the day since when one waits, translated; ""
 *   for %ONB_ENABLEMENT_NONE
 */
char *onb_enablement_state_describe (OnbEnablementState state, GDateTime *sent, GDateTime *now);

/**
 * onb_enablement_describe:
 *
 * Returns: (transfer full): the state in a sentence, with the day since when one waits, translated; ""
 *   for %ONB_ENABLEMENT_NONE
 */
char *onb_enablement_describe (OnbClinic *clinic, OnbGuide *guide);

/**
 * onb_enablement_describe_waiting:
 * @sent: when the request was sent
 * @now: the time
 *
 * Returns: (transfer full): since when, and for how many days, translated
 */
char *onb_enablement_describe_waiting (GDateTime *sent, GDateTime *now);

/**
 * onb_enablement_mark_sent:
 * @sent: (nullable): when the request was sent, with the scopes that are needed now; %NULL where it was
 *   not after all
 */
void onb_enablement_mark_sent (OnbClinic *clinic, OnbGuide *guide, GDateTime *sent);

/**
 * onb_enablement_write_subject:
 *
 * Returns: (transfer full): the request's subject, in the words of the EHR's maker
 */
char *onb_enablement_write_subject (OnbClinic *clinic, OnbGuide *guide);

/**
 * onb_enablement_write_request:
 * @client_id: (nullable): the Client ID in full, or shortened where it is only shown
 *
 * Returns: (transfer full): the request, to be sent by whoever may ask in the clinic's name; in English, for
 *   those at the EHR's maker who read it
 */
char *onb_enablement_write_request (OnbClinic *clinic, OnbGuide *guide, const char *client_id);

/**
 * onb_enablement_is_wanted_by:
 * @finding: the id of a finding
 *
 * Returns: whether the finding may come of an application that is not enabled
 */
gboolean onb_enablement_is_wanted_by (const char *finding);

/**
 * onb_enablement_find:
 * @result: of a test
 *
 * Returns: whether the test was let in, by what it found; unknown where it ended before that, as without a network
 *   or with a secret that was replaced
 */
OnbEnabled onb_enablement_find (const OnbCheckResult *result);

/**
 * onb_enablement_is_client_id:
 * @application_id: what was given as the application's own number
 *
 * The two stand side by side in the console, and look alike.
 *
 * Returns: whether it is the clinic's Client ID
 */
gboolean onb_enablement_is_client_id (OnbClinic *clinic, const char *application_id);

G_END_DECLS
