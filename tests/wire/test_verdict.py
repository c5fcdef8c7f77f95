# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole servers, healthy and not, and the verdict that each deserves."""

import json

import pytest

import oracle
from peer import READS, TENANT, TOKEN, Peer, Reply, json_reply
from test_faults import significant

R4 = f"/r4/{TENANT}/"
DSTU2 = f"/dstu2/{TENANT}/"
BUNDLE = {"resourceType": "Bundle", "type": "searchset", "total": 0}
# The widest that Oracle publishes for each; nothing can be deleted.
V2 = ["system/Appointment.crus", "system/Location.rs", "system/Patient.crus",
      "system/Practitioner.crs", "system/Procedure.crs", "system/Schedule.rs", "system/Slot.rus"]


def outcome_of(text, code="invalid"):
    return {"resourceType": "OperationOutcome",
            "issue": [{"severity": "error", "code": code, "details": {"text": text}}]}


def capabilities(version, names, interactions=("search-type", "create")):
    resources = [{"type": name, "interaction": [{"code": code} for code in interactions]}
                 for name in names]
    return json_reply({"resourceType": "CapabilityStatement",
                       "fhirVersion": "4.0.1" if version == "R4" else "1.0.2",
                       "rest": [{"mode": "server", "resource": resources}]})


def token(scope):
    return json_reply({"access_token": TOKEN, "token_type": "Bearer", "scope": scope})


# Nothing that works is missing, and nothing that is missing works.

NEVER_READY = {
    "only the token works": {"/metadata": Reply(404), "?_id=0": Reply(404)},
    "every search is forbidden for the tenant": {
        "/metadata": capabilities("R4", []),
        "?_id=0": Reply(403, "Tenant not valid or accessible", content_type="text/plain")},
    "six resources are missing": {
        R4 + "metadata": capabilities("R4", ["Patient"]),
        DSTU2 + "metadata": capabilities("DSTU2", ["Patient"]),
        "/Patient?": json_reply(BUNDLE), "?_id=0": Reply(404)},
    "nothing can be written": {
        R4 + "metadata": capabilities("R4", READS, ["search-type", "read"]),
        DSTU2 + "metadata": capabilities("DSTU2", READS, ["search-type", "read"])},
    "every search breaks a rule": {"?_id=0": Reply(422)},
    "every id is refused": {"?_id=0": json_reply(outcome_of("no"), status=422)},
    "nothing is switched on": {
        R4 + "metadata": capabilities("R4", ["CapabilityStatement"]),
        DSTU2 + "metadata": capabilities("DSTU2", ["CapabilityStatement"]),
        "?_id=0": Reply(404)},
}


@pytest.mark.parametrize("server", NEVER_READY)
@pytest.mark.parametrize("versions", ["R4,DSTU2", "R4"])
def test_never_ready(authority, check, server, versions):
    with Peer(authority.good, routes=dict(NEVER_READY[server])) as peer:
        outcome = check(peer.base, "--versions", versions)
    errors = [f for f in outcome.result["findings"] if f["severity"] == "error"]
    assert (outcome.status, outcome.result["verdict"]) == (1, "not-ready")
    assert errors and all(finding["fix"] for finding in errors)
    if server == "nothing is switched on":
        assert "tenant.nothing-offered" in outcome.findings


@pytest.mark.parametrize("reply", [
    Reply(500), Reply(501), Reply(503), Reply(301, Location="https://docs.oracle.com/"),
    Reply(200, "<html>retired</html>", content_type="text/html"),
    Reply(403, "no longer available", content_type="text/plain"),
    json_reply(outcome_of("retired", "not-supported"), status=400),
], ids=lambda reply: str(reply.status))
def test_a_dead_dstu2_is_nobodys_fault(authority, check, reply):
    with Peer(authority.good, routes={DSTU2: reply}) as peer:
        outcome = check(peer.base)
    assert (outcome.status, outcome.result["verdict"]) == (0, "ready")
    assert outcome.state("DSTU2") == "retired" and outcome.state("R4") == "works"


