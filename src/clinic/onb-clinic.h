/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-check-result.h"
#include "clinic/onb-about.h"
#include "clinic/onb-history.h"
#include "clinic/onb-standing.h"
#include "guide/onb-guide.h"
#include "keyring/onb-credentials.h"
#include "millennium/onb-address.h"

G_BEGIN_DECLS

/**
 * OnbAccount: whether the clinic has an account in the EHR's console.
 */
typedef enum
{
  ONB_ACCOUNT_UNKNOWN,
  ONB_ACCOUNT_YES,
  ONB_ACCOUNT_NO,
  ONB_ACCOUNT_NOT_SURE,
} OnbAccount;

#define ONB_N_ACCOUNTS 4

/** The id of the guide's option for medical notes. */
#define ONB_OPTION_MEDICAL_NOTES "medical-notes"

#define ONB_TYPE_CLINIC (onb_clinic_get_type ())
G_DECLARE_FINAL_TYPE (OnbClinic, onb_clinic, ONB, CLINIC, GObject)

/**
 * OnbClinic: a clinic on its way. All that can be got is a property as well, which is notified.
 */

/**
 * OnbClinic::changed:
 *
 * Something about the clinic is different now: for whoever shows or keeps the whole of it.
 */

/**
 * onb_clinic_new:
 * @guide: id of the guide that the clinic follows
 *
 * Returns: (transfer full): a new clinic about which nothing is known
 */
OnbClinic *onb_clinic_new (const char *guide);

/**
 * onb_clinic_new_with_id:
 * @id: (nullable): the clinic's own UUID, %NULL for a new one
 *
 * Returns: (transfer full): a clinic about which nothing else is known
 */
OnbClinic *onb_clinic_new_with_id (const char *guide, const char *id);

/** onb_clinic_get_id: Returns: a UUID of ours */
const char *onb_clinic_get_id (OnbClinic *self);

/** onb_clinic_get_guide: Returns: id of the guide that the clinic follows */
const char *onb_clinic_get_guide (OnbClinic *self);

/**
 * onb_clinic_set_guide:
 * @guide: id of the guide that the clinic is to follow from now on
 *
 * What was answered about the guide before, its options and the page that was open, goes with it.
 */
void onb_clinic_set_guide (OnbClinic *self, const char *guide);

/** onb_clinic_get_name: Returns: what the user calls it, "" at first */
const char *onb_clinic_get_name (OnbClinic *self);
void onb_clinic_set_name (OnbClinic *self, const char *name);

/** onb_clinic_get_title: Returns: the clinic's name, or a word for one that has none yet, translated */
const char *onb_clinic_get_title (OnbClinic *self);

/** onb_clinic_is_blank: Returns: whether nothing was said or done about it yet */
gboolean onb_clinic_is_blank (OnbClinic *self);

/** onb_clinic_get_location: Returns: what the user gave as FHIR address or tenant, "" at first */
const char *onb_clinic_get_location (OnbClinic *self);
void onb_clinic_set_location (OnbClinic *self, const char *location);

/**
 * onb_clinic_get_address:
 *
 * Returns: (transfer full) (nullable): the address that the location stands for, or %NULL with
 *   #ONB_ADDRESS_ERROR
 */
OnbAddress *onb_clinic_get_address (OnbClinic *self, GError **error);

OnbAccount onb_clinic_get_account (OnbClinic *self);
void onb_clinic_set_account (OnbClinic *self, OnbAccount account);

/** onb_clinic_get_option: Returns: whether one of the guide's options was chosen */
gboolean onb_clinic_get_option (OnbClinic *self, const char *option);
void onb_clinic_set_option (OnbClinic *self, const char *option, gboolean chosen);

/** onb_clinic_get_options: Returns: (transfer none) (array zero-terminated=1): the chosen options */
const char *const *onb_clinic_get_options (OnbClinic *self);

/** onb_clinic_get_tick: Returns: whether step @number is done */
gboolean onb_clinic_get_tick (OnbClinic *self, int number);
void onb_clinic_set_tick (OnbClinic *self, int number, gboolean done);

/** onb_clinic_get_ticks: Returns: (transfer full) (element-type int): the steps that are done, in order */
GArray *onb_clinic_get_ticks (OnbClinic *self);

/**
 * onb_clinic_count_ticks:
 *
 * A tick of a step that a newer guide has no more is kept, for the day on which the guide is taken back.
 *
 * Returns: how many of the steps of @guide are done
 */
guint onb_clinic_count_ticks (OnbClinic *self, OnbGuide *guide);

/** onb_clinic_get_page: Returns: (nullable): id of the page that was open last */
const char *onb_clinic_get_page (OnbClinic *self);
void onb_clinic_set_page (OnbClinic *self, const char *page);

/** onb_clinic_get_stored: Returns: whether the credentials are in the keyring, as far as we know */
gboolean onb_clinic_get_stored (OnbClinic *self);

/** onb_clinic_get_client_id: Returns: (nullable): the Client ID that is kept, shortened */
const char *onb_clinic_get_client_id (OnbClinic *self);

/** onb_clinic_get_credentials: Returns: (nullable): the mark of the credentials that are kept */
const char *onb_clinic_get_credentials (OnbClinic *self);

/**
 * onb_clinic_keep_credentials:
 * @credentials: what the keyring keeps from now on
 *
 * To be said after each store: other credentials are not those that were tested, nor those that were
 * handed over.
 */
void onb_clinic_keep_credentials (OnbClinic *self, const OnbCredentials *credentials);

