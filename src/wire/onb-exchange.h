/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OnbFault: why no whole answer came.
 * @ONB_FAULT_NONE: an answer came, whatever its status
 * @ONB_FAULT_NOT_SENT: we refused to send the request
 * @ONB_FAULT_CANCELLED: the user, or the limit for the whole test, ended it
 * @ONB_FAULT_OFFLINE: no way into the network
 * @ONB_FAULT_UNREACHABLE: the network says that it has no way to this host
 * @ONB_FAULT_NAME_NOT_FOUND: there is no host of that name, as far as the resolver here knows
 * @ONB_FAULT_REFUSED: the host does not listen
 * @ONB_FAULT_CONNECT_TIMED_OUT: no connection within the limit
 * @ONB_FAULT_TIMED_OUT: no whole answer within the limit
 * @ONB_FAULT_DROPPED: the connection ended before the answer did
 * @ONB_FAULT_PROXY: the proxy did what it should not
 * @ONB_FAULT_PROXY_UNKNOWN: there is no host of the proxy's name
 * @ONB_FAULT_PROXY_UNREACHABLE: the proxy does not listen, or not in time
 * @ONB_FAULT_PROXY_FORBIDDEN: the proxy does not let anybody through to that host
 * @ONB_FAULT_PROXY_NO_WAY: the proxy found no way to the host
 * @ONB_FAULT_PROXY_LOGIN_MISSING: the proxy asks for a login, and there is none
 * @ONB_FAULT_PROXY_LOGIN_WRONG: the proxy does not accept the login
 * @ONB_FAULT_PROXY_LOGIN_KIND: the proxy asks for a kind of login that is not spoken here
 * @ONB_FAULT_TLS_UNTRUSTED: certificate of an authority that is not trusted here
 * @ONB_FAULT_TLS_SELF_SIGNED: certificate that nobody but its owner signed
 * @ONB_FAULT_TLS_EXPIRED: certificate that is no longer valid
 * @ONB_FAULT_TLS_NOT_YET_VALID: certificate that is not valid yet
 * @ONB_FAULT_TLS_WRONG_HOST: certificate for another host
 * @ONB_FAULT_TLS_BAD_CERTIFICATE: certificate that is bad in some other way
 * @ONB_FAULT_TLS_HANDSHAKE: the two sides found no common ground, or the peer speaks no TLS
 * @ONB_FAULT_TOO_LARGE: the answer is larger than the limit
 * @ONB_FAULT_NOT_HTTP: what came is not HTTP
 * @ONB_FAULT_OTHER: anything else; the detail says what
 */
typedef enum
{
  ONB_FAULT_NONE,
  ONB_FAULT_NOT_SENT,
  ONB_FAULT_CANCELLED,
  ONB_FAULT_OFFLINE,
  ONB_FAULT_UNREACHABLE,
  ONB_FAULT_NAME_NOT_FOUND,
  ONB_FAULT_REFUSED,
  ONB_FAULT_CONNECT_TIMED_OUT,
  ONB_FAULT_TIMED_OUT,
  ONB_FAULT_DROPPED,
  ONB_FAULT_PROXY,
  ONB_FAULT_PROXY_UNKNOWN,
  ONB_FAULT_PROXY_UNREACHABLE,
  ONB_FAULT_PROXY_FORBIDDEN,
  ONB_FAULT_PROXY_NO_WAY,
  ONB_FAULT_PROXY_LOGIN_MISSING,
  ONB_FAULT_PROXY_LOGIN_WRONG,
  ONB_FAULT_PROXY_LOGIN_KIND,
  ONB_FAULT_TLS_UNTRUSTED,
  ONB_FAULT_TLS_SELF_SIGNED,
  ONB_FAULT_TLS_EXPIRED,
  ONB_FAULT_TLS_NOT_YET_VALID,
  ONB_FAULT_TLS_WRONG_HOST,
  ONB_FAULT_TLS_BAD_CERTIFICATE,
  ONB_FAULT_TLS_HANDSHAKE,
  ONB_FAULT_TOO_LARGE,
  ONB_FAULT_NOT_HTTP,
  ONB_FAULT_OTHER,
} OnbFault;

#define ONB_N_FAULTS (ONB_FAULT_OTHER + 1)

