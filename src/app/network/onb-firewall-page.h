/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "check/onb-firewall-request.h"

G_BEGIN_DECLS

#define ONB_TYPE_FIREWALL_PAGE (onb_firewall_page_get_type ())
G_DECLARE_FINAL_TYPE (OnbFirewallPage, onb_firewall_page, ONB, FIREWALL_PAGE, AdwNavigationPage)

/**
 * onb_firewall_page_new:
 * @request: (transfer full): what the firewall team has to allow
 *
 * Returns: (transfer floating): the request, to be read, copied, printed and saved
 */
AdwNavigationPage *onb_firewall_page_new (OnbFirewallRequest *request);

G_END_DECLS
