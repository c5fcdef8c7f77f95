# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A look at the network before there are credentials: each kind of obstacle, by the real ones."""

import datetime
import os
import re
import urllib.parse

import pytest

from authority import Certificate
from conftest import finish, run
from network import FHIR_HOST, HOSTS, PASSWORD, TOKEN_HOST, USER, Network, free_port
from oracle import healthy, refuse_token, scopes_supported
from peer import Peer, Reply, TENANT, json_reply

CONSOLE = "code-console.cerner.com"
GUIDE = os.path.join(os.path.dirname(__file__), "../../data/guides/cerner-millennium.xml")
RIGHT = f"{USER}:{urllib.parse.quote(PASSWORD, safe='')}@"
WRONG = f"{USER}:not-{urllib.parse.quote(PASSWORD, safe='')}@"
REFUSED = refuse_token("invalid-authorization-header", "invalid_client", status=401)
PAGE = Reply(200, "<!DOCTYPE html><html><body>Sign in to the guest network</body></html>", "text/html")


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    network = Network(tmp_path_factory.mktemp("network"))
    with open(network.hosts, "a") as file:
        file.write(f"127.0.0.1 {CONSOLE}\n127.0.0.1 raw.githubusercontent.com\n")
    yield network
    network.close()


@pytest.fixture(scope="module")
def oracle(authority, tmp_path_factory):
    return Certificate(str(tmp_path_factory.mktemp("oracle")), "oracle", authority.root,
                       hosts=(*HOSTS, CONSOLE, "raw.githubusercontent.com", "localhost"))


@pytest.fixture
def millennium(oracle):
    with Peer(oracle, routes={"/token": REFUSED}) as peer:
        peer.token_url = f"https://{TOKEN_HOST}:{peer.port}/token"
        yield peer


class Look:
    """The program, with a guide whose hosts are all at the peer's port."""

    def __init__(self, network, authority, folder):
        self.network, self.authority, self.folder = network, authority, str(folder)

    def __call__(self, port, *options, address=True, trust=None, proxy=None, **variables):
        guides = os.path.join(self.folder, "leyr-onboarding", "guides", "taken")
        os.makedirs(guides, exist_ok=True)
        with open(GUIDE, encoding="utf-8") as file:
            text = re.sub(r'(address="https://[^/"]+)/', rf"\1:{port}/", file.read())
        with open(os.path.join(guides, "cerner-millennium.xml"), "w", encoding="utf-8") as file:
            file.write(text)
        command = ["check", "--preflight", "--json", "--ca-file", trust or self.authority.root.path]
        if address:
            command += ["--fhir-url", f"https://{FHIR_HOST}:{port}/r4/{TENANT}/"]
        if proxy is not None:
            variables.update(https_proxy=f"http://{proxy}")
        return finish(self.network.begin(port, None, *options, command=command,
                                         XDG_DATA_HOME=self.folder, **variables))


@pytest.fixture
def look(network, authority, tmp_path):
    return Look(network, authority, tmp_path)


def significant(outcome):
    return [name for name, finding in outcome.findings.items() if finding["severity"] != "info"]


def states(outcome, host=FHIR_HOST):
    return {row["subject"]: row["state"] for row in outcome.result["rows"]
            if (row["host"] or "").split(":")[0] == host}


@pytest.mark.parametrize("address", [True, False])
def test_healthy(look, millennium, address):
    outcome = look(millennium.port, address=address)
    assert (outcome.status, outcome.result["verdict"], significant(outcome)) == (0, "clear", [])
    assert outcome.result["schema"] == "io.leyr.Onboarding.preflight/1"
    for host in (FHIR_HOST, TOKEN_HOST, CONSOLE):
        assert set(states(outcome, host).values()) == {"good"}
    assert any("Test Authority" in row["words"] for row in outcome.result["rows"])
    assert not any("authorization" in request.headers for request in millennium.requests)


def test_everything_is_published(look, oracle):
    with Peer(oracle) as peer:
        peer.routes = healthy([])
        peer.routes["/token"] = REFUSED
        outcome = look(peer.port, "--medical-notes", "--approve-host", "localhost")
    scopes = {scope["scope"]: scope for scope in outcome.result["scopes"]}
    assert (outcome.status, scopes["system/Patient.write"]["smart"]) == (0, ["v1", "v2"])
    assert scopes["system/Location.read"]["versions"] == {"R4": "offered", "DSTU2": "not-offered"}
    assert [version["fhir_version"] for version in outcome.result["versions"]] == ["4.0.1", "1.0.2"]


