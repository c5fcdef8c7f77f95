/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "guide/onb-bidi.h"
#include "guide/onb-html.h"

#include "check/onb-firewall-request.h"

#define HTTPS_PORT 443

struct _OnbFirewallRequest
{
  char *title;
  char *opening;
  GPtrArray *hosts;
  GStrv rules;
};

void
onb_firewall_request_free (OnbFirewallRequest *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->title);
  g_free (self->opening);
  g_ptr_array_unref (self->hosts);
  g_strfreev (self->rules);
  g_free (self);
}

static char **
rules_new (void)
{
  const char *rules[] = {
    _ ("Outgoing connections only. Nothing connects from outside to this computer or the clinic."),
    _ ("HTTPS over TCP, to the ports listed. With or without a proxy; a proxy may require a name "
       "and a password (Basic or Digest)."),
    _ ("TLS 1.2 or newer, with certificates from public authorities."),
    _ ("Please exempt these hosts from TLS inspection. If this is not possible, the certificate "
       "authority of the proxy that inspects the traffic must be installed on this computer, or "
       "added in Leyr Onboarding."),
    _ ("Please exempt these hosts from web filters and sign-in pages, for requests with the "
       "methods GET and POST. Responses are JSON, up to 8 MiB."),
    _ ("For each connection test, up to 16 connections to one host at the same time. Fewer are "
       "enough, but the test takes longer."),
    _ ("Please allow the hosts by name, because their IP addresses change."),
    NULL,
  };

  return g_strdupv ((char **) rules);
}

OnbFirewallRequest *
onb_firewall_request_new (OnbGuide *guide,
                          const char *clinic,
                          const OnbAddress *address,
                          const char *token_endpoint)
{
  OnbFirewallRequest *self;

  g_return_val_if_fail (ONB_IS_GUIDE (guide), NULL);

  self = g_new0 (OnbFirewallRequest, 1);
  self->title =
      clinic != NULL
          /* Translators: the name of an EHR system, and that of a clinic. */
          ? onb_bidi_format (_ ("Network access for %s: %s"), onb_guide_get_system (guide), clinic)
          /* Translators: the name of an EHR system. */
          : onb_bidi_format (_ ("Network access for %s"), onb_guide_get_system (guide));
  /* Translators: the name of an EHR system. */
  self->opening = onb_bidi_format (_ ("Leyr Onboarding connects the clinic’s %s to Leyr. For this, "
                                      "the computer it runs on must be able to reach these hosts:"),
                                   onb_guide_get_system (guide));
  self->hosts = onb_needed_hosts_new (guide, address, token_endpoint);
  self->rules = rules_new ();
  return self;
}

const char *
onb_firewall_request_get_title (const OnbFirewallRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

GPtrArray *
onb_firewall_request_get_hosts (const OnbFirewallRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->hosts;
}

const char *const *
onb_firewall_request_get_rules (const OnbFirewallRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->rules;
}

/* Without its port, which stands beside it. */
static char *
get_name (const OnbNeededHost *needed, int *port)
{
  g_autoptr (OnbHost) host = onb_host_parse (needed->host);

  *port = host->port != -1 ? host->port : HTTPS_PORT;
  host->port = -1;
  return onb_host_to_string (host);
}

char *
onb_firewall_request_to_text (const OnbFirewallRequest *self)
{
  const char *mark = onb_bidi_get_line_mark ();
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  g_string_append_printf (text, "%s%s\n\n%s%s\n\n", mark, self->title, mark, self->opening);
  for (guint i = 0; i < self->hosts->len; i++)
    {
      const OnbNeededHost *needed = g_ptr_array_index (self->hosts, i);
      int port;
      g_autofree char *name = get_name (needed, &port);

      /* Translators: a host, and a port’s number. */
      g_autofree char *line = onb_bidi_format (_ ("%s, port %d"), name, port);

      g_string_append_printf (text, "  %s%s\n    %s%s\n", mark, line, mark, needed->purpose);
    }
  g_string_append_c (text, '\n');
  for (guint i = 0; self->rules[i] != NULL; i++)
    g_string_append_printf (text, "%s- %s\n", mark, self->rules[i]);
  return g_string_free (text, FALSE);
}

char *
onb_firewall_request_to_html (const OnbFirewallRequest *self)
{
  static const char style[] =
      "body{font:11pt/1.4 sans-serif;max-width:48em;margin:1em auto;padding:0 1em;color:#111;"
      "background:#fff}h1{font-size:15pt}table{border-collapse:collapse;width:100%}"
      "th,td{border:1px solid #bbb;padding:.2em .6em;text-align:start;overflow-wrap:anywhere}"
      "th{background:#f1f1f1}@page{margin:15mm}@media print{body{margin:0;max-width:none}}";
  GString *html;

  g_return_val_if_fail (self != NULL, NULL);

  html = onb_html_new (self->title, style);
  onb_html_append (html, "<p>", self->opening, "</p>\n<table>\n");
  onb_html_append (html, "<tr><th>", _ ("Host"), "</th>");
  onb_html_append (html, "<th>", _ ("Port"), "</th>");
  onb_html_append (html, "<th>", _ ("Needed for"), "</th></tr>\n");
  for (guint i = 0; i < self->hosts->len; i++)
    {
      const OnbNeededHost *needed = g_ptr_array_index (self->hosts, i);
      int port;
      g_autofree char *name = get_name (needed, &port);

      onb_html_append (html, "<tr><td dir=\"ltr\">", name, "</td>");
      g_string_append_printf (html, "<td>%d</td>", port);
      onb_html_append (html, "<td dir=\"auto\">", needed->purpose, "</td></tr>\n");
    }
  g_string_append (html, "</table>\n<ul>\n");
  for (guint i = 0; self->rules[i] != NULL; i++)
    onb_html_append (html, "<li>", self->rules[i], "</li>\n");
  g_string_append (html, "</ul>\n");
  return onb_html_end (html);
}
