/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "check/onb-diagnosis-table.h"

#define HTML (1 << ONB_BODY_HTML)
#define BROKEN (1 << ONB_BODY_BROKEN_JSON)
#define JSON (1 << ONB_BODY_JSON)
#define NOT_JSON ((1 << ONB_BODY_NONE) | (1 << ONB_BODY_TEXT) | HTML)

#define ERROR ONB_SEVERITY_ERROR
#define WARNING ONB_SEVERITY_WARNING
#define INFO ONB_SEVERITY_INFO

/* The facts are those of RFC 6749 (OAuth), RFC 6750 (Bearer), RFC 9110 (HTTP), of SMART App Launch,
 * and of what Millennium's servers were seen to answer. */
static const OnbDiagnosis table[] = {
  /* The network, wherever it shows. */
  { "network.offline", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("No way into the network"),
    N_ ("This computer found no way to {host} ({detail}). Either it has no network connection, or "
        "no name server answers."),
    N_ ("Check the network connection, then test again."), ONB_STAGE_ANY, ONB_FAULT_OFFLINE },
  { "network.name-not-found", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The host {host} is not known"),
    N_ ("No name server knows {host}. Either the address has a typing error, or the network’s name "
        "server does not resolve names outside the clinic, or there is no connection."),
    N_ ("Compare the address on the clinic page with what you were given. If it is right, ask your "
        "network’s administrator whether {host} can be resolved."),
    ONB_STAGE_ANY, ONB_FAULT_NAME_NOT_FOUND },
  { "network.refused", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("{host} refuses the connection"),
    N_ ("The host exists but nothing answers there. Either a firewall refuses the way, or the "
        "address is wrong, or the service is down."),
    N_ ("Ask your network’s administrator to allow https connections to {host}, and compare the "
        "address on the clinic page."),
    ONB_STAGE_ANY, ONB_FAULT_REFUSED },
  { "network.connect-timed-out", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("No connection to {host} in time"),
    N_ ("No encrypted connection could be made within 10 seconds. Usually a firewall drops the "
        "packets; less often the service is down, or what listens there knows no encryption."),
    N_ ("Ask your network’s administrator to allow https connections to {host}, then test again."),
    ONB_STAGE_ANY, ONB_FAULT_CONNECT_TIMED_OUT },
  { "network.timed-out", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("{host} does not answer in time"),
    N_ ("The connection was made, but no whole answer came within 65 seconds. The service is "
        "overloaded, or something between here and there holds the answer back."),
    N_ ("Test again in a few minutes. If it stays so, tell Leyr and your network’s administrator."),
    ONB_STAGE_ANY, ONB_FAULT_TIMED_OUT },
  { "network.dropped", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The connection to {host} was cut"),
    N_ ("The connection ended before the answer did ({detail}). Either something in the network "
        "cuts it, an inspecting proxy for instance, or the service failed."),
    N_ ("Test again. If it stays so, ask your network’s administrator whether connections to "
        "{host} "
        "are inspected."),
    ONB_STAGE_ANY, ONB_FAULT_DROPPED },
  /* A proxy is named wherever it is the one that was spoken to. */
  { "network.proxy-unknown", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The proxy {proxy} is not known"),
    N_ ("The network settings name {proxy} as the proxy, and no DNS server knows that host. {host} "
        "was "
        "not reached."),
    N_ ("Compare the proxy in the system’s network settings, and in the variables https_proxy and "
        "no_proxy, with what your network administrator gave you."),
    ONB_STAGE_ANY, ONB_FAULT_PROXY_UNKNOWN },
  { "network.proxy-unreachable", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The proxy {proxy} does not respond"),
    N_ ("The network settings name {proxy} as the proxy, and nothing accepts connections there. "
        "Either "
        "the setting is out of date, or the proxy is down. {host} was not reached."),
    N_ ("Ask your network administrator whether {proxy} is still the proxy, and compare it with "
        "the "
        "system’s network settings."),
    ONB_STAGE_ANY, ONB_FAULT_PROXY_UNREACHABLE },
  { "network.proxy-forbidden", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The proxy {proxy} forbids {host}"),
    N_ ("The proxy refused to open a way to {host} ({detail})."),
    N_ ("Ask your network administrator to allow https connections to {host}, port 443, in the "
        "proxy."),
    ONB_STAGE_ANY, ONB_FAULT_PROXY_FORBIDDEN },
  { "network.proxy-no-way", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The proxy {proxy} does not reach {host}"),
    N_ ("The proxy responds, but found no way to {host} ({detail}). Either it does not know the "
        "name, or "
        "a firewall behind it stops the connection, or the service is down."),
    N_ ("Compare the FHIR URL on the Clinic page. If it is right, ask your network administrator "
        "to let "
        "the proxy through to {host}, port 443."),
    ONB_STAGE_ANY, ONB_FAULT_PROXY_NO_WAY },
  { "network.proxy-login", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The proxy {proxy} asks for a login"),
    N_ ("The proxy lets nobody through without a name and a password, and none are set "
        "({detail})."),
    N_ ("Enter them in the program when it asks, or in the system’s network settings. On the "
        "command "
        "line the variable https_proxy takes them: http://NAME:PASSWORD@{proxy}. Or ask your "
        "network "
        "administrator to let {host} through without a login."),
    ONB_STAGE_ANY, ONB_FAULT_PROXY_LOGIN_MISSING },
  { "network.proxy-login-wrong", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The proxy {proxy} does not accept the login"),
    N_ ("The name or the password for the proxy is wrong or has expired ({detail}). They were "
        "tried once, "
        "so that no account is locked, and were sent to the proxy alone."),
    N_ ("Enter the name and password for the proxy again. Often they are those with which you sign "
        "in to "
        "the computer."),
    ONB_STAGE_ANY, ONB_FAULT_PROXY_LOGIN_WRONG },
  { "network.proxy-login-kind", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The proxy {proxy} asks for another kind of login"),
    N_ ("The proxy accepts {detail} alone. This program can log in with Basic and Digest."),
    N_ ("Ask your network administrator to let {host} through without a login, or to offer one of "
        "the two."),
    ONB_STAGE_ANY, ONB_FAULT_PROXY_LOGIN_KIND },
  { "network.proxy", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The proxy does not let the connection through"),
    N_ ("The proxy {proxy} was reached, and did something else than to open a way to {host}: "
        "{detail}"),
    N_ ("Ask your network administrator. The system’s network settings say which proxy is used."),
    ONB_STAGE_ANY, ONB_FAULT_PROXY },
  { "network.proxy", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED, NULL, NULL, NULL,
    ONB_STAGE_ANY, ONB_FAULT_NONE, 407 },

  /* TLS. The issuer's name gives an inspecting proxy away. */
  { "tls.untrusted", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The certificate of {host} is not trusted"),
    N_ ("The certificate was issued by “{issuer}”, which this computer does not trust. If that is "
        "your own organisation or a security product, a proxy inspects the connection; if not, "
        "somebody may be listening."),
    N_ ("Ask your network’s administrator either to let {host} through without inspection, or to "
        "install the proxy’s certificate authority on this computer. Nothing was sent."),
    ONB_STAGE_ANY, ONB_FAULT_TLS_UNTRUSTED },
  { "tls.self-signed", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The certificate of {host} is self-signed"),
    N_ ("“{issuer}” signed its own certificate. Oracle’s servers never do that: either a proxy or "
        "a "
        "sign-in page answers in their place, or the address is wrong."),
    N_ ("Compare the address on the clinic page, and ask your network’s administrator what answers "
        "in place of {host}. Nothing was sent."),
    ONB_STAGE_ANY, ONB_FAULT_TLS_SELF_SIGNED },
  { "tls.expired", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The certificate of {host} has expired"),
    N_ ("Either this computer’s clock is ahead, or the server’s certificate was not renewed."),
    N_ ("Check this computer’s date and time. If they are right, tell the operator of {host}."),
    ONB_STAGE_ANY, ONB_FAULT_TLS_EXPIRED },
  { "tls.not-yet-valid", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The certificate of {host} is not valid yet"),
    N_ ("Most likely this computer’s clock is behind; less likely the certificate begins later."),
    N_ ("Check this computer’s date and time, then test again."), ONB_STAGE_ANY,
    ONB_FAULT_TLS_NOT_YET_VALID },
  { "tls.wrong-host", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The certificate is for another host than {host}"),
    N_ ("Who answers there has a valid certificate, but for another name. Either the address has a "
        "typing error, or a proxy or sign-in page answers in its place."),
    N_ ("Compare the address on the clinic page, then ask your network’s administrator. Nothing "
        "was "
        "sent."),
    ONB_STAGE_ANY, ONB_FAULT_TLS_WRONG_HOST },
  { "tls.bad-certificate", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The certificate of {host} is not acceptable"),
    N_ ("The certificate, issued by “{issuer}”, is revoked or too weak ({detail})."),
    N_ ("Tell the operator of {host}. Nothing was sent."), ONB_STAGE_ANY,
    ONB_FAULT_TLS_BAD_CERTIFICATE },
  { "tls.handshake", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("No encrypted connection to {host}"),
    N_ ("The two sides could not agree on an encrypted connection ({detail}). Either what answers "
        "there only speaks TLS older than 1.2, or it speaks no TLS at all, or a proxy interferes."),
    N_ ("Compare the address and its port on the clinic page, then ask your network’s "
        "administrator. Nothing was sent."),
    ONB_STAGE_ANY, ONB_FAULT_TLS_HANDSHAKE },

  /* Bounds. */
  { "answer.too-large", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The answer of {host} is too large"),
    N_ ("The answer is larger than any that belongs here, and was not read to its end. What "
        "answers "
        "there is probably no Millennium server."),
    N_ ("Compare the address on the clinic page."), ONB_STAGE_ANY, ONB_FAULT_TOO_LARGE },
  { "answer.not-http", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("{host} does not answer as a web server"),
    N_ ("What came back is not HTTP ({detail}). The address or its port is wrong, or something in "
        "the network answers in its place."),
    N_ ("Compare the address and its port on the clinic page."), ONB_STAGE_ANY,
    ONB_FAULT_NOT_HTTP },
  { "answer.other", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The connection to {host} failed"), N_ ("The system says: {detail}"),
    N_ ("Test again. If it stays so, send Leyr this report."), ONB_STAGE_ANY, ONB_FAULT_OTHER },

  /* Found by what all observations say together, or by no request at all. */
  {
      "address.insecure",
      ERROR,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("The address is not https"),
      N_ ("Credentials are only sent over an encrypted connection. Plain http is for practice on "
          "this "
          "computer alone."),
      N_ ("Enter the address with https:// on the clinic page."),
  },
  {
      "address.open-sandbox",
      ERROR,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("This is Oracle’s open sandbox"),
      N_ ("{host} answers everybody, without credentials. A test there would prove nothing about "
          "yours."),
      N_ ("Enter the clinic’s own FHIR address on the clinic page, or choose the secure sandbox."),
  },
  {
      "address.patient-access",
      ERROR,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("This is the address for patients’ own access"),
      N_ ("{host} serves patients who look at their own records. An application of type System "
          "cannot "
          "be used there."),
      N_ ("Enter the clinic’s FHIR address for providers on the clinic page; its host usually is "
          "fhir-ehr.cerner.com."),
  },
  {
      "discovery.no-token-endpoint",
      ERROR,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("The server does not say where to get a token"),
      N_ ("There is a FHIR server at {host}, but neither its smart-configuration nor its "
          "capability "
          "statement names a token endpoint. Perhaps this is a server that needs no credentials."),
      N_ ("Compare the address on the clinic page. If it is right, send Leyr this report."),
  },
  {
      "discovery.host-not-approved",
      ERROR,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("The credentials would go to {endpoint-host}"),
      N_ ("The FHIR server names {endpoint-host} as the place to get a token. That is neither "
          "Oracle’s (cerner.com, sandboxcerner.com) nor approved by you, so nothing was sent."),
      N_ ("If you know that host and trust it with the Client Secret, approve it for this clinic, "
          "and "
          "test again. On the command line: --approve-host {endpoint-host}"),
  },
  {
      "discovery.endpoint-insecure",
      ERROR,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("The token endpoint is not https"),
      N_ ("The FHIR server names {endpoint-host} as the place to get a token, without encryption. "
          "Nothing was sent."),
      N_ ("Tell the operator of {host}. If you typed the address by hand, compare it."),
  },
  {
      "discovery.smart-configuration-missing",
      INFO,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("The token endpoint was taken from the capability statement"),
      N_ ("The server publishes no smart-configuration (HTTP status {status})."),
      N_ ("Nothing needs to be done."),
  },
  {
      "discovery.metadata-missing",
      INFO,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("No capability statement in {versions}"),
      N_ ("The server did not say what it can do (HTTP status {status}; {detail}). Whether it lets "
          "write is therefore judged by the granted scopes alone."),
      N_ ("Nothing needs to be done."),
  },
  {
      "version.dstu2-retired",
      WARNING,
      TRUE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_NOT_OFFERED,
      N_ ("DSTU 2 is retired"),
      N_ ("Oracle no longer supports the DSTU 2 interfaces, and this server no longer has them. "
          "That "
          "is no fault of the clinic."),
      N_ ("Nothing needs to be done: R4 takes its place."),
  },
  {
      "version.r4-missing",
      ERROR,
      TRUE,
      ONB_DIAGNOSIS_STEP_PRODUCTS,
      ONB_CELL_NOT_OFFERED,
      N_ ("R4 is missing"),
      N_ ("The server has DSTU 2 but not R4, which replaces it. Either the product for R4 was not "
          "selected, or this tenant does not have R4."),
      N_ ("Check that both products are selected. If they are, send Leyr this report."),
  },
  {
      "version.mismatch",
      ERROR,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_FAILED,
      N_ ("The address speaks another FHIR version"),
      N_ ("The address for {versions} declares FHIR {says}. A proxy or gateway may mix up its "
          "addresses."),
      N_ ("Compare the address on the clinic page. If it is right, tell the operator of {host}."),
  },
  {
      "network.few-connections",
      INFO,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("The network lets only few connections through to {host}"),
      N_ ("Some connections came about, and further ones to the same host did not. What got none "
          "went "
          "over those that work, one after the other, so that the test took longer."),
      N_ ("Nothing needs to be done for Leyr. Your network administrator may want to know: usually "
          "a "
          "firewall limits the connections of one computer."),
  },
  {
      "network.clock-skew",
      WARNING,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("This computer’s clock is off by {minutes} minutes"),
      N_ ("Tokens live for about ten minutes. With a clock that is wrong, they seem expired or not "
          "valid yet, and certificates too."),
      N_ ("Set this computer’s date and time, best automatically."),
  },
  {
      "scope.not-granted",
      ERROR,
      TRUE,
      ONB_DIAGNOSIS_STEP_SCOPES,
      ONB_CELL_NOT_GRANTED,
      N_ ("Not granted: {scopes}"),
      N_ ("The token lacks these scopes. They are not checked in the application in the Code "
          "Console: the server leaves out what is not registered, without a word."),
      N_ ("Check them in the Code Console as the step shows, wait some minutes, and test again."),
  },
  {
      "scope.not-granted-optional",
      WARNING,
      TRUE,
      ONB_DIAGNOSIS_STEP_SCOPES,
      ONB_CELL_NOT_GRANTED,
      N_ ("Not granted: {scopes}"),
      N_ ("You chose Medical Notes, and the token lacks the scopes for it. Everything else is not "
          "affected."),
      N_ ("Check them in the Code Console as the step shows, wait some minutes, and test again."),
  },
  {
      "scope.not-listed",
      WARNING,
      TRUE,
      ONB_DIAGNOSIS_STEP_SCOPES,
      ONB_CELL_WORKS,
      N_ ("Works although it is not listed as granted: {scopes}"),
      N_ ("The token answer does not name these scopes, but their use works. The server may write "
          "them in a form of its own."),
      N_ ("Compare the scopes in the Code Console with the step."),
  },
  {
      "scope.not-offered",
      INFO,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_NOT_OFFERED,
      N_ ("Not part of {versions}: {scopes}"),
      N_ ("The server does not have this in that FHIR version at all. That is no fault of the "
          "clinic."),
      N_ ("Nothing needs to be done."),
  },
  {
      "token.too-many-scopes",
      WARNING,
      TRUE,
      ONB_DIAGNOSIS_STEP_SCOPES,
      ONB_CELL_GRANTED,
      N_ ("All scopes in one token are too many"),
      N_ ("The server refuses one token for all scopes, but gives one for each: the token would be "
          "too large."),
      N_ ("Uncheck scopes that are not in the step. Tell Leyr, so that Leyr asks for fewer at "
          "once."),
  },
  {
      "check.cancelled",
      WARNING,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("The test was stopped"),
      N_ ("It was stopped before it was complete."),
      N_ ("Test again."),
  },
  {
      "check.timed-out",
      ERROR,
      FALSE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_UNTESTED,
      N_ ("The test took too long"),
      N_ ("The limit for the whole test passed before it was complete."),
      N_ ("Test again, with a higher limit where you set one."),
  },

  /* Discovery. */
  { "address.unknown-tenant", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("The tenant is not known at {host}"),
    N_ ("The server says: {says}. Either the tenant “{tenant}” has a typing error, or it is on "
        "another host."),
    N_ ("Compare the tenant on the clinic page with what you were given, letter by letter."),
    ONB_STAGE_DISCOVERY, ONB_FAULT_NONE, 400, 499, 0, NULL, NULL, "tenant" },
  { "discovery.rate-limited", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("{host} asks for a pause"),
    N_ ("Too many requests came in a short time, perhaps from "
        "other programs of your network."),
    N_ ("Test again in a few minutes."), ONB_STAGE_DISCOVERY, ONB_FAULT_NONE, 429 },
  { "network.captive-portal", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("A web page came in place of an answer"),
    N_ ("A web page for people came back from {host}. Either the network wants a sign-in first (a "
        "guest network or a proxy), or the address leads to a web site."),
    N_ ("Open any web page in the browser: if a sign-in appears, sign in and test again. If not, "
        "compare the address on the clinic page."),
    ONB_STAGE_ANY, ONB_FAULT_NONE, 200, 299, HTML },
  { "network.captive-portal", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED, NULL, NULL,
    NULL, ONB_STAGE_ANY, ONB_FAULT_NONE, 511 },
  { "address.redirect", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("{host} sends us elsewhere"),
    N_ ("The server wants to redirect to {location}. Redirects are not followed, so that "
        "credentials never go where nobody approved."),
    N_ ("Compare the address on the clinic page. If a sign-in page of your network is behind it, "
        "sign in first."),
    ONB_STAGE_DISCOVERY, ONB_FAULT_NONE, 300, 399 },
  { "discovery.server-error", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("{host} has a problem of its own"),
    N_ ("The server answered with HTTP status {status}: {says}"),
    N_ ("Test again in a few minutes. Oracle’s status page may tell of maintenance."),
    ONB_STAGE_DISCOVERY, ONB_FAULT_NONE, 500, 599 },
  { "address.not-fhir", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("There is no FHIR server at this address"),
    N_ ("{host} answered, but not as a FHIR server (HTTP status {status}). Most likely the path or "
        "the tenant “{tenant}” is wrong; perhaps the host is."),
    N_ ("Compare the address on the clinic page with what you were given."), ONB_STAGE_DISCOVERY },

  /* Token: the causes that Oracle's urn tells. */
  { "token.rate-limited", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("{host} asks for a pause"),
    N_ ("Too many tokens were asked for in a short time, perhaps by other programs with the same "
        "credentials."),
    N_ ("Test again in a few minutes."), ONB_STAGE_TOKEN, ONB_FAULT_NONE, 429 },
  { "token.invalid-client-credentials", ERROR, TRUE, ONB_DIAGNOSIS_STEP_CREDENTIALS,
    ONB_CELL_UNTESTED, N_ ("The Client Secret is not accepted"),
    N_ ("The secret is wrong, or it was replaced in the Code Console since it was copied."),
    N_ ("Copy the Client Secret again and enter it on the credentials page."), ONB_STAGE_TOKEN,
    ONB_FAULT_NONE, 400, 499, 0, NULL, "invalid-client-credentials" },
  { "token.invalid-authorization-header", ERROR, TRUE, ONB_DIAGNOSIS_STEP_CREDENTIALS,
    ONB_CELL_UNTESTED, N_ ("The server could not read the credentials"),
    N_ ("The server says that the Authorization header is malformed. Either the Client ID or the "
        "secret holds a character that does not belong there, or a proxy changed the header."),
    N_ ("Copy both credentials again, and nothing around them."), ONB_STAGE_TOKEN, ONB_FAULT_NONE,
    400, 499, 0, NULL, "invalid-authorization-header" },
  { "token.invalid-tenant", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("The tenant does not let the application in"),
    N_ ("Most likely the clinic’s organisation has not yet enabled the application for its tenant: "
        "after the registration, that is a separate thing to do. Perhaps the tenant “{tenant}” has "
        "a typing error."),
    N_ ("Compare the tenant on the clinic page. If it is right, ask Oracle or your Millennium "
        "administrator to enable the application, by its Client ID, for this tenant. Leyr helps: "
        "contact@leyr.io"),
    ONB_STAGE_TOKEN, ONB_FAULT_NONE, 400, 499, 0, NULL, "invalid-tenant" },
  { "token.empty-scopes", ERROR, TRUE, ONB_DIAGNOSIS_STEP_SCOPES, ONB_CELL_NOT_GRANTED,
    N_ ("No scope is registered"),
    N_ ("None of the scopes that Leyr needs is checked in the application in the Code Console."),
    N_ ("Check them in the Code Console as the step shows, wait some minutes, and test again."),
    ONB_STAGE_TOKEN, ONB_FAULT_NONE, 400, 499, 0, NULL, "empty-scopes" },
  { "token.invalid-client", ERROR, TRUE, ONB_DIAGNOSIS_STEP_CREDENTIALS, ONB_CELL_UNTESTED,
    N_ ("The Client ID is not accepted"),
    N_ ("Most likely the Client ID is not known, because it was mistyped or belongs to another "
        "environment; perhaps the secret is wrong. The server’s reason: {urn} ({error-uri}, "
        "correlation id {correlation})"),
    N_ ("Copy Client ID and Client Secret again and enter them on the credentials page. A new "
        "application may take some minutes until it is known."),
    ONB_STAGE_TOKEN, ONB_FAULT_NONE, 400, 499, 0, "invalid_client" },
  { "token.invalid-scope", ERROR, TRUE, ONB_DIAGNOSIS_STEP_SCOPES, ONB_CELL_NOT_GRANTED,
    N_ ("The scopes are not accepted"),
    N_ ("The server refuses the scopes, each by itself as well. Its reason: {urn} ({error-uri}, "
        "correlation id {correlation})"),
    N_ ("Compare the scopes in the Code Console with the step."), ONB_STAGE_TOKEN, ONB_FAULT_NONE,
    400, 499, 0, "invalid_scope" },
  { "token.refused", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("The server gives no token: {error}"),
    N_ ("The reason is one that this program does not know: {urn} ({error-uri}, correlation id "
        "{correlation}). {says}"),
    N_ ("Send Leyr this report; with the correlation id Oracle’s support finds the reason."),
    ONB_STAGE_TOKEN, ONB_FAULT_NONE, 400, 499, JSON },
  { "token.server-error", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("The token server {host} has a problem of its own"),
    N_ ("It answered with HTTP status {status}: {says}. Correlation id {correlation}"),
    N_ ("Test again in a few minutes. If it stays so, send Leyr this report."), ONB_STAGE_TOKEN,
    ONB_FAULT_NONE, 500, 599 },
  { "token.redirect", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("The token server {host} sends us elsewhere"),
    N_ ("The server wants to redirect to {location}. Credentials never follow a redirect."),
    N_ ("If a sign-in page of your network is behind it, sign in first. If not, send Leyr this "
        "report."),
    ONB_STAGE_TOKEN, ONB_FAULT_NONE, 300, 399 },
  { "token.broken-json", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("The token server’s answer cannot be read"),
    N_ ("{host} answered with HTTP status {status}, in JSON that is damaged or nested beyond "
        "measure."),
    N_ ("Test again. If it stays so, send Leyr this report."), ONB_STAGE_TOKEN, ONB_FAULT_NONE, 0,
    0, BROKEN },
  { "token.wrong-type", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("The token is not of a kind that can be used"),
    N_ ("The server’s answer has no access token, or one whose type is not Bearer (RFC 6749, "
        "section 5.1)."),
    N_ ("Send Leyr this report."), ONB_STAGE_TOKEN, ONB_FAULT_NONE, 200, 299, JSON },
  { "token.not-found", ERROR, FALSE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_UNTESTED,
    N_ ("There is no token server at the published address"),
    N_ ("{host} answered with HTTP status {status}. Either a proxy answers in its place, or what "
        "the FHIR server publishes is out of date."),
    N_ ("Test again. If it stays so, send Leyr this report."), ONB_STAGE_TOKEN },

  /* Probes. */
  { "probe.unauthorized", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_REFUSED,
    N_ ("The FHIR server does not accept the token"),
    N_ ("The token is good, but {host} answers with HTTP status 401 for: {scopes} ({versions}). "
        "Either the token is for another tenant or environment than the FHIR address, or a clock "
        "is "
        "wrong. {says}"),
    N_ ("Check that the address is of the environment in which the application was registered "
        "(sandbox or production), and the date and time of this computer."),
    ONB_STAGE_PROBE, ONB_FAULT_NONE, 401 },
  { "probe.insufficient-scope", ERROR, TRUE, ONB_DIAGNOSIS_STEP_SCOPES, ONB_CELL_REFUSED,
    N_ ("The FHIR server misses a scope: {scopes}"),
    N_ ("The server answers insufficient_scope in {versions}, although the token lists it. The "
        "change may not have reached every server yet."),
    N_ ("Compare the scopes in the Code Console with the step, wait some minutes, test again."),
    ONB_STAGE_PROBE, ONB_FAULT_NONE, 403, 403, 0, NULL, NULL, "insufficient_scope" },
  { "probe.tenant-not-accessible", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_REFUSED,
    N_ ("The FHIR server does not let the application into the tenant"),
    N_ ("{host} says: {says}. Most likely the application is not enabled for the tenant "
        "“{tenant}”; perhaps the tenant is not on this host."),
    N_ ("Ask Oracle or your Millennium administrator to enable the application, by its Client ID, "
        "for this tenant. Leyr helps: contact@leyr.io"),
    ONB_STAGE_PROBE, ONB_FAULT_NONE, 403, 403, 0, NULL, NULL, "tenant" },
  { "probe.forbidden", ERROR, TRUE, ONB_DIAGNOSIS_STEP_PRODUCTS, ONB_CELL_REFUSED,
    N_ ("Forbidden: {scopes} ({versions})"),
    N_ ("The scope is granted, but the server forbids its use: {says}. Either the product for this "
        "FHIR version is not selected, or the clinic’s organisation has restricted the resource."),
    N_ ("Check that both products are selected. If they are, ask your Millennium administrator "
        "about the resource."),
    ONB_STAGE_PROBE, ONB_FAULT_NONE, 403 },
  { "probe.not-found", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("Not found: {scopes} ({versions})"),
    N_ ("The server declares this resource but answers with HTTP status {status}. {says}"),
    N_ ("Test again. If it stays so, send Leyr this report."), ONB_STAGE_PROBE, ONB_FAULT_NONE, 404,
    404 },
  { "probe.not-found", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED, NULL, NULL, NULL,
    ONB_STAGE_PROBE, ONB_FAULT_NONE, 410, 410 },
  { "probe.not-acceptable", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The server cannot answer in the format of {versions}"),
    N_ ("It answers with HTTP status 406 for: {scopes}. A proxy or gateway may have changed the "
        "request."),
    N_ ("Ask your network’s administrator whether connections to {host} are inspected; else send "
        "Leyr this report."),
    ONB_STAGE_PROBE, ONB_FAULT_NONE, 406 },
  { "probe.business-rule", WARNING, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("A rule of the server stops the test: {scopes} ({versions})"),
    N_ ("The scope is accepted, but a rule of the clinic’s Millennium refuses this harmless "
        "search: "
        "{says}"),
    N_ ("Send Leyr this report: it may not matter for the connection."), ONB_STAGE_PROBE,
    ONB_FAULT_NONE, 422 },
  { "probe.rate-limited", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("{host} asks for a pause: {scopes} ({versions})"),
    N_ ("Too many requests came in a short time. Nothing is wrong with the scopes as far as this "
        "tells."),
    N_ ("Test again in a few minutes."), ONB_STAGE_PROBE, ONB_FAULT_NONE, 429 },
  { "probe.bad-request", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The server does not understand the test: {scopes} ({versions})"),
    N_ ("It answers with HTTP status {status}: {says}"),
    N_ ("Send Leyr this report: the program may have to learn something about this server."),
    ONB_STAGE_PROBE, ONB_FAULT_NONE, 400, 499 },
  { "probe.server-error", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The server has a problem of its own: {scopes} ({versions})"),
    N_ ("It answers with HTTP status {status}: {says}"),
    N_ ("Test again in a few minutes. If it stays so, send Leyr this report, whose request ids "
        "Oracle’s support asks for."),
    ONB_STAGE_PROBE, ONB_FAULT_NONE, 500, 599 },
  { "probe.redirect", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The server sends us elsewhere: {scopes} ({versions})"),
    N_ ("It wants to redirect to {location}. A token never follows a redirect."),
    N_ ("If a sign-in page of your network is behind it, sign in first. If not, send Leyr this "
        "report."),
    ONB_STAGE_PROBE, ONB_FAULT_NONE, 300, 399 },
  {
      "probe.unexpected-entries",
      WARNING,
      TRUE,
      ONB_DIAGNOSIS_STEP_NONE,
      ONB_CELL_WORKS,
      N_ ("The server ignores what is searched for: {scopes} ({versions})"),
      N_ ("It answered a search for an id that cannot exist with entries. They were neither kept "
          "nor "
          "shown."),
      N_ ("Send Leyr this report: searches on this server may return too much."),
  },
  { "probe.wrong-answer", ERROR, TRUE, ONB_DIAGNOSIS_STEP_NONE, ONB_CELL_FAILED,
    N_ ("The answer is no search result: {scopes} ({versions})"),
    N_ ("The server answered with HTTP status {status}, but not with a FHIR bundle of results. A "
        "proxy may have changed the answer."),
    N_ ("Test again. If it stays so, send Leyr this report."), ONB_STAGE_PROBE },
};

