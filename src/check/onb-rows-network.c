/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-rows.h"

/* The network and TLS, wherever they show. */
static const OnbDiagnosis rows[] = {
  { .id = ONB_DIAGNOSIS_NETWORK_OFFLINE,
    .name = "network.offline",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("No network connection"),
    .cause = N_ ("This computer could not reach {host}[ ({detail})]. It may be offline, or its DNS "
                 "server may not respond."),
    .fix = N_ ("Check the network connection, then test again. If other websites work, ask your "
               "network administrator to allow HTTPS connections to {host}."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_OFFLINE },
  { .id = ONB_DIAGNOSIS_NETWORK_UNREACHABLE,
    .name = "network.unreachable",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("{host} cannot be reached"),
    .cause = N_ ("The network reports that there is no route to {host}[ ({detail})]. Most likely, "
                 "a firewall or router rejects connections to it."),
    .fix = N_ ("Ask your network administrator to allow HTTPS connections to {host}, then test "
               "again."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_UNREACHABLE },
  { .id = ONB_DIAGNOSIS_NETWORK_NAME_NOT_FOUND,
    .name = "network.name-not-found",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("{host} was not found"),
    .cause = N_ ("The DNS server does not know {host}. The FHIR URL may have a typo, or your "
                 "network may not resolve names outside the clinic."),
    .fix = N_ ("Check the FHIR URL on the Clinic page. If it is correct, ask your network "
               "administrator whether this computer can resolve {host}."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_NAME_NOT_FOUND },
  { .id = ONB_DIAGNOSIS_NETWORK_REFUSED,
    .name = "network.refused",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("{host} refused the connection"),
    .cause = N_ ("The connection was not accepted. A firewall may block it, the FHIR URL may be "
                 "wrong, or the service may be down."),
    .fix = N_ ("Check the FHIR URL on the Clinic page. If it is correct, ask your network "
               "administrator to allow HTTPS connections to {host}."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_REFUSED },
  { .id = ONB_DIAGNOSIS_NETWORK_CONNECT_TIMED_OUT,
    .name = "network.connect-timed-out",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("Connection to {host} timed out"),
    .cause = N_ ("No encrypted connection could be made within {connect-seconds} seconds. Most "
                 "likely, a firewall drops the connection. Less likely, the service is down or "
                 "does not use TLS."),
    .fix = N_ ("Ask your network administrator to allow HTTPS connections to {host}, then test "
               "again."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_CONNECT_TIMED_OUT },
  { .id = ONB_DIAGNOSIS_NETWORK_TIMED_OUT,
    .name = "network.timed-out",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("{host} did not respond in time[: {cells}]"),
    .cause = N_ ("The connection was made, but no complete response arrived within "
                 "{answer-seconds} seconds. The service may be overloaded, or a proxy may hold the "
                 "response back. This says nothing about the credentials or the scopes."),
    .fix = N_ ("Wait a few minutes, then test again. If this keeps happening, contact your network "
               "administrator and email contact@leyr.io."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_TIMED_OUT },
  { .id = ONB_DIAGNOSIS_NETWORK_DROPPED,
    .name = "network.dropped",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The connection to {host} was interrupted"),
    .cause = N_ ("The connection ended before the response was complete[ ({detail})]. A proxy that "
                 "inspects encrypted traffic may have closed it, or the service failed."),
    .fix = N_ ("Test again. If this keeps happening, ask your network administrator to exempt "
               "{host} from inspection."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_DROPPED },

  /* A proxy is named wherever it is the one that was spoken to. */
  { .id = ONB_DIAGNOSIS_NETWORK_PROXY_UNKNOWN,
    .name = "network.proxy-unknown",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The proxy[ {proxy}] was not found"),
    .cause = N_ ("The DNS server does not know the proxy[ {proxy}] from the network settings. "
                 "{host} was not reached."),
    .fix =
        N_ ("Check the proxy in this computer’s network settings, and in the environment variables "
            "https_proxy and no_proxy. Your network administrator knows its correct name."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_PROXY_UNKNOWN },
  { .id = ONB_DIAGNOSIS_NETWORK_PROXY_UNREACHABLE,
    .name = "network.proxy-unreachable",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The proxy[ {proxy}] does not respond"),
    .cause = N_ ("The proxy[ {proxy}] from the network settings did not accept the connection. The "
                 "setting may be out of date, or the proxy may be down. {host} was not reached."),
    .fix = N_ ("Check the proxy in this computer’s network settings. If it is correct, ask your "
               "network administrator whether the proxy is running."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_PROXY_UNREACHABLE },
  { .id = ONB_DIAGNOSIS_NETWORK_PROXY_FORBIDDEN,
    .name = "network.proxy-forbidden",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The proxy[ {proxy}] does not allow {host}"),
    .cause = N_ ("The proxy refused to open a connection to {host}[ ({detail})]."),
    .fix = N_ ("Ask your network administrator to allow HTTPS connections to {host}, port 443, in "
               "the proxy."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_PROXY_FORBIDDEN },
  { .id = ONB_DIAGNOSIS_NETWORK_PROXY_NO_WAY,
    .name = "network.proxy-no-way",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The proxy[ {proxy}] could not reach {host}"),
    .cause =
        N_ ("The proxy responded, but it could not connect to {host}[ ({detail})]. It may not know "
            "the name, a firewall behind it may block the connection, or the service may be down."),
    .fix = N_ ("Check the FHIR URL on the Clinic page. If it is correct, ask your network "
               "administrator to allow the proxy to connect to {host}, port 443."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_PROXY_NO_WAY },
  { .id = ONB_DIAGNOSIS_NETWORK_PROXY_LOGIN,
    .name = "network.proxy-login",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The proxy[ {proxy}] requires a sign-in"),
    .cause = N_ ("The proxy requires a name and a password, and none were provided[ ({detail})]."),
    .fix =
        N_ ("Enter them when Leyr Onboarding asks, or in this computer’s network settings. On the "
            "command line, set the environment variable https_proxy to http://NAME:PASSWORD@PROXY. "
            "Or ask your network administrator to allow {host} without a sign-in."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_PROXY_LOGIN_MISSING },
  { .id = ONB_DIAGNOSIS_NETWORK_PROXY_LOGIN_WRONG,
    .name = "network.proxy-login-wrong",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The proxy[ {proxy}] rejected the sign-in"),
    .cause = N_ ("The name or password for the proxy is wrong or has expired[ ({detail})]. They "
                 "were tried only once, so that no account is locked, and sent only to the proxy."),
    .fix = N_ ("Enter the name and password for the proxy again. Often, they are the same as for "
               "logging in to this computer."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_PROXY_LOGIN_WRONG },
  { .id = ONB_DIAGNOSIS_NETWORK_PROXY_LOGIN_KIND,
    .name = "network.proxy-login-kind",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The proxy[ {proxy}] requires an unsupported kind of sign-in"),
    .cause = N_ ("[The proxy only accepts {detail}. ]Leyr Onboarding supports Basic and Digest."),
    .fix = N_ ("Ask your network administrator to allow {host} without a sign-in, or to offer "
               "Basic or Digest."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_PROXY_LOGIN_KIND },
  { .id = ONB_DIAGNOSIS_NETWORK_PROXY,
    .name = "network.proxy",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The proxy did not allow the connection"),
    .cause = N_ ("[The proxy {proxy} was reached. ]The connection to {host} was not opened[ (HTTP "
                 "status {status})].[ The reason: {detail}]"),
    .fix = N_ ("Ask your network administrator to allow {host}. This computer’s network settings "
               "show which proxy is used."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_PROXY },
  { .id = ONB_DIAGNOSIS_NETWORK_PROXY, .stages = ONB_STAGE_ANY, .status_from = 407 },

  /* TLS. The issuer's name gives a proxy that inspects away. */
  { .id = ONB_DIAGNOSIS_TLS_UNTRUSTED,
    .name = "tls.untrusted",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The certificate of {host} is not trusted"),
    .cause = N_ (
        "This computer does not trust the issuer of the certificate[, “{issuer}”]. If the issuer "
        "is your organization or a security product, a proxy inspects the connection. If not, the "
        "server may be set up incorrectly, or someone may be intercepting the connection."),
    .fix = N_ ("Ask your network administrator to exempt {host} from inspection, or to install the "
               "proxy’s certificate authority on this computer. No credentials were sent to "
               "{host}."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_TLS_UNTRUSTED },
  { .id = ONB_DIAGNOSIS_TLS_SELF_SIGNED,
    .name = "tls.self-signed",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The certificate of {host} is self-signed"),
    .cause = N_ ("The certificate was issued by its own owner[, “{issuer}”]. "
                 "A proxy or a sign-in page may respond in place of the "
                 "server, or the FHIR URL is wrong."),
    .fix = N_ ("Check the FHIR URL on the Clinic page. If it is correct, ask your network "
               "administrator what responds in place of {host}. No credentials were sent to "
               "{host}."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_TLS_SELF_SIGNED },
  { .id = ONB_DIAGNOSIS_TLS_EXPIRED,
    .name = "tls.expired",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The certificate of {host} has expired"),
    .cause = N_ ("This computer’s clock may be ahead, or the server’s certificate was not "
                 "renewed."),
    .fix = N_ ("Check this computer’s date and time. If they are correct, "
               "report the expired certificate to whoever runs {host}."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_TLS_EXPIRED },
  { .id = ONB_DIAGNOSIS_TLS_NOT_YET_VALID,
    .name = "tls.not-yet-valid",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The certificate of {host} is not valid yet"),
    .cause = N_ ("Most likely, this computer’s clock is behind. Less likely, the server uses its "
                 "new certificate too early."),
    .fix = N_ ("Check this computer’s date and time, then test again."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_TLS_NOT_YET_VALID },
  { .id = ONB_DIAGNOSIS_TLS_WRONG_HOST,
    .name = "tls.wrong-host",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The certificate does not belong to {host}"),
    .cause = N_ ("The server has a certificate for a different name. The FHIR URL may have a typo, "
                 "or a proxy or sign-in page may respond instead."),
    .fix = N_ ("Check the FHIR URL on the Clinic page. If it is correct, ask your network "
               "administrator what responds in place of {host}. No credentials were sent to "
               "{host}."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_TLS_WRONG_HOST },
  { .id = ONB_DIAGNOSIS_TLS_BAD_CERTIFICATE,
    .name = "tls.bad-certificate",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The certificate of {host} was rejected"),
    .cause = N_ ("The certificate[, issued by “{issuer}”,] may be revoked, too weak, or "
                 "damaged[ ({detail})]."),
    .fix = N_ ("Report this to whoever runs {host}. No credentials were "
               "sent to {host}."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_TLS_BAD_CERTIFICATE },
  { .id = ONB_DIAGNOSIS_TLS_HANDSHAKE,
    .name = "tls.handshake",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("No secure connection to {host}"),
    .cause = N_ ("This computer and {host} could not agree on encryption[ ({detail})]. The server "
                 "may only support TLS versions older than 1.2, the port may be wrong, or a proxy "
                 "may interfere.[ The connection went through the proxy {proxy}.]"),
    .fix = N_ ("Check the FHIR URL and its port on the Clinic page. If they are correct, ask your "
               "network administrator whether a proxy handles connections to {host}. No "
               "credentials were sent to {host}."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_TLS_HANDSHAKE },

  /* Bounds. */
  { .id = ONB_DIAGNOSIS_ANSWER_TOO_LARGE,
    .name = "answer.too-large",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The response from {host} is too large"),
    .cause = N_ ("The response is larger than expected, so it was not read "
                 "completely. {host} may not be a FHIR server."),
    .fix = N_ ("Check the FHIR URL on the Clinic page. If it is correct, create a support report "
               "and email it to contact@leyr.io."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_TOO_LARGE },
  { .id = ONB_DIAGNOSIS_ANSWER_NOT_HTTP,
    .name = "answer.not-http",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("{host} did not respond like a web server"),
    .cause = N_ ("The response is not HTTP[ ({detail})]. The FHIR URL or its port may be wrong, or "
                 "something on the network responds instead."),
    .fix = N_ ("Check the FHIR URL and its port on the Clinic page."),
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_NOT_HTTP },
  { .id = ONB_DIAGNOSIS_ANSWER_OTHER,
    .name = "answer.other",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The connection to {host} failed"),
    .cause = N_ ("[The system reported: {detail}. ]Leyr Onboarding does not know this error."),
    .fix = SEND_REPORT,
    .stages = ONB_STAGE_ANY,
    .fault = ONB_FAULT_OTHER },
  { .id = ONB_DIAGNOSIS_ANSWER_OTHER, .stages = ONB_STAGE_ANY, .fault = ONB_FAULT_NOT_SENT },
  { .id = ONB_DIAGNOSIS_CHECK_INCOMPLETE, .stages = ONB_STAGE_ANY, .fault = ONB_FAULT_CANCELLED },

  /* Pages of something in between, and what sends people to them: Oracle's servers send nobody to
   * somebody else's. Where there is a status of an error that tells more, whatever the page looks like,
   * that comes first: the rows of the stages know when it is blocked. */
  { .id = ONB_DIAGNOSIS_NETWORK_BLOCKED,
    .name = "network.blocked",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("Something on the network responded instead of {host}"),
    .cause = N_ ("The response (HTTP status {status}) is a web page, or data "
                 "that is neither FHIR nor OAuth. Most likely, it came from a "
                 "web filter, a proxy, or a sign-in page, on your network or "
                 "in front of the server. Less likely, the FHIR URL leads to "
                 "another server.[ The message: {says}]"),
    .fix =
        N_ ("Wait a few minutes, then test again. If nothing changes, ask your network "
            "administrator to allow HTTPS connections to these hosts: {hosts}. If you use a VPN, "
            "test without it. If this keeps happening, check the FHIR URL on the Clinic page."),
    .stages = ONB_STAGE_ANY,
    .status_from = 200,
    .status_to = 299,
    .bodies = FOREIGN },
  { .id = ONB_DIAGNOSIS_NETWORK_BLOCKED,
    .stages = ONB_STAGE_ANY,
    .status_from = 300,
    .status_to = 399,
    .bodies = HTML | FOREIGN,
    .leads = NOWHERE },
  { .id = ONB_DIAGNOSIS_NETWORK_CAPTIVE_PORTAL,
    .name = "network.captive-portal",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("A web page was returned instead of data"),
    .cause =
        N_ ("{host} returned a web page[, or a redirect to one ({location})]. Your network may "
            "require a sign-in (guest network or proxy), a web filter may block the host, or "
            "the FHIR URL leads to a website."),
    .fix = N_ ("Open any website in your browser. If a sign-in page appears, sign in and test "
               "again. If not, ask your network administrator to allow HTTPS connections to these "
               "hosts: {hosts}. Also check the FHIR URL on the Clinic page."),
    .stages = ONB_STAGE_ANY,
    .status_from = 200,
    .status_to = 299,
    .bodies = HTML },
  { .id = ONB_DIAGNOSIS_NETWORK_CAPTIVE_PORTAL,
    .stages = ONB_STAGE_ANY,
    .status_from = 300,
    .status_to = 399,
    .leads = ELSEWHERE },
  { .id = ONB_DIAGNOSIS_NETWORK_CAPTIVE_PORTAL, .stages = ONB_STAGE_ANY, .status_from = 511 },
};

const OnbRows onb_rows_network = { rows, G_N_ELEMENTS (rows) };
