/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "wire/onb-exchange.h"
#include "wire/onb-text.h"

G_BEGIN_DECLS

/**
 * onb_head_keep:
 * @sent: what must not be said again
 * @place: (inout): where the text is kept, in the place of what is there
 * @text: (nullable): the words of a peer or a library
 *
 * The way for every text that comes with an exchange and is said as it is: %ONB_TEXT_MAX characters of
 * it at most.
 */
void onb_head_keep (const OnbRedactor *sent, char **place, const char *text);

/**
 * onb_head_read:
 * @exchange: gets the status and the few headers that matter
 * @message: has the head of an answer
 */
void onb_head_read (OnbExchange *exchange, SoupMessage *message, const OnbRedactor *sent);

G_END_DECLS
