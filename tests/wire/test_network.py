# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks of hospitals, with the real ones in them: proxies, with and without a login, that open
TLS or not; firewalls that let few connections through."""

import time
import urllib.parse

import pytest

from authority import Certificate
from conftest import CLIENT_ID, SECRET
from network import FHIR_HOST, HOSTS, PASSWORD, TOKEN_HOST, USER, Network, free_port
from peer import Peer, TENANT

RIGHT = f"{USER}:{urllib.parse.quote(PASSWORD, safe='')}@"
WRONG = f"{USER}:not-{urllib.parse.quote(PASSWORD, safe='')}@"


def significant(outcome):
    return [name for name, finding in outcome.findings.items() if finding["severity"] != "info"]


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    network = Network(tmp_path_factory.mktemp("network"))
    yield network
    network.close()


@pytest.fixture(scope="module")
def oracle(authority, tmp_path_factory):
    """A certificate for Oracle's hosts, of the test's own authority."""
    return Certificate(str(tmp_path_factory.mktemp("oracle")), "oracle", authority.root,
                       hosts=(*HOSTS, "localhost"))


@pytest.fixture
def millennium(oracle):
    with Peer(oracle) as peer:
        peer.token_url = f"https://{TOKEN_HOST}:{peer.port}/token"
        yield peer


@pytest.fixture(scope="module")
def squid(network):
    return network.squid()


@pytest.fixture(scope="module")
def squid_basic(network):
    return network.squid("Basic")


@pytest.fixture(scope="module")
def squid_digest(network):
    return network.squid("Digest")


def read_text(path):
    with open(path) as file:
        return file.read()


def tunnels(log):
    """What the proxy was asked for: its answer's status and the target."""
    text = read_text(log)
    while text and not text.endswith("\n"):
        # The last line is being written.
        time.sleep(0.05)
        text = read_text(log)
    words = [line.split() for line in text.splitlines()]
    return [(line[3].split("/")[1], line[6]) for line in words if line[5] == "CONNECT"]


def count_refused(log):
    """How often somebody was asked who they are. A tunnel's line comes when the tunnel has ended, which may be
    that of the test before; this one comes with the answer."""
    return [status for status, _ in tunnels(log)].count("407")


def assert_nothing_said(outcome, *proxies):
    for secret in (PASSWORD, urllib.parse.quote(PASSWORD, safe=""), RIGHT, SECRET):
        assert secret not in outcome.output + outcome.errors


def test_without_a_proxy(network, authority, millennium):
    outcome = network.check(millennium.port, authority.root.path)
    assert (outcome.result["verdict"], significant(outcome)) == ("ready", [])


def test_squid(network, authority, millennium, squid):
    proxy, log = squid
    before = len(tunnels(log))
    outcome = network.check(millennium.port, authority.root.path, proxy=proxy)
    assert (outcome.result["verdict"], significant(outcome)) == ("ready", [])
    assert {target for _, target in tunnels(log)[before:]} <= {
        f"{FHIR_HOST}:{millennium.port}", f"{TOKEN_HOST}:{millennium.port}", f"{TOKEN_HOST}:443"}


@pytest.mark.parametrize("kind", ["Basic", "Digest"])
def test_squid_with_a_login_is_right_every_time(network, authority, millennium, kind, request):
    proxy, log = request.getfixturevalue(f"squid_{kind.lower()}")
    for _ in range(20 if kind == "Basic" else 5):
        before = count_refused(log)
        outcome = network.check(millennium.port, authority.root.path, proxy=RIGHT + proxy)
        assert (outcome.result["verdict"], significant(outcome)) == ("ready", [])
        assert_nothing_said(outcome)
        assert all(target != proxy for _, target in tunnels(log))
        # Once without the login, to learn what is wanted; Digest each time, for its nonce.
        if kind == "Basic":
            assert count_refused(log) - before == 1


@pytest.mark.parametrize("kind", ["Basic", "Digest"])
def test_squid_with_the_wrong_login(network, authority, millennium, kind, request):
    proxy, log = request.getfixturevalue(f"squid_{kind.lower()}")
    before = count_refused(log)
    outcome = network.check(millennium.port, authority.root.path, proxy=WRONG + proxy)
    assert (outcome.status, significant(outcome)) == (3, ["network.proxy-login-wrong"])
    assert proxy in outcome.findings["network.proxy-login-wrong"]["title"]
    assert_nothing_said(outcome)
    # No account is locked: it was said once.
    assert count_refused(log) - before == 2
    assert not millennium.requests


