/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OnbHost: a host, and perhaps a port. Whatever is compared, shown or sent as a host comes from here.
 * @name: a name of letters, digits, hyphens and dots in lower case, or an address without brackets
 * @port: -1 where none is named; from an https address also where it is https's own
 */
typedef struct
{
  char *name;
  int port;
} OnbHost;

/**
 * onb_host_parse:
 * @text: a name or an address, an IPv6 address also without brackets, with or without a port
 *
 * Returns: (transfer full) (nullable): the host; %NULL where @text is none
 */
OnbHost *onb_host_parse (const char *text);

/**
 * onb_host_parse_url:
 * @url: an absolute address
 *
 * Returns: (transfer full) (nullable): its host; %NULL where it has none, where its host is written in
 *   another way than as it is, where it holds a name or a password, or is no address at all
 */
OnbHost *onb_host_parse_url (const char *url);

OnbHost *onb_host_copy (const OnbHost *self);
void onb_host_free (OnbHost *self);

/**
 * onb_host_to_string:
 *
 * Returns: (transfer full): the host as it stands in an address: with brackets around an IPv6 address,
 *   and with the port where there is one
 */
char *onb_host_to_string (const OnbHost *self);

/**
 * onb_host_covers:
 * @self: a host that was approved
 * @other: a host of an https address
 *
 * Returns: whether @other is the same host, and, where @self names a port, has that port
 */
gboolean onb_host_covers (const OnbHost *self, const OnbHost *other);

/** onb_host_is_name: Returns: whether @text is a host name or an address, without a port */
gboolean onb_host_is_name (const char *text);

/** onb_host_is_loopback: Returns: whether @name is this very machine */
gboolean onb_host_is_loopback (const char *name);

/**
 * onb_host_is_below:
 * @domain: in lower case
 *
 * Returns: whether @name is @domain or below it; never where it is no name
 */
gboolean onb_host_is_below (const char *name, const char *domain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbHost, onb_host_free)

G_END_DECLS