def list_scopes(peer, keep):
    return json_reply({"token_endpoint": peer.token_url,
                       "scopes_supported": [name for name in scopes_supported() if keep(name)]})


def test_a_tenant_that_lacks_a_scope(look, millennium):
    millennium.routes["smart-configuration"] = list_scopes(
        millennium, lambda name: "/Slot" not in name)
    outcome = look(millennium.port)
    assert (outcome.status, significant(outcome)) == (1, ["scope.not-published"])
    assert "system/Slot.read" in outcome.findings["scope.not-published"]["title"]


def test_a_server_of_smart_v2_alone(look, millennium):
    millennium.routes["smart-configuration"] = list_scopes(
        millennium, lambda name: not name.endswith((".read", ".write")))
    outcome = look(millennium.port)
    assert (outcome.status, significant(outcome)) == (1, ["scope.server-smart-v2"])
    assert outcome.result["scopes"][0]["smart"] == ["v2"]


def test_a_resource_that_is_offered_nowhere(look, millennium):
    millennium.routes["metadata"] = json_reply(
        {"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "rest": [
            {"mode": "server", "resource": [{"type": "Patient", "interaction": [
                {"code": "search-type"}, {"code": "create"}]}]}]})
    outcome = look(millennium.port, "--versions", "R4")
    assert (outcome.status, significant(outcome)) == (1, ["scope.not-offered-anywhere"])


def test_a_name_that_nobody_knows(look, millennium, tmp_path):
    outcome = run("check", "--preflight", "--json", "--fhir-url",
                  f"https://no-such-host.invalid/r4/{TENANT}/")
    assert outcome.status == 1
    assert "network.name-not-found" in outcome.findings or "network.offline" in outcome.findings
    assert states(outcome, "no-such-host.invalid")["name"] == "bad"
    assert states(outcome, "no-such-host.invalid")["tls"] == "unknown"


@pytest.mark.parametrize("address", [True, False])
def test_refused(look, address):
    outcome = look(free_port(), address=address)
    assert (outcome.status, significant(outcome)) == (1, ["network.refused"])
    assert states(outcome) | {"fhir-version": "", "scopes": ""} == {
        "name": "good", "connection": "bad", "tls": "unknown", "response": "unknown",
        "fhir-version": "", "scopes": ""}


@pytest.mark.parametrize("address", [True, False])
def test_untrusted(look, network, authority, millennium, address):
    proxy, its_authority = network.mitmproxy(authority.root.path)
    outcome = look(millennium.port, address=address, proxy=proxy)
    assert (outcome.status, significant(outcome)) == (1, ["tls.untrusted"])
    assert "mitmproxy" in outcome.findings["tls.untrusted"]["cause"]
    assert states(outcome)["proxy"] == "good" and states(outcome)["tls"] == "bad"
    trusted = look(millennium.port, address=address, proxy=proxy, trust=its_authority)
    assert (trusted.status, significant(trusted)) == (0, [])
    assert any("mitmproxy" in row["words"] for row in trusted.result["rows"])


@pytest.mark.parametrize("kind", ["Basic", "Digest"])
@pytest.mark.parametrize("login,finding", [
    ("", "network.proxy-login"), (WRONG, "network.proxy-login-wrong"), (RIGHT, None)])
def test_a_proxy_with_a_login(look, network, millennium, kind, login, finding):
    proxy, _ = network.squid(kind)
    outcome = look(millennium.port, proxy=login + proxy)
    assert (outcome.status, significant(outcome)) == ((1, [finding]) if finding else (0, []))
    assert states(outcome)["proxy"] == ("bad" if finding else "good")
    assert PASSWORD not in outcome.output + outcome.errors
    # Whose name and password goes where is said, without them.
    assert (proxy in outcome.errors) == bool(login)
    if finding:
        assert proxy in outcome.findings[finding]["title"]


def test_a_proxy_that_is_not_there(look, millennium):
    outcome = look(millennium.port, proxy="proxy.hospital.example:1")
    assert (outcome.status, significant(outcome)) == (1, ["network.proxy-unreachable"])
    assert "proxy.hospital.example:1" in outcome.findings["network.proxy-unreachable"]["title"]
    assert states(outcome)["proxy"] == "bad"


@pytest.mark.parametrize("address", [True, False])
def test_a_portal(look, oracle, address):
    with Peer(oracle, routes={"": PAGE}) as peer:
        outcome = look(peer.port, address=address)
    assert (outcome.status, significant(outcome)) == (1, ["network.captive-portal"])
    assert states(outcome)["response"] == "bad"


