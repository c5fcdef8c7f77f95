/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "check/onb-sandbox.h"

/* Flatpak starts p11-kit's server on the host, once a session and where it is installed, and puts its
 * socket in the place of the sandbox's own trust module. So it says of itself; no test here shows it, as
 * Debian's GnuTLS, in the stand-in for the runtime too, reads a file of authorities and no module. */
#define AUTHORITIES                                                                                \
  N_ ("Leyr Onboarding runs as a Flatpak. It only sees the certificate authorities of this "       \
      "computer if the p11-kit server is installed (packages p11-kit and p11-kit-modules, "        \
      "or p11-kit-server). Install it, then log out and in again. Or add the certificate "         \
      "authority in Leyr Onboarding itself.")

/* GLib asks the desktop's portal there, which knows nothing of a terminal's environment; the login that
 * the portal's answer for http holds counts as it does outside. */
#define PROXIES                                                                                    \
  N_ ("Leyr Onboarding runs as a Flatpak. It uses the proxy from the desktop’s network "         \
      "settings, not from environment variables such as https_proxy and no_proxy.")

static const struct
{
  const char *finding;
  const char *advice;
} advices[] = {
  { "tls.untrusted", AUTHORITIES },         { "network.proxy-unknown", PROXIES },
  { "network.proxy-unreachable", PROXIES }, { "network.proxy-login", PROXIES },
  { "network.proxy-login-wrong", PROXIES },
};

gboolean
onb_sandbox_is_flatpak (void)
{
  static gsize known = 0;

  if (g_once_init_enter (&known))
    g_once_init_leave (&known, g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? 2 : 1);

  return known == 2;
}

const char *
onb_sandbox_get_advice (const char *finding)
{
  g_return_val_if_fail (finding != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (advices); i++)
    if (g_str_equal (advices[i].finding, finding))
      return _ (advices[i].advice);

  return NULL;
}