def settings_with_login(network, https, http, password=PASSWORD):
    """What GNOME's settings hold of the proxies: a login for http addresses alone."""
    host, port = https.split(":")
    host_over_http, port_over_http = http.split(":")
    return network.settings(
        proxy={"mode": "'manual'"}, https={"host": f"'{host}'", "port": port},
        http={"host": f"'{host_over_http}'", "port": port_over_http, "enabled": "true",
              "use-authentication": "true", "authentication-user": f"'{USER}'",
              "authentication-password": f"'{password}'"})


def test_a_login_of_the_desktops_settings(network, authority, millennium, squid_basic):
    proxy, log = squid_basic
    before = count_refused(log)
    outcome = network.check(millennium.port, authority.root.path,
                            **settings_with_login(network, https=proxy, http=proxy))
    assert (outcome.result["verdict"], significant(outcome)) == ("ready", [])
    assert_nothing_said(outcome)
    # Whose name and password goes where is said.
    assert proxy in outcome.errors
    assert count_refused(log) - before == 1


def test_a_wrong_login_of_the_desktops_settings(network, authority, millennium, squid_basic):
    proxy, log = squid_basic
    before = count_refused(log)
    outcome = network.check(millennium.port, authority.root.path,
                            **settings_with_login(network, proxy, proxy, password="wrong"))
    assert (outcome.status, significant(outcome)) == (3, ["network.proxy-login-wrong"])
    assert count_refused(log) - before == 2


def test_a_login_of_another_proxy_in_the_desktops_settings(network, authority, millennium, squid_basic):
    proxy, _ = squid_basic
    outcome = network.check(millennium.port, authority.root.path,
                            **settings_with_login(network, https=proxy, http="proxy.hospital.example:1"))
    assert (outcome.status, significant(outcome)) == (3, ["network.proxy-login"])
    assert_nothing_said(outcome)


def test_squid_without_a_login(network, authority, millennium, squid_basic):
    proxy, _ = squid_basic
    outcome = network.check(millennium.port, authority.root.path, proxy=proxy)
    assert (outcome.status, significant(outcome)) == (3, ["network.proxy-login"])
    assert proxy in outcome.findings["network.proxy-login"]["title"]


def test_squid_that_forbids(network, authority, millennium):
    proxy, _ = network.squid(forbid=True)
    outcome = network.check(millennium.port, authority.root.path, proxy=proxy)
    assert (outcome.status, significant(outcome)) == (3, ["network.proxy-forbidden"])
    finding = outcome.findings["network.proxy-forbidden"]
    assert proxy in finding["title"] and FHIR_HOST in finding["title"]


def test_squid_that_finds_no_way(network, authority, squid):
    proxy, _ = squid
    outcome = network.check(free_port(), authority.root.path, proxy=proxy)
    assert (outcome.status, significant(outcome)) == (3, ["network.proxy-no-way"])


@pytest.mark.parametrize("proxy,finding", [
    ("127.0.0.1:1", "network.proxy-unreachable"),
    ("proxy.hospital.example:1", "network.proxy-unreachable"),
    ("no-such-proxy.invalid:3128", "network.proxy-unknown"),
])
def test_a_proxy_that_is_not_there(network, authority, millennium, proxy, finding):
    outcome = network.check(millennium.port, authority.root.path, proxy=proxy)
    assert (outcome.status, significant(outcome)) == (3, [finding])
    assert proxy in outcome.findings[finding]["title"]
    assert not millennium.requests


def test_tinyproxy(network, authority, millennium):
    outcome = network.check(millennium.port, authority.root.path, proxy=network.tinyproxy())
    assert (outcome.result["verdict"], significant(outcome)) == ("ready", [])


