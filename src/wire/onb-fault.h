/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/onb-exchange.h"

G_BEGIN_DECLS

/**
 * onb_fault_from_error:
 * @error: what GIO or libsoup says
 *
 * Returns: what kind of fault it is, as if the host itself had been spoken to
 */
OnbFault onb_fault_from_error (const GError *error);

/**
 * onb_fault_of_proxy:
 * @fault: a fault
 * @was_reached: whether the proxy was reached at all
 *
 * Returns: what @fault means where it was a proxy that was spoken to
 */
OnbFault onb_fault_of_proxy (OnbFault fault, gboolean was_reached);

/**
 * onb_fault_is_of_connection:
 *
 * Returns: whether it is that no connection came about, so that another one may do
 */
gboolean onb_fault_is_of_connection (OnbFault fault);

G_END_DECLS
