/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-check-result.h"

G_BEGIN_DECLS

/**
 * OnbRemedy: what a button of a finding does, so that what it says to do can be done there.
 * @ONB_REMEDY_NONE: there is nothing to press
 * @ONB_REMEDY_STEP: to the guide's step that the finding names
 * @ONB_REMEDY_CREDENTIALS: to where the credentials are entered
 * @ONB_REMEDY_ADDRESS: to the clinic's address
 * @ONB_REMEDY_WEB_PAGE: open a web page, where a network lets nobody in without one
 * @ONB_REMEDY_PROXY_LOGIN: enter name and password for a proxy
 * @ONB_REMEDY_ASK_NETWORK: copy what the network's administrator needs to know
 * @ONB_REMEDY_ASK_SYSTEM: copy what the EHR system's administrator needs to know
 */
typedef enum
{
  ONB_REMEDY_NONE,
  ONB_REMEDY_STEP,
  ONB_REMEDY_CREDENTIALS,
  ONB_REMEDY_ADDRESS,
  ONB_REMEDY_WEB_PAGE,
  ONB_REMEDY_PROXY_LOGIN,
  ONB_REMEDY_ASK_NETWORK,
  ONB_REMEDY_ASK_SYSTEM,
} OnbRemedy;

/** onb_remedy_of: Returns: what is to be done about @finding with one press */
OnbRemedy onb_remedy_of (const OnbFinding *finding);

/** onb_remedy_is_elsewhere: Returns: whether it is on another page of the clinic */
gboolean onb_remedy_is_elsewhere (OnbRemedy remedy);

/** onb_remedy_may_be_authority: Returns: whether @finding may come of a proxy that inspects, and whose
 * certificate authority can be trusted */
gboolean onb_remedy_may_be_authority (const OnbFinding *finding);

/**
 * onb_remedy_takes_time:
 *
 * Returns: whether what @finding waits for happens elsewhere and takes a while, so that it makes sense
 *   to test again by and by
 */
gboolean onb_remedy_takes_time (const OnbFinding *finding);

/**
 * onb_remedy_get_label:
 * @step: the step of the finding
 *
 * Returns: (transfer full): what the button says, translated
 */
char *onb_remedy_get_label (OnbRemedy remedy, int step);

/**
 * onb_remedy_write_request:
 * @host: (nullable): the FHIR host
 * @tenant: (nullable): the tenant
 * @id_label: (nullable): what the console calls the client ID; %NULL where there is none
 * @client_id: (nullable): the client ID, which is not secret, for who has to find the application
 *
 * Returns: (transfer full): what to send to whom the finding sends to, translated
 */
char *onb_remedy_write_request (const OnbFinding *finding,
                                const char *host,
                                const char *tenant,
                                const char *id_label,
                                const char *client_id);

G_END_DECLS
