/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-check-plan.h"
#include "clinic/onb-aliases.h"
#include "clinic/onb-clinic.h"
#include "clinic/onb-enablement.h"
#include "guide/onb-guide.h"

G_BEGIN_DECLS

/**
 * OnbSupportFacts: all that support needs to know about a clinic, for programs; #OnbSupportReport puts it
 * into words. There is no secret in it, no token, and no whole Client ID.
 * @made: when
 * @name: (nullable): of the clinic
 * @host: (nullable): of its FHIR server
 * @client_id: (nullable): shortened
 * @guide: (nullable): id of the guide that the clinic follows
 * @options: (array zero-terminated=1): ids of the guide's options that were chosen
 * @ticks: (element-type int): the steps that are done
 * @enablement: how far the clinic was with what has to be done elsewhere
 * @hosting: (nullable): who hosts, by the guide's id, or #ONB_HOSTING_UNKNOWN; %NULL where it was not asked
 * @application_id: (nullable): shortened
 * @request_sent: (nullable): when the organization was asked to enable the application
 * @standing: how the clinic stood
 * @result: (nullable): what the last live test found
 * @history: (element-type OnbHistoryEntry): the tests that there were
 * @authorities: (array zero-terminated=1): names and fingerprints, in turns, of those that were added
 * @versions: (array zero-terminated=1): names and versions, in turns, of what the program ran with
 * @plan: (nullable): what things are called where the clinic is; %NULL where they were read, until
 *   onb_support_facts_name()
 */
typedef struct
{
  GDateTime *made;
  char *name;
  char *host;
  char *tenant;
  char *client_id;
  gboolean stored;
  char *guide;
  char **options;
  gboolean handed_over;
  char **approved_hosts;
  OnbAccount account;
  GArray *ticks;
  OnbEnablementState enablement;
  char *hosting;
  char *application_id;
  GDateTime *request_sent;
  OnbStanding standing;
  OnbCheckResult *result;
  GPtrArray *history;
  char **authorities;
  char **versions;
  OnbCheckPlan *plan;
} OnbSupportFacts;

/**
 * onb_support_facts_new:
 * @client_id: (nullable): the Client ID, of which only the ends are taken over
 * @versions: (array zero-terminated=1): as in #OnbSupportFacts, of what is not in the core
 *
 * Returns: (transfer full): what is so now
 */
OnbSupportFacts *onb_support_facts_new (OnbGuide *guide,
                                        OnbClinic *clinic,
                                        const char *client_id,
                                        const char *const *versions);
void onb_support_facts_free (OnbSupportFacts *self);

/** onb_support_facts_disguise: puts an alias in place of each name of the clinic, and of each authority */
void onb_support_facts_disguise (OnbSupportFacts *self, OnbAliases *aliases, OnbClinic *clinic);

/** onb_support_facts_to_json: Returns: (transfer full): for onb_support_facts_read() */
JsonNode *onb_support_facts_to_json (const OnbSupportFacts *self);

/**
 * onb_support_facts_to_script: Returns: (transfer full): the JSON in one line that can stand in HTML, and
 *   is found there again
 */
char *onb_support_facts_to_script (const OnbSupportFacts *self);

/** What a report may be large, in bytes. */
#define ONB_SUPPORT_FACTS_MAX (4 * 1024 * 1024)

/**
 * onb_support_facts_read:
 * @text: a support report, HTML, or the JSON out of one; from whomever
 * @length: of @text in bytes
 *
 * Nothing of it is trusted: what is known by an id is said in words of this program, and what is no value
 * of the kind that is expected is left out.
 *
 * Returns: (transfer full) (nullable): the facts, or %NULL with #G_IO_ERROR where it is no report
 */
OnbSupportFacts *onb_support_facts_read (const char *text, gsize length, GError **error);

/**
 * onb_support_facts_read_file:
 * @path: a file, from whomever
 *
 * Waits for the disk, but neither for a writer of a pipe nor for more than a report may hold.
 *
 * Returns: (transfer full) (nullable): the facts, or %NULL with #G_FILE_ERROR or #G_IO_ERROR
 */
OnbSupportFacts *onb_support_facts_read_file (const char *path, GError **error);

/**
 * onb_support_facts_name:
 * @guide: the guide that the clinic follows, or one in its place
 *
 * Of facts that were read: what was found is said as things are called in @guide.
 */
void onb_support_facts_name (OnbSupportFacts *self, OnbGuide *guide);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbSupportFacts, onb_support_facts_free)

G_END_DECLS