def test_what_dstu2_alone_refuses_is_a_warning(authority, check):
    with Peer(authority.good, routes={DSTU2 + "Slot": Reply(403)}) as peer:
        outcome = check(peer.base)
    assert (outcome.status, significant(outcome)) == (0, ["probe.forbidden"])
    assert outcome.cell("system/Slot.read", "DSTU2")["state"] == "refused"
    assert "No action needed" in outcome.findings["probe.forbidden"]["fix"]


def test_titles_pair_scopes_with_versions(authority, check):
    routes = {R4 + "Slot": Reply(403), DSTU2 + "Patient": Reply(403)}
    with Peer(authority.good, routes=routes) as peer:
        outcome = check(peer.base)
    title = outcome.findings["probe.forbidden"]["title"]
    for part in ("system/Slot.read (R4)", "system/Patient.read (DSTU 2)"):
        assert part in title.replace("\u2068", "").replace("\u2069", "")


# SMART v1 and v2.


def v2_server(registered, otherwise):
    """A token server for an application whose scopes are @registered, in the form of v2."""

    def answer(peer, connection, request):
        asked = request.body.decode().split("scope=")[1].replace("%2F", "/").split("%20")
        granted = [scope for scope in asked if scope in registered]
        (token(" ".join(granted)) if granted else otherwise).write(connection)

    return answer


EMPTY = json_reply({
    "error": "invalid_scope",
    "error_uri": "https://authorization.cerner.com/errors/urn%3Acerner%3Aerror%3A"
                 "authorization-server%3Aoauth2%3Atoken%3Aempty-scopes/instances/c0ffee",
}, status=400)


def published(peer_routes, scopes):
    def answer(peer, connection, request):
        json_reply({"token_endpoint": peer.base.split("/r4/")[0] + "/token",
                    "scopes_supported": scopes}).write(connection)

    return dict(peer_routes, **{"smart-configuration": answer})


@pytest.mark.parametrize("otherwise", [EMPTY, token("launch openid"), token("")],
                         ids=["refused", "others", "nothing"])
def test_smart_v2(authority, check, otherwise):
    routes = published({"/token": v2_server(V2, otherwise)}, ["system/Slot.read"] + V2)
    with Peer(authority.good, routes=routes) as peer:
        outcome = check(peer.base)
        assert [request.path for request in peer.requests].count("/token") == 2
    assert (outcome.status, significant(outcome)) == (0, ["scope.smart-v2"])


def test_what_is_granted_twice_is_said_once(authority, check):
    """Two tokens, one a form, and neither with a scope that is needed."""
    routes = published({"/token": token("launch openid"), "?_id=0": Reply(403)}, V2)
    with Peer(authority.good, routes=routes) as peer:
        outcome = check(peer.base)
    assert sum(request.method == "POST" for request in peer.requests) == 2
    assert "launch openid." in outcome.findings["scope.none-granted"]["cause"] + "."
    assert outcome.findings["scope.none-granted"]["cause"].count("openid") == 1


def test_without_published_scopes_nothing_more_is_asked(authority, check):
    with Peer(authority.good, routes={"/token": EMPTY}) as peer:
        outcome = check(peer.base)
        assert [request.path for request in peer.requests].count("/token") == 1
    assert significant(outcome) == ["token.empty-scopes"]


@pytest.mark.parametrize("granted", [
    " ".join(V2), ",".join(V2), "\n".join(V2), V2,
    " ".join("http://smarthealthit.org/FHIR/scopes/" + scope for scope in V2),
    " ".join(V2).replace("system/Slot.rus", "system/Slot.r system/Slot.s system/Slot.u"),
], ids=["v2", "commas", "lines", "list", "addresses", "apart"])
def test_forms_of_what_is_granted(authority, check, granted):
    with Peer(authority.good, routes={"/token": token(granted)}) as peer:
        outcome = check(peer.base)
    assert (outcome.status, outcome.result["verdict"]) == (0, "ready")


def test_a_list_that_lacks_something_lacks_it(authority, check):
    granted = ["system/" + name + ".read" for name in READS if name != "Slot"]
    routes = {"/token": token(granted), "/Slot": Reply(403)}
    with Peer(authority.good, routes=routes) as peer:
        outcome = check(peer.base)
    assert outcome.status == 1
    assert "system/Slot.read" in outcome.findings["scope.not-granted"]["title"]
    assert "system/Patient.write" in outcome.findings["scope.not-granted"]["title"]


