/* SPDX-FileCopyrightText: The Leyr Onboarding authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/onb-rows.h"

/* What all observations say together, or no request at all; and, last, what fits nothing. */
static const OnbDiagnosis rows[] = {
  /* The address, before anything is asked. */
  { .id = ONB_DIAGNOSIS_ADDRESS_INSECURE,
    .name = "address.insecure",
    .severity = ERROR,
    .title = N_ ("The FHIR URL does not use HTTPS"),
    .cause = N_ ("Credentials are sent over encrypted connections only. Plain HTTP is allowed only "
                 "on this computer in demo mode."),
    .fix = N_ ("On the Clinic page, enter a FHIR URL that begins with https://.") },
  { .id = ONB_DIAGNOSIS_ADDRESS_NOT_PRACTICE,
    .name = "address.not-practice",
    .severity = ERROR,
    .title = N_ ("Demo mode is for this computer only"),
    .cause = N_ (
        "{host} is not this computer, so it is not the simulated Millennium. No request was sent."),
    .fix = N_ ("Test the clinic without demo mode.") },
  { .id = ONB_DIAGNOSIS_ADDRESS_OPEN_SANDBOX,
    .name = "address.open-sandbox",
    .severity = ERROR,
    .title = N_ ("This is Oracle’s open sandbox"),
    .cause = N_ ("{host} accepts requests without credentials. A test there would say nothing "
                 "about yours."),
    .fix = N_ ("On the Clinic page, enter the clinic’s own FHIR URL, or choose Oracle’s secure "
               "sandbox.") },
  { .id = ONB_DIAGNOSIS_ADDRESS_PATIENT_ACCESS,
    .name = "address.patient-access",
    .severity = ERROR,
    .title = N_ ("This FHIR URL is for patient access"),
    .cause = N_ ("{host} is for patients who view their own records. Applications of type System "
                 "cannot use it."),
    .fix = N_ ("On the Clinic page, enter the clinic’s FHIR URL for providers. Its host is usually "
               "fhir-ehr.cerner.com.") },
  { .id = ONB_DIAGNOSIS_ADDRESS_SOARIAN,
    .name = "address.soarian",
    .severity = ERROR,
    .title = N_ ("This is Soarian, not Millennium"),
    .cause = N_ ("{host} belongs to Soarian, another Oracle system. Its FHIR server has no "
                 "appointments, schedules, or slots, which Leyr needs."),
    .fix = N_ ("If the clinic also has Millennium, enter its FHIR URL on the Clinic page. If not, "
               "ask contact@leyr.io what is possible.") },
  { .id = ONB_DIAGNOSIS_ADDRESS_SANDBOX_ELSEWHERE,
    .name = "address.sandbox-elsewhere",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .title = N_ ("The sandbox’s tenant is not on {host}"),
    .cause = N_ ("The tenant ID “{tenant}” belongs to Oracle’s sandbox, but {host} is not the "
                 "sandbox’s host. The server denied access.[ Its message: {says}]"),
    .fix = N_ ("On the Clinic page, choose Oracle’s secure sandbox, or enter the tenant ID of the "
               "clinic.") },

  /* Discovery. */
  { .id = ONB_DIAGNOSIS_DISCOVERY_NO_TOKEN_ENDPOINT,
    .name = "discovery.no-token-endpoint",
    .severity = ERROR,
    .title = N_ ("The server does not name a token endpoint"),
    .cause = N_ ("{host} is a FHIR server, but neither its smart-configuration nor its capability "
                 "statement says where to request access tokens. It may be a server that needs no "
                 "credentials."),
    .fix = N_ ("Check the FHIR URL on the Clinic page. If it is correct, create a support report "
               "and email it to contact@leyr.io.") },
  { .id = ONB_DIAGNOSIS_DISCOVERY_HOST_NOT_APPROVED,
    .name = "discovery.host-not-approved",
    .severity = ERROR,
    .title = N_ ("Unknown host for access tokens: {endpoint-host}"),
    .cause = N_ ("The FHIR server names {endpoint-host} as the host that "
                 "issues access tokens. Leyr Onboarding does not know it as "
                 "such a host, and you have not approved it. No credentials "
                 "were sent."),
    .fix = N_ ("Approve {endpoint-host} only if you know it and trust it "
               "with the {client-secret}, then test again. If you do not "
               "know it, ask contact@leyr.io first. On the command line: "
               "--approve-host {endpoint-host}") },
  { .id = ONB_DIAGNOSIS_DISCOVERY_ENDPOINT_INSECURE,
    .name = "discovery.endpoint-insecure",
    .severity = ERROR,
    .title = N_ ("The token endpoint does not use HTTPS"),
    .cause = N_ ("The FHIR server names an address without valid encryption for access tokens: "
                 "{endpoint-host}. No credentials were sent."),
    .fix = N_ ("Check the FHIR URL on the Clinic page. If it is correct, "
               "report this to whoever runs {host}.") },
  { .id = ONB_DIAGNOSIS_DISCOVERY_SMART_CONFIGURATION_MISSING,
    .name = "discovery.smart-configuration-missing",
    .severity = INFO,
    .title = N_ ("Token endpoint found in the capability statement"),
    .cause =
        N_ ("The server has no smart-configuration[ (HTTP status {status})], so the capability "
            "statement was used."),
    .fix = NO_ACTION },
  { .id = ONB_DIAGNOSIS_DISCOVERY_METADATA_MISSING,
    .name = "discovery.metadata-missing",
    .severity = INFO,
    .title = N_ ("No capability statement for {versions}"),
    .cause = N_ ("The server did not return a capability statement[ (HTTP status {status})]. Write "
                 "scopes are therefore judged only by what was granted."),
    .fix = NO_ACTION },

  /* Versions. */
  { .id = ONB_DIAGNOSIS_VERSION_RETIRED,
    .name = "version.dstu2-retired",
    .severity = INFO,
    .reached_credentials = TRUE,
    .state = ONB_CELL_NOT_OFFERED,
    .title = N_ ("{maker} has retired {versions}"),
    .cause = N_ ("{maker} no longer supports {versions}, and this server no "
                 "longer offers it (HTTP status {status}). This is not caused "
                 "by the clinic."),
    .fix = N_ ("No action needed. R4 replaces it.") },
  { .id = ONB_DIAGNOSIS_VERSION_RETIRED_ALONE,
    .name = "version.retired-alone",
    .severity = ERROR,
    .title = N_ ("No FHIR server for {versions} at this URL"),
    .cause = N_ ("{host} responded, but not like a FHIR server (HTTP status "
                 "{status}). {maker} no longer supports {versions}, and no "
                 "other version was tested. {versions} may be turned off "
                 "there, or the path or the tenant ID “{tenant}” may be wrong."),
    .fix = N_ ("Also test R4, which replaces {versions}. If R4 is not found either, check the FHIR "
               "URL on the Clinic page.") },
  { .id = ONB_DIAGNOSIS_VERSION_MISSING,
    .name = "version.r4-missing",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_NOT_OFFERED,
    .title = N_ ("{versions} is not available"),
    .cause = N_ ("The server responds in the other FHIR version, but not in {versions}. Most "
                 "likely, {versions} is not set up for this tenant."),
    .fix = N_ ("Ask {maker} or your {system} administrator to set up "
               "{versions} for this tenant. Leyr can help: contact@leyr.io") },
  { .id = ONB_DIAGNOSIS_VERSION_MISMATCH,
    .name = "version.mismatch",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("The FHIR URL returns a different FHIR version"),
    .cause = N_ ("The FHIR URL for {versions} reports FHIR {says}. A proxy or gateway may send "
                 "requests to the wrong version."),
    .fix = N_ ("Check the FHIR URL on the Clinic page. If it is correct, "
               "report this to whoever runs {host}.") },
  { .id = ONB_DIAGNOSIS_TENANT_NOTHING_OFFERED,
    .name = "tenant.nothing-offered",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .state = ONB_CELL_NOT_OFFERED,
    .title = N_ ("Nothing that Leyr needs is turned on for this tenant"),
    .cause = N_ ("The tenant “{tenant}” exists, but its capability statement lists none of the "
                 "resources that Leyr needs. The credentials are not the reason."),
    .fix = N_ ("Ask {maker} or your {system} administrator to turn on the "
               "FHIR APIs for this tenant. If the clinic has more than one "
               "tenant, check that this is the right one. Leyr can help: "
               "contact@leyr.io") },

  /* This computer. */
  { .id = ONB_DIAGNOSIS_NETWORK_CLOCK_SKEW,
    .name = "network.clock-skew",
    .severity = WARNING,
    .title = N_ ("This computer’s clock is off by {minutes} minutes"),
    .cause = N_ ("With a wrong clock, valid certificates can look expired or not yet valid."),
    .fix = N_ ("Set this computer’s date and time, preferably automatically.") },
  { .id = ONB_DIAGNOSIS_NETWORK_FEW_CONNECTIONS,
    .name = "network.few-connections",
    .severity = INFO,
    .title = N_ ("The network allows only a few connections to {host}"),
    .cause = N_ ("Some requests could not open a connection of their own. They were sent one after "
                 "another over the existing connections, so the test took longer."),
    .fix = N_ ("No action needed. You can tell your network administrator: usually, a firewall "
               "limits the number of connections per computer.") },
  { .id = ONB_DIAGNOSIS_TLS_ADDED_AUTHORITY,
    .name = "tls.added-authority",
    .severity = INFO,
    .title = N_ ("Trusted because of an added certificate authority: {authority}"),
    .cause = N_ ("The certificate of {host} is only trusted because of a certificate authority "
                 "that was added to Leyr Onboarding or specified with --ca-file. Usually, it "
                 "belongs to a proxy that inspects encrypted traffic. The proxy can read "
                 "everything that is sent, including the credentials."),
    .fix =
        N_ ("No action needed if your organization intends this. If nobody knows this certificate "
            "authority, remove it on the Clinic page, and ask your network administrator.") },

  /* Scopes. */
  { .id = ONB_DIAGNOSIS_TOKEN_SCOPE_UNREADABLE,
    .name = "token.scope-unreadable",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .title = N_ ("The list of granted scopes cannot be read"),
    .cause =
        N_ ("The server issues access tokens, but their list of scopes is neither text nor a list "
            "of texts (RFC 6749, section 5.1). What was not tested is not known: {cells}"),
    .fix = N_ ("Create a support report and email it to contact@leyr.io.") },
  { .id = ONB_DIAGNOSIS_SCOPE_SMART_V2,
    .name = "scope.smart-v2",
    .severity = WARNING,
    .reached_credentials = TRUE,
    .title = N_ ("The application is registered for SMART v2"),
    .cause = N_ ("SMART v1 scopes ({v1}) were not granted, but SMART v2 "
                 "scopes were[ ({granted})]. The SMART version that is "
                 "selected when an application is registered determines this. "
                 "It cannot be changed later."),
    .fix = N_ ("Before you add the clinic to Leyr, tell contact@leyr.io that the application is "
               "registered for SMART v2. Leyr then says whether it can be used as it is, or must "
               "be registered again for SMART v1.") },
  { .id = ONB_DIAGNOSIS_SCOPE_NONE_GRANTED,
    .name = "scope.none-granted",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_SCOPES,
    .state = ONB_CELL_NOT_GRANTED,
    .title = N_ ("None of the scopes that Leyr needs was granted"),
    .cause = N_ ("An access token was issued, but it includes none of them. The scopes may not be "
                 "selected, the application may be registered for another version of SMART, or the "
                 "system account may be limited (Account Type LIMITED) or not yet enabled for the "
                 "clinic’s tenant.[ Granted instead: {granted}]"),
    .fix = N_ ("In the console, open the existing application, check its "
               "SMART version, and select the scopes that the step shows. "
               "Wait 15 minutes, then test again. If nothing changes, ask "
               "{maker} about the system account’s type, and whether the "
               "application is enabled for your tenant.") },
  { .id = ONB_DIAGNOSIS_SCOPE_NOT_GRANTED,
    .name = "scope.not-granted",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_SCOPES,
    .state = ONB_CELL_NOT_GRANTED,
    .title = N_ ("Scopes not granted: {scopes}"),
    .cause = N_ ("The access token does not include these scopes. Most "
                 "likely, they are not selected for the application in the "
                 "console: the server leaves out unregistered scopes without "
                 "an error.[ Granted for the same resources: {granted}]"),
    .fix = N_ ("In the console, open the existing application and select "
               "these scopes. Wait a few minutes, then test again. If "
               "nothing changes, ask {maker} whether the change must be "
               "accepted for your tenant.") },
  { .id = ONB_DIAGNOSIS_SCOPE_NOT_GRANTED_OPTIONAL,
    .name = "scope.not-granted-optional",
    .severity = WARNING,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_SCOPES,
    .state = ONB_CELL_NOT_GRANTED,
    .title = N_ ("Scopes not granted: {scopes}"),
    .cause = N_ ("An option is turned on, but the access token does not "
                 "include its scopes. Everything else is unaffected."),
    .fix = N_ ("In the console, open the existing application and select "
               "these scopes. Wait a few minutes, then test again. If "
               "nothing changes, ask {maker} whether the change must be "
               "accepted for your tenant.") },
  { .id = ONB_DIAGNOSIS_SCOPE_READ_WITHOUT_SEARCH,
    .name = "scope.read-without-search",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_SCOPES,
    .state = ONB_CELL_NOT_GRANTED,
    .title = N_ ("Reading granted, but not searching: {scopes}"),
    .cause = N_ ("The access token allows reading single entries of these resources, but not "
                 "searching them, which Leyr needs.[ Granted: {granted}]"),
    .fix = N_ ("In the console, open the existing application and select "
               "the scopes that include searching: in SMART v2, those with "
               "the letter s.") },
  { .id = ONB_DIAGNOSIS_SCOPE_GRANTED_IN_PART,
    .name = "scope.granted-in-part",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_SCOPES,
    .state = ONB_CELL_NOT_GRANTED,
    .title = N_ ("Scopes granted only partly: {scopes}"),
    .cause = N_ ("The access token limits these scopes to some entries of their resources, but "
                 "Leyr needs all of them. Searches work, but leave out the rest without an error.[ "
                 "Granted: {granted}]"),
    .fix = N_ ("In the console, open the existing application and select "
               "these scopes without a condition (what follows a question "
               "mark). If there are none, create a support report and email "
               "it to contact@leyr.io.") },
  { .id = ONB_DIAGNOSIS_SCOPE_NOT_LISTED,
    .name = "scope.not-listed",
    .severity = WARNING,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_SCOPES,
    .state = ONB_CELL_WORKS,
    .title = N_ ("Works, but not listed as granted: {cells}"),
    .cause = N_ ("The server did not list these scopes as granted, but searches that need them "
                 "work. It may write scopes in a form of its own."),
    .fix = N_ ("In the console, check that these scopes are selected for "
               "the application.") },
  { .id = ONB_DIAGNOSIS_SCOPE_NOT_OFFERED,
    .name = "scope.not-offered",
    .severity = INFO,
    .state = ONB_CELL_NOT_OFFERED,
    .title = N_ ("Not available: {cells}"),
    .cause = N_ ("The server does not offer these resources in this FHIR version. This is not "
                 "caused by the clinic."),
    .fix = NO_ACTION },
  { .id = ONB_DIAGNOSIS_SCOPE_NOT_OFFERED_ANYWHERE,
    .name = "scope.not-offered-anywhere",
    .severity = ERROR,
    .reached_credentials = TRUE,
    .step = ONB_DIAGNOSIS_STEP_PRODUCTS,
    .state = ONB_CELL_NOT_OFFERED,
    .title = N_ ("Not available in any version: {scopes}"),
    .cause = N_ ("Leyr needs these resources, but the server does not offer them in any FHIR "
                 "version that was tested."),
    .fix = N_ ("In the console, check that the products that the step shows "
               "are selected. If they are, ask {maker} or your {system} "
               "administrator to turn on these resources for your tenant.") },
  { .id = ONB_DIAGNOSIS_SCOPE_NOT_PUBLISHED,
    .name = "scope.not-published",
    .severity = WARNING,
    .title = N_ ("Not in the server’s list of scopes: {scopes}"),
    .cause = N_ ("The smart-configuration of {host} does not list these scopes, in either their "
                 "SMART v1 or their SMART v2 form. They may be turned off for this tenant, or the "
                 "list may be incomplete."),
    .fix = N_ ("Continue, and check these scopes in the connection test. If "
               "they are not granted there, ask {maker} or your {system} "
               "administrator to turn them on for your tenant.") },
  { .id = ONB_DIAGNOSIS_SCOPE_SERVER_SMART_V2,
    .name = "scope.server-smart-v2",
    .severity = WARNING,
    .title = N_ ("The server only lists SMART v2 scopes"),
    .cause = N_ ("The smart-configuration of {host} lists no SMART v1 scopes, which the guide uses "
                 "(“Read”, “Write”)."),
    .fix = N_ ("Tell Leyr (contact@leyr.io) before you register the "
               "application. If the console asks for a SMART version, "
               "select v2.") },

  /* Searches. */
  { .id = ONB_DIAGNOSIS_PROBE_ID_REFUSED,
    .name = "probe.id-refused",
    .severity = INFO,
    .state = ONB_CELL_WORKS,
    .title = N_ ("Authorized, but the test ID was rejected: {cells}"),
    .cause = N_ (
        "The server allowed the search but rejected the ID in it, which cannot exist (HTTP status "
        "{status}). This also proves that the scope works.[ The server’s message: {says}]"),
    .fix = NO_ACTION },
  { .id = ONB_DIAGNOSIS_PROBE_UNEXPECTED_ENTRIES,
    .name = "probe.unexpected-entries",
    .severity = WARNING,
    .reached_credentials = TRUE,
    .state = ONB_CELL_WORKS,
    .title = N_ ("The server ignores search conditions: {cells}"),
    .cause = N_ ("A search for an ID that cannot exist returned entries. Leyr Onboarding did not "
                 "save or show them."),
    .fix = N_ ("Create a support report and email it to contact@leyr.io. Searches on this server "
               "may return too much.") },

  /* The test itself. */
  { .id = ONB_DIAGNOSIS_CHECK_CANCELLED,
    .name = "check.cancelled",
    .severity = ERROR,
    .title = N_ ("The test was stopped"),
    .cause = N_ ("Its results are incomplete."),
    .fix = N_ ("Start the test again.") },
  { .id = ONB_DIAGNOSIS_CHECK_TIMED_OUT,
    .name = "check.timed-out",
    .severity = ERROR,
    .title = N_ ("The test took too long"),
    .cause = N_ ("The time limit ran out before the test was complete."),
    .fix = N_ ("Test again with a higher --timeout.") },
  { .id = ONB_DIAGNOSIS_CHECK_INCOMPLETE,
    .name = "check.incomplete",
    .severity = ERROR,
    .title = N_ ("Not everything was tested[: {cells}]"),
    .cause = N_ ("Some of the requests have no known response."),
    .fix = SEND_REPORT },

  /* What nothing above fits. It claims no cause. */
  { .id = ONB_DIAGNOSIS_ANSWER_UNKNOWN,
    .name = "answer.unknown",
    .severity = ERROR,
    .state = ONB_CELL_FAILED,
    .title = N_ ("Unknown response[: {cells}]"),
    .cause = N_ ("{host} returned a response[ with HTTP status {status}] that Leyr Onboarding does "
                 "not know. Its cause is not clear.[ The message: {says}][ The reason: {reason}]"),
    .fix = N_ ("Create a support report and email it to contact@leyr.io."),
    .stages = ONB_STAGE_ANY },
};

const OnbRows onb_rows_joint = { rows, G_N_ELEMENTS (rows) };
