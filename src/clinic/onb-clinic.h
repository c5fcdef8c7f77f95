/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "check/onb-check-result.h"
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
 * OnbClinic::changed:
 *
 * Something about the clinic is different now.
 */

/**
 * onb_clinic_new:
 * @guide: id of the guide that the clinic follows
 *
 * Returns: (transfer full): a new clinic about which nothing is known
 */
OnbClinic *onb_clinic_new (const char *guide);

/**
 * onb_clinic_from_json:
 * @node: a clinic's file
 *
 * Returns: (transfer full) (nullable): the clinic, or %NULL with #G_IO_ERROR:
 *   %G_IO_ERROR_NOT_SUPPORTED where a newer version of this program wrote it,
 *   %G_IO_ERROR_INVALID_DATA where it is no clinic's file
 */
OnbClinic *onb_clinic_from_json (JsonNode *node, GError **error);

/** onb_clinic_to_json: Returns: (transfer full): the clinic's file. Holds nothing secret. */
JsonNode *onb_clinic_to_json (OnbClinic *self);

/**
 * onb_clinic_from_text:
 * @text: a clinic's file
 * @length: its length in bytes
 *
 * Returns: (transfer full) (nullable): the clinic, or %NULL with the errors of onb_json_parse() and
 *   onb_clinic_from_json()
 */
OnbClinic *onb_clinic_from_text (const char *text, gsize length, GError **error);

/** onb_clinic_to_text: Returns: (transfer full): the clinic's file as it is written */
char *onb_clinic_to_text (OnbClinic *self);

/**
 * onb_clinic_duplicate:
 *
 * Returns: (transfer full): a clinic of its own with the same progress and result, but without what
 *   belongs to the credentials: whether any are kept, and the hosts that they may go to
 */
OnbClinic *onb_clinic_duplicate (OnbClinic *self);

/** onb_clinic_get_id: Returns: a UUID of ours */
const char *onb_clinic_get_id (OnbClinic *self);

/** onb_clinic_get_guide: Returns: id of the guide that the clinic follows */
const char *onb_clinic_get_guide (OnbClinic *self);

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

/** onb_clinic_count_ticks: Returns: how many steps are done */
guint onb_clinic_count_ticks (OnbClinic *self);

/** onb_clinic_get_page: Returns: (nullable): id of the page that was open last */
const char *onb_clinic_get_page (OnbClinic *self);
void onb_clinic_set_page (OnbClinic *self, const char *page);

/** onb_clinic_get_stored: Returns: whether the credentials are in the keyring, as far as we know */
gboolean onb_clinic_get_stored (OnbClinic *self);
void onb_clinic_set_stored (OnbClinic *self, gboolean stored);

/** onb_clinic_get_approved_hosts: Returns: (transfer none) (array zero-terminated=1) */
const char *const *onb_clinic_get_approved_hosts (OnbClinic *self);

/**
 * onb_clinic_approve_host:
 * @host: a host to which the user lets the secret go, for this clinic
 */
void onb_clinic_approve_host (OnbClinic *self, const char *host);

/** onb_clinic_get_result: Returns: (transfer none) (nullable): what the last live test found */
OnbCheckResult *onb_clinic_get_result (OnbClinic *self);
void onb_clinic_set_result (OnbClinic *self, OnbCheckResult *result);
/** onb_clinic_clear_result: as if no live test had ever run */
void onb_clinic_clear_result (OnbClinic *self);

/** onb_clinic_get_handed_over: Returns: whether the credentials are in Leyr's portal, says the user */
gboolean onb_clinic_get_handed_over (OnbClinic *self);
void onb_clinic_set_handed_over (OnbClinic *self, gboolean handed_over);

G_END_DECLS