@pytest.mark.parametrize("status", [200, 403, 404])
@pytest.mark.parametrize("body", ["html", "json"])
@pytest.mark.parametrize("host", [FHIR_HOST, TOKEN_HOST])
def test_a_filter(look, millennium, status, body, host):
    """At the FHIR server, or at the authorization server alone."""
    page = (json_reply({"blocked": True, "category": "unknown"}, status=status) if body == "json"
            else Reply(status, "<html><body>Blocked</body></html>", "text/html"))
    if host == FHIR_HOST:
        millennium.routes = {"/r4/": page, "/dstu2/": page, "/token": REFUSED}
    else:
        millennium.routes = {"/token": page}
    outcome = look(millennium.port, address=False)
    assert outcome.status == 1
    assert significant(outcome)[0] in ("network.blocked", "network.captive-portal")
    assert states(outcome, host)["response"] == "bad"
    finding = outcome.findings[significant(outcome)[0]]
    assert host in finding["title"] + finding["cause"]


def test_a_wrong_clock(look, oracle):
    ahead = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=2)

    def late(peer, connection, request):
        reply = REFUSED if "/token" in request.path else peer.good_answer(request)
        reply.headers["Date"] = ahead.strftime("%a, %d %b %Y %H:%M:%S GMT")
        reply.write(connection)

    with Peer(oracle, routes={"": late}) as peer:
        peer.token_url = f"https://{TOKEN_HOST}:{peer.port}/token"
        outcome = look(peer.port)
    assert (outcome.status, significant(outcome)) == (1, ["network.clock-skew"])
    clock = next(row for row in outcome.result["rows"] if row["subject"] == "clock")
    assert (clock["host"], clock["state"]) == (None, "bad")


def test_a_token_host_that_nobody_approved_is_not_asked(look, oracle, millennium):
    with Peer(oracle, routes={"/token": REFUSED}) as other:
        millennium.token_url = f"https://proxy.hospital.example:{other.port}/token"
        outcome = look(millennium.port)
        assert not other.requests
        assert significant(outcome) == ["discovery.host-not-approved"]
        approved = look(millennium.port, "--approve-host", "proxy.hospital.example")
        assert other.requests[0].body == b"grant_type=client_credentials"
        assert "authorization" not in other.requests[0].headers
    assert "discovery.host-not-approved" not in approved.findings


def test_a_limit(look, oracle):
    with Peer(oracle, admitted=0) as peer:
        outcome = look(peer.port, "--timeout", "1")
    assert (outcome.status, outcome.result["verdict"]) == (3, "untested")
    assert significant(outcome)[0] == "check.timed-out"


def test_practice():
    outcome = run("check", "--preflight", "--practice", "--json")
    assert (outcome.status, outcome.result["verdict"]) == (0, "clear")
    assert outcome.result["practice"]


@pytest.mark.parametrize("arguments", [
    ["--preflight", "--client-id", "x", "--secret-file", "-"],
    ["--for-firewall", "--json"], ["--for-firewall", "--preflight"],
    ["--for-firewall", "--practice"], ["--preflight", "one", "two"],
], ids=" ".join)
def test_wrong_usage(arguments):
    assert run("check", *arguments).status == 2


def test_for_a_network_team(network):
    outcome = run("check", "--for-firewall", "--fhir-url",
                  f"https://fhir.hospital.example:8443/r4/{TENANT}/")
    assert outcome.status == 0
    assert "fhir.hospital.example, port 8443" in outcome.output
    assert TOKEN_HOST not in outcome.output
    everybody = run("check", "--for-firewall").output
    for host in (FHIR_HOST, TOKEN_HOST, CONSOLE):
        assert f"{host}, port 443" in everybody


def test_an_authority_of_ones_own(network, oracle, authority, millennium, look):
    kept = os.path.join(look.folder, "leyr-onboarding", "authorities.pem")
    os.makedirs(os.path.dirname(kept), exist_ok=True)
    with open(authority.root.path) as source, open(kept, "w") as file:
        file.write(source.read())
    outcome = look(millennium.port, trust=authority.proxy_root.path)
    assert (outcome.status, significant(outcome)) == (0, [])
    assert "Test Authority" in outcome.errors
    assert outcome.trusted["title"].endswith(": CN=Test Authority")
    assert CONSOLE in outcome.trusted["cause"]