/**
 * onb_clinic_find_credentials:
 * @client_id: the Client ID that the keyring holds
 *
 * To be said after each look-up. Where the Client ID is another than was kept, somebody has replaced the
 * credentials elsewhere.
 */
void onb_clinic_find_credentials (OnbClinic *self, const char *client_id);

/** onb_clinic_forget_credentials: the keyring does not hold any */
void onb_clinic_forget_credentials (OnbClinic *self);

/** onb_clinic_restore_credentials: as the clinic's file has them; @client_id and @mark may be %NULL */
void onb_clinic_restore_credentials (OnbClinic *self, const char *client_id, const char *mark);

/** onb_clinic_get_approved_hosts: Returns: (transfer none) (array zero-terminated=1) */
const char *const *onb_clinic_get_approved_hosts (OnbClinic *self);

/**
 * onb_clinic_approve_host:
 * @host: a host to which the user lets the secret go, for this clinic
 */
void onb_clinic_approve_host (OnbClinic *self, const char *host);

/**
 * onb_clinic_withdraw_host:
 * @host: one of onb_clinic_get_approved_hosts()
 *
 * From now on the secret does not go there, until the user approves it again.
 */
void onb_clinic_withdraw_host (OnbClinic *self, const char *host);

/**
 * onb_clinic_get_about:
 * @guide: the guide that says which scopes are needed
 * @credentials: (nullable): what a test is to use, %NULL for what the keyring keeps
 *
 * To be asked when a test begins, and to be given to onb_clinic_set_result() at its end: meanwhile the
 * clinic may have been changed.
 *
 * Returns: (transfer full): what a test that begins now is about
 */
OnbAbout *
onb_clinic_get_about (OnbClinic *self, OnbGuide *guide, const OnbCredentials *credentials);

/** onb_clinic_get_result: Returns: (transfer none) (nullable): what the last live test found */
OnbCheckResult *onb_clinic_get_result (OnbClinic *self);

/** onb_clinic_get_result_about: Returns: (transfer none) (nullable): what the last result is about */
OnbAbout *onb_clinic_get_result_about (OnbClinic *self);

/**
 * onb_clinic_set_result:
 * @about: what onb_clinic_get_about() said when the test began
 *
 * A live test has ended; its verdict becomes part of the history.
 */
void onb_clinic_set_result (OnbClinic *self, OnbCheckResult *result, OnbAbout *about);

/**
 * onb_clinic_set_repeated_result:
 *
 * As onb_clinic_set_result(), of a live test that repeats itself: see onb_history_repeat().
 */
void onb_clinic_set_repeated_result (OnbClinic *self, OnbCheckResult *result, OnbAbout *about);

/** onb_clinic_clear_result: as if no live test had ever run */
void onb_clinic_clear_result (OnbClinic *self);

/** onb_clinic_restore_result: as the clinic's file has it, without a word to the history */
void onb_clinic_restore_result (OnbClinic *self, OnbCheckResult *result, OnbAbout *about);

/**
 * onb_clinic_get_history:
 *
 * Returns: (transfer none) (element-type OnbHistoryEntry): the last verdicts, the newest at the end
 */
GPtrArray *onb_clinic_get_history (OnbClinic *self);

/**
 * onb_clinic_get_standing:
 * @guide: the guide that says which scopes are needed
 *
 * The one answer to "how does this clinic stand", for whoever shows it. It may change with each
 * #OnbClinic::changed.
 *
 * Returns: whether there was a test, whether it was about the clinic as it is now, and its verdict
 */
OnbStanding onb_clinic_get_standing (OnbClinic *self, OnbGuide *guide);

/** onb_clinic_get_hosting: Returns: who hosts, by the guide's id, or #ONB_HOSTING_UNKNOWN; "" at first */
const char *onb_clinic_get_hosting (OnbClinic *self);
void onb_clinic_set_hosting (OnbClinic *self, const char *hosting);

/** onb_clinic_get_application_id: Returns: the number that the console has for the application itself,
 * which is not the Client ID; "" at first */
const char *onb_clinic_get_application_id (OnbClinic *self);
void onb_clinic_set_application_id (OnbClinic *self, const char *application_id);

/** onb_clinic_get_request_sent: Returns: (transfer none) (nullable): when the organization was asked to
 * enable the application */
GDateTime *onb_clinic_get_request_sent (OnbClinic *self);

/** onb_clinic_get_request_address: Returns: (transfer none) (nullable): for which address, as in #OnbAbout;
 *   %NULL where that is not known */
const char *onb_clinic_get_request_address (OnbClinic *self);

/** onb_clinic_get_request_scopes: Returns: (transfer none) (array zero-terminated=1): for which scopes */
const char *const *onb_clinic_get_request_scopes (OnbClinic *self);

/**
 * onb_clinic_set_request:
 * @sent: (nullable): when it was sent, %NULL for not at all
 * @scopes: (nullable) (array zero-terminated=1): for which scopes
 */
void onb_clinic_set_request (OnbClinic *self,
                             GDateTime *sent,
                             const char *address,
                             const char *const *scopes);

/** onb_clinic_get_daily: Returns: whether it is tested once a day, unasked; the property "daily" */
gboolean onb_clinic_get_daily (OnbClinic *self);
void onb_clinic_set_daily (OnbClinic *self, gboolean daily);

/** onb_clinic_get_handed_over: Returns: whether the credentials are in Leyr's portal, says the user */
gboolean onb_clinic_get_handed_over (OnbClinic *self);
void onb_clinic_set_handed_over (OnbClinic *self, gboolean handed_over);

G_END_DECLS
