/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* To be preloaded into gtk4-builder-tool: the types that our templates are made of. */

#include "app/check/onb-results-table.h"
#include "app/check/onb-version-row.h"
#include "app/credentials/onb-secret-row.h"
#include "app/home/onb-home-page.h"
#include "app/widgets/onb-feedback-row.h"
#include "app/widgets/onb-group.h"
#include "app/widgets/onb-keyring-banner.h"
#include "app/window/onb-page.h"

__attribute__ ((constructor)) static void
register_types (void)
{
  /* GTK itself is not ready yet, which a type need not wait for. */
  g_type_ensure (ADW_TYPE_APPLICATION_WINDOW);
  g_type_ensure (ADW_TYPE_BIN);
  g_type_ensure (ADW_TYPE_WINDOW);
  g_type_ensure (ONB_TYPE_HOME_PAGE);
  g_type_ensure (ONB_TYPE_PAGE);
  g_type_ensure (ONB_TYPE_RESULTS_TABLE);
  g_type_ensure (ONB_TYPE_VERSION_ROW);
  g_type_ensure (ONB_TYPE_SECRET_ROW);
  g_type_ensure (ONB_TYPE_FEEDBACK_ROW);
  g_type_ensure (ONB_TYPE_GROUP);
  g_type_ensure (ONB_TYPE_KEYRING_BANNER);
}
