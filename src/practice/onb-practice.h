/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "millennium/onb-address.h"
#include "practice/onb-scenario.h"

G_BEGIN_DECLS

/** Which guide and which EHR system it is that is simulated; the name is never translated. */
#define ONB_PRACTICE_GUIDE "cerner-millennium"
#define ONB_PRACTICE_SYSTEM "Cerner Millennium"

/** The credentials that the simulated Millennium accepts. They open nothing else. */
#define ONB_PRACTICE_CLIENT_ID "0b5e55ed-1e7a-4c11-9000-9ac71ce00001"
#define ONB_PRACTICE_CLIENT_SECRET "practice-only-opens-nothing"
#define ONB_PRACTICE_TENANT "5afe9ace-7e57-4000-8000-9ac71ce00002"

#define ONB_TYPE_PRACTICE (onb_practice_get_type ())
G_DECLARE_FINAL_TYPE (OnbPractice, onb_practice, ONB, PRACTICE, GObject)

/**
 * onb_practice_new:
 * @scenario: what to play; must live on
 *
 * A simulated Millennium: FHIR server and token server in one, on loopback alone.
 *
 * Returns: (transfer full): the server, not yet listening
 */
OnbPractice *onb_practice_new (const OnbScenario *scenario);

/**
 * onb_practice_set_scenario:
 * @scenario: what to play from now on; must live on
 */
void onb_practice_set_scenario (OnbPractice *self, const OnbScenario *scenario);

/** onb_practice_get_scenario: Returns: (transfer none): what it plays */
const OnbScenario *onb_practice_get_scenario (OnbPractice *self);

/**
 * onb_practice_set_latency:
 * @milliseconds: how long every answer takes
 */
void onb_practice_set_latency (OnbPractice *self, guint milliseconds);

/**
 * onb_practice_start:
 * @port: 0 for any that is free
 * @certificate: (nullable): serve https with it
 *
 * Returns: whether it listens; if not, with an error of #G_IO_ERROR
 */
gboolean
onb_practice_start (OnbPractice *self, guint port, GTlsCertificate *certificate, GError **error);

/** onb_practice_get_directory: Returns: (transfer full): where it publishes its directory of clinics */
char *onb_practice_get_directory (OnbPractice *self);

/** onb_practice_get_address: Returns: (transfer full): where it listens */
OnbAddress *onb_practice_get_address (OnbPractice *self);

G_END_DECLS
