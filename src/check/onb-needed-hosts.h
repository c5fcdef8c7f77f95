/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guide/onb-guide.h"
#include "millennium/onb-address.h"

G_BEGIN_DECLS

/**
 * OnbNeededHost: a host that has to be reached.
 * @speaks: what it answers in
 * @url: what may be asked there without credentials
 * @host: the host, and the port where it is not that of https
 * @purpose: what it is needed for, translated
 * @optional: Leyr works without it
 */
typedef struct
{
  OnbGuideSpeaks speaks;
  char *url;
  char *host;
  char *purpose;
  gboolean optional;
} OnbNeededHost;

/**
 * onb_needed_hosts_new:
 * @guide: names the hosts that every clinic needs, and those that its user opens
 * @address: (nullable): the clinic's own address, whose host takes the place of the guide's FHIR servers;
 *   where that is none of Oracle's, its authorization server is not the guide's either
 * @token_endpoint: (nullable): the published token endpoint, which takes the place of the guide's
 *
 * Returns: (transfer full) (element-type OnbNeededHost): each host once: FHIR and authorization servers,
 *   then what is for the browser, then what is optional
 */
GPtrArray *
onb_needed_hosts_new (OnbGuide *guide, const OnbAddress *address, const char *token_endpoint);

OnbNeededHost *onb_needed_host_copy (const OnbNeededHost *self);
void onb_needed_host_free (OnbNeededHost *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbNeededHost, onb_needed_host_free)

G_END_DECLS
