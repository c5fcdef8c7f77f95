/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/** onb_token_is_usable: Returns: whether @token is an access token that can stand in a header */
gboolean onb_token_is_usable (const char *token);

/**
 * onb_token_new_bearer:
 * @token: an access token that is usable
 *
 * Returns: (transfer full): the Authorization header of a FHIR request, a secret, to be freed with
 *   secret_password_free()
 */
char *onb_token_new_bearer (SecretValue *token);

/**
 * onb_token_new_form:
 * @scopes: (array zero-terminated=1): what to ask for
 *
 * Returns: (transfer full): the body of a token request
 */
char *onb_token_new_form (const char *const *scopes);

/**
 * onb_token_is_ambiguous:
 *
 * RFC 6749 §2.3.1 wants id and secret form-urlencoded before they are put into the header, and many
 * servers do not decode them.
 *
 * Returns: whether the two readings differ for these credentials
 */
gboolean onb_token_is_ambiguous (const char *client_id, SecretValue *client_secret);

G_END_DECLS