const OnbDiagnosis *
onb_diagnosis_table (guint *n_rows)
{
  g_return_val_if_fail (n_rows != NULL, NULL);

  *n_rows = G_N_ELEMENTS (table);
  return table;
}

const OnbDiagnosis *
onb_diagnosis_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (strcmp (table[i].id, id) == 0)
      return &table[i];

  g_assert_not_reached ();
}

static gboolean
holds (const char *text, const char *words)
{
  g_autofree char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  return lower != NULL && strstr (lower, words) != NULL;
}

static gboolean
fits (const OnbDiagnosis *row, const OnbObservation *observation)
{
  const OnbExchange *exchange = observation->exchange;
  const OnbAnswer *answer = observation->answer;

  if ((row->stages & observation->stage) == 0 || row->fault != exchange->fault)
    return FALSE;

  if (row->status_from != 0 && (exchange->status < row->status_from ||
                                exchange->status > MAX (row->status_from, row->status_to)))
    return FALSE;

  if (row->bodies != 0 && (row->bodies & (1u << answer->body)) == 0)
    return FALSE;

  if (row->error != NULL && g_strcmp0 (row->error, answer->error) != 0)
    return FALSE;

  if (row->urn != NULL && g_strcmp0 (row->urn, answer->urn) != 0)
    return FALSE;

  return row->says == NULL || holds (answer->text, row->says) ||
         holds (exchange->authenticate, row->says);
}

const OnbDiagnosis *
onb_diagnosis_match (const OnbObservation *observation)
{
  g_return_val_if_fail (observation != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (fits (&table[i], observation))
      /* A row without words is another way to recognise what the first of its id describes. */
      return table[i].title != NULL ? &table[i] : onb_diagnosis_find (table[i].id);

  return onb_diagnosis_find ("answer.other");
}
