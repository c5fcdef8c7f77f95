/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-check-plan.h"
#include "check/onb-check-result.h"
#include "check/onb-preflight-result.h"
#include "clinic/onb-clinic.h"
#include "keyring/onb-credentials.h"

G_BEGIN_DECLS

/**
 * OnbSubject: what a test is run on: a clinic of this user's, or what the command line names.
 * @clinic_id: (nullable): whose credentials are to be taken from the keyring
 * @name: (nullable): what the result calls it
 * @title: (nullable): what people call it, also where it has no name
 * @address: where its FHIR server is; %NULL only where the network alone is looked at
 * @plan: what is to be found out
 * @credentials: (nullable): %NULL until they are taken from the keyring
 * @approved_hosts: (element-type utf8): hosts to which the secret may go as well
 * @problem: (nullable): why it cannot be tested at all
 * @answered: (element-type utf8): the hosts that answered its live test
 * @unconnected: (element-type utf8): those to which it wanted a connection more, and got none
 */
typedef struct
{
  char *clinic_id;
  char *name;
  char *title;
  OnbAddress *address;
  OnbCheckPlan *plan;
  OnbCredentials *credentials;
  GPtrArray *approved_hosts;
  GError *problem;
  GPtrArray *answered;
  GPtrArray *unconnected;
} OnbSubject;

/**
 * OnbSubjectTerms: on what terms a test is run, the same for all subjects.
 * @practice: against a simulated Millennium on this computer
 * @quietly: the user is asked for nothing: a locked keyring stays locked
 * @authorities: (nullable): certificate authorities beside the system's
 * @logins: (nullable) (element-type OnbProxyLogin): for proxies that want to know who asks
 * @time_limit: seconds, 0 for none
 * @at_once: how many tests run side by side, which share what connections there are; 0 as 1
 */
typedef struct
{
  gboolean practice;
  gboolean quietly;
  GTlsDatabase *authorities;
  GPtrArray *logins;
  guint time_limit;
  guint at_once;
} OnbSubjectTerms;

/** onb_subject_new: Returns: (transfer full): a subject of which nothing is known but its plan */
OnbSubject *onb_subject_new (OnbCheckPlan *plan);

/**
 * onb_subject_new_for_clinic:
 *
 * Returns: (transfer full) (nullable): the clinic as a subject, or %NULL with #G_IO_ERROR where what is
 *   known of it is no address
 */
OnbSubject *onb_subject_new_for_clinic (OnbClinic *clinic, OnbCheckPlan *plan, GError **error);

/**
 * onb_subject_new_for_any_clinic:
 *
 * Returns: (transfer full): the clinic as a subject, with a problem where what is known of it is no
 *   address
 */
OnbSubject *onb_subject_new_for_any_clinic (OnbClinic *clinic, OnbCheckPlan *plan);

void onb_subject_free (OnbSubject *self);

/**
 * onb_subject_move:
 * @address: (transfer full): where it is tested, whatever is known of the clinic's own address: in demo mode
 *   every clinic is at the simulation
 */
void onb_subject_move (OnbSubject *self, OnbAddress *address);

/**
 * onb_subject_take_credentials_async:
 * @self: stays alive until it is finished
 * @quietly: as in #OnbSubjectTerms
 *
 * Takes the credentials from the keyring, where @self has none yet.
 */
void onb_subject_take_credentials_async (OnbSubject *self,
                                         gboolean quietly,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/**
 * onb_subject_take_credentials_finish:
 *
 * Returns: whether the subject has credentials now; if not, with its problem, with #ONB_KEYRING_ERROR,
 *   or with %G_IO_ERROR_NOT_FOUND where the keyring holds none
 */
gboolean onb_subject_take_credentials_finish (GAsyncResult *result, GError **error);

/**
 * onb_subject_test_async:
 * @self: stays alive until it is finished; has credentials
 *
 * Runs a live test, and lets the credentials go.
 */
void onb_subject_test_async (OnbSubject *self,
                             const OnbSubjectTerms *terms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/** onb_subject_test_finish: Returns: (transfer full): what was found */
OnbCheckResult *onb_subject_test_finish (GAsyncResult *result);

/**
 * onb_subject_look_async:
 * @self: stays alive until it is finished
 * @guide: names the hosts
 *
 * Looks at the network alone. The credentials are not needed, and not touched.
 */
void onb_subject_look_async (OnbSubject *self,
                             OnbGuide *guide,
                             const OnbSubjectTerms *terms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/** onb_subject_look_finish: Returns: (transfer full): what was found */
OnbPreflightResult *onb_subject_look_finish (GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbSubject, onb_subject_free)

G_END_DECLS
