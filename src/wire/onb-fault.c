/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <libsoup/soup.h>

#include "wire/onb-tunnel.h"

#include "wire/onb-fault.h"

OnbFault
onb_fault_from_error (const GError *error)
{
  static const struct
  {
    int code;
    OnbFault fault;
  } faults[] = {
    { G_IO_ERROR_CANCELLED, ONB_FAULT_CANCELLED },
    { G_IO_ERROR_NETWORK_UNREACHABLE, ONB_FAULT_OFFLINE },
    { G_IO_ERROR_HOST_UNREACHABLE, ONB_FAULT_UNREACHABLE },
    { G_IO_ERROR_HOST_NOT_FOUND, ONB_FAULT_NAME_NOT_FOUND },
    { G_IO_ERROR_CONNECTION_REFUSED, ONB_FAULT_REFUSED },
    { G_IO_ERROR_TIMED_OUT, ONB_FAULT_CONNECT_TIMED_OUT },
    { G_IO_ERROR_CONNECTION_CLOSED, ONB_FAULT_DROPPED },
    { G_IO_ERROR_PARTIAL_INPUT, ONB_FAULT_DROPPED },
    { G_IO_ERROR_CLOSED, ONB_FAULT_DROPPED },
    { G_IO_ERROR_PROXY_FAILED, ONB_FAULT_PROXY },
    { G_IO_ERROR_PROXY_AUTH_FAILED, ONB_FAULT_PROXY_LOGIN_WRONG },
    { G_IO_ERROR_PROXY_NEED_AUTH, ONB_FAULT_PROXY_LOGIN_MISSING },
    { G_IO_ERROR_PROXY_NOT_ALLOWED, ONB_FAULT_PROXY_FORBIDDEN },
  };

  g_return_val_if_fail (error != NULL, ONB_FAULT_OTHER);

  if (error->domain == ONB_PROXY_ERROR)
    return (OnbFault) error->code;

  /* No resolver in reach looks the same as a name that nobody knows, but is told apart here. */
  if (error->domain == G_RESOLVER_ERROR)
    return error->code == G_RESOLVER_ERROR_NOT_FOUND ? ONB_FAULT_NAME_NOT_FOUND : ONB_FAULT_OFFLINE;

  if (error->domain == G_TLS_ERROR)
    return ONB_FAULT_TLS_HANDSHAKE;

  if (error->domain == SOUP_SESSION_ERROR)
    return error->code == SOUP_SESSION_ERROR_PARSING || error->code == SOUP_SESSION_ERROR_ENCODING
               ? ONB_FAULT_NOT_HTTP
               : ONB_FAULT_OTHER;

  if (error->domain == G_IO_ERROR)
    for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
      if (error->code == faults[i].code)
        return faults[i].fault;

  return ONB_FAULT_OTHER;
}

OnbFault
onb_fault_of_proxy (OnbFault fault, gboolean was_reached)
{
  switch ((int) fault)
    {
    case ONB_FAULT_NAME_NOT_FOUND:
      return ONB_FAULT_PROXY_UNKNOWN;
    case ONB_FAULT_REFUSED:
    case ONB_FAULT_UNREACHABLE:
      return ONB_FAULT_PROXY_UNREACHABLE;
    case ONB_FAULT_CONNECT_TIMED_OUT:
      return was_reached ? ONB_FAULT_PROXY_NO_WAY : ONB_FAULT_PROXY_UNREACHABLE;
    case ONB_FAULT_DROPPED:
    case ONB_FAULT_NOT_HTTP:
    case ONB_FAULT_OTHER:
      return ONB_FAULT_PROXY;
    default:
      return fault;
    }
}

gboolean
onb_fault_is_of_connection (OnbFault fault)
{
  switch ((int) fault)
    {
    case ONB_FAULT_REFUSED:
    case ONB_FAULT_CONNECT_TIMED_OUT:
    case ONB_FAULT_DROPPED:
    case ONB_FAULT_TLS_HANDSHAKE:
    case ONB_FAULT_PROXY:
    case ONB_FAULT_PROXY_UNREACHABLE:
    case ONB_FAULT_PROXY_NO_WAY:
    case ONB_FAULT_OTHER:
      return TRUE;
    default:
      return FALSE;
    }
}
