/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-page.h"

G_BEGIN_DECLS

/* What the button of a finding does, where that is more than to go to another page. @page is where the
 * finding is shown. */

/** onb_remedy_approve_host: asks whether the credentials may go to @host, and if so tests again */
void onb_remedy_approve_host (OnbPage *page, const char *host);

/**
 * onb_remedy_copy_request:
 * @result: what was found
 * @finding: one of @result
 *
 * Copies what somebody else has to know who is to mend it, with the Client ID from the keyring.
 */
void onb_remedy_copy_request (OnbPage *page, OnbCheckResult *result, const OnbFinding *finding);

/**
 * onb_remedy_ask_for_login:
 * @proxy: host and port
 * @wrong: whether it has rejected a login
 *
 * Asks for a name and a password, and if they are given tests again.
 */
void onb_remedy_ask_for_login (OnbPage *page, const char *proxy, gboolean wrong);

/** onb_remedy_sign_in: does so for the proxy that asked in the last test; of which none is known, tests again */
void onb_remedy_sign_in (OnbPage *page, const OnbFinding *finding);

G_END_DECLS