@pytest.mark.parametrize("whole, part", [
    ("system/Slot.rus", "system/Slot.us system/Slot.r?status=free"),
    ("system/Slot.rus", "system/Slot.u system/Slot.rs?status=http://a.example/system/Slot.rs"),
    ("system/Appointment.crus", "system/Appointment.rs system/Appointment.cu?status=booked"),
], ids=["one letter", "both", "write"])
def test_a_part_is_not_the_whole(authority, check, whole, part):
    granted = " ".join(V2).replace(whole, part)
    with Peer(authority.good, routes={"/token": token(granted)}) as peer:
        outcome = check(peer.base)
    assert (outcome.status, significant(outcome)) == (1, ["scope.granted-in-part"])
    finding = outcome.findings["scope.granted-in-part"]
    scope = whole.partition(".")[0] + (".write" if "cu?" in part else ".read")
    assert scope in finding["title"]
    assert part.split()[-1] in finding["cause"]
    assert outcome.cell(scope, "R4")["state"] == "not-granted"
    # With the whole beside it, the part takes nothing away.
    with Peer(authority.good, routes={"/token": token(f"{granted} {whole}")}) as peer:
        assert check(peer.base).result["verdict"] == "ready"


@pytest.mark.parametrize("status", [200, 400, 401])
@pytest.mark.parametrize("error, finding", [
    ("invalid_client", "token.invalid-client"), ("unsupported_grant_type", "token.refused")])
def test_what_the_body_refuses_is_refused(authority, check, status, error, finding):
    with Peer(authority.good, routes={"/token": json_reply({"error": error}, status=status)}) as peer:
        outcome = check(peer.base)
    assert (outcome.status, significant(outcome)) == (1, [finding])


# Oracle's own answers.

GATEWAY = json_reply({"code": 403, "message":
                      'code="urn:cerner:error:oauth2:resource-access:insufficient-scopes", '
                      'error="insufficient_scope", subcode="no_scope_for_resource_path"'}, status=403)
MISMATCH = json_reply({"code": 401, "message":
                       'code="urn:cerner:error:oauth2:resource-access:tenant_mismatch"'}, status=401)
REQUIRED = json_reply({"code": 401, "message":
                       'code="urn:cerner:error:oauth2:resource-access:token-required"'}, status=401)


@pytest.mark.parametrize("route,reply,finding", [
    ("?_id=0", GATEWAY, "probe.insufficient-scope"),
    ("?_id=0", json_reply({"error": "insufficient_scope", "error_description": "x"}, status=403),
     "probe.insufficient-scope"),
    ("?_id=0", json_reply({"resourceType": "OperationOutcome", "issue": [
        {"code": "forbidden"}, {"code": "forbidden", "diagnostics": 'error="insufficient_scope"'},
    ]}, status=403), "probe.insufficient-scope"),
    ("?_id=0", MISMATCH, "probe.tenant-mismatch"),
    ("?_id=0", Reply(431), "probe.token-too-large"),
    ("?_id=0", Reply(403, "<html>Blocked</html>", content_type="text/html"), "network.blocked"),
    ("?_id=0", json_reply({"title": "Request blocked", "incidentId": "1"}, status=403),
     "network.blocked"),
    ("/token", Reply(403, "<html>Blocked</html>", content_type="text/html"), "network.blocked"),
    ("/token", json_reply({"message": "Forbidden by gateway"}, status=403), "network.blocked"),
    ("/token", Reply(401), "token.invalid-client"),
    ("/token", Reply(401, "no", content_type="text/plain"), "token.invalid-client"),
    ("/token", Reply(408), "answer.unknown"),
    ("/", REQUIRED, "discovery.unauthorized"),
    ("/", Reply(403, "<html>Blocked</html>", content_type="text/html"), "network.blocked"),
    ("/", Reply(405), "answer.unknown"),
])
def test_answers(authority, check, route, reply, finding):
    with Peer(authority.good, routes={route: reply}) as peer:
        outcome = check(peer.base)
    assert significant(outcome) == [finding]
    found = outcome.findings[finding]
    assert "not provided" not in found["title"] + found["cause"] + found["fix"]
    if finding == "network.blocked":
        assert found["fix"].count("localhost") == 1


