/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-page.h"

G_BEGIN_DECLS

#define ONB_TYPE_CREDENTIALS_PAGE (onb_credentials_page_get_type ())
G_DECLARE_FINAL_TYPE (OnbCredentialsPage, onb_credentials_page, ONB, CREDENTIALS_PAGE, OnbPage)

/** onb_credentials_page_new: Returns: (transfer floating): the page that takes the credentials into the keyring */
OnbPage *onb_credentials_page_new (OnbSession *session);

G_END_DECLS