def test_mitmproxy(network, authority, millennium):
    proxy, its_authority = network.mitmproxy(authority.root.path)
    trusted = network.check(millennium.port, its_authority, proxy=proxy)
    assert (trusted.result["verdict"], significant(trusted)) == ("ready", [])
    assert "CN=mitmproxy" in trusted.trusted["title"]
    untrusted = network.check(millennium.port, authority.root.path, proxy=proxy)
    assert (untrusted.status, significant(untrusted)) == (3, ["tls.untrusted"])
    assert "mitmproxy" in untrusted.findings["tls.untrusted"]["cause"]


def test_an_added_authority_is_named(network, authority, millennium, tmp_path):
    """The one that a host is trusted for, and not others that are trusted as well; kept or given."""
    kept = tmp_path / "leyr-onboarding" / "authorities.pem"
    kept.parent.mkdir()
    with open(authority.root.path) as root, open(authority.proxy_root.path) as other:
        kept.write_text(root.read() + other.read())
    command = ["check", "--json", "--fhir-url", f"https://{FHIR_HOST}:{millennium.port}/r4/{TENANT}/",
               "--client-id", CLIENT_ID, "--secret-file", "-"]
    for options in ([], ["--ca-file", authority.proxy_root.path]):
        outcome = network.check(millennium.port, None, command=command + options, XDG_DATA_HOME=str(tmp_path))
        assert (outcome.status, outcome.trusted["severity"]) == (0, "info")
        assert outcome.trusted["title"].endswith(": CN=Test Authority")
        for host in (FHIR_HOST, TOKEN_HOST):
            assert f"{host}:{millennium.port}" in outcome.trusted["cause"]
            assert sum(host in item["url"] for item in outcome.trusted["evidence"]) == 1

    text = network.check(millennium.port, None, command=[word for word in command if word != "--json"],
                         XDG_DATA_HOME=str(tmp_path))
    assert "tls.added-authority" in text.output


def test_a_login_goes_to_its_proxy_alone(network, authority, millennium):
    """Neither to the server, nor to another proxy that asks as well."""
    with Peer(routes={"": lambda peer, connection, request: connection.close()}) as other:
        outcome = network.check(
            millennium.port, authority.root.path, https_proxy=f"http://127.0.0.1:{other.port}",
            http_proxy=f"http://{RIGHT}proxy.hospital.example:1")
        assert PASSWORD.encode() not in other.received
        assert b"Proxy-Authorization" not in other.received
    assert significant(outcome) == ["network.proxy"]
    assert_nothing_said(outcome)


@pytest.mark.parametrize("endpoint", [
    "https://internal.hospital%3a22%20HTTP%2f1.1%0d%0aX-Injected%3a%20yes%0d%0a%0d%0aGET%20http%3a%2f"
    "%2fvictim%2f%20HTTP%2f1.1%0d%0aH%3a.cerner.com/t",
    "https://internal.hospital%2f.cerner.com/t",
    "https://internal.hospital\\.cerner.com/t",
])
def test_a_server_cannot_write_to_the_proxy(network, authority, millennium, squid, endpoint):
    proxy, log = squid
    before = len(tunnels(log))
    millennium.token_url = endpoint
    outcome = network.check(millennium.port, authority.root.path, proxy=proxy)
    assert significant(outcome) == ["discovery.endpoint-insecure"]
    assert {target for _, target in tunnels(log)[before:]} <= {
        f"{FHIR_HOST}:{millennium.port}", f"{TOKEN_HOST}:443"}


# Few connections.


@pytest.mark.parametrize("beyond", ["hang", "close"])
@pytest.mark.parametrize("admitted", [1, 2, 4, 8])
def test_few_connections(authority, check, admitted, beyond):
    with Peer(authority.good, admitted=admitted, beyond=beyond) as peer:
        outcome = check(peer.base)
    assert (outcome.result["verdict"], significant(outcome)) == ("ready", [])
    assert "network.few-connections" in outcome.findings


def test_enough_connections(authority, check):
    with Peer(authority.good, admitted=16) as peer:
        outcome = check(peer.base)
    assert "network.few-connections" not in outcome.findings


def test_no_connection_at_all(authority, check):
    with Peer(authority.good, admitted=0, beyond="close") as peer:
        outcome = check(peer.base)
    assert (outcome.status, significant(outcome)) == (3, ["tls.handshake"])
    assert "network.few-connections" not in outcome.findings