@pytest.mark.parametrize("stage", ["/r4/", "/token", "?_id=0"])
@pytest.mark.parametrize("reply", [Reply(403, "<html>Blocked</html>", content_type="text/html"),
                                   Reply(200, "<html>Sign in</html>", content_type="text/html")],
                         ids=["filter", "portal"])
def test_every_host_that_is_needed_is_named_once(authority, check, stage, reply):
    """Whichever of the two does not come through, the network's administrator hears of both."""
    with Peer(authority.good, routes={stage: reply}) as tokens:
        with Peer(authority.good, routes={stage: reply},
                  token_url=f"https://localhost:{tokens.port}/token") as peer:
            outcome = check(peer.base)
    found = outcome.findings["network.blocked" if reply.status == 403 else "network.captive-portal"]
    for port in (peer.port, tokens.port):
        assert found["fix"].count(f"localhost:{port}") == 1


@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_refused_id_proves_the_scope(authority, check, status):
    routes = {"/Slot?": json_reply(outcome_of("_id is malformed"), status=status)}
    with Peer(authority.good, routes=routes) as peer:
        outcome = check(peer.base)
    assert (outcome.status, outcome.result["verdict"]) == (0, "ready")
    assert outcome.cell("system/Slot.read", "R4")["finding"] == "probe.id-refused"


def test_an_outcome_among_the_results_is_no_result(authority, check):
    bundle = dict(BUNDLE, entry=[{"search": {"mode": "outcome"},
                                  "resource": outcome_of("no results", "not-found")}])
    with Peer(authority.good, routes={"/Slot?": json_reply(bundle)}) as peer:
        outcome = check(peer.base)
    assert (outcome.status, significant(outcome)) == (0, [])


@pytest.mark.parametrize("found", [
    {"total": 5}, {"total": 1, "entry": []}, {"entry": [{"resource": {"resourceType": "Slot"}}]}])
def test_hits_for_an_id_that_cannot_exist_are_told(authority, check, found):
    with Peer(authority.good, routes={"/Slot?": json_reply(dict(BUNDLE, **found))}) as peer:
        outcome = check(peer.base)
    assert (outcome.status, significant(outcome)) == (0, ["probe.unexpected-entries"])


# Refusals that are found one by one.


def singles(answers):
    """Refuses more than one scope at once; what each alone gets is @answers of its name."""

    def answer(peer, connection, request):
        asked = request.body.decode().split("scope=")[1].replace("%2F", "/").split("%20")
        reply = json_reply({"error": "invalid_scope"}, status=400) if len(asked) > 1 else \
            answers(asked[0])
        reply.write(connection)

    return answer


def test_a_limit_is_no_refusal(authority, check):
    def answers(scope):
        return token(scope) if "Patient" in scope else Reply(429)

    with Peer(authority.good, routes={"/token": singles(answers)}) as peer:
        outcome = check(peer.base)
    assert (outcome.status, significant(outcome)) == (1, ["token.rate-limited"])
    assert outcome.cell("system/Slot.read", "R4")["state"] == "untested"


def test_one_that_breaks_is_told(authority, check):
    def answers(scope):
        return Reply(500) if scope == "system/Slot.read" else token(scope)

    with Peer(authority.good, routes={"/token": singles(answers)}) as peer:
        outcome = check(peer.base)
    assert (outcome.status, significant(outcome)) == (1, ["token.server-error"])


def test_unauthorized_client_without_a_reason_is_about_scopes(authority, check):
    def answers(scope):
        return json_reply({"error": "unauthorized_client"}, status=400) \
            if scope == "system/Slot.read" else token(scope)

    with Peer(authority.good, routes={"/token": singles(answers)}) as peer:
        outcome = check(peer.base)
    assert significant(outcome) == ["scope.not-granted"]
    assert "system/Slot.read" in outcome.findings["scope.not-granted"]["title"]


