/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "check/onb-check-result.h"

G_BEGIN_DECLS

/**
 * OnbAbout: what a live test is about. It is noted when a test begins, and kept with its result.
 * @address: R4's base of the clinic's address, or what was given where that is none
 * @client_id: (nullable): the Client ID, shortened
 * @credentials: (nullable): the mark of the pair of Client ID and Client Secret, see #OnbCredentials
 * @scopes: (array zero-terminated=1): the scopes that are needed, in the guide's order
 */
typedef struct
{
  char *address;
  char *client_id;
  char *credentials;
  char **scopes;
} OnbAbout;

/**
 * OnbDifference: in what two of them differ, a mask.
 */
typedef enum
{
  ONB_DIFFERENCE_NONE = 0,
  ONB_DIFFERENCE_ADDRESS = 1 << 0,
  ONB_DIFFERENCE_CREDENTIALS = 1 << 1,
  ONB_DIFFERENCE_SCOPES = 1 << 2,
} OnbDifference;

/** onb_about_new: Returns: (transfer full): what is copied from the arguments */
OnbAbout *onb_about_new (const char *address,
                         const char *client_id,
                         const char *credentials,
                         const char *const *scopes);
OnbAbout *onb_about_ref (OnbAbout *self);
void onb_about_unref (OnbAbout *self);

/**
 * onb_about_compare:
 *
 * Returns: in what the two differ; the order of the scopes is none
 */
OnbDifference onb_about_compare (const OnbAbout *self, const OnbAbout *other);

/** onb_about_to_json: Returns: (transfer full): for the clinic's file */
JsonNode *onb_about_to_json (const OnbAbout *self);

/** onb_about_from_json: Returns: (transfer full) (nullable): %NULL where @object is none */
OnbAbout *onb_about_from_json (JsonObject *object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OnbAbout, onb_about_unref)

G_END_DECLS
