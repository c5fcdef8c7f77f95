/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "check/onb-needed-hosts.h"

G_BEGIN_DECLS

/**
 * OnbFirewallRequest: what a clinic's network team has to allow, in words that can be sent to them.
 */
typedef struct _OnbFirewallRequest OnbFirewallRequest;

/**
 * onb_firewall_request_new:
 * @guide: names the hosts that every clinic needs
 * @clinic: (nullable): the clinic's name
 * @address: (nullable): the clinic's own address, where it is known
 * @token_endpoint: (nullable): the published token endpoint, where it is known
 *
 * Returns: (transfer full): hosts, port, TLS, and what must not be done with them
 */
OnbFirewallRequest *onb_firewall_request_new (OnbGuide *guide,
                                              const char *clinic,
                                              const OnbAddress *address,
                                              const char *token_endpoint);
void onb_firewall_request_free (OnbFirewallRequest *self);

/** onb_firewall_request_get_title: Returns: (transfer none): its heading, the subject of a mail */
const char *onb_firewall_request_get_title (const OnbFirewallRequest *self);

/**
 * onb_firewall_request_get_hosts:
 *
 * Returns: (transfer none) (element-type OnbNeededHost): the hosts to be allowed
 */
GPtrArray *onb_firewall_request_get_hosts (const OnbFirewallRequest *self);

/**
 * onb_firewall_request_get_rules:
 *
 * Returns: (transfer none) (array zero-terminated=1): what holds for all of the hosts, a sentence or two
 *   each, translated
 */
const char *const *onb_firewall_request_get_rules (const OnbFirewallRequest *self);

/** onb_firewall_request_to_text: Returns: (transfer full): all of it, to be copied or mailed */
char *onb_firewall_request_to_text (const OnbFirewallRequest *self);

/** onb_firewall_request_to_html: Returns: (transfer full): the same in one file that needs no other, to
 * be saved or printed */
char *onb_firewall_request_to_html (const OnbFirewallRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbFirewallRequest, onb_firewall_request_free)

G_END_DECLS
