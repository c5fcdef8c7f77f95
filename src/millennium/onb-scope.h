/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OnbAccess: what a scope allows, in the terms of SMART v1.
 */
typedef enum
{
  ONB_ACCESS_READ,
  ONB_ACCESS_WRITE,
} OnbAccess;

/**
 * onb_scope_new:
 * @resource: a FHIR resource type
 *
 * Returns: (transfer full): the scope in the form that Millennium's guide uses,
 *   "system/Appointment.read"
 */
char *onb_scope_new (const char *resource, OnbAccess access);

/**
 * onb_scope_is_granted:
 * @granted: the scope member of a token answer: scopes with spaces between them
 * @resource: a FHIR resource type
 *
 * Knows the forms of SMART v1 and v2. There are no wildcards: Millennium does not support them.
 *
 * Returns: whether @granted covers @access to @resource
 */
gboolean onb_scope_is_granted (const char *granted, const char *resource, OnbAccess access);

G_END_DECLS
