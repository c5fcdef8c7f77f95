/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/window/onb-page.h"

G_BEGIN_DECLS

#define ONB_TYPE_CLINIC_PAGE (onb_clinic_page_get_type ())
G_DECLARE_FINAL_TYPE (OnbClinicPage, onb_clinic_page, ONB, CLINIC_PAGE, OnbPage)

/** onb_clinic_page_new: Returns: (transfer floating): the page that asks for the clinic’s name and address */
OnbPage *onb_clinic_page_new (OnbSession *session);

G_END_DECLS
