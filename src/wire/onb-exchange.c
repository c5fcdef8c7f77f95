/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "wire/onb-host.h"
#include "wire/onb-text.h"

#include "wire/onb-exchange.h"

static const char *const fault_ids[ONB_N_FAULTS] = {
  [ONB_FAULT_NONE] = "none",
  [ONB_FAULT_NOT_SENT] = "not-sent",
  [ONB_FAULT_CANCELLED] = "cancelled",
  [ONB_FAULT_OFFLINE] = "offline",
  [ONB_FAULT_UNREACHABLE] = "unreachable",
  [ONB_FAULT_NAME_NOT_FOUND] = "name-not-found",
  [ONB_FAULT_REFUSED] = "refused",
  [ONB_FAULT_CONNECT_TIMED_OUT] = "connect-timed-out",
  [ONB_FAULT_TIMED_OUT] = "timed-out",
  [ONB_FAULT_DROPPED] = "dropped",
  [ONB_FAULT_PROXY] = "proxy",
  [ONB_FAULT_PROXY_UNKNOWN] = "proxy-unknown",
  [ONB_FAULT_PROXY_UNREACHABLE] = "proxy-unreachable",
  [ONB_FAULT_PROXY_FORBIDDEN] = "proxy-forbidden",
  [ONB_FAULT_PROXY_NO_WAY] = "proxy-no-way",
  [ONB_FAULT_PROXY_LOGIN_MISSING] = "proxy-login-missing",
  [ONB_FAULT_PROXY_LOGIN_WRONG] = "proxy-login-wrong",
  [ONB_FAULT_PROXY_LOGIN_KIND] = "proxy-login-kind",
  [ONB_FAULT_TLS_UNTRUSTED] = "tls-untrusted",
  [ONB_FAULT_TLS_SELF_SIGNED] = "tls-self-signed",
  [ONB_FAULT_TLS_EXPIRED] = "tls-expired",
  [ONB_FAULT_TLS_NOT_YET_VALID] = "tls-not-yet-valid",
  [ONB_FAULT_TLS_WRONG_HOST] = "tls-wrong-host",
  [ONB_FAULT_TLS_BAD_CERTIFICATE] = "tls-bad-certificate",
  [ONB_FAULT_TLS_HANDSHAKE] = "tls-handshake",
  [ONB_FAULT_TOO_LARGE] = "too-large",
  [ONB_FAULT_NOT_HTTP] = "not-http",
  [ONB_FAULT_OTHER] = "other",
};

const char *
onb_fault_get_id (OnbFault fault)
{
  g_return_val_if_fail ((guint) fault < ONB_N_FAULTS, NULL);

  return fault_ids[fault];
}

OnbExchange *
onb_exchange_new (const char *method, const char *url)
{
  OnbExchange *self = g_new0 (OnbExchange, 1);

  self->method = g_strdup (method);
  self->url = g_strdup (url);
  self->retry_after = -1;
  return self;
}

void
onb_exchange_free (OnbExchange *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->method);
  g_free (self->url);
  g_free (self->fault_detail);
  g_free (self->proxy);
  g_free (self->issuer);
  g_free (self->added_authority);
  g_free (self->content_type);
  g_free (self->request_id);
  g_free (self->correlation_id);
  g_free (self->authenticate);
  g_free (self->location);
  g_free (self->etag);
  g_free (self);
}

char *
onb_exchange_get_host (const OnbExchange *self)
{
  g_autoptr (OnbHost) host = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  host = onb_host_parse_url (self->url);
  return host != NULL ? onb_host_to_string (host) : onb_text_excerpt (NULL, self->url);
}

const char *
onb_exchange_get_asking_proxy (const OnbExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->fault == ONB_FAULT_PROXY_LOGIN_MISSING || self->fault == ONB_FAULT_PROXY_LOGIN_WRONG
             ? self->proxy
             : NULL;
}

gboolean
onb_exchange_has_passed (const OnbExchange *self, const char *proxy)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (proxy != NULL, FALSE);

  /* A proxy says what it forbids, and that it finds no way, to those whom it knows. */
  return g_strcmp0 (self->proxy, proxy) == 0 &&
         (self->reach >= ONB_REACH_CONNECTION || self->fault == ONB_FAULT_PROXY_FORBIDDEN ||
          self->fault == ONB_FAULT_PROXY_NO_WAY);
}

/* Where an address names its host, which what follows may hide, were it read as a whole: a portal's
 * address often holds the one that was asked for as it is. */
static char *
find_authority (const char *location)
{
  const char *scheme = g_uri_peek_scheme (location);
  const char *start = location + (scheme != NULL ? strlen (scheme) + 1 : 0);
  g_autofree char *authority = NULL;
  const char *at;

  if (!g_str_has_prefix (start, "//"))
    return NULL;

  start += strlen ("//");
  authority = g_strndup (start, strcspn (start, "/?#\\"));
  at = strrchr (authority, '@');
  return g_strdup (at != NULL ? at + 1 : authority);
}

OnbLead
onb_exchange_get_lead (const OnbExchange *self, gboolean (*is_own) (const char *name))
{
  g_autofree char *authority = NULL;
  g_autoptr (OnbHost) asked = NULL;
  g_autoptr (OnbHost) host = NULL;

  g_return_val_if_fail (self != NULL, ONB_LEAD_NOWHERE);
  g_return_val_if_fail (is_own != NULL, ONB_LEAD_NOWHERE);

  if (self->location == NULL || self->location[0] == '\0')
    return ONB_LEAD_NOWHERE;

  authority = find_authority (self->location);
  if (authority == NULL)
    return g_uri_peek_scheme (self->location) == NULL ? ONB_LEAD_WITHIN : ONB_LEAD_NOWHERE;
  if (authority[0] == '\0')
    return ONB_LEAD_NOWHERE;

  asked = onb_host_parse_url (self->url);
  host = onb_host_parse (authority);
  return host != NULL &&
                 ((asked != NULL && strcmp (asked->name, host->name) == 0) || is_own (host->name))
             ? ONB_LEAD_WITHIN
             : ONB_LEAD_ELSEWHERE;
}