# Statements.


def test_statement_in_parts(authority, check):
    half = [{"type": name, "interaction": [{"code": "search-type"}]} for name in READS]
    other = [{"type": name, "interaction": [{"code": "create"}, {"code": "patch"}]}
             for name in READS]
    statement = json_reply({"resourceType": "CapabilityStatement", "fhirVersion": 4, "rest": [
        {"mode": "client", "resource": []}, {"mode": "server", "resource": half},
        {"mode": "server", "resource": other}]})
    with Peer(authority.good, routes={R4 + "metadata": statement}) as peer:
        outcome = check(peer.base, "--versions", "R4")
    assert (outcome.status, significant(outcome)) == (0, [])
    assert outcome.cell("system/Patient.write", "R4")["state"] == "granted"


def test_a_cache_has_an_old_clock(authority, check):
    old = Reply(404, Date="Mon, 01 Jan 2024 00:00:00 GMT")
    with Peer(authority.good, routes={R4 + "metadata": old}) as peer:
        outcome = check(peer.base)
    assert "network.clock-skew" not in outcome.findings


def test_soarian_is_named(check):
    outcome = check(f"https://fhir-ehr-sc.cerner.com/r4/{TENANT}/")
    assert (outcome.status, list(outcome.findings)) == (3, ["address.soarian"])


def test_nothing_depends_on_who_answers_first(authority, check):
    def without_times(result):
        result = json.loads(json.dumps(result))
        for key in ("started", "duration_ms"):
            result.pop(key)
        for row in result["scopes"]:
            for cell in row["results"].values():
                cell.pop("ms")
        for finding in result["findings"]:
            for evidence in finding["evidence"]:
                evidence.pop("ms")
        return result

    routes = {"/Slot": Reply(403), "/Patient": Reply(500), "/Schedule": Reply(404)}
    with Peer(authority.good, routes=routes) as peer:
        results = [without_times(check(peer.base).result) for _ in range(4)]
    assert all(result == results[0] for result in results)


# Answers in Oracle's own shape.

V1 = [f"system/{name}.read" for name in READS] + ["system/Appointment.write", "system/Patient.write"]


def test_a_healthy_clinic_as_oracle_answers(authority, check):
    with Peer(authority.good, routes=oracle.healthy(V1)) as peer:
        outcome = check(peer.base)
    assert (outcome.status, outcome.result["verdict"], significant(outcome)) == (0, "ready", [])
    assert outcome.state("R4") == outcome.state("DSTU2") == "works"


def test_the_same_registered_for_smart_v2(authority, check):
    registered = [scope for scope in oracle.scopes_supported() if scope.startswith("system/")
                  and not scope.endswith((".read", ".write"))]
    with Peer(authority.good, routes=oracle.healthy(registered)) as peer:
        outcome = check(peer.base)
    assert (outcome.status, significant(outcome)) == (0, ["scope.smart-v2"])


@pytest.mark.parametrize("urn,error,status,finding", [
    ("invalid-client-credentials", "invalid_client", 401, "token.invalid-client-credentials"),
    ("invalid-tenant", "invalid_grant", 400, "token.invalid-tenant"),
    ("invalid_tenant", "invalid_grant", 400, "token.invalid-tenant"),
    ("code%3Atenant-terminated", "invalid_grant", 400, "token.invalid-tenant"),
    ("terminated-client", "invalid_client", 401, "token.terminated-client"),
    ("client-persona-mismatch", "unauthorized_client", 400, "token.not-system"),
    ("unheard-of", "invalid_request", 400, "token.refused"),
])
def test_refusals_as_oracle_writes_them(authority, check, urn, error, status, finding):
    routes = oracle.healthy(V1)
    routes["/token"] = oracle.refuse_token(urn, error, status, "unknown")
    with Peer(authority.good, routes=routes) as peer:
        outcome = check(peer.base)
    assert (outcome.status, significant(outcome)) == (1, [finding])
    if finding == "token.invalid-client-credentials":
        said = outcome.findings[finding]["cause"] + outcome.findings[finding]["fix"]
        assert all(name in said for name in ("Client ID", "Client Secret", "Application ID"))