/**
 * OnbReach: how far the way to a host was come.
 * @ONB_REACH_NOTHING: not even a name was found
 * @ONB_REACH_NAME: whoever is to be connected to, the host or a proxy, is known by name
 * @ONB_REACH_CONNECTION: the host accepts connections, or the proxy lets us through to it
 * @ONB_REACH_TLS: the connection is secure
 */
typedef enum
{
  ONB_REACH_NOTHING,
  ONB_REACH_NAME,
  ONB_REACH_CONNECTION,
  ONB_REACH_TLS,
} OnbReach;

/**
 * OnbLead: where an answer sends on to.
 * @ONB_LEAD_NOWHERE: it names no address, or none that can be read
 * @ONB_LEAD_WITHIN: an address of the host that was asked, or of one that is its owner's too
 * @ONB_LEAD_ELSEWHERE: somebody else's address
 */
typedef enum
{
  ONB_LEAD_NOWHERE,
  ONB_LEAD_WITHIN,
  ONB_LEAD_ELSEWHERE,
} OnbLead;

/**
 * OnbExchange: what happened to one HTTP request, unjudged. Holds nothing secret: neither the
 * request's credentials nor a body.
 * @fault_detail: (nullable): the library's words for @fault
 * @proxy: (nullable): the proxy on the way to the host; %NULL where there is none, as far as is known
 * @no_connection: none came about for it in the last attempt, so that it was not sent
 * @few_connections: it got no connection of its own, and went over one on which others had been
 *   answered: the network lets only few through
 * @reach: how far the way was come, in the last attempt that opened a connection
 * @issuer: (nullable): who signed the server's certificate; %NULL over a connection that was there before
 * @added_authority: (nullable): the certificate authority beside the system's because of which the
 *   server was trusted; %NULL where the system's do
 * @status: HTTP status, 0 where none came
 * @content_type: (nullable): media type alone, in lower case
 * @request_id: (nullable): X-Request-Id, which support asks for
 * @correlation_id: (nullable): one whose name begins with the system's own, else X-Correlation-Id
 * @authenticate: (nullable): WWW-Authenticate
 * @location: (nullable): Location
 * @etag: (nullable): ETag
 * @retry_after: seconds, -1 where the server named none
 * @has_clock: whether the answer tells the server's time
 * @clock_offset: seconds by which the server's clock is ahead of ours; 0 where it did not tell
 * @started: microseconds of the monotonic clock
 * @duration: microseconds, all attempts together
 * @attempts: how often it was sent
 */
typedef struct
{
  char *method;
  char *url;
  OnbFault fault;
  char *fault_detail;
  char *proxy;
  gboolean no_connection;
  gboolean few_connections;
  OnbReach reach;
  char *issuer;
  char *added_authority;
  guint status;
  char *content_type;
  char *request_id;
  char *correlation_id;
  char *authenticate;
  char *location;
  char *etag;
  int retry_after;
  gboolean has_clock;
  gint64 clock_offset;
  gint64 started;
  gint64 duration;
  guint attempts;
} OnbExchange;

/**
 * onb_exchange_new:
 *
 * Returns: (transfer full): an exchange of which nothing is known yet
 */
OnbExchange *onb_exchange_new (const char *method, const char *url);
void onb_exchange_free (OnbExchange *self);

/**
 * onb_exchange_get_host:
 *
 * Returns: (transfer full): the host that was asked, with the port where the address has one
 */
char *onb_exchange_get_host (const OnbExchange *self);

/**
 * onb_exchange_get_asking_proxy:
 *
 * Returns: (transfer none) (nullable): the proxy that asked for a login and got none, or a wrong one
 */
const char *onb_exchange_get_asking_proxy (const OnbExchange *self);

/** onb_exchange_has_passed: Returns: whether @proxy was on the way, and knew who asks */
gboolean onb_exchange_has_passed (const OnbExchange *self, const char *proxy);

/**
 * onb_exchange_get_lead:
 * @is_own: whether a host belongs to whoever was asked, by its name
 *
 * Returns: where the answer sends on to; nothing here goes there
 */
OnbLead onb_exchange_get_lead (const OnbExchange *self, gboolean (*is_own) (const char *name));

/** onb_fault_get_id: Returns: a short name of the fault for machines, "none" for %ONB_FAULT_NONE */
const char *onb_fault_get_id (OnbFault fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbExchange, onb_exchange_free)

G_END_DECLS
