/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-check-plan.h"
#include "fhir/onb-answer.h"
#include "millennium/onb-address.h"
#include "wire/onb-exchange.h"

G_BEGIN_DECLS

/**
 * OnbStage: what was being tried.
 */
typedef enum
{
  ONB_STAGE_SMART_CONFIGURATION = 1 << 0,
  ONB_STAGE_METADATA = 1 << 1,
  ONB_STAGE_TOKEN = 1 << 2,
  ONB_STAGE_PROBE = 1 << 3,
} OnbStage;

#define ONB_STAGE_DISCOVERY (ONB_STAGE_SMART_CONFIGURATION | ONB_STAGE_METADATA)
#define ONB_STAGE_ANY (ONB_STAGE_DISCOVERY | ONB_STAGE_TOKEN | ONB_STAGE_PROBE)

/** A token request for all scopes at once, in place of the index of a single one. */
#define ONB_ALL_SCOPES -1

/**
 * OnbObservation: what happened, unjudged.
 * @version: which version was asked; means nothing for a token
 * @smart: in which form the scopes of a token were asked for; means nothing elsewhere
 * @scope: index into the plan's scopes: the scope that is probed, or that a token was asked for;
 *   #ONB_ALL_SCOPES for a token for all
 * @exchange: (not nullable): how it went on the wire
 * @answer: (not nullable): what the body said
 */
typedef struct
{
  OnbStage stage;
  OnbFhirVersion version;
  OnbSmartVersion smart;
  int scope;
  OnbExchange *exchange;
  OnbAnswer *answer;
} OnbObservation;

/**
 * OnbEnd: how the live test came to its end.
 */
typedef enum
{
  ONB_END_RUNNING,
  ONB_END_COMPLETE,
  ONB_END_CANCELLED,
  ONB_END_TIMED_OUT,
} OnbEnd;

/**
 * OnbTokenHost: what stands between us and the token endpoint.
 * @ONB_TOKEN_HOST_UNKNOWN: none is published, as far as is known yet
 * @ONB_TOKEN_HOST_APPROVED: the secret may go there
 * @ONB_TOKEN_HOST_NOT_APPROVED: neither Oracle's nor approved by the user
 * @ONB_TOKEN_HOST_INSECURE: not https
 */
typedef enum
{
  ONB_TOKEN_HOST_UNKNOWN,
  ONB_TOKEN_HOST_APPROVED,
  ONB_TOKEN_HOST_NOT_APPROVED,
  ONB_TOKEN_HOST_INSECURE,
} OnbTokenHost;

/**
 * OnbCheckRecord: all that a live test has seen; what the diagnosis is made from.
 * @clinic: (nullable): the clinic's name
 * @started: when the test began
 * @duration: microseconds up to now, or to the end
 * @observations: (element-type OnbObservation): in the order in which they came, which means nothing
 * @token_endpoint: (nullable): the published token endpoint
 * @practice: what was asked is the simulated Millennium on this computer
 * @insecure_address: the clinic's address is plain http, and this is no practice
 * @not_practice: practice was asked for, and the address is not this computer
 * @ambiguous_credentials: id or secret read differently when form-urlencoded
 */
typedef struct
{
  char *clinic;
  OnbCheckPlan *plan;
  OnbAddress *address;
  GDateTime *started;
  gint64 duration;
  OnbEnd end;
  GPtrArray *observations;
  char *token_endpoint;
  OnbTokenHost token_host;
  gboolean practice;
  gboolean insecure_address;
  gboolean not_practice;
  gboolean ambiguous_credentials;
} OnbCheckRecord;

/**
 * onb_observation_new:
 * @exchange: (transfer full): how it went
 * @answer: (transfer full): what it said
 *
 * Returns: (transfer full): the observation
 */
OnbObservation *onb_observation_new (
    OnbStage stage, OnbFhirVersion version, int scope, OnbExchange *exchange, OnbAnswer *answer);
void onb_observation_free (OnbObservation *self);

/** onb_observation_went_well: Returns: whether the answer is what it should be */
gboolean onb_observation_went_well (const OnbObservation *self);

/** onb_check_record_new: Returns: (transfer full): the record of a test that begins now */
OnbCheckRecord *
onb_check_record_new (const char *clinic, OnbCheckPlan *plan, const OnbAddress *address);
void onb_check_record_free (OnbCheckRecord *self);

/**
 * onb_check_record_may_begin:
 *
 * Judges the address before anything is sent there. What says that it is practice is so: it reaches no
 * clinic, and sends nobody's secret away.
 *
 * Returns: whether something may be sent; where not, the record says why
 */
gboolean onb_check_record_may_begin (OnbCheckRecord *self);

/**
 * onb_check_record_sort:
 *
 * What a record means does not depend on who answered first.
 *
 * Returns: (transfer container) (element-type OnbObservation): the observations, by stage, version and
 *   scope
 */
GPtrArray *onb_check_record_sort (const OnbCheckRecord *self);

/**
 * onb_observations_list_exchanges:
 * @observations: (element-type OnbObservation)
 *
 * Returns: (transfer container) (element-type OnbExchange): what each rests on
 */
GPtrArray *onb_observations_list_exchanges (GPtrArray *observations);

/**
 * onb_observation_was_given_up:
 * @end: of the whole
 *
 * Returns: whether it was ended with the whole, and so says nothing of its own
 */
gboolean onb_observation_was_given_up (const OnbObservation *self, OnbEnd end);

/**
 * onb_observations_find:
 * @observations: (element-type OnbObservation): sorted observations
 * @version: any for a token
 * @smart: any but for a token
 *
 * Returns: (transfer none) (nullable): the observation of that
 */
const OnbObservation *onb_observations_find (GPtrArray *observations,
                                             OnbStage stage,
                                             OnbFhirVersion version,
                                             OnbSmartVersion smart,
                                             int scope);

/**
 * onb_observations_find_clock_skew:
 * @observations: (element-type OnbObservation): observations
 *
 * Returns: (transfer none) (nullable): one from whose clock this computer's differs too much; %NULL where
 *   it does not, or where one server alone says so
 */
const OnbObservation *onb_observations_find_clock_skew (GPtrArray *observations);

/**
 * onb_observations_list_added_authorities:
 * @observations: (element-type OnbObservation)
 *
 * Returns: (transfer container) (element-type OnbObservation): the first of each host that was trusted
 *   because of an authority beside the system's
 */
GPtrArray *onb_observations_list_added_authorities (GPtrArray *observations);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbObservation, onb_observation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbCheckRecord, onb_check_record_free)

G_END_DECLS
