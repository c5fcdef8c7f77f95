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
 * OnbSmartVersion: the two forms in which a scope is written: "system/Slot.read" and "system/Slot.rs".
 */
typedef enum
{
  ONB_SMART_V1,
  ONB_SMART_V2,
} OnbSmartVersion;

/**
 * OnbLetters: what may be done with a resource, in the letters of SMART v2.
 */
typedef enum
{
  ONB_LETTER_CREATE = 1 << 0,
  ONB_LETTER_READ = 1 << 1,
  ONB_LETTER_UPDATE = 1 << 2,
  ONB_LETTER_DELETE = 1 << 3,
  ONB_LETTER_SEARCH = 1 << 4,
} OnbLetters;

/**
 * onb_scope_new:
 * @resource: a FHIR resource type
 *
 * Returns: (transfer full): the scope in the form of SMART v1, "system/Appointment.read"
 */
char *onb_scope_new (const char *resource, OnbAccess access);

/**
 * onb_scope_is_well_formed:
 *
 * Returns: whether @scope has the form of a SMART scope for one resource, or for all: for what comes from
 *   elsewhere and is only shown
 */
gboolean onb_scope_is_well_formed (const char *scope);

/**
 * onb_scope_split:
 * @scopes: scopes with spaces, line breaks or commas between them, each also as a web address that
 *   ends in it (as SMART's own "http://smarthealthit.org/FHIR/scopes/system/Patient.read")
 *
 * Returns: (transfer full) (array zero-terminated=1): each by itself, without what stood before
 */
char **onb_scope_split (const char *scopes);

/**
 * onb_scope_get_letters:
 * @granted: scopes as of onb_scope_split()
 * @resource: a FHIR resource type
 *
 * Knows the forms of SMART v1 and v2, and wildcards. A scope that is narrowed by a query is not the
 * whole, and does not count.
 *
 * Returns: #OnbLetters of what all scopes for @resource together allow
 */
guint onb_scope_get_letters (const char *granted, const char *resource);

/**
 * onb_scope_get_narrowed_letters:
 * @granted: scopes as of onb_scope_split()
 * @resource: a FHIR resource type
 *
 * Returns: #OnbLetters of what scopes for @resource allow that are narrowed by a query, as
 *   "system/Slot.rs?status=free" is; that much is allowed in part
 */
guint onb_scope_get_narrowed_letters (const char *granted, const char *resource);

/**
 * onb_scope_list:
 * @granted: scopes as of onb_scope_split()
 * @resource: a FHIR resource type
 *
 * Returns: (transfer full) (nullable): those for @resource as they are written; %NULL where there is none
 */
char *onb_scope_list (const char *granted, const char *resource);

/**
 * onb_scope_new_v2:
 * @supported: (nullable): scopes that a server publishes, as of onb_scope_split()
 * @resource: a FHIR resource type
 *
 * Returns: (transfer full) (nullable): the widest that it publishes for @resource in the form of SMART
 *   v2; %NULL where it publishes none
 */
char *onb_scope_new_v2 (const char *supported, const char *resource);

G_END_DECLS
